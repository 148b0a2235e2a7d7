"""The example traject: complete, consistent, safe to repeat, and with something to say for every signaal."""

import re
from datetime import date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import models, transaction

from comakers.enums import Doel, GesprekStaat, Toestemming
from comakers.models import CoMaker, Gesprek, Onderbouwing, Terugkoppeling, Thema, ThemaKoppeling, Uitspraak, Verslag
from ketens.models import Project, ProjectHerkomst
from leefsturing.lib import klok
from leefsturing.lib.wachters import eigen_modellen
from overzichten.management.commands.voorbeeld import ACCOUNTS, DEMO_ACCOUNTS
from overzichten.voorbeeld.bron import HOOFD, Kalender
from overzichten.voorbeeld.laden import WACHTWOORD, laad_voorbeeld
from overzichten.voorbeeld.volume import Maat, vul
from pijlers.models import Effect, Formulering, Pijler
from plannen.models import PlanTekst
from tests.factories import TrajectFactory
from toegang.enums import Rol
from toegang.models import Gebruiker, Logregel
from trajecten.models import Deelname, Persoon, Signaal, Traject
from trajecten.signalen import register

pytestmark = pytest.mark.django_db

# Signalen that the example does not show: a healthy traject cannot have them beside the rest.
ZWIJGT = {
    "beloften.te_veel",
    "kerngroep.te_groot",
    "project.trekkers_overheid",
    "plan.toestemming",
}


@pytest.fixture
def voorbeeld(db: None) -> Traject:
    """The example, loaded through its command."""
    call_command("voorbeeld", stdout=StringIO())
    return Traject.objects.get(slug=HOOFD)


def alle_rijen() -> dict[str, list[dict[str, Any]]]:
    """Every row of every model of ours, but for the log."""
    return {
        m._meta.label: list(m._base_manager.order_by("pk").values())
        for m in eigen_modellen()
        if m not in (Logregel, Gebruiker)
    }


def test_is_rich_enough_that_no_screen_is_empty(voorbeeld: Traject) -> None:
    assert CoMaker.objects.for_traject(voorbeeld).count() >= 26
    assert Gesprek.objects.for_traject(voorbeeld).gevoerd().count() >= 22
    assert Uitspraak.objects.for_traject(voorbeeld).count() >= 130
    assert Project.objects.for_traject(voorbeeld).count() >= 6
    assert Pijler.objects.for_traject(voorbeeld).levend().count() == 3
    assert Gesprek.objects.for_traject(voorbeeld).filter(doel=Doel.PIJLERS).count() == 3
    categorieen = set(CoMaker.objects.for_traject(voorbeeld).values_list("categorie__volgorde", flat=True))
    assert categorieen == {1, 2, 3, 4, 5, 6, 7}
    assert set(Verslag.objects.for_traject(voorbeeld).values_list("staat", flat=True)) == {
        "concept", "gedeeld", "opmerkingen", "akkoord"
    }  # fmt: skip


def test_is_marked_as_example_and_the_raad_looks_on(voorbeeld: Traject) -> None:
    assert list(Traject.objects.order_by("slug").values_list("slug", "is_voorbeeld")) == [
        ("elders", True),
        ("wesselerbrink", True),
    ]
    assert voorbeeld.raad_kijkt_mee


def test_every_row_is_valid(voorbeeld: Traject) -> None:
    fouten = []
    for model in eigen_modellen():
        if model._meta.auto_created:
            continue
        for rij in model._base_manager.all():
            try:
                rij.full_clean()
            except Exception as fout:  # noqa: BLE001 - all of them are gathered
                fouten.append((model.__name__, rij.pk, str(fout)))
    assert fouten == []


def test_every_uitspraak_stands_word_for_word_in_the_notes(voorbeeld: Traject) -> None:
    for uitspraak in Uitspraak.objects.select_related("gesprek"):
        assert uitspraak.gesprek.aantekeningen[uitspraak.begin : uitspraak.eind] == uitspraak.tekst


def test_nothing_rests_on_what_may_not_be_used(voorbeeld: Traject) -> None:
    niet = Uitspraak.objects.filter(toestemming=Toestemming.NIET)
    assert niet.count() >= 3
    assert not ProjectHerkomst.objects.filter(uitspraak__in=niet).exists()
    assert not Onderbouwing.objects.filter(uitspraak__in=niet).exists()


def test_texts_for_the_raad_and_the_plan_name_nobody(voorbeeld: Traject) -> None:
    namen = Persoon.objects.filter(traject=voorbeeld).values_list("voornaam", "achternaam")
    naam = re.compile(rf"\b({'|'.join(re.escape(deel) for paar in namen for deel in paar)})\b")
    teksten = [voorbeeld.opgave, *PlanTekst.objects.values_list("tekst", flat=True)]
    for model, velden in (
        (Pijler, ("titel", "toelichting", "duiding")),
        (Formulering, ("titel", "toelichting", "reden")),
        (Effect, ("naam", "verhaal")),
        (Thema, ("naam", "omschrijving")),
        (Project, ("naam", "omschrijving", "beoogd_resultaat", "duiding", "stopreden")),
    ):
        teksten += [tekst for rij in model._base_manager.values_list(*velden) for tekst in rij]
    assert [gevonden.group() for tekst in teksten if (gevonden := naam.search(tekst))] == []


def test_dates_fall_on_working_days_and_the_past_is_past(voorbeeld: Traject) -> None:
    nu = klok.nu()
    assert all(klok.is_werkdag(klok.vandaag(g.wanneer)) for g in Gesprek.objects.all())
    assert not Gesprek.objects.filter(staat=GesprekStaat.GEVOERD, wanneer__gt=nu).exists()
    assert not Gesprek.objects.filter(staat=GesprekStaat.GEPLAND, wanneer__lt=nu).exists()
    for model, veld in ((Terugkoppeling, "op"), (Uitspraak, "created_at"), (ThemaKoppeling, "gekoppeld_op")):
        assert not model._base_manager.filter(**{f"{veld}__gt": nu}).exists()
    assert not Uitspraak.objects.filter(created_at__lt=models.F("gesprek__wanneer")).exists()
    assert not ProjectHerkomst.objects.filter(gekoppeld_op__lt=models.F("uitspraak__gesprek__wanneer")).exists()


def test_accounts_come_in_with_the_one_password_and_their_role(voorbeeld: Traject) -> None:
    assert ACCOUNTS == DEMO_ACCOUNTS
    assert {f"{wie}@example.org" for wie in ("kerngroep", "opdrachtgever", "raad", "meelezer", "beheer", "ander")} <= {
        email for email, _omschrijving in ACCOUNTS
    }
    for email, _omschrijving in ACCOUNTS:
        assert Gebruiker.objects.get(email=email).check_password(WACHTWOORD)
    rollen = dict(Deelname.objects.filter(traject=voorbeeld).values_list("gebruiker__email", "rol"))
    assert rollen == {
        "opdrachtgever@example.org": Rol.OPDRACHTGEVER,
        "opdrachtnemer@example.org": Rol.OPDRACHTNEMER,
        "kerngroep@example.org": Rol.KERNGROEPLID,
        "raad@example.org": Rol.RAADSLID,
        "meelezer@example.org": Rol.MEELEZER,
    }
    assert list(Deelname.objects.filter(gebruiker__email="ander@example.org").values_list("traject__slug")) == [
        ("elders",)
    ]
    assert Gebruiker.objects.get(email="beheer@example.org").is_superuser
    assert not Deelname.objects.filter(gebruiker__email="beheer@example.org").exists()


def test_repeating_on_the_same_day_changes_nothing(voorbeeld: Traject) -> None:
    eerst, accounts = alle_rijen(), list(Gebruiker.objects.order_by("pk").values())
    call_command("voorbeeld", stdout=(uit := StringIO()))
    assert alle_rijen() == eerst
    assert list(Gebruiker.objects.order_by("pk").values()) == accounts
    assert "niets veranderd" in uit.getvalue()


@pytest.mark.gegevensbank
def test_repeating_later_moves_the_dates_and_keeps_what_people_typed(voorbeeld: Traject) -> None:
    gesprek = Gesprek.objects.for_traject(voorbeeld).gevoerd().order_by("-wanneer").first()
    Gesprek.objects.filter(pk=gesprek.pk).update(plaats="In de regen")
    aantal = {label: len(rijen) for label, rijen in alle_rijen().items()}
    later = klok.vandaag() - timedelta(days=40)
    laad_voorbeeld(vandaag=later)
    voorbeeld.refresh_from_db()
    assert voorbeeld.planperiode_start == later - timedelta(days=130)
    verzet = Gesprek.objects.get(pk=gesprek.pk)
    assert verzet.plaats == "In de regen"
    assert klok.is_werkdag(klok.vandaag(verzet.wanneer))
    assert 36 <= (gesprek.wanneer - verzet.wanneer).days <= 45
    assert Formulering.objects.filter(op__date__gt=later).count() == 0
    na = {label: len(rijen) for label, rijen in alle_rijen().items()}
    verschil = {label for label in na if na[label] != aantal[label]}
    assert verschil <= {"trajecten.Signaal"}
    laad_voorbeeld()
    assert abs((Gesprek.objects.get(pk=gesprek.pk).wanneer - gesprek.wanneer).days) <= 4


@pytest.mark.gegevensbank
def test_tables_that_only_grow_are_guarded_again_afterwards(voorbeeld: Traject) -> None:
    laad_voorbeeld(vandaag=klok.vandaag() + timedelta(days=3))
    with pytest.raises(Exception, match="groeit alleen aan"), transaction.atomic():
        Formulering.objects.update(titel="Anders")


@pytest.mark.gegevensbank
def test_opnieuw_starts_from_scratch(voorbeeld: Traject) -> None:
    Project.objects.for_traject(voorbeeld).update(naam="Kapot gemaakt")
    aantal = Project.objects.count()
    call_command("voorbeeld", "--opnieuw", stdout=StringIO())
    assert Project.objects.count() == aantal
    assert not Project.objects.filter(naam="Kapot gemaakt").exists()


def test_refuses_beside_real_trajecten_unless_told(db: None) -> None:
    echt = TrajectFactory(slug="echt")
    with pytest.raises(CommandError, match="--toch"):
        call_command("voorbeeld")
    assert list(Traject.objects.all()) == [echt]
    assert not Gebruiker.objects.filter(email="kerngroep@example.org").exists()
    call_command("voorbeeld", "--toch", stdout=StringIO())
    assert Traject.objects.count() == 3


def test_never_touches_a_real_traject_with_the_same_address(db: None) -> None:
    TrajectFactory(slug=HOOFD, naam="Onze wijk")
    with pytest.raises(CommandError, match="echt traject"):
        call_command("voorbeeld", "--toch", "--opnieuw")
    assert Traject.objects.get(slug=HOOFD).naam == "Onze wijk"


def test_every_signaal_has_something_to_say(voorbeeld: Traject) -> None:
    gezien = set(Signaal.objects.values_list("code", flat=True))
    alle = {regel.code for regel in register.regels()}
    assert alle - gezien == ZWIJGT & alle


def test_silence_is_as_it_was_meant(voorbeeld: Traject) -> None:
    """Two co-makers over the norm and one over twice the norm; everybody else heard something lately (M27)."""
    nu = klok.nu()
    norm = timedelta(days=voorbeeld.norm_stilte_dagen)
    stil = CoMaker.objects.for_traject(voorbeeld).stil_sinds(nu - norm)
    assert {c.persoon.achternaam for c in stil} == {"Hartgerink", "Zwaag", "Bahho"}
    assert [c.persoon.achternaam for c in CoMaker.objects.for_traject(voorbeeld).stil_sinds(nu - 2 * norm)] == ["Bahho"]


def test_one_strong_theme_stands_outside_all_pijlers(voorbeeld: Traject) -> None:
    bus = Thema.objects.get(naam="De bus na zeven uur")
    assert bus.uitspraken.count() >= 8
    assert not Onderbouwing.objects.filter(uitspraak__themas=bus).exists()


@pytest.mark.parametrize("vandaag", [date(2026, 1, 2), date(2026, 5, 5), date(2027, 12, 27), date(2028, 2, 29)])
def test_the_calendar_stays_on_its_side_of_today(vandaag: date) -> None:
    kalender = Kalender(vandaag)
    for nummer in range(-140, 90):
        dag = kalender.dag(nummer)
        assert klok.is_werkdag(dag)
        assert dag <= vandaag if nummer <= 0 else dag > vandaag


def _volume() -> list[Any]:
    list(vul(Maat(trajecten=3, comakers=31, uitspraken=200, gesprekken=25), saad=5))
    alles = Uitspraak.objects.order_by("pk")
    return [
        Traject.objects.count(),
        CoMaker.objects.count(),
        Gesprek.objects.count(),
        list(alles.values_list("tekst", "toestemming", "comaker__persoon__achternaam", "created_at")),
        list(Persoon.objects.order_by("pk").values_list("voornaam", "sorteernaam", "email")),
    ]


def test_volume_makes_the_totals_asked_for_the_same_each_time(db: None) -> None:
    beurten = []
    for _beurt in range(2):
        with transaction.atomic():
            beurten.append(_volume())
            transaction.set_rollback(True)
    assert beurten[0] == beurten[1]
    assert beurten[0][:3] == [3, 31, 25]
    assert len(beurten[0][3]) == 200
    assert all(isinstance(rij[3], datetime) for rij in beurten[0][3])


def test_volume_refuses_beside_real_trajecten(db: None) -> None:
    TrajectFactory()
    with pytest.raises(CommandError, match="echte trajecten"):
        call_command("volume", trajecten=1, comakers=1, uitspraken=1)


@pytest.mark.parametrize(("comakers", "uitspraken"), [(0, 0), (0, 5), (1, 1)])
def test_volume_copes_with_little(db: None, comakers: int, uitspraken: int) -> None:
    call_command("volume", trajecten=1, comakers=comakers, uitspraken=uitspraken, stdout=StringIO())
    assert CoMaker.objects.count() == comakers
    assert Uitspraak.objects.count() == (uitspraken if comakers else 0)
