"""My data: correct, see, take along, stop; and nothing of a person is left where it should not be."""

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse

from berichten.models import Bericht
from comakers.enums import CoMakerStaat, Toestemming
from comakers.models import CoMaker, Opmerking, Terugkoppeling, Uitspraak
from comakers.selectors import persoonsgegevens
from comakers.selectors.persoonsgegevens import (
    ACCOUNTS,
    AFGELEID,
    PADEN,
    VAN_HET_TRAJECT,
    modellen_met_persoonsgegevens,
    rijen_van,
)
from comakers.services.wissen import GEWIST, erase_persoon, na_wissen
from leefsturing.lib import klok
from leefsturing.lib.persoonsgegevens import Soort
from leefsturing.lib.wachters import eigen_modellen
from plannen.models import Plan
from plannen.services import maak_versie
from tests.factories import (
    AtelierFactory,
    CoMakerFactory,
    IdeeFactory,
    InitiatiefFactory,
    KetenFactory,
    MeedoenerFactory,
    PartijFactory,
    PersoonFactory,
    PlanFactory,
    PlanReactieFactory,
    ProjectFactory,
    SchakelFactory,
    UitnodigingFactory,
)
from tests.mijn.conftest import Mijn, vindplaatsen
from tests.wereld import Wereld
from toegang.models import Logregel
from trajecten.models import Persoon


def velden(mijn: Mijn, **anders: Any) -> dict[str, Any]:
    p = mijn.persoon
    basis = {n: getattr(p, n) for n in ("voornaam", "tussenvoegsel", "achternaam", "telefoon", "email", "mail_ritme")}
    return basis | {"versie": p.versie, "email_nogmaals": ""} | anders


def bewaar(mijn: Mijn, **anders: Any) -> Any:
    return mijn.client.post("/mijn/gegevens/", velden(mijn, **anders))


# ── See and correct ───────────────────────────────────────────────────────────────────────────────────────


def test_gegevens_verbeteren(mijn: Mijn) -> None:
    response = bewaar(mijn, voornaam="Fatima", telefoon="06 12 34 56 78", mail_ritme="maandelijks")
    assert response.status_code == 303
    p = mijn.persoon
    assert (p.voornaam, p.telefoon, p.mail_ritme) == ("Fatima", "06 12 34 56 78", "maandelijks")
    assert p.sorteernaam.endswith("fatima van der")
    assert Logregel.objects.filter(werkwoord="persoon.gegevens_gewijzigd").count() == 1
    assert not Logregel.objects.filter(werkwoord="persoon.email_gewijzigd").exists()


def test_een_naam_is_een_regel_zonder_vreemde_tekens(mijn: Mijn) -> None:
    """It is read in the mails of the kerngroep: no line of one's own, nothing that turns the text around."""
    assert bewaar(mijn, voornaam="Fatma\n\nKlik hier\u202e", telefoon="06\r\n12").status_code == 303
    assert (mijn.persoon.voornaam, mijn.persoon.telefoon) == ("Fatma Klik hier", "06 12")
    assert bewaar(mijn, voornaam="\u202e", achternaam=" \n ").status_code == 422


def test_nieuw_adres_vraagt_twee_keer_hetzelfde(mijn: Mijn) -> None:
    oud = mijn.persoon.email
    response = bewaar(mijn, email="nieuw@example.org")
    assert response.status_code == 422
    assert "nieuw@example.org" in response.content.decode()
    assert mijn.persoon.email == oud
    assert bewaar(mijn, email="nieuw@example.org", email_nogmaals="nieww@example.org").status_code == 422
    assert bewaar(mijn, email="nieuw@example.org", email_nogmaals="Nieuw@example.org").status_code == 303
    assert mijn.persoon.email == "nieuw@example.org"
    assert Logregel.objects.filter(werkwoord="persoon.email_gewijzigd").count() == 1


def test_adres_van_een_ander_verklapt_niets(mijn: Mijn) -> None:
    ander = PersoonFactory(traject=mijn.cast.traject, email="ander@example.org")
    response = bewaar(mijn, email="ander@example.org", email_nogmaals="ander@example.org")
    assert response.status_code == 422
    html = response.content.decode()
    assert "kunnen we niet gebruiken" in html
    assert ander.achternaam not in html


@pytest.mark.parametrize(
    "anders",
    [{"voornaam": "", "achternaam": ""}, {"email": "geen adres"}, {"mail_ritme": "elk uur"}, {"voornaam": "x" * 61}],
)
def test_foute_gegevens(mijn: Mijn, anders: dict[str, str]) -> None:
    voor = velden(mijn)
    assert bewaar(mijn, **anders).status_code == 422
    assert velden(mijn) == voor


def test_kerngroep_was_eerst(mijn: Mijn) -> None:
    oud = velden(mijn, voornaam="Fatima")
    Persoon.objects.filter(pk=mijn.persoon.pk).update(versie=99, telefoon="053 1234567")
    response = mijn.client.post("/mijn/gegevens/", oud)
    assert response.status_code == 409
    assert "Fatima" in response.content.decode()
    assert mijn.persoon.telefoon == "053 1234567"


def test_ongevraagde_velden_doen_niets(mijn: Mijn) -> None:
    bewaar(mijn, voornaam="Fatima", gewist_op="2020-01-01", traject=mijn.cast.ander_traject.pk, partij=1)
    p = mijn.persoon
    assert (p.gewist_op, p.traject, p.partij) == (None, mijn.cast.traject, None)


# ── Everything about me ───────────────────────────────────────────────────────────────────────────────────


def test_alles_meenemen_bevat_elk_persoonlijk_veld(db: None) -> None:
    """Every field the register calls personal, and nothing of another co-maker."""
    wereld = Wereld("brink", "aaaa")
    wereld.tweede_persoon("cccc")
    persoon = wereld.rij[Persoon]
    tekst = json.dumps(persoonsgegevens.alles_over(persoon), ensure_ascii=False)
    assert "kanariecccc" not in tekst
    for deel in rijen_van(persoon):
        for rij in deel.rijen:
            for naam in deel.velden:
                if naam != "sorteernaam" and getattr(rij, naam):
                    assert str(getattr(rij, naam)) in tekst, f"{deel.label}.{naam}"


def test_download_en_leesbare_pagina(mijn: Mijn) -> None:
    response = mijn.client.get("/mijn/gegevens/alles.json")
    assert response["Content-Type"] == "application/json"
    assert "attachment" in response["Content-Disposition"]
    assert "Yılmaz" in response.content.decode()
    assert {deel["onderdeel"] for deel in response.json()["gegevens"]} >= {"persoon", "uitspraak", "verslag"}
    html = mijn.client.get("/mijn/gegevens/inzien/").content.decode()
    assert "Meer banken." in html
    assert "Yılmaz" in html


def test_gesprek_van_twee_geeft_niet_de_woorden_van_de_ander(mijn: Mijn) -> None:
    tweede = CoMakerFactory(traject=mijn.cast.traject)
    mijn.verslag.gesprek.comakers.add(tweede)
    type(mijn.verslag.gesprek).objects.update(aantekeningen="De ander vertelde iets geheims.")
    assert "geheims" not in mijn.client.get("/mijn/gegevens/alles.json").content.decode()


# ── Stop and erase ────────────────────────────────────────────────────────────────────────────────────────


def test_stoppen_vraagt_een_keuze_en_zekerheid(mijn: Mijn) -> None:
    for data in ({}, {"uitspraken": "bewaren"}, {"zeker": "on"}, {"uitspraken": "weg", "zeker": "on"}):
        assert mijn.client.post("/mijn/stoppen/", data).status_code == 422
    assert mijn.persoon.gewist_op is None


@pytest.mark.parametrize("keuze", ["bewaren", "wissen"])
def test_stoppen(mijn: Mijn, keuze: str) -> None:
    Uitspraak.objects.update(toestemming=Toestemming.MET_NAAM)
    response = mijn.client.post("/mijn/stoppen/", {"uitspraken": keuze, "zeker": "on"})
    assert (response.status_code, response["Location"]) == (303, "/mijn/gestopt/")
    assert mijn.client.get("/mijn/gestopt/").status_code == 200
    assert mijn.client.get("/mijn/").status_code == 403
    p = mijn.persoon
    assert p.gewist_op is not None
    assert (p.voornaam, p.achternaam, p.email, p.telefoon) == ("", "", "", "")
    assert CoMaker.objects.get(persoon=p).staat == CoMakerStaat.AFGEHAAKT
    gebleven = set(Uitspraak.objects.values_list("tekst", "toestemming"))
    if keuze == "bewaren":
        assert gebleven == {("Meer banken.", "anoniem"), ("Licht.", "anoniem")}
    else:
        assert gebleven == {(GEWIST, "niet_gebruiken")}
    assert Logregel.objects.filter(werkwoord="persoon.gewist", onderwerp=f"persoon:{p.pk}").count() == 1


def test_wissen_is_een_keer(mijn: Mijn) -> None:
    for _ in range(2):
        erase_persoon(persoon=mijn.persoon, uitspraken="bewaren", by=None)
    assert Logregel.objects.filter(werkwoord="persoon.gewist").count() == 1


def test_na_wissen_gaat_er_geen_mail_meer(mijn: Mijn) -> None:
    bericht = Bericht.objects.create(
        traject=mijn.cast.traject,
        persoon=mijn.persoon,
        aanleiding="mijn.link",
        klasse="A",
        volgende_op=klok.nu(),
        adres=mijn.persoon.email,
        tekst="Dag Fatma",
    )
    erase_persoon(persoon=mijn.persoon, uitspraken="bewaren", by=None)
    bericht.refresh_from_db()
    assert (bericht.staat, bericht.adres) == ("vervallen", "")
    assert "Fatma" not in bericht.tekst


def test_elk_model_met_persoonsgegevens_is_ingedeeld(db: None) -> None:
    """A new model that may hold something about people must say whose row it is, or that it is nobody's."""
    labels = {m._meta.label for m in modellen_met_persoonsgegevens()}
    ingedeeld = set(PADEN) | VAN_HET_TRAJECT | ACCOUNTS | AFGELEID
    assert not labels - ingedeeld
    assert not ingedeeld - labels
    for label, pad in PADEN.items():
        model = next(m for m in eigen_modellen() if m._meta.label == label)
        assert not model.objects.filter(**{pad: 0}).exists()


# ── The canary ────────────────────────────────────────────────────────────────────────────────────────────

KANARIE = "kanariezzzz"


def _plant(persoon: Persoon) -> None:
    """A canary in every field that may hold something about people, in every row of this person."""
    for deel in rijen_van(persoon):
        for rij in deel.rijen:
            waarden = {}
            for naam in deel.velden:
                field = deel.model._meta.get_field(naam)
                if isinstance(field, models.FileField):
                    getattr(rij, naam).save(f"{KANARIE}.jpg", ContentFile(KANARIE.encode()))
                elif isinstance(field, models.EmailField):
                    waarden[naam] = f"{KANARIE}@example.org"
                elif isinstance(field, models.CharField | models.TextField):
                    waarden[naam] = f"{KANARIE}{naam}"[: field.max_length or 200]
            deel.model._default_manager.filter(pk=rij.pk).update(**waarden)


@pytest.fixture
def wereld(db: None) -> Wereld:
    wereld = Wereld("brink", "aaaa")
    _plant(wereld.rij[Persoon])
    return wereld


def test_na_wissen_is_er_geen_kanarie_meer(
    wereld: Wereld, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    """Nothing anywhere: every text column of the database is read."""
    assert len(vindplaatsen(KANARIE)) > 20
    assert [p for p in settings.MEDIA_ROOT.rglob("*") if p.is_file() and KANARIE.encode() in p.read_bytes()]
    with django_capture_on_commit_callbacks(execute=True):
        erase_persoon(persoon=wereld.rij[Persoon], uitspraken="wissen", by=None)
    assert vindplaatsen(KANARIE) == []
    assert not [p for p in settings.MEDIA_ROOT.rglob("*") if p.is_file() and KANARIE.encode() in p.read_bytes()]


def test_bewaren_houdt_alleen_de_woorden_zonder_naam(wereld: Wereld) -> None:
    persoon = wereld.rij[Persoon]
    Persoon.objects.filter(pk=persoon.pk).update(voornaam="Kanariezzzz", achternaam="Jansen")
    Uitspraak.objects.filter(comaker__persoon=persoon).update(tekst="Ik, Kanariezzzz Jansen, wil banken in januari.")
    erase_persoon(persoon=persoon, uitspraken="bewaren", by=None)
    over = vindplaatsen(KANARIE)
    assert set(over) <= {
        "comakers_uitspraak.terzijde_reden", "comakers_kernpunt.tekst", "kruispunten_idee.tekst",
        "kruispunten_idee.werd_tekst", "kruispunten_idee.duiding", "ketens_voortgang.tekst",
    }  # fmt: skip
    tekst = Uitspraak.objects.get(comaker__persoon=persoon).tekst
    assert "Jansen" not in tekst
    assert "wil banken in januari" in tekst


def test_een_vergeten_veld_wordt_gevonden(wereld: Wereld, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: with one field called neutral, the canary is found."""
    monkeypatch.setattr(Opmerking, "privacy", Opmerking.privacy | {"antwoord": Soort.NEUTRAAL})
    erase_persoon(persoon=wereld.rij[Persoon], uitspraken="wissen", by=None)
    assert vindplaatsen(KANARIE) == ["comakers_opmerking.antwoord"]


def test_naam_gaat_ook_uit_teksten_van_anderen(mijn: Mijn) -> None:
    naam = mijn.persoon.volledige_naam
    project = ProjectFactory(traject=mijn.cast.traject, omschrijving=f"Samen met {naam} en januari.")
    ander = CoMakerFactory(traject=mijn.cast.traject)
    Terugkoppeling.objects.create(
        traject=mijn.cast.traject, comaker=ander, kanaal="bellen", op=klok.nu(), tekst=f"Ging over {naam.upper()}."
    )
    elders = ProjectFactory(traject=mijn.cast.ander_traject, omschrijving=naam)
    erase_persoon(persoon=mijn.persoon, uitspraken="bewaren", by=None)
    project.refresh_from_db()
    elders.refresh_from_db()
    assert project.omschrijving == "Samen met … en januari."
    assert Terugkoppeling.objects.get().tekst == "Ging over …."
    assert elders.omschrijving == naam


@pytest.mark.parametrize(
    "anders",
    [
        {"voornaam": "de", "achternaam": "speeltuin"},
        {"voornaam": "", "achternaam": "Speeltuin"},
        {"telefoon": "speeltuin"},
        {"voornaam": "Brede", "achternaam": "Brink"},
        {"voornaam": "", "achternaam": "onderdelen"},
    ],
)
def test_een_zelf_gekozen_woord_gaat_niet_uit_teksten_van_anderen(mijn: Mijn, anders: dict[str, str]) -> None:
    """Calling oneself what everybody writes about, and then stopping, must not blank the traject."""
    traject = mijn.cast.traject
    tekst = "Speeltuin eerst; de speeltuin van de Brede Brink is open."
    PartijFactory(traject=traject, naam="Stichting Brede Brink")
    project = ProjectFactory(traject=traject, omschrijving=tekst)
    plan = maak_versie(traject=traject, by=mijn.cast.kerngroeplid)
    assert bewaar(mijn, **anders).status_code == 303
    mijn.client.post("/mijn/stoppen/", {"uitspraken": "bewaren", "zeker": "on"})
    assert mijn.persoon.gewist_op is not None
    project.refresh_from_db()
    assert project.omschrijving == tekst
    assert "onderdelen" in Plan.objects.get(pk=plan.pk).inhoud


def test_een_zelf_verbeterde_naam_gaat_wel_uit_teksten_van_anderen(mijn: Mijn) -> None:
    assert bewaar(mijn, voornaam="Fatima", telefoon="06 12 34 56 78").status_code == 303
    naam = mijn.persoon.volledige_naam
    project = ProjectFactory(traject=mijn.cast.traject, omschrijving=f"Bel {naam}, 06 12 34 56 78.")
    erase_persoon(persoon=mijn.persoon, uitspraken="bewaren", by=None)
    project.refresh_from_db()
    assert project.omschrijving == "Bel …, …."


def test_gesprek_van_twee_houdt_de_woorden_van_de_ander(mijn: Mijn) -> None:
    tweede = CoMakerFactory(traject=mijn.cast.traject)
    gesprek = mijn.verslag.gesprek
    gesprek.comakers.add(tweede)
    type(gesprek).objects.update(aantekeningen="Fatma wil banken. De ander wil licht.")
    erase_persoon(persoon=mijn.persoon, uitspraken="wissen", by=None)
    gesprek.refresh_from_db()
    assert gesprek.aantekeningen == "… wil banken. De ander wil licht."


def test_een_zelf_gekozen_woord_blijft_in_het_gesprek_met_een_ander(mijn: Mijn) -> None:
    """Calling oneself what the other said, and then stopping, must not take it out of what the other agreed with."""
    gesprek = mijn.verslag.gesprek
    gesprek.comakers.add(CoMakerFactory(traject=mijn.cast.traject))
    type(gesprek).objects.update(aantekeningen="De ander wil banken. Wil Smit niet, mail wil@example.org.")
    assert bewaar(mijn, voornaam="Wil", tussenvoegsel="", achternaam="banken").status_code == 303
    Persoon.objects.filter(pk=mijn.persoon.pk).update(email="wil@example.org")
    mijn.client.post("/mijn/stoppen/", {"uitspraken": "wissen", "zeker": "on"})
    gesprek.refresh_from_db()
    assert gesprek.aantekeningen == "De ander wil banken. … Smit niet, mail …."


@pytest.mark.parametrize("keuze", ["bewaren", "wissen"])
def test_concept_van_het_plan_vergeet_mee(mijn: Mijn, keuze: str) -> None:
    Uitspraak.objects.update(toestemming=Toestemming.MET_NAAM)
    plan = maak_versie(traject=mijn.cast.traject, by=mijn.cast.kerngroeplid)
    assert "Yılmaz" in json.dumps(plan.inhoud, ensure_ascii=False)
    assert na_wissen
    erase_persoon(persoon=mijn.persoon, uitspraken=keuze, by=None)
    inhoud = json.dumps(Plan.objects.get(pk=plan.pk).inhoud, ensure_ascii=False)
    assert "Yılmaz" not in inhoud
    assert ("Meer banken." in inhoud) == (keuze == "bewaren")


def test_gewist_blijft_bruikbaar_voor_de_kerngroep(mijn: Mijn, als: Any) -> None:
    erase_persoon(persoon=mijn.persoon, uitspraken="bewaren", by=None)
    adres = reverse("comaker_spoor", kwargs={"slug": mijn.cast.traject.slug, "nummer": mijn.cast.comaker.pk})
    response = als("kerngroeplid").get(adres)
    assert response.status_code == 200
    assert "iemand uit de wijk" in response.content.decode()


@pytest.mark.parametrize("keuze", ["bewaren", "wissen"])
def test_wat_iemand_in_de_latere_stappen_deed(mijn: Mijn, keuze: str) -> None:
    """Invitation, card, own initiative, place in a project and a keten, answer to the plan: shown, and gone."""
    traject, persoon = mijn.cast.traject, mijn.persoon
    atelier = AtelierFactory(traject=traject)
    uitnodiging = UitnodigingFactory(atelier=atelier, traject=traject, persoon=persoon, opmerking="Ik eet vega.")
    idee = IdeeFactory(atelier=atelier, traject=traject, persoon=persoon, tekst="Fatma Yılmaz zet thee.")
    initiatief = InitiatiefFactory(
        traject=traject, eigenaar_partij=None, eigenaar_comaker=mijn.cast.comaker, naam="Theetuin"
    )
    meedoener = MeedoenerFactory(
        project=ProjectFactory(traject=traject), traject=traject, persoon=persoon, rol="Schenkt thee."
    )
    schakel = SchakelFactory(
        keten=KetenFactory(traject=traject), traject=traject, partij=None, persoon=persoon, rol="Brengt koek."
    )
    reactie = PlanReactieFactory(plan=PlanFactory(traject=traject, staat="gepresenteerd"), persoon=persoon, tekst="Ja!")
    gegevens = mijn.client.get("/mijn/gegevens/alles.json").content.decode()
    woorden = ("Ik eet vega.", "zet thee.", "Theetuin", "Schenkt thee.", "Brengt koek.", "Ja!")
    assert [w for w in woorden if w not in gegevens] == []
    erase_persoon(persoon=persoon, uitspraken=keuze, by=None)
    for rij in (uitnodiging, idee, initiatief, meedoener, schakel, reactie):
        rij.refresh_from_db()
    assert {uitnodiging.opmerking, initiatief.naam, meedoener.rol, schakel.rol, reactie.tekst} == {GEWIST}
    assert idee.tekst == ("… zet thee." if keuze == "bewaren" else GEWIST)
