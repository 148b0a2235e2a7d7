from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from comakers.models import Herkomst, HerkomstKoppeling
from comakers.models.herkomst import Spoorstap
from ketens.enums import ProjectSoort, ProjectStaat, Stand
from kruispunten.models import Atelier, Idee, Initiatief, Kruispunt
from leefsturing.lib.klok import moment_op
from leefsturing.lib.persoonsgegevens import Soort
from pijlers.models import Effect, Pijler
from streefbeelden.models import Stap
from toegang.models import Gebruiker
from trajecten.enums import Zijde
from trajecten.models import Persoon, TrajectQuerySet, VersieModel
from trajecten.models.basis import TrajectModel


class ProjectQuerySet(TrajectQuerySet):
    """Words for projects."""

    def van_persoon(self, persoon: Any) -> Self:
        """What the persoon pulls."""
        return self.filter(trekker=persoon)

    def levend(self) -> Self:
        """Not stopped."""
        return self.exclude(staat=ProjectStaat.GESTOPT)

    def snelle_successen(self) -> Self:
        """The quick ones (M31)."""
        return self.filter(soort=ProjectSoort.SNEL_SUCCES)


class Project(Herkomst, VersieModel):
    """Een project: iets dat mensen gaan doen, met een trekker; mag meteen uit een uitspraak komen (M5, M72)."""

    naam = models.CharField(_("project"), max_length=120)
    soort = models.CharField(_("soort"), max_length=14, choices=ProjectSoort, default=ProjectSoort.SNEL_SUCCES)
    staat = models.CharField(_("hoever is het"), max_length=10, choices=ProjectStaat, default=ProjectStaat.IDEE)
    omschrijving = models.TextField(_("wat gaat er gebeuren"), max_length=4000, blank=True)
    beoogd_resultaat = models.CharField(_("wat is er dan"), max_length=300, blank=True)
    pijler = models.ForeignKey(
        Pijler, verbose_name=_("pijler"), on_delete=models.PROTECT, null=True, blank=True, related_name="projecten"
    )
    effect = models.ForeignKey(
        Effect, verbose_name=_("effect"), on_delete=models.PROTECT, null=True, blank=True, related_name="projecten"
    )
    trekker = models.ForeignKey(
        Persoon, verbose_name=_("trekker"), on_delete=models.PROTECT, null=True, blank=True, related_name="trekt"
    )
    trekker_zijde = models.CharField(_("trekker van welke kant"), max_length=14, choices=Zijde, blank=True)
    trekker_genoemd = models.BooleanField(_("de trekker mag met naam in het plan staan"), default=False)
    gestart_op = models.DateField(_("gestart op"), null=True, blank=True)
    afgerond_op = models.DateField(_("klaar op"), null=True, blank=True)
    stap = models.ForeignKey(
        Stap,
        verbose_name=_("welke stap voert het uit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projecten",
    )
    kruispunt = models.ForeignKey(
        Kruispunt, verbose_name=_("kruispunt"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="projecten",
    )  # fmt: skip
    atelier = models.ForeignKey(
        Atelier, verbose_name=_("uit welk atelier"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="projecten",
    )  # fmt: skip
    initiatief = models.ForeignKey(
        Initiatief, verbose_name=_("bouwt voort op initiatief"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="projecten",
    )  # fmt: skip
    ideeen = models.ManyToManyField(Idee, verbose_name=_("kaarten"), blank=True, related_name="projecten")
    stopreden = models.CharField(_("waarom gestopt"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = ProjectQuerySet.as_manager()
    kamer = "project"
    nieuw_adres = "project_nieuw"
    maak_van = _("Maak hiervan een snel succes")
    wijzig_actie = "project.wijzigen"
    bekijk_actie = "project.bekijken"
    spoor_erbij = ("voortgangen", "ketens")
    privacy = dict.fromkeys(("naam", "omschrijving", "beoogd_resultaat", "stopreden", "duiding"), Soort.VRIJE_TEKST)

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projecten")
        indexes = [models.Index(fields=["traject", "staat"], name="project_per_staat")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(staat="gestopt") | ~Q(stopreden=""), name="geen_gestopt_project_zonder_reden"
            )
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def van_buiten(self) -> bool:
        """Whether somebody outside the overheid pulls it (M72)."""
        return bool(self.trekker_zijde) and self.trekker_zijde != Zijde.OVERHEID

    @property
    def is_van_overheid(self) -> bool:
        """Pulled by the overheid, and still going on: somebody else has to take over in time (M72, M74)."""
        return self.trekker_zijde == Zijde.OVERHEID and self.staat in (ProjectStaat.IDEE, ProjectStaat.GESTART)

    @property
    def gestopt(self) -> bool:
        """Stopped, with a reason."""
        return self.staat == ProjectStaat.GESTOPT

    def trekker_naar_buiten(self) -> str:
        """Who pulls it, as everybody outside the kerngroep may read it; needs trekker, its partij and comaker.

        The name only when the trekker agreed; else the partij, the category, or the side of the triangle.
        """
        if self.trekker is None:
            return str(self.get_trekker_zijde_display()) if self.trekker_zijde else ""
        if self.trekker_genoemd and self.trekker.gewist_op is None:
            return self.trekker.volledige_naam
        if self.trekker.partij:
            return self.trekker.partij.naam
        comaker = getattr(self.trekker, "comaker", None)
        return comaker.categorie.enkelvoud if comaker else str(self.get_trekker_zijde_display())

    def spoorstappen(self, gekoppeld_op: datetime) -> Iterator[Spoorstap]:
        """Made, started, news of the trekker, carried by more, ready or stopped, as a resident would say it (M27)."""
        yield Spoorstap(gekoppeld_op, _t("Hieruit kwam een project: %(naam)s.") % {"naam": self.naam}, True)
        if self.gestart_op:
            yield Spoorstap(
                moment_op(self.gestart_op), _t("Het project %(naam)s is begonnen.") % {"naam": self.naam}, True
            )
        yield from self._spoor_onderweg()
        if self.staat == ProjectStaat.RESULTAAT and self.afgerond_op:
            yield Spoorstap(
                moment_op(self.afgerond_op),
                _t("Het is gelukt: %(resultaat)s") % {"resultaat": self.beoogd_resultaat or self.naam},
                True,
            )
        if self.staat == ProjectStaat.GESTOPT and self.afgerond_op:
            yield Spoorstap(
                moment_op(self.afgerond_op),
                _t("Het project %(naam)s is gestopt: %(reden)s") % {"naam": self.naam, "reden": self.stopreden},
            )

    def _spoor_onderweg(self) -> Iterator[Spoorstap]:
        """What its trekker wrote about it, and the keten that carries it."""
        for nieuws in self.voortgangen.all():
            if nieuws.door_persoon_id:
                zin = _t("Er is nieuws over %(naam)s: %(nieuws)s") % {"naam": self.naam, "nieuws": nieuws.in_woorden}
                yield Spoorstap(nieuws.op, zin, nieuws.stand != Stand.VAST)
        for keten in self.ketens.all():
            if not keten.is_opgeborgen:
                zin = _t("Het hoort nu bij een groep mensen en partijen die het samen dragen: %(keten)s.")
                yield Spoorstap(keten.created_at, zin % {"keten": keten.naam}, True)


class ProjectHerkomst(HerkomstKoppeling):
    """Een herkomst van een project: de uitspraak waar het uit kwam (M26)."""

    product = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="herkomst")

    bekijk_actie = "project.bekijken"
    privacy: dict[str, Soort] = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "uitspraak"], name="geen_uitspraak_twee_keer_onder_een_project")
        ]


class Voortgang(TrajectModel):
    """Een voortgang: hoe het met een project gaat, in een paar woorden, op een dag."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="voortgangen")
    stand = models.CharField(_("hoe gaat het"), max_length=8, choices=Stand, blank=True)
    tekst = models.CharField(_("in een paar woorden"), max_length=500, blank=True)
    op = models.DateTimeField()
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    door_persoon = models.ForeignKey(Persoon, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    bekijk_actie = "project.bekijken"
    privacy = {"tekst": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("voortgang")
        constraints = [
            models.CheckConstraint(condition=~Q(tekst="") | ~Q(stand=""), name="geen_voortgang_die_niets_zegt")
        ]

    def __str__(self) -> str:
        return self.in_woorden

    @property
    def in_woorden(self) -> str:
        """What was tapped and what was written, as one line."""
        stand = f"{self.get_stand_display()}." if self.stand else ""
        return " ".join(deel for deel in (stand, self.tekst) if deel)


class MijlpaalQuerySet(TrajectQuerySet):
    """Words for milestones."""

    def van_persoon(self, persoon: Any) -> Self:
        """Those of what the persoon pulls and what was not stopped."""
        return self.filter(project__trekker=persoon).exclude(project__staat=ProjectStaat.GESTOPT)


class Mijlpaal(TrajectModel):
    """Een mijlpaal: iets wat een project op een dag gehaald wil hebben."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="mijlpalen")
    wat = models.CharField(_("wat is er dan"), max_length=160)
    uiterlijk = models.DateField(_("uiterlijk"))
    gehaald_op = models.DateField(_("gehaald op"), null=True, blank=True)

    objects: ClassVar[Any] = MijlpaalQuerySet.as_manager()
    bekijk_actie = "project.bekijken"
    privacy = {"wat": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("mijlpaal")
        verbose_name_plural = _("mijlpalen")

    def __str__(self) -> str:
        return self.wat

    def is_te_laat(self, dag: date) -> bool:
        """Whether it should have been reached by ``dag``."""
        return self.gehaald_op is None and self.uiterlijk < dag


class Meedoener(TrajectModel):
    """Een meedoener: een van de eerste mensen die met een project meedoen (M72)."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="meedoeners")
    persoon = models.ForeignKey(Persoon, on_delete=models.PROTECT, related_name="doet_mee")
    rol = models.CharField(_("wat doet die"), max_length=120, blank=True)
    gestopt_op = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    bekijk_actie = "project.bekijken"
    privacy = {"rol": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("meedoener")
        verbose_name_plural = _("meedoeners")
        constraints = [
            models.UniqueConstraint(fields=["project", "persoon"], name="geen_meedoener_twee_keer_bij_een_project")
        ]

    def __str__(self) -> str:
        return f"{self.persoon}"

    def naam_naar_buiten(self) -> str:
        """Who it is, as everybody outside the kerngroep may read it; needs persoon with its partij and comaker."""
        if self.persoon.partij:
            return str(_t("iemand van %(partij)s") % {"partij": self.persoon.partij.naam})
        comaker = getattr(self.persoon, "comaker", None)
        return comaker.categorie.enkelvoud if comaker else str(_t("iemand uit de wijk"))
