"""The index of search: made by the worker from what the sources hold, and put in step after every change.

A pass reads every row of a traject and writes only what changed since; a word is stemmed once, when it is new.
Nothing here decides what somebody may see: what is found is read again with the rights of that moment.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.db import connection, connections, transaction
from django.db.models import Max, Q, TextField, Value
from django.db.models.functions import Concat

from leefsturing.lib import klok, zoektaal
from leefsturing.lib.zoektabellen import KOLOMMEN, plaats, vergeet_gewiste_woorden
from toegang.models import Logregel
from trajecten.models import Traject, Zoekregel, Zoekwoord
from trajecten.zoekbronnen import Zoekbron, register
from werk.enums import TaakStaat
from werk.models import Taak
from werk.services import plan_taak

TAAKSOORT = "zoeken.bijwerken"
PLUK = 1000
# So many lines of the logboek are looked at again.
TERUGKIJKEN = 500
# A large traject is gone through less often: at most a tenth of the time of a worker goes there.
RUST, HOOGSTENS = 10, timedelta(minutes=2)


def werk_bij(*, traject: Traject) -> dict[str, int]:
    """Brings the index of ``traject`` in step with what is there now; how many rows were written and removed."""
    geschreven = weg = 0
    soorten = list(register.bronnen)
    for bron in register.bronnen.values():
        erbij, eraf = _werk_bron_bij(traject, bron)
        geschreven, weg = geschreven + erbij, weg + eraf
    over = Zoekregel.objects.for_traject(traject).exclude(soort__in=soorten)
    weg += over.delete()[0]
    if geschreven or weg or not Zoekwoord.objects.for_traject(traject).exists():
        _werk_woorden_bij(traject)
    return {"geschreven": geschreven, "weg": weg}


def _stukken(rijen: Iterable[Any]) -> Iterator[list[Any]]:
    loper = iter(rijen)
    while stuk := list(islice(loper, PLUK)):
        yield stuk


def _kenmerk(waarden: list[Any]) -> str:
    # A name for equal content, not a secret; other words in the index when the way of folding changes.
    return hashlib.blake2b(repr((1, waarden)).encode(), digest_size=16).hexdigest()


def _werk_bron_bij(traject: Traject, bron: Zoekbron) -> tuple[int, int]:
    eigen = Zoekregel.objects.for_traject(traject).filter(soort=bron.soort)
    bekend = dict(eigen.values_list("nummer", "kenmerk"))
    manager: Any = bron.model._default_manager
    rijen = manager.for_traject(traject).order_by("pk").values_list("pk", *bron.velden)
    geschreven, laatste = 0, 0
    # By number and not with one long cursor: SQLite lets nobody write who is still reading an older moment.
    while stuk := list(rijen.filter(pk__gt=laatste)[:PLUK]):
        laatste = stuk[-1][0]
        anders = [pk for pk, *waarden in stuk if bekend.pop(pk, None) != _kenmerk(waarden)]
        geschreven += _schrijf(traject, bron, rijen.filter(pk__in=anders)) if anders else 0
    weg = 0
    for stuk in _stukken(bekend):
        weg += eigen.filter(nummer__in=stuk).delete()[0]
    return geschreven, weg


def _op_slot(traject: Traject) -> None:
    """Who writes here and who erases somebody stand in one queue: nobody writes what was read before an erasure."""
    Traject.objects.select_for_update().get(pk=traject.pk)


def _schrijf(traject: Traject, bron: Zoekbron, rijen: Any) -> int:
    """Reads these rows once more, now that nobody erases, and writes their words."""
    with transaction.atomic():
        _op_slot(traject)
        regels = [
            Zoekregel(
                traject=traject, soort=bron.soort, nummer=pk, kenmerk=_kenmerk(waarden), **_kolommen(bron, waarden)
            )
            for pk, *waarden in rijen
        ]
        Zoekregel.objects.bulk_create(
            regels,
            update_conflicts=True,
            unique_fields=["traject", "soort", "nummer"],
            update_fields=[*KOLOMMEN, "kenmerk"],
        )
    return len(regels)


def _kolommen(bron: Zoekbron, waarden: list[Any]) -> dict[str, str]:
    """The folded words of each column, each word once: the index asks whether a word is there, not how often."""
    loper = iter(waarden)
    gehouden: set[str] = set()
    kolommen = {}
    for kolom in KOLOMMEN:
        tekst = " ".join(str(w) for w in islice(loper, len(getattr(bron, kolom))) if w)
        nieuw = [w for w in dict.fromkeys(zoektaal.woorden(tekst)) if w not in gehouden]
        gehouden.update(nieuw)
        kolommen[kolom] = " ".join(nieuw)
    return kolommen


def _woorden_die_er_staan(traject: Traject) -> set[str]:
    staan: set[str] = set()
    for kolommen in Zoekregel.objects.for_traject(traject).values_list(*KOLOMMEN).iterator(chunk_size=PLUK):
        for kolom in kolommen:
            staan.update(kolom.split())
    return staan


def _laatste_gewist(traject: Traject) -> int:
    gewist = Logregel.objects.filter(traject_nummer=traject.pk, werkwoord="persoon.gewist")
    return gewist.aggregate(laatste=Max("pk"))["laatste"] or 0


def _werk_woorden_bij(traject: Traject) -> None:
    """Every word that stands in a row of the index, and no other."""
    gewist, staan = _laatste_gewist(traject), _woorden_die_er_staan(traject)
    with transaction.atomic():
        _op_slot(traject)
        if _laatste_gewist(traject) != gewist:
            staan = _woorden_die_er_staan(traject)
        bekend = dict(Zoekwoord.objects.for_traject(traject).values_list("woord", "pk"))
        nieuw = [Zoekwoord(traject=traject, woord=w, stam=zoektaal.stam(w)) for w in sorted(staan - set(bekend))]
        for stuk in _stukken(nieuw):
            Zoekwoord.objects.bulk_create(stuk, ignore_conflicts=True)
        for pks in _stukken(pk for woord, pk in bekend.items() if woord not in staan):
            Zoekwoord.objects.filter(pk__in=pks).delete()


def vergeet(*, traject: Traject, rijen: Iterable[tuple[str, Iterable[int]]], namen: Iterable[str]) -> None:
    """Takes rows of the index out, now: those of the given rows, and every one in which one of ``namen`` stands.

    ``rijen`` are (label of the model, numbers). The worker makes anew what may be found again. Part of a transaction.
    """
    _op_slot(traject)
    alles = Zoekregel.objects.for_traject(traject)
    welke = Q(pk__in=[])
    for label, nummers in rijen:
        for bron in register.van_model([label]):
            welke |= Q(soort=bron.soort, nummer__in=list(nummers))
    for woord in {w for naam in namen for w in zoektaal.woorden(naam) if len(w) > 1}:
        welke |= Q(heel__contains=f" {woord} ")
    heel = Concat(
        Value(" "), "titel", Value(" "), "tekst", Value(" "), "besloten", Value(" "), output_field=TextField()
    )
    weg = list(alles.annotate(heel=heel).filter(welke).values_list("pk", *KOLOMMEN))
    woorden = {w for _pk, *kolommen in weg for kolom in kolommen for w in kolom.split()}
    for stuk in _stukken(pk for pk, *_ in weg):
        alles.filter(pk__in=stuk).delete()
    for stuk in _stukken(woorden):
        Zoekwoord.objects.for_traject(traject).filter(woord__in=stuk).delete()
    if weg:
        vergeet_gewiste_woorden(connection)
    zoekindex_verouderd(traject.pk)


def zoekindex_verouderd(nummer: int, *, now: datetime | None = None) -> None:
    """The worker looks through the traject again, once for many changes, and a large one less often."""
    now = now or klok.nu()
    laatste = (
        Taak.objects.filter(soort=TAAKSOORT, onderwerp=str(nummer), klaar_op__isnull=False).order_by("-pk").first()
    )
    na = now
    if laatste and laatste.begonnen_op and laatste.klaar_op:
        duur = laatste.klaar_op - laatste.begonnen_op
        na = max(now, min(laatste.klaar_op + RUST * duur, now + HOOGSTENS))
    plan_taak(soort=TAAKSOORT, onderwerp=str(nummer), traject_id=nummer, na=na, now=now)


class Volger:
    """Follows the logboek: every change leaves a line there. Two of them at once plan the same work once."""

    def __init__(self) -> None:
        self._hoogste: int | None = None
        self._gezien: set[int] = set()
        self._wacht: set[int] = set()

    def tik(self, now: datetime) -> None:
        """Plans work for every traject in which something happened since the last look."""
        if self._hoogste is None:  # what was before, ``alles_verouderd`` looks at
            self._hoogste = Logregel.objects.aggregate(hoogste=Max("pk"))["hoogste"] or 0
            self._gezien = set(range(self._hoogste - TERUGKIJKEN, self._hoogste + 1))
        # A line gets its number when it is written and is seen when it is committed: not always in that order.
        regels = dict(Logregel.objects.filter(pk__gt=self._hoogste - TERUGKIJKEN).values_list("pk", "traject_nummer"))
        te_doen = self._wacht | {nummer for pk, nummer in regels.items() if nummer and pk not in self._gezien}
        self._hoogste = max(regels, default=self._hoogste)
        self._gezien = set(regels)
        # What changes while the worker is reading is looked at once more when it is ready.
        bezig = Taak.objects.filter(soort=TAAKSOORT, staat=TaakStaat.BEZIG, traject_id__in=te_doen)
        self._wacht = {nummer for nummer in bezig.values_list("traject_id", flat=True) if nummer}
        for nummer in sorted(te_doen - self._wacht):
            zoekindex_verouderd(nummer, now=now)


def alles_verouderd(now: datetime) -> None:
    """Every hour, and at the start: what changed without leaving a line in the logboek."""
    for nummer in Traject.objects.values_list("pk", flat=True):
        zoekindex_verouderd(nummer, now=now)


def voer_taak_uit(taak: Taak) -> None:
    """Handler of the work ``zoeken.bijwerken``; a traject that is gone has nothing to find."""
    traject = Traject.objects.filter(pk=int(taak.onderwerp)).first()
    if traject is not None:
        werk_bij(traject=traject)


def plaats_tabellen(using: str = "default", **kwargs: object) -> None:
    """After each ``migrate``: what rebuilding a table took away is put back."""
    plaats(connections[using])
