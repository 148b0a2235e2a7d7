"""What changes the frame of a traject; one module per subject."""

from trajecten.services.signalen import alle_signalen_verouderd, bereken_signalen, signalen_verouderd

__all__ = ["alle_signalen_verouderd", "bereken_signalen", "signalen_verouderd"]
