from typing import Any

from django import forms

from leefsturing.lib.tekst import schoon
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
