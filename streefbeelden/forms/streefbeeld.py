from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leefsturing.lib.formulieren import SchoneForm, SchoneModelForm
from pijlers.models import Pijler
from streefbeelden.forms.basis import BeeldMixin, foto_veld
from streefbeelden.forms.positionering import JAAR
from streefbeelden.models import Stap, Streefbeeldpunt
from streefbeelden.selectors.terugweg import laatste_resultaatjaar
from streefbeelden.services.producten import te_ver_voor_resultaat
from trajecten.models import Traject


def _pijlers(form: forms.Form, traject: Traject) -> None:
    """The living pijlers, and the one that a row has already although it lapsed."""
    veld: Any = form.fields["pijler"]
    levend = Pijler.objects.for_traject(traject).levend()
    eigen = getattr(getattr(form, "instance", None), "pijler_id", None)
    veld.queryset = levend | Pijler.objects.for_traject(traject).filter(pk=eigen).order_by("plaats")
    veld.empty_label = _("buiten de pijlers")


class PuntForm(SchoneModelForm):
    """A point of the streefbeeld: what one sees in the horizon year."""

    class Meta:
        model = Streefbeeldpunt
        fields = ["tekst", "soort", "aspect", "pijler", "duiding"]
        widgets = {
            "tekst": forms.Textarea(attrs={"rows": 3}),
            "soort": forms.RadioSelect,
            "aspect": forms.RadioSelect,
            "duiding": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "tekst": _("Zeg het alsof je er al bent. Gewone woorden, liefst die van de mensen zelf."),
            "aspect": _("Gaat het om wat mensen doen en voelen, of om wat je kunt aanraken?"),
            "pijler": _("Past het nergens? Dan hoort het er ook bij."),
            "duiding": _("Jullie eigen uitleg. Die hoeft niet op uitspraken te rusten."),
        }

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _pijlers(self, traject)
        self.fields["aspect"].choices = self.fields["aspect"].choices[-2:]


class NieuwPuntForm(BeeldMixin, PuntForm):
    """A new point, with an image at once when there is one."""

    beeld = foto_veld()
    beeld_beschrijving = forms.CharField(label=_("wat is er op het beeld te zien"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """An image has words for who cannot see it."""
        data = super().clean()
        if data.get("beeld") and not data.get("beeld_beschrijving", "").strip():
            self.add_error("beeld_beschrijving", _("Schrijf erbij wat er te zien is, voor wie het niet kan zien."))
        return data

    @property
    def waarden(self) -> dict[str, Any]:
        """The point itself; the image goes its own way."""
        return {naam: self.cleaned_data[naam] for naam in PuntForm.Meta.fields}


class BeeldForm(BeeldMixin, SchoneForm):
    """An image for a point that is there already, or other words for the image it has."""

    beeld = foto_veld()
    beeld_beschrijving = forms.CharField(label=_("wat is er op het beeld te zien"), max_length=200)

    def __init__(self, *args: Any, punt: Streefbeeldpunt, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beeld"].required = not punt.beeld


class VerhaalForm(SchoneForm):
    """The story of a pijler in the horizon year."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=100_000)
    tekst = forms.CharField(
        label=_("het verhaal"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Een dag in het horizonjaar. Wie loopt er, wat hoor je, wat is gewoon geworden?"),
    )
    reden = forms.CharField(label=_("wat veranderde je, en waarom (hoeft niet)"), max_length=300, required=False)


class StapForm(SchoneModelForm):
    """A step of the way back: what is there in a year."""

    class Meta:
        model = Stap
        fields = ["jaar", "soort", "tekst", "pijler", "toelichting"]
        widgets = {
            "jaar": forms.NumberInput(attrs=JAAR),
            "soort": forms.RadioSelect,
            "toelichting": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "tekst": _("Wat is er dan, of wat is er dan anders voor mensen?"),
            "pijler": _("Past het nergens? Dan hoort het er ook bij."),
        }

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.traject = traject
        _pijlers(self, traject)
        self.fields["soort"].choices = self.fields["soort"].choices[-2:]
        self.fields["soort"].help_text = _(
            "Ver weg noem je een effect. Een resultaat kun je tot en met %(jaar)s beloven."
        ) % {"jaar": laatste_resultaatjaar(traject)}

    def clean(self) -> dict[str, Any]:
        """A year that can be; no result that lies too far away (M56)."""
        data = super().clean()
        jaar = data.get("jaar")
        if jaar is not None and not 1900 <= jaar <= 2200:
            self.add_error("jaar", _("Vul een jaar in tussen 1900 en 2200."))
        elif jaar is not None and data.get("soort") == "resultaat" and jaar > laatste_resultaatjaar(self.traject):
            self.add_error("soort", te_ver_voor_resultaat(self.traject))
        return data

    def validate_constraints(self) -> None:
        """What it may not be says ``clean``, at the field."""
