"""Loads the example: both trajecten with everything in them, or brings their dates up to today.

Safe to repeat: what is there stays there, with what visitors typed; only the dates move along.
"""

from collections.abc import Callable
from datetime import date

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from overzichten.voorbeeld.bron import HOOFD, Bron, Kalender
from overzichten.voorbeeld.gesprekken import laad_gesprekken
from overzichten.voorbeeld.gevolg import laad_gevolg, sluit_af
from overzichten.voorbeeld.kader import Stand, laad_traject
from overzichten.voorbeeld.laden_ateliers import laad_ateliers
from overzichten.voorbeeld.laden_ketens import laad_ketens
from overzichten.voorbeeld.laden_kruispunten import laad_kruispunten
from overzichten.voorbeeld.laden_streefbeelden import laad_streefbeelden
from overzichten.voorbeeld.plannen import laad_plannen
from overzichten.voorbeeld.post import laad_post
from overzichten.voorbeeld.verversen import leegmaken, schuif
from toegang.logboek import log
from toegang.models import Gebruiker
from trajecten.models import Traject
from trajecten.services.signalen import bereken_signalen

WACHTWOORD = "voorbeeld"
# What is loaded after the frame, in this order; ``sluit_af`` stays last. The second traject only has a gesprek.
DELEN: tuple[Callable[[Stand], None], ...] = (
    laad_gesprekken,
    laad_post,
    laad_gevolg,
    laad_streefbeelden,
    laad_kruispunten,
    laad_ateliers,
    laad_ketens,
    laad_plannen,
    sluit_af,
)
KLEIN: tuple[Callable[[Stand], None], ...] = (laad_gesprekken, laad_post, laad_streefbeelden)


def laad_voorbeeld(*, vandaag: date | None = None, toch: bool = False, opnieuw: bool = False) -> str:
    """Loads or refreshes the example and says in a sentence what was done.

    Raises DomainError on an installation with real trajecten, unless ``toch``; never touches a real traject.
    """
    bron, kalender = Bron(), Kalender(vandaag or klok.vandaag())
    slugs = [rij["slug"] for rij in bron.trajecten]
    _check_installatie(slugs, toch=toch)
    with transaction.atomic():
        accounts = _laad_accounts(bron)
        bestaand = {t.slug: t for t in Traject.objects.filter(slug__in=slugs, is_voorbeeld=True)}
        if opnieuw or set(bestaand) != set(slugs):
            leegmaken(bestaand.values())
            for rij in bron.trajecten:
                stand = laad_traject(bron, kalender, accounts, rij)
                for laad in DELEN if rij["slug"] == HOOFD else KLEIN:
                    laad(stand)
                bereken_signalen(traject=stand.traject)
                log(by=None, werkwoord="voorbeeld.geladen", onderwerp=stand.traject, traject=stand.traject)
            return "Het voorbeeld is geladen."
        anker = kalender.precies(bron.trajecten[0]["start_dag"])
        dagen = (anker - bestaand[HOOFD].planperiode_start).days
        if not dagen:
            return "Het voorbeeld is al van vandaag; er is niets veranderd."
        for traject in bestaand.values():
            schuif(traject=traject, dagen=dagen, kalender=kalender)
            traject.refresh_from_db()
            bereken_signalen(traject=traject)
            log(by=None, werkwoord="voorbeeld.ververst", onderwerp=traject, traject=traject)
    return f"De datums van het voorbeeld zijn {dagen} dagen opgeschoven, tot vandaag."


def _check_installatie(slugs: list[str], *, toch: bool) -> None:
    """The example never mixes with real work by accident."""
    echt = Traject.objects.filter(is_voorbeeld=False)
    if echt.filter(slug__in=slugs).exists():
        raise DomainError("Er is al een echt traject met dit adres. Het voorbeeld kan er niet naast staan.")
    if echt.exists() and not toch:
        raise DomainError(
            "Op deze installatie staan echte trajecten. Het voorbeeld brengt accounts mee met een bekend wachtwoord. "
            "Weet je het zeker, geef dan --toch mee."
        )


def _laad_accounts(bron: Bron) -> dict[str, Gebruiker]:
    """The demo accounts, with the one password; it is hashed once and only where it is not set yet."""
    bestaand = {g.email: g for g in Gebruiker.objects.filter(email__in=[rij["email"] for rij in bron.accounts])}
    gehasht = ""
    accounts = {}
    for rij in bron.accounts:
        beheerder = rij.get("beheerder", False)
        gebruiker = bestaand.get(rij["email"])
        if gebruiker is None:
            gehasht = gehasht or make_password(WACHTWOORD)
            gebruiker = Gebruiker.objects.create(
                email=rij["email"],
                naam=rij["naam"],
                password=gehasht,
                is_staff=beheerder,
                is_superuser=beheerder,
                mag_traject_maken=rij["sleutel"] in {"opdrachtgever", "kerngroep"},
            )
        elif not gebruiker.is_active or not check_password(WACHTWOORD, gebruiker.password):
            gebruiker.password = gehasht = gehasht or make_password(WACHTWOORD)
            gebruiker.is_active = True
            gebruiker.save(update_fields=["password", "is_active"])
        accounts[rij["sleutel"]] = gebruiker
    return accounts
