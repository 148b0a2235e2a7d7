"""A full traject with one row of every model, and a canary in every field that holds text.

Nothing here knows the models by name but for what a constraint asks: a new model gets its row and its canaries
by itself. ``Wereld.kanarie`` is the word that may never appear where this traject is unknown.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from leefsturing.lib.wachters import eigen_modellen
from toegang.enums import Rol
from toegang.models import Gebruiker
from trajecten.models import Categorie, Deelname, Partij, Persoon, Traject

MOMENT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

_LEVEND = {"gearchiveerd_op": None, "gearchiveerd_door": None}
# What a constraint or the gate needs beyond "fill every field": by model label, then field.
OVERRIDES: dict[str, dict[str, Any]] = {
    "trajecten.Traject": {
        "planperiode_start": date(2026, 9, 1),
        "planperiode_eind": date(2027, 3, 1),
        "horizonjaar": 2041,
        "raad_kijkt_mee": True,
        "huisstijl": "",
    },
    "trajecten.PersoonlijkeLink": {"verloopt_op": timezone.now() + timedelta(days=30), "ingetrokken_op": None},
    "trajecten.Agendalink": {"ingetrokken_op": None},
    "trajecten.Besluitmoment": {"besluit": None, "vervallen_reden": ""},
    "trajecten.Persoon": {"gewist_op": None},
    "comakers.Verslag": {"staat": "gedeeld", "gedeeld_op": MOMENT},
    "comakers.Uitspraak": {"begin": None, "eind": None, "terzijde_op": None, "terzijde_door": None},
    "comakers.Opmerking": {"staat": "open", "afgehandeld_op": None, "afgehandeld_door": None},
    "comakers.Invoer": {"soort": "csv", "staat": "nagekeken", "koppen": ["naam"], "proefrijen": [], "kolommen": {}},
    "comakers.Invoerrij": {"cellen": ["kanarie"], "velden": {}, "oordeel": "nieuw"},
    "comakers.Thema": {"opgegaan_in": None},
    "pijlers.Pijler": {"staat": "concept"},
    "ketens.Project": {"staat": "gestart"},
    "ketens.Schakel": {"persoon": None, "vertrokken_op": None},
    "ketens.Inbreng": {"soort": "uren", "bedrag_cent": None},
    "streefbeelden.Ontwikkeling": {"van_jaar": 2027, "tot_jaar": 2031} | _LEVEND,
    "streefbeelden.Stap": {"jaar": 2034} | _LEVEND,
    "streefbeelden.Kracht": _LEVEND,
    "streefbeelden.Streefbeeldpunt": _LEVEND,
    "kruispunten.Vraagstuk": _LEVEND,
    "kruispunten.Initiatief": {"eigenaar_partij": None} | _LEVEND,
    "kruispunten.Kruispunt": _LEVEND,
    "kruispunten.Combinatie": _LEVEND,
    "kruispunten.Kans": {"staat": "nieuw", "afgehandeld_op": None, "afgehandeld_door": None},
    "kruispunten.Atelier": {"staat": "voorbereiding", "uitgenodigd_op": None, "uitgenodigd_door": None}
    | {"gesloten_op": None, "gesloten_door": None},
    "kruispunten.Uitnodiging": {"ingetrokken_op": None},
    "kruispunten.Afspraak": {"gebruiker": None},
    "ketens.Keten": _LEVEND,
    "plannen.Plan": {"staat": "gepresenteerd", "gepresenteerd_op": MOMENT, "render_staat": "geen"},
    "berichten.Bericht": {"gebruiker": None, "staat": "mislukt", "volgende_op": MOMENT + timedelta(days=3650)},
    "trajecten.Signaal": {"terzijde_op": None, "terzijde_door": None, "voor": None, "adres": "/"},
}


class Wereld:
    """One traject ``slug`` full of rows; ``rij[Model]`` is its row of a model."""

    def __init__(self, slug: str, merk: str) -> None:
        self.slug = slug
        self.kanarie = f"kanarie{merk}"
        self.rij: dict[type[models.Model], Any] = {}
        self._teller = 0
        self.gebruiker = Gebruiker.objects.create(email=f"{self.kanarie}@example.org", naam=self._woord(120))
        self.rij[Gebruiker] = self.gebruiker
        self.traject = self._maak(Traject, slug=slug)
        self.rij[Traject] = self.traject
        for model in eigen_modellen():
            if not model._meta.auto_created and model._meta.app_label not in ("werk", "toegang"):
                self.van(model)
        self._koppel()

    def lid(self, rol: Rol) -> Gebruiker:
        """A member of this traject whose name is no canary."""
        gebruiker = Gebruiker.objects.create(email=f"{rol.value}.{self.slug}@example.org", naam=f"lid {rol.value}")
        Deelname.objects.create(traject=self.traject, gebruiker=gebruiker, rol=rol)
        return gebruiker

    def tweede_persoon(self, merk: str) -> Any:
        """Another co-maker of the same traject, with a gesprek, verslag, uitspraak and remark of their own."""
        eerder, self.kanarie = dict(self.rij), f"kanarie{merk}"
        gedeeld = {Traject, Gebruiker, Categorie, Partij}
        self.rij = {
            m: r
            for m, r in eerder.items()
            if m in gedeeld or (m._meta.app_label in ("pijlers", "plannen", "trajecten") and m is not Persoon)
        }
        for label in ("CoMaker", "Gesprek", "Uitspraak", "Verslag", "VerslagVersie", "Opmerking", "Toezegging"):
            self.van(next(m for m in eigen_modellen() if m.__name__ == label))
        self._koppel()
        tweede, self.rij = self.rij, eerder
        return next(r for m, r in tweede.items() if m.__name__ == "CoMaker")

    def van(self, model: type[models.Model]) -> Any:
        """The row of ``model`` in this world, made when it is not there yet."""
        if model not in self.rij:
            self.rij[model] = self._maak(model)
        return self.rij[model]

    def _woord(self, max_length: int | None) -> str:
        self._teller += 1
        woord = f"{self.kanarie}-{self._teller}"
        return woord[:max_length] if max_length else woord

    def _maak(self, model: type[models.Model], **extra: Any) -> Any:
        values = OVERRIDES.get(model._meta.label, {}) | extra
        for field in model._meta.concrete_fields:
            if field.primary_key or field.name in values or getattr(field, "auto_now_add", False):
                continue
            values[field.name] = self._waarde(field)
        return model._default_manager.create(**values)

    def _waarde(self, field: Any) -> Any:
        if isinstance(field, models.ForeignKey):
            if field.name == "traject":
                return self.traject
            return None if field.related_model is field.model else self.van(field.related_model)
        if field.choices:
            return field.default if field.has_default() else field.choices[0][0]
        simple = {
            models.EmailField: lambda: f"{self._woord(60)}@example.org",
            models.DateTimeField: lambda: MOMENT,
            models.DateField: MOMENT.date,
            models.JSONField: lambda: {"onderdelen": []},
            models.DecimalField: lambda: 1,
        }
        for soort, maak in simple.items():
            if isinstance(field, soort):
                return maak()
        if isinstance(field, models.FileField):
            return default_storage.save(f"{field.name}.bin", ContentFile(b"inhoud"))
        if isinstance(field, models.CharField | models.TextField):
            return self._woord(field.max_length)
        return field.get_default() if field.has_default() else 1

    def _koppel(self) -> None:
        """Many-to-many: each row to the rows of this world."""
        for model, rij in self.rij.items():
            for field in model._meta.many_to_many:
                if field.related_model in self.rij and model._meta.app_label != "toegang":
                    getattr(rij, field.name).add(self.rij[field.related_model])
