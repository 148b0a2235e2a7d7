from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leefsturing.lib.formulieren import SchoneForm
from leefsturing.lib.tekst import schoon
from plannen.enums import Oordeel
from plannen.models import PlanTekst
from trajecten.models import Besluit


class PlanTekstForm(forms.ModelForm):
    """What the kerngroep writes in one section, and whether it takes part."""

    versie = forms.IntegerField(min_value=0, max_value=10**9, widget=forms.HiddenInput)

    class Meta:
        model = PlanTekst
        fields = ["tekst", "doet_mee"]
        widgets = {"tekst": forms.Textarea(attrs={"rows": 10})}

    def clean_tekst(self) -> str:
        """Without control characters."""
        return schoon(self.cleaned_data["tekst"])


class VaststellenForm(forms.ModelForm):
    """The decision that establishes a version."""

    class Meta:
        model = Besluit
        fields = ["orgaan", "datum", "kenmerk", "toelichting"]
        widgets = {
            "datum": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "toelichting": forms.Textarea(attrs={"rows": 3}),
        }

    def clean(self) -> dict[str, Any]:
        """Text without control characters."""
        data = super().clean() or self.cleaned_data
        return {k: schoon(v) if isinstance(v, str) else v for k, v in data.items()}


class ReactieForm(SchoneForm):
    """What a co-maker finds of the plan or of a part of it."""

    onderdeel = forms.SlugField(max_length=40, required=False, widget=forms.HiddenInput)
    oordeel = forms.ChoiceField(
        choices=Oordeel.choices, error_messages={"required": _("Kies: klopt, of niet helemaal.")}
    )
    tekst = forms.CharField(
        label=_("Wat wil je erover zeggen?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AntwoordForm(SchoneForm):
    """What the kerngroep says back."""

    antwoord = forms.CharField(
        label=_("Wat doen jullie hiermee?"),
        help_text=_("Eén of twee zinnen. De co-maker leest dit op de eigen pagina en krijgt het per mail."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf een zin terug; de co-maker leest die.")},
    )
