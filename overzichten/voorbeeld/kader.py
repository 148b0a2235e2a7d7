"""The frame of an example traject: roles, categories, decisions, partijen, pijlers with effects, people."""

from dataclasses import dataclass, field
from typing import Any

from comakers.models import Achterban, CoMaker, Thema
from overzichten.voorbeeld.bron import Bron, Kalender
from overzichten.voorbeeld.rijen import maak, op
from pijlers.models import Effect, Formulering, Meting, Pijler
from toegang.models import Gebruiker
from trajecten.models import Besluit, Besluitmoment, Categorie, Deelname, Partij, Persoon, Traject
from trajecten.namen import sorteernaam


@dataclass
class Stand:
    """What is loaded so far of one traject, by the keys of the files."""

    bron: Bron
    kalender: Kalender
    accounts: dict[str, Gebruiker]
    traject: Traject
    categorieen: dict[str, Categorie] = field(default_factory=dict)
    besluiten: dict[str, Besluit] = field(default_factory=dict)
    partijen: dict[str, Partij] = field(default_factory=dict)
    pijlers: dict[int, Pijler] = field(default_factory=dict)
    effecten: dict[str, Effect] = field(default_factory=dict)
    personen: dict[str, Persoon] = field(default_factory=dict)
    comakers: dict[str, CoMaker] = field(default_factory=dict)
    themas: dict[str, Thema] = field(default_factory=dict)
    gesprekken: dict[str, Any] = field(default_factory=dict)
    uitspraken: dict[str, Any] = field(default_factory=dict)
    projecten: dict[str, Any] = field(default_factory=dict)
    stappen: dict[str, Any] = field(default_factory=dict)
    initiatieven: dict[str, Any] = field(default_factory=dict)
    kruispunten: dict[str, Any] = field(default_factory=dict)


def laad_traject(bron: Bron, kalender: Kalender, accounts: dict[str, Gebruiker], rij: dict[str, Any]) -> Stand:
    """The traject itself with everything that stands before the first gesprek."""
    start = kalender.precies(rij["start_dag"])
    velden = ("slug", "naam", "wijk", "stadsdeel", "gemeente", "openheid", "raad_kijkt_mee")
    normen = ("norm_verslag_dagen", "norm_antwoord_dagen", "norm_stilte_dagen", "norm_resultaat_dagen")
    traject = Traject(
        **{veld: rij[veld] for veld in (*velden, *normen)},
        opgave=rij["opgave"].strip(),
        leernotities=rij["leernotities"].strip(),
        planperiode_start=start,
        planperiode_eind=kalender.precies(rij["eind_dag"]),
        horizonjaar=kalender.vandaag.year + rij["horizon"],
        is_voorbeeld=True,
    )
    if not rij.get("ritme", True):
        traject.voortgang_maand = traject.initiatieven_maand = None
    begin = kalender.moment(rij["start_dag"], "08:30")
    maak(Traject, [op(traject, begin)])
    stand = Stand(bron, kalender, accounts, traject)
    maak(
        Deelname,
        [
            op(Deelname(traject=traject, gebruiker=accounts[d["account"]], rol=d["rol"]), begin)
            for d in rij["deelnames"]
        ],
    )
    _laad_categorieen(stand, rij)
    _laad_besluiten(stand, rij)
    _laad_partijen(stand, rij)
    _laad_pijlers(stand, rij)
    _laad_mensen(stand)
    return stand


def _laad_categorieen(stand: Stand, rij: dict[str, Any]) -> None:
    gemaakt = maak(
        Categorie,
        [
            Categorie(
                traject=stand.traject, volgorde=plaats, naam=c["naam"], enkelvoud=c["enkelvoud"], reden=c["reden"]
            )
            for plaats, c in enumerate(rij["categorieen"], start=1)
        ],
    )
    stand.categorieen = dict(zip([c["sleutel"] for c in rij["categorieen"]], gemaakt, strict=True))


def _laad_besluiten(stand: Stand, rij: dict[str, Any]) -> None:
    for b in rij.get("besluiten", []):
        besluit = Besluit(
            traject=stand.traject,
            datum=stand.kalender.dag(b["dag"]),
            **{veld: b[veld] for veld in ("orgaan", "soort", "kenmerk", "toelichting")},
        )
        stand.besluiten[b["sleutel"]] = op(besluit, stand.kalender.moment(b["dag"], "16:00"))
    maak(Besluit, stand.besluiten.values())
    begin = stand.kalender.moment(rij["start_dag"] + 5, "16:30")
    momenten = [
        Besluitmoment(
            traject=stand.traject,
            onderwerp=m["onderwerp"],
            orgaan=m["orgaan"],
            datum=stand.kalender.dag(m["dag"]),
            besluit=stand.besluiten.get(m.get("besluit", "")),
            vervallen_reden=m.get("vervallen_reden", ""),
        )
        for m in rij.get("besluitmomenten", [])
    ]
    maak(Besluitmoment, [op(moment, begin) for moment in momenten])


def _laad_partijen(stand: Stand, rij: dict[str, Any]) -> None:
    begin = stand.kalender.moment(rij["start_dag"] + 2, "10:00")
    for p in rij.get("partijen", []):
        partij = Partij(traject=stand.traject, **{veld: p[veld] for veld in ("naam", "zijde", "doelen", "uniek")})
        stand.partijen[p["sleutel"]] = op(partij, begin)
    maak(Partij, stand.partijen.values())


def _laad_pijlers(stand: Stand, rij: dict[str, Any]) -> None:
    kalender, traject = stand.kalender, stand.traject
    for p in rij["pijlers"]:
        pijler = Pijler(
            traject=traject,
            plaats=p["plaats"],
            titel=p["titel"],
            toelichting=p["toelichting"],
            duiding=p["duiding"].strip(),
            staat=p["staat"],
            besluit=stand.besluiten.get(p.get("besluit", "")),
            versie=len(p["formuleringen"]),
        )
        stand.pijlers[p["plaats"]] = op(pijler, kalender.moment(p["formuleringen"][0]["dag"], "11:00"))
    maak(Pijler, stand.pijlers.values())
    maak(
        Formulering,
        [
            Formulering(
                traject=traject,
                pijler=stand.pijlers[p["plaats"]],
                nummer=nummer,
                titel=f["titel"],
                toelichting=f["toelichting"],
                reden=f["reden"],
                door=stand.accounts[f["account"]],
                op=kalender.moment(f["dag"], "11:00"),
            )
            for p in rij["pijlers"]
            for nummer, f in enumerate(p["formuleringen"], start=1)
        ],
    )
    effecten = [(p["plaats"], e) for p in rij["pijlers"] for e in p.get("effecten", [])]
    for plaats, e in effecten:
        effect = Effect(
            traject=traject,
            pijler=stand.pijlers[plaats],
            **{veld: e[veld] for veld in ("naam", "verhaal", "richting", "eenheid")},
        )
        stand.effecten[e["sleutel"]] = op(effect, kalender.moment(e["metingen"][0][0], "09:00"))
    maak(Effect, stand.effecten.values())
    maak(
        Meting,
        [
            Meting(
                traject=traject,
                effect=stand.effecten[e["sleutel"]],
                datum=kalender.dag(dag),
                waarde=str(waarde),
                bron=bron,
            )
            for _plaats, e in effecten
            for dag, waarde, bron in e["metingen"]
        ],
    )


def _laad_mensen(stand: Stand) -> None:
    slug = stand.traject.slug
    rijen = stand.bron.van("comakers", "comakers", slug)
    eerste: dict[str, int] = {}
    for g in stand.bron.van("gesprekken", "gesprekken", slug):
        for sleutel in g["comakers"]:
            eerste[sleutel] = min(g["dag"], eerste.get(sleutel, 0))
    for rij in [*rijen, *stand.bron.van("comakers", "personen", slug)]:
        persoon = Persoon(
            traject=stand.traject,
            partij=stand.partijen.get(rij["partij"]),
            sorteernaam=sorteernaam(rij["voornaam"], rij["tussenvoegsel"], rij["achternaam"]),
            **{veld: rij[veld] for veld in ("voornaam", "tussenvoegsel", "achternaam", "email", "telefoon")},
        )
        # Known some two weeks before the first gesprek; who has none yet came up lately.
        bekend = max(eerste.get(rij["sleutel"], -16) - 14, -129) if slug == "wesselerbrink" else -60
        stand.personen[rij["sleutel"]] = op(persoon, stand.kalender.moment(bekend, "14:00"))
    maak(Persoon, stand.personen.values())
    for rij in rijen:
        persoon = stand.personen[rij["sleutel"]]
        gesproken = rij["staat"] in {"gesproken", "betrokken"}
        comaker = CoMaker(
            traject=stand.traject,
            persoon=persoon,
            categorie=stand.categorieen[rij["categorie"]],
            contactpersoon=stand.accounts.get(rij["contactpersoon"]),
            bewaren_akkoord_op=stand.kalender.dag(eerste[rij["sleutel"]]) if gesproken else None,
            **{v: rij[v] for v in ("staat", "toestemming", "wil_weten", "wil_meedenken", "sleutelfiguur_voor")},
        )
        stand.comakers[rij["sleutel"]] = op(comaker, persoon.created_at)
    maak(CoMaker, stand.comakers.values())
    maak(
        Achterban,
        [
            Achterban(traject=stand.traject, comaker=stand.comakers[rij["sleutel"]], naam=naam, omvang=omvang)
            for rij in rijen
            for naam, omvang in rij["achterban"]
        ],
    )
