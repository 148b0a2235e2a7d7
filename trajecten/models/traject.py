from datetime import date
from typing import Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from leefsturing.lib.bestanden import random_naam
from leefsturing.lib.persoonsgegevens import Soort
from toegang.enums import TRAJECTROLLEN, Rol
from toegang.models import Gebruiker
from trajecten.enums import BesluitSoort, Openheid
from trajecten.models.basis import TrajectModel, TrajectQuerySet, VersieModel

MAANDEN = [(nummer, naam) for nummer, naam in MONTHS.items()]


class TrajectSetQuerySet(models.QuerySet["Traject"]):
    """Words for trajecten."""

    def visible_to(self, actor: Any) -> Self:
        """Those the Gebruiker takes part in, or the one of the Persoon."""
        if isinstance(actor, Gebruiker) and actor.is_active:
            return self.filter(deelnames__gebruiker=actor)
        if actor is not None and hasattr(actor, "traject_id"):
            return self.filter(pk=actor.traject_id)
        return self.none()


class Traject(VersieModel):
    """Een traject: één proces van Leefsturing in één wijk, met een korte planperiode en een verre horizon (M1)."""

    naam = models.CharField(_("naam"), max_length=120)
    slug = models.SlugField(_("adres"), max_length=60, unique=True)
    gemeente = models.CharField(_("gemeente"), max_length=80)
    stadsdeel = models.CharField(_("stadsdeel"), max_length=80, blank=True)
    wijk = models.CharField(_("wijk"), max_length=80)
    opgave = models.TextField(_("opgave"), max_length=4000, blank=True)
    planperiode_start = models.DateField(_("planperiode vanaf"))
    planperiode_eind = models.DateField(_("planperiode tot en met"))
    horizonjaar = models.PositiveSmallIntegerField(
        _("horizonjaar"), validators=[MinValueValidator(2000), MaxValueValidator(2200)]
    )
    norm_verslag_dagen = models.PositiveSmallIntegerField(_("verslag geschreven binnen (werkdagen)"), default=5)
    norm_antwoord_dagen = models.PositiveSmallIntegerField(_("antwoord op verslag na (werkdagen)"), default=10)
    norm_stilte_dagen = models.PositiveSmallIntegerField(_("hooguit stil (dagen)"), default=30)
    norm_resultaat_dagen = models.PositiveSmallIntegerField(_("hooguit zonder resultaat (dagen)"), default=60)
    max_beloften = models.PositiveSmallIntegerField(_("hooguit open beloften"), default=10)
    # The month in which each kind of follow-up atelier is held, empty for none (M75).
    voortgang_maand = models.PositiveSmallIntegerField(
        _("atelier over de voortgang, uiterlijk in"), choices=MAANDEN, default=6, null=True, blank=True
    )
    initiatieven_maand = models.PositiveSmallIntegerField(
        _("atelier voor nieuwe initiatieven, in"), choices=MAANDEN, default=12, null=True, blank=True
    )
    kerngroep_max = models.PositiveSmallIntegerField(_("grootste kerngroep (personen)"), default=7)
    openheid = models.CharField(_("openheid"), max_length=12, choices=Openheid, default=Openheid.BESLOTEN)
    raad_kijkt_mee = models.BooleanField(_("raadsleden kijken mee"), default=False)
    leernotities = models.TextField(_("wat we leren"), max_length=20000, blank=True)
    huisstijl = models.SlugField(_("huisstijl"), max_length=40, blank=True)
    is_voorbeeld = models.BooleanField(_("voorbeeldgegevens"), default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = TrajectSetQuerySet.as_manager()
    privacy = {
        "opgave": Soort.VRIJE_TEKST,
        "leernotities": Soort.VRIJE_TEKST,
        **dict.fromkeys(("naam", "slug", "gemeente", "stadsdeel", "wijk", "huisstijl"), Soort.NEUTRAAL),
    }

    class Meta:
        verbose_name = _("traject")
        verbose_name_plural = _("trajecten")
        constraints = [
            models.CheckConstraint(
                condition=Q(planperiode_eind__gt=F("planperiode_start")), name="planperiode_eindigt_nooit_voor_begin"
            )
        ]

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        """The keuken of this traject."""
        return reverse("keuken", kwargs={"slug": self.slug})

    def is_planperiode_voorbij(self, dag: date) -> bool:
        """Whether the planperiode is overrun at ``dag`` (M1)."""
        return dag > self.planperiode_eind

    def deel_van_planperiode(self, dag: date) -> float:
        """How far the planperiode has run at ``dag``, from 0 to 1."""
        total = (self.planperiode_eind - self.planperiode_start).days
        return min(1.0, max(0.0, (dag - self.planperiode_start).days / total))


class Categorie(TrajectModel):
    """Een categorie: een soort co-makers met een plaats in de volgorde en een reden daarvoor (M20, M33)."""

    volgorde = models.PositiveSmallIntegerField(_("volgorde"))
    naam = models.CharField(_("naam"), max_length=60)
    enkelvoud = models.CharField(_("naam van één"), max_length=60)
    reden = models.TextField(_("waarom op deze plaats"), max_length=500, blank=True)

    bekijk_actie = "comaker.bekijken"
    privacy = {"naam": Soort.NEUTRAAL, "enkelvoud": Soort.NEUTRAAL, "reden": Soort.NEUTRAAL}

    class Meta:
        verbose_name = _("categorie")
        constraints = [
            models.UniqueConstraint(fields=["traject", "naam"], name="geen_twee_categorieen_met_dezelfde_naam"),
            models.UniqueConstraint(fields=["traject", "volgorde"], name="geen_twee_categorieen_op_dezelfde_plaats"),
        ]

    def __str__(self) -> str:
        return self.naam


class Deelname(TrajectModel):
    """Een deelname: een gebruiker in een traject, in één rol (M2)."""

    traject = models.ForeignKey(Traject, on_delete=models.PROTECT, related_name="deelnames")
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="deelnames")
    rol = models.CharField(_("rol"), max_length=14, choices=[(r.value, r.label) for r in Rol if r in TRAJECTROLLEN])
    created_at = models.DateTimeField(auto_now_add=True)

    bekijk_actie = "traject.bekijken"
    privacy: ClassVar[dict[str, Soort]] = {}

    class Meta:
        verbose_name = _("deelname")
        constraints = [
            models.UniqueConstraint(fields=["traject", "gebruiker"], name="geen_twee_rollen_in_een_traject"),
            models.CheckConstraint(
                condition=Q(rol__in=sorted(TRAJECTROLLEN)), name="deelname_alleen_in_een_rol_van_het_traject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gebruiker} ({self.get_rol_display()})"


class Besluit(TrajectModel):
    """Een besluit: wie stelde wat vast, wanneer, voorlopig of definitief (M12)."""

    orgaan = models.CharField(_("wie besloot"), max_length=120)
    datum = models.DateField(_("datum"))
    soort = models.CharField(_("soort"), max_length=10, choices=BesluitSoort)
    kenmerk = models.CharField(_("kenmerk"), max_length=120, blank=True)
    toelichting = models.TextField(_("toelichting"), max_length=4000, blank=True)
    document = models.FileField(_("document"), upload_to=random_naam, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    bekijk_actie = "besluit.bekijken"
    privacy = {
        "orgaan": Soort.NEUTRAAL,
        "kenmerk": Soort.NEUTRAAL,
        "toelichting": Soort.VRIJE_TEKST,
        "document": Soort.VRIJE_TEKST,
    }

    class Meta:
        verbose_name = _("besluit")

    def __str__(self) -> str:
        return f"{self.orgaan}, {self.datum:%d-%m-%Y}"

    @property
    def is_definitief(self) -> bool:
        """Not provisional any more."""
        return self.soort == BesluitSoort.DEFINITIEF


class BesluitmomentQuerySet(TrajectQuerySet):
    """Words for decision moments."""

    def nog_open(self) -> Self:
        """Still to come or overdue: no decision taken, not called off."""
        return self.filter(besluit=None, vervallen_reden="")


class Besluitmoment(TrajectModel, VersieModel):
    """Een besluitmoment: wat er nog besloten moet worden, door wie en wanneer (M81)."""

    orgaan = models.CharField(_("wie besluit"), max_length=120)
    datum = models.DateField(_("wanneer"))
    onderwerp = models.CharField(_("waarover"), max_length=200)
    besluit = models.ForeignKey(
        Besluit, verbose_name=_("het besluit"), on_delete=models.PROTECT, null=True, blank=True, related_name="momenten"
    )
    vervallen_reden = models.CharField(_("waarom gaat het niet door"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = BesluitmomentQuerySet.as_manager()
    bekijk_actie = "besluit.bekijken"
    privacy = {"orgaan": Soort.NEUTRAAL, "onderwerp": Soort.NEUTRAAL, "vervallen_reden": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("besluitmoment")
        verbose_name_plural = _("besluitmomenten")
        constraints = [
            models.CheckConstraint(
                condition=Q(besluit=None) | Q(vervallen_reden=""), name="geen_besluitmoment_besloten_en_vervallen"
            )
        ]

    def __str__(self) -> str:
        return f"{self.onderwerp} ({self.datum:%d-%m-%Y})"

    @property
    def is_open(self) -> bool:
        """Still to come: no decision taken, not called off."""
        return self.besluit_id is None and not self.vervallen_reden

    def is_te_laat(self, dag: date) -> bool:
        """Whether its day is past and nobody wrote down what was decided."""
        return self.is_open and self.datum < dag
