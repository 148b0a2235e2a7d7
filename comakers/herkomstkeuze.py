"""The picker of uitspraken that every form of a product shows: chosen ones ticked, what a search finds below."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comakers.models import Uitspraak
from comakers.selectors.herkomst import zoek_uitspraken
from trajecten.models import Traject


class HerkomstForm(forms.Form):
    """The uitspraken under a product: only usable ones of this traject."""

    uitspraak = forms.ModelMultipleChoiceField(queryset=Uitspraak.objects.none(), required=False, label=_("uitspraken"))

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["uitspraak"]
        veld.queryset = (
            Uitspraak.objects.for_traject(traject)
            .bruikbaar()
            .select_related("comaker__persoon", "comaker__categorie", "gesprek")
        )


def gekozen(traject: Traject, data: Any) -> list[Uitspraak]:
    """The uitspraken named in an address or a form, without what may not be used or does not exist."""
    ids = [w for w in data.getlist("uitspraak")[:50] if w.isdecimal() and len(w) < 15]
    veld: Any = HerkomstForm(traject=traject).fields["uitspraak"]
    return list(veld.queryset.filter(pk__in=ids)) if ids else []


def keuze(
    request: HttpRequest, traject: Traject, gekozen: list[Uitspraak], al: set[int] | None = None
) -> dict[str, Any]:
    """What the picker shows; ``al`` are the numbers of uitspraken that lie under the product already."""
    zoek = request.GET.get("zoek", "")[:80]
    weg = {u.pk for u in gekozen} | (al or set())
    # Without a question only a few, as an example; none when something was chosen already.
    limiet = 20 if zoek.strip() else 0 if gekozen else 5
    gevonden = zoek_uitspraken(actor=request.user, traject=traject, zoek=zoek, limiet=limiet)
    return {"zoek": zoek, "gekozen": gekozen, "gevonden": [u for u in gevonden if u.pk not in weg]}
