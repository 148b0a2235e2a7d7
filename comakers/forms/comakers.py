from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comakers.enums import CoMakerStaat, Kanaal
from comakers.forms.basis import SchoonForm, kerngroep_van
from comakers.models import CoMaker
from leefsturing.lib import klok
from toegang.models import Gebruiker
from trajecten.models import Categorie, Partij, Persoon


def _tekst(model: Any, naam: str, rijen: int = 0, **extra: Any) -> forms.CharField:
    field = model._meta.get_field(naam)
    widget = forms.Textarea(attrs={"rows": rijen}) if rijen else forms.TextInput()
    return forms.CharField(
        label=field.verbose_name, max_length=field.max_length, required=False, widget=widget, **extra
    )


class ComakerForm(SchoonForm):
    """A co-maker: name and category are enough; the three selection questions are offered (M21)."""

    voornaam = _tekst(Persoon, "voornaam")
    tussenvoegsel = _tekst(Persoon, "tussenvoegsel")
    achternaam = _tekst(Persoon, "achternaam")
    categorie = forms.ModelChoiceField(
        label=_("categorie"), queryset=Categorie.objects.none(), empty_label=_("kies een categorie")
    )
    email = forms.EmailField(label=_("e-mailadres"), max_length=254, required=False)
    telefoon = _tekst(Persoon, "telefoon")
    partij = forms.ModelChoiceField(
        label=_("organisatie of groep"), queryset=Partij.objects.none(), required=False, empty_label=_("geen")
    )
    contactpersoon = forms.ModelChoiceField(
        label=_("contactpersoon in de kerngroep"),
        queryset=Gebruiker.objects.none(),
        required=False,
        empty_label=_("nog niemand"),
    )
    wil_weten = _tekst(CoMaker, "wil_weten", 2)
    wil_meedenken = _tekst(CoMaker, "wil_meedenken", 2)
    sleutelfiguur_voor = _tekst(CoMaker, "sleutelfiguur_voor", 2)

    def __init__(self, *args: Any, traject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["categorie"].queryset = Categorie.objects.for_traject(traject).order_by("volgorde")
        self.fields["partij"].queryset = Partij.objects.for_traject(traject).order_by("naam")
        self.fields["contactpersoon"].queryset = kerngroep_van(traject)
        self.fields["telefoon"].widget.input_type = "tel"
        for naam in ("voornaam", "tussenvoegsel", "achternaam", "email", "telefoon"):
            self.fields[naam].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """A name is needed, whichever part of it is known."""
        data = super().clean()
        if not (data.get("voornaam") or data.get("achternaam")):
            self.add_error("voornaam", _("Vul een voornaam of een achternaam in."))
        return data


class ComakerWijzigForm(ComakerForm):
    """The same with its version number, so that two people never overwrite each other."""

    versie = forms.IntegerField(widget=forms.HiddenInput)


class StaatForm(forms.Form):
    """How far we are."""

    staat = forms.ChoiceField(label=_("hoever zijn we"), choices=CoMakerStaat.choices)


class GehoordForm(SchoonForm):
    """Something a co-maker heard outside the mail (M27)."""

    kanaal = forms.ChoiceField(
        label=_("hoe"),
        choices=[(k.value, k.label) for k in (Kanaal.BELLEN, Kanaal.GESPREK, Kanaal.VERSLAG, Kanaal.PLAN)],
        initial=Kanaal.BELLEN,
    )
    dag = forms.DateField(label=_("wanneer"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    tekst = forms.CharField(label=_("wat hoorde de co-maker?"), max_length=500)
    is_resultaat = forms.BooleanField(label=_("er is iets gebeurd met een bijdrage"), required=False)

    def clean_dag(self) -> Any:
        """Not tomorrow: what is noted has happened."""
        dag = self.cleaned_data["dag"]
        if dag > klok.vandaag():
            raise forms.ValidationError(_("Deze dag moet nog komen. Noteer het als het gebeurd is."))
        return dag

    @property
    def op(self) -> Any:
        """The moment: now when it is today, else noon of that day."""
        dag = self.cleaned_data["dag"]
        return klok.nu() if dag == klok.vandaag() else klok.moment_op(dag, time(12, 0))


class AchterbanForm(SchoonForm):
    """A group for which somebody is a key figure (M21)."""

    naam = forms.CharField(label=_("groep"), max_length=120)
    omvang = forms.IntegerField(label=_("hoeveel mensen"), min_value=1, max_value=1_000_000, required=False)
