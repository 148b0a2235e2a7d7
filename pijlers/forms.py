"""Input about pijlers and effects."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leefsturing.lib.formulieren import PdfField, SchoneForm, SchoneModelForm, datumveld
from pijlers.models import Effect, Meting, Pijler
from trajecten.models import Besluit, Traject


class PijlerForm(SchoneModelForm):
    """The words of a pijler, and why these."""

    reden = forms.CharField(
        label=_("waarom deze woorden"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Hoe kwamen jullie hierbij? De reden blijft bij deze woorden staan."),
    )

    class Meta:
        model = Pijler
        fields = ["titel", "toelichting"]
        widgets = {"toelichting": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"titel": _("Kort en krachtig, op hoofdlijnen.")}


class HerformuleerForm(PijlerForm):
    """Other words, on top of the version one looked at."""

    versie = forms.IntegerField(widget=forms.HiddenInput)


class DuidingForm(SchoneModelForm):
    """How the kerngroep reads what was said."""

    versie = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Pijler
        fields = ["duiding"]
        widgets = {"duiding": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "duiding": _("Een pijler is nooit de optelsom van uitspraken. Leg uit wat jullie erin horen."),
        }


class VaststellenForm(SchoneModelForm):
    """A decision about pijlers: a new one, or one that was recorded before."""

    pijlers = forms.ModelMultipleChoiceField(
        queryset=Pijler.objects.none(), label=_("over welke pijlers"), widget=forms.CheckboxSelectMultiple
    )
    besluit = forms.ModelChoiceField(
        queryset=Besluit.objects.none(),
        label=_("besluit dat al is vastgelegd"),
        required=False,
        empty_label=_("een nieuw besluit"),
        help_text=_("Kies je een besluit dat er al is, dan hoef je hieronder niets in te vullen."),
    )
    document = PdfField(label=_("document"), required=False)
    field_order = ["pijlers", "besluit"]

    class Meta:
        model = Besluit
        fields = ["orgaan", "datum", "soort", "kenmerk", "toelichting"]
        widgets = {"datum": datumveld(), "soort": forms.RadioSelect, "toelichting": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"orgaan": _("Bijvoorbeeld: gemeenteraad, college of stadsdeelbestuur.")}

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["soort"].choices = [k for k in self.fields["soort"].choices if k[0]]
        levend = Pijler.objects.for_traject(traject).levend()
        self.fields["pijlers"].queryset = levend
        self.fields["besluit"].queryset = Besluit.objects.for_traject(traject).order_by("-datum", "-id")
        if not self.is_bound:
            self.initial["pijlers"] = [p.pk for p in levend]
        if self.data.get("besluit"):
            for naam in ("orgaan", "datum", "soort"):
                self.fields[naam].required = False


class VervallenForm(SchoneForm):
    """Why a pijler is withdrawn, and by which decision when it was established."""

    reden = forms.CharField(
        label=_("waarom vervalt deze pijler"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    besluit = forms.ModelChoiceField(
        queryset=Besluit.objects.none(), label=_("besluit"), required=False, empty_label=_("geen besluit")
    )

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["besluit"].queryset = Besluit.objects.for_traject(traject).order_by("-datum", "-id")


class EffectForm(SchoneModelForm):
    """An intended effect, with the story behind its figures."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Effect
        fields = ["naam", "verhaal", "richting", "eenheid"]
        widgets = {"verhaal": forms.Textarea(attrs={"rows": 4}), "richting": forms.RadioSelect}
        help_texts = {
            "naam": _("Wat is er over tien jaar beter voor mensen? Een effect, geen resultaat."),
            "verhaal": _("Wat zegt het cijfer, en wat niet?"),
            "eenheid": _("Bijvoorbeeld: procent, rapportcijfer, aantal mensen."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["richting"].choices = [k for k in self.fields["richting"].choices if k[0]]
        self.fields["versie"].required = bool(self.instance.pk)


class MetingForm(SchoneModelForm):
    """A measurement of an effect, with its source."""

    class Meta:
        model = Meting
        fields = ["datum", "waarde", "bron"]
        widgets = {"datum": datumveld(), "waarde": forms.TextInput(attrs={"inputmode": "decimal"})}
        help_texts = {"bron": _("Bijvoorbeeld: wijkonderzoek van de gemeente.")}

    def __init__(self, *args: Any, effect: Effect, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.effect = effect
        self.fields["waarde"].localize = True
        self.fields["waarde"].widget.is_localized = True

    def clean_datum(self) -> Any:
        """A day on which this effect was not measured yet."""
        datum = self.cleaned_data["datum"]
        if self.effect.metingen.filter(datum=datum).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Op deze dag is dit effect al gemeten."))
        return datum
