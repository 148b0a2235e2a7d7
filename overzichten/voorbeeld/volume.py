"""Made-up data in any size, the same for the same seed, for benchmarks.

Numbers are totals, spread evenly over the trajecten. Nothing here is read by people: the words only have the
lengths, the letters and the repetition that real ones have.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery

from comakers.enums import CoMakerStaat, Doel, Houding, Kanaal, Toestemming, UitspraakSoort, VerslagStaat
from comakers.models import (
    CoMaker,
    Gesprek,
    Onderbouwing,
    Terugkoppeling,
    Thema,
    ThemaKoppeling,
    Uitspraak,
    Verslag,
    VerslagVersie,
)
from ketens.enums import ProjectSoort, ProjectStaat
from ketens.models import Project, ProjectHerkomst
from leefsturing.lib import klok
from overzichten.voorbeeld import woorden
from overzichten.voorbeeld.volume_stappen import StappenVuller
from pijlers.models import Formulering, Pijler
from toegang.enums import Rol
from toegang.models import Gebruiker
from trajecten.categorieen import STARTREEKS
from trajecten.enums import Zijde
from trajecten.models import Categorie, Deelname, Partij, Persoon, Traject
from trajecten.namen import sorteernaam

SAAD = 1974
PORTIE = 4000
PROJECTEN_PER_TRAJECT = 12
DAGEN = 130
LEDEN = {Rol.OPDRACHTGEVER: "volume-opdrachtgever@example.org", Rol.KERNGROEPLID: "volume@example.org",
         Rol.RAADSLID: "volume-raad@example.org"}  # fmt: skip


@dataclass(frozen=True)
class Maat:
    """How much to make, in total."""

    trajecten: int
    comakers: int
    uitspraken: int
    gesprekken: int

    def deel(self, totaal: int, plaats: int) -> int:
        """The share of traject number ``plaats`` in ``totaal``; what is left over goes to the first."""
        return totaal // self.trajecten + (plaats < totaal % self.trajecten)


def vul(maat: Maat, *, saad: int = SAAD, vandaag: date | None = None) -> Iterator[Traject]:
    """Makes ``maat`` of data, a traject at a time; yields each when it stands in the database."""
    dag = vandaag or klok.vandaag()
    leden = {
        rol: Gebruiker.objects.get_or_create(email=email, defaults={"naam": f"Volume {rol.label}", "password": "!"})[0]
        for rol, email in LEDEN.items()
    }
    for plaats in range(maat.trajecten):
        with transaction.atomic():
            yield _Vuller(Random(f"{saad}-{plaats}"), plaats, maat, leden, dag).vul()  # noqa: S311 - made-up data


class _Vuller:
    """One traject with everything in it."""

    def __init__(self, kans: Random, plaats: int, maat: Maat, leden: dict[Rol, Gebruiker], dag: date) -> None:
        """Says how much goes into this one."""
        self.kans, self.leden, self.dag = kans, leden, dag
        self.nummer = plaats + 1
        self.aantal_comakers = maat.deel(maat.comakers, plaats)
        self.aantal_uitspraken = maat.deel(maat.uitspraken, plaats)
        self.aantal_gesprekken = maat.deel(maat.gesprekken, plaats)

    def vul(self) -> Traject:
        """The frame, the people, what they said, what came of it."""
        self.traject = Traject.objects.create(
            slug=f"volume-{self.nummer}",
            naam=f"Volume {self.nummer}",
            wijk=f"Wijk {self.nummer}",
            gemeente="Waterveen",
            opgave=self._alinea(4),
            planperiode_start=self.dag - timedelta(days=DAGEN),
            planperiode_eind=self.dag + timedelta(days=80),
            horizonjaar=self.dag.year + 15,
            raad_kijkt_mee=True,
            is_voorbeeld=True,
        )
        self._maak(Deelname, (Deelname(traject=self.traject, gebruiker=g, rol=r) for r, g in self.leden.items()))
        self.categorieen = self._maak(
            Categorie,
            (
                Categorie(traject=self.traject, volgorde=plaats, naam=naam, enkelvoud=een, reden=reden)
                for plaats, (naam, een, reden) in enumerate(STARTREEKS, start=1)
            ),
        )
        self.themas = self._maak(
            Thema,
            (Thema(traject=self.traject, naam=naam.capitalize(), omschrijving=self._zin()) for naam in woorden.THEMAS),
        )
        self._vul_pijlers()
        self._vul_mensen()
        self._vul_gesprekken()
        self._vul_uitspraken()
        self._vul_projecten()
        StappenVuller(self.traject, self.kans, self.dag, self._zin, self.leden[Rol.KERNGROEPLID]).vul(
            pijlers=self.pijlers,
            personen=self.personen[:400],
            partijen=self.partijen,
            uitspraken=[u for u in self.uitspraken[:200] if u.is_bruikbaar],
        )
        return self.traject

    def _maak(self, model: Any, rijen: Any) -> list[Any]:
        return list(model.objects.bulk_create(rijen, batch_size=PORTIE))

    def _zin(self) -> str:
        kies = self.kans.choice
        return f"{kies(woorden.WIE)} {kies(woorden.WAT)} {kies(woorden.HOE)}{kies(woorden.SLOT)}."

    def _alinea(self, zinnen: int) -> str:
        return " ".join(self._zin() for _nummer in range(zinnen))

    def _vul_pijlers(self) -> None:
        titels = ["Meer trots op de wijk", "Een wijk waar je graag komt", "Buren die elkaar helpen"]
        self.pijlers = self._maak(
            Pijler,
            (
                Pijler(
                    traject=self.traject, plaats=plaats, titel=titel, toelichting=self._zin(), duiding=self._alinea(3)
                )
                for plaats, titel in enumerate(titels, start=1)
            ),
        )
        self._maak(
            Formulering,
            (
                Formulering(
                    traject=self.traject,
                    pijler=pijler,
                    nummer=1,
                    titel=pijler.titel,
                    toelichting=pijler.toelichting,
                    reden=self._zin(),
                    door=self.leden[Rol.KERNGROEPLID],
                    op=self._moment(DAGEN),
                )
                for pijler in self.pijlers
            ),
        )

    def _vul_mensen(self) -> None:
        kies = self.kans.choice
        self.partijen = self._maak(
            Partij,
            (
                Partij(traject=self.traject, naam=f"Partij {n + 1}", zijde=Zijde.values[n % 3], doelen=self._zin())
                for n in range(12)
            ),
        )
        personen = []
        for nummer in range(self.aantal_comakers):
            naam = (kies(woorden.VOORNAMEN), kies(woorden.TUSSEN), kies(woorden.ACHTERNAMEN))
            personen.append(
                Persoon(
                    traject=self.traject,
                    voornaam=naam[0],
                    tussenvoegsel=naam[1],
                    achternaam=naam[2],
                    sorteernaam=sorteernaam(*naam),
                    email="" if nummer % 9 == 0 else f"volume-{self.nummer}-{nummer}@example.org",
                    partij=kies(self.partijen) if nummer % 3 else None,
                )
            )
        self.personen = self._maak(Persoon, personen)
        staten = [CoMakerStaat.GESPROKEN, CoMakerStaat.BETROKKEN, CoMakerStaat.GESPROKEN, CoMakerStaat.TOEGEZEGD]
        self.comakers = self._maak(
            CoMaker,
            (
                CoMaker(
                    traject=self.traject,
                    persoon=persoon,
                    categorie=kies(self.categorieen),
                    staat=staten[nummer % 4],
                    wil_weten=self._zin(),
                    contactpersoon=self.leden[Rol.KERNGROEPLID],
                    toestemming=Toestemming.MET_NAAM if nummer % 2 else Toestemming.ANONIEM,
                )
                for nummer, persoon in enumerate(self.personen)
            ),
        )

    def _moment(self, dagen_terug: int) -> Any:
        return klok.moment_op(self.dag - timedelta(days=dagen_terug)) + timedelta(hours=9 + dagen_terug % 8)

    def _vul_gesprekken(self) -> None:
        if not self.comakers:
            self.gesprekken: list[Gesprek] = []
            return
        door = self.leden[Rol.KERNGROEPLID]
        terug = [1 + nummer * (DAGEN - 2) // max(1, self.aantal_gesprekken) for nummer in range(self.aantal_gesprekken)]
        self.gesprekken = self._maak(
            Gesprek,
            (
                Gesprek(
                    traject=self.traject,
                    doel=Doel.COMAKER,
                    staat="gevoerd",
                    wanneer=self._moment(dagen),
                    plaats="Aan de keukentafel",
                    aantekeningen=self._alinea(20),
                )
                for dagen in terug
            ),
        )
        met, wie = Gesprek.comakers.through, Gesprek.interviewers.through
        paren = [(g, self.comakers[n % len(self.comakers)]) for n, g in enumerate(self.gesprekken)]
        self._maak(met, (met(gesprek=g, comaker=c) for g, c in paren))
        self._maak(wie, (wie(gesprek=g, gebruiker=door) for g in self.gesprekken))
        self._maak(
            Terugkoppeling,
            (Terugkoppeling(traject=self.traject, comaker=c, kanaal=Kanaal.GESPREK, op=g.wanneer) for g, c in paren),
        )
        self._vul_verslagen(paren, door)

    def _vul_verslagen(self, paren: list[tuple[Gesprek, CoMaker]], door: Gebruiker) -> None:
        """Three out of four gesprekken have a shared verslag."""
        met_verslag = [paar for nummer, paar in enumerate(paren) if nummer % 4]
        verslagen = self._maak(
            Verslag,
            (
                Verslag(
                    traject=self.traject,
                    gesprek=gesprek,
                    staat=VerslagStaat.GEDEELD,
                    tekst="\n\n".join(self._alinea(3) for _nummer in range(4)),
                    gedeeld_op=gesprek.wanneer + timedelta(hours=20),
                    gedeeld_door=door,
                )
                for gesprek, _comaker in met_verslag
            ),
        )
        self._maak(
            VerslagVersie,
            (
                VerslagVersie(
                    traject=self.traject,
                    verslag=verslag,
                    nummer=1,
                    tekst=verslag.tekst,
                    sha256=hashlib.sha256(verslag.tekst.encode()).hexdigest(),
                    door=door,
                    op=verslag.gedeeld_op,
                )
                for verslag in verslagen
            ),
        )
        self._maak(
            Terugkoppeling,
            (
                Terugkoppeling(traject=self.traject, comaker=comaker, kanaal=Kanaal.VERSLAG, op=verslag.gedeeld_op)
                for verslag, (_gesprek, comaker) in zip(verslagen, met_verslag, strict=True)
            ),
        )

    def _vul_uitspraken(self) -> None:
        self.uitspraken: list[Uitspraak] = []
        if not self.gesprekken:
            return
        soorten, mensen = UitspraakSoort.values, self.comakers
        self.uitspraken = self._maak(
            Uitspraak,
            (
                Uitspraak(
                    traject=self.traject,
                    comaker=mensen[n % len(self.gesprekken) % len(mensen)],
                    gesprek=self.gesprekken[n % len(self.gesprekken)],
                    tekst=self._zin(),
                    soort=self.kans.choice(soorten),
                    toestemming=Toestemming.NIET if n % 25 == 0 else Toestemming.values[n % 2],
                )
                for n in range(self.aantal_uitspraken)
            ),
        )
        self._maak(
            ThemaKoppeling,
            (
                ThemaKoppeling(traject=self.traject, uitspraak=uitspraak, thema=thema)
                for n, uitspraak in enumerate(self.uitspraken)
                if n % 5
                for thema in self.kans.sample(self.themas, 1 + n % 2)
            ),
        )
        self._maak(
            Onderbouwing,
            (
                Onderbouwing(
                    traject=self.traject,
                    uitspraak=uitspraak,
                    pijler=self.kans.choice(self.pijlers),
                    houding=Houding.VOOR if n % 7 else Houding.TEGEN,
                )
                for n, uitspraak in enumerate(self.uitspraken)
                if n % 2 and uitspraak.toestemming != Toestemming.NIET
            ),
        )
        gezegd = Gesprek.objects.filter(pk=OuterRef("gesprek")).values("wanneer")
        Uitspraak.objects.filter(traject=self.traject).update(created_at=Subquery(gezegd))

    def _vul_projecten(self) -> None:
        bruikbaar = [u for u in self.uitspraken[: PROJECTEN_PER_TRAJECT * 8] if u.is_bruikbaar]
        if not bruikbaar:
            return
        projecten = self._maak(
            Project,
            (
                Project(
                    traject=self.traject,
                    naam=f"Project {n + 1}: {self.kans.choice(woorden.WAT)}",
                    soort=ProjectSoort.values[n % 3],
                    staat=[ProjectStaat.GESTART, ProjectStaat.RESULTAAT, ProjectStaat.IDEE][n % 3],
                    omschrijving=self._alinea(2),
                    beoogd_resultaat=self._zin(),
                    pijler=self.pijlers[n % 3],
                    trekker=self.personen[n % len(self.personen)],
                    trekker_zijde=Zijde.values[n % 3],
                    gestart_op=self.dag - timedelta(days=60 - n) if n % 3 < 2 else None,
                    afgerond_op=self.dag - timedelta(days=12 - n) if n % 3 == 1 else None,
                )
                for n in range(PROJECTEN_PER_TRAJECT)
            ),
        )
        self._maak(
            ProjectHerkomst,
            (
                ProjectHerkomst(
                    traject=self.traject,
                    product=project,
                    uitspraak=uitspraak,
                    gekoppeld_op=self._moment(40),
                )
                for project in projecten
                for uitspraak in self.kans.sample(bruikbaar, min(4, len(bruikbaar)))
            ),
        )
