"""Kruispunten: the tree, what runs and what it seeks and offers, combinaties, and what was decided about kansen."""

from datetime import timedelta
from typing import Any

from kruispunten.enums import KansStaat, ZoektBiedt
from kruispunten.models import (
    Combinatie,
    Initiatief,
    InitiatiefHerkomst,
    Kans,
    Kruispunt,
    KruispuntHerkomst,
    Middel,
    Vraagstuk,
)
from kruispunten.services.kansen import bereken_kansen
from leefsturing.lib import klok
from overzichten.voorbeeld.kader import Stand
from overzichten.voorbeeld.rijen import maak, op

_COMBINATIE = ("naam", "soort", "dichter_bij_doelen", "opent_iets_nieuws", "kost_weinig")


def laad_kruispunten(stand: Stand) -> None:
    """What comes together, and what could."""
    _laad_initiatieven(stand)
    _laad_kruispunten(stand)
    _laad_vraagstukken(stand)
    bereken_kansen(traject=stand.traject)
    _beslis_over_kansen(stand)


def _laad_initiatieven(stand: Stand) -> None:
    kalender, traject = stand.kalender, stand.traject
    rijen = stand.bron.bestanden["initiatieven"]["initiatieven"]
    for rij in rijen:
        comaker = stand.comakers.get(rij["eigenaar"])
        gemaakt = max(rij.get("zelf_dag", min(rij["van_dag"], -10)), -90)
        initiatief = Initiatief(
            traject=traject,
            naam=rij["naam"],
            eigenaar_comaker=comaker,
            eigenaar_partij=None if comaker else stand.partijen[rij["eigenaar"]],
            van=kalender.dag(rij["van_dag"]),
            tot=kalender.dag(rij["tot_dag"]) if "tot_dag" in rij else None,
            plaats=rij["plaats"],
            beloond_met=rij["beloond_met"],
            aangemeld_op=kalender.moment(gemaakt, "20:10") if "zelf_dag" in rij else None,
        )
        stand.initiatieven[rij["sleutel"]] = op(initiatief, kalender.moment(gemaakt, "20:10"))
    maak(Initiatief, stand.initiatieven.values())
    maak(
        Middel,
        [
            Middel(
                traject=traject,
                initiatief=stand.initiatieven[rij["sleutel"]],
                richting=richting,
                soort=soort,
                wat=wat,
            )
            for rij in rijen
            for richting in ZoektBiedt
            for soort, wat in rij[richting.value]
        ],
    )
    _leg_eronder(stand, InitiatiefHerkomst, [(stand.initiatieven[r["sleutel"]], r["uitspraken"], -18) for r in rijen])


def _leg_eronder(stand: Stand, model: Any, lijst: list[tuple[Any, list[str], int]]) -> None:
    """The sources of each product, laid under it on a day after they were said."""
    maak(
        model,
        [
            model(
                traject=stand.traject,
                product=product,
                uitspraak=stand.uitspraken[sleutel],
                gekoppeld_op=stand.kalender.na(stand.uitspraken[sleutel].created_at, dag, "16:40"),
            )
            for product, sleutels, dag in lijst
            for sleutel in sleutels
        ],
    )


def _laad_kruispunten(stand: Stand) -> None:
    kalender, traject = stand.kalender, stand.traject
    rijen = stand.bron.bestanden["kruispunten"]["kruispunten"]
    for rij in rijen:
        laatste = max((stand.uitspraken[s].created_at for s in rij["uitspraken"]), default=traject.created_at)
        kruispunt = Kruispunt(
            traject=traject,
            **{veld: rij[veld] for veld in ("titel", "vraag", "kern", "staat")},
            duiding=rij.get("duiding", ""),
            staat_sinds=min(max(kalender.moment(rij["staat_dag"], "17:00"), laatste + timedelta(hours=3)), klok.nu()),
        )
        stand.kruispunten[rij["sleutel"]] = op(kruispunt, kalender.moment(rij["dag"], "16:30"))
    maak(Kruispunt, stand.kruispunten.values())
    for rij in rijen:
        kruispunt = stand.kruispunten[rij["sleutel"]]
        kruispunt.pijlers.set([stand.pijlers[p] for p in rij["pijlers"]])
        kruispunt.effecten.set([stand.effecten[e] for e in rij["effecten"]])
        kruispunt.partijen.set([stand.partijen[p] for p in rij["partijen"]])
        kruispunt.initiatieven.set([stand.initiatieven[i] for i in rij["initiatieven"]])
        for c in rij.get("combinaties", []):
            van, tot = (kalender.dag(dag) for dag in c["venster"])
            combinatie = Combinatie(
                traject=traject, kruispunt=kruispunt, venster_van=van, venster_tot=tot, **{v: c[v] for v in _COMBINATIE}
            )
            maak(Combinatie, [op(combinatie, kalender.moment(min(rij["staat_dag"], -5), "17:10"))])
            combinatie.partijen.set([stand.partijen[p] for p in c["wie"]])
            combinatie.initiatieven.set([stand.initiatieven[i] for i in c.get("initiatieven", [])])
    _leg_eronder(
        stand, KruispuntHerkomst, [(stand.kruispunten[r["sleutel"]], r["uitspraken"], r["dag"]) for r in rijen]
    )


def _laad_vraagstukken(stand: Stand) -> None:
    """The tree, from the top down, and the kruispunten that its leaves became."""
    gemaakt: dict[str, Vraagstuk] = {}
    for rij in stand.bron.bestanden["initiatieven"]["vraagstukken"]:
        vraagstuk = Vraagstuk(traject=stand.traject, ouder=gemaakt.get(rij["ouder"]), vraag=rij["vraag"])
        gemaakt[rij["sleutel"]] = vraagstuk
        maak(Vraagstuk, [op(vraagstuk, stand.kalender.moment(-64, "10:00"))])
        if "kruispunt" in rij:
            Kruispunt.objects.filter(pk=stand.kruispunten[rij["kruispunt"]].pk).update(vraagstuk=vraagstuk)


def _beslis_over_kansen(stand: Stand) -> None:
    nieuw = {frozenset((k.een_id, k.ander_id)): k for k in Kans.objects.for_traject(stand.traject)}
    for rij in stand.bron.bestanden["initiatieven"]["kansen"]:
        samen = [stand.initiatieven[sleutel] for sleutel in rij["tussen"]]
        kans = nieuw.get(frozenset(i.pk for i in samen)) or _kans_van_toen(stand, samen)
        kans.staat, kans.reden = KansStaat(rij["stand"]), rij["reden"]
        kans.afgehandeld_op = stand.kalender.moment(rij["dag"], "11:20")
        kans.afgehandeld_door = stand.accounts["kerngroep"]
        if kruispunt := rij.get("kruispunt"):
            kans.combinatie = Combinatie.objects.filter(
                kruispunt=stand.kruispunten[kruispunt], initiatieven=samen[0]
            ).first()  # fmt: skip
        kans.save()


def _kans_van_toen(stand: Stand, samen: list[Initiatief]) -> Kans:
    """One that was found before the two found each other: it is not computed any more."""
    een, ander = sorted(samen, key=lambda i: i.pk)
    return Kans(
        traject=stand.traject,
        kenmerk=f"zb:{een.pk}:{ander.pk}",
        soort="zoekt_biedt",
        een=een,
        ander=ander,
        uitleg=f"“{samen[0].naam}” zoekt een etalage. “{samen[1].naam}” biedt een winkel, twee jaar, bijna gratis.",
        venster_tot=min((i.tot for i in samen if i.tot), default=None),
        sinds=stand.kalender.moment(-15, "09:00"),
    )
