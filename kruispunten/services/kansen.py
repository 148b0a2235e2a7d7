"""Kansen computed and stored by the worker; what people decided about one stays (M61, M62, M67)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from comakers.models import ThemaKoppeling, Uitspraak
from kruispunten.enums import KansStaat, ZoektBiedt
from kruispunten.models import Combinatie, Initiatief, InitiatiefHerkomst, Kans, Kruispunt, Middel
from kruispunten.passend import Aanbod, Vondst, vind_kansen
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from toegang.logboek import log
from toegang.models import Gebruiker
from trajecten.models import Persoon, Traject
from trajecten.services.signalen import signalen_verouderd
from werk.enums import TaakStaat
from werk.models import Taak
from werk.services import plan_taak

TAAKSOORT = "kansen.berekenen"
_NOG_EENS = "+"
# Many changes in a row are one computation.
RUST = timedelta(seconds=3)
# More than anybody reads; the weakest beyond it are no suggestion but noise.
MAX_NIEUW = 24
# One initiatief that suits everybody leaves room for the others.
MAX_PER_INITIATIEF = 4
_VELDEN = ("soort", "een_id", "ander_id", "thema_id", "uitleg", "plaats", "venster_van", "venster_tot")


def kansen_verouderd(traject: Traject | int) -> None:
    """Says that something changed that kansen rest on: the worker computes again, once for many changes."""
    nummer = traject if isinstance(traject, int) else traject.pk
    straks = klok.nu() + RUST
    taak = plan_taak(soort=TAAKSOORT, onderwerp=str(nummer), traject_id=nummer, na=straks)
    if taak.staat == TaakStaat.BEZIG:
        plan_taak(soort=TAAKSOORT, onderwerp=f"{nummer}{_NOG_EENS}", traject_id=nummer, na=straks)


def alles_verouderd(traject: Traject | int) -> None:
    """After a change that both kansen and signalen rest on."""
    kansen_verouderd(traject)
    signalen_verouderd(traject)


def voer_taak_uit(taak: Taak) -> None:
    """Handler of the work ``kansen.berekenen``; a traject that is gone has no kansen."""
    traject = Traject.objects.filter(pk=int(taak.onderwerp.rstrip(_NOG_EENS))).first()
    if traject is not None and any(bereken_kansen(traject=traject).values()):
        signalen_verouderd(traject)


@transaction.atomic
def bereken_kansen(*, traject: Traject, now: datetime | None = None) -> dict[str, int]:
    """Brings the stored kansen in step with the initiatieven at ``now``; gives how many are new, changed and gone.

    Safe to repeat. One that people decided about stays, with the decision; a new one that no longer holds goes.
    """
    dag = klok.vandaag(now)
    # One computation per traject at a time; whoever decides about a kans waits for it.
    Traject.objects.select_for_update().get(pk=traject.pk)
    bestaand = {k.kenmerk: k for k in Kans.objects.for_traject(traject).select_for_update()}
    besloten = {kenmerk for kenmerk, kans in bestaand.items() if not kans.is_nieuw}
    gezien = _de_sterkste(vind_kansen(aanbod_van(traject, now=now), dag, _vonden_elkaar(traject)), besloten)
    rijen = {kenmerk: _rij(vondst, plaats) for plaats, (kenmerk, vondst) in enumerate(gezien.items(), start=1)}
    erbij = [
        Kans(traject=traject, kenmerk=kenmerk, sinds=now or klok.nu(), **rij)
        for kenmerk, rij in rijen.items()
        if kenmerk not in bestaand
    ]
    Kans.objects.bulk_create(erbij)
    anders = [kans for kenmerk, kans in bestaand.items() if kenmerk in rijen and _neem_over(kans, rijen[kenmerk])]
    Kans.objects.bulk_update(anders, [veld.removesuffix("_id") for veld in _VELDEN])
    weg = [kans.pk for kenmerk, kans in bestaand.items() if kenmerk not in gezien and kans.is_nieuw]
    Kans.objects.filter(pk__in=weg).delete()
    return {"nieuw": len(erbij), "anders": len(anders), "weg": len(weg)}


def _de_sterkste(vondsten: Iterable[Vondst], besloten: set[str]) -> dict[str, Vondst]:
    """What people decided about, and of the rest the strongest: a dozen or two, spread over the initiatieven."""
    gezien: dict[str, Vondst] = {}
    keren: Counter[int] = Counter()
    for vondst in vondsten:
        if vondst.kenmerk not in besloten:
            samen = (vondst.een, vondst.ander)
            if keren.total() >= 2 * MAX_NIEUW or any(keren[pk] >= MAX_PER_INITIATIEF for pk in samen):
                continue
            keren.update(samen)
        gezien[vondst.kenmerk] = vondst
    return gezien


def _rij(vondst: Vondst, plaats: int) -> dict[str, Any]:
    return {
        "soort": vondst.soort,
        "een_id": vondst.een,
        "ander_id": vondst.ander,
        "thema_id": vondst.thema,
        "uitleg": vondst.uitleg,
        "plaats": plaats,
        "venster_van": vondst.venster_van,
        "venster_tot": vondst.venster_tot,
    }


def _neem_over(kans: Kans, rij: Mapping[str, Any]) -> bool:
    anders = [veld for veld in _VELDEN if getattr(kans, veld) != rij[veld]]
    for veld in anders:
        setattr(kans, veld, rij[veld])
    return bool(anders)


def aanbod_van(traject: Traject, now: datetime | None = None) -> list[Aanbod]:
    """What every running initiatief seeks, offers and is about: four queries."""
    initiatieven = list(
        Initiatief.objects.for_traject(traject)
        .lopend(klok.vandaag(now))
        .select_related("eigenaar_partij", "eigenaar_comaker__persoon__partij")
    )
    middelen: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    for middel in Middel.objects.for_traject(traject).order_by("pk"):
        middelen[middel.initiatief_id, middel.richting].append((middel.soort, middel.wat))
    themas = _themas_van(traject)
    return [
        Aanbod(
            pk=i.pk,
            naam=i.naam,
            eigenaren=_eigenaren(i),
            zijde=_zijde(i),
            categorie=i.eigenaar_comaker.categorie_id if i.eigenaar_comaker else None,
            van=i.van,
            tot=i.tot,
            zoekt=tuple(middelen[i.pk, ZoektBiedt.ZOEKT]),
            biedt=tuple(middelen[i.pk, ZoektBiedt.BIEDT]),
            themas=frozenset(themas[i.pk]),
        )
        for i in initiatieven
    ]


def _partij_id(initiatief: Initiatief) -> int | None:
    comaker = initiatief.eigenaar_comaker
    return comaker.persoon.partij_id if comaker else initiatief.eigenaar_partij_id


def _eigenaren(initiatief: Initiatief) -> frozenset[str]:
    """Everybody behind it: a co-maker and the partij they belong to know each other already."""
    sleutels = {f"comaker:{initiatief.eigenaar_comaker_id}"} if initiatief.eigenaar_comaker_id else set()
    if partij := _partij_id(initiatief):
        sleutels.add(f"partij:{partij}")
    return frozenset(sleutels)


def _zijde(initiatief: Initiatief) -> str:
    comaker = initiatief.eigenaar_comaker
    partij = comaker.persoon.partij if comaker else initiatief.eigenaar_partij
    return str(partij.zijde) if partij else ""


def _themas_van(traject: Traject) -> dict[int, set[tuple[int, str]]]:
    """Themes of the usable uitspraken under each initiatief."""
    bronnen: dict[int, list[int]] = defaultdict(list)
    bruikbaar = Uitspraak.objects.for_traject(traject).bruikbaar()
    for uitspraak, product in (
        InitiatiefHerkomst.objects.for_traject(traject)
        .filter(uitspraak__in=bruikbaar)
        .values_list("uitspraak_id", "product_id")
    ):
        bronnen[uitspraak].append(product)
    gevonden: dict[int, set[tuple[int, str]]] = defaultdict(set)
    koppelingen = ThemaKoppeling.objects.for_traject(traject).filter(uitspraak__in=list(bronnen))
    for uitspraak, thema, naam in koppelingen.values_list("uitspraak_id", "thema_id", "thema__naam"):
        for product in bronnen[uitspraak]:
            gevonden[product].add((thema, naam))
    return gevonden


def _vonden_elkaar(traject: Traject) -> frozenset[frozenset[int]]:
    """Pairs that stand in a combinatie together: they need no suggestion."""
    per_combinatie: dict[int, set[int]] = defaultdict(set)
    levend = Combinatie.objects.for_traject(traject).levend()
    tabel: Any = Combinatie.initiatieven.through
    for combinatie, initiatief in tabel.objects.filter(combinatie__in=levend).values_list(
        "combinatie_id", "initiatief_id"
    ):
        per_combinatie[combinatie].add(initiatief)
    return frozenset(
        frozenset((a, b)) for leden in per_combinatie.values() for a in leden for b in leden if a < b
    )  # fmt: skip


# ── What people decide about one ──────────────────────────────────────────────────────────────────────────


def _besluit(kans: Kans, staat: str, *, by: Gebruiker, now: datetime | None, **velden: Any) -> Kans:
    """Decides once; raises DomainError when somebody else decided otherwise meanwhile."""
    velden |= {"staat": staat, "afgehandeld_op": now or klok.nu(), "afgehandeld_door": by}
    if not Kans.objects.filter(pk=kans.pk, staat=KansStaat.NIEUW).update(**velden):
        raise DomainError(_("Over deze kans is net al besloten. Kijk nog eens bij de kansen."))
    log(by=by, werkwoord=f"kans.{staat}", onderwerp=kans)
    signalen_verouderd(kans.traject_id)
    kans.refresh_from_db()
    return kans


@transaction.atomic
def leg_weg(*, kans: Kans, reden: str = "", by: Gebruiker, now: datetime | None = None) -> Kans:
    """Puts a kans aside, with or without a reason; it stays away as long as the two stay who they are."""
    return _besluit(kans, KansStaat.WEGGELEGD, by=by, now=now, reden=reden.strip())


@transaction.atomic
def haal_kans_terug(*, kans: Kans, by: Gebruiker) -> None:
    """Back among the new ones; raises DomainError for one that became a combinatie."""
    terug = Kans.objects.filter(pk=kans.pk, combinatie=None).exclude(staat=KansStaat.NIEUW)
    if not terug.update(staat=KansStaat.NIEUW, afgehandeld_op=None, afgehandeld_door=None, reden=""):
        raise DomainError(_("Deze kans staat al tussen de nieuwe, of er is een combinatie van gemaakt."))
    log(by=by, werkwoord="kans.teruggehaald", onderwerp=kans)
    alles_verouderd(kans.traject_id)


@transaction.atomic
def pak_op(
    *,
    kans: Kans,
    kruispunt: Kruispunt | None,
    nieuw: Mapping[str, str],
    waarden: Mapping[str, Any],
    by: Gebruiker,
    now: datetime | None = None,
) -> Combinatie:
    """Makes a combinatie of a kans, in ``kruispunt`` or in a new one (titel and vraag in ``nieuw``) (M62).

    Both initiatieven take their place in the kruispunt, with the partijen that own them. Nobody takes anything over.
    """
    now = now or klok.nu()
    samen = [i for i in (kans.een, kans.ander) if i is not None and not i.is_opgeborgen]
    if len(samen) != 2:
        raise DomainError(_("Een van de twee initiatieven is er niet meer."))
    if kruispunt is None:
        kruispunt = Kruispunt.objects.create(traject_id=kans.traject_id, staat_sinds=now, **nieuw)
        log(by=by, werkwoord="kruispunt.gemaakt", onderwerp=kruispunt)
    partijen = [i.eigenaar_partij for i in samen if i.eigenaar_partij]
    kruispunt.initiatieven.add(*samen)
    kruispunt.partijen.add(*partijen)
    combinatie = Combinatie.objects.create(traject_id=kans.traject_id, kruispunt=kruispunt, **waarden)
    combinatie.initiatieven.set(samen)
    combinatie.partijen.set(partijen)
    log(by=by, werkwoord="combinatie.gemaakt", onderwerp=combinatie)
    _besluit(kans, KansStaat.OPGEPAKT, by=by, now=now, combinatie=combinatie)
    kansen_verouderd(kans.traject_id)
    return combinatie


def wis_kansen_van(persoon: Persoon) -> None:
    """After erasing somebody: no suggestion keeps the words of what was theirs."""
    van = Q(een__eigenaar_comaker__persoon=persoon) | Q(ander__eigenaar_comaker__persoon=persoon)
    Kans.objects.filter(van, staat=KansStaat.NIEUW).delete()
    Kans.objects.filter(van).update(uitleg=_("Een initiatief van iemand die niet meer meedoet."), reden="")
