"""What forms of every app share: cleaned text, the browser's date picker, a PDF field."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from leefsturing.lib.bestanden import lees_pdf
from leefsturing.lib.tekst import schoon


class SchoneForm(forms.Form):
    """Takes control and direction-override characters out of all that people type; labels begin as sentences do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label)

    def clean(self) -> dict[str, Any]:
        """All text cleaned; a required text of nothing but such characters is an error."""
        super().clean()
        for naam, waarde in list(self.cleaned_data.items()):
            if isinstance(waarde, str):
                self.cleaned_data[naam] = schoon(waarde).strip()
                if self.fields[naam].required and not self.cleaned_data[naam]:
                    self.add_error(naam, self.fields[naam].error_messages["required"])
        return self.cleaned_data


class SchoneModelForm(SchoneForm, forms.ModelForm):
    """The same, for what belongs to one model."""


def datumveld() -> forms.DateInput:
    """A date as the browser's own picker wants it."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PdfField(forms.FileField):
    """A PDF by its content, whatever its name says; gives a file that may be stored."""

    widget = forms.FileInput(attrs={"accept": "application/pdf"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"help_text": _("Een pdf van hooguit 15 MB.")} | kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Raises ValidationError for what is no PDF."""
        upload = super().clean(data, initial)
        return lees_pdf(upload) if upload else None
