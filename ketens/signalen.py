"""What the tool sees about projects and ketens: no early success, pulled by the gemeente, silent (M27, M31, M72);
an initiative taken over (M63), a keten that cannot start or is broken (M73), an overheid that stays (M74)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketens import selectors
from ketens.enums import Kracht
from ketens.selectors.ketens import levende_ketens
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
class Overgenomen:
    """A project of the overheid on an initiatief that somebody else owns."""

    pk: int
    naam: str
    initiatief: str


@dataclass(frozen=True)
class Ring:
    """A living keten: how many schakels, how many strong and broken ones, and those of the overheid that stay."""

    pk: int
    naam: str
    schakels: int
    sterk: int
    gebroken: int
    blijft: tuple[str, ...] = ()
    te_lang: tuple[str, ...] = ()


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
    overgenomen: tuple[Overgenomen, ...] = ()
    ketens: tuple[Ring, ...] = ()


def snapshot(traject: Traject, now: datetime) -> Staat:
    """Reads the projects and ketens of a traject: a fixed few queries."""
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
        overgenomen=tuple(
            Overgenomen(p.pk, p.naam, str(p.initiatief)) for p in selectors.overgenomen_van_anderen(traject)
        ),
        ketens=tuple(_ring(keten, dag) for keten in levende_ketens(traject)),
    )


def _ring(keten: Any, dag: date) -> Ring:
    hier = [s for s in keten.schakels.all() if not s.is_weg(dag)]
    overheid = [s for s in hier if s.is_overheid]
    return Ring(
        pk=keten.pk,
        naam=keten.naam,
        schakels=len(hier),
        sterk=sum(s.kracht == Kracht.STERK for s in hier),
        gebroken=sum(s.kracht == Kracht.GEBROKEN for s in hier),
        blijft=tuple(s.naam for s in overheid if s.stapt_uit_op is None),
        te_lang=tuple(s.naam for s in overheid if s.stapt_uit_op and s.stapt_uit_op < dag),
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


def initiatief_overgenomen(staat: Staat) -> Iterator[Waarneming]:
    """The overheid pulls a project that builds on somebody else's initiatief (M63)."""
    for project in staat.overgenomen:
        yield Waarneming(
            str(project.pk),
            _("De overheid trekt “%(naam)s”, dat voortbouwt op het initiatief “%(initiatief)s” van een ander.")
            % {"naam": project.naam[:80], "initiatief": project.initiatief[:80]},
            reverse("project", kwargs={"slug": staat.slug, "nummer": project.pk}),
            _("Vraag de eigenaar wie het trekt"),
        )


def _bij(staat: Staat, keten: Ring, wat: str, volgende: str) -> Waarneming:
    adres = reverse("keten", kwargs={"slug": staat.slug, "nummer": keten.pk})
    return Waarneming(str(keten.pk), wat % {"naam": keten.naam[:80]}, adres, volgende)


def keten_zonder_sterkste(staat: Staat) -> Iterator[Waarneming]:
    """A keten is started with its strongest schakels, and this one has none (M73)."""
    for keten in staat.ketens:
        if not keten.sterk:
            yield _bij(
                staat, keten, _("De keten “%(naam)s” heeft nog geen sterke schakel."), _("Zoek wie ermee begint")
            )


def keten_gebroken(staat: Staat) -> Iterator[Waarneming]:
    """A schakel is broken: that side lies still (M73)."""
    for keten in staat.ketens:
        if keten.gebroken:
            yield _bij(staat, keten, _("De keten “%(naam)s” is op een plek gebroken."), _("Kijk wie die plek inneemt"))


def overheid_blijft(staat: Staat) -> Iterator[Waarneming]:
    """The overheid sits in a keten without a day to step out, or past it (M74)."""
    for keten in staat.ketens:
        if keten.blijft:
            yield _bij(
                staat,
                keten,
                _("In de keten “%(naam)s” heeft de overheid nog geen dag om eruit te stappen."),
                _("Spreek een dag af"),
            )
        elif keten.te_lang:
            yield _bij(
                staat,
                keten,
                _("In de keten “%(naam)s” is de dag voorbij waarop de overheid eruit zou stappen."),
                _("Draag het over, of spreek een nieuwe dag af"),
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
    Regel(
        "project.overgenomen",
        "M63",
        Ernst.MIDDEN,
        gettext_lazy("Wie iets begon, blijft eigenaar. Wordt het overgenomen, dan stopt de volgende met beginnen."),
        initiatief_overgenomen,
    ),
    Regel(
        "keten.zonder_sterkste",
        "M73",
        Ernst.MIDDEN,
        gettext_lazy("Een keten begint met wie het het liefst wil. De anderen volgen."),
        keten_zonder_sterkste,
    ),
    Regel(
        "keten.gebroken",
        "M73",
        Ernst.HOOG,
        gettext_lazy("Valt er een schakel weg, dan hangt de rest los tot iemand de plek inneemt."),
        keten_gebroken,
    ),
    Regel(
        "keten.overheid_blijft",
        "M74",
        Ernst.MIDDEN,
        gettext_lazy(
            "De overheid helpt op gang en stapt er op tijd uit. Een dag afspreken maakt dat de rest erop rekent."
        ),
        overheid_blijft,
    ),
)


def meld_aan() -> None:
    """Called once, when the app is ready."""
    signalen.registreer("ketens", snapshot, REGELS)
