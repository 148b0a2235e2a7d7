"""What the forms of this room share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leefsturing.lib.bestanden import lees_afbeelding


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
