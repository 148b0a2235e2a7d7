"""What waits for somebody on the own page: the most urgent first, each one thing to do in two minutes.

Each block comes from the app that knows; a room without an address (yet) has nothing waiting.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ketens.models import Project
from ketens.selectors.trekker import projecten_van
from kruispunten.models import Uitnodiging
from kruispunten.selectors.ateliers import uitkomsten_van, uitnodigingen_van
from leefsturing.lib import klok
from overzichten.mijn.selectors import MijnVerslag, laatste_plan
from plannen.models import Plan, PlanReactie
from toegang import beleid
from toegang.enums import Rol
from trajecten.models import Persoon

# A trekker who said nothing for so long is asked how it goes.
VRAAG_NA = timedelta(days=21)
# An atelier this near comes before everything else.
DICHTBIJ = timedelta(days=7)


@dataclass(frozen=True)
class Wacht:
    """One thing that waits: what it is, why, the words on the button and where it leads."""

    sleutel: str
    titel: str
    zin: str
    knop: str
    adres: str
    rang: tuple[int, date]


@dataclass
class Startblad:
    """What the own page begins with: what waits, and what there is of the persoon's own beside it."""

    wachtend: list[Wacht] = field(default_factory=list)
    ateliers: list[tuple[Uitnodiging, str]] = field(default_factory=list)
    uitkomsten: list[tuple[Uitnodiging, str]] = field(default_factory=list)
    projecten: list[tuple[Project, str]] = field(default_factory=list)
    initiatief_adres: str = ""
    plan: Plan | None = None
    plan_gezegd: bool = False
    plan_beantwoord: bool = False
    plan_wacht: bool = False


def adres(naam: str, **delen: Any) -> str:
    """The address of a page; empty when there is no such page (yet)."""
    try:
        return reverse(naam, kwargs=delen)
    except NoReverseMatch:
        return ""


def startblad(persoon: Persoon, verslagen: list[MijnVerslag], *, now: datetime | None = None) -> Startblad:
    """Everything that waits, the most urgent first; a fixed few queries."""
    now = now or klok.nu()
    blad = Startblad(initiatief_adres=adres("mijn_initiatief"), plan=laatste_plan(persoon))
    wacht = [
        *_uitnodigingen(persoon, blad, now),
        *(_verslag(v) for v in verslagen if v.wacht_op_mij),
        *_plan(persoon, blad),
        *_projecten(persoon, blad, now),
    ]
    blad.wachtend = sorted(wacht, key=lambda w: w.rang)
    gesloten = ((u, adres("mijn_atelier", uid=u.atelier.uid)) for u in uitkomsten_van(persoon, now=now))
    blad.uitkomsten = [(uitnodiging, waar) for uitnodiging, waar in gesloten if waar]
    return blad


def _uitnodigingen(persoon: Persoon, blad: Startblad, now: datetime) -> Iterator[Wacht]:
    for uitnodiging in uitnodigingen_van(persoon, now=now):
        atelier = uitnodiging.atelier
        waar = adres("mijn_atelier", uid=atelier.uid)
        if not waar:
            continue
        if uitnodiging.antwoord != "open":
            blad.ateliers.append((uitnodiging, waar))
            continue
        dag = klok.vandaag(atelier.wanneer)
        wanneer = date_format(atelier.wanneer.astimezone(klok.AMSTERDAM), "l j F, H.i")
        yield Wacht(
            f"atelier-{atelier.pk}",
            _("Kom je ook?"),
            (
                _("“%(titel)s” Het is op %(wanneer)s uur, %(plaats)s. Met één tik zeg je ja of nee.")
                if atelier.plaats
                else _("“%(titel)s” Het is op %(wanneer)s uur. Met één tik zeg je ja of nee.")
            )
            % {"titel": atelier.titel, "wanneer": wanneer, "plaats": atelier.plaats},
            _("Bekijk de uitnodiging"),
            waar,
            (0 if atelier.wanneer - now <= DICHTBIJ else 2, dag),
        )


def _verslag(v: MijnVerslag) -> Wacht:
    dag = date_format(klok.vandaag(v.gesprek.wanneer), "j F")
    if v.wacht_op_ons:
        titel, zin = _("Je opmerking is binnen"), _("We kijken ernaar. Je kunt het verslag altijd teruglezen.")
    elif v.is_aangepast:
        titel = _("We hebben het verslag aangepast")
        zin = _("Het gaat over het gesprek van %(dag)s. Kijk je of het nu klopt?") % {"dag": dag}
    else:
        titel = _("Het verslag van ons gesprek is klaar")
        zin = _("We spraken elkaar op %(dag)s. Kijk je of het klopt? Het is kort.") % {"dag": dag}
    waar = reverse("mijn_verslag", args=[v.verslag.pk])
    # What the kerngroep looks at now does not press.
    return Wacht(f"verslag-{v.verslag.pk}", titel, zin, _("Lees het verslag"), waar,
                 (5 if v.wacht_op_ons else 1, klok.vandaag(v.versie.op)))  # fmt: skip


def _plan(persoon: Persoon, blad: Startblad) -> Iterator[Wacht]:
    plan = blad.plan
    if plan is None:
        return
    gezegd = list(PlanReactie.objects.filter(plan=plan, persoon=persoon).values_list("afgehandeld_op", flat=True))
    blad.plan_gezegd, blad.plan_beantwoord = bool(gezegd), any(gezegd)
    blad.plan_wacht = not gezegd and bool(beleid.mag(Rol.PERSOON, "plan.reageren", plan.staat))
    if blad.plan_wacht:
        yield Wacht(
            "plan",
            _("Het plan is er: klopt het?"),
            _("Je ziet eerst wat er van jou in staat. Dan zeg je of het klopt."),
            _("Kijk naar het plan"),
            reverse("mijn_plan", args=[plan.uid]),
            (3, klok.vandaag(plan.gepresenteerd_op) if plan.gepresenteerd_op else date.max),
        )


def _projecten(persoon: Persoon, blad: Startblad, now: datetime) -> Iterator[Wacht]:
    for project in projecten_van(persoon):
        waar = adres("mijn_project", nummer=project.pk)
        if not waar:
            continue
        laatst = getattr(project, "laatste_bericht", None) or project.created_at
        if project.afgerond_op is None and now - laatst >= VRAAG_NA:
            yield Wacht(
                f"project-{project.pk}",
                _("%(project)s: hoe gaat het?") % {"project": project.naam},
                _("Jij trekt dit project. We hoorden er een tijdje niets van. Eén tik is genoeg."),
                _("Vertel hoe het gaat"),
                waar,
                (4, klok.vandaag(laatst)),
            )
        else:
            blad.projecten.append((project, waar))
