"""What the tool sees about projects: no early success, pulled by the gemeente, silent (M27, M31, M72)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketens import selectors
from leefsturing.lib import klok
from trajecten import signalen
from trajecten.enums import Ernst
from trajecten.models import Traject
from trajecten.signalen import Regel, Waarneming

MIN_TREKKERS = 3  # below this a share says nothing


@dataclass(frozen=True)
class Stil:
    """A running project and how many days nobody said anything about it."""

    pk: int
    naam: str
    dagen: int


@dataclass(frozen=True)
class Staat:
    """The snapshot: everything the rules below look at."""

    slug: str
    dag: date
    deel_van_planperiode: float
    heeft_succes: bool
    van_buiten: int
    overheid: int
    norm_stilte: int
    lopend: tuple[Stil, ...] = ()


def snapshot(traject: Traject, now: datetime) -> Staat:
    """Reads the projects of a traject: three queries."""
    dag = klok.vandaag(now)
    wie = selectors.trekkers(traject)
    return Staat(
        slug=traject.slug,
        dag=dag,
        deel_van_planperiode=traject.deel_van_planperiode(dag),
        heeft_succes=selectors.eerste_succes(traject) is not None,
        van_buiten=wie.van_buiten,
        overheid=next(n for waarde, _label, n in wie.zijden if waarde == "overheid"),
        norm_stilte=traject.norm_stilte_dagen,
        lopend=tuple(
            Stil(p.pk, p.naam, (dag - klok.vandaag(p.gehoord)).days)  # type: ignore[attr-defined] # annotated
            for p in selectors.laatst_iets_gehoord(traject)
        ),
    )


def geen_succes(staat: Staat) -> Iterator[Waarneming]:
    """A third of the planperiode has passed and nothing small was taken up yet (M31)."""
    if staat.deel_van_planperiode >= 1 / 3 and not staat.heeft_succes:
        yield Waarneming(
            "",
            _("Een derde van de planperiode is om en er is nog geen snel succes."),
            reverse("project_nieuw", kwargs={"slug": staat.slug}),
            _("Maak van een wens een snel succes"),
        )


def trekkers_van_gemeente(staat: Staat) -> Iterator[Waarneming]:
    """More projects are pulled by the overheid than by people from outside it (M72)."""
    if staat.overheid + staat.van_buiten >= MIN_TREKKERS and staat.overheid > staat.van_buiten:
        yield Waarneming(
            "",
            _("De overheid trekt %(over)s projecten, mensen van buiten %(buiten)s.")
            % {"over": staat.overheid, "buiten": staat.van_buiten},
            reverse("projecten", kwargs={"slug": staat.slug}) + "?zijde=overheid",
            _("Kijk wie het kan overnemen"),
        )


def stil_project(staat: Staat) -> Iterator[Waarneming]:
    """Nobody said anything about a running project for longer than the norm (M27)."""
    for project in staat.lopend:
        if project.dagen > staat.norm_stilte:
            yield Waarneming(
                str(project.pk),
                _("Over “%(naam)s” is al %(dagen)s dagen niets gehoord.")
                % {"naam": project.naam[:80], "dagen": project.dagen},
                reverse("project", kwargs={"slug": staat.slug, "nummer": project.pk}),
                _("Vraag de trekker hoe het gaat"),
            )


REGELS = (
    Regel(
        "project.geen_succes",
        "M31",
        Ernst.MIDDEN,
        gettext_lazy("Een wens die snel lukt, laat zien dat praten iets oplevert. Dat houdt mensen erbij."),
        geen_succes,
    ),
    Regel(
        "project.trekkers_overheid",
        "M72",
        Ernst.MIDDEN,
        gettext_lazy("Een project dat de wijk zelf trekt, gaat door als de overheid een stap terug doet."),
        trekkers_van_gemeente,
    ),
    Regel(
        "project.stil",
        "M27",
        Ernst.LAAG,
        gettext_lazy("Wie een idee gaf en niets meer hoort, haakt af."),
        stil_project,
    ),
)


def meld_aan() -> None:
    """Called once, when the app is ready."""
    signalen.registreer("ketens", snapshot, REGELS)
