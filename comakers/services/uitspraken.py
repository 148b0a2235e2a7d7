"""Uitspraken: cut from the notes, linked to thema's and pijlers, set aside with a word of explanation (M26).

terzijde leggen   vraagt een uitleg; wat er al uit voortkwam blijft staan
terughalen        mag altijd
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comakers.enums import Houding, Toestemming
from comakers.models import CoMaker, Gesprek, Onderbouwing, Thema, Uitspraak
from comakers.services.noteren import noteer
from comakers.services.plaatsen import vind
from leefsturing.lib import klok
from leefsturing.lib.fouten import Conflict, DomainError
from leefsturing.lib.tekst import schoon

# Pijler id -> voor, tegen, or empty for neither.
Houdingen = Mapping[int, str]


def cut_uitspraak(
    *,
    gesprek: Gesprek,
    comaker: CoMaker,
    tekst: str,
    soort: str,
    by: Any,
    themas: Iterable[Thema] = (),
    houdingen: Houdingen | None = None,
    begin: int | None = None,
) -> Uitspraak:
    """Marks a fragment of the notes as a statement of ``comaker``; it carries the consent that person gave."""
    tekst = schoon(tekst).strip()
    with transaction.atomic():
        plaats = vind(gesprek.aantekeningen, tekst, begin) or (None, None)
        uitspraak = Uitspraak.objects.create(
            traject_id=gesprek.traject_id,
            gesprek=gesprek,
            comaker=comaker,
            tekst=tekst,
            soort=soort,
            begin=plaats[0],
            eind=plaats[1],
            toestemming=comaker.toestemming,
        )
        uitspraak.themas.add(*themas)
        _set_houdingen(uitspraak, houdingen or {}, by)
        noteer(by=by, werkwoord="uitspraak.geknipt", onderwerp=uitspraak)
    return uitspraak


def update_uitspraak(
    *,
    uitspraak: Uitspraak,
    versie: int,
    tekst: str,
    soort: str,
    interne_notitie: str,
    themas: Iterable[Thema],
    houdingen: Houdingen,
    by: Any,
) -> Uitspraak:
    """Changes words, kind, thema's and pijlers; words about which the co-maker made a choice stay as they are."""
    tekst = schoon(tekst).strip()
    with transaction.atomic():
        nu = Uitspraak.objects.get(pk=uitspraak.pk)
        if nu.toestemming_op and tekst != nu.tekst:
            raise DomainError(
                _("De co-maker heeft over precies deze woorden een keuze gemaakt. Knip liever een nieuwe uitspraak.")
            )
        verschil = [
            (str(getattr(Uitspraak._meta.get_field(naam), "verbose_name", naam)), eigen, getattr(nu, naam))
            for naam, eigen in (("tekst", tekst), ("interne_notitie", interne_notitie))
            if eigen != getattr(nu, naam)
        ]
        nu.tekst, nu.soort, nu.interne_notitie = tekst, soort, interne_notitie
        if not nu.save_als_versie(versie, ["tekst", "soort", "interne_notitie"]):
            raise Conflict(verschil, Uitspraak.objects.get(pk=nu.pk).versie)
        set_themas(uitspraak=nu, themas=themas)
        _set_houdingen(nu, houdingen, by)
        noteer(by=by, werkwoord="uitspraak.gewijzigd", onderwerp=nu)
    return nu


def set_themas(*, uitspraak: Uitspraak, themas: Iterable[Thema]) -> None:
    """Gives exactly these living thema's; links with a merged thema stay, so that merging can be undone."""
    wil, heeft = set(themas), set(uitspraak.themas.filter(opgegaan_in=None))
    uitspraak.themas.add(*(wil - heeft))
    uitspraak.themas.remove(*(heeft - wil))


def _set_houdingen(uitspraak: Uitspraak, houdingen: Houdingen, by: Any) -> None:
    present = {o.pijler_id: o for o in Onderbouwing.objects.filter(uitspraak=uitspraak)}
    for pijler_id, houding in houdingen.items():
        row = present.get(pijler_id)
        if houding and (row is None or row.houding != houding):
            if uitspraak.toestemming == Toestemming.NIET:
                raise DomainError(
                    _("De co-maker wil niet dat we deze uitspraak gebruiken; ze kan geen pijler onderbouwen.")
                )
            row = row or Onderbouwing(traject_id=uitspraak.traject_id, uitspraak=uitspraak, pijler_id=pijler_id)
            row.houding = Houding(houding)
            row.save()
            noteer(by=by, werkwoord=f"onderbouwing.{houding}", onderwerp=uitspraak)
        elif not houding and row is not None:
            row.delete()
            noteer(by=by, werkwoord="onderbouwing.weg", onderwerp=uitspraak)


def set_aside(*, uitspraak: Uitspraak, reden: str, by: Any, now: datetime | None = None) -> None:
    """Deliberately not used, with the reason that the co-maker may hear (M26)."""
    if not (reden := schoon(reden).strip()):
        raise DomainError(_("Leg in een paar woorden uit waarom we dit niet gebruiken; de co-maker leest dat."))
    with transaction.atomic():
        changed = Uitspraak.objects.filter(pk=uitspraak.pk, terzijde_op=None).update(
            terzijde_op=now or klok.nu(), terzijde_door=by, terzijde_reden=reden
        )
        if not changed:
            raise DomainError(_("Deze uitspraak was al opzij gelegd."))
        noteer(by=by, werkwoord="uitspraak.terzijde", onderwerp=uitspraak)


def take_back(*, uitspraak: Uitspraak, by: Any) -> None:
    """Back among the rest; doing it twice is the same."""
    with transaction.atomic():
        changed = (
            Uitspraak.objects.filter(pk=uitspraak.pk)
            .exclude(terzijde_op=None)
            .update(terzijde_op=None, terzijde_door=None, terzijde_reden="")
        )
        if changed:
            noteer(by=by, werkwoord="uitspraak.teruggehaald", onderwerp=uitspraak)
