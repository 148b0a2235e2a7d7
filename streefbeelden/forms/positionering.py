from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leefsturing.lib.formulieren import SchoneModelForm
from streefbeelden.models import Kracht, Ontwikkeling

JAAR = {"inputmode": "numeric", "min": 1900, "max": 2200}


class OntwikkelingForm(SchoneModelForm):
    """A development: what comes, on which scale, when, and what it means here."""

    class Meta:
        model = Ontwikkeling
        fields = ["titel", "schaal", "soort", "van_jaar", "tot_jaar", "werking", "betekenis", "bron", "duiding"]
        widgets = {
            "werking": forms.RadioSelect,
            "van_jaar": forms.NumberInput(attrs=JAAR),
            "tot_jaar": forms.NumberInput(attrs=JAAR),
            "betekenis": forms.Textarea(attrs={"rows": 3}),
            "duiding": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "titel": _("Kort, zodat het op de kaart past. Bijvoorbeeld: er komt een tramlijn."),
            "schaal": _("Hoe groot is het gebied waar dit speelt?"),
            "tot_jaar": _("Weet je het niet precies? Een schatting is goed genoeg."),
            "betekenis": _("Wat merkt iemand die hier woont of werkt ervan?"),
            "bron": _("Een gesprek, een plan, een cijfer. Zonder namen van mensen."),
            "duiding": _("Jullie eigen uitleg. Die hoeft niet op uitspraken te rusten."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["schaal"].choices = [("", _("kies een schaal")), *self.fields["schaal"].choices[1:]]
        for naam in ("van_jaar", "tot_jaar"):
            self.fields[naam].min_value, self.fields[naam].max_value = 1900, 2200

    def clean(self) -> dict[str, Any]:
        """Years that can be, in their order; said at the field."""
        data = super().clean()
        for naam in ("van_jaar", "tot_jaar"):
            if data.get(naam) is not None and not 1900 <= data[naam] <= 2200:
                self.add_error(naam, _("Vul een jaar in tussen 1900 en 2200."))
        van, tot = data.get("van_jaar"), data.get("tot_jaar")
        if van is not None and tot is not None and tot < van:
            self.add_error("tot_jaar", _("Dit jaar ligt voor het begin. Draai je ze om?"))
        return data

    def validate_constraints(self) -> None:
        """What it may not be says ``clean``, at the field."""


class KrachtForm(SchoneModelForm):
    """A strength of the wijk, and how one notices it."""

    class Meta:
        model = Kracht
        fields = ["titel", "toelichting", "duiding"]
        widgets = {"toelichting": forms.Textarea(attrs={"rows": 3}), "duiding": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "titel": _("Iets wat er al is en waar een plan op kan bouwen."),
            "toelichting": _("Waaraan zie of hoor je het? Een voorbeeld zegt meer dan een oordeel."),
            "duiding": _("Jullie eigen uitleg. Die hoeft niet op uitspraken te rusten."),
        }
