"""The plan through the front door: written, frozen, set, laid before people, established (M29, M80)."""

import hashlib
import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from berichten.models import Bericht
from berichten.registratie import register as berichten
from comakers.models import Terugkoppeling, Uitspraak
from comakers.services.herkomst import koppel_herkomst
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.pdf import ZetFout
from plannen import selectors, services, tasks
from plannen.models import Plan, PlanHerkomst, PlanTekst
from plannen.onderdelen import ONDERDELEN
from plannen.toestemming import canoniek
from tests.conftest import Cast, FormClient
from tests.factories import CoMakerFactory, ProjectFactory, UitspraakFactory
from tests.plannen.conftest import Plantuin, inhoud_van, werk_af
from werk.enums import TaakStaat
from werk.models import Taak

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]


def adres(naam: str, plan: Any, **kwargs: Any) -> str:
    traject = getattr(plan, "traject", plan)
    nummer = {"nummer": plan.pk} if isinstance(plan, Plan) else {}
    return reverse(naam, kwargs={"slug": traject.slug, **nummer, **kwargs})


def test_elk_onderdeel_heeft_titel_uitleg_en_sjabloon() -> None:
    from django.template.loader import get_template

    assert len({o.sleutel for o in ONDERDELEN}) == len(ONDERDELEN)
    for onderdeel in ONDERDELEN:
        assert onderdeel.titel
        assert onderdeel.uitleg
        get_template(onderdeel.sjabloon)


@pytest.mark.parametrize("sleutel", [o.sleutel for o in ONDERDELEN])
def test_elk_onderdeel_schrijven_vol_en_leeg(cast: Cast, als: Als, tuin: Plantuin, sleutel: str) -> None:
    client = als("kerngroeplid")
    pagina = adres("plan_onderdeel", cast.traject, onderdeel=sleutel)
    leeg = reverse("plan_onderdeel", kwargs={"slug": cast.ander_traject.slug, "onderdeel": sleutel})
    assert client.get(pagina).status_code == 200
    assert als("vreemde").get(leeg).status_code == 200
    antwoord = client.post(pagina, {"tekst": "## Onze eigen woorden", "doet_mee": "on", "versie": 0})
    assert (antwoord.status_code, antwoord["Location"]) == (303, adres("plan", cast.traject))
    assert "Onze eigen woorden" in client.get(pagina).content.decode()
    assert "Onze eigen woorden" in client.get(adres("plan_voorproef", cast.traject)).content.decode()


def test_twee_schrijvers_de_tweede_ziet_beide(cast: Cast, als: Als) -> None:
    client, pagina = als("kerngroeplid"), adres("plan_onderdeel", cast.traject, onderdeel="inleiding")
    assert client.post(pagina, {"tekst": "van de een", "doet_mee": "on", "versie": 0}).status_code == 303
    tweede = client.post(pagina, {"tekst": "van de ander", "doet_mee": "on", "versie": 0})
    assert tweede.status_code == 409
    assert "van de een" in tweede.content.decode()
    assert "van de ander" in tweede.content.decode()
    assert PlanTekst.objects.get().tekst == "van de een"
    assert client.post(pagina, {"tekst": "samen", "doet_mee": "on", "versie": 1}).status_code == 303


def test_te_lange_tekst_blijft_staan(cast: Cast, als: Als) -> None:
    pagina = adres("plan_onderdeel", cast.traject, onderdeel="inleiding")
    antwoord = als("kerngroeplid").post(pagina, {"tekst": "woord " * 4000, "doet_mee": "on", "versie": 0})
    assert antwoord.status_code == 422
    assert "woord woord" in antwoord.content.decode()


def test_onderdeel_dat_niet_meedoet_staat_niet_in_de_versie(tuin: Plantuin) -> None:
    services.bewaar_tekst(
        traject=tuin.traject, onderdeel="overheid", tekst="kanarie-niet-mee", doet_mee=False, versie=0, by=None
    )
    plan = services.maak_versie(traject=tuin.traject, by=None)
    assert "overheid" not in [o["sleutel"] for o in plan.inhoud["onderdelen"]]
    assert "kanarie-niet-mee" not in json.dumps(plan.inhoud)


@pytest.mark.gegevensbank
def test_versie_bevriest_alles_en_telt_door(tuin: Plantuin, als: Als) -> None:
    """Texts and data stay as they were; herkomst is written; the hash is that of the canonical form."""
    antwoord = als("kerngroeplid").post(adres("plan_maken", tuin.traject))
    plan = Plan.objects.get()
    assert antwoord["Location"] == adres("plan_versie", plan)
    assert plan.inhoud_sha256 == hashlib.sha256(canoniek(plan.inhoud)).hexdigest()
    assert set(PlanHerkomst.objects.values_list("uitspraak_id", flat=True)) == {tuin.met_naam.pk, tuin.anoniem.pk}
    assert Taak.objects.get(soort=services.TAAK, onderwerp=str(plan.pk)).staat == TaakStaat.WACHT
    tuin.project.naam = "heel anders"
    tuin.project.save()
    Uitspraak.objects.filter(pk=tuin.anoniem.pk).update(tekst="later herschreven")
    plan.refresh_from_db()
    tekst = json.dumps(selectors.lees(plan).inhoud, ensure_ascii=False)
    assert "Soep op dinsdag" in tekst
    assert "later herschreven" not in tekst
    assert not selectors.lees(plan).is_veranderd
    assert services.maak_versie(traject=tuin.traject, by=None).nummer == 2


def test_pagina_van_een_versie_toont_echte_voortgang(versie: Plan, als: Als, nep_zetter: list[Any]) -> None:
    client, pagina = als("kerngroeplid"), adres("plan_versie", versie)
    Taak.objects.filter(onderwerp=str(versie.pk)).update(voortgang=40, voortgang_tekst="pagina 12 wordt gezet")
    hele = client.get(pagina).content.decode()
    assert "Pagina 12 wordt gezet" in hele
    assert 'hx-trigger="every 2s"' in hele
    deel = client.get(pagina, headers={"HX-Request": "true", "HX-Target": "voortgang"}).content.decode()
    assert deel.strip().startswith('<div id="voortgang"')
    assert client.get(adres("plan_pdf", versie)).status_code == 422
    werk_af()
    klaar = client.get(pagina, headers={"HX-Request": "true", "HX-Target": "voortgang"}).content.decode()
    assert "every 2s" not in klaar
    assert "7 bladzijden" in klaar


def test_pdf_downloaden_met_naam_en_kenmerk(versie: Plan, als: Als, nep_zetter: list[Any]) -> None:
    werk_af()
    client = als("kerngroeplid")
    antwoord = client.get(adres("plan_pdf", versie))
    assert antwoord["Content-Type"] == "application/pdf"
    assert 'filename="plan-van-aanpak-wesselerbrink-versie-1.pdf"' in antwoord["Content-Disposition"]
    assert inhoud_van(antwoord).startswith(b"%PDF-")
    versie.refresh_from_db()
    assert "wesselerbrink" not in versie.bestand.name
    nog_eens = client.get(adres("plan_pdf", versie), headers={"If-None-Match": antwoord["ETag"]})
    assert (nog_eens.status_code, nog_eens["ETag"]) == (304, antwoord["ETag"])


@pytest.mark.gegevensbank
def test_zelfde_versie_wordt_een_keer_gezet(versie: Plan, als: Als, nep_zetter: list[Any]) -> None:
    """However often it is asked, and whoever dies in between."""
    werk_af()
    for _ in range(3):
        als("kerngroeplid").post(adres("plan_opnieuw", versie))
        werk_af()
    versie.refresh_from_db()
    assert len(nep_zetter) == 1
    assert versie.pdf_klaar


def test_mislukt_zegt_waarom_en_kan_opnieuw(
    versie: Plan, als: Als, nep_zetter: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    echte = tasks.zet

    def te_zwaar(*args: Any, **kwargs: Any) -> bytes:
        raise ZetFout("Het plan is te groot om op te maken. Maak de teksten korter.", opnieuw=False)

    monkeypatch.setattr(tasks, "zet", te_zwaar)
    werk_af()
    client = als("kerngroeplid")
    pagina = client.get(adres("plan_versie", versie)).content.decode()
    assert "Het plan is te groot om op te maken." in pagina
    assert adres("plan_opnieuw", versie) in pagina
    assert adres("plan_opnieuw", versie) not in als("meelezer").get(adres("plan_versie", versie)).content.decode()
    monkeypatch.setattr(tasks, "zet", echte)
    client.post(adres("plan_opnieuw", versie))
    werk_af()
    versie.refresh_from_db()
    assert versie.pdf_klaar


def test_volle_schijf_laat_niets_half_achter(
    versie: Plan, settings: Any, nep_zetter: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def vol(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", vol)
    taak = Taak.objects.get(soort=services.TAAK, onderwerp=str(versie.pk))
    for poging in range(1, tasks.MAX_POGINGEN + 1):
        Taak.objects.filter(pk=taak.pk).update(volgende_op=timezone.now() - timedelta(seconds=1))
        werk_af()
        versie.refresh_from_db()
        assert (versie.bestand.name, list(settings.MEDIA_ROOT.rglob("*.pdf*"))) == ("", [])
        assert versie.pdf_mislukt == (poging == tasks.MAX_POGINGEN)
    assert "ruimte op de schijf" in selectors.reden_van_mislukken(versie, services.TAAK)


def test_voorleggen_stuurt_ieder_de_eigen_woorden(
    tuin: Plantuin, versie: Plan, als: Als, nep_zetter: list[Any]
) -> None:
    """One message to every co-maker with a statement in it, of class A; delivered means heard (M27, M29)."""
    with pytest.raises(DomainError, match="pdf is er nog niet"):
        services.presenteer(plan=versie, by=None)
    werk_af()
    CoMakerFactory(traject=tuin.traject)
    als("kerngroeplid").post(adres("plan_presenteren", versie))
    berichten_ = Bericht.objects.filter(aanleiding="plan.gepresenteerd").order_by("pk")
    assert {(b.persoon_id, b.klasse) for b in berichten_} == {(tuin.open.persoon_id, "A"), (tuin.stil.persoon_id, "A")}
    bericht = berichten_.get(persoon=tuin.stil.persoon)
    soort = berichten.aanleidingen["plan.gepresenteerd"]
    assert soort.mag_nog(bericht) is None
    mail = soort.render(bericht, timezone.now())
    assert [str(p.tekst) for p in mail.punten] == ["“Zet de bank in de zon”"]
    assert str(versie.uid) in mail.knop.url
    soort.bezorgd(bericht)
    soort.bezorgd(bericht)
    gehoord = Terugkoppeling.objects.get(comaker=tuin.stil)
    assert (gehoord.kanaal, gehoord.is_resultaat) == ("plan", True)
    tuin.neem_terug(tuin.anoniem, "niet_gebruiken")
    assert "niets meer" in soort.mag_nog(bericht)
    zinnen = [s.zin for s in Plan.objects.get().spoorstappen(timezone.now())]
    assert zinnen == ["Dit staat in het concept van het plan van aanpak (versie 1)."]


def test_vaststellen_met_besluit_en_alleen_in_de_goede_stand(versie: Plan, als: Als, nep_zetter: list[Any]) -> None:
    werk_af()
    gever = als("opdrachtgever")
    besluit = {"orgaan": "stadsdeelbestuur", "datum": "2026-11-20", "kenmerk": "DB-9"}
    assert gever.post(adres("plan_vaststellen", versie), besluit).status_code == 403
    gever.post(adres("plan_presenteren", versie))
    assert als("kerngroeplid").post(adres("plan_vaststellen", versie), besluit).status_code == 403
    fout = gever.post(adres("plan_vaststellen", versie), besluit | {"datum": "31-02-2026"})
    assert fout.status_code == 422
    assert "stadsdeelbestuur" in fout.content.decode()
    assert gever.post(adres("plan_vaststellen", versie), besluit).status_code == 303
    versie.refresh_from_db()
    assert (versie.is_vastgesteld, versie.besluit.kenmerk) == (True, "DB-9")
    with pytest.raises(DomainError, match="nieuwe versie"):
        services.stel_vast(plan=versie, orgaan="x", datum="2026-01-01", by=None)


def test_raadslid_leest_pas_wat_is_voorgelegd(versie: Plan, als: Als, nep_zetter: list[Any]) -> None:
    werk_af()
    raad = als("raadslid")
    assert adres("plan_versie", versie) not in raad.get(adres("plan", versie.traject)).content.decode()
    assert raad.get(adres("plan_versie", versie)).status_code == 403
    assert raad.get(adres("plan_pdf", versie)).status_code == 403
    als("kerngroeplid").post(adres("plan_presenteren", versie))
    assert adres("plan_versie", versie) in raad.get(adres("plan", versie.traject)).content.decode()
    assert inhoud_van(raad.get(adres("plan_pdf", versie)))


def test_co_maker_leest_het_plan_via_de_eigen_link(
    tuin: Plantuin, versie: Plan, als: Als, nep_zetter: list[Any]
) -> None:
    werk_af()
    eigen = UitspraakFactory(comaker=tuin.cast.comaker, tekst="en dit is van mij")
    plan = services.maak_versie(traject=tuin.traject, by=None)
    werk_af()
    bezoeker = als("persoon")
    pagina = reverse("mijn_plan", kwargs={"uid": plan.uid})
    assert bezoeker.get(pagina).status_code == 404
    services.presenteer(plan=plan, by=None)
    tekst = bezoeker.get(pagina).content.decode()
    assert eigen.tekst in tekst.split("Het hele plan")[0]
    assert inhoud_van(bezoeker.get(reverse("mijn_plan_pdf", kwargs={"uid": plan.uid})))
    assert bezoeker.get(reverse("mijn_plan", kwargs={"uid": uuid.uuid4()})).status_code == 404


def test_plan_van_een_ander_traject_bestaat_niet(cast: Cast, als: Als) -> None:
    vreemd = services.maak_versie(traject=cast.ander_traject, by=None)
    for naam in ("plan_versie", "plan_pdf", "plan_archief"):
        url = reverse(naam, kwargs={"slug": cast.traject.slug, "nummer": vreemd.pk})
        assert als("kerngroeplid").get(url).status_code == 404


def _vragen(client: FormClient, url: str) -> int:
    with CaptureQueriesContext(connection) as vragen:
        assert client.get(url).status_code == 200
    return len(vragen)


@pytest.mark.gegevensbank
def test_aantal_vragen_groeit_niet_mee(tuin: Plantuin, als: Als) -> None:
    client = als("kerngroeplid")

    def meet() -> tuple[list[int], int]:
        plan = services.maak_versie(traject=tuin.traject, by=None)
        adressen = [adres("plan", tuin.traject), adres("plan_voorproef", tuin.traject), adres("plan_versie", plan)]
        with CaptureQueriesContext(connection) as vragen:
            services.maak_versie(traject=tuin.traject, by=None)
        return [_vragen(client, a) for a in adressen], len(vragen)

    def meer(n: int) -> None:
        comaker = CoMakerFactory(traject=tuin.traject)
        tuin.gesprek.comakers.add(comaker)
        uitspraak = tuin.zei(comaker, f"meer {n}", "met_naam")
        project = ProjectFactory(traject=tuin.traject, trekker=comaker.persoon, trekker_genoemd=True)
        koppel_herkomst(product=project, uitspraken=[uitspraak], by=None)

    meer(0)
    meet()
    eerst = meet()
    for n in range(12):
        meer(n)
    assert meet() == eerst
