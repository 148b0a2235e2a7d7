"""What the forms of this room share."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from leefsturing.lib.bestanden import lees_afbeelding
from leefsturing.lib.tekst import schoon


class SchoonForm(forms.Form):
    """Labels as sentences begin; every text cleaned once, and what must be there must say something."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label)

    def clean(self) -> dict[str, Any]:
        """The values, with clean texts."""
        data = super().clean() or self.cleaned_data
        data = {k: schoon(v) if isinstance(v, str) else v for k, v in data.items()}
        for naam, field in self.fields.items():
            if field.required and isinstance(data.get(naam), str) and not data[naam].strip():
                self.add_error(naam, field.error_messages["required"])
        self.cleaned_data = {k: v for k, v in data.items() if k not in self.errors}
        return self.cleaned_data


class SchoonModelForm(SchoonForm, forms.ModelForm):
    """The same, for what belongs to one model."""


def foto_veld(*, required: bool = False) -> forms.FileField:
    """A picture to bring along."""
    return forms.FileField(
        label=_("foto of tekening"),
        required=required,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("Een beeld is ook een antwoord. Een jpg, png of webp van hooguit 15 MB."),
    )


class BeeldMixin(forms.Form):
    """A picture, made anew without metadata, with words for who cannot see it (M53)."""

    def clean_beeld(self) -> Any:
        """A clean picture."""
        upload = self.cleaned_data["beeld"]
        return lees_afbeelding(upload) if upload else None
