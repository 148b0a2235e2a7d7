"""Ketens with their schakels and what they bring in, and what belongs to the projects besides."""

from collections.abc import Mapping
from typing import Any

from ketens.models import Inbreng, Keten, Meedoener, Mijlpaal, Project, Schakel, Voortgang
from ketens.services.netwerk import plaats_netwerk
from overzichten.voorbeeld.kader import Stand
from overzichten.voorbeeld.rijen import maak, op


def laad_ketens(stand: Stand) -> None:
    """Who carries what together; the picture of it is placed at once."""
    _laad_verder(stand)
    _laad_ketens(stand)
    plaats_netwerk(traject=stand.traject)


def _wie(stand: Stand, sleutel: str) -> dict[str, Any]:
    """A partij when there is one of that key, else a persoon."""
    partij = stand.partijen.get(sleutel)
    return {"partij": partij} if partij else {"persoon": stand.personen[sleutel]}


def _dag(stand: Stand, rij: Mapping[str, Any], veld: str) -> Any:
    return stand.kalender.dag(rij[veld]) if veld in rij else None


def _laad_ketens(stand: Stand) -> None:
    rijen = stand.bron.bestanden["ketens"]["ketens"]
    ketens: dict[str, Keten] = {}
    for rij in rijen:
        keten = Keten(
            traject=stand.traject,
            naam=rij["naam"],
            omschrijving=rij["omschrijving"],
            kruispunt=stand.kruispunten.get(rij["kruispunt"]),
        )
        ketens[rij["sleutel"]] = op(keten, stand.kalender.moment(rij["gemaakt_dag"], "16:15"))
    maak(Keten, ketens.values())
    schakels: list[Any] = []
    inbreng: list[Inbreng] = []
    for rij in rijen:
        keten = ketens[rij["sleutel"]]
        keten.projecten.set([stand.projecten[p] for p in rij["projecten"]])
        for s in rij["schakels"]:
            schakel = Schakel(
                traject=stand.traject,
                keten=keten,
                rol=s["rol"],
                kracht=s["kracht"],
                inzet=s["inzet"],
                vastgelegd_met=s.get("met", ""),
                vastgelegd_wat=s.get("wat", ""),
                stapt_uit_op=_dag(stand, s, "uit_dag"),
                vertrokken_op=_dag(stand, s, "weg_dag"),
                **_wie(stand, s["wie"]),
            )
            schakels.append(op(schakel, keten.created_at))
            inbreng += [
                Inbreng(traject=stand.traject, schakel=schakel, soort=soort, wat=wat, bedrag_cent=cent or None,
                        verwacht_terug=terug)
                for soort, wat, cent, terug in s["inbreng"]
            ]  # fmt: skip
    maak(Schakel, schakels)
    maak(Inbreng, [op(rij, rij.schakel.created_at) for rij in inbreng])


def _laad_verder(stand: Stand) -> None:
    kalender = stand.kalender
    stappen: dict[str, Any] = getattr(stand, "stappen", {})
    mijlpalen, meedoeners, tikken = [], [], []
    for rij in stand.bron.bestanden["ketens"]["verder"]:
        project: Project = stand.projecten[rij["project"]]
        project.kruispunt = stand.kruispunten.get(rij["kruispunt"])
        project.initiatief = stand.initiatieven.get(rij["initiatief"])
        project.stap = stappen.get(rij["stap"])
        project.save(update_fields=["kruispunt", "initiatief", "stap"])
        eigen = {"traject": stand.traject, "project": project}
        mijlpalen += [
            Mijlpaal(
                wat=wat, uiterlijk=kalender.dag(dag), gehaald_op=kalender.dag(gehaald) if gehaald else None, **eigen
            )
            for wat, dag, gehaald in rij["mijlpalen"]
        ]
        meedoeners += [
            op(Meedoener(persoon=stand.personen[wie], rol=rol, **eigen), project.created_at)
            for wie, rol in rij["meedoeners"]
        ]
        tikken += [
            Voortgang(stand=hoe, tekst=tekst, op=kalender.moment(dag, "19:20"), door_persoon=project.trekker, **eigen)
            for dag, hoe, tekst in rij.get("tikken", [])
        ]
    maak(Mijlpaal, mijlpalen)
    maak(Meedoener, meedoeners)
    maak(Voortgang, tikken)
