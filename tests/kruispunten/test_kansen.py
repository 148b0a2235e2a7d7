"""Kansen: pure over what is there, stored once, and what people decided stays (M61, M67)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from comakers.models import Thema
from comakers.services.herkomst import koppel_herkomst
from comakers.services.wissen import erase_persoon
from kruispunten.enums import KansStaat, Middelsoort
from kruispunten.models import Combinatie, Kans, Kruispunt
from kruispunten.passend import Aanbod, vind_kansen
from kruispunten.selectors.initiatieven import initiatieven
from kruispunten.services import kansen as services
from kruispunten.services.initiatieven import maak_initiatief
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from tests.conftest import Cast, FormClient
from tests.factories import CoMakerFactory, PartijFactory, UitspraakFactory
from tests.factories.kruispunten import InitiatiefFactory, KansFactory, KruispuntFactory, MiddelFactory
from trajecten.services.signalen import signalen_verouderd
from werk.models import Taak
from werk.uitvoering import voer_uit

Als = Callable[[str], FormClient]
DAG = date(2026, 11, 24)
dagen = st.none() | st.dates(date(2026, 10, 1), date(2027, 3, 1))
middelen = st.lists(
    st.tuples(
        st.sampled_from([m.value for m in Middelsoort][:3]),
        st.sampled_from(["een zaal", "zalen", "pan", "iets", "", "🎺"]),
    ),
    max_size=3,
).map(tuple)
themas = st.frozensets(st.sampled_from([(1, "eten"), (2, "muziek")]), max_size=2)


@st.composite
def aanbod(draw: Any) -> list[Aanbod]:
    """A few initiatieven of a few owners, some of whom belong to the same partij."""
    return [
        Aanbod(
            pk=pk,
            naam=f"initiatief {pk}",
            eigenaren=draw(st.frozensets(st.sampled_from(["partij:1", "partij:2", "comaker:1"]), min_size=1)),
            zijde=draw(st.sampled_from(["", "overheid", "gebruikers"])),
            categorie=draw(st.sampled_from([None, 1, 2])),
            van=draw(dagen),
            tot=draw(dagen),
            zoekt=draw(middelen),
            biedt=draw(middelen),
            themas=draw(themas),
        )
        for pk in range(1, draw(st.integers(2, 6)))
    ]


@given(aanbod())
@settings(max_examples=120, deadline=None)
def test_vinden_is_symmetrisch_stabiel_en_eerlijk(lijst: list[Aanbod]) -> None:
    vondsten = vind_kansen(lijst, DAG)
    assert vind_kansen(reversed(lijst), DAG) == vondsten
    op_pk = {a.pk: a for a in lijst}
    paren = [frozenset((v.een, v.ander)) for v in vondsten]
    assert len(set(paren)) == len(paren) == len({v.kenmerk for v in vondsten})
    for v in vondsten:
        een, ander = op_pk[v.een], op_pk[v.ander]
        assert not een.eigenaren & ander.eigenaren
        assert een.naam in v.uitleg
        assert len(v.uitleg) <= 400
        assert v.venster_tot is None or v.venster_tot >= DAG
        assert not (v.venster_van and v.venster_tot) or v.venster_van <= v.venster_tot
        hernoemd = [replace(a, naam=a.naam + "!") for a in lijst]
        assert v.kenmerk in {w.kenmerk for w in vind_kansen(hernoemd, DAG)}
    assert vind_kansen(lijst, DAG, frozenset(paren)) == []


def test_dezelfde_woorden_gaan_voor_en_periodes_moeten_passen() -> None:
    koor = Aanbod(1, "Koor", frozenset({"a"}), zoekt=(("ruimte", "een zaal"),), van=date(2026, 12, 1))
    zaal = Aanbod(2, "Kerk", frozenset({"b"}), biedt=(("ruimte", "kerkzaal"),), tot=date(2026, 12, 31))
    winkel = Aanbod(3, "Winkel", frozenset({"c"}), biedt=(("ruimte", "een etalage"),))
    eerste, tweede = vind_kansen([winkel, zaal, koor], DAG)
    assert (eerste.een, eerste.ander, tweede.ander) == (1, 2, 3)
    assert eerste.uitleg == "“Koor” zoekt een zaal. “Kerk” biedt kerkzaal."
    assert (eerste.venster_van, eerste.venster_tot) == (date(2026, 12, 1), date(2026, 12, 31))
    assert len(vind_kansen([koor, replace(zaal, tot=date(2026, 11, 30))], DAG)) == 0
    assert len(vind_kansen([koor, replace(zaal, tot=DAG - timedelta(days=1))], DAG)) == 0


def test_een_thema_telt_alleen_tussen_twee_werelden() -> None:
    een = Aanbod(1, "Koor", frozenset({"a"}), zijde="gebruikers", themas=frozenset({(7, "samen eten")}))
    ander = Aanbod(2, "Bank", frozenset({"b"}), zijde="gebruikers", themas=een.themas)
    assert vind_kansen([een, ander], DAG) == []
    (vondst,) = vind_kansen([een, replace(ander, zijde="overheid")], DAG)
    assert (vondst.kenmerk, vondst.thema) == ("th:1:2", 7)
    assert "samen eten" in vondst.uitleg


# ── Stored ────────────────────────────────────────────────────────────────────────────────────────────────


def adres(naam: str, cast: Cast, **kwargs: Any) -> str:
    return reverse(naam, kwargs={"slug": cast.traject.slug, **kwargs})


@pytest.fixture
def kans(cast: Cast) -> Kans:
    """One seeks a hall, another has one."""
    for richting, wat in (("zoekt", "een zaal"), ("biedt", "de kerkzaal")):
        MiddelFactory(initiatief__traject=cast.traject, richting=richting, wat=wat)
    MiddelFactory(initiatief__traject=cast.ander_traject, richting="biedt", wat="een zaal elders")
    services.bereken_kansen(traject=cast.traject)
    return Kans.objects.get()


def _rijen() -> list[tuple[Any, ...]]:
    return list(Kans.objects.order_by("pk").values_list())


@pytest.mark.gegevensbank
@pytest.mark.django_db
def test_de_worker_twee_keer_geeft_dezelfde_rijen(cast: Cast, kans: Kans) -> None:
    services.leg_weg(kans=kans, reden="kennen elkaar al", by=cast.kerngroeplid)
    MiddelFactory(initiatief=kans.een, soort="geld", wat="honderd euro")
    MiddelFactory(initiatief__traject=cast.traject, richting="biedt", soort="geld", wat="een fonds")
    services.kansen_verouderd(cast.traject)
    services.kansen_verouderd(cast.traject)
    (taak,) = Taak.objects.filter(soort=services.TAAKSOORT)
    assert voer_uit(taak.pk, now=klok.nu() + timedelta(minutes=1))
    eerst = _rijen()
    assert len(eerst) == 2
    assert services.bereken_kansen(traject=cast.traject) == {"nieuw": 0, "anders": 0, "weg": 0}
    assert _rijen() == eerst
    kans.refresh_from_db()
    assert (kans.staat, kans.reden) == (KansStaat.WEGGELEGD, "kennen elkaar al")


@pytest.mark.django_db
def test_wat_niet_meer_klopt_gaat_weg_en_een_besluit_blijft(cast: Cast, kans: Kans) -> None:
    kans.een.middelen.all().delete()
    assert services.bereken_kansen(traject=cast.traject)["weg"] == 1
    MiddelFactory(initiatief=kans.een, wat="een zaal")
    services.bereken_kansen(traject=cast.traject)
    nieuw = Kans.objects.get()
    services.leg_weg(kans=nieuw, by=cast.kerngroeplid)
    nieuw.een.middelen.all().delete()
    assert services.bereken_kansen(traject=cast.traject) == {"nieuw": 0, "anders": 0, "weg": 0}
    assert Kans.objects.get().staat == KansStaat.WEGGELEGD


@pytest.mark.django_db
def test_themas_van_bruikbare_uitspraken(cast: Cast) -> None:
    thema = Thema.objects.create(traject=cast.traject, naam="samen eten")
    producten = []
    for zijde in ("gebruikers", "overheid"):
        uitspraak = UitspraakFactory(comaker=cast.comaker)
        uitspraak.themas.add(thema)
        partij = PartijFactory(traject=cast.traject, zijde=zijde)
        product = InitiatiefFactory(traject=cast.traject, eigenaar_partij=partij)
        koppel_herkomst(product=product, uitspraken=[uitspraak], by=None)
        producten.append((product, uitspraak))
    services.bereken_kansen(traject=cast.traject)
    assert Kans.objects.get().thema == thema
    uitspraak.toestemming = "niet_gebruiken"
    uitspraak.save()
    services.bereken_kansen(traject=cast.traject)
    assert not Kans.objects.exists()


@pytest.mark.django_db
def test_een_verandering_plant_het_rekenen(cast: Cast) -> None:
    """Writing down an initiatief does, and so does all that makes signalen grow old: a theme, a uitspraak."""
    partij = PartijFactory(traject=cast.traject)
    maak_initiatief(traject=cast.traject, waarden={"naam": "Koor", "eigenaar_partij": partij}, by=cast.kerngroeplid)
    assert Taak.objects.filter(soort=services.TAAKSOORT, onderwerp=str(cast.traject.pk)).exists()
    Taak.objects.all().delete()
    signalen_verouderd(cast.traject)
    voer_uit(Taak.objects.get().pk)
    assert Taak.objects.open().get().soort == services.TAAKSOORT


@pytest.mark.django_db
def test_oppakken_maakt_een_combinatie_in_een_nieuw_kruispunt(cast: Cast, als: Als, kans: Kans) -> None:
    client, pad = als("kerngroeplid"), adres("kans_oppakken", cast, nummer=kans.pk)
    pagina = client.get(pad)
    assert pagina.context["form"].initial["dichter_bij_doelen"] == kans.uitleg
    velden = {"naam": "Zaal en koor", "soort": "ruimte", "dichter_bij_doelen": "a", "opent_iets_nieuws": "b",
              "kost_weinig": "c"}  # fmt: skip
    zonder = client.post(pad, velden)
    assert (zonder.status_code, "Zaal en koor" in zonder.content.decode()) == (422, True)
    vreemd = KruispuntFactory()
    assert client.post(pad, velden | {"kruispunt": vreemd.pk}).status_code == 422
    assert client.post(pad, velden | {"nieuwe_titel": "Zingen", "nieuwe_vraag": "Waar zingen we?"}).status_code == 303
    kruispunt = Kruispunt.objects.get(traject=cast.traject)
    combinatie = Combinatie.objects.get(kruispunt=kruispunt)
    samen = {kans.een, kans.ander}
    assert set(combinatie.initiatieven.all()) == set(kruispunt.initiatieven.all()) == samen
    assert set(combinatie.partijen.all()) == {i.eigenaar_partij for i in samen if i}
    kans.refresh_from_db()
    assert (kans.staat, kans.combinatie) == (KansStaat.OPGEPAKT, combinatie)
    assert client.post(pad, velden | {"kruispunt": kruispunt.pk}).status_code == 422
    assert Combinatie.objects.count() == 1
    services.bereken_kansen(traject=cast.traject)
    assert Kans.objects.get().staat == KansStaat.OPGEPAKT


@pytest.mark.django_db
def test_wegleggen_met_een_tik_en_terug(cast: Cast, als: Als, kans: Kans) -> None:
    client = als("kerngroeplid")
    assert client.post(adres("kans_wegleggen", cast, nummer=kans.pk)).status_code == 303
    with pytest.raises(DomainError, match="net al besloten"):
        services.leg_weg(kans=kans, by=cast.kerngroeplid)
    assert [k.pk for k in client.get(adres("kansen", cast)).context["weggelegd"]] == [kans.pk]
    assert client.post(adres("kans_terughalen", cast, nummer=kans.pk)).status_code == 303
    assert client.post(adres("kans_terughalen", cast, nummer=kans.pk)).status_code == 422
    kans.refresh_from_db()
    assert (kans.is_nieuw, kans.afgehandeld_door) == (True, None)


@pytest.mark.django_db
def test_hoogstens_twaalf_in_beeld_en_vragen_groeien_niet_mee(cast: Cast, als: Als) -> None:
    client, pad = als("meelezer"), adres("kansen", cast)
    een, ander = (
        InitiatiefFactory(
            traject=cast.traject, eigenaar_partij=None, eigenaar_comaker=CoMakerFactory(traject=cast.traject)
        )
        for _n in range(2)
    )

    def tel(n: int) -> int:
        for plaats in range(n):
            KansFactory(traject=cast.traject, een=een, ander=ander, plaats=plaats)
        with CaptureQueriesContext(connection) as vragen:
            pagina = client.get(pad)
        assert adres("kans_wegleggen", cast, nummer=Kans.objects.first().pk) not in pagina.content.decode()
        return len(vragen)

    assert tel(2) == tel(13)
    context = client.get(pad).context
    assert (len(context["eerste"]), len(context["meer"])) == (12, 3)


@pytest.mark.django_db
def test_wissen_neemt_de_woorden_mee(cast: Cast) -> None:
    mijn = InitiatiefFactory(traject=cast.traject, eigenaar_partij=None, eigenaar_comaker=cast.comaker, naam="Zeldzaam")
    MiddelFactory(initiatief=mijn)
    for _n in range(2):
        MiddelFactory(initiatief__traject=cast.traject, richting="biedt")
    services.bereken_kansen(traject=cast.traject)
    services.leg_weg(kans=Kans.objects.order_by("pk").first(), reden="Zeldzaam woord", by=cast.kerngroeplid)
    erase_persoon(persoon=cast.persoon, uitspraken="wissen", by=cast.kerngroeplid)
    assert not Kans.objects.filter(uitleg__contains="Zeldzaam").exists()
    assert mijn not in initiatieven(actor=cast.kerngroeplid, traject=cast.traject)
    services.bereken_kansen(traject=cast.traject)
    assert [k.staat for k in Kans.objects.all()] == [KansStaat.WEGGELEGD]


def test_een_combinatie_die_naar_een_mens_heet_vergeet_die_ook(cast: Cast, als: Als) -> None:
    """The name that is proposed holds the names of both initiatieven."""
    naam = cast.persoon.volledige_naam
    een = InitiatiefFactory(traject=cast.traject, eigenaar_partij=None, eigenaar_comaker=cast.comaker)
    type(een).objects.filter(pk=een.pk).update(naam=f"Soep van {naam}")
    ander = InitiatiefFactory(traject=cast.traject, eigenaar_partij=PartijFactory(traject=cast.traject))
    kans = KansFactory(traject=cast.traject, een=een, ander=ander)
    pagina = als("kerngroeplid").get(adres("kans_oppakken", cast, nummer=kans.pk)).content.decode()
    assert f'value="Soep van {naam} + ' in pagina
    Combinatie.objects.create(
        traject=cast.traject, kruispunt=KruispuntFactory(traject=cast.traject), naam=f"Soep van {naam} + zaal",
        soort="activiteit", dichter_bij_doelen="x", opent_iets_nieuws="x", kost_weinig="x",
    )  # fmt: skip
    erase_persoon(persoon=cast.persoon, uitspraken="wissen", by=cast.kerngroeplid)
    assert Combinatie.objects.get().naam == "Soep van … + zaal"
