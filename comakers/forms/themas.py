from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comakers.enums import UitspraakSoort
from comakers.forms.basis import DuidForm, SchoonForm
from comakers.models import Thema, Uitspraak
from comakers.selectors.themas import STANDEN, Zeef
from pijlers.models import Pijler
from trajecten.models import Categorie


class ThemaForm(SchoonForm):
    """A thema, in words close to those of people (M32)."""

    naam = forms.CharField(label=_("thema"), max_length=80, help_text=_("Kort, dicht bij wat mensen zelf zeggen."))
    omschrijving = forms.CharField(
        label=_("omschrijving"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ThemaWijzigForm(ThemaForm):
    """The same with its version number."""

    versie = forms.IntegerField(widget=forms.HiddenInput)


class SamenvoegForm(forms.Form):
    """Which other thema this one goes up in."""

    met = forms.ModelChoiceField(label=_("Gaat op in"), queryset=Thema.objects.none(), empty_label=_("kies een thema"))

    def __init__(self, *args: Any, thema: Thema, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Thema.objects.for_traject(thema.traject_id).filter(opgegaan_in=None).exclude(pk=thema.pk)
        self.fields["met"].queryset = rows.order_by("naam")


class ZeefForm(forms.Form):
    """The filters over statements; what is not a choice of this traject filters nothing."""

    q = forms.CharField(required=False, max_length=200)
    thema = forms.ModelChoiceField(
        label=_("thema"), queryset=Thema.objects.none(), required=False, empty_label=_("alle thema's")
    )
    categorie = forms.ModelChoiceField(
        label=_("categorie"), queryset=Categorie.objects.none(), required=False, empty_label=_("alle categorieën")
    )
    pijler = forms.ModelChoiceField(
        label=_("pijler"), queryset=Pijler.objects.none(), required=False, empty_label=_("alle pijlers")
    )
    soort = forms.ChoiceField(
        label=_("soort"), required=False, choices=[("", _("alle soorten")), *UitspraakSoort.choices]
    )
    stand = forms.ChoiceField(
        label=_("welke"),
        required=False,
        choices=list(
            zip(
                STANDEN,
                (
                    _("alle bruikbare"),
                    _("nog niets mee gedaan"),
                    _("zonder thema"),
                    _("bewust niet gebruikt"),
                    _("mag niet gebruikt worden"),
                ),
                strict=True,
            )
        ),
    )

    def __init__(self, *args: Any, traject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thema"].queryset = Thema.objects.for_traject(traject).filter(opgegaan_in=None).order_by("naam")
        self.fields["categorie"].queryset = Categorie.objects.for_traject(traject).order_by("volgorde")
        self.fields["pijler"].queryset = Pijler.objects.for_traject(traject).levend()

    def zeef(self) -> Zeef:
        """The sieve; call after ``is_valid()``, whatever it said."""
        data = self.cleaned_data

        def nummer(naam: str) -> int | None:
            return data[naam].pk if data.get(naam) else None

        return Zeef(
            zoek=data.get("q", ""),
            thema=nummer("thema"),
            categorie=nummer("categorie"),
            pijler=nummer("pijler"),
            soort=data.get("soort", ""),
            stand=data.get("stand", ""),
        )


class BulkForm(forms.Form):
    """Some statements, and the thema to give them or take away; or a new one."""

    uitspraken = forms.ModelMultipleChoiceField(
        queryset=Uitspraak.objects.none(), error_messages={"required": _("Vink eerst een of meer uitspraken aan.")}
    )
    thema = forms.ModelChoiceField(
        label=_("thema"), queryset=Thema.objects.none(), required=False, empty_label=_("kies een thema")
    )
    nieuw_thema = forms.CharField(label=_("of een nieuw thema"), max_length=80, required=False)
    doe = forms.ChoiceField(choices=[("geef", _("geven")), ("weg", _("weghalen"))])

    def __init__(self, *args: Any, traject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uitspraken"].queryset = Uitspraak.objects.for_traject(traject)
        self.fields["thema"].queryset = Thema.objects.for_traject(traject).filter(opgegaan_in=None).order_by("naam")

    def clean(self) -> dict[str, Any]:
        """One thema: a known one, or a new name (only to give)."""
        data = super().clean() or self.cleaned_data
        if not data.get("thema") and not (data.get("nieuw_thema") and data.get("doe") == "geef"):
            self.add_error("thema", _("Kies een thema, of vul een nieuw thema in."))
        return data


class UitspraakForm(DuidForm):
    """One statement: its words, kind, thema's, pijlers, and a note that stays inside the kerngroep."""

    versie = forms.IntegerField(widget=forms.HiddenInput)
    tekst = forms.CharField(label=_("uitspraak"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    soort = forms.ChoiceField(label=_("soort"), choices=UitspraakSoort.choices)
    interne_notitie = forms.CharField(
        label=_("notitie voor de kerngroep"), max_length=500, required=False, help_text=_("De co-maker ziet dit niet.")
    )

    field_order = ["versie", "tekst", "soort", "themas", "nieuw_thema", "interne_notitie"]


class TerzijdeForm(SchoonForm):
    """Setting aside asks for a word of explanation."""

    reden = forms.CharField(
        label=_("waarom gebruiken we dit niet?"),
        max_length=500,
        help_text=_("De co-maker leest dit. Schrijf het zo dat je het ook zou zeggen."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
