from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from comakers.models import Uitspraak
from plannen.enums import PlanStaat
from plannen.models import Plan, PlanReactie, PlanTekst
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


# ── What co-makers find of it (M29) ───────────────────────────────────────────────────────────────────────


def nieuwer_voorgelegd(plan: Plan) -> Plan | None:
    """A later version that lies before the co-makers, when there is one."""
    open_voor_lezers = [PlanStaat.GEPRESENTEERD, PlanStaat.VASTGESTELD]
    later = Plan.objects.for_traject(plan.traject_id).filter(nummer__gt=plan.nummer, staat__in=open_voor_lezers)
    return later.defer("inhoud").order_by("-nummer").first()


@dataclass(frozen=True)
class VanMij:
    """Something a persoon said, with the sections of the plan in which it stands."""

    uitspraak: Uitspraak
    waar: list[dict[str, Any]]


def van_mij_met_plek(lees: Leesversie, persoon: Persoon) -> list[VanMij]:
    """What a persoon said that may be read in this version, and in which sections: one query."""
    plekken: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for onderdeel in lees.inhoud.get("onderdelen", []):
        for pk in uitspraken_in(onderdeel):
            plekken[pk].append({"sleutel": onderdeel["sleutel"], "titel": onderdeel["titel"]})
    mijn = Uitspraak.objects.filter(pk__in=plekken, comaker__persoon=persoon).order_by("pk")
    return [VanMij(uitspraak, plekken[uitspraak.pk]) for uitspraak in mijn]


def reacties_van(plan: Plan, persoon: Persoon) -> dict[str, PlanReactie]:
    """What a persoon answered, by section; the plan as a whole under the empty word."""
    return {r.onderdeel: r for r in PlanReactie.objects.filter(plan=plan, persoon=persoon)}


@dataclass(frozen=True)
class Reactiestand:
    """How the co-makers find a version: how many answered, how it stands by section, and what waits for an answer."""

    per_onderdeel: dict[str, list[PlanReactie]]

    @property
    def alle(self) -> list[PlanReactie]:
        """Every answer."""
        return [r for lijst in self.per_onderdeel.values() for r in lijst]

    @property
    def mensen(self) -> int:
        """How many people answered."""
        return len({r.persoon_id for r in self.alle})

    @property
    def wachten(self) -> list[PlanReactie]:
        """What somebody wrote and nobody answered."""
        return [r for r in self.alle if r.tekst and r.afgehandeld_op is None and r.persoon.gewist_op is None]

    @property
    def heel(self) -> list[PlanReactie]:
        """What they find of the whole."""
        return self.per_onderdeel.get("", [])

    def van(self, onderdeel: str) -> list[PlanReactie]:
        """What they find of one section."""
        return self.per_onderdeel.get(onderdeel, [])


def reacties_op(plan: Plan) -> Reactiestand:
    """Everything co-makers answered to a version, for the kerngroep: what is not right first; one query."""
    per_onderdeel: dict[str, list[PlanReactie]] = defaultdict(list)
    rijen = (
        PlanReactie.objects.filter(plan=plan)
        .select_related("persoon__comaker__categorie", "afgehandeld_door", "plan")
        .order_by("-oordeel", "op", "pk")
    )
    for reactie in rijen:
        per_onderdeel[reactie.onderdeel].append(reactie)
    return Reactiestand(dict(per_onderdeel))


def met_reacties(qs: QuerySet[Plan]) -> QuerySet[Plan]:
    """Versions with ``wachtende_reacties``: how many answers nobody said anything back to."""
    wacht = Q(reacties__afgehandeld_op=None, reacties__persoon__gewist_op=None) & ~Q(reacties__tekst="")
    return qs.annotate(wachtende_reacties=Count("reacties", filter=wacht & Q(reacties__isnull=False)))
