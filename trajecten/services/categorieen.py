"""Categories of co-makers are data of the traject: named, explained and put in order by the kerngroep (M33)."""

from django.db import IntegrityError, transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from leefsturing.lib.fouten import DomainError
from toegang.logboek import log
from toegang.models import Gebruiker
from trajecten.models import Categorie, Traject
from trajecten.services.signalen import signalen_verouderd


def maak_categorie(*, traject: Traject, naam: str, enkelvoud: str, reden: str, by: Gebruiker) -> Categorie:
    """A new category, last in order; raises DomainError for a name that is taken."""
    with transaction.atomic():
        plaats = (Categorie.objects.filter(traject=traject).aggregate(Max("volgorde"))["volgorde__max"] or 0) + 1
        categorie = Categorie(traject=traject, volgorde=plaats, naam=naam, enkelvoud=enkelvoud, reden=reden)
        _bewaar(categorie)
        log(by=by, werkwoord="categorie.gemaakt", onderwerp=categorie)
        signalen_verouderd(traject)
    return categorie


def wijzig_categorie(*, categorie: Categorie, naam: str, enkelvoud: str, reden: str, by: Gebruiker) -> Categorie:
    """Renames a category or changes its reason; what is linked to it stays linked."""
    with transaction.atomic():
        categorie.naam, categorie.enkelvoud, categorie.reden = naam, enkelvoud, reden
        _bewaar(categorie)
        log(by=by, werkwoord="categorie.gewijzigd", onderwerp=categorie)
        signalen_verouderd(categorie.traject_id)
    return categorie


def verplaats_categorie(*, categorie: Categorie, eerder: bool, by: Gebruiker) -> None:
    """One place earlier or later in the order; nothing happens at the end of the row."""
    with transaction.atomic():
        rij = list(Categorie.objects.select_for_update().filter(traject=categorie.traject_id).order_by("volgorde"))
        plek = next(i for i, c in enumerate(rij) if c.pk == categorie.pk)
        ander = plek - 1 if eerder else plek + 1
        if not 0 <= ander < len(rij):
            return
        een, twee = rij[plek].volgorde, rij[ander].volgorde
        # Two on one place is impossible in the database: the first one waits behind the row for a moment.
        for pk, volgorde in ((categorie.pk, rij[-1].volgorde + 1), (rij[ander].pk, een), (categorie.pk, twee)):
            Categorie.objects.filter(pk=pk).update(volgorde=volgorde)
        log(by=by, werkwoord="categorie.verplaatst", onderwerp=categorie)
        signalen_verouderd(categorie.traject_id)


def verwijder_categorie(*, categorie: Categorie, by: Gebruiker) -> None:
    """Takes away a category that nobody is in; raises DomainError when somebody is."""
    try:
        with transaction.atomic():
            log(by=by, werkwoord="categorie.weggehaald", onderwerp=categorie)
            traject_id = categorie.traject_id
            categorie.delete()
            signalen_verouderd(traject_id)
    except ProtectedError as error:
        raise DomainError(_("In deze categorie zitten co-makers. Geef hun eerst een andere.")) from error


def _bewaar(categorie: Categorie) -> None:
    try:
        with transaction.atomic():
            categorie.save()
    except IntegrityError as error:
        raise DomainError(_("Er is al een categorie die %(naam)s heet.") % {"naam": categorie.naam}) from error
