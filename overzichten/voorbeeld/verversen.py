"""Keeps the example fresh: its dates move along with the calendar, or its rows make room for new ones.

Only for trajecten that carry ``is_voorbeeld``. Tables that only grow are opened for the length of the transaction:
what they guard is the history of real work, and this is invented.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from graphlib import TopologicalSorter
from typing import Any

from django.db import connection, models

from leefsturing.lib import klok
from leefsturing.lib.wachters import eigen_modellen, haal_weg, plaats_wachters, wachters_van_inhoud
from overzichten.voorbeeld.bron import Kalender
from trajecten.models import Traject

# Rows of the machinery: what went out, what came in and what was computed keep the moment it happened.
_BLIJFT_STAAN = {"werk", "berichten", "toegang"}
_MODELLEN_BLIJVEN = {"Agendalink", "PersoonlijkeLink", "Signaal"}


def _modellen() -> list[tuple[Any, str]]:
    """Every model with rows of a traject and the lookup that finds them, parents first."""
    alle = set(eigen_modellen())
    graaf = {
        m: {f.related_model for f in m._meta.concrete_fields if f.is_relation and f.related_model in alle} - {m}
        for m in alle
    }
    return [(m, zoek) for m in TopologicalSorter(graaf).static_order() if (zoek := _zoek(m))]


def _zoek(model: Any) -> str:
    """The lookup for the rows of some trajecten, through the parent for automatic tables; empty when there is none."""
    if model is Traject:
        return "pk__in"
    velden = model._meta.concrete_fields
    if any(f.name == "traject" for f in velden):
        return "traject__in"
    ouders = (f for f in velden if f.is_relation)
    met_traject = (f for f in ouders if any(v.name == "traject" for v in f.related_model._meta.concrete_fields))
    ouder = next(met_traject, None)
    return f"{ouder.name}__traject__in" if ouder else ""


@contextmanager
def _open_tabellen() -> Iterator[None]:
    """Without the guards on what a row may become; they stand again before the transaction ends."""
    haal_weg(wachters_van_inhoud(), connection.alias)
    yield
    plaats_wachters(connection.alias)


def leegmaken(trajecten: Iterable[Traject]) -> None:
    """Takes the rows of these example trajecten away; accounts and the logboek stay."""
    nummers = [t.pk for t in trajecten if t.is_voorbeeld]
    if not nummers:
        return
    with _open_tabellen():
        for model, zoek in reversed(_modellen()):
            if zelf := [f.name for f in model._meta.concrete_fields if f.related_model is model]:
                model._base_manager.filter(traject__in=nummers).update(**dict.fromkeys(zelf))
            rijen = model._base_manager.filter(**{zoek: nummers})
            rijen._raw_delete(rijen.db)


def schuif(*, traject: Traject, dagen: int, kalender: Kalender) -> None:
    """Moves every date of ``traject`` by ``dagen``, each to a working day; the planperiode moves exactly."""
    if not traject.is_voorbeeld:
        return
    with _open_tabellen():
        for model, zoek in _modellen():
            velden = [f for f in model._meta.concrete_fields if isinstance(f, models.DateField)]
            if not velden or model._meta.app_label in _BLIJFT_STAAN or model.__name__ in _MODELLEN_BLIJVEN:
                continue
            rijen = list(model._base_manager.filter(**{zoek: [traject.pk]}))
            for rij in rijen:
                for veld in velden:
                    oud = getattr(rij, veld.attname)
                    precies = veld.name.startswith("planperiode")
                    setattr(rij, veld.attname, _opgeschoven(oud, dagen, kalender, precies=precies))
            model._base_manager.bulk_update(rijen, [f.name for f in velden], batch_size=200)


def _opgeschoven(oud: Any, dagen: int, kalender: Kalender, *, precies: bool) -> Any:
    """The new date or moment; what lay behind us stays behind us."""
    if oud is None:
        return None
    if not isinstance(oud, datetime):
        return _dag(oud, dagen, kalender, precies=precies)
    nu, plaatselijk = klok.nu(), oud.astimezone(klok.AMSTERDAM)
    dag = _dag(plaatselijk.date(), dagen, kalender, precies=precies)
    nieuw = klok.moment_op(dag, time(plaatselijk.hour, plaatselijk.minute, plaatselijk.second, plaatselijk.microsecond))
    return min(nieuw, nu) if oud <= nu else nieuw


def _dag(oud: date, dagen: int, kalender: Kalender, *, precies: bool) -> date:
    nieuw = oud + timedelta(days=dagen)
    return nieuw if precies else kalender.werkdag(nieuw)
