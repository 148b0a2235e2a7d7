"""The list of co-makers in the deliberate order of categories, and one person's page (M20, M21, M27)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Prefetch, Q

from comakers.enums import CoMakerStaat
from comakers.models import CoMaker, Gesprek, Terugkoppeling, Uitspraak
from comakers.selectors.themas import met_alles
from leefsturing.lib import klok
from trajecten.models import Categorie
from trajecten.namen import sorteernaam

PER_PAGINA = 40
SORTEER = {
    "volgorde": ("categorie__volgorde", "persoon__sorteernaam", "id"),
    "naam": ("persoon__sorteernaam", "id"),
    "stil": (F("laatst_gehoord").asc(nulls_first=True), "persoon__sorteernaam", "id"),
    "nieuw": ("-created_at", "-id"),
}


@dataclass
class Baan:
    """One category in its place: the reason of it, how many there are, and who of them stands on this page."""

    categorie: Categorie
    aantal: int
    gesproken: int
    comakers: list[CoMaker] = field(default_factory=list)


@dataclass(frozen=True)
class ComakerLijst:
    """A page of the list: the lanes, and the same people in the order asked for."""

    pagina: Page
    banen: list[Baan]
    totaal: int
    gefilterd: bool
    op_volgorde: bool


def zoek_comakers(
    *, traject: Any, actor: Any, zoek: str = "", categorie: int | None = None, staat: str = "", sorteer: str = ""
) -> Any:
    """The co-makers that fit, in the order asked for; the list on screen and the export both read this."""
    rows = CoMaker.objects.visible_to(actor).for_traject(traject).met_laatst_gehoord()
    for woord in sorteernaam("", "", zoek).split():
        rows = rows.filter(Q(persoon__sorteernaam__contains=woord) | Q(persoon__partij__naam__icontains=woord))
    if categorie:
        rows = rows.filter(categorie=categorie)
    if staat in CoMakerStaat.values:
        rows = rows.filter(staat=staat)
    return rows.order_by(*SORTEER.get(sorteer, SORTEER["volgorde"]))


def comaker_lijst(
    *, traject: Any, actor: Any, dag: date, zoek: str = "", categorie: int | None = None, staat: str = "",
    sorteer: str = "volgorde", pagina: Any = 1,
) -> ComakerLijst:  # fmt: skip
    """Lanes per category in the deliberate order, filtered and sorted; a constant number of queries (three)."""
    banen = [
        Baan(c, c.aantal, c.gesproken)
        for c in Categorie.objects.for_traject(traject)
        .annotate(
            aantal=Count("comakers", filter=~Q(comakers__staat=CoMakerStaat.AFGEHAAKT)),
            gesproken=Count("comakers", filter=Q(comakers__staat__in=[CoMakerStaat.GESPROKEN, CoMakerStaat.BETROKKEN])),
        )
        .order_by("volgorde", "id")
    ]
    rows = zoek_comakers(
        traject=traject, actor=actor, zoek=zoek, categorie=categorie, staat=staat, sorteer=sorteer
    ).select_related("persoon__partij", "categorie", "contactpersoon")
    sorteer = sorteer if sorteer in SORTEER else "volgorde"
    page = Paginator(rows, PER_PAGINA).get_page(pagina)
    per_baan = {baan.categorie.pk: baan for baan in banen}
    for comaker in page.object_list:
        comaker.stil = comaker.dagen_stil(dag)
        per_baan[comaker.categorie_id].comakers.append(comaker)
    gefilterd = bool(zoek.strip() or categorie or staat)
    return ComakerLijst(page, banen, sum(b.aantal for b in banen), gefilterd, sorteer == "volgorde")


@dataclass(frozen=True)
class Dossier:
    """Everything on one person's page."""

    comaker: CoMaker
    dagen_stil: int | None
    over_norm: bool
    terugkoppelingen: list[Terugkoppeling]
    gesprekken: list[Gesprek]
    uitspraken: list[Uitspraak]
    open_toezeggingen: list[Any]
    dagen_zonder_resultaat: int | None


def dossier(*, comaker: CoMaker, actor: Any, dag: date) -> Dossier:
    """One co-maker whole: gesprekken, statements ``actor`` may see, promises; a constant number of queries."""
    heard = list(comaker.terugkoppelingen.select_related("door").order_by("-op", "-id"))
    laatst = heard[0].op if heard else None
    resultaat = next((t.op for t in heard if t.is_resultaat), None)
    stil = (dag - klok.vandaag(laatst)).days if laatst else None
    spoken = comaker.staat in (CoMakerStaat.GESPROKEN, CoMakerStaat.BETROKKEN)
    return Dossier(
        comaker=comaker,
        dagen_stil=stil,
        over_norm=spoken and (stil is None or stil > comaker.traject.norm_stilte_dagen),
        terugkoppelingen=heard,
        gesprekken=list(comaker.gesprekken.select_related("verslag").order_by("-wanneer", "-id")),
        uitspraken=list(met_alles(comaker.uitspraken.visible_to(actor)).order_by("-created_at", "-id")),
        open_toezeggingen=list(
            comaker.toezeggingen.select_related("eigenaar", "gesprek").order_by("nagekomen_op", "uiterlijk", "id")
        ),
        dagen_zonder_resultaat=(dag - klok.vandaag(resultaat)).days if resultaat else None,
    )


def met_contact(*, traject: Any, actor: Any) -> Any:
    """Co-makers with what their page needs."""
    return (
        CoMaker.objects.visible_to(actor)
        .for_traject(traject)
        .select_related("persoon__partij", "categorie", "contactpersoon", "traject")
        .prefetch_related(Prefetch("achterbannen"))
    )
