from collections.abc import Iterator
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from comakers.models import Herkomst, HerkomstKoppeling, Kernpunt
from comakers.models.herkomst import Spoorstap
from leefsturing.lib.bestanden import random_naam
from leefsturing.lib.persoonsgegevens import Soort
from pijlers.models import Pijler
from streefbeelden.enums import Aspect, PuntSoort, StapSoort
from toegang.models import Gebruiker
from trajecten.models import ArchiefModel, TrajectModel, VersieModel


class Streefbeeldpunt(Herkomst, VersieModel, ArchiefModel):
    """Een streefbeeldpunt: wat er in het horizonjaar is, of wat je dan niet meer ziet, sociaal of fysiek (M50-M53)."""

    tekst = models.CharField(_("wat zie je dan"), max_length=300)
    soort = models.CharField(_("is het er, of is het weg"), max_length=6, choices=PuntSoort, default=PuntSoort.IS_ER)
    aspect = models.CharField(_("sociaal of fysiek-ruimtelijk"), max_length=8, choices=Aspect)
    pijler = models.ForeignKey(
        Pijler, verbose_name=_("pijler"), on_delete=models.PROTECT, null=True, blank=True, related_name="punten"
    )
    kernpunt = models.ForeignKey(
        Kernpunt, verbose_name=_("antwoord op de kernvraag"), on_delete=models.SET_NULL, null=True, blank=True,
        editable=False, related_name="punten",
    )  # fmt: skip
    beeld = models.ImageField(_("foto of tekening"), upload_to=random_naam, blank=True)
    beeld_beschrijving = models.CharField(_("wat is er op het beeld te zien"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    spoor_staat = "soort"
    kamer = "punt"
    nieuw_adres = "punt_nieuw"
    maak_van = _("Maak hiervan een streefbeeldpunt")
    wijzig_actie = "streefbeeld.wijzigen"
    bekijk_actie = "streefbeeld.bekijken"
    privacy = dict.fromkeys(("tekst", "duiding", "beeld", "beeld_beschrijving"), Soort.VRIJE_TEKST)

    class Meta(ArchiefModel.Meta):
        verbose_name = _("streefbeeldpunt")
        verbose_name_plural = _("streefbeeldpunten")
        constraints = [
            *ArchiefModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(beeld="") | ~Q(beeld_beschrijving=""), name="geen_streefbeeld_zonder_beschrijving_bij_beeld"
            ),
        ]

    def __str__(self) -> str:
        return self.tekst

    @property
    def is_er(self) -> bool:
        """Something that is there then; otherwise something that is gone."""
        return self.soort == PuntSoort.IS_ER

    def spoorstappen(self, gekoppeld_op: datetime) -> Iterator[Spoorstap]:
        """Part of what the wijk looks like in the horizon year (M27)."""
        zin = (
            _t("Het staat in ons beeld van de wijk van straks: %(tekst)s")
            if self.is_er
            else _t("In ons beeld van de wijk van straks zie je dit niet meer: %(tekst)s")
        )
        yield Spoorstap(gekoppeld_op, zin % {"tekst": self.tekst})


class StreefbeeldpuntHerkomst(HerkomstKoppeling):
    """Een herkomst van een streefbeeldpunt: de uitspraak waar het uit kwam (M26, M51)."""

    product = models.ForeignKey(Streefbeeldpunt, on_delete=models.CASCADE, related_name="herkomst")

    bekijk_actie = "streefbeeld.bekijken"
    privacy: dict[str, Soort] = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "uitspraak"], name="geen_uitspraak_twee_keer_onder_een_streefbeeldpunt"
            )
        ]


class Streefbeeld(TrajectModel):
    """Een streefbeeld: het verhaal van een pijler in het horizonjaar, in een versie met de reden ervan (M51).

    Insert-only: the highest ``nummer`` of a pijler is the story that holds now.
    """

    pijler = models.ForeignKey(Pijler, on_delete=models.PROTECT, related_name="streefbeelden")
    nummer = models.PositiveIntegerField()
    tekst = models.TextField(_("het verhaal"), max_length=8000)
    reden = models.CharField(_("wat veranderde je, en waarom"), max_length=300, blank=True)
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, related_name="+")
    op = models.DateTimeField()

    alleen_toevoegen = True
    bekijk_actie = "streefbeeld.bekijken"
    privacy = dict.fromkeys(("tekst", "reden"), Soort.VRIJE_TEKST)

    class Meta:
        verbose_name = _("streefbeeld")
        verbose_name_plural = _("streefbeelden")
        constraints = [
            models.UniqueConstraint(fields=["pijler", "nummer"], name="geen_twee_streefbeelden_met_hetzelfde_nummer")
        ]

    def __str__(self) -> str:
        return f"{self.pijler} ({self.nummer})"


class Stap(TrajectModel, VersieModel, ArchiefModel):
    """Een stap: wat er in een jaar bereikt moet zijn, teruggeredeneerd van de horizon naar nu (M52, M56)."""

    jaar = models.PositiveSmallIntegerField(_("in welk jaar"))
    tekst = models.CharField(_("wat is er dan"), max_length=200)
    toelichting = models.TextField(_("toelichting"), max_length=1000, blank=True)
    soort = models.CharField(_("effect of resultaat"), max_length=10, choices=StapSoort)
    pijler = models.ForeignKey(
        Pijler, verbose_name=_("pijler"), on_delete=models.PROTECT, null=True, blank=True, related_name="stappen"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    bekijk_actie = "streefbeeld.bekijken"
    privacy = dict.fromkeys(("tekst", "toelichting"), Soort.VRIJE_TEKST)

    class Meta(ArchiefModel.Meta):
        verbose_name = _("stap terug")
        verbose_name_plural = _("stappen terug")
        constraints = [
            *ArchiefModel.Meta.constraints,
            models.CheckConstraint(condition=Q(jaar__gte=1900, jaar__lte=2200), name="geen_stap_buiten_de_kalender"),
        ]

    def __str__(self) -> str:
        return f"{self.jaar}: {self.tekst}"
