from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comakers.enums import Toestemming
from comakers.services.wissen import BEWAREN, WISSEN
from leefsturing.lib.tekst import schoon
from trajecten.models import Persoon


class LinkOpnieuwForm(forms.Form):
    """Where to send the link again."""

    email = forms.EmailField(
        label=_("Je e-mailadres"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )


class OpmerkingForm(forms.Form):
    """A remark on one paragraph, or the paragraph as it should read."""

    nummer = forms.IntegerField(widget=forms.HiddenInput)
    alinea = forms.CharField(max_length=20, widget=forms.HiddenInput)
    tekst = forms.CharField(
        label=_("Wat wil je hierover zeggen?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    voorstel = forms.CharField(
        label=_("Of verbeter de tekst zelf"),
        max_length=8000,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AkkoordForm(forms.Form):
    """A deliberate choice and a typed name, for the version on screen."""

    nummer = forms.IntegerField(widget=forms.HiddenInput)
    gelezen = forms.BooleanField(
        label=_("Ik heb het verslag gelezen. Het klopt."),
        error_messages={"required": _("Vink dit aan als het verslag klopt.")},
    )
    naam = forms.CharField(
        label=_("Typ je naam"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Typ hier je naam.")},
    )

    def __init__(self, *args: Any, persoon: Persoon, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if persoon.voornaam or persoon.achternaam:
            wie = gettext("We kennen je als %(naam)s. Je voornaam is genoeg.") % {"naam": persoon.volledige_naam}
            self.fields["naam"].help_text = wie


class ToestemmingForm(forms.Form):
    """The choice about one statement, or about all."""

    toestemming = forms.ChoiceField(choices=Toestemming.choices)


class GegevensForm(forms.ModelForm):
    """Name, address, phone, and how often a mail may come; a changed address is typed twice."""

    versie = forms.IntegerField(widget=forms.HiddenInput)
    email_nogmaals = forms.EmailField(
        label=_("Nieuw e-mailadres nog een keer"),
        required=False,
        help_text=_("Alleen als je je e-mailadres verandert."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )

    class Meta:
        model = Persoon
        fields = ("voornaam", "tussenvoegsel", "achternaam", "telefoon", "email", "mail_ritme")
        widgets = {
            "voornaam": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "achternaam": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "telefoon": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
            "mail_ritme": forms.RadioSelect,
        }
        help_texts = {"email": _("Naar dit adres sturen we je link. Zonder adres bellen we je.")}

    field_order = ("versie", "voornaam", "tussenvoegsel", "achternaam", "telefoon", "email", "email_nogmaals")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._was = (self.instance.email or "").lower()

    def clean(self) -> dict[str, Any]:
        """A name is one line and needed; a new address must be typed twice the same."""
        data = super().clean() or {}
        for naam in ("voornaam", "tussenvoegsel", "achternaam", "telefoon"):
            data[naam] = " ".join(schoon(data.get(naam) or "").split())
        if not (data.get("voornaam") or data.get("achternaam")):
            self.add_error("voornaam", _("Vul een naam in. Stoppen kan ook, onderaan deze pagina."))
        nieuw = (data.get("email") or "").lower()
        if nieuw and nieuw != self._was and (data.get("email_nogmaals") or "").lower() != nieuw:
            self.add_error("email_nogmaals", _("Typ het nieuwe e-mailadres hier nog een keer, precies zo."))
        return data

    def validate_unique(self) -> None:
        """Whether the address is somebody else's says the service, in words that do not tell who."""

    def validate_constraints(self) -> None:
        """As with ``validate_unique``."""

    def _post_clean(self) -> None:
        """Leaves the persoon as it is: the service writes."""


class StoppenForm(forms.Form):
    """What happens with what I said, and that I am sure."""

    uitspraken = forms.ChoiceField(
        label=_("Wat doen we met wat je zei?"),
        choices=[
            (BEWAREN, _("Gebruik het gerust, zonder mijn naam")),
            (WISSEN, _("Wis ook mijn woorden")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een van de twee.")},
    )
    zeker = forms.BooleanField(
        label=_("Ik weet het zeker. Dit kan niet terug."),
        error_messages={"required": _("Vink dit aan als je het zeker weet.")},
    )


class WissenForm(StoppenForm):
    """The same, filled in by the kerngroep for who asked it by phone or at the door."""

    uitspraken = forms.ChoiceField(
        label=_("Wat wil deze persoon met de eigen uitspraken?"),
        choices=[(BEWAREN, _("Die mogen blijven, zonder naam")), (WISSEN, _("Die gaan ook weg"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een van de twee.")},
    )
    zeker = forms.BooleanField(
        label=_("Deze persoon heeft hierom gevraagd. Ik weet dat het niet terug kan."),
        error_messages={"required": _("Vink dit aan als de persoon erom vroeg.")},
    )
