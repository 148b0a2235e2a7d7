"""Who is reminded of what about gesprekken, verslagen and silence (M25, M27); pure rules over one snapshot.

verslag.schrijven   gesprek held, no verslag after the norm of working days  -> who held it, again each norm
verslag.delen       verslag written, not shared after the norm               -> who held it, again each norm
verslag.lezen       shared, no answer after the norm of working days         -> the co-maker, once per sharing
verslag.bellen      the same after twice the norm                            -> who held it, once per sharing
stilte              nothing heard for longer than the norm of days           -> contactpersoon, again each norm
stilte.lang         the same for longer than twice the norm                  -> opdrachtgever, again each norm
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from berichten.herinneringen import Adres, Herinneringsoort, Verschuldigd, register
from berichten.registratie import Punt
from comakers.enums import CoMakerStaat, GesprekStaat, VerslagStaat
from comakers.models import CoMaker, Gesprek
from leefsturing.lib import klok
from toegang.enums import KERNGROEP, Rol
from trajecten.models import Deelname, Traject


@dataclass(frozen=True)
class GesprekStand:
    """A held gesprek with co-makers: when, how far its verslag is, and who held it."""

    pk: int
    verslag: int | None
    met_wie: str
    dag: date
    wie: tuple[int, ...]
    geschreven: bool
    gedeeld: date | None
    wacht: bool
    personen: tuple[int, ...] = ()


@dataclass(frozen=True)
class StilteStand:
    """A co-maker we spoke with: since when nothing was heard, and who keeps contact."""

    pk: int
    naam: str
    sinds: date
    wie: tuple[int, ...]


@dataclass(frozen=True)
class Stand:
    """One traject as the reminders see it; holds dates, so that every day can be asked about it."""

    slug: str
    norm_verslag: int
    norm_antwoord: int
    norm_stilte: int
    opdrachtgevers: tuple[int, ...] = ()
    gesprekken: tuple[GesprekStand, ...] = ()
    comakers: tuple[StilteStand, ...] = ()


# ── The snapshot ──────────────────────────────────────────────────────────────────────────────────────────


def laad(traject: Traject, dag: date) -> Stand:
    """Reads it in a constant number of queries, as it stands now."""
    leden = dict(
        Deelname.objects.for_traject(traject)
        .filter(rol__in=KERNGROEP, gebruiker__is_active=True)
        .values_list("gebruiker_id", "rol")
    )
    gesprekken = list(
        Gesprek.objects.for_traject(traject)
        .filter(staat=GesprekStaat.GEVOERD, comakers__isnull=False)
        .distinct()
        .select_related("verslag")
        .prefetch_related("comakers__persoon", "interviewers")
        .order_by("wanneer", "pk")
    )
    laatste_gesprek = {c.pk: g for g in gesprekken for c in g.comakers.all()}
    return Stand(
        slug=traject.slug,
        norm_verslag=max(traject.norm_verslag_dagen, 1),
        norm_antwoord=max(traject.norm_antwoord_dagen, 1),
        norm_stilte=max(traject.norm_stilte_dagen, 1),
        opdrachtgevers=tuple(sorted(pk for pk, rol in leden.items() if rol == Rol.OPDRACHTGEVER)),
        gesprekken=tuple(_gesprek(g, leden) for g in gesprekken),
        comakers=tuple(_stiltes(traject, leden, laatste_gesprek)),
    )


def _wie(voorkeur: list[int], leden: dict[int, str]) -> tuple[int, ...]:
    """Those of ``voorkeur`` that still take part; else the opdrachtnemer, else everybody of the kerngroep."""
    trekkers = {pk for pk, rol in leden.items() if rol == Rol.OPDRACHTNEMER}
    return tuple(sorted({pk for pk in voorkeur if pk in leden} or trekkers or set(leden)))


def _gesprek(g: Gesprek, leden: dict[int, str]) -> GesprekStand:
    verslag = getattr(g, "verslag", None)
    comakers = [c for c in g.comakers.all() if c.persoon.gewist_op is None]
    contact = [c.contactpersoon_id for c in comakers if c.contactpersoon_id]
    return GesprekStand(
        pk=g.pk,
        verslag=verslag.pk if verslag else None,
        met_wie=g.met_wie,
        dag=klok.vandaag(g.wanneer),
        wie=_wie([i.pk for i in g.interviewers.all()] or contact, leden),
        geschreven=bool(verslag and verslag.tekst.strip()),
        gedeeld=klok.vandaag(verslag.gedeeld_op) if verslag and verslag.gedeeld_op else None,
        wacht=bool(verslag and verslag.staat == VerslagStaat.GEDEELD),
        personen=tuple(c.persoon_id for c in comakers if c.staat != CoMakerStaat.AFGEHAAKT),
    )


def _stiltes(traject: Traject, leden: dict[int, str], gesprekken: dict[int, Gesprek]) -> Iterator[StilteStand]:
    rows = (
        CoMaker.objects.for_traject(traject)
        .filter(staat__in=[CoMakerStaat.GESPROKEN, CoMakerStaat.BETROKKEN], persoon__gewist_op=None)
        .select_related("persoon")
        .annotate(laatst=Max("terugkoppelingen__op"))
        .order_by("pk")
    )
    for c in rows:
        gesprek = gesprekken.get(c.pk)
        momenten = [c.laatst, gesprek.wanneer if gesprek else None]
        sinds = max((m for m in momenten if m is not None), default=c.created_at)
        voorkeur = [c.contactpersoon_id] if c.contactpersoon_id else []
        if not voorkeur and gesprek:
            voorkeur = [i.pk for i in gesprek.interviewers.all()]
        yield StilteStand(c.pk, c.persoon.volledige_naam, klok.vandaag(sinds), _wie(voorkeur, leden))


# ── What is due ───────────────────────────────────────────────────────────────────────────────────────────


def _keer(verstreken: int, norm: int) -> int:
    """How many times the norm is passed: 0 up to and including the norm itself, then 1, and so on."""
    return max(verstreken - 1, 0) // norm


def _aan(gebruikers: tuple[int, ...], onderwerp: str, periode: str) -> Iterator[Verschuldigd]:
    for pk in gebruikers:
        yield Verschuldigd(f"gebruiker:{pk}", onderwerp, periode)


def schrijven(stand: Stand, dag: date) -> set[Verschuldigd]:
    """A gesprek without verslag after the norm (M25)."""
    return {
        v
        for g in stand.gesprekken
        if not g.geschreven and (keer := _keer(klok.werkdagen_tussen(g.dag, dag), stand.norm_verslag))
        for v in _aan(g.wie, f"gesprek:{g.pk}", f"{keer} keer de norm")
    }


def delen(stand: Stand, dag: date) -> set[Verschuldigd]:
    """A verslag that is written and not shared after the norm (M25)."""
    return {
        v
        for g in stand.gesprekken
        if g.geschreven and g.gedeeld is None and (keer := _keer(klok.werkdagen_tussen(g.dag, dag), stand.norm_verslag))
        for v in _aan(g.wie, f"gesprek:{g.pk}", f"{keer} keer de norm")
    }


def _onbeantwoord(stand: Stand, dag: date, keer: int) -> Iterator[tuple[GesprekStand, str]]:
    for g in stand.gesprekken:
        if g.wacht and g.gedeeld and _keer(klok.werkdagen_tussen(g.gedeeld, dag), stand.norm_antwoord) >= keer:
            yield g, f"gedeeld {g.gedeeld}"


def lezen(stand: Stand, dag: date) -> set[Verschuldigd]:
    """A shared verslag without answer after the norm: one friendly line to the co-maker (M25)."""
    return {
        Verschuldigd(f"persoon:{pk}", f"gesprek:{g.pk}", periode)
        for g, periode in _onbeantwoord(stand, dag, 1)
        for pk in g.personen
    }


def bellen(stand: Stand, dag: date) -> set[Verschuldigd]:
    """Still no answer after twice the norm: a call says more than a mail (M25)."""
    return {
        v for g, periode in _onbeantwoord(stand, dag, 2) for v in _aan(g.wie, f"gesprek:{g.pk}", periode)
    }  # fmt: skip


def stilte(stand: Stand, dag: date) -> set[Verschuldigd]:
    """A co-maker who heard nothing for longer than the norm of days (M27)."""
    return {
        v
        for c in stand.comakers
        if (keer := _keer((dag - c.sinds).days, stand.norm_stilte))
        for v in _aan(c.wie, f"comaker:{c.pk}", f"{c.sinds} {keer} keer de norm")
    }


def stilte_lang(stand: Stand, dag: date) -> set[Verschuldigd]:
    """Longer than twice the norm: the opdrachtgever hears of it (M27)."""
    return {
        v
        for c in stand.comakers
        if (keer := _keer((dag - c.sinds).days, stand.norm_stilte)) >= 2
        for v in _aan(stand.opdrachtgevers, f"comaker:{c.pk}", f"{c.sinds} {keer} keer de norm")
    }


# ── In words ──────────────────────────────────────────────────────────────────────────────────────────────


def _vind(rijen: tuple[Any, ...], v: Verschuldigd) -> Any:
    nummer = int(v.onderwerp.partition(":")[2])
    return next(rij for rij in rijen if rij.pk == nummer)


def _naar_verslag(stand: Stand, g: GesprekStand) -> str:
    return reverse("verslag", kwargs={"slug": stand.slug, "nummer": g.pk})


def punt_schrijven(stand: Stand, v: Verschuldigd, adres: Adres) -> Punt:
    """What to write."""
    g = _vind(stand.gesprekken, v)
    return Punt(
        _("Schrijf het verslag van het gesprek met %(wie)s") % {"wie": g.met_wie},
        adres(_naar_verslag(stand, g)),
        _("Een verslag komt het best aan zolang de ander er nog vol van is. Een begin staat klaar."),
    )


def punt_delen(stand: Stand, v: Verschuldigd, adres: Adres) -> Punt:
    """What to share."""
    g = _vind(stand.gesprekken, v)
    return Punt(
        _("Deel het verslag met %(wie)s") % {"wie": g.met_wie},
        adres(_naar_verslag(stand, g)),
        _("Het is geschreven, maar %(wie)s heeft het nog niet gezien.") % {"wie": g.met_wie},
    )


def punt_lezen(stand: Stand, v: Verschuldigd, adres: Adres) -> Punt:
    """To the co-maker."""
    g = _vind(stand.gesprekken, v)
    return Punt(
        _("Lees het verslag"),
        adres(reverse("mijn_verslag", kwargs={"nummer": g.verslag})),
        _("We schreven op wat we van je hoorden in ons gesprek. We zijn benieuwd of het klopt."),
    )


def punt_bellen(stand: Stand, v: Verschuldigd, adres: Adres) -> Punt:
    """Whom to call."""
    g = _vind(stand.gesprekken, v)
    return Punt(
        _("Bel %(wie)s even over het verslag") % {"wie": g.met_wie},
        adres(reverse("gesprek", kwargs={"slug": stand.slug, "nummer": g.pk})),
        _("Er kwam nog geen antwoord. Dat houdt niets tegen, maar een belletje laat zien dat het ertoe doet."),
    )


def punt_stilte(stand: Stand, v: Verschuldigd, adres: Adres) -> Punt:
    """Who hears nothing."""
    c = _vind(stand.comakers, v)
    dagen = (klok.vandaag() - c.sinds).days
    return Punt(
        _("Laat %(naam)s iets horen") % {"naam": c.naam},
        adres(reverse("comaker", kwargs={"slug": stand.slug, "nummer": c.pk})),
        ngettext(
            "Het is %(n)s dag stil. Wie niets hoort, haakt af.",
            "Het is %(n)s dagen stil. Wie niets hoort, haakt af.",
            dagen,
        )
        % {"n": dagen},
    )


def punt_stilte_lang(stand: Stand, v: Verschuldigd, adres: Adres) -> Punt:
    """Who hears nothing for far too long; for the opdrachtgever."""
    c = _vind(stand.comakers, v)
    return Punt(
        _("%(naam)s hoort al lang niets") % {"naam": c.naam},
        adres(reverse("comaker", kwargs={"slug": stand.slug, "nummer": c.pk})),
        _("Het is %(n)s dagen stil, meer dan twee keer wat jullie afspraken. Bespreek in de kerngroep wie er belt.")
        % {"n": (klok.vandaag() - c.sinds).days},
    )


SOORTEN = [
    Herinneringsoort("stilte.lang", laad, stilte_lang, punt_stilte_lang),
    Herinneringsoort("verslag.schrijven", laad, schrijven, punt_schrijven),
    Herinneringsoort("verslag.delen", laad, delen, punt_delen),
    Herinneringsoort("stilte", laad, stilte, punt_stilte),
    Herinneringsoort("verslag.bellen", laad, bellen, punt_bellen),
    Herinneringsoort(
        "verslag.lezen", laad, lezen, punt_lezen, gettext_lazy("Wil je nog kijken naar het verslag van ons gesprek?")
    ),
]


def meld_aan() -> None:
    """Called once, when the app is ready."""
    for soort in SOORTEN:
        register.herinnering(soort)
