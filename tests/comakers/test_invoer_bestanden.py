"""Spreadsheets read and written: kinds of csv, limits, and out and in again without a change (M20)."""

import csv
import io
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comakers.invoer import lezen, schrijven
from comakers.invoer.namen import splits_naam
from comakers.invoer.veilig import bescherm, ontdoe
from comakers.invoer.velden import UITVOER, lees_dag, lees_omvang, raad
from comakers.models import CoMaker, Invoer
from comakers.selectors.invoer import beoordeel, kader_van
from comakers.selectors.uitvoer import uitvoerrijen
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.tekst import schoon
from tests.factories import CategorieFactory, CoMakerFactory, InvoerFactory, TrajectFactory
from toegang.models import Logregel

# Names as they are written, of nobody: apostrophes, doubled letters, capitals within, more than one tussenvoegsel.
NAMEN = ["'t Bloempje", "'s-Grasveld", "Al-Verzonnen", "D'Erfgrens", "de la Bedacht", "IJsbloem", "van 't Niets",
         "Ñandú-Ögür", "Çelik-İşler", "ter Überall", "=Som", "+Plus", "-Min", "@Apenstaart", "'=Dubbel", "O’Bedenk",
         "van den Ein-de", "Ðorđević", "Λάμδα", "von und zu Niemand"]  # fmt: skip


def rijen(inhoud: bytes) -> list[list[str]]:
    bestand = io.BytesIO(inhoud)
    return [cellen for _nr, cellen in lezen.lees_rijen(bestand, lezen.herken(bestand))]


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("scheiding", [";", ",", "\t"])
def test_csv_zoals_mensen_die_bewaren(codering: str, scheiding: str) -> None:
    tekst = f'naam{scheiding}waarom{scheiding}dag\r\nZoë{scheiding}"een; twee, ""drie""\nvier"{scheiding}31-12-2026\r\n'
    assert rijen(tekst.encode(codering)) == [
        ["naam", "waarom", "dag"],
        ["Zoë", 'een; twee, "drie"\nvier', "31-12-2026"],
    ]


def test_csv_met_regel_voor_excel_en_lege_rijen_houdt_de_nummers_van_excel() -> None:
    bestand = io.BytesIO(b"sep=|\nnaam|soort\n\nJan|\x00b\x1f\n")
    assert list(lezen.lees_rijen(bestand, "csv")) == [(2, ["naam", "soort"]), (4, ["Jan", "b"])]


def _bom(delen: dict[str, bytes]) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as pak:
        for naam, inhoud in delen.items():
            pak.writestr(naam, inhoud)
    return uit.getvalue()


def _ods(tabel: str, kop: str = "") -> bytes:
    n = "urn:oasis:names:tc:opendocument:xmlns"
    xml = (
        f'{kop}<o:document-content xmlns:o="{n}:office:1.0" xmlns:t="{n}:table:1.0" xmlns:x="{n}:text:1.0"><o:body>'
        f"<o:spreadsheet><t:table>{tabel}</t:table></o:spreadsheet></o:body></o:document-content>"
    )
    return _bom({"content.xml": xml.encode()})


CEL = '<t:table-cell t:number-columns-repeated="{}"><x:p>a</x:p></t:table-cell>'


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (_bom({"xl/workbook.xml": b" " * (90 * 1024 * 1024)}), "uitgepakt veel te groot"),
        (_bom({"iets.txt": b"x"}), "niet openen"),
        (_bom({"xl/workbook.xml": b"<geen"}), "niet openen"),
        (_ods(CEL.format(1), '<!DOCTYPE a [<!ENTITY b "c">]>'), "niet openen"),
        (_ods(f'<t:table-row t:number-rows-repeated="9999999">{CEL.format(1)}</t:table-row>'), "meer dan 20.000"),
        (b"naam\n" + b"x\n" * 20_001, "meer dan 20.000"),
    ],
    ids=["zipbom", "ander", "kapot", "entiteit", "herhaling", "rijen"],
)
def test_wat_te_veel_is_wordt_geweigerd(inhoud: bytes, zin: str) -> None:
    with pytest.raises(DomainError, match=zin):
        rijen(inhoud)


def test_herhaalde_cellen_blijven_klein() -> None:
    assert [len(r) for r in rijen(_ods(f"<t:table-row>{CEL.format(9999999)}</t:table-row>"))] == [200]


def test_een_ander_programma_leest_wat_wij_schrijven() -> None:
    blad = [["naam", "=kop"], *([naam, f"  {naam}\n\tx"] for naam in NAMEN)]
    for soort in ("xlsx", "ods"):
        inhoud = schrijven.schrijf(blad, soort)
        terug = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(inhoud)).get_sheet_by_index(0).to_python()
        assert [str(r[0]) for r in terug] == [bescherm(r[0]) for r in blad]
        with zipfile.ZipFile(io.BytesIO(inhoud)) as pak:
            xml = ElementTree.fromstring(pak.read("content.xml" if soort == "ods" else "xl/worksheets/sheet1.xml"))
        assert not [e for e in xml.iter() if e.tag.endswith("}f") or any(k.endswith("formula") for k in e.attrib)]
    tekst = schrijven.schrijf(blad, "csv").decode("utf-8-sig")
    gelezen = list(csv.reader(io.StringIO(tekst, newline=""), delimiter=";"))
    assert not [cel for rij in gelezen for cel in rij if cel[:1] in "=+-@\t\r"]
    assert len(gelezen) == len(blad)


TEKST = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30).map(lambda t: schoon(t).strip())
CELLEN = st.one_of(st.sampled_from(NAMEN), TEKST, st.sampled_from(["=", "'", "'='", " -", "a  b", "\n-\n", "x\ty"]))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(CELLEN, min_size=3, max_size=3), min_size=1, max_size=4))
def test_uit_en_weer_in_is_hetzelfde(blad: list[list[str]]) -> None:
    for cel in (c for rij in blad for c in rij):
        assert ontdoe(bescherm(cel)) == cel.translate({0xFFFE: None, 0xFFFF: None})
    verwacht = []
    for rij in [["een", "twee", "drie"], *blad]:
        cellen = [schoon(bescherm(c) and ontdoe(bescherm(c))).strip() for c in rij]
        while cellen and not cellen[-1]:
            cellen.pop()
        verwacht += [cellen] if cellen else []
    for soort in ("xlsx", "ods", "csv"):
        assert rijen(schrijven.schrijf([["een", "twee", "drie"], *blad], soort)) == verwacht, soort


@pytest.mark.parametrize(
    ("heel", "delen"),
    [
        ("Jan van der IJssel", ("Jan", "van der", "IJssel")),
        ("IJssel, Jan van der", ("Jan", "van der", "IJssel")),
        ("van 't Niets, A.B.", ("A.B.", "van 't", "Niets")),
        ("Marie D'Erfgrens van Verzonnen", ("Marie", "", "D'Erfgrens van Verzonnen")),
        ("Fatma El Bedacht", ("Fatma", "El", "Bedacht")),
        ("Anna Maria Jansen", ("Anna Maria", "", "Jansen")),
        ("van Dijk", ("", "van", "Dijk")),
        ("Sjaan", ("Sjaan", "", "")),
        (",", ("", "", "")),
    ],
)
def test_hele_naam_wordt_gesplitst(heel: str, delen: tuple[str, str, str]) -> None:
    assert splits_naam(heel) == delen


def test_koppen_datums_en_aantallen_zoals_mensen_ze_schrijven() -> None:
    assert raad(["Naam", "E-mail", "Tel.", "Groep", "?"]) == {"volledige_naam": 0, "email": 1, "telefoon": 2,
                                                              "categorie": 3}  # fmt: skip
    assert raad(["First name", "Last name", "Company"]) == {"voornaam": 0, "achternaam": 1, "partij": 2}
    assert [str(lees_dag(t)) for t in ("31-12-2026", "31/12/26", "2026-12-31", "31 dec", "0-0-0")] == [
        *["2026-12-31"] * 3,
        *["None"] * 2,
    ]
    assert [lees_omvang(t) for t in ("120", "1.200", "ca. 80 mensen", "veel", "0")] == [120, 1200, 80, None, None]


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_invoer_van_een_uitvoer_verandert_niets(db: None, data: Any) -> None:
    traject = TrajectFactory()
    categorie = CategorieFactory(traject=traject)
    for nummer in range(4):
        naam, vrij = data.draw(st.sampled_from(NAMEN)), data.draw(CELLEN)
        comaker = CoMakerFactory(
            traject=traject,
            categorie=categorie,
            persoon__voornaam=data.draw(st.sampled_from(["Jan", "IJsbrand", "=A", "Zoë"])),
            persoon__achternaam=naam,
            persoon__email=data.draw(st.sampled_from(["", f"iemand{nummer}@example.org"])),
            persoon__telefoon=data.draw(st.sampled_from(["", "+31 6 12", "-"])),
            wil_weten=vrij,
        )
        comaker.achterbannen.create(
            traject=traject, naam=f"buren; {naam} (12)", omvang=data.draw(st.none() | st.just(5))
        )
    blad = uitvoerrijen(CoMaker.objects.for_traject(traject))
    for soort in ("xlsx", "ods", "csv") if data.draw(st.booleans()) else ("csv",):
        blad = uitvoerrijen(CoMaker.objects.for_traject(traject))
        koppen, *gelezen = rijen(schrijven.schrijf(blad, soort))
        invoer: Invoer = InvoerFactory(traject=traject, kolommen=raad(koppen))
        assert len(invoer.kolommen) == len(UITVOER)
        oordelen = beoordeel(kader_van(invoer), list(enumerate(gelezen, start=2)))
        assert [(o.oordeel, o.redenen, o.verschillen) for o in oordelen] == [("bekend", [], [])] * 4


def test_uitvoer_volgt_het_filter_en_wordt_opgeschreven(cast: Any, als: Any) -> None:
    CoMakerFactory(traject=cast.traject, persoon__achternaam="IJsbloem", persoon__email="ijs@example.org")
    CoMakerFactory(traject=cast.ander_traject, persoon__achternaam="Geheim")
    response = als("kerngroeplid").get("/t/brink/comakers/uitvoer/?als=csv&q=ijsbloem")
    regels = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [r[2] for r in regels] == ["achternaam", "IJsbloem"]
    assert response.headers["Content-Disposition"].startswith('attachment; filename="co-makers-brink-')
    regel = Logregel.objects.get(werkwoord="comakers.uitgevoerd")
    assert (regel.actor, regel.traject_nummer) == (f"gebruiker:{cast.kerngroeplid.pk}", cast.traject.pk)
    assert "Geheim" not in als("kerngroeplid").get("/t/brink/comakers/uitvoer/?als=csv").content.decode("utf-8-sig")
