"""Rows become moments: in words for the kerngroep, and in words that may leave the house (M81).

Pure. The calendar of a phone lies with a company: what goes there is made of fields that the register calls neutral
(names of ateliers and bodies), never of what people wrote about people.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leefsturing.lib import klok
from trajecten.models import Traject
from trajecten.navigatie import kamer_adres


class Soort(StrEnum):
    """What kind of moment."""

    GESPREK = "gesprek"
    VERSLAG = "verslag"
    ATELIER = "atelier"
    BELOFTE = "belofte"
    AFSPRAAK = "afspraak"
    MIJLPAAL = "mijlpaal"
    BESLUIT = "besluit"
    UITSTAP = "uitstap"
    PERIODE = "periode"


# How a kind is called, and its step of the method (0: none), for the mark beside it.
NAMEN = {
    Soort.GESPREK: (gettext_lazy("gesprek"), 2),
    Soort.VERSLAG: (gettext_lazy("verslag"), 2),
    Soort.ATELIER: (gettext_lazy("atelier"), 6),
    Soort.BELOFTE: (gettext_lazy("belofte"), 2),
    Soort.AFSPRAAK: (gettext_lazy("afspraak"), 6),
    Soort.MIJLPAAL: (gettext_lazy("mijlpaal"), 7),
    Soort.BESLUIT: (gettext_lazy("besluit"), 1),
    Soort.UITSTAP: (gettext_lazy("eruit stappen"), 7),
    Soort.PERIODE: (gettext_lazy("planperiode"), 0),
}
DUUR_GESPREK = 60


class Rij(NamedTuple):
    """A row as the union gives it: ``bij`` is the number of what it belongs to, or minutes for an atelier."""

    soort: str
    nummer: int
    moment: datetime
    tekst: str
    naam: str
    bij: int | None


@dataclass(frozen=True)
class Moment:
    """One thing at one day: what, where to go, whether it is late; ``buiten`` says it without people."""

    soort: Soort
    nummer: int
    dag: date
    op: datetime | None
    titel: str
    onder: str
    adres: str
    buiten: str
    minuten: int = 0
    te_laat: bool = False

    @property
    def soortnaam(self) -> str:
        """The kind in a word."""
        return str(NAMEN[self.soort][0])

    @property
    def stap(self) -> int:
        """The step of the method it belongs to; 0 for none."""
        return NAMEN[self.soort][1]


def momenten(rijen: Iterable[Rij], *, traject: Traject, now: datetime, tot: date) -> list[Moment]:
    """Every moment in order of day; the rows of one gesprek, one for each co-maker, become one."""
    vandaag = klok.vandaag(now)
    gevonden = []
    for (soort, _nummer), groep in groupby(sorted(rijen, key=lambda r: r[:2]), key=lambda r: r[:2]):
        delen = list(groep)
        namen = _samen([" ".join((r.naam or "").split()) for r in delen])
        gevonden.append(_MAAK[Soort(soort)](delen[0], namen, traject, vandaag))
    gevonden += _periode(traject, vandaag, tot)
    return sorted((m for m in gevonden if m.dag <= tot), key=lambda m: (m.dag, m.op or klok.moment_op(m.dag), m.titel))


def _samen(namen: list[str]) -> str:
    uniek = sorted({naam for naam in namen if naam})
    return _(" en ").join(uniek) if len(uniek) < 3 else ", ".join(uniek)


def _adres(slug: str, *namen: tuple[str, int | None]) -> str:
    """The first of these addresses that exists: the thing itself, its room, or else the agenda."""
    for naam, nummer in namen:
        if adres := kamer_adres(naam, slug, nummer):
            return adres
    return kamer_adres("agenda", slug) or ""


def _gesprek(r: Rij, namen: str, traject: Traject, vandaag: date) -> Moment:
    return Moment(
        Soort.GESPREK, r.nummer, klok.vandaag(r.moment), r.moment,
        titel=_("Gesprek met %(wie)s") % {"wie": namen} if namen else _("Gesprek"),
        onder=r.tekst or "",
        adres=_adres(traject.slug, ("gesprek", r.nummer)),
        buiten=_("Gesprek met een co-maker") if namen else _("Gesprek"),
        minuten=DUUR_GESPREK,
    )  # fmt: skip


def _verslag(r: Rij, namen: str, traject: Traject, vandaag: date) -> Moment:
    dag = klok.plus_werkdagen(klok.vandaag(r.moment), traject.norm_verslag_dagen)
    return Moment(
        Soort.VERSLAG, r.nummer, dag, None,
        titel=_("Verslag van het gesprek met %(wie)s") % {"wie": namen},
        onder="",
        adres=_adres(traject.slug, ("verslag", r.nummer)),
        buiten=_("Verslag van een gesprek delen"),
        te_laat=dag < vandaag,
    )  # fmt: skip


def _atelier(r: Rij, namen: str, traject: Traject, vandaag: date) -> Moment:
    dag = klok.vandaag(r.moment)
    voorbij = dag < vandaag
    return Moment(
        Soort.ATELIER, r.nummer, dag, r.moment,
        titel=_("Sluit het atelier %(titel)s") % {"titel": r.tekst} if voorbij else r.tekst,
        onder=r.naam,
        adres=_adres(traject.slug, ("atelier", r.nummer), ("ateliers", None)),
        buiten=_("Atelier: %(titel)s") % {"titel": r.tekst},
        minuten=r.bij or 0,
        te_laat=voorbij,
    )  # fmt: skip


def _op_dag(r: Rij, soort: Soort, vandaag: date, **velden: Any) -> Moment:
    dag = klok.vandaag(r.moment)
    return Moment(soort, r.nummer, dag, None, te_laat=dag < vandaag, **velden)


def _belofte(r: Rij, namen: str, traject: Traject, vandaag: date) -> Moment:
    return _op_dag(
        r, Soort.BELOFTE, vandaag,
        titel=r.tekst.rstrip(". "),
        onder=_("beloofd door %(wie)s") % {"wie": namen},
        adres=_adres(traject.slug, *([("gesprek", r.bij)] if r.bij else []), ("agenda", None)),
        buiten=_("Een belofte nakomen"),
    )  # fmt: skip


def _afspraak(r: Rij, namen: str, traject: Traject, vandaag: date) -> Moment:
    return _op_dag(
        r, Soort.AFSPRAAK, vandaag,
        titel=r.tekst.rstrip(". "),
        onder=_("afgesproken met %(wie)s") % {"wie": namen},
        adres=_adres(traject.slug, ("atelier", r.bij), ("ateliers", None)),
        buiten=_("Een afspraak uit een atelier"),
    )  # fmt: skip


def _mijlpaal(r: Rij, namen: str, traject: Traject, vandaag: date) -> Moment:
    return _op_dag(
        r, Soort.MIJLPAAL, vandaag,
        titel=r.tekst.rstrip(". "),
        onder=_("project %(naam)s") % {"naam": r.naam},
        adres=_adres(traject.slug, ("project", r.bij), ("projecten", None)),
        buiten=_("Mijlpaal van een project"),
    )  # fmt: skip


def _besluit(r: Rij, namen: str, traject: Traject, vandaag: date) -> Moment:
    return _op_dag(
        r, Soort.BESLUIT, vandaag,
        titel=_("Besluit: %(wat)s") % {"wat": r.tekst},
        onder=r.naam,
        adres=_adres(traject.slug, ("besluiten", None)),
        buiten=_("Besluit: %(wat)s (%(wie)s)") % {"wat": r.tekst, "wie": r.naam},
    )  # fmt: skip


def _uitstap(r: Rij, namen: str, traject: Traject, vandaag: date) -> Moment:
    return _op_dag(
        r, Soort.UITSTAP, vandaag,
        titel=_("%(wie)s stapt uit %(keten)s") % {"wie": namen, "keten": r.tekst},
        onder=_("de anderen gaan samen verder"),
        adres=_adres(traject.slug, ("keten", r.bij), ("ketens", None)),
        buiten=_("Een schakel stapt uit een keten"),
    )  # fmt: skip


_MAAK: dict[Soort, Callable[[Rij, str, Traject, date], Moment]] = {
    Soort.GESPREK: _gesprek,
    Soort.VERSLAG: _verslag,
    Soort.ATELIER: _atelier,
    Soort.BELOFTE: _belofte,
    Soort.AFSPRAAK: _afspraak,
    Soort.MIJLPAAL: _mijlpaal,
    Soort.BESLUIT: _besluit,
    Soort.UITSTAP: _uitstap,
}


def _periode(traject: Traject, vandaag: date, tot: date) -> Iterable[Moment]:
    dagen = (
        (1, traject.planperiode_start, _("De planperiode begint")),
        (2, traject.planperiode_eind, _("De planperiode eindigt")),
    )
    for nummer, dag, titel in dagen:
        if vandaag <= dag <= tot:
            yield Moment(Soort.PERIODE, nummer, dag, None, titel, "", _adres(traject.slug, ("keuken", None)), titel)
