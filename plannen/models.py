import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.text import slugify
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from comakers.models import Herkomst, HerkomstKoppeling, Uitspraak
from comakers.models.herkomst import Spoorstap
from leefsturing.lib.bestanden import random_naam
from leefsturing.lib.persoonsgegevens import Soort
from plannen.enums import Oordeel, PlanStaat, RenderStaat
from toegang import beleid
from toegang.models import Gebruiker, Logregel
from trajecten.models import Besluit, Persoon, TrajectModel, TrajectQuerySet, VersieModel


class PlanTekst(TrajectModel, VersieModel):
    """Een tekst van het plan: wat de kerngroep zelf bij een onderdeel schrijft (M16, M80)."""

    onderdeel = models.CharField(max_length=40)
    tekst = models.TextField(_("tekst"), max_length=20_000, blank=True)
    doet_mee = models.BooleanField(_("komt in het plan"), default=True)

    bekijk_actie = "plan.wijzigen"
    privacy = {"onderdeel": Soort.NEUTRAAL, "tekst": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("tekst van het plan")
        constraints = [
            models.UniqueConstraint(fields=["traject", "onderdeel"], name="geen_twee_teksten_bij_een_onderdeel")
        ]

    def __str__(self) -> str:
        return self.onderdeel


class PlanQuerySet(TrajectQuerySet):
    """Words for versions of the plan."""

    def van_persoon(self, persoon: Any) -> Self:
        """What was presented to co-makers."""
        return self.filter(traject=persoon.traject_id, staat__in=[PlanStaat.GEPRESENTEERD, PlanStaat.VASTGESTELD])

    def leesbaar_als(self, rol: Any) -> Self:
        """The versions that this role may read, by the policy table."""
        staten = beleid.toestanden_voor(rol, "plan.bekijken")
        return self if staten is None else self.filter(staat__in=staten)

    def toestemming_veranderd(self) -> Self:
        """Versions with a PDF older than a change of consent, a setting aside, an erasure or a change of trekker.

        Wide on purpose: any such change in the traject; who sets the PDF sees whether it matters to this version.
        """
        na = Q(toestemming_op__gt=OuterRef("gezet_op")) | Q(terzijde_op__gt=OuterRef("gezet_op"))
        uitspraken = Uitspraak.objects.filter(na, traject=OuterRef("traject"))
        personen = Persoon.objects.filter(traject=OuterRef("traject"), gewist_op__gt=OuterRef("gezet_op"))
        projecten = Logregel.objects.filter(
            traject_nummer=OuterRef("traject"), werkwoord="project.gewijzigd", op__gt=OuterRef("gezet_op")
        )
        return self.filter(gezet_op__isnull=False).filter(Exists(uitspraken) | Exists(personen) | Exists(projecten))


class Plan(Herkomst):
    """Een plan: een genummerde versie van het plan van aanpak, bevroren, zodat die altijd hetzelfde blijft (M80)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nummer = models.PositiveIntegerField()
    titel = models.CharField(_("titel"), max_length=160)
    staat = models.CharField(_("staat"), max_length=14, choices=PlanStaat, default=PlanStaat.CONCEPT)
    besluit = models.ForeignKey(Besluit, on_delete=models.PROTECT, null=True, blank=True, related_name="plannen")
    inhoud = models.JSONField()
    inhoud_sha256 = models.CharField(max_length=64)
    render_staat = models.CharField(max_length=8, choices=RenderStaat, default=RenderStaat.GEEN)
    bestand = models.FileField(upload_to=random_naam, blank=True)
    bestand_sha256 = models.CharField(max_length=64, blank=True)
    # Of what the file shows: the frozen content under the consent of ``gezet_op``.
    gezet_sha256 = models.CharField(max_length=64, blank=True)
    gezet_op = models.DateTimeField(null=True, blank=True)
    # The file as it was when established, kept for the kerngroep when consent changed afterwards.
    archief = models.FileField(upload_to=random_naam, blank=True)
    paginas = models.PositiveIntegerField(null=True, blank=True)
    gemaakt_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    gepresenteerd_op = models.DateTimeField(null=True, blank=True)
    vastgesteld_op = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = PlanQuerySet.as_manager()
    bekijk_actie = "plan.bekijken"
    privacy = {
        "inhoud": Soort.VRIJE_TEKST,
        "duiding": Soort.VRIJE_TEKST,
        "bestand": Soort.VRIJE_TEKST,
        "archief": Soort.VRIJE_TEKST,
        **dict.fromkeys(("titel", "inhoud_sha256", "bestand_sha256", "gezet_sha256"), Soort.NEUTRAAL),
    }

    class Meta:
        verbose_name = _("plan van aanpak")
        verbose_name_plural = _("plannen van aanpak")
        constraints = [
            models.UniqueConstraint(fields=["traject", "nummer"], name="geen_twee_plannen_met_hetzelfde_nummer"),
            models.CheckConstraint(
                condition=~Q(staat="vastgesteld") | Q(besluit__isnull=False, vastgesteld_op__isnull=False),
                name="geen_vastgesteld_plan_zonder_besluit",
            ),
            models.CheckConstraint(
                condition=~Q(render_staat="klaar") | (~Q(bestand="") & ~Q(gezet_sha256="") & Q(gezet_op__isnull=False)),
                name="geen_klare_pdf_zonder_bestand",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titel}, versie {self.nummer}"

    @property
    def is_concept(self) -> bool:
        """Not shown to anybody outside yet."""
        return self.staat == PlanStaat.CONCEPT

    @property
    def is_vastgesteld(self) -> bool:
        """Decided upon."""
        return self.staat == PlanStaat.VASTGESTELD

    @property
    def pdf_klaar(self) -> bool:
        """There is a file."""
        return self.render_staat == RenderStaat.KLAAR

    @property
    def pdf_bezig(self) -> bool:
        """The worker has it, or will."""
        return self.render_staat == RenderStaat.BEZIG

    @property
    def pdf_mislukt(self) -> bool:
        """The file could not be made."""
        return self.render_staat == RenderStaat.MISLUKT

    @property
    def bestandsnaam(self) -> str:
        """What the file is called on somebody's disk."""
        return f"plan-van-aanpak-{slugify(self.traject.wijk) or 'wijk'}-versie-{self.nummer}.pdf"

    def spoorstappen(self, gekoppeld_op: datetime) -> Iterator[Spoorstap]:
        """In the concept, presented, established: what a resident would say of each (M27)."""
        if self.staat == PlanStaat.CONCEPT:
            zin = (
                _t("We schreven dit op voor het plan van aanpak. Je krijgt het te lezen.")
                if self.nummer == 1
                else _t("Het staat ook in de nieuwe versie van het plan, waar we nog aan werken.")
            )
            yield Spoorstap(gekoppeld_op, zin, is_nieuws=False)
            return
        if self.gepresenteerd_op:
            yield Spoorstap(
                self.gepresenteerd_op,
                _t("Dit staat in het concept van het plan van aanpak (versie %(nr)s).") % {"nr": self.nummer},
                True,
            )
        if self.staat == PlanStaat.VASTGESTELD and self.vastgesteld_op:
            yield Spoorstap(
                self.vastgesteld_op,
                _t("Het plan waar dit in staat, is vastgesteld (versie %(nr)s).") % {"nr": self.nummer},
                True,
            )


class PlanHerkomst(HerkomstKoppeling):
    """Een herkomst van een plan: een uitspraak die in deze versie staat (M26)."""

    product = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="herkomst")

    # The plan holds everything that may be used, also what nobody did anything with yet.
    telt_als_gebruik = False
    bekijk_actie = "plan.bekijken"
    privacy: dict[str, Soort] = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "uitspraak"], name="geen_uitspraak_twee_keer_in_een_plan")
        ]


class PlanReactieQuerySet(TrajectQuerySet):
    """Words for answers to the plan."""

    def van_persoon(self, persoon: Any) -> Self:
        """One's own."""
        return self.filter(persoon=persoon)

    def te_beantwoorden(self) -> Self:
        """Somebody says that something is not right, or wrote something, and the kerngroep did not answer yet."""
        return self.filter(afgehandeld_op=None, persoon__gewist_op=None).exclude(tekst="")


class PlanReactie(TrajectModel):
    """Een planreactie: wat een co-maker van het voorgelegde plan vindt, in zijn geheel of van een onderdeel (M29)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reacties")
    persoon = models.ForeignKey(Persoon, on_delete=models.PROTECT, related_name="planreacties")
    # Empty for the plan as a whole.
    onderdeel = models.CharField(max_length=40, blank=True)
    oordeel = models.CharField(_("klopt het"), max_length=14, choices=Oordeel)
    tekst = models.TextField(_("wat wil je erover zeggen"), max_length=2000, blank=True)
    op = models.DateTimeField()
    antwoord = models.TextField(_("antwoord aan de co-maker"), max_length=1000, blank=True)
    afgehandeld_op = models.DateTimeField(null=True, blank=True)
    afgehandeld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[Any] = PlanReactieQuerySet.as_manager()
    bekijk_actie = "plan.reactie_beantwoorden"
    privacy = {"onderdeel": Soort.NEUTRAAL, "tekst": Soort.VRIJE_TEKST, "antwoord": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("antwoord op het plan")
        verbose_name_plural = _("antwoorden op het plan")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "persoon", "onderdeel"], name="geen_twee_reacties_van_een_persoon_op_een_onderdeel"
            ),
            models.CheckConstraint(
                condition=~Q(oordeel="niet_helemaal") | ~Q(tekst=""), name="geen_niet_helemaal_zonder_uitleg"
            ),
            models.CheckConstraint(
                condition=Q(afgehandeld_op=None, afgehandeld_door=None)
                | (Q(afgehandeld_op__isnull=False, afgehandeld_door__isnull=False) & ~Q(antwoord="")),
                name="planreactie_afgehandeld_met_wie_wanneer_en_antwoord",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_oordeel_display()} {self.onderdeel}"

    @property
    def klopt(self) -> bool:
        """It is right, says this co-maker."""
        return self.oordeel == Oordeel.KLOPT
