"""What the tool sees about kruispunten and kansen (M60, M61, M67); the ateliers add rules of their own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kruispunten.selectors import kansen as kansen_selectors
from kruispunten.selectors import kruispunten as selectors
from leefsturing.lib import klok
from trajecten import signalen
from trajecten.enums import Ernst
from trajecten.models import Traject
from trajecten.signalen import Regel, Waarneming

VENSTER_DAGEN = 14
# A question that was just put down may look for its people in peace.
RUST_DAGEN = 7


@dataclass(frozen=True)
class Punt:
    """A living kruispunt: how many take part, for how many days it is there, and whether it is under way."""

    pk: int
    titel: str
    twee_vragen: bool
    partijen: int
    dagen: int
    begonnen: bool


@dataclass(frozen=True)
class Venster:
    """A window that closes soon: of what, on which page, and when."""

    pk: int
    naam: str
    kruispunt: int | None
    tot: date


@dataclass(frozen=True)
class Staat:
    """The snapshot: everything the rules below look at."""

    slug: str
    dag: date
    punten: tuple[Punt, ...] = ()
    kansen: tuple[Venster, ...] = ()
    combinaties: tuple[Venster, ...] = ()


def snapshot(traject: Traject, now: datetime) -> Staat:
    """Reads the kruispunten of a traject, and the windows that close: six queries."""
    dag = klok.vandaag(now)
    tot = dag + timedelta(days=VENSTER_DAGEN)
    return Staat(
        slug=traject.slug,
        dag=dag,
        punten=tuple(
            Punt(
                pk=k.pk,
                titel=k.titel,
                twee_vragen=k.heeft_twee_vragen,
                partijen=selectors.aantal_deelnemers(k),
                dagen=(dag - klok.vandaag(k.created_at)).days,
                begonnen=k.is_begonnen,
            )
            for k in selectors.lopende(traject)
        ),
        kansen=tuple(
            Venster(k.pk, k.uitleg, None, k.venster_tot)
            for k in kansen_selectors.sluitende_kansen(traject, dag, tot)
            if k.venster_tot
        ),
        combinaties=tuple(
            Venster(c.pk, c.naam, c.kruispunt_id, c.venster_tot)
            for c in kansen_selectors.sluitende_combinaties(traject, dag, tot)
            if c.venster_tot
        ),
    )


def twee_vragen(staat: Staat) -> Iterator[Waarneming]:
    """A kruispunt that still holds two questions (M60)."""
    for punt in staat.punten:
        if punt.twee_vragen:
            yield Waarneming(
                str(punt.pk),
                _("In het kruispunt “%(titel)s” lijken twee vragen te staan.") % {"titel": punt.titel[:80]},
                reverse("kruispunt_wijzigen", kwargs={"slug": staat.slug, "nummer": punt.pk}),
                _("Maak er één vraag van"),
            )


def een_partij(staat: Staat) -> Iterator[Waarneming]:
    """A kruispunt in which nothing comes together: one party, or none (M61)."""
    for punt in staat.punten:
        if punt.partijen < 2 and (punt.begonnen or punt.dagen > RUST_DAGEN):
            wat = (
                _("Bij het kruispunt “%(titel)s” zit nog maar één partij.")
                if punt.partijen
                else _("Bij het kruispunt “%(titel)s” zit nog niemand.")
            )
            yield Waarneming(
                str(punt.pk),
                wat % {"titel": punt.titel[:80]},
                reverse("kruispunt_wijzigen", kwargs={"slug": staat.slug, "nummer": punt.pk}),
                _("Kies wie hier ook iets mee kan"),
            )


def kans_sluit(staat: Staat) -> Iterator[Waarneming]:
    """The first kans that will pass; one at a time is enough to act on (M67)."""
    for kans in staat.kansen[:1]:
        yield Waarneming(
            str(kans.pk),
            _("Deze kans kan nog tot %(tot)s: %(kans)s")
            % {"tot": date_format(kans.tot, "j F"), "kans": kans.naam[:200]},
            reverse("kans_oppakken", kwargs={"slug": staat.slug, "nummer": kans.pk}),
            _("Pak de kans op"),
        )


def combinatie_sluit(staat: Staat) -> Iterator[Waarneming]:
    """A combinatie whose window closes before it was carried out (M67)."""
    for combinatie in staat.combinaties:
        yield Waarneming(
            str(combinatie.pk),
            _("De combinatie “%(naam)s” kan nog tot %(tot)s.")
            % {"naam": combinatie.naam[:80], "tot": date_format(combinatie.tot, "j F")},
            reverse("kruispunt", kwargs={"slug": staat.slug, "nummer": combinatie.kruispunt})
            + f"#combinatie-{combinatie.pk}",
            _("Spreek af wie begint"),
        )


_VOORBIJ = gettext_lazy("Een kans is er één keer. Als het venster dicht is, moet je opnieuw zoeken.")
REGELS: tuple[Regel, ...] = (
    Regel(
        "kruispunt.twee_vragen",
        "M60",
        Ernst.LAAG,
        gettext_lazy("Met één vraag aan tafel weet iedereen waar het over gaat."),
        twee_vragen,
    ),
    Regel(
        "kruispunt.een_partij",
        "M61",
        Ernst.MIDDEN,
        gettext_lazy("Op een kruispunt komt iets samen. Met één partij is het een gewone opdracht."),
        een_partij,
    ),
    Regel("kans.venster_sluit", "M67", Ernst.MIDDEN, _VOORBIJ, kans_sluit),
    Regel("combinatie.venster_sluit", "M67", Ernst.MIDDEN, _VOORBIJ, combinatie_sluit),
)


def meld_aan() -> None:
    """Called once, when the app is ready."""
    signalen.registreer("kruispunten", snapshot, REGELS)
