from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from comakers.enums import Houding, Toestemming, UitspraakSoort
from comakers.models.comaker import CoMaker
from comakers.models.gesprek import Gesprek
from leefsturing.lib.persoonsgegevens import Soort
from pijlers.models import Pijler
from toegang.enums import KERNGROEP
from toegang.models import Gebruiker
from trajecten.models import Deelname, TrajectModel, TrajectQuerySet, VersieModel


class Thema(TrajectModel, VersieModel):
    """Een thema: wat meer mensen zeggen, in woorden dicht bij de hunne (M32)."""

    naam = models.CharField(_("thema"), max_length=80)
    omschrijving = models.TextField(_("omschrijving"), max_length=1000, blank=True)
    opgegaan_in = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="samengevoegd"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    bekijk_actie = "thema.bekijken"
    privacy = {"naam": Soort.NEUTRAAL, "omschrijving": Soort.NEUTRAAL}

    class Meta:
        verbose_name = _("thema")
        verbose_name_plural = _("thema's")
        constraints = [
            models.UniqueConstraint(
                "traject",
                Lower("naam"),
                condition=Q(opgegaan_in=None),
                name="geen_twee_themas_met_dezelfde_naam",
            )
        ]

    def __str__(self) -> str:
        return self.naam


class UitspraakQuerySet(TrajectQuerySet):
    """Words for uitspraken."""

    def visible_to(self, actor: Any) -> Self:
        """As everywhere, but what may not be used is for the kerngroep only: so it was promised (M26)."""
        zichtbaar = super().visible_to(actor)
        if not isinstance(actor, Gebruiker):
            return zichtbaar
        kern = Deelname.objects.filter(gebruiker=actor, rol__in=KERNGROEP).values("traject_id")
        return zichtbaar.filter(~Q(toestemming=Toestemming.NIET) | Q(traject_id__in=kern))

    def van_persoon(self, persoon: Any) -> Self:
        """What the persoon said."""
        return self.filter(comaker__persoon=persoon)

    def bruikbaar(self) -> Self:
        """What may leave the kerngroep: consent given, and not set aside."""
        return self.exclude(toestemming=Toestemming.NIET).filter(terzijde_op=None)

    def onaangeroerd(self) -> Self:
        """Nobody did anything with it: no theme, no pijler, no product, not set aside (M26).

        A version of the plan does not count: it holds everything that may be used, also what stands alone.
        """
        from comakers.models.herkomst import koppelingen  # noqa: PLC0415 - herkomst points here

        leeg = self.filter(terzijde_op=None, themas=None, onderbouwingen=None).exclude(toestemming=Toestemming.NIET)
        for model in (m for m in koppelingen() if m.telt_als_gebruik):
            leeg = leeg.exclude(models.Exists(model.objects.filter(uitspraak=models.OuterRef("pk"))))
        return leeg


class Uitspraak(TrajectModel, VersieModel):
    """Een uitspraak: wat een co-maker zei, uit het gesprek geknipt; de bron onder alles wat volgt (M26)."""

    comaker = models.ForeignKey(CoMaker, on_delete=models.PROTECT, related_name="uitspraken")
    gesprek = models.ForeignKey(Gesprek, on_delete=models.PROTECT, null=True, blank=True, related_name="uitspraken")
    tekst = models.TextField(_("uitspraak"), max_length=2000)
    begin = models.PositiveIntegerField(null=True, blank=True)
    eind = models.PositiveIntegerField(null=True, blank=True)
    soort = models.CharField(_("soort"), max_length=16, choices=UitspraakSoort, default=UitspraakSoort.IDEE)
    themas = models.ManyToManyField(
        Thema, verbose_name=_("thema's"), blank=True, related_name="uitspraken", through="comakers.ThemaKoppeling"
    )
    toestemming = models.CharField(_("toestemming"), max_length=14, choices=Toestemming, default=Toestemming.ANONIEM)
    toestemming_op = models.DateTimeField(null=True, blank=True)
    terzijde_op = models.DateTimeField(null=True, blank=True)
    terzijde_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    terzijde_reden = models.CharField(_("waarom gebruiken we dit niet?"), max_length=500, blank=True)
    interne_notitie = models.CharField(_("notitie voor de kerngroep"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = UitspraakQuerySet.as_manager()
    bekijk_actie = "uitspraak.bekijken"
    privacy = dict.fromkeys(("tekst", "terzijde_reden", "interne_notitie"), Soort.VRIJE_TEKST)

    class Meta:
        verbose_name = _("uitspraak")
        verbose_name_plural = _("uitspraken")
        indexes = [models.Index(fields=["traject", "-created_at"], name="uitspraak_op_tijd")]
        constraints = [
            models.CheckConstraint(
                condition=Q(begin=None, eind=None) | Q(begin__lt=models.F("eind")),
                name="uitspraak_plaats_in_aantekeningen_heel",
            ),
            models.CheckConstraint(
                condition=Q(terzijde_op=None, terzijde_door=None)
                | (Q(terzijde_op__isnull=False, terzijde_door__isnull=False) & ~Q(terzijde_reden="")),
                name="terzijde_met_wie_wanneer_en_uitleg",
            ),
        ]

    def __str__(self) -> str:
        return self.tekst[:80]

    @property
    def is_bruikbaar(self) -> bool:
        """Whether it may leave the kerngroep."""
        return self.toestemming != Toestemming.NIET and self.terzijde_op is None

    @property
    def is_terzijde(self) -> bool:
        """Deliberately not used."""
        return self.terzijde_op is not None

    @property
    def mag_gebruikt(self) -> bool:
        """Whether the co-maker allows it to be used at all."""
        return self.toestemming != Toestemming.NIET

    def naam_naar_buiten(self) -> str:
        """Who said it, as everybody outside the kerngroep may read it; needs comaker, persoon and categorie."""
        if self.toestemming == Toestemming.MET_NAAM and self.comaker.persoon.gewist_op is None:
            return self.comaker.persoon.volledige_naam
        return self.comaker.categorie.enkelvoud


class ThemaKoppelingQuerySet(TrajectQuerySet):
    """Lets ``uitspraak.themas.add(thema)`` do without naming the traject: it is that of the uitspraak."""

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list[Any]:
        """Fills in the traject where it is not given."""
        objs = list(objs)
        zonder = {obj.uitspraak_id for obj in objs if obj.traject_id is None}
        trajecten = dict(Uitspraak.objects.filter(pk__in=zonder).values_list("pk", "traject_id")) if zonder else {}
        for obj in objs:
            if obj.traject_id is None:
                obj.traject_id = trajecten[obj.uitspraak_id]
        return super().bulk_create(objs, *args, **kwargs)


class ThemaKoppeling(TrajectModel):
    """Een themakoppeling: sinds wanneer een uitspraak bij een thema staat (M32)."""

    uitspraak = models.ForeignKey(Uitspraak, on_delete=models.CASCADE, related_name="themakoppelingen")
    thema = models.ForeignKey(Thema, on_delete=models.CASCADE, related_name="koppelingen")
    gekoppeld_op = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = ThemaKoppelingQuerySet.as_manager()
    bekijk_actie = "thema.bekijken"
    privacy: dict[str, Soort] = {}

    class Meta:
        verbose_name = _("thema bij een uitspraak")
        constraints = [
            models.UniqueConstraint(fields=["uitspraak", "thema"], name="geen_thema_twee_keer_bij_een_uitspraak")
        ]

    def __str__(self) -> str:
        return f"thema {self.thema_id}"


class Onderbouwing(TrajectModel):
    """Een onderbouwing: een uitspraak die voor of tegen een pijler pleit (M11, M13)."""

    uitspraak = models.ForeignKey(Uitspraak, on_delete=models.CASCADE, related_name="onderbouwingen")
    pijler = models.ForeignKey(Pijler, on_delete=models.PROTECT, related_name="onderbouwingen")
    houding = models.CharField(_("voor of tegen"), max_length=6, choices=Houding, default=Houding.VOOR)
    created_at = models.DateTimeField(auto_now_add=True)

    bekijk_actie = "onderbouwing.bekijken"
    privacy: dict[str, Soort] = {}

    class Meta:
        verbose_name = _("onderbouwing")
        constraints = [
            models.UniqueConstraint(fields=["uitspraak", "pijler"], name="geen_uitspraak_voor_en_tegen_dezelfde_pijler")
        ]

    def __str__(self) -> str:
        return f"{self.get_houding_display()} {self.pijler}"
