"""The steps of the method as dishes on the stove: what is there, what is still missing, one next thing to do.

Pure: from figures to words. Nothing is ever locked; a step whose room does not exist yet is not shown.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from overzichten import gerechten_samen as samen
from overzichten.cijfers import Cijfers, Doe
from overzichten.gerechten_samen import zin
from plannen.enums import PlanStaat
from toegang import beleid
from toegang.enums import Rol
from trajecten.navigatie import kamer_adres

GENOEG_PIJLERS = 2


@dataclass(frozen=True)
class Gerecht:
    """One dish; ``stap`` 0 is the plan, in which everything comes together."""

    stap: int
    naam: str | Promise
    adres: str
    staat: str
    mist: str
    actie: str
    actie_adres: str
    gaar: str


Zinnen = Callable[[Cijfers], tuple[str, str, Doe]]


def gerechten(c: Cijfers, slug: str, rol: Rol) -> list[Gerecht]:
    """The dishes whose rooms exist, in order; without the right for an action the action is to look."""
    uit = []
    for stap, naam, kamer, begonnen, zinnen in _KAART:
        adres = kamer_adres(kamer, slug)
        if adres is None:
            continue
        staat, mist, doe = zinnen(c)
        actie, actie_adres = _("Kijk hoe het staat"), adres
        if beleid.mag(rol, doe.recht):
            # An action whose own address is not there (yet) leads to the room.
            actie, actie_adres = doe.tekst, (kamer_adres(doe.url_naam, slug, doe.nummer) or adres) + doe.zoek
        gaar = "koud" if not begonnen(c) else "vuur" if mist else "gaar"
        uit.append(Gerecht(stap, naam, adres, staat, mist, actie, actie_adres, gaar))
    return uit


def _pijlers(c: Cijfers) -> tuple[str, str, Doe]:
    """Two or three, each with evidence and effects (M10, M13)."""
    nieuw = Doe(_("Zet een pijler neer"), "pijler_nieuw", "pijler.wijzigen")
    if not c.pijlers:
        return _("Nog geen pijlers."), _("Twee of drie ambities die richting geven."), nieuw
    staat = ngettext("%(n)s pijler", "%(n)s pijlers", c.pijlers) % {"n": c.pijlers}
    if c.vastgesteld == c.pijlers:
        staat += _(", vastgesteld.")
    elif c.vastgesteld:
        staat += _(", waarvan %(n)s vastgesteld.") % {"n": c.vastgesteld}
    else:
        staat += _(", nog niet definitief.")
    if c.pijlers < GENOEG_PIJLERS:
        return staat, _("Eén pijler is nog geen koers."), nieuw
    if c.zonder_bewijs:
        mist = _("Nog niemands woorden onder ‘%(titel)s’.") % {"titel": c.zonder_bewijs[0]}
        return staat, mist, Doe(_("Koppel uitspraken"), "themas", "uitspraak.wijzigen")
    if c.zonder_effect:
        nummer, titel = c.zonder_effect[0]
        mist = _("Nog geen beoogd effect onder ‘%(titel)s’.") % {"titel": titel}
        return staat, mist, Doe(_("Schrijf het effect op"), "effect_nieuw", "pijler.wijzigen", nummer)
    if c.vastgesteld < c.pijlers:
        mist = _("Een besluit dat ze vaststelt.")
        return staat, mist, Doe(_("Leg het besluit vast"), "pijlers_vaststellen", "pijler.wijzigen")
    return staat, "", Doe(_("Bekijk voor en tegen"), "pijlers", "pijler.bekijken")


def _comakers(c: Cijfers) -> tuple[str, str, Doe]:
    """Who was spoken with, and what a gesprek still owes (M20, M25)."""
    if not c.comakers:
        mist = _("De eerste mensen om mee te praten.")
        return _("Nog geen co-makers."), mist, Doe(_("Voeg een co-maker toe"), "comaker_nieuw", "comaker.wijzigen")
    staat = zin(
        _("%(n)s van de %(alle)s co-makers gesproken.") % {"n": c.gesproken, "alle": c.comakers},
        ngettext("%(n)s gesprek gepland.", "%(n)s gesprekken gepland.", c.gepland) % {"n": c.gepland}
        if c.gepland
        else "",
    )
    if c.zonder_verslag:
        mist = ngettext(
            "%(n)s gesprek heeft nog geen gedeeld verslag.",
            "%(n)s gesprekken hebben nog geen gedeeld verslag.",
            c.zonder_verslag,
        ) % {"n": c.zonder_verslag}
        doe = Doe(_("Schrijf het verslag"), "verslag", "verslag.wijzigen", c.eerste_zonder_verslag)
        return staat, mist, doe
    if c.met_opmerkingen:
        mist = ngettext(
            "%(n)s verslag met opmerkingen wacht op antwoord.",
            "%(n)s verslagen met opmerkingen wachten op antwoord.",
            c.met_opmerkingen,
        ) % {"n": c.met_opmerkingen}
        return staat, mist, Doe(_("Lees de opmerkingen"), "gesprekken", "gesprek.bekijken")
    plan = Doe(_("Plan een gesprek"), "gesprek_nieuw", "gesprek.wijzigen")
    if c.volgende_categorie:
        return staat, _("Nog niemand gesproken van de %(wie)s.") % {"wie": c.volgende_categorie}, plan
    return staat, "", plan


def _zeven(c: Cijfers) -> tuple[str, str, Doe]:
    """Common themes out of what was said (M32)."""
    if not c.uitspraken:
        mist = _("Knip uitspraken uit de aantekeningen van een gesprek.")
        return _("Nog geen uitspraken."), mist, Doe(_("Open een gesprek"), "gesprekken", "gesprek.bekijken")
    staat = zin(
        ngettext("%(n)s uitspraak", "%(n)s uitspraken", c.uitspraken) % {"n": c.uitspraken},
        ngettext("in %(n)s thema.", "in %(n)s thema's.", c.themas) % {"n": c.themas} if c.themas else _("verzameld."),
    )
    if c.zonder_thema:
        mist = ngettext(
            "%(n)s uitspraak heeft nog geen thema.", "%(n)s uitspraken hebben nog geen thema.", c.zonder_thema
        ) % {"n": c.zonder_thema}
        return staat, mist, Doe(_("Geef ze een thema"), "themas", "thema.wijzigen", zoek="?stand=zonder_thema")
    return staat, "", Doe(_("Bekijk thema's en categorieën"), "thema_overzicht", "thema.bekijken")


def _plan(c: Cijfers) -> tuple[str, str, Doe]:
    """Everything together, short on purpose (M80)."""
    if c.plan_nummer is None or c.plan_staat is None:
        mist = _("Een eerste concept om aan co-makers voor te leggen.")
        return _("Nog geen versie."), mist, Doe(_("Stel het plan samen"), "plan", "plan.maken")
    staat = _("Versie %(n)s: %(staat)s.") % {"n": c.plan_nummer, "staat": PlanStaat(c.plan_staat or "").label}
    if c.plan_staat == PlanStaat.CONCEPT:
        mist = _("De co-makers hebben het nog niet gezien.")
        return staat, mist, Doe(_("Leg het plan voor"), "plan", "plan.presenteren")
    if c.plan_staat == PlanStaat.GEPRESENTEERD:
        mist = _("Het besluit dat het vaststelt.")
        return staat, mist, Doe(_("Lees de reacties"), "plan", "plan.bekijken")
    return staat, "", Doe(_("Lees het plan"), "plan", "plan.bekijken")


# Step, name, room, whether it was begun, and what it says.
_KAART: list[tuple[int, Promise, str, Callable[[Cijfers], object], Zinnen]] = [
    (1, gettext_lazy("Pijlers"), "pijlers", lambda c: c.pijlers, _pijlers),
    (2, gettext_lazy("Co-makers en gesprekken"), "comakers", lambda c: c.comakers, _comakers),
    (3, gettext_lazy("Zeven"), "themas", lambda c: c.uitspraken, _zeven),
    (4, gettext_lazy("Positionering"), "positionering", lambda c: c.ontwikkelingen or c.krachten, samen.positionering),
    (5, gettext_lazy("Streefbeeld"), "streefbeeld", lambda c: c.punten, samen.streefbeeld),
    (6, gettext_lazy("Kruispunten"), "kruispunten", lambda c: c.kruispunten, samen.kruispunten),
    (6, gettext_lazy("Ateliers"), "ateliers", lambda c: c.ateliers_gehouden or c.ateliers_komend, samen.ateliers),
    (7, gettext_lazy("Projecten"), "projecten", lambda c: c.projecten, samen.projecten),
    (7, gettext_lazy("Ketens"), "ketens", lambda c: c.ketens, samen.ketens),
    (0, gettext_lazy("Plan van aanpak"), "plan", lambda c: c.plan_nummer, _plan),
]
