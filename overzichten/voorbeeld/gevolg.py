"""What came of it: projects with herkomst and progress, promises, what co-makers heard, the texts of the plan."""

from typing import Any

from django.db import models

from comakers.models import GemeldeStap, Terugkoppeling, Toezegging
from comakers.selectors.spoor import nieuwe_stappen
from ketens.models import Project, ProjectHerkomst, Voortgang
from overzichten.voorbeeld.kader import Stand
from overzichten.voorbeeld.rijen import maak, op

_TIJD = {"spoor": "07:30", "bellen": "15:10", "plan": "07:30"}


def laad_gevolg(stand: Stand) -> None:
    """Everything after the gesprekken."""
    _laad_projecten(stand)
    _laad_toezeggingen(stand)
    _laad_terugkoppelingen(stand)


def sluit_af(stand: Stand) -> None:
    """What has happened so far counts as told: nobody is mailed about made-up news."""
    gemeld: list[Any] = [
        GemeldeStap(traject=stand.traject, comaker=comaker, kenmerk=een.kenmerk(stap), op=stap.op)
        for comaker in stand.comakers.values()
        for een, stap in nieuwe_stappen(comaker)
    ]
    maak(GemeldeStap, {(rij.comaker_id, rij.kenmerk): rij for rij in gemeld}.values())


def _laad_projecten(stand: Stand) -> None:
    kalender, traject = stand.kalender, stand.traject
    rijen = stand.bron.bestanden["projecten"]["projecten"]
    velden = ("naam", "soort", "staat", "omschrijving", "beoogd_resultaat", "trekker_zijde")
    projecten = stand.projecten
    for rij in rijen:
        project = Project(
            traject=traject,
            pijler=stand.pijlers[rij["pijler"]],
            effect=stand.effecten.get(rij["effect"]),
            trekker=stand.personen[rij["trekker"]],
            trekker_genoemd=rij["trekker_zijde"] != "overheid",
            gestart_op=kalender.dag(rij["gestart_dag"]) if "gestart_dag" in rij else None,
            afgerond_op=kalender.dag(rij["afgerond_dag"]) if "afgerond_dag" in rij else None,
            stopreden=rij.get("stopreden", ""),
            duiding=rij.get("duiding", ""),
            **{veld: rij[veld] for veld in velden},
        )
        projecten[rij["sleutel"]] = op(project, kalender.moment(rij["gemaakt_dag"], "17:20"))
    maak(Project, projecten.values())
    maak(
        ProjectHerkomst,
        [
            ProjectHerkomst(
                traject=traject,
                product=projecten[rij["sleutel"]],
                uitspraak=stand.uitspraken[sleutel],
                gekoppeld_op=kalender.na(stand.uitspraken[sleutel].created_at, dag, "17:20"),
            )
            for rij in rijen
            for sleutel, dag in rij["uitspraken"]
        ],
    )
    maak(
        Voortgang,
        [
            Voortgang(
                traject=traject,
                project=projecten[rij["sleutel"]],
                tekst=regel["tekst"],
                op=kalender.moment(regel["dag"], "18:05"),
                **_door(stand, regel["door"]),
            )
            for rij in rijen
            for regel in rij.get("voortgang", [])
        ],
    )


def _door(stand: Stand, sleutel: str) -> dict[str, models.Model]:
    """By an account (``account:kerngroep``) or by a persoon."""
    soort, _, naam = sleutel.rpartition(":")
    return {"door": stand.accounts[naam]} if soort else {"door_persoon": stand.personen[naam]}


def _laad_toezeggingen(stand: Stand) -> None:
    rijen = []
    for rij in stand.bron.bestanden["projecten"]["toezeggingen"]:
        toezegging = Toezegging(
            traject=stand.traject,
            comaker=stand.comakers[rij["comaker"]],
            gesprek=stand.gesprekken[rij["gesprek"]],
            tekst=rij["tekst"],
            eigenaar=stand.accounts[rij["eigenaar"]],
            uiterlijk=stand.kalender.dag(rij["uiterlijk_dag"]),
            nagekomen_op=stand.kalender.dag(rij["nagekomen_dag"]) if "nagekomen_dag" in rij else None,
        )
        rijen.append(op(toezegging, stand.gesprekken[rij["gesprek"]].wanneer))
    maak(Toezegging, rijen)


def _laad_terugkoppelingen(stand: Stand) -> None:
    """What co-makers heard besides gesprek and verslag (M27)."""
    maak(
        Terugkoppeling,
        [
            Terugkoppeling(
                traject=stand.traject,
                comaker=stand.comakers[rij["comaker"]],
                kanaal=rij["kanaal"],
                op=stand.kalender.moment(rij["dag"], _TIJD[rij["kanaal"]]),
                tekst=rij["tekst"],
                is_resultaat=rij["is_resultaat"],
                door=stand.accounts.get(rij["door"]),
            )
            for rij in stand.bron.bestanden["projecten"]["terugkoppelingen"]
        ],
    )
