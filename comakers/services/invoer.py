"""Co-makers from a file: brought in, looked at row by row by the worker, and taken when the kerngroep says so (M20).

    van         naar
    kolommen    nakijken
    nakijken    nagekeken, mislukt
    nagekeken   opnemen; nakijken, met andere kolommen
    opnemen     klaar, mislukt
    mislukt     nakijken

The rows that are taken: ``comakers.services.invoer_opnemen``.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comakers.enums import InvoerStaat, RijOordeel
from comakers.invoer import lezen
from comakers.invoer.velden import raad
from comakers.models import Invoer, Invoerrij
from comakers.selectors.invoer import NAAMDELEN, Oordeel, beoordeel, kader_van
from leefsturing.lib import klok
from leefsturing.lib.faultpoints import faultpoint
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.tekst import schoon
from toegang.logboek import log
from trajecten.namen import sorteernaam
from werk.enums import TaakStaat
from werk.models import Taak
from werk.services import plan_taak

NAKIJKEN, OPNEMEN = "comakers.invoer_nakijken", "comakers.invoer_opnemen"
STUK = 500
BEWAAR_DAGEN = 30
KOPRIJEN, PROEFRIJEN = 10, 3
S = InvoerStaat
STAPPEN: dict[str, frozenset[str]] = {
    S.NAKIJKEN: frozenset({S.KOLOMMEN, S.NAGEKEKEN, S.MISLUKT}),
    S.OPNEMEN: frozenset({S.NAGEKEKEN}),
}
Voortgang = Callable[[int, str], None]


def bewaar_upload(*, traject: Any, bestand: UploadedFile, by: Any) -> tuple[Invoer, bool]:
    """Keeps a file until it is handled, with its headings; the same file that waits already is not kept twice.

    Raises DomainError with a sentence for what is no spreadsheet, or has no rows.
    """
    if (bestand.size or 0) > lezen.MAX_BYTES:
        raise DomainError(_("Dit bestand is groter dan 5 MB. Bewaar alleen het blad met de mensen."))
    soort = lezen.herken(bestand)
    begin = list(islice(lezen.lees_rijen(bestand, soort), KOPRIJEN + PROEFRIJEN))
    if len(begin) < 2:
        raise DomainError(_("In dit bestand staan geen rijen. De eerste rij is voor de koppen, daaronder de mensen."))
    # Above the headings may stand a title: the row of which most is understood holds them.
    kop = max(range(min(len(begin) - 1, KOPRIJEN)), key=lambda i: (len(raad(begin[i][1])), -i))
    bestand.seek(0)
    inhoud = bestand.read()
    sha = hashlib.sha256(inhoud).hexdigest()
    eerder = Invoer.objects.for_traject(traject).open().filter(sha256=sha)
    try:
        with transaction.atomic():
            if (bestaand := eerder.first()) is not None:
                return bestaand, False
            invoer = Invoer(
                traject=traject,
                bestandsnaam=schoon(bestand.name or "")[-120:] or soort,
                soort=soort,
                sha256=sha,
                koppen=[tekst[:120] for tekst in begin[kop][1]],
                koprij=begin[kop][0],
                proefrijen=[[_proef(cel) for cel in cellen] for _nr, cellen in begin[kop + 1 :][:PROEFRIJEN]],
                kolommen=raad(begin[kop][1]),
                door=by,
            )
            invoer.bestand.save(f"co-makers.{soort}", ContentFile(inhoud), save=False)
            invoer.save()
            log(by=by, werkwoord="invoer.binnengebracht", onderwerp=invoer)
    except IntegrityError:
        return eerder.get(), False
    return invoer, True


def _proef(cel: str) -> str:
    return cel if len(cel) <= 80 else f"{cel[:79]}…"


def kies_kolommen(
    *, invoer: Invoer, kolommen: dict[str, int], categorie: Any, nieuwe_partijen: bool, zijde: str, by: Any,
    now: datetime | None = None,
) -> None:  # fmt: skip
    """Which column is what; the worker looks at every row. Raises DomainError when the worker has the file."""
    with transaction.atomic():
        _naar(
            invoer, S.NAKIJKEN, kolommen=kolommen, categorie=categorie, nieuwe_partijen=nieuwe_partijen, zijde=zijde,
            door=by, fout="",
        )  # fmt: skip
        plan_taak(soort=NAKIJKEN, onderwerp=str(invoer.pk), traject_id=invoer.traject_id, now=now)
        log(by=by, werkwoord="invoer.kolommen_gekozen", onderwerp=invoer)


def neem_op(*, invoer: Invoer, rijen: list[int], alles: bool, by: Any, now: datetime | None = None) -> None:
    """Takes the good rows, and of who is there already the differences of ``rijen`` (or of all); asked twice, once.

    Raises DomainError when the file is not looked at.
    """
    with transaction.atomic():
        _naar(invoer, S.OPNEMEN, neem_alles_over=alles, door=by)
        anders = invoer.rijen.filter(oordeel=RijOordeel.BEKEND, verschilt=True)
        (anders if alles else anders.filter(pk__in=rijen)).update(neem_over=True)
        plan_taak(soort=OPNEMEN, onderwerp=str(invoer.pk), traject_id=invoer.traject_id, now=now)
        log(by=by, werkwoord="invoer.opnemen", onderwerp=invoer)


def _naar(invoer: Invoer, staat: str, **velden: Any) -> None:
    mag = Invoer.objects.filter(pk=invoer.pk, staat__in=[str(s) for s in STAPPEN[staat]])
    try:
        with transaction.atomic():
            gezet = mag.update(staat=staat, **velden)
    except IntegrityError as error:
        raise DomainError(_("Hetzelfde bestand staat nog een keer klaar. Ga daarmee verder.")) from error
    if not gezet:
        raise DomainError(_("Dit bestand is al verder. Kijk hoe het ermee staat."))
    invoer.staat = staat


def doe_weg(*, invoer: Invoer, by: Any) -> None:
    """Throws a file and its rows away; raises DomainError while the worker takes them."""
    with transaction.atomic():
        nu = Invoer.objects.select_for_update().get(pk=invoer.pk)
        if nu.staat == S.OPNEMEN:
            raise DomainError(_("De rijen worden nu opgenomen. Wacht tot dat klaar is."))
        log(by=by, werkwoord="invoer.weggedaan", onderwerp=nu)
        _verwijder(nu)


def _verwijder(invoer: Invoer) -> None:
    verwijder_bestand(invoer)
    Taak.objects.open().filter(soort__in=[NAKIJKEN, OPNEMEN], onderwerp=str(invoer.pk)).update(
        staat=TaakStaat.VERVALLEN, lease_tot=None, klaar_op=klok.nu()
    )
    invoer.delete()


def verwijder_bestand(invoer: Invoer) -> None:
    """The file goes once it is certain that it may."""
    if naam := invoer.bestand.name:
        transaction.on_commit(lambda: default_storage.delete(naam))


def ruim_op(now: datetime) -> int:
    """What nobody looked after for thirty days goes; gives how many files."""
    oud = Invoer.objects.filter(created_at__lt=now - timedelta(days=BEWAAR_DAGEN))
    aantal = 0
    for invoer in oud.exclude(staat=S.OPNEMEN):
        with transaction.atomic():
            _verwijder(invoer)
        aantal += 1
    return aantal


def na_wissen(persoon: Any) -> None:
    """Who is erased may stand in a file that waits, or in a row that was left over: these go too.

    A file can be brought in again without them. What is being taken now loses the rows that are known to be theirs.
    """
    Invoerrij.objects.filter(comaker__persoon=persoon).delete()
    for invoer in Invoer.objects.filter(traject=persoon.traject_id).exclude(staat=S.OPNEMEN):
        if invoer.staat == S.KLAAR and not invoer.rijen.exists():
            continue
        log(by=None, werkwoord="invoer.weggedaan", onderwerp=invoer)
        _verwijder(invoer)


# ── The worker looks at every row ─────────────────────────────────────────────────────────────────────────


def kijk_na(*, invoer: Invoer, voortgang: Voortgang) -> None:
    """Reads the file and says of every row what it becomes; may be done again from the begin.

    Raises DomainError with a sentence when the file cannot be read whole.
    """
    if invoer.staat != S.NAKIJKEN:
        return
    invoer.rijen.all().delete()
    kader = kader_van(invoer)
    gezien = _Gezien()
    aantal = 0
    with default_storage.open(str(invoer.bestand.name)) as bestand:
        rijen = (r for r in lezen.lees_rijen(bestand, invoer.soort) if r[0] > invoer.koprij)
        for stuk in _stukken(rijen):
            oordelen = beoordeel(kader, stuk)
            for oordeel in oordelen:
                gezien.kijk(oordeel)
            Invoerrij.objects.bulk_create((_rij(invoer, o) for o in oordelen), ignore_conflicts=True)
            aantal += len(stuk)
            faultpoint("invoer.stuk_nagekeken")
            tekst = ngettext("%(n)s rij nagekeken", "%(n)s rijen nagekeken", aantal) % {"n": aantal}
            voortgang(min(95, 100 * aantal // (aantal + 2_000)), tekst)
    if not aantal:
        raise DomainError(_("Onder de koppen staat niemand."))
    _tel(invoer)


def _stukken(rijen: Iterator[lezen.Rij]) -> Iterator[list[lezen.Rij]]:
    while stuk := list(islice(rijen, STUK)):
        yield stuk


class _Gezien:
    """Who stands in this file already, in an earlier row."""

    def __init__(self) -> None:
        self._adressen: dict[str, int] = {}
        self._namen: dict[tuple[str, int], list[tuple[int, bool]]] = {}

    def kijk(self, oordeel: Oordeel) -> None:
        """A second row for somebody new is wrong, and says which row was first."""
        if oordeel.oordeel != RijOordeel.NIEUW:
            return
        email = oordeel.velden.get("email", "").lower()
        naam = (sorteernaam(*(oordeel.velden[n] for n in NAAMDELEN)), oordeel.velden["categorie_id"])
        if email and email in self._adressen:
            oordeel.redenen.append(_("Dit e-mailadres staat ook in rij %(rij)s.") % {"rij": self._adressen[email]})
            return
        for rij, met_adres in self._namen.get(naam, []):
            if not (met_adres and email):
                oordeel.redenen.append(
                    _("Dezelfde naam en categorie staan in rij %(rij)s. Iemand anders? Geef beide een e-mailadres.")
                    % {"rij": rij}
                )
                return
        if email:
            self._adressen[email] = oordeel.nummer
        self._namen.setdefault(naam, []).append((oordeel.nummer, bool(email)))


def _rij(invoer: Invoer, oordeel: Oordeel) -> Invoerrij:
    velden = oordeel.velden | ({"verschillen": oordeel.verschillen} if oordeel.verschillen else {})
    return Invoerrij(
        traject_id=invoer.traject_id,
        invoer=invoer,
        nummer=oordeel.nummer,
        oordeel=oordeel.oordeel,
        # Only a row that somebody must mend is given back as it was.
        cellen=oordeel.cellen if oordeel.redenen else [],
        velden={} if oordeel.redenen else velden,
        reden=" ".join(oordeel.redenen)[:4000],
        comaker=None if oordeel.redenen else oordeel.comaker,
        verschilt=bool(oordeel.verschillen) and not oordeel.redenen,
    )


def _tel(invoer: Invoer) -> None:
    telling = invoer.rijen.aggregate(
        aantal_rijen=Count("pk"),
        aantal_nieuw=Count("pk", filter=Q(oordeel=RijOordeel.NIEUW)),
        aantal_bekend=Count("pk", filter=Q(oordeel=RijOordeel.BEKEND)),
        aantal_fout=Count("pk", filter=Q(oordeel=RijOordeel.FOUT)),
    )
    Invoer.objects.filter(pk=invoer.pk, staat=S.NAKIJKEN).update(staat=S.NAGEKEKEN, aantal_bijgewerkt=0, **telling)


def mislukt(*, invoer_id: int, reden: str) -> None:
    """The worker gave up: the file stays, says why, and can be tried again."""
    tekst = reden if reden.endswith(".") else _("Er ging iets mis bij het lezen. Probeer het nog een keer.")
    Invoer.objects.filter(pk=invoer_id, staat__in=[S.NAKIJKEN, S.OPNEMEN]).update(staat=S.MISLUKT, fout=tekst[:300])
