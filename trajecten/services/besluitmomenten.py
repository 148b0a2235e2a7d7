"""Decision moments: what still has to be decided, by whom and when; called off with a reason, or decided (M81)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from leefsturing.lib.fouten import DomainError
from toegang.logboek import log
from toegang.models import Gebruiker
from trajecten.models import Besluit, Besluitmoment, Traject
from trajecten.services.signalen import signalen_verouderd

_VELDEN = ["onderwerp", "orgaan", "datum"]


def plan_besluitmoment(*, traject: Traject, onderwerp: str, orgaan: str, datum: date, by: Gebruiker) -> Besluitmoment:
    """Something that has to be decided, by whom and on which day."""
    with transaction.atomic():
        moment = Besluitmoment.objects.create(traject=traject, onderwerp=onderwerp, orgaan=orgaan, datum=datum)
        log(by=by, werkwoord="besluitmoment.gepland", onderwerp=moment)
        signalen_verouderd(traject)
    return moment


def wijzig_besluitmoment(
    *, moment: Besluitmoment, versie: int, onderwerp: str, orgaan: str, datum: date, by: Gebruiker
) -> Besluitmoment:
    """Other words or another day; raises Conflict when somebody else saved first."""
    _check_open(moment)
    with transaction.atomic():
        moment.onderwerp, moment.orgaan, moment.datum = onderwerp, orgaan, datum
        moment.save_of_conflict(versie, _VELDEN)
        log(by=by, werkwoord="besluitmoment.gewijzigd", onderwerp=moment)
        signalen_verouderd(moment.traject_id)
    return moment


def blaas_besluitmoment_af(*, moment: Besluitmoment, reden: str, by: Gebruiker) -> Besluitmoment:
    """It is not going to be decided, and why not; the row stays."""
    if not reden.strip():
        raise DomainError(_("Schrijf in een paar woorden op waarom het niet doorgaat."))
    _check_open(moment)
    return _zet(moment, "besluitmoment.afgeblazen", by, vervallen_reden=reden.strip())


def hervat_besluitmoment(*, moment: Besluitmoment, by: Gebruiker) -> Besluitmoment:
    """Back on the table, after it was called off or linked to a decision that was about something else."""
    return _zet(moment, "besluitmoment.hervat", by, vervallen_reden="", besluit=None)


def neem_besluit(*, moment: Besluitmoment, besluit: Besluit, by: Gebruiker) -> Besluitmoment:
    """It is decided: this is the decision."""
    if besluit.traject_id != moment.traject_id:
        raise DomainError(_("Dit besluit hoort bij een ander traject."))
    _check_open(moment)
    return _zet(moment, "besluitmoment.besloten", by, besluit=besluit)


def _check_open(moment: Besluitmoment) -> None:
    if not moment.is_open:
        raise DomainError(_("Dit besluitmoment is al voorbij. Zet het eerst weer open."))


def _zet(moment: Besluitmoment, werkwoord: str, by: Gebruiker, **velden: object) -> Besluitmoment:
    with transaction.atomic():
        for veld, waarde in velden.items():
            setattr(moment, veld, waarde)
        moment.versie += 1
        moment.save(update_fields=[*velden, "versie"])
        log(by=by, werkwoord=werkwoord, onderwerp=moment)
        signalen_verouderd(moment.traject_id)
    return moment
