"""The rows of a file become co-makers, in parts; each part in one transaction with the marks on its rows (M20).

A worker that dies leaves whole parts behind, and the next one goes on where it stopped. Two at once stand in a queue at
the row of the file. Who came in the list since the file was looked at is found again here, and left alone.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from comakers.enums import InvoerStaat, RijOordeel
from comakers.models import Achterban, CoMaker, Invoer, Invoerrij
from comakers.selectors.invoer import NAAMDELEN, TEKSTEN, als_cellen, bekenden, met_alles_erbij, zoek_op
from comakers.services.invoer import STUK, Voortgang, verwijder_bestand
from leefsturing.lib.faultpoints import faultpoint
from toegang.logboek import actor_code, log
from toegang.models import Gebruiker, Logregel
from trajecten.models import Partij, Persoon
from trajecten.namen import sorteernaam
from trajecten.services.signalen import signalen_verouderd

S = InvoerStaat


def verwerk(*, invoer: Invoer, voortgang: Voortgang) -> None:
    """Takes part after part until nothing is left; safe to do again."""
    totaal = _te_doen(invoer).count() + invoer.rijen.filter(opgenomen=True).count()
    gedaan = totaal - _te_doen(invoer).count()
    while stuk := neem_stuk(invoer_id=invoer.pk):
        gedaan += stuk
        faultpoint("invoer.stuk_opgenomen")
        tekst = _("%(n)s van %(alle)s rijen opgenomen") % {"n": gedaan, "alle": totaal}
        voortgang(min(99, 100 * gedaan // max(totaal, 1)), tekst)


def _te_doen(invoer: Invoer) -> Any:
    doen = invoer.rijen.filter(opgenomen=False)
    return doen.filter(oordeel=RijOordeel.NIEUW) | doen.filter(oordeel=RijOordeel.BEKEND, neem_over=True)


def neem_stuk(*, invoer_id: int) -> int:
    """Takes the next part; gives how many rows, 0 when the file is done."""
    with transaction.atomic():
        invoer = Invoer.objects.select_for_update().select_related("door", "traject").get(pk=invoer_id)
        if invoer.staat != S.OPNEMEN:
            return 0
        rijen = list(_te_doen(invoer).order_by("nummer")[:STUK])
        if not rijen:
            _sluit(invoer)
            return 0
        nieuw = [r for r in rijen if r.oordeel == RijOordeel.NIEUW]
        _neem_nieuwen(invoer, nieuw)
        _neem_verschillen(invoer, [r for r in rijen if r.oordeel == RijOordeel.BEKEND and r.neem_over])
        faultpoint("invoer.in_een_stuk")
        signalen_verouderd(invoer.traject_id)
    return len(rijen)


def _neem_nieuwen(invoer: Invoer, rijen: list[Invoerrij]) -> None:
    """Everybody who is still new; who came in meanwhile is known now, and stays as they are."""
    bekend = bekenden(invoer.traject_id, (r.velden for r in rijen))
    nieuw = []
    for rij in rijen:
        rij.opgenomen = True
        if (comaker := zoek_op(bekend, rij.velden)) is not None:
            rij.oordeel, rij.comaker = RijOordeel.BEKEND, comaker
        else:
            rij.velden["persoon"] = bekend.zonder_rij.get(rij.velden.get("email", "").lower())
            nieuw.append(rij)
    partijen = _partijen(invoer, nieuw)
    try:
        with transaction.atomic():
            _maak(invoer, nieuw, partijen)
    except IntegrityError:
        for rij in nieuw:
            _maak_een(invoer, rij, partijen)
    # Most rows only get their mark; writing every field of every row would cost more than the co-makers themselves.
    gewoon = [r.pk for r in rijen if r.opgenomen and r.oordeel == RijOordeel.NIEUW]
    Invoerrij.objects.filter(pk__in=gewoon).update(opgenomen=True)
    anders = [r for r in rijen if not (r.opgenomen and r.oordeel == RijOordeel.NIEUW)]
    Invoerrij.objects.bulk_update(anders, ["opgenomen", "oordeel", "comaker", "reden"])


def _maak_een(invoer: Invoer, rij: Invoerrij, partijen: dict[str, Partij]) -> None:
    try:
        with transaction.atomic():
            _maak(invoer, [rij], partijen)
    except IntegrityError:
        rij.oordeel, rij.opgenomen = RijOordeel.FOUT, False
        rij.reden = _("Iemand anders heeft deze persoon net toegevoegd, of de categorie is weg.")


def _partijen(invoer: Invoer, rijen: Iterable[Invoerrij]) -> dict[str, Partij]:
    """The organisations of the rows by name; new ones are made when that was ticked."""
    gevraagd = {r.velden["partij"].casefold(): r.velden["partij"] for r in rijen if r.velden.get("partij")}
    if not gevraagd:
        return {}
    partijen = {p.naam.casefold(): p for p in Partij.objects.for_traject(invoer.traject_id)}
    for sleutel, naam in gevraagd.items():
        if sleutel not in partijen and invoer.nieuwe_partijen:
            partij = Partij.objects.create(traject_id=invoer.traject_id, naam=naam, zijde=invoer.zijde)
            log(by=invoer.door, werkwoord="partij.gemaakt", onderwerp=partij)
            partijen[sleutel] = partij
    return partijen


def _maak(invoer: Invoer, rijen: list[Invoerrij], partijen: dict[str, Partij]) -> None:
    """The rows of some new co-makers: personen, co-makers, achterbannen and the logboek, each in one go."""
    traject_id = invoer.traject_id
    personen: list[Persoon] = []
    for rij in rijen:
        velden = rij.velden
        if velden.get("persoon"):
            continue
        delen = {naam: velden.get(naam, "") for naam in NAAMDELEN}
        personen.append(
            Persoon(
                traject_id=traject_id,
                **delen,
                sorteernaam=sorteernaam(*delen.values()),
                email=velden.get("email", ""),
                telefoon=velden.get("telefoon", ""),
                partij=partijen.get(velden.get("partij", "").casefold()),
            )
        )
    gemaakt = iter(Persoon.objects.bulk_create(personen))
    leden = _levende_leden(rijen)
    comakers = CoMaker.objects.bulk_create(
        CoMaker(
            traject_id=traject_id,
            persoon_id=rij.velden.get("persoon") or next(gemaakt).pk,
            categorie_id=rij.velden["categorie_id"],
            contactpersoon_id=leden.get(rij.velden.get("contactpersoon_id")),
            bewaren_akkoord_op=_dag(rij.velden),
            **{naam: rij.velden.get(naam, "") for naam in TEKSTEN},
        )
        for rij in rijen
    )
    Achterban.objects.bulk_create(
        Achterban(traject_id=traject_id, comaker=comaker, naam=naam, omvang=omvang)
        for rij, comaker in zip(rijen, comakers, strict=True)
        for naam, omvang in rij.velden.get("groepen", [])
    )
    _log(invoer, "comaker.toegevoegd", comakers)


def _levende_leden(rijen: Iterable[Invoerrij]) -> dict[Any, int]:
    gevraagd = {r.velden["contactpersoon_id"] for r in rijen if r.velden.get("contactpersoon_id")}
    return {pk: pk for pk in Gebruiker.objects.filter(pk__in=gevraagd, is_active=True).values_list("pk", flat=True)}


def _dag(velden: dict[str, Any]) -> date | None:
    dag = velden.get("akkoord_dag")
    return date.fromisoformat(dag) if dag else None


def _log(invoer: Invoer, werkwoord: str, comakers: Iterable[CoMaker]) -> None:
    wie = actor_code(invoer.door)
    Logregel.objects.bulk_create(
        Logregel(actor=wie, werkwoord=werkwoord, onderwerp=f"comaker:{c.pk}", traject_nummer=invoer.traject_id)
        for c in comakers
    )


def _neem_verschillen(invoer: Invoer, rijen: list[Invoerrij]) -> None:
    """What somebody chose to take over of people who are there; not where it changed since it was looked at."""
    partijen = _partijen(invoer, rijen)
    mensen = {c.pk: c for c in met_alles_erbij().filter(pk__in=[r.comaker_id for r in rijen])}
    veranderd = []
    for rij in rijen:
        rij.opgenomen = True
        comaker = mensen.get(rij.comaker_id)
        verschillen = rij.velden.get("verschillen", [])
        if comaker is None or any(als_cellen(comaker)[naam] != oud for naam, oud, _nieuw in verschillen):
            rij.neem_over = False
            rij.reden = _("Intussen veranderd. Kijk zelf wat klopt.")
            continue
        try:
            with transaction.atomic():
                _neem_over(comaker, rij, {naam for naam, _oud, _nieuw in verschillen}, partijen)
        except IntegrityError:
            rij.neem_over = False
            rij.reden = _("Dit e-mailadres hoort al bij iemand anders.")
        else:
            veranderd.append(comaker)
    Invoerrij.objects.bulk_update(rijen, ["opgenomen", "neem_over", "reden"])
    _log(invoer, "comaker.gewijzigd", veranderd)


def _neem_over(comaker: CoMaker, rij: Invoerrij, anders: set[str], partijen: dict[str, Partij]) -> None:
    persoon, velden = comaker.persoon, rij.velden
    eigen = [naam for naam in (*NAAMDELEN, "email", "telefoon") if naam in anders]
    for naam in eigen:
        setattr(persoon, naam, velden.get(naam, ""))
    if "partij" in anders and (partij := partijen.get(velden["partij"].casefold())):
        persoon.partij = partij
        eigen.append("partij")
    if eigen:
        persoon.sorteernaam = sorteernaam(persoon.voornaam, persoon.tussenvoegsel, persoon.achternaam)
        persoon.save_als_versie(persoon.versie, [*eigen, "sorteernaam"])
    hier = {naam: velden[naam] for naam in TEKSTEN if naam in anders}
    if "categorie" in anders:
        hier["categorie_id"] = velden["categorie_id"]
    if "contactpersoon" in anders:
        hier["contactpersoon_id"] = velden["contactpersoon_id"]
    if "akkoord_op" in anders:
        hier["bewaren_akkoord_op"] = _dag(velden)
    for naam, waarde in hier.items():
        setattr(comaker, naam, waarde)
    if hier:
        comaker.save_als_versie(comaker.versie, list(hier))
    if "achterban" in anders:
        _neem_achterban_over(comaker, velden["groepen"])


def _neem_achterban_over(comaker: CoMaker, groepen: list[Any]) -> None:
    """Groups come with it and get their size; none goes, for an empty cell says nothing."""
    bestaand = {a.naam.casefold(): a for a in comaker.achterbannen.all()}
    for naam, omvang in groepen:
        if (achterban := bestaand.get(naam.casefold())) is None:
            Achterban.objects.create(traject_id=comaker.traject_id, comaker=comaker, naam=naam, omvang=omvang)
        elif omvang and achterban.omvang != omvang:
            Achterban.objects.filter(pk=achterban.pk).update(omvang=omvang)


def _sluit(invoer: Invoer) -> None:
    """Counts what was done, and lets go of the file and of every row that needs nobody any more."""
    rijen = invoer.rijen
    invoer.aantal_nieuw = rijen.filter(oordeel=RijOordeel.NIEUW, opgenomen=True).count()
    invoer.aantal_bijgewerkt = rijen.filter(oordeel=RijOordeel.BEKEND, neem_over=True).count()
    invoer.aantal_bekend = rijen.filter(oordeel=RijOordeel.BEKEND).count()
    invoer.aantal_fout = rijen.filter(oordeel=RijOordeel.FOUT).count()
    verwijder_bestand(invoer)
    invoer.bestand, invoer.proefrijen, invoer.staat = "", [], S.KLAAR
    invoer.save()
    rijen.exclude(oordeel=RijOordeel.FOUT).exclude(oordeel=RijOordeel.BEKEND, neem_over=False, verschilt=True).delete()
    log(by=invoer.door, werkwoord="invoer.opgenomen", onderwerp=invoer)
