"""Who takes part, and in which role (M2). The invitation by mail is one floor up, where the outbox is."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leefsturing.lib.fouten import DomainError
from toegang.enums import TRAJECTROLLEN, Rol
from toegang.logboek import log
from toegang.models import Gebruiker
from trajecten.models import Deelname, Traject
from trajecten.services.signalen import signalen_verouderd


def voeg_deelnemer_toe(*, traject: Traject, email: str, rol: Rol | str, by: Gebruiker, naam: str = "") -> Deelname:
    """Gives somebody a role by e-mail address; an address without account gets one, without a password.

    Raises DomainError when the person takes part already, or the account is switched off.
    """
    with transaction.atomic():
        _vergrendel(traject)
        _mag_rol_geven(traject, by, rol)
        gebruiker = _vind_of_maak_account(email.strip(), naam.strip(), traject, by)
        if not gebruiker.is_active:
            raise DomainError(_("Dit account is uitgezet. Vraag de beheerder om het weer aan te zetten."))
        if bestaand := Deelname.objects.filter(traject=traject, gebruiker=gebruiker).first():
            raise DomainError(
                _("%(naam)s doet al mee, als %(rol)s.") % {"naam": gebruiker.naam, "rol": bestaand.get_rol_display()}
            )
        deelname = Deelname.objects.create(traject=traject, gebruiker=gebruiker, rol=rol)
        log(by=by, werkwoord="deelname.gegeven", onderwerp=deelname)
        signalen_verouderd(traject)
    return deelname


def _vind_of_maak_account(email: str, naam: str, traject: Traject, by: Gebruiker) -> Gebruiker:
    """The account of an address; made now, without a password, when there is none."""
    if bekend := Gebruiker.objects.filter(email__iexact=email).first():
        return bekend
    try:
        with transaction.atomic():
            gebruiker = Gebruiker.objects.create_user(email=email, naam=naam)
            log(by=by, werkwoord="gebruiker.gemaakt", onderwerp=gebruiker, traject=traject)
    except IntegrityError:
        # Another traject invited the same person at the same moment.
        return Gebruiker.objects.get(email__iexact=email)
    return gebruiker


def wijzig_rol(*, deelname: Deelname, rol: Rol | str, by: Gebruiker) -> Deelname:
    """Gives another role; refuses when that would leave the traject without an opdrachtgever."""
    with transaction.atomic():
        _vergrendel(deelname.traject)
        deelname.refresh_from_db()
        if deelname.rol != rol:
            _mag_rol_geven(deelname.traject, by, rol, deelname.rol)
            if rol != Rol.OPDRACHTGEVER:
                _laat_een_opdrachtgever_over(deelname)
            deelname.rol = rol
            deelname.save(update_fields=["rol"])
            log(by=by, werkwoord="deelname.rol_gewijzigd", onderwerp=deelname)
            signalen_verouderd(deelname.traject_id)
    return deelname


def verwijder_deelnemer(*, deelname: Deelname, by: Gebruiker) -> None:
    """Ends the participation at once; what the person wrote stays. The last opdrachtgever cannot be removed."""
    with transaction.atomic():
        _vergrendel(deelname.traject)
        _mag_rol_geven(deelname.traject, by, deelname.rol)
        _laat_een_opdrachtgever_over(deelname)
        log(by=by, werkwoord="deelname.beeindigd", onderwerp=deelname)
        traject_id = deelname.traject_id
        deelname.delete()
        signalen_verouderd(traject_id)


def _vergrendel(traject: Traject) -> None:
    """One change of roles at a time in a traject, so that two people cannot remove each other."""
    Traject.objects.select_for_update().get(pk=traject.pk)


def _mag_rol_geven(traject: Traject, by: Gebruiker, *rollen: Rol | str) -> None:
    """Only an opdrachtgever gives or takes that role, as long as there is one."""
    if not TRAJECTROLLEN.issuperset(rollen):
        raise DomainError(_("Deze rol bestaat niet in een traject."))
    if Rol.OPDRACHTGEVER in rollen:
        opdrachtgevers = Deelname.objects.filter(traject=traject, rol=Rol.OPDRACHTGEVER)
        if opdrachtgevers.exists() and not opdrachtgevers.filter(gebruiker=by).exists():
            raise DomainError(_("Alleen een opdrachtgever kan de rol van opdrachtgever geven of afnemen."))


def _laat_een_opdrachtgever_over(deelname: Deelname) -> None:
    anderen = Deelname.objects.filter(traject=deelname.traject_id, rol=Rol.OPDRACHTGEVER).exclude(pk=deelname.pk)
    if deelname.rol == Rol.OPDRACHTGEVER and not anderen.exists():
        raise DomainError(
            _("Een traject heeft altijd een opdrachtgever. Maak eerst iemand anders opdrachtgever, dan kan dit wel.")
        )
