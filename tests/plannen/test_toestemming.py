"""Consent in the plan: what may not be seen is in no page and no file outside the kerngroep, from that moment (M26)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from comakers.enums import Toestemming
from comakers.models import Uitspraak
from ketens import services as ketens
from plannen import selectors, services, signalen
from plannen.models import Plan
from plannen.toestemming import canoniek
from tests.conftest import FormClient
from tests.plannen.conftest import ANONIEM, MET_NAAM, NOOIT, Plantuin, inhoud_van, werk_af
from trajecten.models import Persoon

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]


def adres(naam: str, plan: Plan) -> str:
    return reverse(naam, kwargs={"slug": plan.traject.slug, "nummer": plan.pk})


def overal(plan: Plan, als: Als) -> str:
    """Everything a reader outside the kerngroep can get hold of: page and file, for every one of them."""
    tekst = ""
    lezers = ["meelezer"] if plan.is_concept else ["meelezer", "raadslid"]
    for wie in lezers:
        tekst += als(wie).get(adres("plan_versie", plan)).content.decode()
        antwoord = als(wie).get(adres("plan_pdf", plan))
        tekst += inhoud_van(antwoord).decode() if antwoord.status_code == 200 else ""
    if not plan.is_concept:
        tekst += als("persoon").get(reverse("mijn_plan", kwargs={"uid": plan.uid})).content.decode()
        antwoord = als("persoon").get(reverse("mijn_plan_pdf", kwargs={"uid": plan.uid}))
        tekst += inhoud_van(antwoord).decode() if antwoord.status_code == 200 else ""
    return tekst


def test_kanaries_staan_nergens_in_wat_bevroren_wordt(versie: Plan) -> None:
    """Not used, set aside, anonymous: no word, no name, no address, also not in the database row of the plan."""
    bevroren = canoniek(versie.inhoud).decode()
    assert MET_NAAM in bevroren
    assert "Fatima Openbaar" in bevroren
    assert ANONIEM in bevroren
    assert not [kanarie for kanarie in NOOIT if kanarie in bevroren]


def test_anoniem_is_alleen_de_categorie_en_de_maand(versie: Plan) -> None:
    themas = next(o for o in versie.inhoud["onderdelen"] if o["sleutel"] == "themas")
    stemmen = {u["tekst"]: u for u in themas["gegevens"]["themas"][0]["uitspraken"]}
    assert set(stemmen) == {MET_NAAM, ANONIEM}
    assert (stemmen[ANONIEM]["categorie"], stemmen[ANONIEM]["gesprek"]) == ("bewoner", "maart 2026")
    assert (stemmen[ANONIEM]["naam"], stemmen[ANONIEM]["persoon_nr"]) == ("", None)


def test_trekker_met_naam_alleen_als_die_dat_goed_vindt(tuin: Plantuin, nep_zetter: list[Any]) -> None:
    def trekker() -> Any:
        plan = services.maak_versie(traject=tuin.traject, by=None)
        projecten = next(o for o in plan.inhoud["onderdelen"] if o["sleutel"] == "projecten")
        return plan, projecten["gegevens"]["projecten"][0]

    plan, project = trekker()
    assert (project["trekker"], project["trekker_anders"]) == (None, "bewoner")
    tuin.project.trekker_genoemd = True
    tuin.project.save()
    plan, project = trekker()
    assert "Kanarienaam" in project["trekker"]["naam"]
    assert project["trekker"]["anders"] == project["trekker_anders"] == "bewoner"
    werk_af()
    ketens.wijzig_project(
        project=tuin.project, waarden={"trekker": tuin.stil.persoon, "trekker_genoemd": False}, versie=1, by=None
    )
    assert services.volg_toestemming(timezone.now()) == 1
    assert "Kanarienaam" not in canoniek(selectors.lees(plan).inhoud).decode()


@pytest.mark.parametrize("stand", ["concept", "gepresenteerd", "vastgesteld"])
@pytest.mark.parametrize("hoe", ["niet", "anoniem", "terzijde", "gewist"])
def test_toestemming_die_krimpt_telt_meteen_in_elke_stand(
    tuin: Plantuin, versie: Plan, als: Als, nep_zetter: list[Any], stand: str, hoe: str
) -> None:
    """From the moment consent shrinks: gone or anonymous in every page and file, before any worker has run."""
    werk_af()
    if stand != "concept":
        services.presenteer(plan=versie, by=None)
    if stand == "vastgesteld":
        services.stel_vast(plan=versie, orgaan="raad", datum=timezone.localdate(), by=None)
    versie.refresh_from_db()
    assert "Fatima Openbaar" in overal(versie, als)
    assert MET_NAAM in overal(versie, als)

    if hoe in ("niet", "anoniem"):
        tuin.neem_terug(tuin.met_naam, Toestemming.NIET if hoe == "niet" else Toestemming.ANONIEM)
    elif hoe == "terzijde":
        Uitspraak.objects.filter(pk=tuin.met_naam.pk).update(
            terzijde_op=timezone.now(), terzijde_door=tuin.cast.kerngroeplid, terzijde_reden="dubbel"
        )
    else:
        Persoon.objects.filter(pk=tuin.open.persoon_id).update(gewist_op=timezone.now())

    for _ronde in ("meteen", "na het opnieuw zetten"):
        gezien = overal(versie, als)
        assert "Fatima" not in gezien
        assert (MET_NAAM in gezien) == (hoe in ("anoniem", "gewist"))
        assert ANONIEM in gezien
        services.volg_toestemming(timezone.now())
        werk_af()
        versie.refresh_from_db()
    assert selectors.lees(versie).pdf_geldt
    assert len(nep_zetter) == 2


@pytest.mark.gegevensbank
def test_oude_pdf_gaat_weg_behalve_die_van_het_besluit(
    tuin: Plantuin,
    versie: Plan,
    als: Als,
    settings: Any,
    nep_zetter: list[Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    """Concept and presented: the old file is gone. Established: kept, and only the kerngroep gets at it."""

    def verander(naar: Any) -> list[str]:
        tuin.neem_terug(tuin.met_naam, naar)
        services.volg_toestemming(timezone.now())
        with django_capture_on_commit_callbacks(execute=True):
            werk_af()
        versie.refresh_from_db()
        return sorted(p.name for p in (settings.MEDIA_ROOT / "plan").iterdir())

    werk_af()
    versie.refresh_from_db()
    eerste = versie.bestand.name.split("/")[1]
    na_concept = verander(Toestemming.ANONIEM)
    assert len(na_concept) == 1
    assert eerste not in na_concept
    services.presenteer(plan=versie, by=None)
    services.stel_vast(plan=versie, orgaan="raad", datum=timezone.localdate(), by=None)
    na_besluit = verander(Toestemming.NIET)
    assert len(na_besluit) == 2
    assert versie.archief.name.split("/")[1] == na_concept[0]
    assert inhoud_van(als("kerngroeplid").get(adres("plan_archief", versie)))
    for wie in ("meelezer", "raadslid"):
        assert als(wie).get(adres("plan_archief", versie)).status_code == 403
        assert MET_NAAM.encode() not in inhoud_van(als(wie).get(adres("plan_pdf", versie)))


def test_naam_in_de_lijst_zonder_de_uitspraak_in_het_plan(tuin: Plantuin, nep_zetter: list[Any]) -> None:
    """A name stands on consent, not on the statement being printed; both are looked at again."""
    for onderdeel in ("themas", "pijlers", "projecten"):
        services.bewaar_tekst(traject=tuin.traject, onderdeel=onderdeel, tekst="", doet_mee=False, versie=0, by=None)
    plan = services.maak_versie(traject=tuin.traject, by=None)
    werk_af()
    assert "Fatima Openbaar" in canoniek(selectors.lees(plan).inhoud).decode()
    assert not selectors.lees(plan).is_veranderd
    assert services.volg_toestemming(timezone.now()) == 0
    tuin.neem_terug(tuin.met_naam, Toestemming.ANONIEM)
    assert "Fatima Openbaar" not in canoniek(selectors.lees(plan).inhoud).decode()
    assert services.volg_toestemming(timezone.now()) == 1


def test_verandering_die_dit_plan_niet_raakt_zet_niets_opnieuw(
    tuin: Plantuin, versie: Plan, nep_zetter: list[Any]
) -> None:
    werk_af()
    tuin.neem_terug(tuin.anoniem, Toestemming.MET_NAAM)
    assert services.volg_toestemming(timezone.now()) == 0
    werk_af()
    assert len(nep_zetter) == 1


def test_ruimere_toestemming_telt_pas_in_de_volgende_versie(tuin: Plantuin, versie: Plan) -> None:
    tuin.neem_terug(tuin.anoniem, Toestemming.MET_NAAM)
    assert not selectors.lees(versie).is_veranderd
    assert "Kanarienaam" not in canoniek(selectors.lees(versie).inhoud).decode()
    assert "Kanarienaam" in canoniek(services.maak_versie(traject=tuin.traject, by=None).inhoud).decode()


def test_veranderd_na_vaststellen_is_een_taak_voor_de_kerngroep(
    tuin: Plantuin, versie: Plan, nep_zetter: list[Any]
) -> None:
    """The signal appears, and goes when a new version is established."""
    werk_af()
    services.presenteer(plan=versie, by=None)
    services.stel_vast(plan=versie, orgaan="raad", datum=timezone.localdate(), by=None)

    def gezien() -> list[str]:
        staat = signalen.snapshot(tuin.traject, timezone.now())
        return [w.wat for regel in signalen.REGELS for w in regel.bepaal(staat)]

    assert gezien() == []
    tuin.neem_terug(tuin.met_naam, Toestemming.NIET)
    assert gezien() == ["In het vastgestelde plan (versie 1) is toestemming veranderd."]
    nieuw = services.maak_versie(traject=tuin.traject, by=None)
    werk_af()
    services.presenteer(plan=nieuw, by=None)
    services.stel_vast(plan=nieuw, orgaan="raad", datum=timezone.localdate(), by=None)
    assert gezien() == []


def test_zonder_de_blik_op_vandaag_lekt_het(
    tuin: Plantuin, versie: Plan, als: Als, nep_zetter: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Negative control: with the frozen content shown as it is, the same test would see the name."""
    werk_af()
    tuin.neem_terug(tuin.met_naam, Toestemming.NIET)
    monkeypatch.setattr(selectors, "zoals_nu_mag", lambda inhoud: inhoud)
    versie.refresh_from_db()
    assert "Fatima Openbaar" in overal(versie, als)
