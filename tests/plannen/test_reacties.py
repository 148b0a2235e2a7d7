"""What co-makers answer to the plan that lies before them, and what they hear back (M29)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berichten.bezorging import bezorg
from berichten.models import Bericht
from comakers.enums import Toestemming
from comakers.models import Terugkoppeling
from leefsturing.lib import klok
from plannen import signalen
from plannen.models import Plan, PlanReactie
from plannen.services import maak_versie, stel_vast
from plannen.services.reacties import BUNDELEN, beantwoord
from tests.factories import PlanReactieFactory, UitspraakFactory
from tests.plannen.conftest import Plantuin

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(tuin: Plantuin) -> Plan:
    """A version that lies before the co-makers, with words of the persoon of the cast."""
    UitspraakFactory(comaker=tuin.cast.comaker, tekst="Meer banken.", toestemming=Toestemming.ANONIEM)
    plan = maak_versie(traject=tuin.traject, by=tuin.cast.kerngroeplid)
    Plan.objects.filter(pk=plan.pk).update(staat="gepresenteerd", gepresenteerd_op=klok.nu())
    plan.refresh_from_db()
    return plan


@pytest.fixture
def pagina(plan: Plan) -> str:
    return reverse("mijn_plan", kwargs={"uid": plan.uid})


def zeg(client: Any, pagina: str, **velden: str) -> Any:
    return client.post(pagina + "reactie/", velden)


def test_eigen_woorden_met_het_stuk_waar_ze_staan(als: Any, pagina: str) -> None:
    response = als("persoon").get(pagina)
    assert response["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response["Cache-Control"]
    html = response.content.decode()
    eigen = html.split("Dit van jou staat erin")[1].split("Klopt het plan?")[0]
    assert "Meer banken." in eigen
    assert '<a href="#stuk-themas">Wat we hoorden</a>' in eigen
    assert '<details class="planstuk" id="stuk-themas">' in html
    assert "1 keer iets van jou" in html


def test_klopt_per_stuk_en_in_het_geheel_en_veranderen(cast: Any, als: Any, plan: Plan, pagina: str) -> None:
    client = als("persoon")
    assert zeg(client, pagina, onderdeel="", oordeel="klopt")["Location"] == pagina + "#klopt-het"
    response = zeg(client, pagina, onderdeel="themas", oordeel="niet_helemaal", tekst="Bij mij\u202e was het anders.")
    assert response["Location"] == pagina + "?stuk=themas#klopt-themas"
    html = client.get(response["Location"]).content.decode()
    assert '<details class="planstuk" id="stuk-themas" open>' in html
    assert "Bij mij was het anders." in html
    zeg(client, pagina, onderdeel="", oordeel="klopt", tekst="Ga zo door.")
    stand = {r.onderdeel: (r.oordeel, r.tekst) for r in PlanReactie.objects.filter(plan=plan, persoon=cast.persoon)}
    assert stand == {"": ("klopt", "Ga zo door."), "themas": ("niet_helemaal", "Bij mij was het anders.")}


@pytest.mark.parametrize(
    "velden",
    [
        {"onderdeel": "themas", "oordeel": "niet_helemaal"},
        {"onderdeel": "themas", "oordeel": "", "tekst": "zomaar"},
        {"onderdeel": "themas", "oordeel": "prima", "tekst": "zomaar"},
        {"onderdeel": "geheim", "oordeel": "klopt", "tekst": "zomaar"},
        {"onderdeel": "", "oordeel": "klopt", "tekst": "zomaar" + "x" * 2000},
    ],
)
def test_wat_niet_kan_verliest_niets(als: Any, pagina: str, velden: dict[str, str]) -> None:
    response = zeg(als("persoon"), pagina, **velden)
    assert response.status_code == 422
    assert velden.get("tekst", "Schrijf in een paar woorden") in response.content.decode()
    assert not PlanReactie.objects.exists()


def test_vastgesteld_of_ingehaald_neemt_niets_meer_aan(cast: Any, als: Any, plan: Plan, pagina: str) -> None:
    client = als("persoon")
    zeg(client, pagina, onderdeel="", oordeel="klopt")
    nieuwer = maak_versie(traject=cast.traject, by=cast.kerngroeplid)
    assert zeg(client, pagina, onderdeel="", oordeel="klopt", tekst="nog iets").status_code == 303
    Plan.objects.filter(pk=nieuwer.pk).update(staat="gepresenteerd")
    assert "nieuwere versie" in zeg(client, pagina, onderdeel="themas", oordeel="klopt").content.decode()
    Plan.objects.filter(pk=nieuwer.pk).update(staat="concept")
    stel_vast(plan=plan, orgaan="stadsdeelbestuur", datum=klok.vandaag(), by=cast.opdrachtgever)
    response = zeg(client, pagina, onderdeel="themas", oordeel="niet_helemaal", tekst="te laat")
    assert response.status_code == 422
    assert "te laat" in response.content.decode()
    html = client.get(pagina).content.decode()
    assert "reactie/" not in html
    assert "nog iets" in html
    assert PlanReactie.objects.count() == 1


def test_kerngroep_leest_antwoordt_en_de_comaker_hoort_het_een_keer(
    cast: Any, als: Any, plan: Plan, pagina: str
) -> None:
    client, lid = als("persoon"), als("kerngroeplid")
    zeg(client, pagina, onderdeel="themas", oordeel="niet_helemaal", tekst="De bank staat verkeerd.")
    zeg(client, pagina, onderdeel="", oordeel="klopt", tekst="Mooi zo.")
    versie = reverse("plan_versie", kwargs={"slug": "brink", "nummer": plan.pk})
    html = lid.get(versie).content.decode()
    assert "2 antwoorden wachten" in html
    assert "De bank staat verkeerd." in html.split('id="themas"')[1]
    assert "2 antwoorden te geven" in lid.get(reverse("plan", kwargs={"slug": "brink"})).content.decode()
    assert "De bank staat verkeerd." not in als("meelezer").get(versie).content.decode()
    een, ander = PlanReactie.objects.order_by("pk")
    adres = reverse("plan_reactie", kwargs={"slug": "brink", "nummer": een.pk})
    assert lid.post(adres, {"antwoord": " "}).status_code == 422
    assert als("meelezer").post(adres, {"antwoord": "x"}).status_code == 403
    assert lid.post(adres, {"antwoord": "We zetten hem in de zon."})["Location"] == f"{versie}#reactie-{een.pk}"
    assert lid.post(adres, {"antwoord": "Nog eens."}).status_code == 422
    lid.post(reverse("plan_reactie", kwargs={"slug": "brink", "nummer": ander.pk}), {"antwoord": "Dank je."})
    assert "We zetten hem in de zon." in client.get(pagina).content.decode()
    bericht = Bericht.objects.get(aanleiding="plan.reactie_beantwoord")
    bezorg(bericht.pk, now=klok.nu() + BUNDELEN + timedelta(minutes=1))
    bericht.refresh_from_db()
    assert bericht.staat == "verzonden"
    assert "We zetten hem in de zon." in bericht.tekst
    assert "Dank je." in bericht.tekst
    assert "We zetten hem in de zon." in Terugkoppeling.objects.get(bericht=bericht).tekst
    # Changed after the answer: it waits again, and the earlier answer stays to be read.
    zeg(client, pagina, onderdeel="themas", oordeel="niet_helemaal", tekst="Toch liever in de schaduw.")
    een.refresh_from_db()
    assert (een.afgehandeld_op, een.antwoord) == (None, "We zetten hem in de zon.")


@pytest.mark.parametrize("aantal", [1, 15])
def test_versiepagina_vraagt_even_vaak(cast: Any, als: Any, plan: Plan, aantal: int) -> None:
    for _ in range(aantal):
        PlanReactieFactory(plan=plan, onderdeel="themas", oordeel="niet_helemaal", tekst="Anders.")
    client = als("kerngroeplid")
    adres = reverse("plan_versie", kwargs={"slug": "brink", "nummer": plan.pk})
    client.get(adres)
    with CaptureQueriesContext(connection) as vragen:
        assert client.get(adres).content.decode().count("Anders.") == aantal * 2
    assert len(vragen) == 9


def test_signaal_komt_als_iemand_te_lang_wacht_en_gaat_met_het_antwoord(cast: Any, plan: Plan) -> None:
    def gezien(now: Any) -> list[str]:
        staat = signalen.snapshot(cast.traject, now)
        return [w.wat for regel in signalen.REGELS if regel.code == "plan.reactie_wacht" for w in regel.bepaal(staat)]

    straks = klok.nu() + timedelta(days=cast.traject.norm_verslag_dagen + 1)
    PlanReactieFactory(plan=plan, oordeel="klopt")
    assert gezien(straks) == []
    reactie = PlanReactieFactory(plan=plan, oordeel="niet_helemaal", tekst="Anders.")
    assert gezien(klok.nu()) == []
    assert gezien(straks) == ["Een co-maker schreef iets over het plan en hoorde nog niets terug."]
    beantwoord(reactie=reactie, antwoord="Dank je.", by=cast.kerngroeplid)
    assert gezien(straks) == []
