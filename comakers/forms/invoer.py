from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from comakers.invoer.lezen import MAX_BYTES
from comakers.invoer.velden import VELDEN, raad
from comakers.models import Invoer
from trajecten.enums import Zijde
from trajecten.models import Categorie

_NAAMVELDEN = {"voornaam", "achternaam", "volledige_naam"}


class UploadForm(forms.Form):
    """A file with co-makers."""

    bestand = forms.FileField(
        label=_("Bestand"),
        help_text=_(
            "Een xlsx-, ods- of csv-bestand van hooguit 5 MB en 20.000 rijen. Boven elke kolom staat wat erin zit."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
        error_messages={"required": _("Kies een bestand."), "empty": _("Dit bestand is leeg.")},
    )

    def clean_bestand(self) -> Any:
        """Not larger than we read."""
        bestand = self.cleaned_data["bestand"]
        if bestand.size > MAX_BYTES:
            raise forms.ValidationError(_t("Dit bestand is groter dan 5 MB. Bewaar alleen het blad met de mensen."))
        return bestand


class KolommenForm(forms.Form):
    """Which column of a file is what; guessed by the headings, for a person to look at."""

    categorie = forms.ModelChoiceField(
        label=_("Categorie voor wie er geen heeft"),
        queryset=Categorie.objects.none(),
        required=False,
        empty_label=_("geen: zo'n rij klopt niet"),
    )
    nieuwe_partijen = forms.BooleanField(label=_("Voeg organisaties toe die we nog niet kennen"), required=False)
    zijde = forms.ChoiceField(
        label=_("Zijde van de driehoek voor nieuwe organisaties"), choices=Zijde.choices, initial=Zijde.GEBRUIKERS
    )

    def __init__(self, *args: Any, invoer: Invoer, **kwargs: Any) -> None:
        gekozen = {plaats: naam for naam, plaats in (invoer.kolommen or raad(list(invoer.koppen))).items()}
        begin = {f"kolom_{plaats}": naam for plaats, naam in gekozen.items()}
        begin |= {"categorie": invoer.categorie_id, "nieuwe_partijen": invoer.nieuwe_partijen, "zijde": invoer.zijde}
        kwargs["initial"] = begin | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.invoer = invoer
        self.fields["categorie"].queryset = Categorie.objects.for_traject(invoer.traject_id).order_by("volgorde")
        keuzes = [("", _t("gebruik ik niet")), *((veld.naam, veld.kop) for veld in VELDEN)]
        breedte = max([len(invoer.koppen), *(len(rij) for rij in invoer.proefrijen)], default=0)
        for plaats in range(breedte):
            kop = self._kop(plaats)
            self.fields[f"kolom_{plaats}"] = forms.ChoiceField(label=kop, choices=keuzes, required=False)

    def _kop(self, plaats: int) -> str:
        koppen = list(self.invoer.koppen)
        return (koppen[plaats] if plaats < len(koppen) else "") or _t("kolom %(n)s, zonder kop") % {"n": plaats + 1}

    def kolomvelden(self) -> list[tuple[Any, list[str]]]:
        """Each column with what stands in its first rows."""
        return [
            (self[naam], [rij[plaats] for rij in self.invoer.proefrijen if plaats < len(rij) and rij[plaats]])
            for plaats, naam in enumerate(n for n in self.fields if n.startswith("kolom_"))
        ]

    def clean(self) -> dict[str, Any]:
        """Each thing once, a name, and a categorie from somewhere."""
        data = super().clean() or self.cleaned_data
        kolommen: dict[str, int] = {}
        for naam in [n for n in self.fields if n.startswith("kolom_")]:
            if not (veld := data.get(naam)):
                continue
            if veld in kolommen:
                eerder = self._kop(kolommen[veld])
                self.add_error(naam, _t("Dit koos je ook al bij “%(kop)s”.") % {"kop": eerder})
            kolommen.setdefault(veld, int(naam.removeprefix("kolom_")))
        if not _NAAMVELDEN & set(kolommen):
            self.add_error(None, _t("Zeg in welke kolom de naam staat."))
        if "volledige_naam" in kolommen and {"voornaam", "achternaam"} & set(kolommen):
            self.add_error(
                f"kolom_{kolommen['volledige_naam']}",
                _t("Kies de hele naam, of de voornaam en achternaam apart; niet allebei."),
            )
        if "categorie" not in kolommen and not data.get("categorie"):
            self.add_error("categorie", _t("Kies een categorie, want er is geen kolom voor."))
        data["kolommen"] = kolommen
        return data


class OpnemenForm(forms.Form):
    """Which differences of people who are there already are taken over."""

    alles = forms.BooleanField(required=False)
    rij = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, invoer: Invoer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rijen = invoer.rijen.filter(verschilt=True).values_list("pk", flat=True)
        self.fields["rij"].choices = [(pk, pk) for pk in rijen]
