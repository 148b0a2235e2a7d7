"""Input about the frame of a traject."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from leefsturing.lib import klok
from leefsturing.lib.formulieren import PdfField, SchoneForm, SchoneModelForm, datumveld
from leefsturing.lib.tekst import schoon
from trajecten.models import Besluit, Besluitmoment, Categorie, Partij, Traject

HORIZON = 15
PLANPERIODE_DAGEN = 213  # seven months, as short as can be


class TrajectForm(SchoneModelForm):
    """A traject to begin: the least that is needed; the rest has sensible defaults."""

    class Meta:
        model = Traject
        fields = ["naam", "gemeente", "stadsdeel", "wijk", "opgave", "planperiode_start", "planperiode_eind",
                  "horizonjaar"]  # fmt: skip
        widgets = {
            "opgave": forms.Textarea(attrs={"rows": 4}),
            "planperiode_start": datumveld(),
            "planperiode_eind": datumveld(),
        }
        help_texts = {
            "naam": _("Zo heet het traject op elke pagina."),
            "opgave": _("Waar gaat het om, in een paar zinnen?"),
            "planperiode_eind": _("Houd de planperiode zo kort als kan."),
            "horizonjaar": _("Het jaar waar jullie naartoe denken, tien tot twintig jaar vooruit."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        dag = klok.vandaag()
        standaard = {
            "planperiode_start": dag,
            "planperiode_eind": dag + timedelta(days=PLANPERIODE_DAGEN),
            "horizonjaar": dag.year + HORIZON,
        }
        if not kwargs.get("instance"):
            kwargs["initial"] = standaard | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The planperiode ends after it begins; the horizon lies beyond it."""
        data = super().clean()
        start, eind, horizon = (data.get(v) for v in ("planperiode_start", "planperiode_eind", "horizonjaar"))
        if start and eind and eind <= start:
            self.add_error("planperiode_eind", _t("De planperiode eindigt na de dag waarop zij begint."))
        if eind and horizon and horizon <= eind.year:
            self.add_error("horizonjaar", _t("De horizon ligt verder weg dan het eind van de planperiode."))
        return data

    def _get_validation_exclusions(self) -> set[str]:
        """Leaves the planperiode constraint to ``clean``, which names the field."""
        return super()._get_validation_exclusions() | {"planperiode_eind"}  # type: ignore[misc]


class InstellingenForm(TrajectForm):
    """Everything about a traject that the kerngroep may set."""

    versie = forms.IntegerField(widget=forms.HiddenInput)

    class Meta(TrajectForm.Meta):
        fields = [
            *TrajectForm.Meta.fields,
            *("norm_verslag_dagen", "norm_antwoord_dagen", "norm_stilte_dagen", "norm_resultaat_dagen"),
            *("max_beloften", "kerngroep_max", "voortgang_maand", "initiatieven_maand"),
            *("openheid", "raad_kijkt_mee", "huisstijl", "leernotities"),
        ]
        widgets = TrajectForm.Meta.widgets | {"leernotities": forms.Textarea(attrs={"rows": 6})}
        help_texts = TrajectForm.Meta.help_texts | {
            "norm_verslag_dagen": _("Een verslag dat snel komt, vangt het enthousiasme."),
            "norm_antwoord_dagen": _("Daarna vragen we de co-maker nog één keer of het klopt."),
            "norm_stilte_dagen": _("Langer niets horen maakt van het proces een zwarte doos."),
            "norm_resultaat_dagen": _("Iets horen is niet genoeg: er moet ook iets gebeuren met wat mensen zeiden."),
            "max_beloften": _("Beloof weinig, en doe het."),
            "kerngroep_max": _("Klein is snel."),
            "voortgang_maand": _("Vóór de zomer kijken jullie samen hoe het gaat. Leeg: geen vast moment."),
            "initiatieven_maand": _("Een vast moment voor wie iets nieuws wil beginnen. Leeg: geen vast moment."),
            "openheid": _("Begin klein en bouw op: eerst besloten, dan onder co-makers, als laatste openbaar."),
            "raad_kijkt_mee": _("Raadsleden zien dan de hoofdlijnen, de pijlers en het plan, en niets over personen."),
            "leernotities": _("Wat doen jullie de volgende keer anders?"),
        }

    groepen = [
        (_("Waar het over gaat"), ["naam", "gemeente", "stadsdeel", "wijk", "opgave"]),
        (_("Planperiode en horizon"), ["planperiode_start", "planperiode_eind", "horizonjaar"]),
        (
            _("Normen"),
            [
                "norm_verslag_dagen",
                "norm_antwoord_dagen",
                "norm_stilte_dagen",
                "norm_resultaat_dagen",
                "max_beloften",
                "kerngroep_max",
            ],
        ),
        (_("Ritme van ateliers"), ["voortgang_maand", "initiatieven_maand"]),
        (_("Wie kijkt mee"), ["openheid", "raad_kijkt_mee"]),
        (_("Vormgeving"), ["huisstijl"]),
        (_("Wat we leren"), ["leernotities"]),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["huisstijl"] = forms.ChoiceField(
            label=_("huisstijl"),
            choices=[("", _t("die van de installatie")), *((naam, naam) for naam in huisstijlen())],
            required=False,
        )
        for naam, hoogste in (
            ("norm_verslag_dagen", 60),
            ("norm_antwoord_dagen", 90),
            ("norm_stilte_dagen", 365),
            ("norm_resultaat_dagen", 365),
            ("max_beloften", 100),
            ("kerngroep_max", 50),
        ):
            self.fields[naam].min_value, self.fields[naam].max_value = 1, hoogste
            self.fields[naam].validators += forms.IntegerField(min_value=1, max_value=hoogste).validators
            self.fields[naam].widget.attrs |= {"min": 1, "max": hoogste}

    def om_te_lezen(self) -> list[tuple[Any, list[tuple[str, str]]]]:
        """The same settings as label and text, for who may only read them."""
        return [(kop, [(str(v.label), self._leeswaarde(v)) for v in velden]) for kop, velden in self.gegroepeerd()]

    def _leeswaarde(self, veld: forms.BoundField) -> str:
        waarde = veld.value()
        keuzes = dict(getattr(veld.field, "choices", ()))
        if waarde in keuzes:
            return str(keuzes[waarde])
        if isinstance(waarde, bool):
            return str(_t("ja") if waarde else _t("nee"))
        return date_format(waarde, "j F Y") if isinstance(waarde, date) else str(waarde or "–")

    def gegroepeerd(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings."""
        return [(kop, [self[naam] for naam in namen]) for kop, namen in self.groepen]


def huisstijlen() -> list[str]:
    """The sheets of this installation."""
    return sorted(p.stem for p in (settings.BASE_DIR / "static" / "huisstijl").glob("*.css"))


class PartijForm(SchoneModelForm):
    """An organisation or group of the wijk."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Partij
        fields = ["naam", "zijde", "doelen", "uniek"]
        widgets = {
            "zijde": forms.RadioSelect,
            "doelen": forms.Textarea(attrs={"rows": 4}),
            "uniek": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "doelen": _("Schrijf op wat zij zelf zeggen te willen, in hun woorden."),
            "uniek": _("Wat kan niemand anders in de wijk?"),
        }

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.traject = traject
        self.fields["zijde"].choices = [k for k in self.fields["zijde"].choices if k[0]]
        if self.instance.pk:
            self.fields["versie"].required = True

    def clean_naam(self) -> str:
        """A name that no other partij of this traject has."""
        naam = schoon(self.cleaned_data["naam"]).strip()
        anderen = Partij.objects.for_traject(self.traject).filter(naam__iexact=naam).exclude(pk=self.instance.pk)
        if anderen.exists():
            raise forms.ValidationError(_t("Er is al een partij die zo heet."))
        return naam


class CategorieForm(SchoneModelForm):
    """A category: its name, the name of one, and why it stands where it stands."""

    class Meta:
        model = Categorie
        fields = ["naam", "enkelvoud", "reden"]
        widgets = {"reden": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "naam": _("Bijvoorbeeld: ondernemers."),
            "enkelvoud": _("Bijvoorbeeld: ondernemer. Zo staat iemand zonder naam bij een uitspraak."),
        }

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.traject = traject

    def clean_naam(self) -> str:
        """A name that no other category of this traject has."""
        naam = schoon(self.cleaned_data["naam"]).strip()
        anderen = Categorie.objects.for_traject(self.traject).filter(naam__iexact=naam).exclude(pk=self.instance.pk)
        if anderen.exists():
            raise forms.ValidationError(_t("Er is al een categorie die zo heet."))
        return naam


class BesluitForm(SchoneModelForm):
    """A decision, with its document when there is one."""

    document = PdfField(label=_("document"), required=False)

    class Meta:
        model = Besluit
        fields = ["orgaan", "datum", "soort", "kenmerk", "toelichting"]
        widgets = {
            "datum": datumveld(),
            "soort": forms.RadioSelect,
            "toelichting": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "orgaan": _("Bijvoorbeeld: gemeenteraad, college of stadsdeelbestuur."),
            "kenmerk": _("Het nummer waaronder het besluit te vinden is."),
        }

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soort"].choices = [k for k in self.fields["soort"].choices if k[0]]
        open_momenten = Besluitmoment.objects.for_traject(traject).nog_open().order_by("datum", "pk")
        if open_momenten.exists():
            self.fields["moment"] = forms.ModelChoiceField(
                open_momenten, label=_("stond dit op de agenda?"), required=False, empty_label=_t("nee, dit komt erbij")
            )


class BesluitmomentForm(SchoneModelForm):
    """Something that still has to be decided."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Besluitmoment
        fields = ["onderwerp", "orgaan", "datum"]
        widgets = {"datum": datumveld()}
        help_texts = {
            "onderwerp": _("Bijvoorbeeld: de pijlers voorlopig vaststellen. Raadsleden lezen dit; noem geen namen."),
            "orgaan": _("Bijvoorbeeld: gemeenteraad, college of stadsdeelbestuur."),
            "datum": _("Staat de dag nog niet vast? Kies de dag waarop het er moet liggen."),
        }


class AfblazenForm(SchoneForm):
    """Why it is not going to be decided."""

    reden = forms.CharField(
        label=_("waarom gaat het niet door?"),
        max_length=300,
        help_text=_("Raadsleden lezen dit ook; noem geen namen."),
        error_messages={"required": _("Schrijf in een paar woorden op waarom het niet doorgaat.")},
    )


class KiesBesluitForm(forms.Form):
    """The decision that was taken."""

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        besluiten = Besluit.objects.for_traject(traject).order_by("-datum", "-pk")
        self.fields["besluit"] = forms.ModelChoiceField(
            besluiten,
            label=_("welk besluit is het geworden?"),
            error_messages={"required": _t("Kies het besluit, of leg het eerst vast.")},
        )
