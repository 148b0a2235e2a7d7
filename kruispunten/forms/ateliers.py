"""Input about ateliers: preparing, inviting, answering, cards."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from kruispunten.enums import Antwoordsoort, AtelierSoort
from kruispunten.models import Atelier, Idee, Kruispunt, Uitnodiging
from leefsturing.lib import klok
from leefsturing.lib.formulieren import SchoneForm, SchoneModelForm, datumveld
from pijlers.models import Effect
from trajecten.models import Persoon, Traject

DUUR = [(60, _("een uur")), (90, _("anderhalf uur")), (120, _("twee uur")), (150, _("tweeënhalf uur")),
        (180, _("drie uur")), (240, _("vier uur")), (480, _("een hele dag"))]  # fmt: skip


class AtelierForm(SchoneModelForm):
    """An atelier: its one question, when and where, and the effects that will stay fixed (M71)."""

    dag = forms.DateField(label=_("dag"), widget=datumveld())
    tijd = forms.TimeField(
        label=_("hoe laat begint het"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    effecten = forms.ModelMultipleChoiceField(
        label=_("beoogde effecten"),
        queryset=Effect.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Zodra de uitnodigingen uit zijn, staan deze vast. Wat er die avond uitkomt, blijft vrij."),
    )
    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Atelier
        fields = ["soort", "titel", "kruispunt", "vraag", "duur_minuten", "plaats", "draaiboek"]
        widgets = {"soort": forms.RadioSelect, "draaiboek": forms.Textarea(attrs={"rows": 12})}
        help_texts = {
            "titel": _("Kort, zoals je het op een uitnodiging zet."),
            "vraag": _("Eén vraag, waar mensen zin in krijgen."),
            "plaats": _("Liefst ergens in de wijk, waar de vraag speelt."),
            "draaiboek": _("Er staat een begin klaar. Maak het van jullie zelf."),
        }

    field_order = ("soort", "titel", "kruispunt", "vraag", "dag", "tijd", "duur_minuten", "plaats", "effecten")

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            lokaal = self.instance.wanneer.astimezone(klok.AMSTERDAM)
            self.initial.update({"dag": lokaal.date(), "tijd": lokaal.time(), "versie": self.instance.versie})
        self.fields["kruispunt"].queryset = Kruispunt.objects.for_traject(traject).levend().order_by("titel", "pk")
        self.fields["kruispunt"].empty_label = _("geen: voor iedereen")
        keuzes: list[tuple[int, Any]] = list(DUUR)
        if self.instance.duur_minuten not in dict(DUUR):
            keuzes.append((self.instance.duur_minuten, f"{self.instance.duur_minuten} minuten"))
        self.fields["duur_minuten"] = forms.TypedChoiceField(
            label=_("hoe lang"), choices=sorted(keuzes), coerce=int, initial=150
        )
        self.fields["soort"].choices = AtelierSoort.choices
        effecten: Any = self.fields["effecten"]
        effecten.queryset = Effect.objects.for_traject(traject).order_by("pijler__plaats", "pk")
        if self.instance.pk:
            effecten.initial = list(self.instance.effecten.values_list("effect_id", flat=True))
        self.vast = self.instance.effecten_staan_vast
        if self.vast:
            # A form that was opened before the invitations went out may still bring others: it hears so.
            del self.fields["effecten"]

    def clean(self) -> dict[str, Any]:
        """A kruispunt for an atelier around one; a day that can be; effects as they were, once they are fixed."""
        data = super().clean()
        if data.get("soort") == AtelierSoort.KRUISPUNT and not data.get("kruispunt") and "kruispunt" not in self.errors:
            self.add_error("kruispunt", _t("Kies het kruispunt waar deze avond over gaat."))
        if (dag := data.get("dag")) and not 2000 <= dag.year <= 2100:
            self.add_error("dag", _t("Kijk het jaar nog eens na."))
        if self.vast and "effecten" in self.data:
            al = {str(pk) for pk in self.instance.effecten.values_list("effect_id", flat=True)}
            if set(self.data.getlist("effecten")) != al:
                self.add_error(
                    None,
                    _t("De uitnodigingen zijn intussen uit. De effecten staan nu vast; de rest kun je nog veranderen."),
                )
        return data

    def waarden(self) -> dict[str, Any]:
        """As the service wants them: day and time as one moment."""
        data = {v: self.cleaned_data[v] for v in self.Meta.fields}
        tijd: time = self.cleaned_data["tijd"]
        return data | {"wanneer": klok.moment_op(self.cleaned_data["dag"], tijd)}

    def _post_clean(self) -> None:
        """Leaves the atelier as it is: the service writes."""


class AfgelastForm(SchoneForm):
    """Why it is off; who was invited reads it."""

    reden = forms.CharField(
        label=_("waarom gaat het niet door"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Schrijf op waarom. Wie is uitgenodigd, leest dit.")},
    )


class UitnodigForm(forms.Form):
    """People to put on the list."""

    persoon = forms.ModelMultipleChoiceField(
        queryset=Persoon.objects.none(),
        label=_("wie"),
        error_messages={"required": _("Vink eerst iemand aan.")},
    )

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["persoon"]
        veld.queryset = Persoon.objects.for_traject(traject).filter(gewist_op=None)


class AntwoordForm(SchoneForm):
    """Yes or no, and something with it."""

    antwoord = forms.ChoiceField(
        choices=[(Antwoordsoort.JA, _("ja")), (Antwoordsoort.NEE, _("nee"))],
        error_messages={"required": _("Kies ja of nee."), "invalid_choice": _("Kies ja of nee.")},
    )
    opmerking = forms.CharField(
        label=_("Wil je er iets bij zeggen?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AanwezigForm(forms.Form):
    """Who was there."""

    aanwezig = forms.ModelMultipleChoiceField(queryset=Uitnodiging.objects.none(), required=False)

    def __init__(self, *args: Any, atelier: Atelier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["aanwezig"]
        veld.queryset = Uitnodiging.objects.filter(atelier=atelier).levend()


class ErbijForm(SchoneForm):
    """Somebody came unexpectedly: known already, or new by name."""

    persoon = forms.ModelChoiceField(
        queryset=Persoon.objects.none(), label=_("wie kwam er"), required=False, empty_label=_("iemand nieuw")
    )
    voornaam = forms.CharField(label=_("of iemand nieuw: voornaam"), max_length=60, required=False)
    tussenvoegsel = forms.CharField(label=_("tussenvoegsel"), max_length=20, required=False)
    achternaam = forms.CharField(label=_("achternaam"), max_length=80, required=False)
    email = forms.EmailField(
        label=_("e-mailadres, voor de uitkomst"), required=False, widget=forms.EmailInput(attrs={"inputmode": "email"})
    )

    def __init__(self, *args: Any, atelier: Atelier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.traject_id = atelier.traject_id
        veld: Any = self.fields["persoon"]
        al = Uitnodiging.objects.filter(atelier=atelier, aanwezig=True).levend().values("persoon")
        veld.queryset = (
            Persoon.objects.for_traject(atelier.traject_id)
            .filter(gewist_op=None)
            .exclude(pk__in=al)
            .order_by("sorteernaam", "pk")
        )

    def clean(self) -> dict[str, Any]:
        """Somebody from the list, or a name; an address that nobody has yet."""
        data = super().clean()
        nieuw = data.get("voornaam") or data.get("achternaam")
        if data.get("persoon") and nieuw:
            self.add_error("persoon", _t("Kies iemand uit de lijst, of vul een nieuwe naam in. Niet allebei."))
        if not data.get("persoon") and not nieuw and "persoon" not in self.errors:
            self.add_error("persoon", _t("Kies iemand uit de lijst, of vul een naam in."))
        email = data.get("email")
        if nieuw and email and Persoon.objects.filter(traject=self.traject_id, email__iexact=email).exists():
            self.add_error("email", _t("Iemand met dit adres staat al in de lijst hierboven."))
        return data


class IdeeForm(SchoneModelForm):
    """A card: the idea in one or two sentences, whose it is when that is given, and a word to group it by."""

    versie = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Idee
        fields = ["tekst", "persoon", "groep"]
        widgets = {
            "tekst": forms.Textarea(attrs={"rows": 2}),
            "groep": forms.TextInput(attrs={"list": "groepen", "autocomplete": "off"}),
        }
        help_texts = {"groep": _("Een woord dat kaarten bij elkaar legt.")}

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["persoon"].queryset = (
            Persoon.objects.for_traject(traject).filter(gewist_op=None).order_by("sorteernaam", "pk")
        )
        self.fields["persoon"].empty_label = _("niemand in het bijzonder")
        if self.instance.pk:
            self.initial["versie"] = self.instance.versie

    def _post_clean(self) -> None:
        """Leaves the card as it is: the service writes."""

    @property
    def waarden(self) -> dict[str, Any]:
        """As the service wants them."""
        return {v: self.cleaned_data[v] for v in self.Meta.fields}
