import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from comakers.models import Herkomst, HerkomstKoppeling
from comakers.models.herkomst import Spoorstap
from kruispunten.enums import (
    ANTWOORD_SOORT,
    STATUS_SOORT,
    WERD_SOORT,
    Antwoordsoort,
    AtelierSoort,
    AtelierStaat,
    IdeeWerd,
)
from kruispunten.models.kruispunt import Kruispunt
from leefsturing.lib import klok
from leefsturing.lib.persoonsgegevens import Soort
from leefsturing.lib.wachters import Wachter
from pijlers.models import Effect
from toegang.models import Gebruiker
from trajecten.models import Persoon, TrajectModel, TrajectQuerySet, VersieModel


class AtelierQuerySet(TrajectQuerySet):
    """Words for ateliers."""

    def van_persoon(self, persoon: Any) -> Self:
        """Those the persoon was invited to or came to; and closed ones with a card or promise of theirs."""
        uitgenodigd = Q(pk__in=Uitnodiging.objects.van_persoon(persoon).values("atelier"))
        van_mij = Q(pk__in=Idee.objects.filter(persoon=persoon).values("atelier")) | Q(
            pk__in=Afspraak.objects.filter(persoon=persoon).values("atelier")
        )
        return self.filter(uitgenodigd | (Q(staat=AtelierStaat.GESLOTEN) & van_mij))

    def levend(self) -> Self:
        """Not called off."""
        return self.exclude(staat=AtelierStaat.AFGELAST)


class Atelier(TrajectModel, VersieModel):
    """Een atelier: een avond waar een bewuste mix van mensen van vraag tot projecten of afspraken komt (M70-M78).

    The intended effects stay as they are once invitations are out (M71): the database refuses a change.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    soort = models.CharField(_("soort atelier"), max_length=20, choices=AtelierSoort, default=AtelierSoort.KRUISPUNT)
    titel = models.CharField(_("naam"), max_length=120)
    vraag = models.CharField(_("de vraag van de avond"), max_length=300)
    kruispunt = models.ForeignKey(
        Kruispunt,
        verbose_name=_("kruispunt"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ateliers",
    )
    wanneer = models.DateTimeField(_("wanneer"))
    duur_minuten = models.PositiveSmallIntegerField(_("hoe lang (in minuten)"), default=150)
    plaats = models.CharField(_("waar"), max_length=160)
    draaiboek = models.TextField(_("draaiboek"), max_length=8000, blank=True)
    staat = models.CharField(
        _("hoever is het"), max_length=14, choices=AtelierStaat, default=AtelierStaat.VOORBEREIDING
    )
    uitgenodigd_op = models.DateTimeField(null=True, blank=True, editable=False)
    uitgenodigd_door = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    gesloten_op = models.DateTimeField(null=True, blank=True, editable=False)
    gesloten_door = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    uitkomst = models.TextField(_("wat kwam eruit, in een paar zinnen"), max_length=2000, blank=True)
    reden_zonder_trekker = models.CharField(_("waarom is er nog geen trekker"), max_length=500, blank=True)
    # Grows with every change that calendars must hear of (SEQUENCE of RFC 5545): a later file wins over an earlier one.
    agendanummer = models.PositiveIntegerField(default=0, editable=False)
    afgelast_reden = models.CharField(_("waarom gaat het niet door"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = AtelierQuerySet.as_manager()
    bekijk_actie = "atelier.bekijken"
    privacy = {
        "titel": Soort.NEUTRAAL,
        "plaats": Soort.NEUTRAAL,
        **dict.fromkeys(
            ("vraag", "draaiboek", "uitkomst", "reden_zonder_trekker", "afgelast_reden"), Soort.VRIJE_TEKST
        ),
    }
    wachters = [
        Wachter(
            "wk_atelier_uitnodiging_blijft_uit",
            "kruispunten_atelier",
            ("UPDATE",),
            "OLD.uitgenodigd_op IS NOT NULL AND NEW.uitgenodigd_op IS NULL",
            "een uitnodiging die uit is, blijft uit",
        )
    ]

    class Meta:
        verbose_name = _("atelier")
        verbose_name_plural = _("ateliers")
        indexes = [models.Index(fields=["traject", "wanneer"], name="atelier_op_tijd")]
        constraints = [
            models.CheckConstraint(
                condition=Q(uitgenodigd_op=None, uitgenodigd_door=None)
                | Q(uitgenodigd_op__isnull=False, uitgenodigd_door__isnull=False),
                name="atelier_uitgenodigd_met_wie_en_wanneer",
            ),
            models.CheckConstraint(
                condition=Q(gesloten_op=None, gesloten_door=None)
                | Q(gesloten_op__isnull=False, gesloten_door__isnull=False),
                name="atelier_gesloten_met_wie_en_wanneer",
            ),
            models.CheckConstraint(
                condition=~Q(staat="gesloten") | Q(gesloten_op__isnull=False),
                name="geen_gesloten_atelier_zonder_moment",
            ),
            models.CheckConstraint(
                condition=~Q(staat="afgelast") | ~Q(afgelast_reden=""), name="geen_afgelast_atelier_zonder_reden"
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def tot(self) -> datetime:
        """When it ends; counted in real minutes, also in the night that the clock changes."""
        return self.wanneer.astimezone(UTC) + timedelta(minutes=self.duur_minuten)

    @property
    def dag(self) -> date:
        """The day of it, in Amsterdam."""
        return klok.vandaag(self.wanneer)

    def is_begonnen(self, now: datetime) -> bool:
        """Whether it began: only then there is something to close."""
        return now >= self.wanneer

    @property
    def is_afgelast(self) -> bool:
        """Called off, with a reason."""
        return self.staat == AtelierStaat.AFGELAST

    @property
    def is_open(self) -> bool:
        """In preparation or invited: people still work on it."""
        return self.staat in (AtelierStaat.VOORBEREIDING, AtelierStaat.UITGENODIGD)

    @property
    def staat_soort(self) -> str:
        """How the state looks."""
        return STATUS_SOORT[AtelierStaat(self.staat)]

    @property
    def is_gesloten(self) -> bool:
        """Closed, with its results."""
        return self.staat == AtelierStaat.GESLOTEN

    @property
    def effecten_staan_vast(self) -> bool:
        """Invitations are out: results are free, effects are not (M71)."""
        return self.uitgenodigd_op is not None


def _effecten_vast(naam: str, event: str, rij: str) -> Wachter:
    return Wachter(
        naam,
        "kruispunten_ateliereffect",
        (event,),
        f"""EXISTS (SELECT 1 FROM kruispunten_atelier a
            WHERE a.id = {rij}.atelier_id AND a.uitgenodigd_op IS NOT NULL)""",  # noqa: S608 - own names only
        "effecten van een atelier staan vast",
    )


class AtelierEffect(TrajectModel):
    """Een ateliereffect: een beoogd effect van een atelier, dat na het uitnodigen vaststaat (M71)."""

    atelier = models.ForeignKey(Atelier, on_delete=models.CASCADE, related_name="effecten")
    effect = models.ForeignKey(Effect, on_delete=models.PROTECT, related_name="+")
    naam = models.CharField(max_length=160)

    bekijk_actie = "atelier.bekijken"
    privacy = {"naam": Soort.NEUTRAAL}
    wachters = [
        _effecten_vast("wk_ateliereffect_niet_erbij", "INSERT", "NEW"),
        _effecten_vast("wk_ateliereffect_niet_anders", "UPDATE", "OLD"),
        _effecten_vast("wk_ateliereffect_niet_naar", "UPDATE", "NEW"),
        _effecten_vast("wk_ateliereffect_niet_weg", "DELETE", "OLD"),
    ]

    class Meta:
        verbose_name = _("effect van een atelier")
        constraints = [
            models.UniqueConstraint(fields=["atelier", "effect"], name="geen_effect_twee_keer_bij_een_atelier")
        ]

    def __str__(self) -> str:
        return self.naam


class UitnodigingQuerySet(TrajectQuerySet):
    """Words for invitations."""

    def van_persoon(self, persoon: Any) -> Self:
        """One's own, once they are out; and where one came without."""
        return self.filter(Q(verstuurd_op__isnull=False) | Q(aanwezig=True), persoon=persoon)

    def levend(self) -> Self:
        """Not withdrawn."""
        return self.filter(ingetrokken_op=None)

    def verstuurd(self) -> Self:
        """Out, and not withdrawn: who must hear of a change."""
        return self.levend().filter(verstuurd_op__isnull=False)

    def deelnemers(self) -> Self:
        """Who was there: seen there, or said yes when nobody kept a list of presence."""
        return self.levend().filter(Q(aanwezig=True) | Q(aanwezig=None, antwoord=Antwoordsoort.JA))


class Uitnodiging(TrajectModel):
    """Een uitnodiging: iemand aan de tafel van een atelier, met antwoord en aanwezigheid (M70)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    atelier = models.ForeignKey(Atelier, on_delete=models.PROTECT, related_name="uitnodigingen")
    persoon = models.ForeignKey(Persoon, on_delete=models.PROTECT, related_name="uitnodigingen")
    antwoord = models.CharField(_("antwoord"), max_length=4, choices=Antwoordsoort, default=Antwoordsoort.OPEN)
    antwoord_op = models.DateTimeField(null=True, blank=True)
    opmerking = models.CharField(_("wil je er iets bij zeggen"), max_length=300, blank=True)
    aanwezig = models.BooleanField(_("was erbij"), null=True, blank=True)
    verstuurd_op = models.DateTimeField(null=True, blank=True, editable=False)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = UitnodigingQuerySet.as_manager()
    bekijk_actie = "atelier.bekijken"
    privacy = {"opmerking": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("uitnodiging")
        verbose_name_plural = _("uitnodigingen")
        constraints = [
            models.UniqueConstraint(fields=["atelier", "persoon"], name="geen_twee_uitnodigingen_voor_een_persoon"),
            models.CheckConstraint(
                condition=Q(antwoord="open") | Q(antwoord_op__isnull=False), name="geen_antwoord_zonder_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.persoon} ({self.get_antwoord_display()})"

    @property
    def is_ingetrokken(self) -> bool:
        """Withdrawn: they heard so, and nothing more follows."""
        return self.ingetrokken_op is not None

    @property
    def kwam_onverwacht(self) -> bool:
        """Came without an invitation."""
        return self.verstuurd_op is None and self.aanwezig is True

    @property
    def antwoord_soort(self) -> str:
        """How the answer looks."""
        return ANTWOORD_SOORT[Antwoordsoort(self.antwoord)]

    @property
    def was_er(self) -> bool:
        """Whether this persoon counts as a participant: seen there, or said yes when nobody kept a list."""
        return self.aanwezig if self.aanwezig is not None else self.antwoord == Antwoordsoort.JA


class Idee(Herkomst, VersieModel):
    """Een idee: een kaart uit de zaal, van wie die schreef of van niemand in het bijzonder (M61, M71)."""

    atelier = models.ForeignKey(Atelier, on_delete=models.PROTECT, related_name="ideeen")
    tekst = models.CharField(_("idee"), max_length=500)
    persoon = models.ForeignKey(
        Persoon, verbose_name=_("van wie"), on_delete=models.PROTECT, null=True, blank=True, related_name="ideeen"
    )
    groep = models.CharField(_("hoort bij"), max_length=80, blank=True)
    werd = models.CharField(_("wat werd het"), max_length=10, choices=IdeeWerd, default=IdeeWerd.OPEN)
    werd_tekst = models.CharField(_("wat vertellen we wie het schreef"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    kamer = "idee"
    wijzig_actie = "atelier.wijzigen"
    spoor_staat = "werd"
    spoor_erbij = ("atelier",)
    bekijk_actie = "atelier.bekijken"
    privacy = {
        "groep": Soort.NEUTRAAL,
        **dict.fromkeys(("tekst", "werd_tekst", "duiding"), Soort.VRIJE_TEKST),
    }

    class Meta:
        verbose_name = _("idee")
        verbose_name_plural = _("ideeën")

    def __str__(self) -> str:
        return self.tekst

    @property
    def werd_soort(self) -> str:
        """How what became of it looks."""
        return WERD_SOORT[IdeeWerd(self.werd)]

    def spoorstappen(self, gekoppeld_op: datetime) -> Iterator[Spoorstap]:
        """On the table of an atelier, and what became of it there (M27)."""
        waar = {"titel": self.atelier.titel, "tekst": self.tekst, "werd": self.werd_tekst}
        yield Spoorstap(gekoppeld_op, _t("Het lag als kaart op tafel bij %(titel)s: %(tekst)s") % waar)
        zinnen = {
            IdeeWerd.PROJECT: _t("Die kaart werd een project. %(werd)s"),
            IdeeWerd.AFSPRAAK: _t("Die kaart werd een afspraak. %(werd)s"),
            IdeeWerd.BEWAARD: _t("Die kaart is bewaard voor later. %(werd)s"),
            IdeeWerd.NIET: _t("Met die kaart doen we niets. %(werd)s"),
        }
        zin = zinnen.get(IdeeWerd(self.werd))
        if zin and self.atelier.gesloten_op:
            yield Spoorstap(self.atelier.gesloten_op, zin % waar, self.werd in (IdeeWerd.PROJECT, IdeeWerd.AFSPRAAK))


class IdeeHerkomst(HerkomstKoppeling):
    """Een herkomst van een idee: de uitspraak die eronder ligt (M26)."""

    product = models.ForeignKey(Idee, on_delete=models.CASCADE, related_name="herkomst")

    bekijk_actie = "atelier.bekijken"
    privacy: dict[str, Soort] = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "uitspraak"], name="geen_uitspraak_twee_keer_onder_een_idee")
        ]


class Afspraak(TrajectModel, VersieModel):
    """Een afspraak: wie doet wat en wanneer; ook dat is een volwaardige uitkomst van een atelier (M37, M78)."""

    atelier = models.ForeignKey(Atelier, on_delete=models.PROTECT, related_name="afspraken")
    wat = models.CharField(_("wat"), max_length=300)
    persoon = models.ForeignKey(
        Persoon, verbose_name=_("wie"), on_delete=models.PROTECT, null=True, blank=True, related_name="afspraken"
    )
    gebruiker = models.ForeignKey(
        Gebruiker,
        verbose_name=_("wie van de kerngroep"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="afspraken",
    )
    uiterlijk = models.DateField(_("uiterlijk"))
    gedaan_op = models.DateField(_("gedaan op"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    bekijk_actie = "atelier.bekijken"
    privacy = {"wat": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("afspraak")
        verbose_name_plural = _("afspraken")
        constraints = [
            models.CheckConstraint(
                condition=Q(persoon__isnull=True, gebruiker__isnull=False)
                | Q(persoon__isnull=False, gebruiker__isnull=True),
                name="afspraak_van_precies_een_mens",
            )
        ]

    def __str__(self) -> str:
        return self.wat

    def is_te_laat(self, dag: date) -> bool:
        """Whether it should have been done by ``dag``."""
        return self.gedaan_op is None and self.uiterlijk < dag

    @property
    def wie(self) -> str:
        """Who does it, for the kerngroep; needs persoon and gebruiker."""
        return self.persoon.volledige_naam if self.persoon else str(self.gebruiker)
