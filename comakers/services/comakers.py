"""Co-makers: who takes part, how far the acquaintance is, and what they heard (M20, M21, M27).

How far we are may jump; one cannot become a stranger again, and nobody is betrokken who was never spoken with:

    van           naar
    voorgesteld   benaderd, doet mee, gesproken, afgehaakt
    benaderd      voorgesteld, doet mee, gesproken, afgehaakt
    doet mee      voorgesteld, benaderd, gesproken, afgehaakt
    gesproken     betrokken, afgehaakt; benaderd of doet mee zolang er geen gesprek is gevoerd
    betrokken     gesproken, afgehaakt
    afgehaakt     benaderd, doet mee, gesproken, betrokken
"""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from comakers.enums import CoMakerStaat, Kanaal
from comakers.models import Achterban, CoMaker, Terugkoppeling
from comakers.services.noteren import noteer
from leefsturing.lib import klok
from leefsturing.lib.fouten import Conflict, DomainError
from trajecten.models import Persoon
from trajecten.namen import sorteernaam

S = CoMakerStaat
STAPPEN: dict[str, frozenset[str]] = {
    S.VOORGESTELD: frozenset({S.BENADERD, S.TOEGEZEGD, S.GESPROKEN, S.AFGEHAAKT}),
    S.BENADERD: frozenset({S.VOORGESTELD, S.TOEGEZEGD, S.GESPROKEN, S.AFGEHAAKT}),
    S.TOEGEZEGD: frozenset({S.VOORGESTELD, S.BENADERD, S.GESPROKEN, S.AFGEHAAKT}),
    S.GESPROKEN: frozenset({S.BENADERD, S.TOEGEZEGD, S.BETROKKEN, S.AFGEHAAKT}),
    S.BETROKKEN: frozenset({S.GESPROKEN, S.AFGEHAAKT}),
    S.AFGEHAAKT: frozenset({S.BENADERD, S.TOEGEZEGD, S.GESPROKEN, S.BETROKKEN}),
}
_VOOR_HET_GESPREK = frozenset({S.VOORGESTELD, S.BENADERD, S.TOEGEZEGD})
PERSOON_VELDEN = ("voornaam", "tussenvoegsel", "achternaam", "email", "telefoon", "partij")
COMAKER_VELDEN = ("categorie", "contactpersoon", "wil_weten", "wil_meedenken", "sleutelfiguur_voor")


def versie_van(comaker: CoMaker) -> int:
    """One number for the form over two rows: both only grow, so their sum is the same only when both are."""
    return int(comaker.versie + comaker.persoon.versie)


def _check_email(traject: Any, email: str, behalve: int | None = None) -> Persoon | None:
    """The persoon with this address in the traject; raises DomainError when that is another co-maker."""
    if not email:
        return None
    persoon = Persoon.objects.for_traject(traject).filter(email__iexact=email).exclude(pk=behalve).first()
    if persoon is not None and (behalve or CoMaker.objects.filter(persoon=persoon).exists()):
        raise DomainError(
            _("Dit e-mailadres hoort al bij %(naam)s. Iedereen staat één keer in de lijst.")
            % {"naam": persoon.volledige_naam}
        )
    return persoon


def _save_nieuw(persoon: Persoon) -> None:
    """Saves; raises DomainError when somebody put the same address down a moment ago."""
    try:
        with transaction.atomic():
            persoon.save()
    except IntegrityError as error:
        raise DomainError(_("Iemand anders heeft deze persoon net toegevoegd.")) from error


def add_comaker(*, traject: Any, by: Any, **velden: Any) -> CoMaker:
    """A new co-maker; somebody already known by this address (a trekker) becomes one without a second row."""
    with transaction.atomic():
        persoon = _check_email(traject, velden.get("email", ""))
        if persoon is None:
            persoon = Persoon(traject=traject)
            for naam in PERSOON_VELDEN:
                if naam in velden:
                    setattr(persoon, naam, velden[naam])
            _save_nieuw(persoon)
        comaker = CoMaker.objects.create(
            traject=traject, persoon=persoon, **{n: velden[n] for n in COMAKER_VELDEN if n in velden}
        )
        noteer(by=by, werkwoord="comaker.toegevoegd", onderwerp=comaker)
    return comaker


def update_comaker(*, comaker: CoMaker, versie: int, by: Any, **velden: Any) -> CoMaker:
    """Changes name, contact and selection grounds; raises Conflict when somebody else was first."""
    with transaction.atomic():
        nu = CoMaker.objects.select_related("persoon").get(pk=comaker.pk)
        if versie_van(nu) != versie:
            raise Conflict(_verschillen(nu, velden), versie_van(nu))
        _check_email(nu.traject_id, velden.get("email", ""), behalve=nu.persoon_id)
        persoon = nu.persoon
        for naam in PERSOON_VELDEN:
            setattr(persoon, naam, velden[naam])
        persoon.sorteernaam = sorteernaam(persoon.voornaam, persoon.tussenvoegsel, persoon.achternaam)
        for naam in COMAKER_VELDEN:
            setattr(nu, naam, velden[naam])
        saved = persoon.save_als_versie(persoon.versie, [*PERSOON_VELDEN, "sorteernaam"])
        if not (saved and nu.save_als_versie(nu.versie, list(COMAKER_VELDEN))):
            raise Conflict(_verschillen(nu, velden), versie_van(nu))
        noteer(by=by, werkwoord="comaker.gewijzigd", onderwerp=nu)
    return nu


def _verschillen(nu: CoMaker, velden: dict[str, Any]) -> list[tuple[str, str, str]]:
    """(label, own, present) of every field that differs."""
    result = []
    for model, namen in ((nu.persoon, PERSOON_VELDEN), (nu, COMAKER_VELDEN)):
        for naam in namen:
            eigen, huidig = str(velden.get(naam) or ""), str(getattr(model, naam) or "")
            if eigen != huidig:
                result.append((str(getattr(model._meta.get_field(naam), "verbose_name", naam)), eigen, huidig))
    return result


def set_staat(*, comaker: CoMaker, staat: str, by: Any) -> None:
    """The one door for how far we are; raises DomainError for a step that would not be true."""
    with transaction.atomic():
        nu = CoMaker.objects.select_for_update().get(pk=comaker.pk)
        if nu.staat == staat:
            return
        if staat not in STAPPEN[nu.staat]:
            raise DomainError(
                _("Van '%(van)s' naar '%(naar)s' kan niet in één keer: voer eerst een gesprek.")
                % {"van": nu.get_staat_display(), "naar": CoMakerStaat(staat).label}
            )
        if nu.staat in (S.GESPROKEN, S.BETROKKEN) and staat in _VOOR_HET_GESPREK and nu.gesprekken.gevoerd().exists():
            raise DomainError(
                _("Met deze co-maker is al gesproken; dat blijft zo staan. Kies 'betrokken' of 'afgehaakt'.")
            )
        nu.staat = staat
        nu.save(update_fields=["staat"])
        noteer(by=by, werkwoord=f"comaker.{staat}", onderwerp=nu)
    comaker.staat = staat


def note_terugkoppeling(
    *, comaker: CoMaker, kanaal: str, tekst: str, by: Any, op: datetime, is_resultaat: bool = False
) -> Terugkoppeling:
    """Writes down by hand that a co-maker heard something: a call, a visit, a verslag handed over (M27)."""
    if op > klok.nu():
        raise DomainError(_("Dit moment ligt nog in de toekomst. Noteer het als het gebeurd is."))
    with transaction.atomic():
        row = Terugkoppeling.objects.create(
            traject_id=comaker.traject_id,
            comaker=comaker,
            kanaal=Kanaal(kanaal),
            op=op,
            tekst=tekst,
            is_resultaat=is_resultaat,
            door=by,
        )
        noteer(by=by, werkwoord="comaker.hoorde", onderwerp=comaker)
    return row


def add_achterban(*, comaker: CoMaker, naam: str, omvang: int | None, by: Any) -> Achterban:
    """A group for which the co-maker is a key figure (M21)."""
    with transaction.atomic():
        row = Achterban.objects.create(traject_id=comaker.traject_id, comaker=comaker, naam=naam, omvang=omvang)
        noteer(by=by, werkwoord="achterban.toegevoegd", onderwerp=comaker)
    return row


def remove_achterban(*, achterban: Achterban, by: Any) -> None:
    """Takes a group away that was put down wrongly."""
    with transaction.atomic():
        noteer(by=by, werkwoord="achterban.verwijderd", onderwerp=achterban.comaker)
        achterban.delete()
