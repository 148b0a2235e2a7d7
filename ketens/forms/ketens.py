from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ketens.bedragen import lees_bedrag, schrijf_bedrag
from ketens.enums import Inzet, Kracht
from ketens.forms.projecten import MensForm
from ketens.models import Inbreng, Keten, Project, Schakel
from kruispunten.enums import Middelsoort
from kruispunten.models import Kruispunt
from leefsturing.lib.formulieren import SchoneForm, datumveld
from leefsturing.lib.tekst import schoon
from trajecten.models import Partij, Persoon, Traject


def dag_veld(label: Any, help_text: Any = "") -> forms.DateField:
    """A day, not needed."""
    return forms.DateField(
        label=label,
        required=False,
        help_text=help_text,
        widget=datumveld(),
    )


class BedragVeld(forms.CharField):
    """An amount as people write it, in whole cents; None when empty."""

    def clean(self, value: Any) -> Any:
        """Raises ValidationError for anything that is not one amount."""
        tekst = super().clean(value)
        if not tekst:
            return None
        try:
            return lees_bedrag(tekst)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def prepare_value(self, value: Any) -> Any:
        """Cents are shown as an amount; what somebody typed stays as typed."""
        return schrijf_bedrag(value) if isinstance(value, int) else value


class KetenForm(forms.ModelForm):
    """A keten: a name is enough; with the kruispunt it began at and the projects it carries."""

    class Meta:
        model = Keten
        fields = ["naam", "omschrijving", "kruispunt", "projecten"]
        widgets = {"omschrijving": forms.Textarea(attrs={"rows": 3}), "projecten": forms.CheckboxSelectMultiple}
        help_texts = {
            "omschrijving": _("Wat houden deze mensen en partijen samen overeind?"),
            "kruispunt": _("Een keten begint vaak bij een vraag, nog voor er een project is."),
        }

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kruispunt"].queryset = Kruispunt.objects.for_traject(traject).levend().order_by("titel", "pk")
        self.fields["kruispunt"].empty_label = _("geen")
        self.fields["projecten"].queryset = Project.objects.for_traject(traject).levend().order_by("naam", "pk")
        self.fields["projecten"].required = False

    def clean(self) -> dict[str, Any]:
        """Text without control characters."""
        data = super().clean() or self.cleaned_data
        return {k: schoon(v) if isinstance(v, str) else v for k, v in data.items()}


class NieuweKetenForm(KetenForm):
    """The same, with who starts it: those who brought the ideas (M77)."""

    partijen = forms.ModelMultipleChoiceField(
        label=_("wie draagt dit samen? Wie alleen een idee inbrengt, telt ook mee"),
        queryset=Partij.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("naam", "omschrijving", "kruispunt", "partijen", "projecten")

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, traject=traject, **kwargs)
        self.fields["partijen"].queryset = Partij.objects.for_traject(traject).order_by("naam", "pk")


class SchakelForm(SchoneForm):
    """What a schakel does, how strong it is and how firm (M73, M82)."""

    rol = forms.CharField(label=_("wat doet die in de keten"), max_length=200, required=False)
    kracht = forms.ChoiceField(
        label=_("hoe sterk is de schakel"),
        choices=Kracht,
        initial=Kracht.GEWOON,
        help_text=_("De sterkste staat vooraan. Gebroken: die kant ligt stil."),
    )
    inzet = forms.ChoiceField(label=_("hoe vast is het"), choices=Inzet, initial=Inzet.GENOEMD)
    vastgelegd_met = forms.CharField(
        label=_("wie kon dit afspreken namens de partij"),
        max_length=200,
        required=False,
        help_text=_("Alleen nodig bij vastgelegd. Dit ziet alleen het kernteam."),
    )
    vastgelegd_wat = forms.CharField(
        label=_("wat spraken jullie over en weer af"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Alleen nodig bij vastgelegd."),
    )
    stapt_uit_op = dag_veld(
        _("wanneer stapt die eruit"), _("De overheid helpt op gang en doet op tijd een stap terug. Zet de dag erbij.")
    )

    def clean(self) -> dict[str, Any]:
        """Vastgelegd names who and what."""
        data = super().clean()
        if data.get("inzet") == Inzet.VASTGELEGD:
            for veld, fout in (
                ("vastgelegd_met", _("Wie kon dit namens de partij afspreken?")),
                ("vastgelegd_wat", _("Wat spraken jullie over en weer af?")),
            ):
                if not data.get(veld, "").strip():
                    self.add_error(veld, fout)
        return data


class NieuweSchakelForm(SchakelForm, MensForm):
    """Who joins: a partij, somebody known, or somebody new by name."""

    partij = forms.ModelChoiceField(
        label=_("partij"), queryset=Partij.objects.none(), required=False, empty_label=_("geen partij, een mens")
    )
    persoon = forms.ModelChoiceField(
        label=_("of een mens die we kennen"), queryset=Persoon.objects.none(), required=False, empty_label=_("niemand")
    )
    field_order = ("partij", "persoon", "voornaam", "tussenvoegsel", "achternaam", "email")

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partij"].queryset = Partij.objects.for_traject(traject).order_by("naam", "pk")
        personen = Persoon.objects.for_traject(traject).filter(gewist_op=None)
        self.fields["persoon"].queryset = personen.order_by("sorteernaam", "pk")

    def clean(self) -> dict[str, Any]:
        """Exactly one of the three."""
        data = super().clean()
        gekozen = sum((bool(data.get("partij")), bool(data.get("persoon")), self.heeft_naam))
        if gekozen != 1 and not {"partij", "persoon"} & set(self.errors):
            self.add_error("partij", _("Kies één partij of één mens."))
        return data


class VertrekForm(forms.Form):
    """Since when a schakel is gone; today when nothing is filled in."""

    op = dag_veld(_("weg sinds"))


class InbrengForm(SchoneForm):
    """What a schakel brings in, and which value it expects back (M76, M79)."""

    soort = forms.ChoiceField(label=_("wat voor inbreng"), choices=Middelsoort, initial=Middelsoort.UREN)
    wat = forms.CharField(
        label=_("wat precies"), max_length=200, required=False, help_text=_("Bijvoorbeeld: twee avonden per week.")
    )
    bedrag = BedragVeld(
        label=_("bedrag in euro's"),
        max_length=40,
        required=False,
        help_text=_("Alleen bij geld. Nog niet genoemd? Laat het leeg."),
    )
    verwacht_terug = forms.CharField(
        label=_("welke waarde verwacht die terug"),
        max_length=300,
        required=False,
        help_text=_("Ook dat mag geld zijn, maar vaak is het iets anders."),
    )

    @classmethod
    def van(cls, inbreng: Inbreng) -> dict[str, Any]:
        """The initial values of a row that is there already."""
        velden = {v: getattr(inbreng, v) for v in ("soort", "wat", "verwacht_terug")}
        return velden | {"bedrag": inbreng.bedrag_cent}

    def clean(self) -> dict[str, Any]:
        """An amount belongs to money, and everything else says what it is."""
        data = super().clean()
        data["bedrag_cent"] = data.pop("bedrag", None)
        if data["bedrag_cent"] is not None and data.get("soort") != Middelsoort.GELD:
            self.add_error("bedrag", _("Een bedrag hoort bij geld. Kies geld, of haal het bedrag weg."))
        if data.get("soort") != Middelsoort.GELD and not data.get("wat", "").strip():
            self.add_error("wat", _("Schrijf op wat het precies is."))
        return data


def schakelwaarden(schakel: Schakel) -> dict[str, Any]:
    """The initial values of a schakel that is there already."""
    return {v: getattr(schakel, v) for v in SchakelForm.base_fields}
