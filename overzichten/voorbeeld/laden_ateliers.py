"""Ateliers: three held, one of them without a trekker, one with invitations out, one still being prepared."""

from typing import Any

from comakers.enums import Kanaal
from comakers.models import Terugkoppeling
from ketens.models import Project, ProjectHerkomst
from kruispunten import draaiboek
from kruispunten.enums import Antwoordsoort, AtelierStaat, IdeeWerd
from kruispunten.models import Afspraak, Atelier, AtelierEffect, Idee, IdeeHerkomst, Uitnodiging
from overzichten.voorbeeld.kader import Stand
from overzichten.voorbeeld.rijen import maak, op
from trajecten.models import Persoon

_VELDEN = ("soort", "titel", "vraag", "plaats", "staat", "uitkomst")


def laad_ateliers(stand: Stand) -> None:
    """Everything about ateliers; the effects first, because they are fixed once invitations are out."""
    rijen = stand.bron.bestanden["ateliers"]["ateliers"]
    ateliers = {rij["sleutel"]: _atelier(stand, rij) for rij in rijen}
    maak(Atelier, ateliers.values())
    maak(
        AtelierEffect,
        [
            AtelierEffect(traject=stand.traject, atelier=ateliers[rij["sleutel"]], effect=effect, naam=effect.naam)
            for rij in rijen
            for effect in (stand.effecten[sleutel] for sleutel in rij["effecten"])
        ],
    )
    for rij in rijen:
        _zet_uit(stand, rij, ateliers[rij["sleutel"]])
    Atelier.objects.bulk_update(
        ateliers.values(), ["uitgenodigd_op", "uitgenodigd_door", "gesloten_op", "gesloten_door", "staat"]
    )
    _laad_mensen(stand, rijen, ateliers)
    _laad_kaarten(stand, rijen, ateliers)
    _laad_afspraken(stand, rijen, ateliers)


def _atelier(stand: Stand, rij: dict[str, Any]) -> Atelier:
    kalender = stand.kalender
    atelier = Atelier(
        traject=stand.traject,
        kruispunt=stand.kruispunten.get(rij["kruispunt"]),
        wanneer=kalender.moment(rij["dag"], rij["tijd"]),
        draaiboek=draaiboek.start(rij["soort"]),
        reden_zonder_trekker=rij.get("reden_zonder_trekker", ""),
        **{veld: rij[veld] for veld in _VELDEN} | {"staat": AtelierStaat.VOORBEREIDING},
    )
    return op(atelier, kalender.moment(min(rij["dag"] - 25, -3), "10:30"))


def _zet_uit(stand: Stand, rij: dict[str, Any], atelier: Atelier) -> None:
    """Invitations out, and closed the same evening."""
    door = stand.accounts["kerngroep"]
    if rij["staat"] != AtelierStaat.VOORBEREIDING:
        atelier.staat = rij["staat"]
        atelier.uitgenodigd_op, atelier.uitgenodigd_door = _uit(stand, rij), door
    if rij["staat"] == AtelierStaat.GESLOTEN:
        atelier.gesloten_op, atelier.gesloten_door = stand.kalender.moment(rij["dag"], "22:10"), door


def _uit(stand: Stand, rij: dict[str, Any]) -> Any:
    return stand.kalender.moment(min(rij["dag"] - 20, -2), "09:15")


def _laad_mensen(stand: Stand, rijen: list[dict[str, Any]], ateliers: dict[str, Atelier]) -> None:
    uitnodigingen, gehoord = [], []
    for rij in rijen:
        atelier, uit = ateliers[rij["sleutel"]], rij["staat"] != AtelierStaat.VOORBEREIDING
        antwoord = {wie: soort for soort, mensen in rij["antwoorden"].items() for wie in mensen}
        for plaats, wie in enumerate(rij["uitnodigen"]):
            soort = antwoord.get(wie, Antwoordsoort.OPEN)
            beantwoord = stand.kalender.moment(min(rij["dag"] - 15 + plaats % 5, -1), "20:40")
            uitnodiging = Uitnodiging(
                traject=stand.traject,
                atelier=atelier,
                persoon=stand.personen[wie],
                verstuurd_op=_uit(stand, rij) if uit else None,
                antwoord=soort,
                antwoord_op=beantwoord if wie in antwoord else None,
                aanwezig=wie in rij["aanwezig"] if "aanwezig" in rij else None,
            )
            uitnodigingen.append(op(uitnodiging, atelier.created_at))
        gehoord += [
            Terugkoppeling(
                traject=stand.traject,
                comaker=stand.comakers[wie],
                kanaal=Kanaal.ATELIER,
                op=atelier.wanneer,
                tekst=f"Was bij “{atelier.titel}”",
                door=stand.accounts["kerngroep"],
            )
            for wie in rij.get("aanwezig", [])
        ]
    maak(Uitnodiging, uitnodigingen)
    maak(Terugkoppeling, gehoord)


def _laad_kaarten(stand: Stand, rijen: list[dict[str, Any]], ateliers: dict[str, Atelier]) -> None:
    """Cards with what became of them; what their writer had said for the project lies under them."""
    kaarten: list[Idee] = []
    in_project: list[tuple[Idee, Project, str]] = []
    for rij in rijen:
        atelier = ateliers[rij["sleutel"]]
        for plaats, (wie, tekst, groep, werd, verhaal) in enumerate(rij["kaarten"]):
            soort, _dubbelpunt, project = werd.partition(":")
            kaart = Idee(
                traject=stand.traject,
                atelier=atelier,
                tekst=tekst,
                persoon=stand.personen[wie] if wie else None,
                groep=groep,
                werd=IdeeWerd(soort),
                werd_tekst=verhaal,
            )
            kaarten.append(op(kaart, stand.kalender.moment(rij["dag"], f"20:{10 + plaats}")))
            if project:
                in_project.append((kaart, stand.projecten[project], wie))
        for sleutel in rij["projecten"]:
            stand.projecten[sleutel].atelier, stand.projecten[sleutel].kruispunt = atelier, atelier.kruispunt
    maak(Idee, kaarten)
    Project.objects.bulk_update(stand.projecten.values(), ["atelier", "kruispunt"])
    herkomst = []
    for kaart, project, wie in in_project:
        project.ideeen.add(kaart)
        if wie:
            eigen = ProjectHerkomst.objects.filter(product=project, uitspraak__comaker=stand.comakers[wie])
            herkomst += [
                IdeeHerkomst(traject=stand.traject, product=kaart, uitspraak=k.uitspraak, gekoppeld_op=kaart.created_at)
                for k in eigen.select_related("uitspraak").order_by("pk")[:1]
            ]
    maak(IdeeHerkomst, herkomst)


def _laad_afspraken(stand: Stand, rijen: list[dict[str, Any]], ateliers: dict[str, Atelier]) -> None:
    maak(
        Afspraak,
        [
            op(
                Afspraak(
                    traject=stand.traject,
                    atelier=ateliers[rij["sleutel"]],
                    wat=wat,
                    uiterlijk=stand.kalender.dag(dag),
                    gedaan_op=stand.kalender.dag(gedaan) if gedaan else None,
                    **_wie(stand, wie),
                ),
                ateliers[rij["sleutel"]].gesloten_op or ateliers[rij["sleutel"]].wanneer,
            )
            for rij in rijen
            for wie, wat, dag, gedaan in rij["afspraken"]
        ],
    )


def _wie(stand: Stand, wie: str) -> dict[str, Any]:
    soort, _dubbelpunt, sleutel = wie.rpartition(":")
    persoon: Persoon | None = None if soort else stand.personen[sleutel]
    return {"persoon": persoon} if persoon else {"gebruiker": stand.accounts[sleutel]}
