from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from comakers.models import Herkomst, HerkomstKoppeling
from comakers.models.herkomst import Spoorstap
from leefsturing.lib.persoonsgegevens import Soort
from streefbeelden.enums import BOVEN_DE_WIJK, OntwikkelingSoort, Schaal, Werking
from trajecten.models import ArchiefModel, VersieModel


class Ontwikkeling(Herkomst, VersieModel, ArchiefModel):
    """Een ontwikkeling: wat op de wijk afkomt, op welke schaal en in welke jaren, en wat het betekent (M40, M41)."""

    titel = models.CharField(_("ontwikkeling"), max_length=120)
    soort = models.CharField(
        _("soort"), max_length=12, choices=OntwikkelingSoort, default=OntwikkelingSoort.ONTWIKKELING
    )
    schaal = models.CharField(_("schaal"), max_length=10, choices=Schaal)
    van_jaar = models.PositiveSmallIntegerField(_("van jaar"))
    tot_jaar = models.PositiveSmallIntegerField(_("tot en met jaar"))
    betekenis = models.TextField(_("wat betekent dit voor de wijk"), max_length=1000, blank=True)
    werking = models.CharField(_("hoe werkt het uit"), max_length=6, choices=Werking, default=Werking.BEIDE)
    bron = models.CharField(_("waar weten we dit van"), max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    spoor_staat = ""
    kamer = "ontwikkeling"
    nieuw_adres = "ontwikkeling_nieuw"
    maak_van = _("Zet dit op de kaart van wat er komt")
    wijzig_actie = "streefbeeld.wijzigen"
    bekijk_actie = "streefbeeld.bekijken"
    privacy = {
        "titel": Soort.NEUTRAAL,
        **dict.fromkeys(("betekenis", "bron", "duiding"), Soort.VRIJE_TEKST),
    }

    class Meta(ArchiefModel.Meta):
        verbose_name = _("ontwikkeling")
        verbose_name_plural = _("ontwikkelingen")
        constraints = [
            *ArchiefModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(tot_jaar__gte=models.F("van_jaar")), name="ontwikkeling_eindigt_nooit_voor_begin"
            ),
            models.CheckConstraint(
                condition=Q(van_jaar__gte=1900, tot_jaar__lte=2200), name="geen_ontwikkeling_buiten_de_kalender"
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def boven_de_wijk(self) -> bool:
        """On a higher scale than the wijk itself (M40)."""
        return self.schaal in BOVEN_DE_WIJK

    def spoorstappen(self, gekoppeld_op: datetime) -> Iterator[Spoorstap]:
        """Put on the map of what is coming (M27)."""
        yield Spoorstap(
            gekoppeld_op,
            _t("Je wees ergens op dat eraan komt. Het staat nu op onze kaart: %(titel)s.") % {"titel": self.titel},
        )


class OntwikkelingHerkomst(HerkomstKoppeling):
    """Een herkomst van een ontwikkeling: de uitspraak die erop wees (M26)."""

    product = models.ForeignKey(Ontwikkeling, on_delete=models.CASCADE, related_name="herkomst")

    bekijk_actie = "streefbeeld.bekijken"
    privacy: dict[str, Soort] = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "uitspraak"], name="geen_uitspraak_twee_keer_onder_een_ontwikkeling"
            )
        ]


class Kracht(Herkomst, VersieModel, ArchiefModel):
    """Een kracht: iets waar de wijk sterk in is en waar een plan op kan bouwen (M41)."""

    titel = models.CharField(_("kracht"), max_length=120)
    toelichting = models.TextField(_("waaraan merk je dat"), max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    spoor_staat = ""
    kamer = "kracht"
    nieuw_adres = "kracht_nieuw"
    maak_van = _("Noem dit een kracht van de wijk")
    wijzig_actie = "streefbeeld.wijzigen"
    bekijk_actie = "streefbeeld.bekijken"
    privacy: dict[str, Any] = {
        "titel": Soort.NEUTRAAL,
        **dict.fromkeys(("toelichting", "duiding"), Soort.VRIJE_TEKST),
    }

    class Meta(ArchiefModel.Meta):
        verbose_name = _("kracht")
        verbose_name_plural = _("krachten")

    def __str__(self) -> str:
        return self.titel

    def spoorstappen(self, gekoppeld_op: datetime) -> Iterator[Spoorstap]:
        """Named as a strength to build on (M27)."""
        yield Spoorstap(
            gekoppeld_op,
            _t("We zien het als iets waar de wijk sterk in is, en waar we op bouwen: %(titel)s.")
            % {"titel": self.titel},
        )


class KrachtHerkomst(HerkomstKoppeling):
    """Een herkomst van een kracht: de uitspraak waar die uit blijkt (M26)."""

    product = models.ForeignKey(Kracht, on_delete=models.CASCADE, related_name="herkomst")

    bekijk_actie = "streefbeeld.bekijken"
    privacy: dict[str, Soort] = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "uitspraak"], name="geen_uitspraak_twee_keer_onder_een_kracht")
        ]
