"""Pijlers: two or three and never four, their words through time, decisions, effects (M10-M14)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from leefsturing.lib.fouten import DomainError
from pijlers import services
from pijlers.enums import PijlerStaat
from pijlers.models import Effect, Formulering, Meting, Pijler
from pijlers.selectors import geschiedenis, naast_elkaar
from tests.conftest import Cast, FormClient
from tests.factories import BesluitFactory, EffectFactory, PijlerFactory, TrajectFactory
from toegang.models import Logregel
from trajecten.models import Besluit, Signaal, Traject
from trajecten.services import bereken_signalen

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]
WOORDEN = {"titel": "Meer trots", "toelichting": "Waarom dit telt.", "reden": "Zo zeiden ze het."}


def drie(traject: Traject) -> list[Pijler]:
    return [PijlerFactory(traject=traject, plaats=plaats) for plaats in (1, 2, 3)]


# ── Two or three, never four ──────────────────────────────────────────────────────────────────────────────


def test_pijlers_neerzetten_tot_er_drie_zijn(als: Als, cast: Cast) -> None:
    client = als("kerngroeplid")
    for nummer in (1, 2, 3):
        antwoord = client.post("/t/brink/pijlers/nieuw/", WOORDEN | {"titel": f"Pijler {nummer}"})
        assert antwoord.status_code == 303
    assert list(Pijler.objects.for_traject(cast.traject).levend().values_list("plaats", flat=True)) == [1, 2, 3]
    eerste = Formulering.objects.filter(pijler__plaats=1).get()
    assert (eerste.nummer, eerste.reden, eerste.door) == (1, "Zo zeiden ze het.", cast.kerngroeplid)


def test_een_vierde_kan_niet_en_het_scherm_zegt_waarom(als: Als, cast: Cast) -> None:
    drie(cast.traject)
    client = als("kerngroeplid")
    pagina = client.get("/t/brink/pijlers/nieuw/").content.decode()
    assert "Een vierde pijler kan niet" in pagina
    assert "<textarea" not in pagina
    assert "Pijler toevoegen" not in client.get("/t/brink/pijlers/").content.decode()


def test_een_vierde_rechtstreeks_posten_kan_ook_niet(als: Als, cast: Cast) -> None:
    drie(cast.traject)
    antwoord = als("kerngroeplid").post("/t/brink/pijlers/nieuw/", WOORDEN | {"titel": "De vierde"})
    assert antwoord.status_code == 422
    assert "Er zijn al drie pijlers" in antwoord.content.decode()
    assert "De vierde" in antwoord.content.decode()
    assert Pijler.objects.count() == 3


@pytest.mark.gegevensbank
@pytest.mark.parametrize("plaats", [0, 4, 1])
def test_een_vierde_kan_ook_niet_met_sql(plaats: int) -> None:
    traject = drie(TrajectFactory())[0].traject
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO pijlers_pijler (traject_id, versie, plaats, titel, toelichting, duiding, staat,
               vervallen_reden, created_at) VALUES (%s, 1, %s, 'vierde', '', '', 'concept', '', '2026-11-01')""",
            [traject.pk, plaats],
        )
    assert Pijler.objects.filter(traject=traject).count() == 3


def test_een_vervallen_pijler_maakt_plaats(als: Als, cast: Cast) -> None:
    een = drie(cast.traject)[0]
    client = als("kerngroeplid")
    assert client.post(f"/t/brink/pijlers/{een.pk}/vervallen/", {"reden": ""}).status_code == 422
    assert client.post(f"/t/brink/pijlers/{een.pk}/vervallen/", {"reden": "past niet meer"}).status_code == 303
    assert client.post("/t/brink/pijlers/nieuw/", WOORDEN).status_code == 303
    assert Pijler.objects.for_traject(cast.traject).levend().count() == 3
    assert client.post(f"/t/brink/pijlers/{een.pk}/terughalen/").status_code == 422
    een.refresh_from_db()
    assert een.staat == PijlerStaat.VERVALLEN
    assert "past niet meer" in client.get("/t/brink/pijlers/").content.decode()


@pytest.mark.gegevensbank
def test_vervallen_zonder_reden_kan_niet_in_de_gegevensbank(cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pijler.objects.filter(pk=pijler.pk).update(staat="vervallen")


@pytest.mark.gegevensbank
def test_vastgesteld_zonder_besluit_kan_niet_in_de_gegevensbank(cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pijler.objects.filter(pk=pijler.pk).update(staat="vastgesteld")


# ── Words through time ────────────────────────────────────────────────────────────────────────────────────


def test_andere_woorden_vragen_een_reden_en_bewaren_de_oude(als: Als, cast: Cast, nu: datetime) -> None:
    pijler = PijlerFactory(traject=cast.traject, titel="meer trots", toelichting="een twee drie")
    client, url = als("kerngroeplid"), f"/t/brink/pijlers/{pijler.pk}/verwoorden/"
    nieuw = {"titel": "Trots op elkaar", "toelichting": "een vier drie", "versie": 1}
    zonder = client.post(url, nieuw | {"reden": "  "})
    assert zonder.status_code == 422
    assert "Trots op elkaar" in zonder.content.decode()
    assert client.post(url, nieuw | {"reden": "bewoners zeiden het zo"}).status_code == 303
    pagina = client.get(f"/t/brink/pijlers/{pijler.pk}/").content.decode()
    assert "bewoners zeiden het zo" in pagina
    assert "<ins> vier</ins>" in pagina
    assert "<del> twee</del>" in pagina
    nieuwste, eerste = geschiedenis(pijler)
    assert (nieuwste.formulering.nummer, eerste.is_eerste) == (2, True)


def test_formuleringen_groeien_alleen_aan(cast: Cast) -> None:
    PijlerFactory(traject=cast.traject)
    with pytest.raises(DatabaseError), transaction.atomic():
        Formulering.objects.update(titel="anders")
    with pytest.raises(DatabaseError), transaction.atomic():
        Formulering.objects.all().delete()


def test_verschil_per_woord_staat_naast_elkaar() -> None:
    oud, nieuw = naast_elkaar("een rode fiets", "een blauwe fiets met bel")
    assert oud == [("gelijk", "een"), ("weg", " rode"), ("gelijk", " fiets")]
    assert nieuw == [("gelijk", "een"), ("erbij", " blauwe"), ("gelijk", " fiets"), ("erbij", " met bel")]
    assert naast_elkaar("", "") == ([], [])


def test_wie_later_verwoordt_ziet_beide_teksten(als: Als, cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject)
    url = f"/t/brink/pijlers/{pijler.pk}/verwoorden/"
    als("kerngroeplid").post(url, WOORDEN | {"titel": "Eerste was sneller", "versie": 1})
    antwoord = als("opdrachtgever").post(url, WOORDEN | {"titel": "Tweede ook goed", "versie": 1})
    assert antwoord.status_code == 409
    assert "Eerste was sneller" in antwoord.content.decode()
    assert "Tweede ook goed" in antwoord.content.decode()
    assert Formulering.objects.filter(pijler=pijler).count() == 2


def test_duiding_is_een_eigen_tekst(als: Als, cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject)
    url = f"/t/brink/pijlers/{pijler.pk}/duiden/"
    als("kerngroeplid").post(url, {"duiding": "Wij horen **verlangen**.<script>", "versie": 1})
    pagina = als("meelezer").get(f"/t/brink/pijlers/{pijler.pk}/").content.decode()
    assert "<strong>verlangen</strong>" in pagina
    assert "<script>" not in pagina.split('id="inhoud"')[1].split("</main>")[0]
    assert "verlangen" not in als("raadslid").get(f"/t/brink/pijlers/{pijler.pk}/").content.decode()


def test_plaatsen_wisselen(als: Als, cast: Cast) -> None:
    een, twee, drie_ = drie(cast.traject)
    client = als("kerngroeplid")
    assert client.post(f"/t/brink/pijlers/{een.pk}/plaats/", {"plaats": "3"}).status_code == 303
    assert [p.pk for p in Pijler.objects.for_traject(cast.traject).levend()] == [drie_.pk, twee.pk, een.pk]
    een.refresh_from_db()
    assert (een.staat, een.vervallen_reden) == ("concept", "")
    for fout in ("0", "4", "x", ""):
        assert client.post(f"/t/brink/pijlers/{een.pk}/plaats/", {"plaats": fout}).status_code == 422


def test_naar_een_lege_plaats(cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject, plaats=1)
    services.wissel_plaats(pijler=pijler, plaats=3, by=cast.kerngroeplid)
    assert Pijler.objects.get().plaats == 3


# ── Decisions ─────────────────────────────────────────────────────────────────────────────────────────────


def besluit(pijlers: list[Pijler], **anders: Any) -> dict[str, Any]:
    data = {"pijlers": [p.pk for p in pijlers], "orgaan": "raad", "datum": "2026-11-02", "soort": "voorlopig"}
    return data | anders


def test_voorlopig_en_dan_definitief_vaststellen(als: Als, cast: Cast) -> None:
    een, twee, drie_ = drie(cast.traject)
    client, url = als("opdrachtgever"), "/t/brink/pijlers/vaststellen/"
    assert client.post(url, besluit([een, twee])).status_code == 303
    staten = dict(Pijler.objects.values_list("pk", "staat"))
    assert staten == {een.pk: "voorlopig", twee.pk: "voorlopig", drie_.pk: "concept"}
    vast = BesluitFactory(traject=cast.traject, soort="definitief")
    assert client.post(url, {"pijlers": [een.pk], "besluit": vast.pk}).status_code == 303
    een.refresh_from_db()
    assert (een.staat, een.besluit) == ("vastgesteld", vast)
    assert Logregel.objects.filter(werkwoord="pijler.vastgesteld").exists()


def test_besluit_zonder_pijler_of_van_elders_wordt_geweigerd(als: Als, cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject)
    vreemd, vreemd_besluit = PijlerFactory(traject=cast.ander_traject), BesluitFactory(traject=cast.ander_traject)
    client, url = als("kerngroeplid"), "/t/brink/pijlers/vaststellen/"
    assert client.post(url, besluit([])).status_code == 422
    assert client.post(url, besluit([vreemd])).status_code == 422
    assert client.post(url, {"pijlers": [pijler.pk], "besluit": vreemd_besluit.pk}).status_code == 422
    assert client.post(url, besluit([pijler], datum="2026-02-31", kenmerk="Bewaar dit")).status_code == 422
    assert not Besluit.objects.for_traject(cast.traject).exists()


def test_andere_woorden_maken_een_vastgestelde_pijler_weer_voorlopig(als: Als, cast: Cast) -> None:
    vast = BesluitFactory(traject=cast.traject, soort="definitief")
    pijler = PijlerFactory(traject=cast.traject, staat="vastgesteld", besluit=vast)
    url = f"/t/brink/pijlers/{pijler.pk}/verwoorden/"
    assert "Deze pijler is vastgesteld" in als("kerngroeplid").get(url).content.decode()
    als("kerngroeplid").post(url, WOORDEN | {"versie": 1})
    pijler.refresh_from_db()
    assert pijler.staat == "voorlopig"


def test_vastgestelde_pijler_vervalt_alleen_met_besluit(als: Als, cast: Cast) -> None:
    vast = BesluitFactory(traject=cast.traject, soort="definitief")
    pijler = PijlerFactory(traject=cast.traject, staat="vastgesteld", besluit=vast)
    client, url = als("kerngroeplid"), f"/t/brink/pijlers/{pijler.pk}/vervallen/"
    antwoord = client.post(url, {"reden": "Andere raad."})
    assert antwoord.status_code == 422
    assert "Andere raad." in antwoord.content.decode()
    assert client.post(url, {"reden": "Andere raad.", "besluit": vast.pk}).status_code == 303


def test_aan_een_vervallen_pijler_verandert_ook_geen_effect(als: Als, cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject)
    client, effect = als("kerngroeplid"), {"naam": "Meer rust", "richting": "omhoog", "eenheid": "procent"}
    assert client.post(f"/t/brink/pijlers/{pijler.pk}/effecten/nieuw/", effect).status_code == 303
    rij = pijler.effecten.get()
    meting = {"datum": "2026-01-01", "waarde": "3", "bron": "onderzoek"}
    assert client.post(f"/t/brink/effecten/{rij.pk}/metingen/nieuw/", meting).status_code == 303
    client.post(f"/t/brink/pijlers/{pijler.pk}/vervallen/", {"reden": "past niet meer"})
    assert client.post(f"/t/brink/pijlers/{pijler.pk}/effecten/nieuw/", effect).status_code == 403
    assert client.post(f"/t/brink/effecten/{rij.pk}/", effect | {"naam": "x", "versie": 1}).status_code == 403
    assert (
        client.post(f"/t/brink/effecten/{rij.pk}/metingen/nieuw/", meting | {"datum": "2026-02-01"}).status_code == 403
    )
    assert client.post(f"/t/brink/metingen/{rij.metingen.get().pk}/", meting | {"waarde": "9"}).status_code == 403
    assert f"/effecten/{rij.pk}/" not in client.get(f"/t/brink/pijlers/{pijler.pk}/").content.decode()


def test_een_vervallen_pijler_wordt_niet_vastgesteld(cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject, staat="vervallen", vervallen_reden="weg")
    with pytest.raises(DomainError, match="kan nu niet"):
        services.stel_vast(pijlers=[pijler], besluit=BesluitFactory(traject=cast.traject), by=cast.kerngroeplid)


# ── Effects ───────────────────────────────────────────────────────────────────────────────────────────────


def test_effect_met_metingen(als: Als, cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject)
    client = als("kerngroeplid")
    data = {"naam": "Meer mensen groeten elkaar", "verhaal": "We telden.", "richting": "omhoog", "eenheid": "procent"}
    assert client.post(f"/t/brink/pijlers/{pijler.pk}/effecten/nieuw/", data).status_code == 303
    effect = Effect.objects.get()
    nieuw = f"/t/brink/effecten/{effect.pk}/metingen/nieuw/"
    for datum, waarde in (("2025-10-01", "41,5"), ("2026-10-01", "48")):
        assert client.post(nieuw, {"datum": datum, "waarde": waarde, "bron": "wijkonderzoek"}).status_code == 303
    assert client.post(nieuw, {"datum": "2026-10-01", "waarde": "50", "bron": "x"}).status_code == 422
    assert client.post(nieuw, {"datum": "2026-10-02", "waarde": "veel", "bron": "Bewaar"}).status_code == 422
    meting = Meting.objects.get(datum="2026-10-01")
    url = f"/t/brink/metingen/{meting.pk}/"
    assert client.post(url, {"datum": "2026-10-01", "waarde": "47", "bron": "hertelling"}).status_code == 303
    pagina = als("raadslid").get("/t/brink/pijlers/").content.decode()
    assert "Van 41,5 naar 47 procent, van oktober 2025 tot oktober 2026. Het gaat de goede kant op." in pagina
    assert "hertelling" in pagina


def test_effect_wijzigen_met_conflict(als: Als, cast: Cast) -> None:
    effect = EffectFactory(pijler__traject=cast.traject)
    url = f"/t/brink/effecten/{effect.pk}/"
    data = {"naam": "Een", "verhaal": "", "richting": "omhoog", "eenheid": "", "versie": 1}
    assert als("kerngroeplid").post(url, data).status_code == 303
    assert als("opdrachtgever").post(url, data | {"naam": "Twee"}).status_code == 409
    assert als("kerngroeplid").post(url, data | {"versie": ""}).status_code == 422
    assert als("meelezer").get(url).status_code == 403


def test_objecten_van_elders_bestaan_niet(als: Als, cast: Cast) -> None:
    effect = EffectFactory(pijler__traject=cast.ander_traject)
    meting = Meting.objects.create(
        traject=cast.ander_traject, effect=effect, datum=date(2026, 1, 1), waarde=3, bron="x"
    )
    client = als("kerngroeplid")
    for url in (
        f"pijlers/{effect.pijler_id}/",
        f"pijlers/{effect.pijler_id}/verwoorden/",
        f"pijlers/{effect.pijler_id}/effecten/nieuw/",
        f"effecten/{effect.pk}/",
        f"effecten/{effect.pk}/metingen/nieuw/",
        f"metingen/{meting.pk}/",
    ):
        assert client.get(f"/t/brink/{url}").status_code == 404, url


def test_wie_mag_pijlers_veranderen(als: Als, cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject)
    for wie in ("raadslid", "meelezer"):
        assert als(wie).get("/t/brink/pijlers/").status_code == 200
        assert als(wie).post("/t/brink/pijlers/nieuw/", WOORDEN).status_code == 403
        assert als(wie).post(f"/t/brink/pijlers/{pijler.pk}/vervallen/", {"reden": "x"}).status_code == 403
    assert Pijler.objects.get().staat == "concept"


# ── Signalen ──────────────────────────────────────────────────────────────────────────────────────────────


def codes(traject: Traject, now: datetime) -> set[str]:
    traject.refresh_from_db()
    bereken_signalen(traject=traject, now=now)
    return set(Signaal.objects.for_traject(traject).values_list("code", flat=True))


def test_te_weinig_pijlers_pas_na_een_kwart(cast: Cast, nu: datetime) -> None:
    begin = nu.replace(year=2026, month=9, day=10)
    later = begin + timedelta(days=60)
    assert "pijlers.te_weinig" not in codes(cast.traject, begin)
    assert "pijlers.te_weinig" in codes(cast.traject, later)
    PijlerFactory(traject=cast.traject, plaats=1)
    assert "pijlers.te_weinig" in codes(cast.traject, later)
    PijlerFactory(traject=cast.traject, plaats=2)
    assert "pijlers.te_weinig" not in codes(cast.traject, later)


def test_pijler_zonder_effect_verschijnt_en_gaat(cast: Cast, nu: datetime) -> None:
    pijler = PijlerFactory(traject=cast.traject)
    assert "pijler.zonder_effect" not in codes(cast.traject, nu)
    assert "pijler.zonder_effect" in codes(cast.traject, nu + timedelta(days=15))
    EffectFactory(pijler=pijler)
    assert "pijler.zonder_effect" not in codes(cast.traject, nu + timedelta(days=15))


def test_vastgestelde_pijler_zonder_effect_meteen(cast: Cast, nu: datetime) -> None:
    besluit = BesluitFactory(traject=cast.traject)
    PijlerFactory(traject=cast.traject, staat="voorlopig", besluit=besluit)
    assert "pijler.zonder_effect" in codes(cast.traject, nu)


def test_cijfer_zonder_verhaal_verschijnt_en_gaat(cast: Cast, nu: datetime) -> None:
    effect = EffectFactory(pijler__traject=cast.traject, verhaal="")
    assert "effect.cijfer_zonder_verhaal" not in codes(cast.traject, nu)
    Meting.objects.create(traject=cast.traject, effect=effect, datum=date(2026, 1, 1), waarde=3, bron="x")
    assert "effect.cijfer_zonder_verhaal" in codes(cast.traject, nu)
    Effect.objects.update(verhaal="Wat het zegt.")
    assert "effect.cijfer_zonder_verhaal" not in codes(cast.traject, nu)
