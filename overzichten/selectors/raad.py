"""The dashboard of a raadslid: main lines only, and nothing about a person (M8, M81).

Projects and ketens are not open to a raadslid: they are counted here, by side of the triangle, and named when they are
a quick success. Five queries, whatever the size of the traject.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Count, DateTimeField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketens.enums import ProjectStaat
from ketens.models import Keten, Project, Schakel
from leefsturing.lib import klok
from overzichten.groepen import NIEMAND, WieTrekt, wie_trekt
from overzichten.selectors.agenda import Succes
from overzichten.selectors.pijlers import lijn_voor
from pijlers.beeld import Lijn
from pijlers.models import Effect, Pijler
from pijlers.selectors import effecten, levende_pijlers
from plannen.enums import PlanStaat
from plannen.models import Plan
from toegang.enums import Rol
from trajecten.enums import Zijde
from trajecten.models import Besluitmoment, Persoon, Traject

MAX_EFFECTEN = 3
MAX_SUCCESSEN = 6
MAX_BESLUITEN = 6
MAX_VERHAAL = 260
_KOLOMMEN = ("r_soort", "r_nummer", "r_tekst", "r_bij", "r_aantal", "r_moment")


@dataclass(frozen=True)
class EffectBeeld:
    """An effect with its small line and its story; a figure without its story is not shown (M81)."""

    effect: Effect
    lijn: Lijn | None
    verhaal: str


@dataclass(frozen=True)
class PijlerBeeld:
    """A pijler with what moves under it."""

    pijler: Pijler
    effecten: list[EffectBeeld]
    meer: int


@dataclass(frozen=True)
class Besluitpunt:
    """What comes for decision: about what, by whom, when."""

    onderwerp: str
    orgaan: str
    datum: date
    te_laat: bool


@dataclass(frozen=True)
class PlanBeeld:
    """The last version of the plan that left the kerngroep."""

    nummer: int
    versie: int
    staat: PlanStaat
    sinds: date

    @property
    def is_vastgesteld(self) -> bool:
        """Decided upon."""
        return self.staat == PlanStaat.VASTGESTELD


@dataclass(frozen=True)
class Raadsbeeld:
    """The page."""

    dag: date
    pijlers: list[PijlerBeeld]
    zonder_verhaal: list[Effect]
    successen: list[Succes]
    trekkers: WieTrekt
    ketens: int
    zonder_overheid: int
    besluiten: list[Besluitpunt]
    plan: PlanBeeld | None

    @property
    def ketenzin(self) -> str:
        """How many ketens go on by themselves (M74); nothing while there are none."""
        if not self.ketens:
            return ""
        if not self.zonder_overheid:
            return _("Nog geen keten gaat door zonder de gemeente.")
        return ngettext(
            "%(n)s van de %(alle)s ketens gaat door zonder de gemeente.",
            "%(n)s van de %(alle)s ketens gaan door zonder de gemeente.",
            self.zonder_overheid,
        ) % {"n": self.zonder_overheid, "alle": self.ketens}


def raadsbeeld(*, actor: Any, traject: Traject, now: datetime) -> Raadsbeeld:
    """Everything on the page at ``now``; five queries."""
    dag = klok.vandaag(now)
    per_pijler: dict[int, list[Effect]] = defaultdict(list)
    for effect in effecten(actor, traject, zonder_kleine_groepen=True):
        per_pijler[effect.pijler_id].append(effect)
    pijlers = list(levende_pijlers(actor, traject))
    rijen = _rijen(actor, traject)
    return Raadsbeeld(
        dag=dag,
        pijlers=[_pijler(p, per_pijler[p.pk]) for p in pijlers],
        zonder_verhaal=[e for p in pijlers for e in per_pijler[p.pk] if e.metingen.all() and not e.verhaal.strip()],
        successen=_successen(rijen["succes"], rijen["mens"])[:MAX_SUCCESSEN],
        trekkers=wie_trekt({r[2] or NIEMAND: r[4] for r in rijen["kant"]}),
        ketens=sum(r[4] for r in rijen["keten"]),
        zonder_overheid=sum(r[1] for r in rijen["keten"]),
        besluiten=[_besluit(r, dag) for r in sorted(rijen["besluit"], key=lambda r: (r[5], r[1]))][:MAX_BESLUITEN],
        plan=next((_plan(r) for r in rijen["plan"]), None),
    )


def _pijler(pijler: Pijler, alle: list[Effect]) -> PijlerBeeld:
    """Effects with a story first; one with a figure and no story keeps its name only."""
    beelden = [EffectBeeld(e, lijn_voor(e, op_hoofdlijnen=True), _kort(e.verhaal)) for e in alle]
    beelden.sort(key=lambda b: (b.lijn is None, b.effect.pk))
    return PijlerBeeld(pijler, beelden[:MAX_EFFECTEN], max(0, len(beelden) - MAX_EFFECTEN))


def _kort(verhaal: str) -> str:
    """The first paragraph of a story, and no more sentences of it than fit."""
    eerste = verhaal.strip().split("\n\n")[0]
    if len(eerste) <= MAX_VERHAAL:
        return eerste
    kort = ""
    for zin in re.split(r"(?<=[.!?])\s+", eerste):
        if kort and len(kort) + len(zin) > MAX_VERHAAL:
            break
        kort = f"{kort} {zin}".strip()
    return kort if len(kort) <= MAX_VERHAAL else f"{kort[: MAX_VERHAAL - 1].rsplit(' ', 1)[0]}…"


def _deel(
    qs: QuerySet[Any],
    soort: str,
    *,
    nummer: Any = None,
    tekst: Any = "",
    bij: Any = "",
    aantal: Any = 0,
    moment: Any = None,
) -> QuerySet[Any]:
    """A part of the union: six columns of the same kinds."""

    def als(waarde: Any, veld: Any) -> Any:
        return Cast(waarde if hasattr(waarde, "resolve_expression") else Value(waarde), veld)

    return qs.annotate(
        r_soort=Value(soort, CharField()),
        r_nummer=als(nummer, IntegerField()),
        r_tekst=als(tekst, CharField()),
        r_bij=als(bij, CharField()),
        r_aantal=als(aantal, IntegerField()),
        r_moment=als(moment, DateTimeField()),
    ).values_list(*_KOLOMMEN)


def _rijen(actor: Any, traject: Traject) -> dict[str, list[Any]]:
    """Projects, ketens, decisions and plan in one query, by kind."""
    levend = Project.objects.for_traject(traject).levend()
    laatste = levend.snelle_successen().order_by("-created_at", "-pk").values("pk")[:MAX_SUCCESSEN]
    successen = Project.objects.filter(pk__in=laatste).order_by()
    trekker = Concat(
        Coalesce("trekker__voornaam", Value("")), Value("|"), Coalesce("trekker__achternaam", Value("")), Value("|"),
        F("staat"), output_field=CharField(),
    )  # fmt: skip
    # Whoever of the traject is called whole in one of those names: a trekker may write there what they like.
    heet_zo = successen.filter(naam__icontains=OuterRef("achternaam")).filter(naam__icontains=OuterRef("voornaam"))
    mensen = Persoon.objects.for_traject(traject).exclude(achternaam="").exclude(voornaam="").order_by()
    besluiten = Besluitmoment.objects.visible_to(actor).for_traject(traject).nog_open().order_by()
    plannen = Plan.objects.visible_to(actor).for_traject(traject).leesbaar_als(Rol.RAADSLID).order_by("-nummer")
    plan = Plan.objects.filter(pk__in=plannen.values("pk")[:1]).order_by()
    sinds = Coalesce("vastgesteld_op", "gepresenteerd_op", "created_at")
    overheid = Schakel.objects.filter(keten=OuterRef("pk"), vertrokken_op=None, partij__zijde=Zijde.OVERHEID)
    ketens = Keten.objects.for_traject(traject).levend().order_by().values("traject")
    delen = [
        _deel(successen, "succes", nummer=F("pk"), tekst=F("naam"), bij=trekker, moment=F("created_at")),
        _deel(mensen.filter(Exists(heet_zo)), "mens", tekst=F("achternaam"), bij=F("voornaam")),
        _deel(
            levend.order_by().values("trekker_zijde"), "kant", tekst=F("trekker_zijde"), aantal=Count("pk")
        ),
        _deel(ketens, "keten", nummer=Count("pk", filter=Q(~Exists(overheid))), aantal=Count("pk")),
        _deel(besluiten, "besluit", nummer=F("pk"), tekst=F("onderwerp"), bij=F("orgaan"), moment=F("datum")),
        _deel(plan, "plan", nummer=F("pk"), tekst=F("staat"), aantal=F("nummer"), moment=sinds),
    ]  # fmt: skip
    per_soort: dict[str, list[Any]] = defaultdict(list)
    for rij in delen[0].union(*delen[1:], all=True):
        per_soort[rij[0]].append(rij)
    return per_soort


def _successen(rijen: list[Any], mensen: list[Any]) -> list[Succes]:
    return [_succes(rij, mensen) for rij in sorted(rijen, key=lambda r: r[5], reverse=True)]


def _succes(rij: Any, mensen: list[Any]) -> Succes:
    """A quick success by its name, unless somebody named it after its trekker, or after anybody else whole."""
    _soort, _nummer, naam, bij, _aantal, moment = rij
    voornaam, achternaam, staat = bij.split("|")[0], "|".join(bij.split("|")[1:-1]), bij.rsplit("|", 1)[1]
    van_trekker = any(len(deel) > 2 and _staat_in(deel, naam) for deel in (voornaam, achternaam))
    if van_trekker or any(_staat_in(m[2], naam) and _staat_in(m[3], naam) for m in mensen):
        naam = _("Een snel succes in de wijk")
    return Succes(naam, klok.vandaag(moment), ProjectStaat(staat), "")


def _staat_in(deel: str, naam: str) -> bool:
    return re.search(rf"\b{re.escape(deel)}\b", naam, re.IGNORECASE) is not None


def _besluit(rij: Any, dag: date) -> Besluitpunt:
    datum = klok.vandaag(rij[5])
    return Besluitpunt(rij[2], rij[3], datum, datum < dag)


def _plan(rij: Any) -> PlanBeeld:
    return PlanBeeld(rij[1], rij[4], PlanStaat(rij[2]), klok.vandaag(rij[5]))
