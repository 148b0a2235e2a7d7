"""The one policy table: which role may do what, in which state (ASVS 8.1). Views, templates, worker and tests read it.

Nothing stands outside it: an action that is not here is refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toegang.enums import KERNGROEP, TRAJECTROLLEN, Rol

LEZERS = KERNGROEP | {Rol.MEELEZER}
HOOFDLIJNEN = TRAJECTROLLEN


@dataclass(frozen=True)
class Antwoord:
    """Yes, or no with the reason a person reads."""

    ja: bool
    reden: str = ""

    def __bool__(self) -> bool:
        return self.ja


@dataclass(frozen=True)
class Actie:
    """One thing to do: what it is in words, who may, and for which states (per role; none means every state)."""

    uitleg: Promise | str
    rollen: frozenset[Rol]
    toestanden: Mapping[Rol, frozenset[str]] = field(default_factory=dict)


def _actie(
    uitleg: Promise | str, rollen: Iterable[Rol], toestanden: Mapping[Iterable[Rol], Iterable[str]] | None = None
) -> Actie:
    per_rol = {rol: frozenset(states) for groep, states in (toestanden or {}).items() for rol in groep}
    return Actie(uitleg, frozenset(rollen), per_rol)


g = gettext_lazy
ONGEREED = ("concept", "gedeeld", "opmerkingen")

ACTIES: dict[str, Actie] = {
    # installation
    "openbaar.bekijken": _actie(g("een openbare pagina bekijken"), [Rol.IEDEREEN]),
    "account.gebruiken": _actie(g("in- en uitloggen"), [Rol.IEDEREEN]),
    "installatie.beheren": _actie(g("accounts beheren"), [Rol.BEHEERDER]),
    "trajecten.bekijken": _actie(g("de eigen trajecten zien"), [Rol.INGELOGD]),
    "traject.maken": _actie(g("een traject beginnen"), [Rol.INGELOGD]),
    # traject
    "traject.bekijken": _actie(g("het traject zien"), HOOFDLIJNEN),
    "keuken.bekijken": _actie(g("de keuken bekijken"), LEZERS),
    "traject.instellen": _actie(g("instellingen veranderen"), {Rol.OPDRACHTGEVER, Rol.OPDRACHTNEMER}),
    "instellingen.bekijken": _actie(g("instellingen bekijken"), LEZERS),
    "kerngroep.wijzigen": _actie(g("de kerngroep veranderen"), {Rol.OPDRACHTGEVER, Rol.OPDRACHTNEMER}),
    "partij.bekijken": _actie(g("partijen bekijken"), LEZERS),
    "partij.wijzigen": _actie(g("partijen bijhouden"), KERNGROEP),
    "besluit.bekijken": _actie(g("besluiten bekijken"), HOOFDLIJNEN),
    "besluit.wijzigen": _actie(g("een besluit vastleggen"), KERNGROEP),
    "raad.bekijken": _actie(g("de hoofdlijnen voor de raad zien"), HOOFDLIJNEN),
    "zoeken.gebruiken": _actie(g("zoeken in een traject"), LEZERS),
    "logboek.bekijken": _actie(g("het logboek lezen"), {Rol.OPDRACHTGEVER}),
    "signaal.bekijken": _actie(g("signalen zien"), LEZERS),
    "signaal.wijzigen": _actie(g("een signaal wegleggen"), KERNGROEP),
    "agenda.bekijken": _actie(g("de agenda bekijken"), LEZERS),
    "persoon.contact_bekijken": _actie(g("contactgegevens zien"), KERNGROEP),
    "persoon.wissen": _actie(g("iemand wissen die daarom vraagt"), KERNGROEP),
    "link.wijzigen": _actie(g("een persoonlijke link sturen of intrekken"), KERNGROEP),
    "bericht.bekijken": _actie(g("verstuurde berichten bekijken"), KERNGROEP),
    "bericht.wijzigen": _actie(g("een onzeker bericht afhandelen"), KERNGROEP),
    # pijlers
    "pijler.bekijken": _actie(g("pijlers bekijken"), HOOFDLIJNEN),
    "pijler.wijzigen": _actie(
        g("een pijler veranderen"), KERNGROEP, {KERNGROEP: ("concept", "voorlopig", "vastgesteld")}
    ),
    "onderbouwing.bekijken": _actie(g("de onderbouwing van pijlers bekijken"), LEZERS),
    # co-makers and gesprekken
    "comaker.bekijken": _actie(g("co-makers bekijken"), LEZERS),
    "comaker.wijzigen": _actie(g("co-makers bijhouden"), KERNGROEP),
    "gesprek.bekijken": _actie(g("gesprekken bekijken"), LEZERS),
    "gesprek.wijzigen": _actie(g("een gesprek plannen en vastleggen"), KERNGROEP),
    "uitspraak.bekijken": _actie(g("uitspraken bekijken"), LEZERS),
    "uitspraak.wijzigen": _actie(g("uitspraken bewerken"), KERNGROEP),
    "uitspraak.toestemming": _actie(g("toestemming per uitspraak geven"), {Rol.PERSOON}),
    "thema.bekijken": _actie(g("thema's bekijken"), LEZERS),
    "thema.wijzigen": _actie(g("thema's bewerken"), KERNGROEP),
    "verslag.bekijken": _actie(
        g("een verslag lezen"),
        LEZERS | {Rol.PERSOON},
        {(Rol.PERSOON,): ("gedeeld", "opmerkingen", "akkoord")},
    ),
    "verslag.wijzigen": _actie(g("een verslag schrijven"), KERNGROEP, {KERNGROEP: ONGEREED}),
    "verslag.delen": _actie(g("een verslag delen"), KERNGROEP, {KERNGROEP: ONGEREED}),
    "verslag.heropenen": _actie(g("een nieuwe versie beginnen"), KERNGROEP, {KERNGROEP: ("akkoord",)}),
    "verslag.opmerken": _actie(
        g("bij een verslag iets opmerken"), {Rol.PERSOON}, {(Rol.PERSOON,): ("gedeeld", "opmerkingen")}
    ),
    "verslag.akkoord": _actie(
        g("akkoord gaan met een verslag"), {Rol.PERSOON}, {(Rol.PERSOON,): ("gedeeld", "opmerkingen")}
    ),
    "mijn.bekijken": _actie(g("de eigen pagina bekijken"), {Rol.PERSOON}),
    "mijn.wijzigen": _actie(g("eigen gegevens en voorkeuren veranderen"), {Rol.PERSOON}),
    # streefbeeld, kruispunten, ateliers
    "streefbeeld.bekijken": _actie(g("positionering en streefbeeld bekijken"), LEZERS),
    "streefbeeld.wijzigen": _actie(g("positionering en streefbeeld bijhouden"), KERNGROEP),
    "kruispunt.bekijken": _actie(g("kruispunten en initiatieven bekijken"), LEZERS),
    "kruispunt.wijzigen": _actie(g("kruispunten en initiatieven bijhouden"), KERNGROEP),
    "initiatief.aanmelden": _actie(g("een eigen initiatief vertellen"), {Rol.PERSOON}),
    "atelier.bekijken": _actie(g("ateliers bekijken"), LEZERS),
    "atelier.wijzigen": _actie(g("een atelier voorbereiden"), KERNGROEP, {KERNGROEP: ("voorbereiding", "uitgenodigd")}),
    "atelier.sluiten": _actie(g("een atelier sluiten"), KERNGROEP, {KERNGROEP: ("uitgenodigd",)}),
    "uitnodiging.beantwoorden": _actie(g("een uitnodiging beantwoorden"), {Rol.PERSOON}),
    # projects, ketens and plan
    "project.bekijken": _actie(g("projecten bekijken"), LEZERS),
    "project.wijzigen": _actie(g("projecten bijhouden"), KERNGROEP),
    "project.trekken": _actie(g("een eigen project bijhouden"), {Rol.PERSOON}),
    "keten.bekijken": _actie(g("ketens bekijken"), LEZERS),
    "keten.wijzigen": _actie(g("ketens bijhouden"), KERNGROEP),
    "plan.bekijken": _actie(
        g("het plan van aanpak lezen"),
        HOOFDLIJNEN | {Rol.PERSOON},
        {(Rol.RAADSLID, Rol.PERSOON): ("gepresenteerd", "vastgesteld")},
    ),
    "plan.reageren": _actie(g("zeggen of het plan klopt"), {Rol.PERSOON}, {(Rol.PERSOON,): ("gepresenteerd",)}),
    "plan.reactie_beantwoorden": _actie(g("lezen en beantwoorden wat co-makers van het plan vinden"), KERNGROEP),
    "plan.wijzigen": _actie(g("aan het plan werken"), KERNGROEP, {KERNGROEP: ("concept",)}),
    "plan.archief": _actie(g("een plan zien zoals het was vastgesteld"), KERNGROEP),
    "plan.maken": _actie(g("een nieuwe versie van het plan maken"), KERNGROEP),
    "plan.presenteren": _actie(g("het plan aan co-makers voorleggen"), KERNGROEP, {KERNGROEP: ("concept",)}),
    "plan.vaststellen": _actie(
        g("het plan vaststellen"), {Rol.OPDRACHTGEVER}, {(Rol.OPDRACHTGEVER,): ("gepresenteerd",)}
    ),
}


def mag(rol: Rol | str, actie: str, toestand: str | None = None) -> Antwoord:
    """Whether ``rol`` may do ``actie`` on something in state ``toestand``; without a state, whether it ever may.

    Raises KeyError for an action that is not in the table.
    """
    regel = ACTIES[actie]
    if Rol(rol) not in regel.rollen and Rol.IEDEREEN not in regel.rollen:
        wie = ", ".join(str(r.label) for r in Rol if r in regel.rollen)
        return Antwoord(False, _("Dit kan alleen als %(wie)s.") % {"wie": wie})
    states = regel.toestanden.get(Rol(rol))
    if toestand is not None and states is not None and toestand not in states:
        return Antwoord(False, _("Dit kan nu niet: %(wat)s kan niet in deze stand.") % {"wat": regel.uitleg})
    return Antwoord(True)


def rollen_voor(actie: str) -> frozenset[Rol]:
    """The roles that may ever do ``actie``."""
    return ACTIES[actie].rollen


def toestanden_voor(rol: Rol | str, actie: str) -> frozenset[str] | None:
    """The states in which ``rol`` may do ``actie``; None means every state."""
    return ACTIES[actie].toestanden.get(Rol(rol))
