"""What a co-maker does through the own page: remark, agree, choose, correct, stop (M25, M26).

    verslag gedeeld      opmerking -> opmerkingen; akkoord van iedereen die erbij was -> akkoord
    verslag opmerkingen  opmerking blijft; akkoord van iedereen -> akkoord
    verslag akkoord      niets meer; de kerngroep kan een nieuwe versie beginnen

A remark and an agreement are about the version that was on screen. A choice about a statement holds at once.
"""

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from comakers.enums import CoMakerStaat, OpmerkingStaat, Toestemming, VerslagStaat
from comakers.models import Akkoord, CoMaker, Opmerking, Uitspraak, Verslag, VerslagVersie
from leefsturing.lib import klok
from leefsturing.lib.fouten import Conflict, DomainError
from leefsturing.lib.tekst import schoon
from toegang import beleid
from toegang.enums import Rol
from toegang.logboek import log
from trajecten.models import Persoon
from trajecten.services.signalen import signalen_verouderd

GEGEVENS = ("voornaam", "tussenvoegsel", "achternaam", "email", "telefoon", "mail_ritme")


class NieuwereVersie(DomainError):
    """The verslag changed after the page was shown; nothing is kept until the co-maker has seen the new one."""


def _laatste_versie(verslag: Verslag) -> VerslagVersie:
    return verslag.versies.order_by("-nummer").first() or VerslagVersie()


def _check(verslag: Verslag, nummer: int, actie: str) -> VerslagVersie:
    """The version on screen; raises DomainError when the verslag or the version does not take this any more."""
    if not (antwoord := beleid.mag(Rol.PERSOON, actie, verslag.staat)):
        if verslag.staat == VerslagStaat.AKKOORD:
            raise DomainError(
                _("Iedereen ging al akkoord met dit verslag. Wil je toch iets veranderen? Bel of mail ons.")
            )
        raise DomainError(antwoord.reden)
    laatste = _laatste_versie(verslag)
    if laatste.nummer != nummer:
        raise NieuwereVersie(_("We hebben het verslag intussen aangepast. Hieronder staat de nieuwe tekst."))
    return laatste


def add_opmerking(
    *,
    verslag: Verslag,
    nummer: int,
    alinea: str,
    tekst: str,
    voorstel: str,
    by: Persoon,
    now: datetime | None = None,
) -> Opmerking:
    """A remark on one paragraph, or how the paragraph should read; a proposal equal to the text is none."""
    with transaction.atomic():
        nu = Verslag.objects.select_for_update().get(pk=verslag.pk)
        versie = _check(nu, nummer, "verslag.opmerken")
        origineel = dict(versie.alineas).get(alinea)
        if origineel is None:
            raise NieuwereVersie(_("Dit stuk tekst staat niet meer in het verslag. Hieronder staat de nieuwe tekst."))
        tekst, voorstel = schoon(tekst).strip(), schoon(voorstel).strip()
        if voorstel == schoon(origineel).strip():
            voorstel = ""
        if not tekst and not voorstel:
            raise DomainError(_("Schrijf op wat er anders moet, of verander de tekst zelf."))
        opmerking = Opmerking.objects.create(
            traject_id=nu.traject_id,
            verslag=nu,
            versie=versie,
            alinea=alinea,
            alinea_tekst=origineel,
            persoon=by,
            tekst=tekst,
            voorstel=voorstel,
        )
        Verslag.objects.filter(pk=nu.pk).update(staat=VerslagStaat.OPMERKINGEN)
        log(by=by, werkwoord="verslag.opmerking", onderwerp=nu)
        signalen_verouderd(nu.traject_id)
    return opmerking


def withdraw_opmerking(*, opmerking: Opmerking, by: Persoon) -> None:
    """Takes an own remark back, as long as nobody did anything with it."""
    with transaction.atomic():
        weg, _per = Opmerking.objects.filter(pk=opmerking.pk, persoon=by, staat=OpmerkingStaat.OPEN).delete()
        if not weg:
            raise DomainError(_("We hebben al iets met je opmerking gedaan; hij blijft staan."))
        if not Opmerking.objects.filter(versie=opmerking.versie_id).exists():
            Verslag.objects.filter(pk=opmerking.verslag_id, staat=VerslagStaat.OPMERKINGEN).update(
                staat=VerslagStaat.GEDEELD
            )
        log(by=by, werkwoord="verslag.opmerking_terug", onderwerp=opmerking.verslag)
        signalen_verouderd(opmerking.traject_id)


# Letters that do not fall apart into a plain one and an accent; a cheap phone types the plain one.
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})


def _woorden(naam: str) -> set[str]:
    """The words of a name without capitals, accents and punctuation."""
    ontleed = unicodedata.normalize("NFKD", naam.casefold().translate(_LETTERS))
    return set("".join(c if c.isalnum() else " " for c in ontleed if not unicodedata.combining(c)).split())


def is_eigen_naam(persoon: Persoon, naam: str) -> bool:
    """Whether the typed name is that of the persoon: first or last name will do, capitals and accents do not matter."""
    getypt = _woorden(naam)
    namen = [_woorden(deel) for deel in (persoon.voornaam, persoon.achternaam) if _woorden(deel)]
    return any(deel <= getypt for deel in namen) if namen else bool(getypt)


def agree_verslag(*, verslag: Verslag, nummer: int, naam: str, by: Persoon, now: datetime | None = None) -> Akkoord:
    """Agrees with exactly the version on screen; the same person twice is once."""
    now = now or klok.nu()
    with transaction.atomic():
        nu = Verslag.objects.select_for_update().get(pk=verslag.pk)
        eerder = Akkoord.objects.filter(versie__verslag=nu, versie__nummer=nummer, persoon=by).first()
        if eerder is not None and _laatste_versie(nu).nummer == nummer:
            return eerder
        versie = _check(nu, nummer, "verslag.akkoord")
        if not is_eigen_naam(by, naam):
            raise DomainError(_("Typ je eigen naam. Wij kennen je als %(naam)s.") % {"naam": by.volledige_naam})
        akkoord = Akkoord.objects.create(traject_id=nu.traject_id, versie=versie, persoon=by, op=now)
        log(by=by, werkwoord="verslag.akkoord", onderwerp=nu)
        if not _wie_nog(nu, versie).exists():
            Verslag.objects.filter(pk=nu.pk).update(staat=VerslagStaat.AKKOORD)
        signalen_verouderd(nu.traject_id)
    return akkoord


def _wie_nog(verslag: Verslag, versie: VerslagVersie) -> Any:
    """Who took part in the gesprek, still takes part, and did not agree with this version."""
    return (
        CoMaker.objects.filter(gesprekken=verslag.gesprek_id, persoon__gewist_op=None)
        .exclude(staat=CoMakerStaat.AFGEHAAKT)
        .exclude(persoon__in=Akkoord.objects.filter(versie=versie).values("persoon"))
    )


def set_toestemming(
    *, uitspraken: Iterable[Uitspraak], toestemming: str, by: Persoon, now: datetime | None = None
) -> int:
    """The choice of the co-maker about these statements; holds at once. Gives how many changed."""
    waarde, now = Toestemming(toestemming), now or klok.nu()
    with transaction.atomic():
        changed = 0
        for uitspraak in uitspraken:
            if uitspraak.comaker.persoon_id != by.pk:
                raise DomainError(_("Dit heb jij niet gezegd."))
            changed += uitspraak.toestemming != waarde
            Uitspraak.objects.filter(pk=uitspraak.pk).update(toestemming=waarde, toestemming_op=now)
            log(by=by, werkwoord=f"toestemming.{waarde}", onderwerp=uitspraak)
        if changed:
            signalen_verouderd(by.traject_id)
    return changed


def set_toestemming_alles(*, comaker: CoMaker, toestemming: str, by: Persoon, now: datetime | None = None) -> int:
    """One choice for everything said so far, and for what is written down later."""
    with transaction.atomic():
        CoMaker.objects.filter(pk=comaker.pk).update(toestemming=Toestemming(toestemming))
        mijn = Uitspraak.objects.filter(comaker=comaker).select_related("comaker")
        return set_toestemming(uitspraken=list(mijn), toestemming=toestemming, by=by, now=now)


def update_gegevens(*, persoon: Persoon, versie: int, by: Any, **velden: Any) -> Persoon:
    """The persoon corrects the own data; raises Conflict when the kerngroep was first."""
    with transaction.atomic():
        nu = Persoon.objects.get(pk=persoon.pk)
        ander = Persoon.objects.filter(Q(traject=nu.traject_id), email__iexact=velden["email"]).exclude(pk=nu.pk)
        if velden["email"] and ander.exists():
            raise DomainError(_("Dit e-mailadres kunnen we niet gebruiken. Bel of mail ons, dan lossen we het op."))
        ander_adres = velden["email"].lower() != nu.email.lower()
        verschil = [
            (str(getattr(Persoon._meta.get_field(naam), "verbose_name", naam)), velden[naam], getattr(nu, naam))
            for naam in GEGEVENS
            if velden[naam] != getattr(nu, naam)
        ]
        if nu.versie != versie:
            raise Conflict(verschil, nu.versie)
        for naam in GEGEVENS:
            setattr(nu, naam, velden[naam])
        nu.versie += 1
        nu.save(update_fields=[*GEGEVENS, "versie"])
        log(by=by, werkwoord="persoon.gegevens_gewijzigd", onderwerp=nu)
        if ander_adres:
            log(by=by, werkwoord="persoon.email_gewijzigd", onderwerp=nu)
    return nu
