"""Unravelling: what changes the tree of vraagstukken (M60). A branch never hangs under itself."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kruispunten.models import Kruispunt, Vraagstuk
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from toegang.logboek import log
from toegang.models import Gebruiker
from trajecten.models import Traject
from trajecten.services.signalen import signalen_verouderd

MAX_DIEPTE = 6  # deeper nobody oversees; then the question at the top was too large


def _ouders(traject_id: int) -> dict[int, int | None]:
    """Who hangs under whom, all of it, locked: two people may move branches at once."""
    rijen = Vraagstuk.objects.filter(traject=traject_id).select_for_update().values_list("pk", "ouder_id")
    return dict(rijen)


def _pad_omhoog(pk: int | None, ouders: Mapping[int, int | None]) -> list[int]:
    pad: list[int] = []
    while pk is not None and pk not in pad:
        pad.append(pk)
        pk = ouders.get(pk)
    return pad


def onder(pk: int, ouders: Mapping[int, int | None]) -> set[int]:
    """The branch of ``pk``: itself and everything below it."""
    return {kind for kind in ouders if pk in _pad_omhoog(kind, ouders)} | {pk}


def _hoogte(pk: int, ouders: Mapping[int, int | None]) -> int:
    kinderen: dict[int, list[int]] = defaultdict(list)
    for kind, ouder in ouders.items():
        if ouder is not None:
            kinderen[ouder].append(kind)

    def tel(nummer: int) -> int:
        return 1 + max((tel(k) for k in kinderen[nummer]), default=0)

    return tel(pk)


def _check_plek(ouder: Vraagstuk | None, ouders: Mapping[int, int | None], tak: int | None = None) -> None:
    """Raises DomainError for a place that makes a circle or lies too deep."""
    if ouder is None:
        return
    boven = _pad_omhoog(ouder.pk, ouders)
    if tak is not None and tak in boven:
        raise DomainError(_("Een vraag kan niet onder zichzelf hangen. Kies een andere plek."))
    if len(boven) + (_hoogte(tak, ouders) if tak is not None else 1) > MAX_DIEPTE:
        raise DomainError(
            _("Dieper dan %(n)s lagen is niet meer te overzien. Splits liever de vraag bovenaan.") % {"n": MAX_DIEPTE}
        )


@transaction.atomic
def maak_vraagstuk(
    *, traject: Traject, vraag: str, ouder: Vraagstuk | None = None, toelichting: str = "", by: Any
) -> Vraagstuk:
    """A question, at the top or under another one."""
    _check_plek(ouder, _ouders(traject.pk))
    vraagstuk = Vraagstuk.objects.create(traject=traject, vraag=vraag, ouder=ouder, toelichting=toelichting)
    log(by=by, werkwoord="vraagstuk.gemaakt", onderwerp=vraagstuk)
    return vraagstuk


@transaction.atomic
def wijzig_vraagstuk(*, vraagstuk: Vraagstuk, waarden: Mapping[str, Any], versie: int, by: Any) -> Vraagstuk:
    """Changes the words or the place; raises Conflict when somebody else did so meanwhile."""
    _check_plek(waarden.get("ouder"), _ouders(vraagstuk.traject_id), vraagstuk.pk)
    for veld in (velden := ["vraag", "toelichting", "ouder"]):
        setattr(vraagstuk, veld, waarden[veld])
    vraagstuk.save_of_conflict(versie, velden)
    log(by=by, werkwoord="vraagstuk.gewijzigd", onderwerp=vraagstuk)
    return vraagstuk


@transaction.atomic
def berg_tak_op(*, vraagstuk: Vraagstuk, by: Gebruiker, now: datetime | None = None) -> int:
    """Puts a question away with everything under it; kruispunten made of them stay. Gives how many went."""
    tak = onder(vraagstuk.pk, _ouders(vraagstuk.traject_id))
    weg = Vraagstuk.objects.filter(pk__in=tak).levend()
    aantal = int(weg.update(gearchiveerd_op=now or klok.nu(), gearchiveerd_door=by))
    log(by=by, werkwoord="vraagstuk.opgeborgen", onderwerp=vraagstuk)
    return aantal


@transaction.atomic
def haal_tak_terug(*, vraagstuk: Vraagstuk, by: Gebruiker) -> int:
    """Brings a question back with what was put away in the same gesture."""
    tak = onder(vraagstuk.pk, _ouders(vraagstuk.traject_id))
    terug = Vraagstuk.objects.filter(pk__in=tak, gearchiveerd_op=vraagstuk.gearchiveerd_op)
    aantal = int(terug.update(gearchiveerd_op=None, gearchiveerd_door=None))
    log(by=by, werkwoord="vraagstuk.teruggehaald", onderwerp=vraagstuk)
    return aantal


@transaction.atomic
def maak_kruispunt_van(*, vraagstuk: Vraagstuk, by: Any, now: datetime | None = None) -> Kruispunt:
    """A leaf becomes a kruispunt in one gesture; twice gives the same kruispunt.

    Raises DomainError for a question that is unravelled further: then one of those below is the one.
    """
    _ouders(vraagstuk.traject_id)
    if Vraagstuk.objects.filter(ouder=vraagstuk).levend().exists():
        raise DomainError(_("Onder deze vraag hangen er nog meer. Maak een kruispunt van een van die vragen."))
    if bestaand := Kruispunt.objects.filter(vraagstuk=vraagstuk).levend().order_by("pk").first():
        return bestaand
    kruispunt = Kruispunt.objects.create(
        traject_id=vraagstuk.traject_id,
        titel=_korte_naam(vraagstuk.vraag),
        vraag=vraagstuk.vraag,
        kern=vraagstuk.toelichting,
        vraagstuk=vraagstuk,
        staat_sinds=now or klok.nu(),
    )
    log(by=by, werkwoord="kruispunt.gemaakt", onderwerp=kruispunt)
    signalen_verouderd(kruispunt.traject_id)
    return kruispunt


def _korte_naam(vraag: str, lengte: int = 60) -> str:
    """A name to begin with: the question itself, cut at a word."""
    vraag = " ".join(vraag.split()).rstrip("?")
    return vraag if len(vraag) <= lengte else f"{vraag[:lengte].rsplit(' ', 1)[0]}…"
