from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comakers.models import Uitspraak
from ketens.enums import ProjectSoort, ProjectStaat, Stand
from ketens.models import Mijlpaal, Project, Voortgang
from kruispunten.models import Initiatief, Kruispunt
from leefsturing.lib.formulieren import SchoneForm
from leefsturing.lib.tekst import schoon
from pijlers.models import Effect, Pijler
from streefbeelden.models import Stap
from trajecten.enums import Zijde
from trajecten.models import Persoon, Traject


class ProjectForm(forms.ModelForm):
    """A project: small, so that it is there before the enthusiasm is gone."""

    nieuwe_voornaam = forms.CharField(label=_("of iemand nieuw: voornaam"), max_length=60, required=False)
    nieuw_tussenvoegsel = forms.CharField(label=_("tussenvoegsel"), max_length=20, required=False)
    nieuwe_achternaam = forms.CharField(label=_("achternaam"), max_length=80, required=False)
    begint_nu = forms.BooleanField(
        label=_("het begint vandaag"),
        required=False,
        help_text=_("Doen begint terwijl het denken doorgaat. Een wens mag dezelfde dag nog een actie worden."),
    )

    class Meta:
        model = Project
        fields = ["naam", "soort", "beoogd_resultaat", "trekker", "trekker_zijde", "trekker_genoemd", "pijler",
                  "effect", "stap", "kruispunt", "initiatief", "omschrijving", "duiding"]  # fmt: skip
        widgets = {
            "omschrijving": forms.Textarea(attrs={"rows": 3}),
            "duiding": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "beoogd_resultaat": _("Iets dat je over een paar maanden kunt aanwijzen."),
            "trekker": _("Wie wil dit graag? Liefst iemand van buiten de gemeente."),
            "trekker_genoemd": _("Vraag het eerst. Anders staat er alleen van welke kant de trekker komt."),
            "trekker_zijde": _("Trekt de overheid het zelf? Dat mag. Spreek dan meteen af wie het straks overneemt."),
            "effect": _("Aan welk doel op lange termijn draagt dit bij?"),
            "stap": _("Welke stap op weg naar het streefbeeld voert dit uit?"),
            "kruispunt": _("Bij welke vraag hoort dit?"),
            "initiatief": _("Bouwt dit voort op iets wat al loopt? De eigenaar blijft eigenaar."),
            "duiding": _("Jullie eigen uitleg. Een project hoeft niet op uitspraken te rusten."),
        }

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        personen = Persoon.objects.for_traject(traject).filter(gewist_op=None).select_related("partij")
        self.fields["trekker"].queryset = personen.order_by("sorteernaam", "pk")
        self.fields["trekker"].empty_label = _("nog niemand, of iemand nieuw")
        self.fields["pijler"].queryset = Pijler.objects.for_traject(traject).levend()
        self.fields["pijler"].empty_label = _("geen")
        self.fields["effect"].queryset = Effect.objects.for_traject(traject).order_by("pijler__plaats", "pk")
        self.fields["effect"].empty_label = _("geen")
        self.fields["stap"].queryset = Stap.objects.for_traject(traject).levend().order_by("jaar", "pk")
        self.fields["kruispunt"].queryset = Kruispunt.objects.for_traject(traject).levend().order_by("titel", "pk")
        self.fields["initiatief"].queryset = Initiatief.objects.for_traject(traject).levend().order_by("naam", "pk")
        for naam in ("stap", "kruispunt", "initiatief"):
            self.fields[naam].empty_label = _("geen")
        self.fields["trekker_zijde"].choices = [
            ("", _("weten we nog niet")),
            *((z.value, z.label) for z in (Zijde.GEBRUIKERS, Zijde.INVESTEERDERS, Zijde.OVERHEID)),
        ]
        if self.instance.pk:
            del self.fields["begint_nu"]

    def stel_trekker_voor(self, namen: list[str]) -> None:
        """Whoever came up with it may want to pull it: seldom somebody of the gemeente (M72)."""
        if namen:
            self.fields["trekker"].help_text = _("Misschien wil %(namen)s het zelf trekken? Vraag het.") % {
                "namen": " / ".join(dict.fromkeys(namen))
            }

    def clean(self) -> dict[str, Any]:
        """Text without control characters; a trekker is chosen or new, not both; an effect belongs to its pijler."""
        data = super().clean() or self.cleaned_data
        for naam, waarde in data.items():
            if isinstance(waarde, str):
                data[naam] = schoon(waarde)
        if data.get("trekker") and (data.get("nieuwe_voornaam") or data.get("nieuwe_achternaam")):
            self.add_error("trekker", _("Kies iemand uit de lijst, of vul een nieuwe naam in. Niet allebei."))
        effect, pijler = data.get("effect"), data.get("pijler")
        if effect and pijler and effect.pijler_id != pijler.pk:
            self.add_error("effect", _("Dit effect hoort bij een andere pijler."))
        if effect and not pijler:
            data["pijler"] = effect.pijler
        return data


class KoppelForm(forms.Form):
    """One uitspraak, laid under a project that is there already."""

    project = forms.ModelChoiceField(
        queryset=Project.objects.none(), label=_("project"), empty_label=_("kies een project")
    )
    uitspraak = forms.ModelMultipleChoiceField(
        queryset=Uitspraak.objects.none(), label=_("uitspraak"), widget=forms.MultipleHiddenInput
    )

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.for_traject(traject).levend().order_by("-created_at", "-pk")
        self.fields["uitspraak"].queryset = Uitspraak.objects.for_traject(traject).bruikbaar()


class StaatForm(forms.Form):
    """The next state of a project, and why it stops."""

    staat = forms.ChoiceField(label=_("hoever is het"), choices=ProjectStaat.choices)
    reden = forms.CharField(label=_("waarom gestopt"), max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        """Stopping asks a reason."""
        data = super().clean() or {}
        if data.get("staat") == ProjectStaat.GESTOPT and not data.get("reden", "").strip():
            self.add_error("reden", _("Schrijf op waarom het project stopt. Wie het idee gaf, leest deze uitleg."))
        data["reden"] = schoon(data.get("reden", ""))
        return data


class VoortgangForm(forms.ModelForm):
    """How it goes: a tap, a line, or both."""

    class Meta:
        model = Voortgang
        fields = ["stand", "tekst"]
        widgets = {"stand": forms.RadioSelect, "tekst": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stand"].choices = Stand.choices

    def clean(self) -> dict[str, Any]:
        """Something must be said; without control characters."""
        data = super().clean() or self.cleaned_data
        data["tekst"] = schoon(data.get("tekst", "")).strip()
        if not (data["tekst"] or data.get("stand")) and not self.errors:
            self.add_error("tekst", _("Kies hoe het gaat, of schrijf er iets over."))
        return data

    def validate_constraints(self) -> None:
        """What it may not be says ``clean``, at the field."""


class MijlpaalForm(forms.ModelForm):
    """Something that should be there by a day."""

    class Meta:
        model = Mijlpaal
        fields = ["wat", "uiterlijk"]
        widgets = {"uiterlijk": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean_wat(self) -> str:
        """Without control characters."""
        return schoon(self.cleaned_data["wat"])


class GehaaldForm(forms.Form):
    """When a milestone was reached; today when nothing is filled in. ``terug`` opens it again."""

    gehaald_op = forms.DateField(label=_("gehaald op"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    terug = forms.BooleanField(required=False)


class MensForm(SchoneForm):
    """Somebody new, by name; the address is not needed."""

    voornaam = forms.CharField(label=_("voornaam"), max_length=60, required=False)
    tussenvoegsel = forms.CharField(label=_("tussenvoegsel"), max_length=20, required=False)
    achternaam = forms.CharField(label=_("achternaam"), max_length=80, required=False)
    email = forms.EmailField(label=_("e-mailadres"), required=False)

    @property
    def naam(self) -> dict[str, str]:
        """The parts of the name and the address, each on one line."""
        velden = ("voornaam", "tussenvoegsel", "achternaam", "email")
        return {veld: " ".join(self.cleaned_data.get(veld, "").split()) for veld in velden}

    @property
    def heeft_naam(self) -> bool:
        """Whether somebody new was named."""
        return self.is_bound and bool(self.naam["voornaam"] or self.naam["achternaam"])


class MeedoenerForm(MensForm):
    """One of the first people of a project: known already, or new by name (M72)."""

    persoon = forms.ModelChoiceField(
        label=_("wie doet er mee"), queryset=Persoon.objects.none(), required=False, empty_label=_("iemand nieuw")
    )
    rol = forms.CharField(label=_("wat doet die"), max_length=120, required=False)
    field_order = ("persoon", "voornaam", "tussenvoegsel", "achternaam", "email", "rol")

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        personen = Persoon.objects.for_traject(traject).filter(gewist_op=None)
        self.fields["persoon"].queryset = personen.order_by("sorteernaam", "pk")

    def clean(self) -> dict[str, Any]:
        """Somebody is chosen or named, not both."""
        data = super().clean()
        if data.get("persoon") and self.heeft_naam:
            self.add_error("persoon", _("Kies iemand uit de lijst, of vul een nieuwe naam in. Niet allebei."))
        if not data.get("persoon") and not self.heeft_naam:
            self.add_error("persoon", _("Kies iemand uit de lijst, of vul een naam in."))
        return data


class FilterForm(forms.Form):
    """The filters of the list; anything wrong is simply ignored."""

    zoek = forms.CharField(label=_("zoeken"), max_length=80, required=False)
    staat = forms.ChoiceField(label=_("hoever"), required=False, choices=[("", _("alles")), *ProjectStaat.choices])
    soort = forms.ChoiceField(
        label=_("soort"), required=False, choices=[("", _("alle soorten")), *ProjectSoort.choices]
    )
    zijde = forms.ChoiceField(
        label=_("trekker"),
        required=False,
        choices=[("", _("van elke kant")), *Zijde.choices, ("niemand", _("nog niemand"))],
    )
    pijler = forms.ChoiceField(label=_("pijler"), required=False)

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pijlers = Pijler.objects.for_traject(traject).levend()
        self.fields["pijler"].choices = [("", _("elke pijler")), *((str(p.pk), p.titel) for p in pijlers)]

    @property
    def keuze(self) -> dict[str, str]:
        """What was chosen, without what cannot be."""
        self.is_valid()
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if waarde}
