from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comakers.enums import Doel, GesprekStaat, KernSoort, UitspraakSoort
from comakers.forms.basis import ComakerKeuze, DuidForm, SchoonForm, comakers_van, kerngroep_van
from comakers.models import CoMaker, Gesprek, Kernpunt
from leefsturing.lib import klok
from leefsturing.lib.bestanden import lees_afbeelding
from toegang.models import Gebruiker

PUNTEN = 3


class GesprekForm(SchoonForm):
    """A gesprek to plan: with whom, who asks, when, where, and what one wants from it (M15, M22, M24)."""

    comaker = ComakerKeuze(
        label=_("co-maker"), queryset=CoMaker.objects.none(), required=False, empty_label=_("niemand: een bijeenkomst")
    )
    tweede = ComakerKeuze(
        label=_("tweede co-maker"), queryset=CoMaker.objects.none(), required=False, empty_label=_("geen")
    )
    titel = forms.CharField(
        label=_("titel, bij een bijeenkomst"),
        max_length=120,
        required=False,
        help_text=_("Alleen zonder co-maker nodig."),
    )
    doel = forms.ChoiceField(label=_("waarvoor"), choices=Doel.choices, initial=Doel.COMAKER)
    dag = forms.DateField(label=_("dag"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    tijd = forms.TimeField(label=_("tijd"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    plaats = forms.CharField(label=_("waar"), max_length=160, required=False)
    interviewers = forms.ModelMultipleChoiceField(
        label=_("wie voert het gesprek"), queryset=Gebruiker.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    voornemen = forms.CharField(
        label=_("wat willen we zelf bereiken"),
        max_length=4000,
        required=False,
        help_text=_("Een pijler toetsen, een bondgenoot vinden, een eerste stap zetten."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, traject: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comaker"].queryset = comakers_van(traject)
        self.fields["tweede"].queryset = comakers_van(traject)
        self.fields["interviewers"].queryset = kerngroep_van(traject)

    def clean(self) -> dict[str, Any]:
        """One or two different co-makers, or a title for a gathering."""
        data = super().clean()
        if (
            not data.get("comaker")
            and not data.get("tweede")
            and not data.get("titel")
            and "comaker" not in self.errors
        ):
            self.add_error("comaker", _("Kies een co-maker, of geef de bijeenkomst een titel."))
        if (dag := data.get("dag")) and not 2000 <= dag.year <= 2100:
            self.add_error("dag", _("Kijk het jaar nog eens na."))
        return data

    def velden(self) -> dict[str, Any]:
        """As the service wants them: day and time as one moment."""
        data = dict(self.cleaned_data)
        data.pop("versie", None)
        comakers = [c for c in dict.fromkeys([data.pop("comaker"), data.pop("tweede")]) if c]
        return data | {"comakers": comakers, "wanneer": klok.moment_op(data.pop("dag"), data.pop("tijd"))}


class GesprekWijzigForm(GesprekForm):
    """The same with its version number."""

    versie = forms.IntegerField(widget=forms.HiddenInput)


def gesprek_initial(gesprek: Gesprek) -> dict[str, Any]:
    """What the form shows of a gesprek."""
    lokaal = gesprek.wanneer.astimezone(klok.AMSTERDAM)
    mensen = [c.pk for c in gesprek.comakers.all()]
    return {
        "comaker": next(iter(mensen), None),
        "tweede": next(iter(mensen[1:]), None),
        "interviewers": [g.pk for g in gesprek.interviewers.all()],
        "dag": lokaal.date(),
        "tijd": time(lokaal.hour, lokaal.minute),
        **{n: getattr(gesprek, n) for n in ("titel", "doel", "plaats", "voornemen", "versie")},
    }


class AantekeningenForm(forms.Form):
    """The quiet page."""

    versie = forms.IntegerField(widget=forms.HiddenInput)
    aantekeningen = forms.CharField(
        label=_("aantekeningen"), required=False, max_length=100_000, strip=False, widget=forms.Textarea
    )


class FragmentForm(DuidForm):
    """A fragment of the notes becomes a statement: whose, what kind, which thema's, for or against which pijler."""

    tekst = forms.CharField(
        label=_("uitspraak"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kopieer of typ de woorden zoals ze gezegd zijn."),
    )  # fmt: skip
    begin = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    eind = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    comaker = ComakerKeuze(label=_("wie zei dit"), queryset=CoMaker.objects.none(), empty_label=_("kies wie dit zei"))
    soort = forms.ChoiceField(label=_("soort"), choices=UitspraakSoort.choices, initial=UitspraakSoort.IDEE)

    field_order = ["tekst", "begin", "eind", "comaker", "soort", "themas", "nieuw_thema"]

    def __init__(self, *args: Any, gesprek: Gesprek, **kwargs: Any) -> None:
        super().__init__(*args, traject=gesprek.traject, **kwargs)
        mensen = list(gesprek.comakers.all())
        field = self.fields["comaker"]
        # At a gathering anybody may have said it; in a gesprek only who sat at the table.
        rows = comakers_van(gesprek.traject)
        field.queryset = rows.filter(pk__in=[c.pk for c in mensen]) if mensen else rows
        if len(mensen) == 1:
            field.initial, field.empty_label = mensen[0].pk, None
            self.een_mens = mensen[0]


class KernvraagForm(SchoonForm):
    """Three points with a year, and what is then no longer seen (M23)."""

    versie = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, horizonjaar: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.horizonjaar = horizonjaar
        for nummer in range(1, PUNTEN + 1):
            self.fields[f"veranderd_{nummer}"] = self._punt(_("Punt %(n)s"), nummer)
            self.fields[f"veranderd_{nummer}_jaar"] = forms.IntegerField(
                label=_("In welk jaar"), required=False, min_value=2000, max_value=2200,
                widget=forms.NumberInput(attrs={"placeholder": str(horizonjaar), "inputmode": "numeric"}),
            )  # fmt: skip
        for nummer in range(1, PUNTEN + 1):
            self.fields[f"verdwenen_{nummer}"] = self._punt(_("Niet meer %(n)s"), nummer)

    @staticmethod
    def _punt(label: Any, nummer: int) -> forms.CharField:
        return forms.CharField(
            label=label % {"n": nummer}, max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
        )

    def veranderd(self) -> list[tuple[Any, Any]]:
        """(point, year) fields in order."""
        return [(self[f"veranderd_{n}"], self[f"veranderd_{n}_jaar"]) for n in range(1, PUNTEN + 1)]

    def verdwenen(self) -> list[Any]:
        """Fields in order."""
        return [self[f"verdwenen_{n}"] for n in range(1, PUNTEN + 1)]

    def punten(self) -> dict[tuple[str, int], tuple[str, int | None]]:
        """As the service wants them."""
        data = self.cleaned_data
        return {
            (soort.value, n): (data.get(f"{soort.value}_{n}", "").strip(), data.get(f"{soort.value}_{n}_jaar"))
            for soort in KernSoort
            for n in range(1, PUNTEN + 1)
        }


def kernvraag_initial(gesprek: Gesprek, punten: list[Kernpunt]) -> dict[str, Any]:
    """What the form shows."""
    values: dict[str, Any] = {"versie": gesprek.kernvraag_versie}
    for punt in punten:
        values[f"{punt.soort}_{punt.nummer}"] = punt.tekst
        if punt.soort == KernSoort.VERANDERD:
            values[f"{punt.soort}_{punt.nummer}_jaar"] = punt.jaar
    return values


class AfbeeldingForm(SchoonForm):
    """An image as answer; what is to be seen in it must be said, for who cannot see it."""

    bestand = forms.FileField(
        label=_("foto of tekening"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    beschrijving = forms.CharField(label=_("wat is er te zien"), max_length=200)

    def clean_bestand(self) -> Any:
        """A clean picture without metadata."""
        return lees_afbeelding(self.cleaned_data["bestand"])


class ToezeggingForm(SchoonForm):
    """A promise has an owner and a date (M37)."""

    tekst = forms.CharField(label=_("wat is beloofd"), max_length=300)
    eigenaar = forms.ModelChoiceField(label=_("wie doet het"), queryset=Gebruiker.objects.none(), empty_label=None)
    uiterlijk = forms.DateField(label=_("uiterlijk"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    comaker = ComakerKeuze(
        label=_("beloofd aan"), queryset=CoMaker.objects.none(), required=False, empty_label=_("iedereen aan tafel")
    )

    def __init__(self, *args: Any, gesprek: Gesprek, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["eigenaar"].queryset = kerngroep_van(gesprek.traject)
        mensen = list(gesprek.comakers.all())
        rows = comakers_van(gesprek.traject)
        self.fields["comaker"].queryset = rows.filter(pk__in=[c.pk for c in mensen]) if mensen else rows
        if len(mensen) == 1:
            self.fields["comaker"].initial = mensen[0].pk
            self.fields["comaker"].empty_label = None
            self.fields["comaker"].required = True


class GesprekStaatForm(forms.Form):
    """Held or not."""

    staat = forms.ChoiceField(choices=GesprekStaat.choices)
