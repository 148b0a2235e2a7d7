"""The later dishes: what comes at the wijk, what it looks like then, who meets, who carries it (steps 4 to 7)."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overzichten.cijfers import Cijfers, Doe


def zin(*delen: str) -> str:
    """The parts that say something, as one text."""
    return " ".join(deel for deel in delen if deel)


def positionering(c: Cijfers) -> tuple[str, str, Doe]:
    """What comes at the wijk, also from far away, and what it is strong in (M40, M41)."""
    nieuw = Doe(_("Zet een ontwikkeling neer"), "ontwikkeling_nieuw", "streefbeeld.wijzigen")
    if not c.ontwikkelingen and not c.krachten:
        mist = _("Wat komt er op de wijk af, dichtbij en ver weg?")
        return _("Nog geen ontwikkelingen en geen krachten."), mist, nieuw
    staat = zin(
        ngettext("%(n)s ontwikkeling,", "%(n)s ontwikkelingen,", c.ontwikkelingen) % {"n": c.ontwikkelingen},
        _("%(n)s boven de schaal van de wijk.") % {"n": c.boven_de_wijk},
        ngettext("%(n)s kracht.", "%(n)s krachten.", c.krachten) % {"n": c.krachten} if c.krachten else "",
    )
    if not c.boven_de_wijk:
        return staat, _("Nog niets van buiten de wijk: stad, regio, land."), nieuw
    if not c.krachten:
        kracht = Doe(_("Noem een kracht"), "kracht_nieuw", "streefbeeld.wijzigen")
        return staat, _("Waar is de wijk zelf sterk in?"), kracht
    return staat, "", Doe(_("Bekijk de kaart"), "positionering", "streefbeeld.bekijken")


def streefbeeld(c: Cijfers) -> tuple[str, str, Doe]:
    """The jump in time: points on both sides, a story for each pijler, and the way back (M50-M52)."""
    nieuw = Doe(_("Schrijf op wat je dan ziet"), "punt_nieuw", "streefbeeld.wijzigen")
    if not c.punten:
        return _("Nog geen streefbeeld."), _("Wat zie je over vijftien jaar, en wat niet meer?"), nieuw
    staat = zin(
        ngettext("%(n)s punt:", "%(n)s punten:", c.punten) % {"n": c.punten},
        _("%(sociaal)s sociaal, %(fysiek)s fysiek.") % {"sociaal": c.sociaal, "fysiek": c.fysiek},
        ngettext("%(n)s stap terug naar nu.", "%(n)s stappen terug naar nu.", c.stappen) % {"n": c.stappen}
        if c.stappen
        else "",
    )
    if not c.sociaal:
        return staat, _("Nog niets over hoe mensen dan leven."), nieuw
    if not c.fysiek:
        return staat, _("Nog niets over hoe het er dan uitziet."), nieuw
    if c.verhalen < c.pijlers:
        n = c.pijlers - c.verhalen
        mist = ngettext("%(n)s pijler heeft nog geen verhaal.", "%(n)s pijlers hebben nog geen verhaal.", n) % {"n": n}
        return staat, mist, Doe(_("Schrijf het verhaal"), "streefbeeld", "streefbeeld.wijzigen")
    if not c.stappen:
        terug = Doe(_("Reken terug naar nu"), "stap_nieuw", "streefbeeld.wijzigen")
        return staat, _("De weg terug: wat moet er eerder al zijn?"), terug
    return staat, "", Doe(_("Bekijk de weg terug"), "terugweg", "streefbeeld.bekijken")


def kruispunten(c: Cijfers) -> tuple[str, str, Doe]:
    """Questions in which parties find each other (M60, M61)."""
    nieuw = Doe(_("Benoem een kruispunt"), "kruispunt_nieuw", "kruispunt.wijzigen")
    bord = Doe(_("Bekijk de kruispunten"), "kruispunten", "kruispunt.bekijken")
    if not c.kruispunten:
        mist = _("Eén vraag waarin partijen elkaar vinden.")
        return _("Nog geen kruispunten."), mist, nieuw
    staat = zin(
        ngettext("%(n)s kruispunt,", "%(n)s kruispunten,", c.kruispunten) % {"n": c.kruispunten},
        _("%(n)s in uitvoering of rond.") % {"n": c.in_uitvoering},
        ngettext("%(n)s initiatief.", "%(n)s initiatieven.", c.initiatieven) % {"n": c.initiatieven}
        if c.initiatieven
        else "",
    )
    if c.eenzaam:
        mist = ngettext(
            "Bij %(n)s kruispunt staat nog niemand om mee te combineren.",
            "Bij %(n)s kruispunten staat nog niemand om mee te combineren.",
            c.eenzaam,
        ) % {"n": c.eenzaam}
        return staat, mist, bord
    if c.kansen:
        mist = ngettext("%(n)s kans wacht op een ja of nee.", "%(n)s kansen wachten op een ja of nee.", c.kansen) % {
            "n": c.kansen
        }
        return staat, mist, Doe(_("Bekijk de kansen"), "kansen", "kruispunt.bekijken")
    return staat, "", bord


def ateliers(c: Cijfers) -> tuple[str, str, Doe]:
    """Evenings on which a mix of people comes to projects (M70, M72)."""
    nieuw = Doe(_("Bereid een atelier voor"), "atelier_nieuw", "atelier.wijzigen")
    if not c.ateliers_gehouden and not c.ateliers_komend and not c.ateliers_te_sluiten:
        mist = _("Een bewuste mix van mensen rond één vraag.")
        return _("Nog geen atelier."), mist, nieuw
    staat = zin(
        ngettext("%(n)s atelier gehouden.", "%(n)s ateliers gehouden.", c.ateliers_gehouden)
        % {"n": c.ateliers_gehouden},
        _("Het volgende is op %(dag)s.") % {"dag": date_format(c.eerstvolgend_atelier, "j F")}
        if c.eerstvolgend_atelier
        else "",
    )
    if c.ateliers_te_sluiten:
        mist = ngettext(
            "%(n)s atelier is geweest en nog niet gesloten.",
            "%(n)s ateliers zijn geweest en nog niet gesloten.",
            c.ateliers_te_sluiten,
        ) % {"n": c.ateliers_te_sluiten}
        return staat, mist, Doe(_("Leg vast wat eruit kwam"), "atelier", "atelier.sluiten", c.eerste_te_sluiten)
    if c.zonder_atelier:
        mist = ngettext(
            "%(n)s kruispunt heeft nog geen atelier.", "%(n)s kruispunten hebben nog geen atelier.", c.zonder_atelier
        ) % {"n": c.zonder_atelier}
        return staat, mist, nieuw
    if not c.ateliers_komend:
        return staat, _("Er staat geen nieuw atelier gepland."), nieuw
    return staat, "", Doe(_("Bekijk wie er komt"), "ateliers", "atelier.bekijken")


def projecten(c: Cijfers) -> tuple[str, str, Doe]:
    """What people are going to do, and who pulls (M31, M72)."""
    nieuw = Doe(_("Maak van een wens een project"), "project_nieuw", "project.wijzigen")
    if not c.projecten:
        return _("Nog geen projecten."), _("Een eerste snel succes; dat mag vandaag al."), nieuw
    staat = zin(
        ngettext("%(n)s project,", "%(n)s projecten,", c.projecten) % {"n": c.projecten},
        _("waarvan %(n)s in uitvoering.") % {"n": c.lopend},
    )
    if not c.successen:
        return staat, _("Nog geen snel succes."), nieuw
    if c.zonder_trekker:
        mist = ngettext(
            "%(n)s project heeft nog geen trekker.", "%(n)s projecten hebben nog geen trekker.", c.zonder_trekker
        ) % {"n": c.zonder_trekker}
        return staat, mist, Doe(_("Zoek een trekker"), "projecten", "project.bekijken", zoek="?zijde=niemand")
    return staat, "", Doe(_("Vraag hoe het gaat"), "projecten", "project.bekijken")


def ketens(c: Cijfers) -> tuple[str, str, Doe]:
    """Who carries it together, and when the overheid steps out (M73, M74)."""
    kijk = Doe(_("Bekijk de ketens"), "ketens", "keten.bekijken")
    if not c.ketens:
        mist = _("Begin met de sterkste schakels rond een kruispunt.")
        return _("Nog geen ketens."), mist, Doe(_("Begin een keten"), "keten_nieuw", "keten.wijzigen")
    staat = zin(
        ngettext("%(n)s keten met", "%(n)s ketens met", c.ketens) % {"n": c.ketens},
        ngettext("%(n)s schakel,", "%(n)s schakels,", c.schakels) % {"n": c.schakels},
        _("%(n)s vastgelegd.") % {"n": c.vastgelegd},
    )
    if c.gebroken:
        mist = ngettext(
            "In %(n)s keten is een schakel gebroken.", "In %(n)s ketens is een schakel gebroken.", c.gebroken
        ) % {"n": c.gebroken}
        return staat, mist, kijk
    if c.zonder_sterke:
        mist = ngettext(
            "%(n)s keten heeft nog geen sterke schakel.",
            "%(n)s ketens hebben nog geen sterke schakel.",
            c.zonder_sterke,
        ) % {"n": c.zonder_sterke}
        return staat, mist, kijk
    if c.zonder_uitstap:
        mist = ngettext(
            "Bij %(n)s schakel van de overheid staat nog niet wanneer zij eruit stapt.",
            "Bij %(n)s schakels van de overheid staat nog niet wanneer zij eruit stappen.",
            c.zonder_uitstap,
        ) % {"n": c.zonder_uitstap}
        return staat, mist, kijk
    return staat, "", kijk
