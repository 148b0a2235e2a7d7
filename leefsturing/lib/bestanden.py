"""The one path for files that people bring: read, checked, made anew, stored under a random name."""

import io
import os
import secrets
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 60_000_000
MAX_ZIJDE = 2000
_FORMATEN = ("JPEG", "PNG", "WEBP")


def random_naam(instance: object, filename: str) -> str:
    """``upload_to`` of every file field: a folder per model and a name nobody can guess."""
    ending = Path(filename).suffix.lower()[:5]
    return f"{type(instance).__name__.lower()}/{secrets.token_hex(16)}{ending}"


def lees_afbeelding(upload: UploadedFile) -> ContentFile:
    """A new JPEG of the picture: turned upright, at most 2,000 pixels a side, without any metadata.

    Raises ValidationError with a plain text for what is too large, no picture, or of another kind.
    """
    if (upload.size or 0) > MAX_BYTES:
        raise ValidationError(_("Deze foto is groter dan 15 MB. Kies een kleinere, of maak er een schermfoto van."))
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, MAX_PIXELS
    try:
        with Image.open(upload, formats=_FORMATEN) as image:
            if image.width * image.height > MAX_PIXELS:
                raise ValueError("pixels")
            image.draft("RGB", (MAX_ZIJDE * 2, MAX_ZIJDE * 2))
            upright = ImageOps.exif_transpose(image).convert("RGB")
            upright.thumbnail((MAX_ZIJDE, MAX_ZIJDE))
            clean = Image.new("RGB", upright.size)
            clean.paste(upright)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(
            _("Dit bestand kunnen we niet als foto openen. Gebruik een jpg-, png- of webp-bestand.")
        ) from error
    finally:
        Image.MAX_IMAGE_PIXELS = limit
    uit = io.BytesIO()
    clean.save(uit, "JPEG", quality=85)
    return ContentFile(uit.getvalue(), name="foto.jpg")


def lees_pdf(upload: UploadedFile) -> ContentFile:
    """The document itself, byte for byte (it may be signed), when it is a PDF; it is only ever given as attachment.

    Raises ValidationError with a plain text for what is too large or of another kind, whatever its name says.
    """
    if (upload.size or 0) > MAX_BYTES:
        raise ValidationError(_("Dit document is groter dan 15 MB. Maak er een kleinere pdf van."))
    inhoud = upload.read()
    if not inhoud.startswith(b"%PDF-") or b"%%EOF" not in inhoud[-1024:]:
        raise ValidationError(
            _("Dit is geen pdf, of de pdf is niet heel. Sla het document op als pdf en probeer opnieuw.")
        )
    return ContentFile(inhoud, name="document.pdf")


def schrijf_heel(path: Path, inhoud: bytes) -> None:
    """Writes a file whole or not at all: temporary name, fsync, rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temp = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        with temp.open("xb") as handle:
            handle.write(inhoud)
            handle.flush()
            os.fsync(handle.fileno())
        temp.replace(path)
    except BaseException:
        temp.unlink(missing_ok=True)
        raise
