from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comakers.models import CoMaker
from kruispunten.enums import Middelsoort, ZoektBiedt
from kruispunten.models import Initiatief, Middel
from leefsturing.lib.formulieren import SchoneModelForm, datumveld
from leefsturing.lib.tekst import schoon
from trajecten.models import Partij, Traject

MAX_RIJEN = 12


class InitiatiefForm(SchoneModelForm):
    """Something that runs or comes, with its one owner, when and where, and how it was rewarded."""

    class Meta:
        model = Initiatief
        fields = ["naam", "omschrijving", "eigenaar_partij", "eigenaar_comaker", "van", "tot", "plaats",
                  "beloond_met", "duiding"]  # fmt: skip
        widgets = {
            "omschrijving": forms.Textarea(attrs={"rows": 3}),
            "van": datumveld(),
            "tot": datumveld(),
            "beloond_met": forms.Textarea(attrs={"rows": 2}),
            "duiding": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "eigenaar_comaker": _("Van één partij of van één co-maker. Wie het begon, blijft de eigenaar."),
            "tot": _("Leeg als het gewoon doorloopt."),
            "beloond_met": _("Wat deden jullie ervoor terug, zonder het over te nemen?"),
            "duiding": _("Jullie eigen uitleg, als die nodig is."),
        }

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        if self.instance.is_zelf_aangemeld:
            # Told by its owner: whose it is, is no question any more.
            del velden["eigenaar_partij"], velden["eigenaar_comaker"]
            return
        velden["eigenaar_partij"].queryset = Partij.objects.for_traject(traject).order_by("naam")
        velden["eigenaar_partij"].empty_label = _("geen partij")
        velden["eigenaar_comaker"].queryset = (
            CoMaker.objects.for_traject(traject)
            .filter(persoon__gewist_op=None)
            .select_related("persoon")
            .order_by("persoon__sorteernaam", "pk")
        )
        velden["eigenaar_comaker"].empty_label = _("geen co-maker")

    def clean(self) -> dict[str, Any]:
        """Exactly one owner, and a beginning before the end."""
        data = super().clean()
        if "eigenaar_partij" in self.fields:
            eigenaren = [bool(data.get("eigenaar_partij")), bool(data.get("eigenaar_comaker"))]
            if sum(eigenaren) != 1 and not {"eigenaar_partij", "eigenaar_comaker"} & set(self.errors):
                wat = _("Kies er één: een partij of een co-maker.") if all(eigenaren) else _("Van wie is het? Kies een "
                      "partij of een co-maker.")  # fmt: skip
                self.add_error("eigenaar_partij", wat)
        _check_periode(self, data)
        return data


class EigenInitiatiefForm(SchoneModelForm):
    """The same for its owner, on a phone: what, where, from when."""

    class Meta:
        model = Initiatief
        fields = ["naam", "omschrijving", "plaats", "van", "tot"]
        labels = {
            "naam": _("Wat is het?"),
            "omschrijving": _("Vertel er iets over"),
            "plaats": _("Waar?"),
            "van": _("Vanaf wanneer?"),
            "tot": _("Tot wanneer?"),
        }
        widgets = {"omschrijving": forms.Textarea(attrs={"rows": 3}), "van": datumveld(), "tot": datumveld()}
        help_texts = {"naam": _("Een korte naam is genoeg."), "tot": _("Leeg als het gewoon doorloopt.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            # To begin with, a few words are enough; the rest can be added to what stands there.
            del self.fields["omschrijving"], self.fields["tot"]

    def clean(self) -> dict[str, Any]:
        """A beginning before the end."""
        data = super().clean()
        _check_periode(self, data)
        return data


def _check_periode(form: forms.ModelForm, data: dict[str, Any]) -> None:
    if data.get("van") and data.get("tot") and data["tot"] < data["van"]:
        form.add_error("tot", _("Deze dag ligt voor het begin."))


class MiddelForm(forms.Form):
    """One thing sought or offered; an empty row is no row."""

    soort = forms.ChoiceField(label=_("wat voor iets"), choices=[("", _("kies")), *Middelsoort.choices], required=False)
    wat = forms.CharField(label=_("wat precies"), max_length=160, required=False)

    def clean(self) -> dict[str, Any]:
        """What and which kind go together."""
        data = super().clean() or self.cleaned_data
        data["wat"] = schoon(data.get("wat", "")).strip()
        if data["wat"] and not data.get("soort") and "soort" not in self.errors:
            self.add_error("soort", _("Wat voor iets is dit?"))
        if data.get("soort") and not data["wat"] and "wat" not in self.errors:
            self.add_error("wat", _("Schrijf erbij wat precies."))
        return data


_Rijen = forms.formset_factory(
    MiddelForm, extra=0, max_num=MAX_RIJEN, absolute_max=MAX_RIJEN, validate_max=True
)  # fmt: skip


class MiddelenForm:
    """What an initiatief seeks and offers: two lists of rows, each with a few empty ones. Works without script."""

    def __init__(self, data: Any = None, *, middelen: Iterable[Middel] = (), leeg: int = 2) -> None:
        self.lijsten: dict[str, Any] = {}
        for richting in ZoektBiedt:
            if data:
                # What was sent is all there is: a row that did not change is a row too.
                self.lijsten[richting] = _Rijen(data, prefix=richting.value)
                continue
            begin = [{"soort": m.soort, "wat": m.wat} for m in middelen if m.richting == richting]
            rijen = [*begin, *({} for _n in range(min(leeg, MAX_RIJEN - len(begin))))]
            self.lijsten[richting] = _Rijen(prefix=richting.value, initial=rijen)

    def __iter__(self) -> Any:
        """Seeks, then offers: the label and its rows."""
        return ((ZoektBiedt(richting), lijst) for richting, lijst in self.lijsten.items())

    def is_valid(self) -> bool:
        """Whether every row makes sense."""
        goed = [lijst.is_valid() for lijst in self.lijsten.values()]
        return all(goed)

    @property
    def fouten(self) -> bool:
        """Whether a row has something to mend."""
        return any(lijst.is_bound and not lijst.is_valid() for lijst in self.lijsten.values())

    @property
    def rijen(self) -> list[tuple[str, str, str]]:
        """The rows that say something: richting, soort, wat."""
        return [
            (richting, rij["soort"], rij["wat"])
            for richting, lijst in self.lijsten.items()
            for rij in (f.cleaned_data for f in lijst.forms)
            if rij.get("wat")
        ]


class FilterForm(forms.Form):
    """The filters of the list; anything wrong is simply ignored."""

    zoek = forms.CharField(label=_("zoeken"), max_length=80, required=False)
    richting = forms.ChoiceField(
        label=_("zoekt of biedt"), required=False, choices=[("", _("allebei")), *ZoektBiedt.choices]
    )
    soort = forms.ChoiceField(label=_("wat"), required=False, choices=[("", _("alles")), *Middelsoort.choices])
    van = forms.ChoiceField(
        label=_("van wie"),
        required=False,
        choices=[("", _("iedereen")), ("partij", _("een partij")), ("comaker", _("een co-maker"))],
    )

    @property
    def keuze(self) -> dict[str, str]:
        """What was chosen, without what cannot be."""
        self.is_valid()
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if waarde}
