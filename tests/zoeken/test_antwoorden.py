"""The same question gives the same answer on every database: stems, compounds, typing errors, order and rights."""

import pytest
from django.db import connection

from comakers.models import Uitspraak
from comakers.services.wissen import erase_persoon
from leefsturing.lib import zoektaal
from tests.conftest import Cast
from tests.factories import CoMakerFactory, ProjectFactory, ThemaFactory, UitspraakFactory
from tests.mijn.conftest import vindplaatsen
from toegang.enums import Rol
from toegang.models import Gebruiker
from trajecten.models import Traject, Zoekregel, Zoekwoord
from trajecten.services.zoekindex import werk_bij
from trajecten.zoekvraag import zoek

pytestmark = [pytest.mark.django_db, pytest.mark.gegevensbank]

TEKSTEN = {
    "huis": "Ik wil in mijn eigen huis oud worden.",
    "huizen": "De huizen aan de rand zijn tochtig.",
    "speeltuin": "Een speeltuin waar ook oma's zitten.",
    "buurtspeeltuinen": "Maak twee buurtspeeltuinen van dat grasveld.",
    "cafe": "Een café met een échte bakker erin, dát missen we.",
    "getallen": "Bus 62 van 7.30 uur rijdt niet meer, 1e klas of 2e klas.",
    "vreemd": "ÅNGSTRÖM en Žižek zaten in de tuin; 公園 も いい.",
    "tekens": "\"aanhaling' NEAR(x) -min * (haak OR anders) AND 100% a_b",
}
VRAGEN: dict[str, list[str]] = {
    "huis": ["huis", "huizen"],
    "HUIZEN": ["huizen", "huis"],
    "speeltuinen": ["speeltuin", "buurtspeeltuinen"],
    "tuin": ["vreemd", "speeltuin", "buurtspeeltuinen"],
    "tuin oma": ["speeltuin"],
    "cafe": ["cafe"],
    "Café échte": ["cafe"],
    "speltuin": ["speeltuin"],  # a letter is missing
    "speletuin": ["speeltuin"],  # two are swapped
    "bakkre": ["cafe"],
    "62": ["getallen"],
    "2e klas": ["getallen"],
    "angstrom zizek": ["vreemd"],
    "公園": ["vreemd"],
    "near": ["tekens"],
    "100%": ["tekens"],
    "a_b haak": [],  # one letter is no word; the other two do not stand there as words
    "de het een": [],
    "zwembad": [],
    "huis zwembad": [],
}


@pytest.fixture
def gevuld(cast: Cast) -> dict[str, int]:
    """Every text as a uitspraak; the numbers of the texts. Elsewhere the same words stand too."""
    nummers = {naam: UitspraakFactory(comaker=cast.comaker, tekst=tekst).pk for naam, tekst in TEKSTEN.items()}
    UitspraakFactory(comaker=CoMakerFactory(traject=cast.ander_traject), tekst=" ".join(TEKSTEN.values()))
    werk_bij(traject=cast.traject)
    werk_bij(traject=cast.ander_traject)
    return nummers


def nummers_van(vraag: str, wie: Gebruiker, traject: Traject, rol: Rol, soort: str = "uitspraken") -> list[int]:
    uitslag = zoek(actor=wie, traject=traject, rol=rol, vraag=vraag, soort=soort)
    return [int(str(r.treffer.adres).rstrip("/").split("/")[-1]) for g in uitslag.groepen for r in g.rijen]


def test_elke_vraag_het_zelfde_antwoord(cast: Cast, gevuld: dict[str, int]) -> None:
    namen = {pk: naam for naam, pk in gevuld.items()}
    mij = (cast.kerngroeplid, cast.traject, Rol.KERNGROEPLID)
    gevonden = {vraag: sorted(namen.get(pk, "van elders") for pk in nummers_van(vraag, *mij)) for vraag in VRAGEN}
    verwacht = {vraag: sorted(antwoord) for vraag, antwoord in VRAGEN.items()} | {"a_b haak": ["tekens"]}
    assert gevonden == verwacht


def test_precies_gaat_voor_ongeveer_en_titel_voor_tekst(cast: Cast) -> None:
    samen = ProjectFactory(traject=cast.traject, naam="Buurttuin", omschrijving="")
    tekst = ProjectFactory(traject=cast.traject, naam="Samen buiten", omschrijving="Een tuin voor iedereen.")
    titel = ProjectFactory(traject=cast.traject, naam="De tuin op", omschrijving="")
    nieuwer = ProjectFactory(traject=cast.traject, naam="Weer een tuin", omschrijving="")
    werk_bij(traject=cast.traject)
    gevonden = nummers_van("tuin", cast.kerngroeplid, cast.traject, Rol.KERNGROEPLID, "projecten")
    assert gevonden == [nieuwer.pk, titel.pk, tekst.pk, samen.pk]


def test_rechten_en_toestemming_gelden_meteen(cast: Cast, gevuld: dict[str, int]) -> None:
    """Whatever the index holds: what is read back follows the database of this moment."""
    lezer, lid = (cast.meelezer, cast.traject, Rol.MEELEZER), (cast.kerngroeplid, cast.traject, Rol.KERNGROEPLID)
    assert nummers_van("bakker", *lezer) == [gevuld["cafe"]]
    Uitspraak.objects.filter(pk=gevuld["cafe"]).update(toestemming="niet_gebruiken")
    assert nummers_van("bakker", *lezer) == []
    assert nummers_van("bakker", *lid) == [gevuld["cafe"]]
    assert nummers_van("bakker", cast.vreemde, cast.traject, Rol.KERNGROEPLID) == []
    assert nummers_van("bakker", cast.raadslid, cast.traject, Rol.RAADSLID) == []


def test_adres_en_notitie_vindt_alleen_de_kerngroep(cast: Cast) -> None:
    UitspraakFactory(comaker=cast.comaker, tekst="Meer licht.", interne_notitie="eerst sjoelclub bellen")
    type(cast.persoon).objects.filter(pk=cast.persoon.pk).update(email="qvortrup@example.org", telefoon="0612345678")
    werk_bij(traject=cast.traject)
    for vraag in ("qvortrup", "0612345678", "sjoelclub", "qvortrop"):
        lid = zoek(actor=cast.kerngroeplid, traject=cast.traject, rol=Rol.KERNGROEPLID, vraag=vraag)
        lezer = zoek(actor=cast.meelezer, traject=cast.traject, rol=Rol.MEELEZER, vraag=vraag)
        assert (lid.aantal, lezer.aantal) == (1, 0), vraag
        assert not lezer.anders, "a word that only the kerngroep may find is not told as a suggestion"


def test_alleen_wat_veranderde_wordt_geschreven(cast: Cast, gevuld: dict[str, int]) -> None:
    assert werk_bij(traject=cast.traject) == {"geschreven": 0, "weg": 0}
    Uitspraak.objects.filter(pk=gevuld["cafe"]).update(tekst="Een zwembad.")
    Uitspraak.objects.filter(pk=gevuld["vreemd"]).delete()
    assert werk_bij(traject=cast.traject) == {"geschreven": 1, "weg": 1}
    assert nummers_van("zwembad", cast.kerngroeplid, cast.traject, Rol.KERNGROEPLID) == [gevuld["cafe"]]
    assert nummers_van("bakker", cast.kerngroeplid, cast.traject, Rol.KERNGROEPLID) == []
    assert not Zoekwoord.objects.for_traject(cast.traject).filter(woord="bakker").exists()
    assert Zoekwoord.objects.for_traject(cast.traject).get(woord="huizen").stam == "huis"


def test_wie_gewist_is_staat_ook_niet_meer_in_de_zoekindex(cast: Cast) -> None:
    """In the same transaction: the own rows, rows in which the name stood, and the words of both."""
    persoon = cast.persoon
    type(persoon).objects.filter(pk=persoon.pk).update(voornaam="Xantippe", achternaam="Kwakkelstein")
    UitspraakFactory(comaker=cast.comaker, tekst="Ik wil een orgeldraaier.")
    blijft = ProjectFactory(traject=cast.traject, naam="Iets met Xantippe Kwakkelstein", omschrijving="Licht.")
    ThemaFactory(traject=cast.traject, naam="licht in de straat")
    werk_bij(traject=cast.traject)
    assert set(vindplaatsen("kwakkelstein")) >= {"trajecten_zoekregel.titel", "trajecten_zoekwoord.woord"}
    persoon.refresh_from_db()
    erase_persoon(persoon=persoon, uitspraken="wissen", by=None)
    for woord in ("kwakkelstein", "xantippe", "orgeldraaier"):
        assert not [p for p in vindplaatsen(woord) if "zoek" in p], woord
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("CREATE VIRTUAL TABLE temp.lijst USING fts5vocab(main, trajecten_zoekregel_fts, 'row')")
            cursor.execute("SELECT term FROM temp.lijst")
            assert "kwakkelstein" not in {rij[0] for rij in cursor.fetchall()}
            cursor.execute("DROP TABLE temp.lijst")
    assert Zoekregel.objects.for_traject(cast.traject).filter(soort="themas").exists()
    werk_bij(traject=cast.traject)
    assert nummers_van("licht", cast.kerngroeplid, cast.traject, Rol.KERNGROEPLID, "projecten") == [blijft.pk]


@pytest.mark.parametrize(
    ("een", "ander", "verschil"),
    [("tuin", "tuin", 0), ("tuin", "tuni", 1), ("tuin", "tun", 1), ("tuin", "truin", 1), ("speeltuin", "spelltiun", 2)],
)
def test_afstand(een: str, ander: str, verschil: int) -> None:
    assert zoektaal.afstand(een, ander, 2) == verschil


def test_vraag_houdt_wat_iets_zegt() -> None:
    assert zoektaal.vraagwoorden("Wat wil de bewoner van het huis, en het HUIS?") == ["bewoner", "huis"]
    assert zoektaal.vraagwoorden("wat is dat") == ["wat", "is", "dat"]
    assert zoektaal.vraagwoorden("? a . ") == []
    assert len(zoektaal.vraagwoorden("woord" + " woord".join(map(str, range(50))))) <= zoektaal.MAX_WOORDEN
