"""The daily run: who is reminded of what. Pure rules over a snapshot, one mail a day, each thing once per period.

An app registers kinds: ``laad(traject, dag)`` reads what it needs in a few queries, ``verschuldigd(beeld, dag)`` is a
pure function that says what is due, ``punt(beeld, v, adres)`` puts one thing in words at the moment of sending.
What is due by then no longer is left out; when nothing is left, the mail does not go.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from berichten import opmaak
from berichten.enums import BerichtStaat
from berichten.models import Bericht, Herinnering
from berichten.registratie import Aanleiding, Klasse, Knop, Mail, Punt
from berichten.registratie import register as aanleidingen
from berichten.services import plan_bericht, reden_om_niet
from leefsturing.lib import klok
from toegang.logboek import actor_code
from toegang.models import Gebruiker
from trajecten.models import Persoon, Traject
from werk.models import Taak
from werk.services import plan_taak

logger = logging.getLogger(__name__)
DAG, TAAKSOORT = "herinnering.dag", "herinneringen.dag"
VANAF, TOT = time(8, 0), time(20, 0)
Adres = Callable[[str], str]


@dataclass(frozen=True)
class Verschuldigd:
    """Something due: for whom (``gebruiker:7``, ``persoon:12``), about what, and in which period of its own."""

    ontvanger: str
    onderwerp: str
    periode: str


@dataclass(frozen=True)
class Herinneringsoort:
    """One kind of reminder; ``kop`` is the subject line when it is all there is for a persoon."""

    naam: str
    laad: Callable[[Traject, date], Any]
    verschuldigd: Callable[[Any, date], set[Verschuldigd]]
    punt: Callable[[Any, Verschuldigd, Adres], Punt]
    kop: Any = ""


@dataclass
class Register:
    """All kinds, in the order in which a mail tells them; refuses a name that is there already."""

    soorten: dict[str, Herinneringsoort] = field(default_factory=dict)
    # What else the daily run does: plans mails of its own for a traject, says how many, and may be called again.
    dagelijks: list[Callable[[Traject, date, datetime], int]] = field(default_factory=list)

    def herinnering(self, soort: Herinneringsoort) -> None:
        """Adds a kind; raises ValueError for a second one of the same name."""
        if soort.naam in self.soorten:
            raise ValueError(f"herinnering {soort.naam} bestaat al")
        self.soorten[soort.naam] = soort

    def elke_dag(self, func: Callable[[Traject, date, datetime], int]) -> None:
        """Adds a part of the daily run with mails of its own occasion; raises ValueError for the same one twice."""
        if func in self.dagelijks:
            raise ValueError(f"{func.__module__}.{func.__qualname__} draait al elke dag")
        self.dagelijks.append(func)


register = Register()


# ── The calendar ──────────────────────────────────────────────────────────────────────────────────────────


def dag_om_te_draaien(now: datetime) -> date | None:
    """The local day whose run is due at ``now``: a working day, between eight and eight."""
    dag, tijd = klok.vandaag(now), now.astimezone(klok.AMSTERDAM).time()
    return dag if klok.is_werkdag(dag) and VANAF <= tijd < TOT else None


def plan_dag(now: datetime) -> None:
    """Tick of the planner: writes the run of today down, once, however often and by however many it is asked.

    Days that were missed are not caught up one by one: the run of today says all that is due.
    """
    dag = dag_om_te_draaien(now)
    if dag and not Taak.objects.filter(soort=TAAKSOORT, onderwerp=dag.isoformat()).exists():
        plan_taak(soort=TAAKSOORT, onderwerp=dag.isoformat(), now=now)


def voer_taak_uit(taak: Taak) -> None:
    """The run of one day; passed over when a later day waits too."""
    if not Taak.objects.filter(soort=TAAKSOORT, onderwerp__gt=taak.onderwerp).exists():
        voer_uit(date.fromisoformat(taak.onderwerp))


# ── The run ───────────────────────────────────────────────────────────────────────────────────────────────


def voer_uit(dag: date, *, now: datetime | None = None) -> int:
    """Plans the mails of ``dag`` for every traject; gives how many things were put in them. Safe to repeat.

    What fails in one traject does not keep the others waiting; it is raised when they are done.
    """
    if not klok.is_werkdag(dag):
        return 0
    now = now or klok.nu()
    aantal, fouten = 0, []
    for traject in Traject.objects.order_by("pk"):
        for deel in (_traject, *register.dagelijks):
            try:
                aantal += deel(traject, dag, now)
            except Exception as error:
                logger.exception("herinneringen van traject %s voor %s", traject.pk, dag)
                fouten.append(error)
    if fouten:
        raise fouten[0]
    return aantal


def _beelden(traject: Traject, dag: date) -> Callable[[Herinneringsoort], Any]:
    """The snapshot of each kind; kinds that load the same share it."""
    geladen: dict[Any, Any] = {}

    def beeld(soort: Herinneringsoort) -> Any:
        if soort.laad not in geladen:
            geladen[soort.laad] = soort.laad(traject, dag)
        return geladen[soort.laad]

    return beeld


def _traject(traject: Traject, dag: date, now: datetime) -> int:
    beeld = _beelden(traject, dag)
    due = [(soort.naam, v) for soort in register.soorten.values() for v in soort.verschuldigd(beeld(soort), dag)]
    sleutels = Herinnering.objects.filter(traject=traject, soort__in=register.soorten)
    bekend = set(sleutels.values_list("soort", "ontvanger", "onderwerp", "periode"))
    per_ontvanger: dict[str, list[tuple[str, Verschuldigd]]] = {}
    for naam, v in due:
        if (naam, v.ontvanger, v.onderwerp, v.periode) not in bekend:
            per_ontvanger.setdefault(v.ontvanger, []).append((naam, v))
    return sum(_bundel(traject, wie, wat, dag, now) for wie, wat in sorted(per_ontvanger.items()))


def _ontvanger(code: str, traject: Traject) -> dict[str, Persoon | Gebruiker]:
    """Whoever takes part in this traject; nobody else is ever reminded."""
    soort, _sep, nummer = code.partition(":")
    gevonden: Persoon | Gebruiker | None = (
        Persoon.objects.filter(pk=nummer, traject=traject).first()
        if soort == "persoon"
        else Gebruiker.objects.filter(pk=nummer, deelnames__traject=traject).first()
    )
    return {soort: gevonden} if gevonden else {}


def _bundel(traject: Traject, code: str, wat: list[tuple[str, Verschuldigd]], dag: date, now: datetime) -> int:
    """One mail to one recipient; what comes up after it left waits for the next working day."""
    ontvanger: Any = _ontvanger(code, traject)
    if not ontvanger:
        return 0
    with transaction.atomic():
        bericht = plan_bericht(aanleiding=DAG, periode=dag.isoformat(), traject=traject, now=now, **ontvanger)
        # Touching the row keeps a worker from taking it before what it has to say is written down.
        open_rij = Bericht.objects.filter(pk=bericht.pk, staat=BerichtStaat.GEPLAND).update(gebeld_tot=None)
        if not open_rij and not reden_om_niet(aanleidingen.aanleidingen[DAG], bericht.ontvanger):
            return 0
        rijen = [
            Herinnering(
                traject=traject, bericht=bericht, soort=naam, ontvanger=code, onderwerp=v.onderwerp, periode=v.periode
            )
            for naam, v in wat
        ]
        return len(Herinnering.objects.bulk_create(rijen, ignore_conflicts=True))


# ── The mail ──────────────────────────────────────────────────────────────────────────────────────────────


def _punten(bericht: Bericht, dag: date) -> list[tuple[Herinneringsoort, Punt]]:
    """What the mail has to say by now, in words."""
    beeld = _beelden(bericht.traject, dag)

    def adres(pad: str) -> str:
        return opmaak.persoonlijk_adres(bericht, pad) if bericht.persoon_id else opmaak.adres_op_site(pad)

    rijen = list(bericht.herinneringen.all())
    result = []
    for soort in register.soorten.values():
        mijn = {(r.ontvanger, r.onderwerp) for r in rijen if r.soort == soort.naam}
        if mijn:
            nog = [v for v in soort.verschuldigd(beeld(soort), dag) if (v.ontvanger, v.onderwerp) in mijn]
            result += [(soort, soort.punt(beeld(soort), v, adres)) for v in sorted(nog, key=lambda v: v.onderwerp)]
    # Two kinds that lead one person to the same page are one thing to do: the first says it.
    return list({punt.url: (soort, punt) for soort, punt in reversed(result)}.values())[::-1]


def _dag(bericht: Bericht, now: datetime) -> date:
    """The day to look at: today, or the day it is meant for when that is still to come."""
    return max(klok.vandaag(now), date.fromisoformat(bericht.periode))


def _mag_nog(bericht: Bericht) -> str | None:
    return None if _punten(bericht, _dag(bericht, klok.nu())) else str(_("Waar het om ging, is intussen gedaan."))


def _maak(bericht: Bericht, now: datetime) -> Mail:
    punten = _punten(bericht, _dag(bericht, now))
    if bericht.persoon:
        soort, eerste = punten[0]
        return Mail(
            titel=soort.kop,
            alineas=[_("Dag %(naam)s,") % {"naam": bericht.persoon.aanhef}, *(p.uitleg for _s, p in punten)],
            punten=[p for _s, p in punten[1:]],
            knop=Knop(eerste.tekst, eerste.url),
            slot=[_("Geen tijd? Dat is geen probleem. Je hoeft niets te doen.")],
        )
    wie: Any = bericht.gebruiker
    aantal = len(punten)
    return Mail(
        titel=ngettext(
            "Eén ding wacht op je in %(traject)s", "%(aantal)s dingen wachten op je in %(traject)s", aantal
        )
        % {"aantal": aantal, "traject": bericht.traject.naam},
        alineas=[_("Dag %(naam)s,") % {"naam": wie.get_short_name()}],
        punten=[p for _s, p in punten],
        slot=[_("Je krijgt hooguit één zo'n mail per werkdag, en over hetzelfde niet elke dag.")],
    )  # fmt: skip


def meld_aan() -> None:
    """Called once, when the app is ready."""
    aanleidingen.aanleiding(
        Aanleiding(
            DAG,
            Klasse.B,
            render=_maak,
            mag_nog=_mag_nog,
            actie="comaker.bekijken",
            omschrijving=gettext_lazy("herinnering aan wat wacht"),
        )
    )


def code_van(ontvanger: Persoon | Gebruiker) -> str:
    """How a recipient is written down."""
    return actor_code(ontvanger)
