"""The gesprekken of the example: notes, core answers, statements with themes and pijlers, verslagen with answers."""

import hashlib
from datetime import timedelta
from typing import Any

from comakers.enums import Kanaal, VerslagStaat
from comakers.models import (
    Akkoord,
    Gesprek,
    Kernpunt,
    Onderbouwing,
    Opmerking,
    Terugkoppeling,
    Thema,
    ThemaKoppeling,
    Uitspraak,
    Verslag,
    VerslagVersie,
)
from leefsturing.lib.tekst import alineas
from overzichten.voorbeeld.bron import HOOFD
from overzichten.voorbeeld.kader import Stand
from overzichten.voorbeeld.rijen import maak, op

# How many days after a gesprek the team lays a theme and a pijler beside a statement, and a co-maker answers.
DAGEN_TOT_THEMA, DAGEN_TOT_PIJLER, DAGEN_TOT_REACTIE = 2, 3, 2


def laad_gesprekken(stand: Stand) -> None:
    """Everything that was said, and what was written back."""
    rijen = stand.bron.van("gesprekken", "gesprekken", stand.traject.slug)
    _laad_themas(stand)
    for rij in rijen:
        tekst = rij["aantekeningen"].strip()
        gesprek = Gesprek(
            traject=stand.traject,
            titel=rij.get("titel", ""),
            wanneer=stand.kalender.moment(rij["dag"], rij["tijd"]),
            aantekeningen=tekst,
            aantekeningen_versie=2 if tekst else 1,
            kernvraag_versie=2 if rij.get("kernpunten") else 1,
            **{veld: rij[veld] for veld in ("doel", "staat", "plaats", "voornemen")},
        )
        stand.gesprekken[rij["sleutel"]] = op(gesprek, stand.kalender.moment(min(rij["dag"] - 9, -1), "13:00"))
    maak(Gesprek, stand.gesprekken.values())
    _laad_wie(stand, rijen)
    maak(Kernpunt, [punt for rij in rijen for punt in _kernpunten(stand, rij)])
    _laad_uitspraken(stand, rijen)
    _laad_verslagen(stand, rijen)


def _laad_themas(stand: Stand) -> None:
    if stand.traject.slug != HOOFD:
        return
    rijen = stand.bron.bestanden["themas"]["themas"]
    for rij in rijen:
        thema = Thema(traject=stand.traject, naam=rij["naam"], omschrijving=rij["omschrijving"])
        stand.themas[rij["sleutel"]] = op(thema, stand.kalender.moment(-95, "15:30"))
    maak(Thema, stand.themas.values())
    samen = [(rij["sleutel"], rij["opgegaan_in"]) for rij in rijen if "opgegaan_in" in rij]
    for oud, nieuw in samen:
        stand.themas[oud].opgegaan_in = stand.themas[nieuw]
    Thema.objects.bulk_update([stand.themas[oud] for oud, _nieuw in samen], ["opgegaan_in"])


def _laad_wie(stand: Stand, rijen: list[dict[str, Any]]) -> None:
    """Who took part and who asked; a gesprek that was held is heard by whoever took part (M27)."""
    met, door = Gesprek.comakers.through, Gesprek.interviewers.through
    maak(
        met,
        [
            met(gesprek=stand.gesprekken[rij["sleutel"]], comaker=stand.comakers[sleutel])
            for rij in rijen
            for sleutel in rij["comakers"]
        ],
    )
    maak(
        door,
        [
            door(gesprek=stand.gesprekken[rij["sleutel"]], gebruiker=stand.accounts[sleutel])
            for rij in rijen
            for sleutel in rij["interviewers"]
        ],
    )
    maak(
        Terugkoppeling,
        [
            Terugkoppeling(
                traject=stand.traject,
                comaker=stand.comakers[sleutel],
                kanaal=Kanaal.GESPREK,
                op=stand.gesprekken[rij["sleutel"]].wanneer,
                door=stand.accounts[rij["interviewers"][0]],
            )
            for rij in rijen
            if rij["staat"] == "gevoerd"
            for sleutel in rij["comakers"]
        ],
    )


def _kernpunten(stand: Stand, rij: dict[str, Any]) -> list[Kernpunt]:
    nummers: dict[str, int] = {}
    punten = []
    for punt in rij.get("kernpunten", []):
        nummers[punt["soort"]] = nummers.get(punt["soort"], 0) + 1
        punten.append(
            Kernpunt(
                traject=stand.traject,
                gesprek=stand.gesprekken[rij["sleutel"]],
                soort=punt["soort"],
                nummer=nummers[punt["soort"]],
                tekst=punt["tekst"],
                jaar=stand.kalender.vandaag.year + punt["jaar"] if "jaar" in punt else None,
            )
        )
    return punten


def _laad_uitspraken(stand: Stand, rijen: list[dict[str, Any]]) -> None:
    kalender, traject = stand.kalender, stand.traject
    standaard = {r["sleutel"]: r["toestemming"] for r in stand.bron.van("comakers", "comakers", traject.slug)}
    alle = [(rij, u) for rij in rijen for u in rij.get("uitspraken", [])]
    for rij, u in alle:
        gesprek = stand.gesprekken[rij["sleutel"]]
        begin = gesprek.aantekeningen.index(u["tekst"])
        reden = u.get("terzijde", "")
        # A name only stands where its owner chose so; what is anonymous by default may still wait for a choice.
        koos = u["toestemming"] != "anoniem" or standaard[u["comaker"]] != "anoniem"
        uitspraak = Uitspraak(
            traject=traject,
            gesprek=gesprek,
            comaker=stand.comakers[u["comaker"]],
            tekst=u["tekst"],
            begin=begin,
            eind=begin + len(u["tekst"]),
            soort=u["soort"],
            toestemming=u["toestemming"],
            toestemming_op=kalender.na(gesprek.wanneer, rij["dag"] + 4, "20:10") if koos else None,
            terzijde_op=kalender.na(gesprek.wanneer, rij["dag"] + 8, "16:20") if reden else None,
            terzijde_door=stand.accounts[rij["interviewers"][0]] if reden else None,
            terzijde_reden=reden[:1].upper() + reden[1:],
        )
        stand.uitspraken[u["sleutel"]] = op(uitspraak, kalender.na(gesprek.wanneer, rij["dag"] + 1, "09:15"))
    maak(Uitspraak, stand.uitspraken.values())
    maak(
        ThemaKoppeling,
        [
            op(
                ThemaKoppeling(traject=traject, uitspraak=stand.uitspraken[u["sleutel"]], thema=stand.themas[sleutel]),
                kalender.na(stand.uitspraken[u["sleutel"]].created_at, rij["dag"] + DAGEN_TOT_THEMA, "10:40"),
            )
            for rij, u in alle
            for sleutel in u["themas"]
        ],
    )
    maak(
        Onderbouwing,
        [
            op(
                Onderbouwing(
                    traject=traject,
                    uitspraak=stand.uitspraken[u["sleutel"]],
                    pijler=stand.pijlers[int(plaats)],
                    houding=houding,
                ),
                # A pijler can only be reasoned for once it has words.
                kalender.na(
                    stand.uitspraken[u["sleutel"]].created_at, max(rij["dag"] + DAGEN_TOT_PIJLER, -94), "11:20"
                ),
            )
            for rij, u in alle
            for plaats, houding in (regel.split() for regel in u["pijlers"])
        ],
    )


def _laad_verslagen(stand: Stand, rijen: list[dict[str, Any]]) -> None:
    """Working text, what was shared as frozen versions, remarks by paragraph, and agreement with the last version."""
    met_verslag = [rij for rij in rijen if "verslag" in rij]
    verslagen: dict[str, Verslag] = {}
    for rij in met_verslag:
        v = rij["verslag"]
        dag = v.get("gedeeld_dag")
        door = stand.accounts[rij["interviewers"][0]]
        gesprek = stand.gesprekken[rij["sleutel"]]
        verslag = Verslag(
            traject=stand.traject,
            gesprek=gesprek,
            staat=v["staat"],
            tekst=_teksten(v)[-1],
            gedeeld_op=None if dag is None else stand.kalender.na(gesprek.wanneer, dag, "17:00"),
            gedeeld_door=None if dag is None else door,
        )
        verslagen[rij["sleutel"]] = op(verslag, stand.kalender.na(gesprek.wanneer, rij["dag"] + 1, "09:30"))
    maak(Verslag, verslagen.values())
    gedeeld = [(rij, verslagen[rij["sleutel"]]) for rij in met_verslag if "gedeeld_dag" in rij["verslag"]]
    versies = _laad_versies(stand, gedeeld)
    _laad_opmerkingen(stand, gedeeld, versies)
    maak(
        Akkoord,
        [
            Akkoord(
                traject=stand.traject,
                versie=versies[rij["sleutel"]][-1],
                persoon=stand.personen[sleutel],
                op=stand.kalender.na(versies[rij["sleutel"]][-1].op, rij["verslag"]["akkoord_dag"], "20:15"),
            )
            for rij, verslag in gedeeld
            if verslag.staat == VerslagStaat.AKKOORD
            for sleutel in rij["comakers"]
        ],
    )


def _teksten(v: dict[str, Any]) -> list[str]:
    """The text of each version: as first shared, and with what was taken over from the co-maker."""
    eerste = v["tekst"].strip()
    delen = [bron for _code, bron in alineas(eerste)]
    overgenomen = [o for o in v.get("opmerkingen", []) if o["staat"] == "overgenomen"]
    for opmerking in overgenomen:
        delen[opmerking["alinea"] - 1] = opmerking["voorstel"]
    return [eerste, "\n\n".join(delen)] if overgenomen else [eerste]


def _laad_versies(stand: Stand, gedeeld: list[tuple[dict[str, Any], Verslag]]) -> dict[str, list[VerslagVersie]]:
    """Every version that was shared, and that the co-makers heard of it (M27)."""
    versies: dict[str, list[VerslagVersie]] = {}
    gehoord = []
    for rij, verslag in gedeeld:
        v = rij["verslag"]
        for nummer, tekst in enumerate(_teksten(v), start=1):
            # A second version goes out the day before it was agreed with, when the remarks were dealt with.
            moment: Any = verslag.gedeeld_op
            if nummer > 1:
                moment = stand.kalender.na(moment + timedelta(hours=4), v["akkoord_dag"] - 1, "17:30")
            versies.setdefault(rij["sleutel"], []).append(
                VerslagVersie(
                    traject=stand.traject,
                    verslag=verslag,
                    nummer=nummer,
                    tekst=tekst,
                    sha256=hashlib.sha256(tekst.encode()).hexdigest(),
                    door=verslag.gedeeld_door,
                    op=moment,
                )
            )
            verslag.gedeeld_op, verslag.versie = moment, nummer
            gehoord += [
                Terugkoppeling(
                    traject=stand.traject,
                    comaker=stand.comakers[sleutel],
                    kanaal=Kanaal.VERSLAG,
                    op=moment,
                    door=verslag.gedeeld_door,
                )
                for sleutel in rij["comakers"]
            ]
    maak(VerslagVersie, [versie for reeks in versies.values() for versie in reeks])
    maak(Terugkoppeling, gehoord)
    Verslag.objects.bulk_update([verslag for _rij, verslag in gedeeld], ["gedeeld_op", "versie"])
    return versies


def _laad_opmerkingen(
    stand: Stand, gedeeld: list[tuple[dict[str, Any], Verslag]], versies: dict[str, list[VerslagVersie]]
) -> None:
    rijen = []
    for rij, verslag in gedeeld:
        versie = versies[rij["sleutel"]][0]
        for o in rij["verslag"].get("opmerkingen", []):
            code, bron = versie.alineas[o["alinea"] - 1]
            af = o["staat"] != "open"
            gemaakt = stand.kalender.na(versie.op, rij["verslag"]["gedeeld_dag"] + 1, "20:40")
            klaar = stand.kalender.na(gemaakt, rij["verslag"]["gedeeld_dag"] + DAGEN_TOT_REACTIE, "10:00")
            rijen.append(
                op(
                    Opmerking(
                        traject=stand.traject,
                        verslag=verslag,
                        versie=versie,
                        alinea=code,
                        alinea_tekst=bron,
                        persoon=stand.personen[o["comaker"]],
                        afgehandeld_op=klaar if af else None,
                        afgehandeld_door=verslag.gedeeld_door if af else None,
                        **{veld: o[veld] for veld in ("tekst", "voorstel", "staat", "antwoord")},
                    ),
                    gemaakt,
                )
            )
    maak(Opmerking, rijen)
