"""Signalen computed and stored: new ones appear, those whose cause is gone disappear, those set aside stay away."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from leefsturing.lib import klok
from toegang.logboek import log
from toegang.models import Gebruiker
from trajecten.models import Signaal, Traject
from trajecten.signalen import Regel, Waarneming, register
from werk.enums import TaakStaat
from werk.models import Taak
from werk.services import plan_taak

TAAKSOORT = "signalen.berekenen"
_NOG_EENS = "+"
# What an app above computes from the same changes; told by the worker once the signalen are there.
na_berekenen: list[Callable[[Traject], object]] = []
# What a rule may change while its cause stays.
_VELDEN = ("methode", "ernst", "wat", "waarom", "volgende", "adres", "voor_id")


def bereken_signalen(*, traject: Traject, now: datetime | None = None) -> dict[str, int]:
    """Brings the stored signalen of ``traject`` in step with what the rules see at ``now``.

    Gives how many are new, changed and gone. Safe to repeat.
    """
    now = now or klok.nu()
    with transaction.atomic():
        gezien = _zie(traject, now)
        bestaand = {(s.code, s.onderwerp): s for s in Signaal.objects.for_traject(traject)}
        nieuw = [
            Signaal(traject=traject, sinds=now, **rij) for sleutel, rij in gezien.items() if sleutel not in bestaand
        ]
        Signaal.objects.bulk_create(nieuw)
        anders = [s for sleutel, s in bestaand.items() if sleutel in gezien and _neem_over(s, gezien[sleutel])]
        Signaal.objects.bulk_update(anders, _VELDEN)
        weg = [s.pk for sleutel, s in bestaand.items() if sleutel not in gezien]
        Signaal.objects.filter(pk__in=weg).delete()
    return {"nieuw": len(nieuw), "anders": len(anders), "weg": len(weg)}


def _zie(traject: Traject, now: datetime) -> dict[tuple[str, str], dict[str, Any]]:
    """Every observation of every rule as the values of its row, by its key."""
    return {
        (regel.code, w.onderwerp[:80]): _rij(regel, w)
        for regelset in register.sets.values()
        for snapshot in [regelset.snapshot(traject, now)]
        for regel in regelset.regels
        for w in regel.bepaal(snapshot)
    }


def _rij(regel: Regel, w: Waarneming) -> dict[str, Any]:
    return {
        "code": regel.code,
        "onderwerp": w.onderwerp[:80],
        "methode": regel.methode,
        "ernst": regel.ernst,
        "wat": _kort(w.wat, 300),
        "waarom": _kort(str(regel.waarom), 400),
        "volgende": _kort(w.volgende, 120),
        "adres": w.adres[:200],
        "voor_id": w.voor,
    }


def _kort(tekst: str, lengte: int) -> str:
    return tekst if len(tekst) <= lengte else f"{tekst[: lengte - 1].rstrip()}…"


def _neem_over(signaal: Signaal, rij: dict[str, Any]) -> bool:
    """Takes over what the rule says now; whether anything differs."""
    anders = [veld for veld in _VELDEN if getattr(signaal, veld) != rij[veld]]
    for veld in anders:
        setattr(signaal, veld, rij[veld])
    return bool(anders)


def signalen_verouderd(traject: Traject | int) -> None:
    """Says that something changed that rules look at: the worker computes again, once for many changes.

    A change made while the worker is computing is not lost: then a second piece of work waits behind it.
    """
    nummer = traject if isinstance(traject, int) else traject.pk
    taak = plan_taak(soort=TAAKSOORT, onderwerp=str(nummer), traject_id=nummer)
    if taak.staat == TaakStaat.BEZIG:
        straks = klok.nu() + timedelta(seconds=2)
        plan_taak(soort=TAAKSOORT, onderwerp=f"{nummer}{_NOG_EENS}", traject_id=nummer, na=straks)


def alle_signalen_verouderd() -> int:
    """Plans the computing for every traject: the calendar moves even when nobody changes anything."""
    nummers = list(Traject.objects.values_list("pk", flat=True))
    for nummer in nummers:
        signalen_verouderd(nummer)
    return len(nummers)


def tik(now: datetime) -> None:
    """Every hour: the calendar of the rules moves on."""
    alle_signalen_verouderd()


def voer_taak_uit(taak: Taak) -> None:
    """Handler of the work ``signalen.berekenen``; a traject that is gone has no signalen."""
    traject = Traject.objects.filter(pk=int(taak.onderwerp.rstrip(_NOG_EENS))).first()
    if traject is not None:
        bereken_signalen(traject=traject)
        for haak in na_berekenen:
            haak(traject)


def leg_terzijde(*, signaal: Signaal, reden: str = "", by: Gebruiker, now: datetime | None = None) -> None:
    """Sets a signaal aside, with or without a reason; it stays away as long as its cause stays."""
    with transaction.atomic():
        gezet = Signaal.objects.filter(pk=signaal.pk, terzijde_op=None).update(
            terzijde_op=now or klok.nu(), terzijde_door=by, terzijde_reden=reden
        )
        if gezet:
            log(by=by, werkwoord="signaal.terzijde", onderwerp=signaal)


def haal_terug(*, signaal: Signaal, by: Gebruiker) -> None:
    """Shows a signaal again that was set aside."""
    with transaction.atomic():
        gezet = (
            Signaal.objects.filter(pk=signaal.pk)
            .exclude(terzijde_op=None)
            .update(terzijde_op=None, terzijde_door=None, terzijde_reden="")
        )
        if gezet:
            log(by=by, werkwoord="signaal.teruggehaald", onderwerp=signaal)
