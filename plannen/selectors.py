from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from comakers.models import Uitspraak
from plannen.models import Plan, PlanTekst
from plannen.onderdelen import ONDERDELEN, Onderdeel
from plannen.toestemming import stand_van_nu, uitspraken_in, vingerafdruk, zoals_nu_mag
from trajecten.models import Persoon, Traject
from werk.models import Taak


@dataclass(frozen=True)
class Schrijfstuk:
    """One section of the plan in the making: what it is, the kerngroep's text, and whether it takes part."""

    soort: Onderdeel
    tekst: str
    doet_mee: bool
    versie: int  # 0: nobody wrote anything yet

    @property
    def is_eigen(self) -> bool:
        """Somebody of the kerngroep wrote it; else it is the text the product proposes."""
        return self.versie > 0


def schrijfstukken(traject: Traject) -> list[Schrijfstuk]:
    """Every section in order: one query."""
    teksten = {t.onderdeel: t for t in PlanTekst.objects.for_traject(traject)}
    uit = []
    for soort in ONDERDELEN:
        rij = teksten.get(soort.sleutel)
        if rij:
            uit.append(Schrijfstuk(soort, rij.tekst, rij.doet_mee, rij.versie))
        else:
            uit.append(Schrijfstuk(soort, str(soort.standaardtekst), soort.doet_mee, 0))
    return uit


def inhoud_van_nu(traject: Traject, *, titel: str, nummer: int, dag: date) -> dict[str, Any]:
    """The plan as it stands, as plain data with the consent of this moment; this is what a version freezes."""
    with translation.override("nl"):
        return {
            "schema": 1,
            "huisstijl": traject.huisstijl or settings.HUISSTIJL,
            "titel": titel,
            "nummer": nummer,
            "dag": dag.isoformat(),
            "traject": {
                "naam": traject.naam,
                "wijk": traject.wijk,
                "stadsdeel": traject.stadsdeel,
                "gemeente": traject.gemeente,
                "opgave": traject.opgave,
                "horizon": traject.horizonjaar,
            },
            "onderdelen": [
                {
                    "sleutel": stuk.soort.sleutel,
                    "titel": str(stuk.soort.titel),
                    "tekst": stuk.tekst,
                    "gegevens": stuk.soort.bron(traject),
                }
                for stuk in schrijfstukken(traject)
                if stuk.doet_mee
            ],
        }


def versies(*, actor: Any, traject: Traject, rol: Any) -> QuerySet[Plan]:
    """The versions that somebody with this role may read, newest first."""
    return (
        Plan.objects.visible_to(actor)
        .for_traject(traject)
        .leesbaar_als(rol)
        .select_related("besluit", "gemaakt_door")
        .defer("inhoud")
        .order_by("-nummer")
    )


@dataclass(frozen=True)
class Leesversie:
    """A version under today's consent: its content, whether it is still what was frozen, and whether its PDF is."""

    plan: Plan
    inhoud: dict[str, Any]
    sha256: str

    @property
    def is_veranderd(self) -> bool:
        """Consent was tightened since the version was made."""
        return self.sha256 != self.plan.inhoud_sha256

    @property
    def pdf_geldt(self) -> bool:
        """The file shows exactly what may be shown now."""
        return bool(self.plan.bestand) and self.plan.gezet_sha256 == self.sha256

    @property
    def pdf_verouderd(self) -> bool:
        """There is a file, but it shows something that may no longer be shown."""
        return bool(self.plan.gezet_sha256) and self.plan.gezet_sha256 != self.sha256


def lees(plan: Plan) -> Leesversie:
    """The version as it may be read now, wherever it is shown: two queries."""
    inhoud = zoals_nu_mag(plan.inhoud)
    return Leesversie(plan, inhoud, vingerafdruk(inhoud))


def zichtbare_uitspraken(plan: Plan) -> list[int]:
    """The ids of the statements that may be seen in a version now."""
    stand = stand_van_nu(plan.inhoud)
    return [pk for pk in uitspraken_in(plan.inhoud) if pk in stand.uitspraken]


def van_mij_in(plan: Plan, persoon: Persoon) -> QuerySet[Uitspraak]:
    """What a persoon said that stands in this version: their own pointer (M29)."""
    return Uitspraak.objects.filter(pk__in=zichtbare_uitspraken(plan), comaker__persoon=persoon).order_by("pk")


def laatste_taak(plan: Plan, soort: str) -> Taak | None:
    """The work on the PDF of a version, with its progress or the reason it failed."""
    return Taak.objects.filter(soort=soort, onderwerp=str(plan.pk)).order_by("-pk").first()


def reden_van_mislukken(plan: Plan, soort: str) -> str:
    """Why the PDF could not be made, in plain words."""
    taak = laatste_taak(plan, soort)
    fout = taak.fout if taak else ""
    # A refusal is a sentence; anything else is the name of a fault, which helps nobody.
    return (
        fout if fout.endswith(".") else _("Er ging iets mis bij het opmaken. Meestal helpt het om het opnieuw te doen.")
    )
