"""People who join: found by their address or made by name, and the first people of a project (M72)."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ketens.models import Meedoener, Project
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from toegang.logboek import log
from trajecten.models import Persoon, Traject
from trajecten.services.signalen import signalen_verouderd

NAAMVELDEN = ("voornaam", "tussenvoegsel", "achternaam")


def _zelfde_naam(persoon: Persoon, naam: Mapping[str, str], *, heel: bool) -> bool:
    """Whether what is given of ``naam`` is the name of ``persoon``; ``heel``: what is not given counts too."""
    return all(
        getattr(persoon, veld).casefold() == naam.get(veld, "").casefold()
        for veld in ("voornaam", "achternaam")
        if heel or naam.get(veld)
    )


def vind_of_maak(*, traject: Traject, naam: Mapping[str, str], by: Any) -> Persoon:
    """The persoon with this address and name, or a new one; ``naam`` holds NAAMVELDEN and perhaps ``email``.

    Raises DomainError when the address belongs to somebody of another name. A trekker is told nothing of who is known
    here: then it becomes somebody new without that address, unless the whole name was given.
    """
    email = naam.get("email", "").strip()
    is_trekker = isinstance(by, Persoon)
    bekend = Persoon.objects.for_traject(traject).filter(email__iexact=email).first() if email else None
    if bekend is not None:
        if _zelfde_naam(bekend, naam, heel=is_trekker):
            return bekend
        if not is_trekker:
            raise DomainError(_("Dit e-mailadres hoort al bij %(naam)s.") % {"naam": bekend.volledige_naam})
        email = ""
    persoon = Persoon(traject=traject, email=email, **{veld: naam.get(veld, "") for veld in NAAMVELDEN})
    try:
        with transaction.atomic():
            persoon.save()
    except IntegrityError as error:
        raise DomainError(_("Iemand anders heeft deze persoon net toegevoegd.")) from error
    log(by=by, werkwoord="persoon.gemaakt", onderwerp=persoon)
    signalen_verouderd(traject.pk)
    return persoon


def _al_opgeschreven(project: Project, naam: Mapping[str, str]) -> Persoon | None:
    """Who takes part already under exactly this name: a trekker who sends it again names nobody new."""
    rijen = project.meedoeners.select_related("persoon").order_by("pk")
    return next((m.persoon for m in rijen if _zelfde_naam(m.persoon, naam, heel=True)), None)


@transaction.atomic
def voeg_meedoener_toe(
    *, project: Project, by: Any, persoon: Persoon | None = None, naam: Mapping[str, str] | None = None, rol: str = ""
) -> Meedoener:
    """One of the first people: somebody known, or new by name. Who stopped earlier takes part again.

    Raises DomainError when nobody is named, or when the address belongs to somebody else.
    """
    if persoon is None and not any((naam or {}).get(veld) for veld in NAAMVELDEN):
        raise DomainError(_("Kies iemand uit de lijst, of vul een naam in."))
    if persoon is None and isinstance(by, Persoon):
        persoon = _al_opgeschreven(project, naam or {})
    wie = persoon or vind_of_maak(traject=project.traject, naam=naam or {}, by=by)
    meedoener, is_nieuw = Meedoener.objects.get_or_create(
        project=project, persoon=wie, defaults={"traject_id": project.traject_id, "rol": rol}
    )
    if not is_nieuw and (meedoener.gestopt_op or rol):
        meedoener.gestopt_op = None
        meedoener.rol = rol or meedoener.rol
        meedoener.save(update_fields=["gestopt_op", "rol"])
    log(by=by, werkwoord="project.meedoener_erbij", onderwerp=project)
    signalen_verouderd(project.traject_id)
    return meedoener


@transaction.atomic
def stop_meedoener(*, meedoener: Meedoener, by: Any) -> None:
    """Somebody does not take part any more; that they did stays."""
    meedoener.gestopt_op = klok.nu()
    meedoener.save(update_fields=["gestopt_op"])
    log(by=by, werkwoord="project.meedoener_gestopt", onderwerp=meedoener.project)
