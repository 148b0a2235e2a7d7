"""A traject with something to say in every section, and canaries for what may never leave the kerngroep."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from comakers.enums import Toestemming
from comakers.models import Onderbouwing, Uitspraak
from comakers.services.herkomst import koppel_herkomst
from plannen import services, tasks
from plannen.models import Plan
from tests.conftest import Cast
from tests.factories import (
    BesluitFactory,
    CategorieFactory,
    CoMakerFactory,
    CombinatieFactory,
    EffectFactory,
    GesprekFactory,
    InbrengFactory,
    KetenFactory,
    KrachtFactory,
    KruispuntFactory,
    OntwikkelingFactory,
    PijlerFactory,
    ProjectFactory,
    SchakelFactory,
    StapFactory,
    StreefbeeldpuntFactory,
    ThemaFactory,
    UitspraakFactory,
)
from werk.models import Taak
from werk.registratie import register
from werk.uitvoering import voer_uit

# What may stand in the plan, and what may not.
MET_NAAM, ANONIEM = "Het plein is van iedereen", "Zet de bank in de zon"
NOOIT = ("kanarie-niet-gebruiken", "kanarie-terzijde", "Kanarienaam", "kanarie-intern", "kanarie-mail")


class Plantuin:
    """The traject of the cast, planted."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.traject = cast, cast.traject
        bewoners = CategorieFactory(traject=cast.traject, naam="huidige bewoners", enkelvoud="bewoner", volgorde=30_000)
        self.open = CoMakerFactory(traject=cast.traject, categorie=bewoners, persoon__voornaam="Fatima",
                                   persoon__achternaam="Openbaar", persoon__tussenvoegsel="")  # fmt: skip
        self.stil = CoMakerFactory(traject=cast.traject, categorie=bewoners, persoon__achternaam="Kanarienaam",
                                   persoon__email="kanarie-mail@example.org")  # fmt: skip
        self.gesprek = GesprekFactory(
            traject=cast.traject, comakers=[self.open, self.stil], wanneer="2026-03-12T09:00:00Z",
            aantekeningen="kanarie-intern",
        )  # fmt: skip
        self.thema = ThemaFactory(traject=cast.traject, naam="Samen buiten")
        self.pijler = PijlerFactory(traject=cast.traject, titel="Trots op de wijk")
        EffectFactory(pijler=self.pijler, naam="Meer mensen trots")
        BesluitFactory(traject=cast.traject, orgaan="stadsdeelbestuur")
        self.met_naam = self.zei(self.open, MET_NAAM, Toestemming.MET_NAAM)
        self.anoniem = self.zei(self.stil, ANONIEM, Toestemming.ANONIEM, interne_notitie="kanarie-intern")
        self.zei(self.stil, "kanarie-niet-gebruiken", Toestemming.NIET)
        self.zei(
            self.open, "kanarie-terzijde", Toestemming.MET_NAAM, terzijde_op=timezone.now(),
            terzijde_door=cast.kerngroeplid, terzijde_reden="kanarie-intern",
        )  # fmt: skip
        for uitspraak in Uitspraak.objects.all():
            Onderbouwing.objects.create(traject=self.traject, uitspraak=uitspraak, pijler=self.pijler)
        self.project = ProjectFactory(traject=cast.traject, naam="Soep op dinsdag", trekker=self.stil.persoon,
                                      trekker_zijde="gebruikers", pijler=self.pijler)  # fmt: skip
        koppel_herkomst(product=self.project, uitspraken=[self.met_naam, self.anoniem], by=None)
        self.plant_later_steps()

    def plant_later_steps(self) -> None:
        """One of everything that the steps after the gesprekken put in the plan, each with its picture."""
        in_traject = {"traject": self.traject}
        ontwikkeling = OntwikkelingFactory(**in_traject, titel="De tram komt terug")
        punt = StreefbeeldpuntFactory(**in_traject, tekst="Iedereen groet.", pijler=self.pijler)
        kracht = KrachtFactory(**in_traject, titel="Zestig talen")
        stap = StapFactory(**in_traject, tekst="Elk plein heeft een bank", pijler=self.pijler)
        kruispunt = KruispuntFactory(**in_traject, titel="De sleutel", vraag="Wie doet het hek open?")
        for product in (ontwikkeling, punt, kracht, kruispunt):
            koppel_herkomst(product=product, uitspraken=[self.met_naam, self.anoniem], by=None)
        CombinatieFactory(kruispunt=kruispunt, naam="Hek en soep")
        keten = KetenFactory(**in_traject, naam="Van bank tot soep", kruispunt=kruispunt)
        keten.projecten.add(self.project)
        sterk = SchakelFactory(keten=keten, partij__naam="De tuinclub", kracht="sterk")
        InbrengFactory(schakel=sterk, soort="geld", wat="uit de pot", bedrag_cent=125_050)
        SchakelFactory(keten=keten, partij=None, persoon=self.stil.persoon)
        type(self.project).objects.filter(pk=self.project.pk).update(stap=stap, kruispunt=kruispunt)

    def zei(self, wie: Any, tekst: str, toestemming: Any, **velden: Any) -> Uitspraak:
        """A uitspraak under the theme."""
        uitspraak = UitspraakFactory(comaker=wie, tekst=tekst, toestemming=toestemming, gesprek=self.gesprek, **velden)
        uitspraak.themas.add(self.thema)
        return uitspraak

    def neem_terug(self, uitspraak: Uitspraak, toestemming: Any) -> None:
        """The co-maker changes consent, now."""
        Uitspraak.objects.filter(pk=uitspraak.pk).update(toestemming=toestemming, toestemming_op=timezone.now())


@pytest.fixture
def tuin(cast: Cast) -> Plantuin:
    """The planted traject."""
    return Plantuin(cast)


@pytest.fixture
def versie(tuin: Plantuin) -> Plan:
    """A frozen version, its PDF not made yet."""
    return services.maak_versie(traject=tuin.traject, by=tuin.cast.kerngroeplid)


def inhoud_van(antwoord: Any) -> bytes:
    """The body of an answer that streams a file; the file is closed."""
    assert antwoord.status_code == 200
    inhoud = b"".join(antwoord.streaming_content)
    for sluit in antwoord._resource_closers:
        sluit()
    return inhoud


def werk_af() -> None:
    """What the worker does: all work of the plan that is due."""
    for taak in Taak.objects.open().filter(soort=services.TAAK):
        voer_uit(taak.pk)


@pytest.fixture
def pdf(tmp_path: Path) -> Callable[[Plan], "Gelezen"]:
    """The PDF of a version as another program reads it."""

    def lees(plan: Plan) -> Gelezen:
        plan.refresh_from_db()
        return Gelezen(Path(django_settings.MEDIA_ROOT) / plan.bestand.name)

    return lees


class Gelezen:
    """A PDF read by poppler."""

    def __init__(self, pad: Path) -> None:
        self.pad = pad

    @property
    def bytes(self) -> bytes:
        """As it lies on disk."""
        return self.pad.read_bytes()

    def lees(self, *command: str) -> str:
        """What a program says of it; ``-`` in the command stands for the file."""
        args = [str(self.pad) if deel == "PDF" else deel for deel in command]
        return subprocess.run(args, capture_output=True, text=True, check=True).stdout

    @property
    def tekst(self) -> str:
        """The text in reading order, on one line."""
        return " ".join(self.lees("pdftotext", "PDF", "-").split())


@pytest.fixture
def nep_zetter(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """No real PDF: for tests about what stands around it. Gives the list of orders that were set."""
    orders: list[Any] = []

    def zet(order: Any, **kwargs: Any) -> bytes:
        orders.append(order)
        return b"%PDF-1.7 " + order.html.encode() + b"%%EOF"

    monkeypatch.setattr(tasks, "zet", zet)
    monkeypatch.setattr(tasks, "_paginas", lambda pdf: 7)
    return orders


assert services.TAAK in register.soorten
