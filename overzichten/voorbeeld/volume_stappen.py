"""Made-up data for the later steps of the method: streefbeeld, kruispunten, ateliers, ketens."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from ketens.enums import Inzet, Kracht
from ketens.models import Inbreng, Keten, Mijlpaal, Project, Schakel
from kruispunten.enums import Antwoordsoort, AtelierStaat, CombinatieSoort, KruispuntStaat, Middelsoort, ZoektBiedt
from kruispunten.models import (
    Atelier,
    Combinatie,
    Idee,
    Initiatief,
    Kruispunt,
    KruispuntHerkomst,
    Middel,
    Uitnodiging,
    Vraagstuk,
)
from leefsturing.lib import klok
from streefbeelden.enums import Aspect, PuntSoort, Schaal, StapSoort, Werking
from streefbeelden.models import Kracht as WijkKracht
from streefbeelden.models import Ontwikkeling, Stap, Streefbeeld, Streefbeeldpunt, StreefbeeldpuntHerkomst
from toegang.models import Gebruiker
from trajecten.models import Partij, Persoon, Traject

ONTWIKKELINGEN, PUNTEN, STAPPEN, INITIATIEVEN, KRUISPUNTEN, ATELIERS, KETENS = 30, 24, 12, 40, 12, 6, 6


class StappenVuller:
    """The rooms of steps 4 to 7 of one traject, on the people and uitspraken that are there already."""

    def __init__(self, traject: Traject, kans: Random, dag: date, zin: Callable[[], str], door: Gebruiker) -> None:
        """Takes the same source of chance and of sentences as the rest of the traject."""
        self.traject, self.kans, self.dag, self.zin, self.door = traject, kans, dag, zin, door

    def vul(
        self, *, pijlers: list[Any], personen: list[Persoon], partijen: list[Partij], uitspraken: list[Any]
    ) -> None:
        """Makes all of it; ``uitspraken`` are usable ones."""
        self.pijlers, self.personen, self.partijen, self.uitspraken = pijlers, personen, partijen, uitspraken
        self._streefbeeld()
        self._kruispunten()
        if personen:
            self._ateliers()
        self._ketens()

    def _maak(self, model: Any, rijen: Any) -> list[Any]:
        return list(model.objects.bulk_create([model(traject=self.traject, **rij) for rij in rijen]))

    def _kort(self, lengte: int = 110) -> str:
        return self.zin()[:lengte]

    def _streefbeeld(self) -> None:
        jaar = self.dag.year
        self._maak(
            Ontwikkeling,
            (
                {
                    "titel": self._kort(), "schaal": Schaal.values[n % 7], "van_jaar": jaar + n % 9,
                    "tot_jaar": jaar + n % 9 + n % 7, "betekenis": self.zin(), "werking": Werking.values[n % 3],
                }
                for n in range(ONTWIKKELINGEN)
            ),
        )  # fmt: skip
        self._maak(WijkKracht, ({"titel": self._kort(), "toelichting": self.zin()} for _n in range(6)))
        punten = self._maak(
            Streefbeeldpunt,
            (
                {
                    "tekst": self.zin()[:300], "soort": PuntSoort.values[n % 5 == 0], "aspect": Aspect.values[n % 2],
                    "pijler": self.pijlers[n % 3],
                }
                for n in range(PUNTEN)
            ),
        )  # fmt: skip
        self._koppel(StreefbeeldpuntHerkomst, punten)
        self._maak(
            Streefbeeld,
            (
                {"pijler": p, "nummer": 1, "tekst": " ".join(self.zin() for _ in range(5)), "op": self._moment(20)}
                for p in self.pijlers
            ),
        )
        self._maak(
            Stap,
            (
                {
                    "jaar": jaar + 1 + n, "tekst": self._kort(), "pijler": self.pijlers[n % 3],
                    "soort": StapSoort.EFFECT if n > 3 else StapSoort.RESULTAAT,
                }
                for n in range(STAPPEN)
            ),
        )  # fmt: skip

    def _koppel(self, model: Any, producten: list[Any]) -> None:
        kies = min(3, len(self.uitspraken))
        self._maak(
            model,
            (
                {"product": product, "uitspraak": uitspraak, "gekoppeld_op": self._moment(30)}
                for product in producten
                for uitspraak in self.kans.sample(self.uitspraken, kies)
            ),
        )

    def _moment(self, dagen: int) -> Any:
        return klok.moment_op(self.dag - timedelta(days=dagen)) + timedelta(hours=19)

    def _kruispunten(self) -> None:
        (stam,) = self._maak(Vraagstuk, [{"vraag": self._kort()}])
        takken = self._maak(Vraagstuk, ({"vraag": self._kort(), "ouder": stam} for _n in range(8)))
        initiatieven = self._maak(
            Initiatief,
            (
                {"naam": self._kort(), "eigenaar_partij": self.partijen[n % len(self.partijen)],
                 "van": self.dag - timedelta(days=90), "tot": self.dag + timedelta(days=n * 9)}
                for n in range(INITIATIEVEN)
            ),
        )  # fmt: skip
        self._maak(
            Middel,
            (
                {"initiatief": i, "richting": ZoektBiedt.values[(n + m) % 2], "soort": Middelsoort.values[n % 6],
                 "wat": self._kort()}
                for n, i in enumerate(initiatieven)
                for m in range(2)
            ),
        )  # fmt: skip
        self.kruispunten = self._maak(
            Kruispunt,
            (
                {"titel": self._kort(), "vraag": self.zin()[:300], "kern": self.zin(), "vraagstuk": takken[n % 8],
                 "staat": KruispuntStaat.values[n % 4]}
                for n in range(KRUISPUNTEN)
            ),
        )  # fmt: skip
        self._koppel(KruispuntHerkomst, self.kruispunten)
        for n, kruispunt in enumerate(self.kruispunten):
            kruispunt.pijlers.add(self.pijlers[n % 3])
            kruispunt.partijen.add(*self.kans.sample(self.partijen, 3))
            kruispunt.initiatieven.add(*initiatieven[n * 3 : n * 3 + 3])
        self._maak(
            Combinatie,
            (
                {"kruispunt": k, "naam": self._kort(), "soort": CombinatieSoort.values[n % 2],
                 "dichter_bij_doelen": self.zin(), "opent_iets_nieuws": self.zin(), "kost_weinig": self.zin(),
                 "venster_tot": self.dag + timedelta(days=10 + n * 12)}
                for n, k in enumerate(self.kruispunten)
            ),
        )  # fmt: skip

    def _ateliers(self) -> None:
        voorbij = {"staat": AtelierStaat.GESLOTEN, "gesloten_door": self.door, "uitgenodigd_door": self.door}
        ateliers = self._maak(
            Atelier,
            (
                {"titel": self._kort(), "vraag": self._kort(), "plaats": "Buurthuis",
                 "wanneer": self._moment(n * 14 - 20), "kruispunt": self.kruispunten[n]}
                | (voorbij | {"gesloten_op": self._moment(n * 14 - 21), "uitgenodigd_op": self._moment(n * 14)}
                   if n > 1 else {})
                for n in range(ATELIERS)
            ),
        )  # fmt: skip
        for atelier in ateliers:
            aan_tafel = self.kans.sample(self.personen, min(14, len(self.personen)))
            self._maak(
                Uitnodiging,
                (
                    {"atelier": atelier, "persoon": p, "antwoord": Antwoordsoort.JA, "antwoord_op": self._moment(9)}
                    for p in aan_tafel
                ),
            )
            self._maak(Idee, ({"atelier": atelier, "tekst": self.zin(), "persoon": p} for p in aan_tafel[:8]))

    def _ketens(self) -> None:
        projecten = list(Project.objects.filter(traject=self.traject).order_by("pk"))
        self._maak(
            Mijlpaal,
            (
                {"project": p, "wat": self._kort(), "uiterlijk": self.dag + timedelta(days=5 + p.pk % 60)}
                for p in projecten
            ),
        )
        ketens = self._maak(Keten, ({"naam": self._kort(), "kruispunt": self.kruispunten[n]} for n in range(KETENS)))
        for n, keten in enumerate(ketens):
            keten.projecten.add(*projecten[n * 2 : n * 2 + 2])
            schakels = self._maak(
                Schakel,
                (
                    {"keten": keten, "partij": partij, "rol": self._kort(), "kracht": Kracht.values[m % 4],
                     "inzet": Inzet.values[m % 2]}
                    for m, partij in enumerate(self.kans.sample(self.partijen, 5))
                ),
            )  # fmt: skip
            self._maak(Inbreng, ({"schakel": s, "soort": "geld", "bedrag_cent": 125_000 + n} for s in schakels[:2]))
            self._maak(Inbreng, ({"schakel": s, "soort": "uren", "wat": self._kort()} for s in schakels[2:]))
