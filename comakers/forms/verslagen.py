from django import forms
from django.utils.translation import gettext_lazy as _

from comakers.forms.basis import SchoonForm


class VerslagForm(forms.Form):
    """The working text; version 0 means that nothing was kept yet."""

    versie = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    tekst = forms.CharField(
        label=_("Verslag"), max_length=50_000, widget=forms.Textarea(attrs={"rows": 24}),
        help_text=_("Gewone woorden, korte zinnen. Een witregel begint een nieuwe alinea."),
    )  # fmt: skip


class VersieForm(forms.Form):
    """Only the version number of the text one saw."""

    versie = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class AntwoordForm(SchoonForm):
    """An answer to a remark."""

    antwoord = forms.CharField(
        label=_("antwoord aan de co-maker"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
