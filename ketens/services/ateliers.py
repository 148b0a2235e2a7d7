"""Closing an atelier: from cards to projects and agreements, everything or nothing (M72, M78)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from berichten.services import plan_bericht
from comakers.models import Uitspraak
from comakers.services.herkomst import koppel_herkomst
from ketens.models import Meedoener, Mijlpaal, Project
from kruispunten.enums import IdeeWerd
from kruispunten.models import Atelier, Idee, IdeeHerkomst
from kruispunten.services import sluiten
from kruispunten.services.sluiten import Belofte, Besluit
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from pijlers.models import Effect
from toegang.logboek import log
from toegang.models import Gebruiker
from trajecten.models import Persoon

GESLOTEN = "atelier.gesloten"


@dataclass(frozen=True)
class NieuwProject:
    """A project as the room made it: what, who pulls it, who joins, the first step, and from which cards."""

    naam: str
    soort: str
    beoogd_resultaat: str = ""
    effect: Effect | None = None
    trekker: Persoon | None = None
    trekker_zijde: str = ""
    mensen: Sequence[Persoon] = ()
    stap: str = ""
    stap_op: date | None = None
    kaarten: Sequence[Idee] = field(default_factory=tuple)


@transaction.atomic
def close_atelier(
    *,
    atelier: Atelier,
    uitkomst: str,
    projecten: Sequence[NieuwProject] = (),
    beloften: Iterable[Belofte] = (),
    besluiten: Mapping[int, Besluit] | None = None,
    reden_zonder_trekker: str = "",
    by: Gebruiker,
    now: datetime | None = None,
) -> Atelier:
    """Closes an atelier once, whoever else does so too; participants get the result the same evening.

    ``besluiten`` says of each card that is in no project what becomes of it. Raises DomainError when the atelier is not
    *uitgenodigd*, did not begin, a card is left open, or nobody pulls anything and no reason is given (M72).
    """
    now = now or klok.nu()
    zonder_trekker = not any(p.trekker for p in projecten)
    reden = reden_zonder_trekker.strip() if zonder_trekker else ""
    if zonder_trekker and not reden:
        raise DomainError(_("Er is nog niemand die iets trekt. Schrijf op waarom; dat helpt de volgende keer."))
    atelier = sluiten.claim(atelier=atelier, uitkomst=uitkomst, reden=reden, by=by, now=now)
    alle = dict(besluiten or {})
    for nieuw in projecten:
        project = _maak(atelier, nieuw, by=by, now=now)
        for kaart in nieuw.kaarten:
            eigen = alle.get(kaart.pk)
            alle[kaart.pk] = Besluit(IdeeWerd.PROJECT, (eigen.tekst if eigen else "") or _zin(project))
    sluiten.rond_af(
        atelier=atelier, besluiten=alle, beloften=beloften, er_zijn_projecten=bool(projecten), by=by, now=now
    )
    for persoon in ontvangers(atelier):
        plan_bericht(aanleiding=GESLOTEN, persoon=persoon, onderwerp_id=f"atelier:{atelier.pk}", now=now)
    return atelier


def _zin(project: Project) -> str:
    return _("Het project heet “%(naam)s”.") % {"naam": project.naam}


def _maak(atelier: Atelier, nieuw: NieuwProject, *, by: Any, now: datetime) -> Project:
    """One project with its people, its first step, and the sources of its cards (M26)."""
    project = Project.objects.create(
        traject_id=atelier.traject_id,
        naam=nieuw.naam,
        soort=nieuw.soort,
        beoogd_resultaat=nieuw.beoogd_resultaat,
        effect=nieuw.effect,
        pijler=nieuw.effect.pijler if nieuw.effect else None,
        trekker=nieuw.trekker,
        trekker_zijde=nieuw.trekker_zijde,
        kruispunt=atelier.kruispunt,
        atelier=atelier,
    )
    project.ideeen.set(nieuw.kaarten)
    log(by=by, werkwoord="project.gemaakt", onderwerp=project)
    mensen = {p.pk: p for p in nieuw.mensen if p != nieuw.trekker}
    Meedoener.objects.bulk_create(
        Meedoener(traject_id=atelier.traject_id, project=project, persoon=p) for p in mensen.values()
    )
    if nieuw.stap and nieuw.stap_op:
        Mijlpaal.objects.create(traject_id=atelier.traject_id, project=project, wat=nieuw.stap, uiterlijk=nieuw.stap_op)
    bronnen = IdeeHerkomst.objects.filter(product__in=nieuw.kaarten).values("uitspraak")
    koppel_herkomst(product=project, uitspraken=Uitspraak.objects.filter(pk__in=bronnen).bruikbaar(), by=by, now=now)
    return project


def ontvangers(atelier: Atelier) -> list[Persoon]:
    """Who gets the result: who was there, who wrote a card, who promised something, and who pulls or joins."""
    er_was = Persoon.objects.filter(uitnodigingen__in=atelier.uitnodigingen.deelnemers()).values("pk")
    groepen = [
        er_was,
        Idee.objects.filter(atelier=atelier, persoon__isnull=False).values("persoon"),
        atelier.afspraken.filter(persoon__isnull=False).values("persoon"),
        Project.objects.filter(atelier=atelier, trekker__isnull=False).values("trekker"),
        Meedoener.objects.filter(project__atelier=atelier).values("persoon"),
    ]
    nummers = {rij for groep in groepen for waarden in groep for rij in waarden.values()}
    return list(Persoon.objects.filter(pk__in=nummers, gewist_op=None).order_by("pk"))
