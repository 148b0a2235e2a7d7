"""What a trekker fills in on a phone, in plain words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketens.forms.projecten import MensForm
from ketens.models import Project
from leefsturing.lib.formulieren import SchoneForm
from trajecten.models import Partij, Persoon


class WatForm(SchoneForm):
    """What the project is, in the words of its trekker; ``versie`` guards against two at once."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)
    naam = forms.CharField(label=_("hoe heet het"), max_length=120)
    beoogd_resultaat = forms.CharField(
        label=_("wat is er straks"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    omschrijving = forms.CharField(
        label=_("wat gaat er gebeuren"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )


class HelperForm(MensForm):
    """Somebody who joins the project."""

    rol = forms.CharField(label=_("wat doet die"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """A name is needed."""
        data = super().clean()
        if not self.heeft_naam:
            self.add_error("voornaam", _("Vul een naam in. Een voornaam is genoeg."))
        return data


class DragerForm(SchoneForm):
    """A partij of the traject, or somebody who takes part already, that helps to carry it."""

    partij = forms.ModelChoiceField(
        label=_("een organisatie of groep"), queryset=Partij.objects.none(), required=False, empty_label=_("geen")
    )
    persoon = forms.ModelChoiceField(
        label=_("of iemand die meedoet"), queryset=Persoon.objects.none(), required=False, empty_label=_("niemand")
    )
    rol = forms.CharField(label=_("wat doet of geeft die"), max_length=200, required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partij"].queryset = Partij.objects.filter(traject=project.traject_id).order_by("naam", "pk")
        self.fields["persoon"].queryset = Persoon.objects.filter(
            doet_mee__project=project, doet_mee__gestopt_op=None, gewist_op=None
        ).order_by("sorteernaam", "pk")

    def clean(self) -> dict[str, Any]:
        """Exactly one of the two."""
        data = super().clean()
        if bool(data.get("partij")) == bool(data.get("persoon")) and not self.errors:
            self.add_error("partij", _("Kies één organisatie, of één mens."))
        return data
