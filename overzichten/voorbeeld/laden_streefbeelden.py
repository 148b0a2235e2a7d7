"""Positionering and streefbeeld: what comes at the wijk, its strengths, points, stories with versions, steps back."""

from typing import Any

from overzichten.voorbeeld.kader import Stand
from overzichten.voorbeeld.rijen import maak, op
from streefbeelden.enums import PuntSoort, StapSoort
from streefbeelden.models import (
    Kracht,
    KrachtHerkomst,
    Ontwikkeling,
    OntwikkelingHerkomst,
    Stap,
    Streefbeeld,
    Streefbeeldpunt,
    StreefbeeldpuntHerkomst,
)
from streefbeelden.selectors.terugweg import laatste_resultaatjaar

DAG_KAART, DAG_PUNT, DAG_STAP = -58, -44, -26


def laad_streefbeelden(stand: Stand) -> None:
    """Map, strengths, streefbeeld and the way back; the second traject only has some points."""
    _laad_punten(stand)
    _laad_kaart(stand)
    _laad_verhalen(stand)
    _laad_stappen(stand)


def _koppel(stand: Stand, model: Any, paren: list[tuple[Any, list[str]]], dag: int) -> None:
    """Lays the uitspraken under their products, later than they were said."""
    rijen = [
        model(
            traject=stand.traject,
            product=product,
            uitspraak=stand.uitspraken[sleutel],
            gekoppeld_op=stand.kalender.na(stand.uitspraken[sleutel].created_at, dag, "16:40"),
        )
        for product, sleutels in paren
        for sleutel in sleutels
    ]
    maak(model, rijen)


def _laad_kaart(stand: Stand) -> None:
    jaar = stand.kalender.vandaag.year
    moment = stand.kalender.moment(DAG_KAART, "16:20")
    ontwikkelingen = [
        (
            op(
                Ontwikkeling(
                    traject=stand.traject,
                    van_jaar=jaar + rij["van_jaar"],
                    tot_jaar=jaar + rij["tot_jaar"],
                    betekenis=rij["effect"],
                    **{veld: rij[veld] for veld in ("titel", "schaal", "soort", "werking", "bron")},
                ),
                moment,
            ),
            rij["uitspraken"],
        )
        for rij in stand.bron.van("positionering", "ontwikkelingen", stand.traject.slug)
    ]
    krachten = [
        (
            op(Kracht(traject=stand.traject, titel=rij["titel"], toelichting=rij["toelichting"]), moment),
            rij["uitspraken"],
        )
        for rij in stand.bron.van("positionering", "krachten", stand.traject.slug)
    ]
    maak(Ontwikkeling, [o for o, _uitspraken in ontwikkelingen])
    maak(Kracht, [k for k, _uitspraken in krachten])
    _koppel(stand, OntwikkelingHerkomst, ontwikkelingen, DAG_KAART)
    _koppel(stand, KrachtHerkomst, krachten, DAG_KAART)


def _laad_punten(stand: Stand) -> None:
    punten = [
        (
            op(
                Streefbeeldpunt(
                    traject=stand.traject,
                    tekst=rij["tekst"],
                    aspect=rij["aspect"],
                    soort=PuntSoort.IS_ER if rij["er"] else PuntSoort.IS_WEG,
                    pijler=stand.pijlers.get(rij["pijler"]),
                ),
                stand.kalender.moment(DAG_PUNT, "16:30"),
            ),
            rij["uitspraken"],
        )
        for rij in stand.bron.van("streefbeeld", "punten", stand.traject.slug)
    ]
    maak(Streefbeeldpunt, [p for p, _uitspraken in punten])
    _koppel(stand, StreefbeeldpuntHerkomst, punten, DAG_PUNT)


def _laad_verhalen(stand: Stand) -> None:
    nummers: dict[int, int] = {}
    rijen = []
    for rij in stand.bron.van("streefbeeld", "verhalen", stand.traject.slug):
        nummers[rij["pijler"]] = nummers.get(rij["pijler"], 0) + 1
        rijen.append(
            Streefbeeld(
                traject=stand.traject,
                pijler=stand.pijlers[rij["pijler"]],
                nummer=nummers[rij["pijler"]],
                tekst=rij["tekst"].strip(),
                reden=rij["reden"],
                door=stand.accounts["kerngroep"],
                op=stand.kalender.moment(rij["dag"], "10:05"),
            )
        )
    maak(Streefbeeld, rijen)


def _laad_stappen(stand: Stand) -> None:
    jaar, moment = stand.kalender.vandaag.year, stand.kalender.moment(DAG_STAP, "15:45")
    grens = laatste_resultaatjaar(stand.traject)
    for rij in stand.bron.van("streefbeeld", "stappen", stand.traject.slug):
        wanneer = jaar + rij["jaar"]
        if rij["soort"] == StapSoort.RESULTAAT:
            wanneer = min(wanneer, grens)
        stap = Stap(
            traject=stand.traject,
            jaar=wanneer,
            tekst=rij["tekst"],
            soort=rij["soort"],
            pijler=stand.pijlers[rij["pijler"]],
        )
        stand.stappen[rij["sleutel"]] = op(stap, moment)
    maak(Stap, stand.stappen.values())
