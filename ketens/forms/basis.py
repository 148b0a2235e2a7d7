"""What the forms of this room share."""

from typing import Any

from django import forms
from django.utils.text import capfirst

from leefsturing.lib.tekst import schoon


class SchoonForm(forms.Form):
    """Labels as sentences begin; every text cleaned once: no control characters, one kind of line end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(field.label)

    def clean(self) -> dict[str, Any]:
        """The values, with clean texts."""
        data = super().clean() or self.cleaned_data
        self.cleaned_data = {k: schoon(v) if isinstance(v, str) else v for k, v in data.items()}
        return self.cleaned_data
