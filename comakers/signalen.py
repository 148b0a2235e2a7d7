"""What the tool sees about co-makers, gesprekken and statements; pure functions over one snapshot (M13, M20-M37)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comakers import klokregels
from comakers.selectors.signalen import Beeld, snapshot
from trajecten import signalen
from trajecten.enums import Ernst
from trajecten.signalen import Regel, Waarneming

# Statements get a month; a thema is strong when four people name it.
DAGEN_ONAANGEROERD = 30
STERK_THEMA = 4


def _adres(b: Beeld, naam: str, nummer: int | None = None) -> str:
    return reverse(naam, kwargs={"slug": b.slug} | ({"nummer": nummer} if nummer else {}))


def nooit_gesproken(b: Beeld) -> Iterator[Waarneming]:
    """A category that was never spoken with, once later ones were or a third of the planperiode passed (M20)."""
    laatste = max((c.volgorde for c in b.categorieen if c.eerste_gesprek), default=0)
    for c in b.categorieen:
        if c.eerste_gesprek is None and not c.heeft_gepland and (c.volgorde < laatste or b.deel > 1 / 3):
            yield Waarneming(
                f"categorie:{c.pk}",
                _("Met %(wie)s is nog niet gesproken.") % {"wie": c.naam},
                f"{_adres(b, 'comakers')}?categorie={c.pk}",
                _("Kies iemand uit deze groep"),
            )


def buiten_volgorde(b: Beeld) -> Iterator[Waarneming]:
    """Somebody was spoken with before a category that comes first had its turn (M20)."""
    for c in b.categorieen:
        if c.eerste_gesprek is None:
            continue
        later = [v for v in b.categorieen if v.volgorde < c.volgorde and _was_later(v.eerste_gesprek, c.eerste_gesprek)]
        if later:
            yield Waarneming(
                f"categorie:{c.pk}",
                _("Met %(een)s is gesproken voordat %(ander)s aan de beurt waren.")
                % {"een": c.naam, "ander": later[0].naam},
                _adres(b, "comakers"),
                _("Bekijk de volgorde"),
            )


def _was_later(eerder: Any, dan: Any) -> bool:
    return eerder is None or eerder > dan


def zonder_selectiegrond(b: Beeld) -> Iterator[Waarneming]:
    """A co-maker nobody wrote down a reason for (M21)."""
    for c in b.comakers:
        if c.actief and not c.heeft_grond:
            yield Waarneming(
                f"comaker:{c.pk}",
                _("Bij %(naam)s staat nog niet waarom juist deze mens.") % {"naam": c.naam},
                _adres(b, "comaker_wijzigen", c.pk),
                _("Schrijf één zin op"),
                c.contactpersoon,
            )


def zonder_verslag(b: Beeld) -> Iterator[Waarneming]:
    """A gesprek was held and its verslag is not shared within the norm of working days (M25)."""
    for g in b.gesprekken:
        if not g.gedeeld and g.werkdagen_sinds > b.norm_verslag:
            yield Waarneming(
                f"gesprek:{g.pk}",
                _("Het verslag van het gesprek met %(wie)s is na %(n)s werkdagen nog niet gedeeld.")
                % {"wie": g.met_wie, "n": g.werkdagen_sinds},
                _adres(b, "verslag", g.pk),
                _("Schrijf het verslag"),
                g.interviewer,
            )


def onbeantwoord(b: Beeld) -> Iterator[Waarneming]:
    """A shared verslag got no answer within the norm of working days; it blocks nothing (M25)."""
    for g in b.gesprekken:
        if g.wacht_op_antwoord and g.werkdagen_sinds_delen > b.norm_antwoord:
            yield Waarneming(
                f"gesprek:{g.pk}",
                _("%(wie)s heeft na %(n)s werkdagen nog niet op het verslag gereageerd.")
                % {"wie": g.met_wie, "n": g.werkdagen_sinds_delen},
                _adres(b, "gesprek", g.pk),
                _("Bel even of het klopt"),
                g.interviewer,
            )


def te_stil(b: Beeld) -> Iterator[Waarneming]:
    """A co-maker heard nothing for longer than the norm: the black box (M27)."""
    for c in b.comakers:
        if c.gesproken and (c.dagen_stil is None or c.dagen_stil > b.norm_stilte):
            wat = (
                _("%(naam)s heeft na het gesprek nog niets gehoord.") % {"naam": c.naam}
                if c.dagen_stil is None
                else _("%(naam)s heeft %(n)s dagen niets gehoord.") % {"naam": c.naam, "n": c.dagen_stil}
            )
            yield Waarneming(f"comaker:{c.pk}", wat, _adres(b, "comaker", c.pk), _("Laat iets horen"), c.contactpersoon)


def onaangeroerd(b: Beeld) -> Iterator[Waarneming]:
    """Statements that nobody did anything with for a month (M26)."""
    oud = [u for u in b.onaangeroerd if b.now - u > timedelta(days=DAGEN_ONAANGEROERD)]
    if oud:
        yield Waarneming(
            "uitspraken",
            _("Met %(n)s uitspraken is al een maand niets gedaan.") % {"n": len(oud)}
            if len(oud) > 1
            else _("Met één uitspraak is al een maand niets gedaan."),
            f"{_adres(b, 'themas')}?stand=onaangeroerd",
            _("Ga ze zeven"),
        )


def thema_buiten_pijlers(b: Beeld) -> Iterator[Waarneming]:
    """A strong thema none of whose statements touches a pijler (M13)."""
    if not b.pijlers:
        return
    for t in b.themas:
        if t.mensen >= STERK_THEMA and not t.raakt_pijler:
            yield Waarneming(
                f"thema:{t.pk}",
                _("%(n)s mensen noemen %(thema)s, en het past bij geen pijler.") % {"n": t.mensen, "thema": t.naam},
                _adres(b, "thema", t.pk),
                _("Bekijk wat ze zeggen"),
            )


def pijler_zonder_onderbouwing(b: Beeld) -> Iterator[Waarneming]:
    """A pijler no statement speaks for or against, while there are statements to look through (M13)."""
    if not b.heeft_uitspraken:
        return
    for p in b.pijlers:
        if not p.onderbouwingen:
            yield Waarneming(
                f"pijler:{p.pk}",
                _("Bij de pijler '%(titel)s' staat nog geen enkele uitspraak.") % {"titel": p.naam},
                _adres(b, "themas"),
                _("Zoek wat ervoor of ertegen pleit"),
            )


_W = gettext_lazy
REGELS = [
    Regel(
        "categorie.nooit_gesproken", "M20", Ernst.MIDDEN,
        _W("Elke groep brengt kennis die de andere niet hebben."), nooit_gesproken,
    ),
    Regel(
        "categorie.buiten_volgorde", "M20", Ernst.LAAG,
        _W("De volgorde is gekozen: elk gesprek geeft vragen mee aan het volgende. Afwijken mag, als je weet waarom."),
        buiten_volgorde,
    ),
    Regel(
        "comaker.zonder_selectiegrond", "M21", Ernst.LAAG,
        _W("Liever een paar mensen goed gekozen dan veel mensen een beetje."), zonder_selectiegrond,
    ),
    Regel(
        "gesprek.zonder_verslag", "M25", Ernst.HOOG,
        _W("Een verslag volgt snel, zolang de ander er nog vol van is."), zonder_verslag,
    ),
    Regel(
        "verslag.onbeantwoord", "M25", Ernst.LAAG,
        _W("Geen antwoord houdt niets tegen, maar een belletje laat zien dat het ertoe doet."), onbeantwoord,
    ),
    Regel("comaker.te_stil", "M27", Ernst.HOOG, _W("Wie niets hoort, haakt af."), te_stil),
    Regel(
        "uitspraken.onaangeroerd", "M26", Ernst.MIDDEN,
        _W("Wat mensen zeiden, hoort terug te komen. Bewust niet gebruiken mag ook, met uitleg."), onaangeroerd,
    ),
    Regel(
        "thema.buiten_pijlers", "M13", Ernst.MIDDEN,
        _W("Pijlers mogen veranderen als mensen iets anders belangrijk vinden."), thema_buiten_pijlers,
    ),
    Regel(
        "pijler.zonder_onderbouwing", "M13", Ernst.MIDDEN,
        _W("Een pijler komt uit gesprekken. Zonder uitspraken is het een mening van de kerngroep."),
        pijler_zonder_onderbouwing,
    ),
    *klokregels.REGELS,
]  # fmt: skip


def meld_aan() -> None:
    """Called once, when the app is ready."""
    signalen.registreer("comakers", snapshot, REGELS)
