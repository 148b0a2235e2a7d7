"""Who brings in what, and which part comes from outside the overheid: money in cents, the rest counted (M76)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketens.bedragen import schrijf_bedrag
from ketens.models import Schakel
from kruispunten.enums import Middelsoort


@dataclass
class Deel:
    """A part of what is brought in: money in cents, and how many other things."""

    cent: int = 0
    zonder_bedrag: int = 0
    stuks: int = 0


@dataclass
class Totaal:
    """All of it, what comes from outside the overheid, and what comes from a side nobody knows."""

    alles: Deel = field(default_factory=Deel)
    buiten: Deel = field(default_factory=Deel)
    onbekend: Deel = field(default_factory=Deel)
    soorten: dict[str, Deel] = field(default_factory=dict)

    @property
    def is_leeg(self) -> bool:
        """Nobody brought in anything yet."""
        return not (self.alles.cent or self.alles.zonder_bedrag or self.alles.stuks)

    @property
    def geld_buiten_procent(self) -> int:
        """Which part of the money comes from outside, in whole percents, rounded down."""
        return 100 * self.buiten.cent // self.alles.cent if self.alles.cent else 0

    @property
    def stuks_buiten_procent(self) -> int:
        """Which part of everything else comes from outside."""
        return 100 * self.buiten.stuks // self.alles.stuks if self.alles.stuks else 0

    @property
    def geldzin(self) -> str:
        """The money in a sentence."""
        if not self.alles.cent:
            if self.alles.zonder_bedrag:
                return _("Er is geld genoemd, maar nog geen bedrag.")
            return _("Er is nog geen geld ingebracht.")
        zin = _("%(alles)s in geld, waarvan %(buiten)s van buiten de gemeente.") % {
            "alles": schrijf_bedrag(self.alles.cent),
            "buiten": schrijf_bedrag(self.buiten.cent),
        }
        if self.onbekend.cent:
            zin += " " + _("Van %(cent)s weten we de kant niet.") % {"cent": schrijf_bedrag(self.onbekend.cent)}
        if self.alles.zonder_bedrag:
            zin += " " + ngettext(
                "Eén keer is geld genoemd zonder bedrag.",
                "%(n)s keer is geld genoemd zonder bedrag.",
                self.alles.zonder_bedrag,
            ) % {"n": self.alles.zonder_bedrag}
        return zin

    @property
    def stukszin(self) -> str:
        """Everything that is no money, in a sentence."""
        if not self.alles.stuks:
            return _("Uren, ruimte, mensen of spullen zijn nog niet ingebracht.")
        woorden = ", ".join(
            f"{deel.stuks} × {Middelsoort(soort).label}" for soort, deel in self.soorten.items() if deel.stuks
        )
        zin = _("Verder %(woorden)s: %(buiten)s van de %(alles)s van buiten de gemeente.") % {
            "woorden": woorden,
            "buiten": self.buiten.stuks,
            "alles": self.alles.stuks,
        }
        if self.onbekend.stuks:
            zin += " " + _("Van %(n)s weten we de kant niet.") % {"n": self.onbekend.stuks}
        return zin


def _tel(deel: Deel, rij: Any) -> None:
    if rij.soort != Middelsoort.GELD:
        deel.stuks += 1
    elif rij.bedrag_cent is None:
        deel.zonder_bedrag += 1
    else:
        deel.cent += rij.bedrag_cent


def totaal_van(schakels: Iterable[Schakel]) -> Totaal:
    """The total over schakels whose partij, persoon and inbreng are read already; money is never added to the rest."""
    totaal = Totaal(soorten={soort: Deel() for soort in Middelsoort.values})
    for schakel in schakels:
        for rij in schakel.inbreng.all():
            _tel(totaal.alles, rij)
            _tel(totaal.soorten[rij.soort], rij)
            if schakel.van_buiten:
                _tel(totaal.buiten, rij)
            elif not schakel.zijde:
                _tel(totaal.onbekend, rij)
    return totaal
