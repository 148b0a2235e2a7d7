"""Who sits at the table of an atelier: the mix by side and category, what it lacks, and whom to invite (M70)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from comakers.enums import CoMakerStaat
from kruispunten.models import Atelier, InitiatiefHerkomst, KruispuntHerkomst, Uitnodiging
from trajecten.enums import Zijde
from trajecten.models import Persoon

# Whoever has no partij speaks from the side that goes with the category; most co-makers live or work in the wijk.
_ZIJDE_VAN = {
    "raadsleden": Zijde.OVERHEID,
    "beleidsmakers": Zijde.OVERHEID,
    "bestuurders": Zijde.OVERHEID,
    "investeerders": Zijde.INVESTEERDERS,
    "externe inspirators": "",
}
ZIJDEN = (Zijde.GEBRUIKERS, Zijde.INVESTEERDERS, Zijde.OVERHEID)
EENZIJDIG, MIN_VOOR_OORDEEL = 0.75, 4
TOON = 40


def zijde_van(persoon: Persoon) -> str:
    """The side of the triangle a persoon speaks from; needs partij and comaker with categorie. Empty: nobody knows."""
    if persoon.partij:
        return persoon.partij.zijde
    comaker = getattr(persoon, "comaker", None)
    return _ZIJDE_VAN.get(comaker.categorie.naam, Zijde.GEBRUIKERS) if comaker else ""


@dataclass(frozen=True)
class Telling:
    """How many of one kind: on the list, and how many of them come."""

    naam: str
    aantal: int
    komen: int
    nummer: int = 0

    @property
    def stoelen(self) -> list[bool]:
        """A chair for each, those who come first; a full room is drawn with two dozen."""
        return [plaats < self.komen for plaats in range(min(self.aantal, 24))]


@dataclass(frozen=True)
class Mix:
    """The table in figures, without names, and in sentences what it lacks."""

    zijden: list[Telling]
    categorieen: list[Telling]
    totaal: int
    komen: int
    mist: list[str] = field(default_factory=list)

    @property
    def is_eenzijdig(self) -> bool:
        """Whether everybody whose side is known comes from one side of the triangle (M70)."""
        bekend = [z.aantal for z in self.zijden[: len(ZIJDEN)] if z.aantal]
        return sum(bekend) >= MIN_VOOR_OORDEEL - 1 and len(bekend) == 1


def mix(uitnodigingen: Iterable[Uitnodiging], partijen_van_kruispunt: Iterable[Any] = ()) -> Mix:
    """The mix of those who are not withdrawn and did not say no; pure, over rows with persoon, partij and comaker."""
    aan_tafel = [u for u in uitnodigingen if not u.is_ingetrokken and (u.antwoord != "nee" or u.aanwezig)]
    per_zijde, komt_zijde = Counter[str](), Counter[str]()
    per_categorie, komt_categorie = Counter[tuple[int, str]](), Counter[tuple[int, str]]()
    for u in aan_tafel:
        zijde, comaker = zijde_van(u.persoon), getattr(u.persoon, "comaker", None)
        categorie = (comaker.categorie.volgorde, comaker.categorie.naam) if comaker else (0, str(_("anderen")))
        per_zijde[zijde] += 1
        per_categorie[categorie] += 1
        komt_zijde[zijde] += u.was_er
        komt_categorie[categorie] += u.was_er
    zijden = [Telling(str(z.label), per_zijde[z], komt_zijde[z]) for z in ZIJDEN]
    if per_zijde[""]:
        zijden.append(Telling(str(_("kant onbekend")), per_zijde[""], komt_zijde[""]))
    categorieen = [
        Telling(naam, aantal, komt_categorie[(nummer, naam)], nummer)
        for (nummer, naam), aantal in sorted(per_categorie.items(), key=lambda paar: (not paar[0][0], paar[0]))
    ]
    aanwezig = {u.persoon.partij_id for u in aan_tafel}
    ontbreekt = [p for p in partijen_van_kruispunt if p.pk not in aanwezig]
    mist = _mist(per_zijde, categorieen, ontbreekt, len(aan_tafel))
    return Mix(zijden, categorieen, len(aan_tafel), sum(u.was_er for u in aan_tafel), mist)


def _mist(per_zijde: Counter[str], categorieen: list[Telling], partijen: list[Any], totaal: int) -> list[str]:
    if not totaal:
        return [_("Er zit nog niemand aan tafel.")]
    zinnen = {
        Zijde.GEBRUIKERS: _("Er zit nog geen bewoner of ondernemer aan tafel."),
        Zijde.INVESTEERDERS: _("Er zit nog geen investeerder aan tafel."),
        Zijde.OVERHEID: _("Er zit nog niemand van de overheid aan tafel."),
    }
    mist = [zinnen[z] for z in ZIJDEN if not per_zijde[z]]
    mist += [
        _("Bijna iedereen hoort bij %(wie)s. Wie kijkt er anders naar?") % {"wie": telling.naam}
        for telling in categorieen
        if totaal >= MIN_VOOR_OORDEEL and telling.nummer and telling.aantal / totaal >= EENZIJDIG
    ]
    mist += [
        _("%(partij)s hoort bij dit kruispunt en zit nog niet aan tafel.") % {"partij": partij.naam}
        for partij in partijen[:2]
    ]
    return mist


# ── Whom to invite ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Kandidaat:
    """Somebody to invite, and why, when the kruispunt itself says so."""

    persoon: Persoon
    waarom: str = ""

    @property
    def onder(self) -> str:
        """What is known of them in a few words."""
        comaker = getattr(self.persoon, "comaker", None)
        delen = [
            comaker.categorie.enkelvoud if comaker else "",
            self.persoon.partij.naam if self.persoon.partij else "",
        ]
        return " · ".join(d for d in delen if d)


def _mensen(atelier: Atelier) -> QuerySet[Persoon]:
    al = Uitnodiging.objects.filter(atelier=atelier).levend().values("persoon")
    return (
        Persoon.objects.for_traject(atelier.traject_id)
        .filter(gewist_op=None)
        .exclude(pk__in=al)
        .exclude(comaker__staat=CoMakerStaat.AFGEHAAKT)
        .select_related("partij", "comaker__categorie")
        .order_by("sorteernaam", "pk")
    )


def redenen(atelier: Atelier) -> dict[int, str]:
    """Why somebody belongs at the table of this kruispunt, by persoon: what they said, own or stand for."""
    kruispunt = atelier.kruispunt
    if kruispunt is None:
        return {}
    result: dict[int, str] = {}
    for persoon, partij in Persoon.objects.filter(partij__kruispunten=kruispunt).values_list("pk", "partij__naam"):
        result[persoon] = _("%(partij)s hoort bij dit kruispunt") % {"partij": partij}
    initiatieven = kruispunt.initiatieven.levend()
    for persoon, naam in initiatieven.filter(eigenaar_partij__personen__isnull=False).values_list(
        "eigenaar_partij__personen", "naam"
    ):
        result[persoon] = _("van het initiatief “%(naam)s”") % {"naam": naam}
    for persoon, naam in initiatieven.exclude(eigenaar_comaker=None).values_list("eigenaar_comaker__persoon", "naam"):
        result[persoon] = _("van het initiatief “%(naam)s”") % {"naam": naam}
    for model, product in (
        (InitiatiefHerkomst, {"product__in": initiatieven}),
        (KruispuntHerkomst, {"product": kruispunt}),
    ):
        for persoon, tekst in (
            model._default_manager.filter(**product)
            .exclude(uitspraak__toestemming="niet_gebruiken")
            .order_by("-gekoppeld_op")
            .values_list("uitspraak__comaker__persoon", "uitspraak__tekst")
        ):
            result[persoon] = _("zei: “%(tekst)s”") % {"tekst": tekst if len(tekst) <= 120 else f"{tekst[:119]}…"}
    return result


def kandidaten(atelier: Atelier, zoek: str = "") -> tuple[list[Kandidaat], list[Kandidaat]]:
    """Who may still be invited: those of the kruispunt with the reason, and the others; found by every word."""
    mensen = _mensen(atelier)
    for woord in zoek.split()[:6]:
        mensen = mensen.filter(
            Q(voornaam__icontains=woord)
            | Q(achternaam__icontains=woord)
            | Q(partij__naam__icontains=woord)
            | Q(comaker__categorie__naam__icontains=woord)
            | Q(comaker__categorie__enkelvoud__icontains=woord)
        )
    waarom = redenen(atelier)
    eerst = [Kandidaat(p, waarom[p.pk]) for p in mensen.filter(pk__in=waarom)[:TOON]]
    anderen = [Kandidaat(p) for p in mensen.exclude(pk__in=waarom)[:TOON]]
    return eerst, anderen
