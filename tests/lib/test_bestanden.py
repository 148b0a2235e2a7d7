"""The one path for files: a picture is made anew or refused."""

import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from leefsturing.lib.bestanden import MAX_ZIJDE, lees_afbeelding, random_naam, schrijf_heel

GEHEIM = b"kanarie-in-metadata"


def foto(formaat: str = "JPEG", maat: tuple[int, int] = (60, 40), **extra: object) -> bytes:
    uit = io.BytesIO()
    Image.new("RGB", maat, "olive").save(uit, formaat, **extra)
    return uit.getvalue()


def upload(inhoud: bytes, naam: str = "foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(naam, inhoud, "image/jpeg")


def test_niets_van_de_herkomst_gaat_mee() -> None:
    exif = Image.Exif()
    exif[0x010E] = GEHEIM.decode()
    exif.get_ifd(0x8825)[1] = "N"
    schoon = lees_afbeelding(upload(foto(exif=exif, comment=GEHEIM))).read()
    assert GEHEIM not in schoon
    with Image.open(io.BytesIO(schoon)) as beeld:
        assert not beeld.getexif()
        assert "comment" not in beeld.info


def test_staande_foto_blijft_staan() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    with Image.open(lees_afbeelding(upload(foto(exif=exif)))) as beeld:
        assert beeld.size == (40, 60)


def test_grote_foto_wordt_kleiner() -> None:
    with Image.open(lees_afbeelding(upload(foto("PNG", (4000, 1000)), "x.png"))) as beeld:
        assert max(beeld.size) == MAX_ZIJDE


@pytest.mark.parametrize(
    "inhoud",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<html><script>alert(1)</script></html>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9",
        b"%PDF-1.7",
        b"GIF89a" + bytes(100),
        foto()[:200],
    ],
    ids=["leeg", "svg", "html", "eps", "pdf", "gif", "half"],
)
def test_wat_geen_foto_is_wordt_geweigerd(inhoud: bytes) -> None:
    with pytest.raises(ValidationError, match=r"foto|MB"):
        lees_afbeelding(upload(inhoud))


def test_bom_van_pixels_wordt_geweigerd() -> None:
    uit = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(uit, "PNG")
    with pytest.raises(ValidationError):
        lees_afbeelding(upload(uit.getvalue(), "bom.png"))


def test_naam_is_niet_te_raden_en_loopt_nergens_heen() -> None:
    een, twee = (random_naam(object(), "../../etc/pass wd.JPG") for _ in range(2))
    assert een != twee
    assert ".." not in een
    assert een.endswith(".jpg")


def test_bestand_is_heel_of_niet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    doel = tmp_path / "plan.pdf"
    schrijf_heel(doel, b"eerst")
    monkeypatch.setattr("os.fsync", lambda fd: (_ for _ in ()).throw(OSError(28, "vol")))
    with pytest.raises(OSError, match="vol"):
        schrijf_heel(doel, b"half")
    assert doel.read_bytes() == b"eerst"
    assert [p.name for p in tmp_path.iterdir()] == ["plan.pdf"]
