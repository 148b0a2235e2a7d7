"""The projects in time as a picture: pure geometry in whole numbers; one template draws it, a table stands behind it.

A bar a project: from its start to its end, or open towards the right when it still goes on; diamonds are milestones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketens.enums import ProjectStaat
from leefsturing.lib import klok
from leefsturing.lib.zetwerk import kort

BREEDTE, NAAM, RECHTS = 960, 264, 24
KOP, RIJ, VOET, LETTER = 48, 30, 26, 13
_STAPPEN = (1, 2, 3, 6, 12, 24, 60, 120)  # months between two marks
MEESTE_MERKEN = 11


@dataclass(frozen=True)
class Balk:
    """One project in time: when it begins, when it was ready, and what it wants to reach by when."""

    pk: int
    naam: str
    staat: str
    staat_label: str
    begin: date
    eind: date | None
    mijlpalen: tuple[tuple[date, str, bool], ...] = ()  # day, what, reached


def balk_van(project: Any) -> Balk:
    """The bar of a project whose milestones are read already."""
    mijlpalen = sorted(((m.gehaald_op or m.uiterlijk, m.wat, m.gehaald_op is not None) for m in
                        project.mijlpalen.all()), key=lambda m: m[:2])  # fmt: skip
    return Balk(
        pk=project.pk,
        naam=project.naam,
        staat=project.staat,
        staat_label=str(project.get_staat_display()),
        begin=project.gestart_op or klok.vandaag(project.created_at),
        eind=project.afgerond_op,
        mijlpalen=tuple(mijlpalen),
    )


@dataclass(frozen=True)
class Punt:
    """A milestone on a bar."""

    pad: str
    titel: str
    gehaald: bool


@dataclass(frozen=True)
class Rij:
    """A project in the drawing."""

    balk: Balk
    tekst: str
    y: int
    tekst_y: int
    x: int
    breedte: int
    pijl: str
    kruis: str
    punten: list[Punt]


@dataclass(frozen=True)
class Tekening:
    """The drawing: sizes, the marks of months, today, and a row for each project."""

    zin: str
    breedte: int
    hoogte: int
    onder: int
    vandaag_x: int
    merken: list[tuple[int, str]]
    rijen: list[Rij]


def tekening(balken: Sequence[Balk], *, dag: date) -> Tekening | None:
    """The timeline of ``balken`` on ``dag``, what began first on top; None without any."""
    if not balken:
        return None
    op_volgorde = sorted(balken, key=lambda b: (b.begin, b.naam))
    dagen = [d for b in balken for d in (b.begin, b.eind or dag, *(m[0] for m in b.mijlpalen))]
    van = min([*dagen, dag]).replace(day=1)
    tot = max([*dagen, dag]) + timedelta(days=20)
    schaal = _Schaal(van, max(1, (tot - van).days))
    rijen = [_rij(b, n, dag, schaal) for n, b in enumerate(op_volgorde)]
    onder = KOP + len(rijen) * RIJ
    loopt = sum(b.staat == ProjectStaat.GESTART for b in balken)
    zin = ngettext("Tijdlijn van één project", "Tijdlijn van %(n)s projecten", len(balken)) % {"n": len(balken)}
    return Tekening(
        zin=_("%(zin)s, van %(van)s tot %(tot)s. Er lopen er nu %(loopt)s.")
        % {"zin": zin, "van": date_format(van, "F Y"), "tot": date_format(tot, "F Y"), "loopt": loopt},
        breedte=BREEDTE,
        hoogte=onder + VOET,
        onder=onder,
        vandaag_x=schaal.x(dag),
        merken=_merken(van, tot, schaal),
        rijen=rijen,
    )


@dataclass(frozen=True)
class _Schaal:
    van: date
    dagen: int

    def x(self, dag: date) -> int:
        """Where a day stands."""
        return NAAM + round((BREEDTE - NAAM - RECHTS) * (dag - self.van).days / self.dagen)


def _merken(van: date, tot: date, schaal: _Schaal) -> list[tuple[int, str]]:
    maanden = (tot.year - van.year) * 12 + tot.month - van.month + 1
    stap = next((s for s in _STAPPEN if maanden / s <= MEESTE_MERKEN), _STAPPEN[-1])
    uit, dag = [], van
    while dag <= tot:
        vorm = "Y" if stap >= 12 else "M Y" if dag.month <= stap or dag == van else "M"
        if schaal.x(dag) <= BREEDTE - 60:
            uit.append((schaal.x(dag), date_format(dag, vorm)))
        jaar, maand = divmod(dag.year * 12 + dag.month - 1 + stap, 12)
        dag = date(jaar, maand + 1, 1)
    return uit


def _rij(balk: Balk, nummer: int, dag: date, schaal: _Schaal) -> Rij:
    y = KOP + nummer * RIJ
    x, eind = schaal.x(balk.begin), schaal.x(balk.eind or max(dag, balk.begin))
    breed, midden = max(10, eind - x), y + RIJ // 2
    rechts = x + breed
    return Rij(
        balk=balk,
        tekst=kort(balk.naam, LETTER, NAAM - 16),
        y=y + 8,
        tekst_y=midden + 4,
        x=x,
        breedte=breed,
        # Still going on: the bar points to what comes.
        pijl=f"M{rechts} {y + 8}l9 7l-9 7z" if balk.staat == ProjectStaat.GESTART else "",
        kruis=f"M{rechts - 5} {midden - 6}l10 12m0 -12l-10 12" if balk.staat == ProjectStaat.GESTOPT else "",
        punten=[
            Punt(
                pad=f"M{schaal.x(m)} {midden - 8}l8 8l-8 8l-8 -8z",
                titel=f"{wat}: {date_format(m, 'j F Y')}",
                gehaald=gehaald,
            )
            for m, wat, gehaald in balk.mijlpalen
        ],
    )
