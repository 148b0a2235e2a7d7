"""Refusals that a person understands."""


class DomainError(Exception):
    """The method, a promise to a person or a decision forbids this; the text says why, in plain Dutch (B1)."""

    def __init__(self, tekst: str) -> None:
        super().__init__(tekst)
        self.tekst = str(tekst)


class Conflict(DomainError):
    """Somebody else saved the same text first; carries both versions, so that nothing is lost.

    ``velden`` is a list of (label, own text, present text).
    """

    def __init__(self, velden: list[tuple[str, str, str]], versie: int) -> None:
        super().__init__("Iemand anders heeft deze tekst intussen ook veranderd. Hieronder staan beide versies.")
        self.velden = velden
        self.versie = versie
