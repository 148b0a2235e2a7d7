"""The steps of the method as dishes on the stove: what is there, what is still missing, one next thing to do.

Pure: from figures to words. Nothing is ever locked; a step whose room does not exist yet is not shown.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plannen.enums import PlanStaat
from toegang import beleid
from toegang.enums import Rol
from trajecten.navigatie import kamer_adres

GENOEG_PIJLERS = 2


@dataclass(frozen=True)
class Cijfers:
    """What the dishes are made of."""

    pijlers: int = 0
    vastgesteld: int = 0
    zonder_bewijs: tuple[str, ...] = ()
    zonder_effect: tuple[tuple[int, str], ...] = ()
    comakers: int = 0
    gesproken: int = 0
    categorieen: int = 0
    volgende_categorie: str | None = None
    gesprekken: int = 0
    gepland: int = 0
    zonder_verslag: int = 0
    eerste_zonder_verslag: int | None = None
    met_opmerkingen: int = 0
    uitspraken: int = 0
    zonder_thema: int = 0
    themas: int = 0
    projecten: int = 0
    lopend: int = 0
    successen: int = 0
    zonder_trekker: int = 0
    plan_nummer: int | None = None
    plan_staat: str | None = None


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


@dataclass(frozen=True)
class _Doe:
    """The one next thing: words, the name of its address, its parts, and the right it takes."""

    tekst: str
    url_naam: str
    recht: str
    nummer: int | None = None
    zoek: str = ""


def gerechten(c: Cijfers, slug: str, rol: Rol) -> list[Gerecht]:
    """The dishes whose rooms exist, in order; without the right for an action the action is to look."""
    rij: list[tuple[int, Any, str, Any, str, str, _Doe]] = [
        (1, _("Pijlers"), "pijlers", c.pijlers, *_pijlers(c)),
        (2, _("Co-makers en gesprekken"), "comakers", c.comakers, *_comakers(c)),
        (3, _("Zeven"), "themas", c.uitspraken, *_zeven(c)),
        (7, _("Projecten"), "projecten", c.projecten, *_projecten(c)),
        (0, _("Plan van aanpak"), "plan", c.plan_nummer, *_plan(c)),
    ]
    uit = []
    for stap, naam, url_naam, begonnen, staat, mist, doe in rij:
        adres = kamer_adres(url_naam, slug)
        if adres is None:
            continue
        actie, actie_adres = _("Kijk hoe het staat"), adres
        if beleid.mag(rol, doe.recht):
            doel = kamer_adres(doe.url_naam, slug, doe.nummer)
            if doel is not None:
                actie, actie_adres = doe.tekst, doel + doe.zoek
        gaar = "koud" if not begonnen else "vuur" if mist else "gaar"
        uit.append(Gerecht(stap, naam, adres, staat, mist, actie, actie_adres, gaar))
    return uit


def _zin(*delen: str) -> str:
    return " ".join(deel for deel in delen if deel)


def _pijlers(c: Cijfers) -> tuple[str, str, _Doe]:
    """Two or three, each with evidence and effects (M10, M13)."""
    nieuw = _Doe(_("Zet een pijler neer"), "pijler_nieuw", "pijler.wijzigen")
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
        return staat, mist, _Doe(_("Koppel uitspraken"), "themas", "uitspraak.wijzigen")
    if c.zonder_effect:
        nummer, titel = c.zonder_effect[0]
        mist = _("Nog geen beoogd effect onder ‘%(titel)s’.") % {"titel": titel}
        return staat, mist, _Doe(_("Schrijf het effect op"), "effect_nieuw", "pijler.wijzigen", nummer)
    if c.vastgesteld < c.pijlers:
        mist = _("Een besluit dat ze vaststelt.")
        return staat, mist, _Doe(_("Leg het besluit vast"), "pijlers_vaststellen", "pijler.wijzigen")
    return staat, "", _Doe(_("Bekijk voor en tegen"), "pijlers", "pijler.bekijken")


def _comakers(c: Cijfers) -> tuple[str, str, _Doe]:
    """Who was spoken with, and what a gesprek still owes (M20, M25)."""
    if not c.comakers:
        mist = _("De eerste mensen om mee te praten.")
        return _("Nog geen co-makers."), mist, _Doe(_("Voeg een co-maker toe"), "comaker_nieuw", "comaker.wijzigen")
    staat = _zin(
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
        doe = _Doe(_("Schrijf het verslag"), "verslag", "verslag.wijzigen", c.eerste_zonder_verslag)
        return staat, mist, doe
    if c.met_opmerkingen:
        mist = ngettext(
            "%(n)s verslag met opmerkingen wacht op antwoord.",
            "%(n)s verslagen met opmerkingen wachten op antwoord.",
            c.met_opmerkingen,
        ) % {"n": c.met_opmerkingen}
        return staat, mist, _Doe(_("Lees de opmerkingen"), "gesprekken", "gesprek.bekijken")
    plan = _Doe(_("Plan een gesprek"), "gesprek_nieuw", "gesprek.wijzigen")
    if c.volgende_categorie:
        return staat, _("Nog niemand gesproken van de %(wie)s.") % {"wie": c.volgende_categorie}, plan
    return staat, "", plan


def _zeven(c: Cijfers) -> tuple[str, str, _Doe]:
    """Common themes out of what was said (M32)."""
    if not c.uitspraken:
        mist = _("Knip uitspraken uit de aantekeningen van een gesprek.")
        return _("Nog geen uitspraken."), mist, _Doe(_("Open een gesprek"), "gesprekken", "gesprek.bekijken")
    staat = _zin(
        ngettext("%(n)s uitspraak", "%(n)s uitspraken", c.uitspraken) % {"n": c.uitspraken},
        ngettext("in %(n)s thema.", "in %(n)s thema's.", c.themas) % {"n": c.themas} if c.themas else _("verzameld."),
    )
    if c.zonder_thema:
        mist = ngettext(
            "%(n)s uitspraak heeft nog geen thema.", "%(n)s uitspraken hebben nog geen thema.", c.zonder_thema
        ) % {"n": c.zonder_thema}
        return staat, mist, _Doe(_("Geef ze een thema"), "themas", "thema.wijzigen", zoek="?stand=zonder_thema")
    return staat, "", _Doe(_("Bekijk thema's en categorieën"), "thema_overzicht", "thema.bekijken")


def _projecten(c: Cijfers) -> tuple[str, str, _Doe]:
    """What people are going to do, and who pulls (M31, M72)."""
    nieuw = _Doe(_("Maak van een wens een project"), "project_nieuw", "project.wijzigen")
    if not c.projecten:
        return _("Nog geen projecten."), _("Een eerste snel succes; dat mag vandaag al."), nieuw
    staat = _zin(
        ngettext("%(n)s project,", "%(n)s projecten,", c.projecten) % {"n": c.projecten},
        _("waarvan %(n)s in uitvoering.") % {"n": c.lopend},
    )
    if not c.successen:
        return staat, _("Nog geen snel succes."), nieuw
    if c.zonder_trekker:
        mist = ngettext(
            "%(n)s project heeft nog geen trekker.", "%(n)s projecten hebben nog geen trekker.", c.zonder_trekker
        ) % {"n": c.zonder_trekker}
        return staat, mist, _Doe(_("Zoek een trekker"), "projecten", "project.bekijken", zoek="?zijde=niemand")
    return staat, "", _Doe(_("Vraag hoe het gaat"), "projecten", "project.bekijken")


def _plan(c: Cijfers) -> tuple[str, str, _Doe]:
    """Everything together, short on purpose (M80)."""
    if c.plan_nummer is None or c.plan_staat is None:
        mist = _("Een eerste concept om aan co-makers voor te leggen.")
        return _("Nog geen versie."), mist, _Doe(_("Stel het plan samen"), "plan", "plan.maken")
    staat = _("Versie %(n)s: %(staat)s.") % {"n": c.plan_nummer, "staat": PlanStaat(c.plan_staat or "").label}
    if c.plan_staat == PlanStaat.CONCEPT:
        mist = _("De co-makers hebben het nog niet gezien.")
        return staat, mist, _Doe(_("Leg het plan voor"), "plan", "plan.presenteren")
    if c.plan_staat == PlanStaat.GEPRESENTEERD:
        mist = _("Het besluit dat het vaststelt.")
        return staat, mist, _Doe(_("Lees de reacties"), "plan", "plan.bekijken")
    return staat, "", _Doe(_("Lees het plan"), "plan", "plan.bekijken")
