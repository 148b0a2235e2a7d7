"""Input about who takes part."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leefsturing.lib.formulieren import SchoneForm
from toegang.enums import ROL_UITLEG, TRAJECTROLLEN, Rol

ROLLEN = [rol for rol in Rol if rol in TRAJECTROLLEN]


class UitnodigForm(SchoneForm):
    """Somebody to take part, by e-mail address."""

    email = forms.EmailField(label=_("e-mailadres"), max_length=254)
    naam = forms.CharField(
        label=_("naam"),
        max_length=120,
        required=False,
        help_text=_("Alleen nodig als deze persoon nog geen account heeft."),
    )
    rol = forms.ChoiceField(label=_("rol"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rol"].choices = [(rol.value, f"{rol.label}: {ROL_UITLEG[rol]}") for rol in ROLLEN]


class RolForm(forms.Form):
    """Another role."""

    rol = forms.ChoiceField(label=_("rol"), choices=[(rol.value, rol.label) for rol in ROLLEN])
