from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from comakers.models import Herkomst, HerkomstKoppeling, Thema
from comakers.models.herkomst import Spoorstap
from kruispunten.enkelvoudig import meer_dan_een_vraag
from kruispunten.enums import KRUISPUNT_SOORT, CombinatieSoort, KansSoort, KansStaat, KruispuntStaat
from kruispunten.models.initiatief import Initiatief
from leefsturing.lib.persoonsgegevens import Soort
from pijlers.models import Effect, Pijler
from toegang.models import Gebruiker
from trajecten.models import ArchiefModel, Partij, TrajectModel, TrajectQuerySet, VersieModel


class Vraagstuk(TrajectModel, VersieModel, ArchiefModel):
    """Een vraagstuk: een vraag in de boom die een ingewikkelde vraag ontrafelt tot enkelvoudige (M60)."""

    ouder = models.ForeignKey(
        "self", verbose_name=_("hoort onder"), on_delete=models.PROTECT, null=True, blank=True, related_name="kinderen"
    )
    vraag = models.CharField(_("vraag"), max_length=300)
    toelichting = models.TextField(_("toelichting"), max_length=2000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    bekijk_actie = "kruispunt.bekijken"
    privacy = dict.fromkeys(("vraag", "toelichting"), Soort.VRIJE_TEKST)

    class Meta(ArchiefModel.Meta):
        verbose_name = _("vraagstuk")
        verbose_name_plural = _("vraagstukken")
        constraints = [
            *ArchiefModel.Meta.constraints,
            models.CheckConstraint(condition=~Q(ouder=models.F("pk")), name="geen_vraagstuk_onder_zichzelf"),
        ]

    def __str__(self) -> str:
        return self.vraag

    @property
    def heeft_twee_vragen(self) -> bool:
        """Whether it still seems to hold more than one question (M60)."""
        return meer_dan_een_vraag(self.vraag)


class Kruispunt(Herkomst, VersieModel, ArchiefModel):
    """Een kruispunt: een enkelvoudige vraag waar initiatieven en mogelijkheden van partijen samenkomen (M60, M61)."""

    titel = models.CharField(_("naam van het kruispunt"), max_length=120)
    vraag = models.CharField(_("de ene vraag"), max_length=300)
    kern = models.TextField(_("waar gaat het om"), max_length=2000, blank=True)
    staat = models.CharField(_("hoever is het"), max_length=14, choices=KruispuntStaat, default=KruispuntStaat.BENOEMD)
    vraagstuk = models.ForeignKey(
        Vraagstuk,
        verbose_name=_("uit welk vraagstuk"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="kruispunten",
    )
    pijlers = models.ManyToManyField(Pijler, verbose_name=_("pijlers"), blank=True, related_name="kruispunten")
    effecten = models.ManyToManyField(Effect, verbose_name=_("effecten"), blank=True, related_name="kruispunten")
    initiatieven = models.ManyToManyField(
        Initiatief, verbose_name=_("initiatieven"), blank=True, related_name="kruispunten"
    )
    partijen = models.ManyToManyField(Partij, verbose_name=_("partijen"), blank=True, related_name="kruispunten")
    staat_sinds = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    kamer = "kruispunt"
    wijzig_actie = "kruispunt.wijzigen"
    nieuw_adres = "kruispunt_nieuw"
    maak_van = _("Maak hiervan een kruispunt")
    bekijk_actie = "kruispunt.bekijken"
    privacy = {
        "titel": Soort.NEUTRAAL,
        **dict.fromkeys(("vraag", "kern", "duiding"), Soort.VRIJE_TEKST),
    }

    class Meta(ArchiefModel.Meta):
        verbose_name = _("kruispunt")
        verbose_name_plural = _("kruispunten")
        indexes = [models.Index(fields=["traject", "staat"], name="kruispunt_per_staat")]

    def __str__(self) -> str:
        return self.titel

    @property
    def heeft_twee_vragen(self) -> bool:
        """Whether it still seems to hold more than one question (M60)."""
        return meer_dan_een_vraag(self.vraag)

    @property
    def is_begonnen(self) -> bool:
        """Past the naming: people are at the table or at work."""
        return self.staat in (KruispuntStaat.IN_ATELIER, KruispuntStaat.IN_UITVOERING)

    @property
    def staat_soort(self) -> str:
        """How the state looks."""
        return KRUISPUNT_SOORT[KruispuntStaat(self.staat)]

    def spoorstappen(self, gekoppeld_op: datetime) -> Iterator[Spoorstap]:
        """Put to the table as a question, taken into an atelier, carried out (M27)."""
        yield Spoorstap(
            gekoppeld_op,
            _t("We leggen er een vraag over op tafel, waar verschillende mensen samen iets mee kunnen: %(titel)s.")
            % {"titel": self.titel},
        )
        zinnen = {
            KruispuntStaat.IN_ATELIER: _t("Mensen gaan er samen mee aan tafel: %(titel)s."),
            KruispuntStaat.IN_UITVOERING: _t("Er wordt aan gewerkt: %(titel)s."),
            KruispuntStaat.AFGEROND: _t("Het is rond: %(titel)s."),
        }
        zin = zinnen.get(KruispuntStaat(self.staat))
        if zin and self.staat_sinds:
            klaar = self.staat != KruispuntStaat.IN_ATELIER
            yield Spoorstap(self.staat_sinds, zin % {"titel": self.titel}, klaar)


class KruispuntHerkomst(HerkomstKoppeling):
    """Een herkomst van een kruispunt: de uitspraak waar de vraag uit kwam (M26)."""

    product = models.ForeignKey(Kruispunt, on_delete=models.CASCADE, related_name="herkomst")

    bekijk_actie = "kruispunt.bekijken"
    privacy: dict[str, Soort] = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "uitspraak"], name="geen_uitspraak_twee_keer_onder_een_kruispunt"
            )
        ]


class Combinatie(TrajectModel, VersieModel, ArchiefModel):
    """Een combinatie: twee of meer partijen of initiatieven samen, met drie kenmerken en bij elk een uitleg (M62)."""

    kruispunt = models.ForeignKey(
        Kruispunt, verbose_name=_("kruispunt"), on_delete=models.PROTECT, related_name="combinaties"
    )
    naam = models.CharField(_("combinatie"), max_length=120)
    soort = models.CharField(_("waarin"), max_length=10, choices=CombinatieSoort)
    partijen = models.ManyToManyField(Partij, verbose_name=_("partijen"), blank=True, related_name="combinaties")
    initiatieven = models.ManyToManyField(
        Initiatief, verbose_name=_("initiatieven"), blank=True, related_name="combinaties"
    )
    dichter_bij_doelen = models.TextField(_("hoe brengt het ieder dichter bij de eigen doelen"), max_length=1000)
    opent_iets_nieuws = models.TextField(_("wat opent het dat er nog niet was"), max_length=1000)
    kost_weinig = models.TextField(_("waarom kost het weinig meer dan het te vinden"), max_length=1000)
    venster_van = models.DateField(_("kan vanaf"), null=True, blank=True)
    venster_tot = models.DateField(_("kan tot"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    bekijk_actie = "kruispunt.bekijken"
    # The name too: it is proposed from the names of the initiatieven, and those may be called after somebody.
    privacy = dict.fromkeys(("naam", "dichter_bij_doelen", "opent_iets_nieuws", "kost_weinig"), Soort.VRIJE_TEKST)

    class Meta(ArchiefModel.Meta):
        verbose_name = _("combinatie")
        verbose_name_plural = _("combinaties")
        constraints = [
            *ArchiefModel.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(dichter_bij_doelen="") & ~Q(opent_iets_nieuws="") & ~Q(kost_weinig=""),
                name="geen_combinatie_zonder_drie_kenmerken",
            ),
            models.CheckConstraint(
                condition=Q(venster_van=None) | Q(venster_tot=None) | Q(venster_tot__gte=models.F("venster_van")),
                name="venster_sluit_nooit_voor_het_opengaat",
            ),
        ]

    def __str__(self) -> str:
        return self.naam


class KansQuerySet(TrajectQuerySet):
    """Words for kansen."""

    def nieuw(self) -> Self:
        """Not decided about, the strongest first."""
        return self.filter(staat=KansStaat.NIEUW).order_by("plaats", "pk")


class Kans(TrajectModel):
    """Een kans: een combinatie die het hulpmiddel voorstelt en in een zin uitlegt, met een venster in de tijd (M67).

    Computed and stored by the worker; ``kenmerk`` says which pair it is, so that what people decided about it stays.
    """

    kenmerk = models.CharField(max_length=80)
    soort = models.CharField(max_length=12, choices=KansSoort)
    een = models.ForeignKey(Initiatief, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    ander = models.ForeignKey(Initiatief, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    thema = models.ForeignKey(Thema, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    uitleg = models.CharField(max_length=400)
    # The strongest first; how strong stays inside (a number would look like a verdict).
    plaats = models.PositiveIntegerField(default=0, editable=False)
    venster_van = models.DateField(null=True, blank=True)
    venster_tot = models.DateField(null=True, blank=True)
    sinds = models.DateTimeField()
    staat = models.CharField(max_length=10, choices=KansStaat, default=KansStaat.NIEUW)
    afgehandeld_op = models.DateTimeField(null=True, blank=True)
    afgehandeld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reden = models.CharField(_("waarom leg je dit weg"), max_length=300, blank=True)
    combinatie = models.ForeignKey(Combinatie, on_delete=models.PROTECT, null=True, blank=True, related_name="kansen")

    objects: ClassVar[Any] = KansQuerySet.as_manager()
    bekijk_actie = "kruispunt.bekijken"
    privacy = {"kenmerk": Soort.NEUTRAAL, "uitleg": Soort.VRIJE_TEKST, "reden": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("kans")
        verbose_name_plural = _("kansen")
        constraints = [
            models.UniqueConstraint(fields=["traject", "kenmerk"], name="geen_kans_twee_keer"),
            models.CheckConstraint(
                condition=Q(afgehandeld_op=None, afgehandeld_door=None, staat="nieuw")
                | (Q(afgehandeld_op__isnull=False, afgehandeld_door__isnull=False) & ~Q(staat="nieuw")),
                name="kans_afgehandeld_met_wie_en_wanneer",
            ),
        ]

    def __str__(self) -> str:
        return self.uitleg

    @property
    def is_nieuw(self) -> bool:
        """Nobody decided about it yet."""
        return self.staat == KansStaat.NIEUW
