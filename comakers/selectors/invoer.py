"""What the rows of a file would become: new, known already with or without differences, or wrong and why (M20).

Somebody is known by the e-mail address, else by the name as it sorts together with the categorie, as long as not both
have an address. Nothing here writes; the same rows give the same answer as long as the co-makers stay the same.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Prefetch, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from comakers.enums import RijOordeel
from comakers.invoer import velden as v
from comakers.invoer.lezen import als_tekst
from comakers.invoer.namen import splits_naam
from comakers.invoer.veilig import bescherm
from comakers.models import Achterban, CoMaker, Invoer
from leefsturing.lib import klok
from toegang.enums import KERNGROEP
from toegang.models import Gebruiker
from trajecten.models import Categorie, Partij, Persoon
from trajecten.namen import sorteernaam

NAAMDELEN = ("voornaam", "tussenvoegsel", "achternaam")
TEKSTEN = ("wil_weten", "wil_meedenken", "sleutelfiguur_voor")


@dataclass(frozen=True)
class Kader:
    """What the cells of a file can name in this traject, and what was chosen for this file."""

    invoer: Invoer
    categorieen: dict[str, Categorie]
    kerngroep: dict[str, list[Gebruiker]]
    partijen: dict[str, str]


def kader_van(invoer: Invoer) -> Kader:
    """Read once for a file or a part of it."""
    alle = list(Categorie.objects.for_traject(invoer.traject_id).order_by("volgorde"))
    # A name goes before the name of one, and the exact one before what looks like it; two that look alike say nothing.
    categorieen: dict[str, Categorie] = {}
    for naam_van in (lambda c: c.naam, lambda c: v.plat(c.naam), lambda c: v.plat(c.enkelvoud)):
        namen = Counter(naam_van(c) for c in alle)
        categorieen = {naam_van(c): c for c in alle if namen[naam_van(c)] == 1} | categorieen
    kerngroep: dict[str, list[Gebruiker]] = defaultdict(list)
    leden = Gebruiker.objects.filter(
        deelnames__traject=invoer.traject_id, deelnames__rol__in=KERNGROEP, is_active=True
    )  # fmt: skip
    for lid in leden:
        kerngroep[v.plat(lid.naam)].append(lid)
        kerngroep[lid.email.casefold()].append(lid)
    partijen = Partij.objects.for_traject(invoer.traject_id).values_list("naam", flat=True)
    return Kader(invoer, categorieen, kerngroep, {naam.casefold(): naam for naam in partijen})


@dataclass
class Bekenden:
    """Who of a part of a file is in the traject already."""

    op_email: dict[str, CoMaker] = field(default_factory=dict)
    op_naam: dict[tuple[str, int], list[CoMaker]] = field(default_factory=lambda: defaultdict(list))
    zonder_rij: dict[str, int] = field(default_factory=dict)


def met_alles_erbij() -> Any:
    """Co-makers with what a row of a file says of them."""
    groepen = Prefetch("achterbannen", Achterban.objects.order_by("pk"))
    return CoMaker.objects.select_related("persoon__partij", "categorie", "contactpersoon").prefetch_related(groepen)


def bekenden(traject_id: int, rijen: Iterable[dict[str, Any]]) -> Bekenden:
    """Looked up for many rows at once; a constant number of queries."""
    rijen = list(rijen)
    adressen = {r["email"].lower() for r in rijen if r.get("email")}
    namen = {sorteernaam(*(r.get(n, "") for n in NAAMDELEN)) for r in rijen}
    gevonden = Bekenden()
    mensen = met_alles_erbij().filter(traject=traject_id).alias(adres=Lower("persoon__email")).order_by("pk")
    for comaker in mensen.filter(Q(adres__in=adressen) | Q(persoon__sorteernaam__in=namen - {""})):
        if comaker.persoon.email:
            gevonden.op_email[comaker.persoon.email.lower()] = comaker
        gevonden.op_naam[(comaker.persoon.sorteernaam, comaker.categorie_id)].append(comaker)
    anderen = Persoon.objects.filter(traject=traject_id, comaker=None).alias(adres=Lower("email"))
    for pk, email in anderen.filter(adres__in=adressen).values_list("pk", "email"):
        gevonden.zonder_rij[email.lower()] = pk
    return gevonden


@dataclass
class Oordeel:
    """What one row becomes."""

    nummer: int
    cellen: list[str]
    velden: dict[str, Any]
    redenen: list[str] = field(default_factory=list)
    comaker: CoMaker | None = None
    verschillen: list[list[str]] = field(default_factory=list)

    @property
    def oordeel(self) -> str:
        """Wrong when there is a reason, else known or new."""
        if self.redenen:
            return RijOordeel.FOUT
        return RijOordeel.BEKEND if self.comaker else RijOordeel.NIEUW


def als_cellen(comaker: CoMaker) -> dict[str, str]:
    """A co-maker as the cells of a row, by field."""
    persoon = comaker.persoon
    groepen = [(a.naam, a.omvang) for a in comaker.achterbannen.all()]
    return {
        **{naam: getattr(persoon, naam) for naam in (*NAAMDELEN, "email", "telefoon")},
        **{naam: getattr(comaker, naam) for naam in TEKSTEN},
        "categorie": comaker.categorie.naam,
        "partij": persoon.partij.naam if persoon.partij else "",
        "contactpersoon": comaker.contactpersoon.naam if comaker.contactpersoon else "",
        "achterban": v.achterban_tekst(groepen),
        "akkoord_op": als_tekst(comaker.bewaren_akkoord_op),
    }


def beoordeel(kader: Kader, rijen: list[tuple[int, list[str]]]) -> list[Oordeel]:
    """Every row of a part of a file; who stands in the file twice is for the caller to see."""
    oordelen = [_basis(kader, nummer, cellen) for nummer, cellen in rijen]
    bekend = bekenden(kader.invoer.traject_id, (o.velden for o in oordelen))
    for oordeel in oordelen:
        oordeel.comaker = zoek_op(bekend, oordeel.velden)
        huidig = als_cellen(oordeel.comaker) if oordeel.comaker else {}
        for naam, lees in _LEZERS.items():
            tekst = oordeel.velden.get(naam, "")
            if tekst and not (huidig and gelijk(naam, tekst, huidig[naam])):
                lees(kader, oordeel, tekst)
            elif tekst:
                del oordeel.velden[naam]
        if oordeel.comaker:
            _vergelijk(oordeel, huidig)
            continue
        for naam in NAAMDELEN:
            oordeel.velden[naam] = " ".join(oordeel.velden[naam].split())
        if adres := oordeel.velden.get("email"):
            oordeel.velden["persoon"] = bekend.zonder_rij.get(adres.lower())
    return oordelen


def zoek_op(bekend: Bekenden, velden: dict[str, Any]) -> CoMaker | None:
    """The co-maker this row is about, when there is one; of several of one name the one that differs least."""
    email = velden.get("email", "").lower()
    if email and email in bekend.op_email:
        return bekend.op_email[email]
    if email and email in bekend.zonder_rij:
        return None
    sleutel = (sorteernaam(*(velden.get(n, "") for n in NAAMDELEN)), velden.get("categorie_id") or 0)
    mogelijk = [c for c in bekend.op_naam.get(sleutel, []) if not (email and c.persoon.email)]
    if len(mogelijk) < 2:
        return mogelijk[0] if mogelijk else None

    def anders(comaker: CoMaker) -> tuple[bool, int]:
        huidig = als_cellen(comaker)
        aantal = sum(1 for n, t in velden.items() if n in huidig and t and not gelijk(n, str(t), huidig[n]))
        return bool(comaker.persoon.email), aantal

    return min(mogelijk, key=anders)


def gelijk(naam: str, nieuw: str, oud: str) -> bool:
    """Whether a cell says what is there already, as it would come back from a file."""
    oud = als_tekst(bescherm(oud))
    if naam in ("email", "partij"):
        return nieuw.casefold() == oud.casefold()
    if naam == "telefoon":
        return v.zelfde_telefoon(nieuw, oud)
    if naam == "contactpersoon":
        return v.plat(nieuw) == v.plat(oud)
    return nieuw == oud


def _basis(kader: Kader, nummer: int, cellen: list[str]) -> Oordeel:
    """The cells by field; name, address and categorie are read here, for by these somebody is known."""
    kolommen = kader.invoer.kolommen
    velden = {naam: cellen[plaats] for naam, plaats in kolommen.items() if plaats < len(cellen) and cellen[plaats]}
    oordeel = Oordeel(nummer, cellen, velden)
    if heel := velden.pop("volledige_naam", ""):
        velden |= dict(zip(NAAMDELEN, splits_naam(heel), strict=True))
    for naam in NAAMDELEN:
        velden.setdefault(naam, "")
        _niet_te_lang(oordeel, naam)
    if not (velden["voornaam"] or velden["achternaam"]):
        oordeel.redenen.append(_("Er staat geen naam."))
    if email := velden.get("email", ""):
        velden["email"] = email = email.removeprefix("mailto:").strip()
        try:
            validate_email(email)
            _niet_te_lang(oordeel, "email")
        except ValidationError:
            oordeel.redenen.append(_("“%(email)s” is geen e-mailadres.") % {"email": _kort(email)})
    _lees_categorie(kader, oordeel)
    return oordeel


def _kort(tekst: str) -> str:
    tekst = " ".join(tekst.split())
    return tekst if len(tekst) <= 60 else f"{tekst[:59]}…"


def _niet_te_lang(oordeel: Oordeel, naam: str) -> None:
    hoogstens = v.OP_NAAM[naam].hoogstens
    if len(oordeel.velden.get(naam, "")) > hoogstens:
        oordeel.redenen.append(
            _("“%(veld)s” is te lang: hooguit %(n)s tekens.") % {"veld": v.OP_NAAM[naam].kop, "n": hoogstens}
        )


def _lees_categorie(kader: Kader, oordeel: Oordeel) -> None:
    tekst = oordeel.velden.get("categorie", "")
    categorie = kader.categorieen.get(tekst) or kader.categorieen.get(v.plat(tekst)) if tekst else None
    if categorie is None and tekst:
        oordeel.redenen.append(_("De categorie “%(naam)s” kennen we niet.") % {"naam": _kort(tekst)})
    elif categorie is None and (categorie := kader.invoer.categorie) is None:
        oordeel.redenen.append(_("Er staat geen categorie."))
    oordeel.velden |= {"categorie_id": categorie.pk if categorie else None}
    if categorie and not tekst:
        oordeel.velden["categorie_standaard"] = categorie.naam
    elif categorie:
        oordeel.velden["categorie"] = categorie.naam


def _lees_tekst(naam: str) -> Callable[[Kader, Oordeel, str], None]:
    return lambda kader, oordeel, tekst: _niet_te_lang(oordeel, naam)


def _lees_telefoon(kader: Kader, oordeel: Oordeel, tekst: str) -> None:
    oordeel.velden["telefoon"] = v.telefoon(tekst)
    _niet_te_lang(oordeel, "telefoon")


def _lees_partij(kader: Kader, oordeel: Oordeel, tekst: str) -> None:
    tekst = " ".join(tekst.split())
    oordeel.velden["partij"] = kader.partijen.get(tekst.casefold(), tekst)
    if tekst.casefold() not in kader.partijen and not kader.invoer.nieuwe_partijen:
        oordeel.redenen.append(
            _("De organisatie “%(naam)s” kennen we niet. Zet het vinkje bij nieuwe organisaties, of pas de naam aan.")
            % {"naam": _kort(tekst)}
        )
    _niet_te_lang(oordeel, "partij")


def _lees_contactpersoon(kader: Kader, oordeel: Oordeel, tekst: str) -> None:
    leden = kader.kerngroep.get(tekst.casefold()) or kader.kerngroep.get(v.plat(tekst), [])
    if len(leden) == 1:
        oordeel.velden |= {"contactpersoon": leden[0].naam, "contactpersoon_id": leden[0].pk}
    elif leden:
        oordeel.redenen.append(
            _("Er is meer dan één “%(naam)s” in de kerngroep. Gebruik het e-mailadres.") % {"naam": _kort(tekst)}
        )
    else:
        oordeel.redenen.append(_("“%(naam)s” zit niet in de kerngroep.") % {"naam": _kort(tekst)})


def _lees_achterban(kader: Kader, oordeel: Oordeel, tekst: str) -> None:
    groepen = v.lees_achterban(tekst)
    omvang = oordeel.velden.pop("omvang", "")
    if omvang and len(groepen) == 1 and groepen[0][1] is None:
        if (aantal := v.lees_omvang(omvang)) is None:
            oordeel.redenen.append(
                _("“%(tekst)s” is geen aantal mensen. Schrijf een getal, zoals 120.") % {"tekst": _kort(omvang)}
            )
        groepen = [(groepen[0][0], aantal)]
    if any(len(naam) > v.MAX_GROEP for naam, _aantal in groepen):
        oordeel.redenen.append(_("De naam van een achterban is te lang: hooguit %(n)s tekens.") % {"n": v.MAX_GROEP})
    if len(groepen) > 50:
        oordeel.redenen.append(_("Er staan meer dan 50 achterbannen in één cel."))
    oordeel.velden |= {"achterban": v.achterban_tekst(groepen), "groepen": [list(g) for g in groepen]}


def _lees_akkoord(kader: Kader, oordeel: Oordeel, tekst: str) -> None:
    dag = v.lees_dag(tekst)
    if dag is None:
        oordeel.redenen.append(_("“%(tekst)s” is geen datum. Schrijf hem als 31-12-2026.") % {"tekst": _kort(tekst)})
    elif dag > klok.vandaag() or dag.year < 2000:
        oordeel.redenen.append(_("De datum %(tekst)s kan niet: akkoord is gegeven.") % {"tekst": _kort(tekst)})
    else:
        oordeel.velden |= {"akkoord_op": als_tekst(dag), "akkoord_dag": dag.isoformat()}


_LEZERS: dict[str, Callable[[Kader, Oordeel, str], None]] = {
    "telefoon": _lees_telefoon,
    "partij": _lees_partij,
    "contactpersoon": _lees_contactpersoon,
    **{naam: _lees_tekst(naam) for naam in TEKSTEN},
    "achterban": _lees_achterban,
    "akkoord_op": _lees_akkoord,
}


def _heel(delen: dict[str, Any]) -> list[str]:
    return " ".join(delen[n] for n in NAAMDELEN).split()


def _vergelijk(oordeel: Oordeel, huidig: dict[str, str]) -> None:
    """What the row says otherwise than what is there; an empty cell says nothing."""
    nieuw = oordeel.velden
    if _heel(nieuw) == _heel(huidig):
        for naam in NAAMDELEN:
            nieuw[naam] = huidig[naam]
    heeft_naam = bool(nieuw["voornaam"] or nieuw["achternaam"])
    for naam, oud in huidig.items():
        tekst = nieuw.get(naam, "")
        if (tekst or (naam in NAAMDELEN and heeft_naam)) and not gelijk(naam, tekst, oud):
            oordeel.verschillen.append([naam, oud, tekst])


# ── What the screens show ─────────────────────────────────────────────────────────────────────────────────
PER_PAGINA = 25


def invoeren(*, traject: Any, actor: Any) -> Any:
    """The files that are still here, newest first."""
    return Invoer.objects.visible_to(actor).for_traject(traject).select_related("door").order_by("-pk")


@dataclass(frozen=True)
class Verschil:
    """One difference of somebody who is there already, in words."""

    kop: str
    nu: str
    nieuw: str


def verschillen_van(rij: Any) -> list[Verschil]:
    """The differences of a row, by the heading of the field."""
    return [
        Verschil(str(v.OP_NAAM[naam].kop), nu, nieuw)
        for naam, nu, nieuw in rij.velden.get("verschillen", [])
        if naam in v.OP_NAAM
    ]


def nieuwe_partijen(invoer: Invoer) -> list[str]:
    """The names of organisations that the good rows would add, as they are written first."""
    bekend = {n.casefold() for n in Partij.objects.for_traject(invoer.traject_id).values_list("naam", flat=True)}
    namen = invoer.rijen.filter(oordeel=RijOordeel.NIEUW).values_list("velden__partij", flat=True)
    nieuw: dict[str, str] = {}
    for naam in namen.distinct():
        if naam and naam.casefold() not in bekend:
            nieuw.setdefault(naam.casefold(), naam)
    return sorted(nieuw.values(), key=str.casefold)
