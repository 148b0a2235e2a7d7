"""Choices limited to the traject: a number of another traject is no valid choice."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from comakers.enums import Houding
from comakers.models import CoMaker, Thema
from leefsturing.lib.tekst import schoon
from pijlers.models import Pijler
from toegang.enums import KERNGROEP
from toegang.models import Gebruiker


def kerngroep_van(traject: Any) -> QuerySet[Gebruiker]:
    """The accounts of the kerngroep, by name."""
    return Gebruiker.objects.filter(
        deelnames__traject=traject, deelnames__rol__in=KERNGROEP, is_active=True
    ).order_by("naam")  # fmt: skip


class ComakerKeuze(forms.ModelChoiceField):
    """One co-maker of the traject, by name and category."""

    def label_from_instance(self, obj: CoMaker) -> str:
        """As people know them."""
        return f"{obj.persoon.volledige_naam} ({obj.categorie.enkelvoud})"


def comakers_van(traject: Any) -> QuerySet[CoMaker]:
    """All co-makers to choose from, by name."""
    rows = CoMaker.objects.for_traject(traject).select_related("persoon", "categorie")
    return rows.order_by("persoon__sorteernaam", "id")


class SchoonForm(forms.Form):
    """Labels as sentences begin; every text cleaned once: no control characters, one kind of line end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label)

    def clean(self) -> dict[str, Any]:
        """The values, with clean texts."""
        data = super().clean() or self.cleaned_data
        data = {k: schoon(v) if isinstance(v, str) else v for k, v in data.items()}
        for naam, field in self.fields.items():
            if field.required and naam in data and isinstance(data[naam], str) and not data[naam].strip():
                self.add_error(naam, field.error_messages["required"])
        return data


class DuidForm(SchoonForm):
    """The part of a form that gives a statement its thema's and says for or against which pijler it speaks."""

    themas = forms.ModelMultipleChoiceField(
        label=_("thema's"), queryset=Thema.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    nieuw_thema = forms.CharField(label=_("nieuw thema"), max_length=80, required=False)

    def __init__(self, *args: Any, traject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.traject = traject
        self.fields["themas"].queryset = Thema.objects.for_traject(traject).filter(opgegaan_in=None).order_by("naam")
        self.pijlers = list(Pijler.objects.for_traject(traject).levend())
        for pijler in self.pijlers:
            self.fields[f"pijler_{pijler.pk}"] = forms.ChoiceField(
                label=pijler.titel, choices=[("", _("zegt er niets over")), *Houding.choices], required=False
            )

    def pijlervelden(self) -> list[Any]:
        """The bound fields of the pijlers."""
        return [self[f"pijler_{p.pk}"] for p in self.pijlers]

    def houdingen(self) -> dict[int, str]:
        """Pijler id -> voor, tegen or empty."""
        return {p.pk: self.cleaned_data.get(f"pijler_{p.pk}", "") for p in self.pijlers}
