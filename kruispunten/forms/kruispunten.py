from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kruispunten.enums import KruispuntStaat
from kruispunten.models import Combinatie, Initiatief, Kans, Kruispunt, Vraagstuk
from leefsturing.lib.formulieren import SchoneModelForm, datumveld
from leefsturing.lib.tekst import schoon
from pijlers.models import Effect, Pijler
from trajecten.models import Partij, Traject

KENMERKEN = ("dichter_bij_doelen", "opent_iets_nieuws", "kost_weinig")


class KruispuntForm(SchoneModelForm):
    """A kruispunt: one question, and who and what comes together in it."""

    class Meta:
        model = Kruispunt
        fields = ["vraag", "titel", "kern", "pijlers", "effecten", "partijen", "initiatieven", "vraagstuk", "duiding"]
        widgets = {
            "vraag": forms.Textarea(attrs={"rows": 2}),
            "kern": forms.Textarea(attrs={"rows": 3}),
            "duiding": forms.Textarea(attrs={"rows": 3}),
            **dict.fromkeys(("pijlers", "effecten", "partijen", "initiatieven"), forms.CheckboxSelectMultiple),
        }
        help_texts = {
            "vraag": _("Eén vraag. Staat er “en hoe” in? Dan zijn het er misschien twee."),
            "titel": _("Een korte naam, om er samen over te praten."),
            "effecten": _("Wat moet er op lange termijn door veranderen? Dit blijft staan, wat er ook uit komt."),
            "partijen": _("Wie kan hier iets mee? Een kruispunt is van twee of meer."),
            "initiatieven": _("Wat loopt er al dat hier samenkomt?"),
            "vraagstuk": _("Als de vraag uit de boom met vraagstukken komt."),
            "duiding": _("Jullie eigen uitleg. Een kruispunt hoeft niet op uitspraken te rusten."),
        }

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        velden["pijlers"].queryset = Pijler.objects.for_traject(traject).levend()
        velden["effecten"].queryset = (
            Effect.objects.for_traject(traject).select_related("pijler").order_by("pijler__plaats", "pk")
        )
        velden["partijen"].queryset = Partij.objects.for_traject(traject).order_by("naam")
        velden["initiatieven"].queryset = _levend_of_gekozen(
            Initiatief.objects.for_traject(traject), self.instance, "initiatieven"
        )
        velden["vraagstuk"].queryset = Vraagstuk.objects.for_traject(traject).filter(
            Q(gearchiveerd_op=None) | Q(pk=self.instance.vraagstuk_id)
        ).order_by("created_at", "pk")  # fmt: skip
        velden["vraagstuk"].empty_label = _("geen")


def _levend_of_gekozen(qs: QuerySet[Any], rij: Any, veld: str) -> QuerySet[Any]:
    """What can be chosen: everything in sight, and what was chosen already."""
    gekozen = getattr(rij, veld).values("pk") if rij.pk else []
    return qs.filter(Q(gearchiveerd_op=None) | Q(pk__in=gekozen)).order_by("naam", "pk")


class StaatForm(forms.Form):
    """Where a kruispunt is."""

    staat = forms.ChoiceField(label=_("hoever is het"), choices=KruispuntStaat.choices)


class CombinatieForm(SchoneModelForm):
    """Two or more together: who, in what, and the three marks with a reason each (M62)."""

    class Meta:
        model = Combinatie
        fields = ["naam", "soort", "partijen", "initiatieven", *KENMERKEN, "venster_van", "venster_tot"]
        widgets = {
            "venster_van": datumveld(),
            "venster_tot": datumveld(),
            "soort": forms.RadioSelect,
            "partijen": forms.CheckboxSelectMultiple,
            "initiatieven": forms.CheckboxSelectMultiple,
            **{veld: forms.Textarea(attrs={"rows": 3}) for veld in KENMERKEN},
        }
        help_texts = {
            "naam": _("Kort: wie of wat komt er samen?"),
            "dichter_bij_doelen": _("Noem van iedereen het eigen doel. Zie wat zij daar zelf over zeggen."),
            "opent_iets_nieuws": _("Wat kan straks wel, dat apart niet kon?"),
            "kost_weinig": _("Wat is er al, en wat moet er nog bij?"),
            "venster_tot": _("Een kans gaat voorbij. Tot wanneer kan dit? Leeg mag."),
        }

    def __init__(self, *args: Any, kruispunt: Kruispunt, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        velden["soort"].choices = Combinatie._meta.get_field("soort").choices
        zelf = self.instance.pk
        van_eigenaar = Partij.objects.filter(initiatieven__in=kruispunt.initiatieven.all()).values("pk")
        hier = Q(kruispunten=kruispunt) | Q(pk__in=van_eigenaar)
        velden["partijen"].queryset = (
            Partij.objects.for_traject(kruispunt.traject_id)
            .filter(hier | Q(combinaties=zelf) if zelf else hier)
            .distinct()
            .order_by("naam")
        )
        hier = Q(kruispunten=kruispunt, gearchiveerd_op=None)
        velden["initiatieven"].queryset = (
            Initiatief.objects.for_traject(kruispunt.traject_id)
            .filter(hier | Q(combinaties=zelf) if zelf else hier)
            .distinct()
            .order_by("naam", "pk")
        )

    def clean(self) -> dict[str, Any]:
        """Of two or more, and a window that opens before it closes."""
        data = super().clean()
        eigenaren = {f"partij:{p.pk}" for p in data.get("partijen") or []}
        for initiatief in data.get("initiatieven") or []:
            eigenaren.add(
                f"partij:{initiatief.eigenaar_partij_id}"
                if initiatief.eigenaar_partij_id
                else f"comaker:{initiatief.eigenaar_comaker_id}"
            )
        if "partijen" in self.fields and len(eigenaren) < 2:
            self.add_error("partijen", _("Een combinatie is van twee of meer. Kies er nog een, hier of bij de "
                                         "initiatieven."))  # fmt: skip
        van, tot = data.get("venster_van"), data.get("venster_tot")
        if van and tot and tot < van:
            self.add_error("venster_tot", _("Deze dag ligt voor de eerste dag."))
        return data


class OppakForm(CombinatieForm):
    """Taking up a kans: the three marks, in a kruispunt that is there or in a new one."""

    kruispunt = forms.ModelChoiceField(
        queryset=Kruispunt.objects.none(),
        label=_("in welk kruispunt"),
        required=False,
        empty_label=_("een nieuw kruispunt"),
    )
    nieuwe_titel = forms.CharField(label=_("naam van het nieuwe kruispunt"), max_length=120, required=False)
    nieuwe_vraag = forms.CharField(label=_("de ene vraag ervan"), max_length=300, required=False)

    field_order = ("kruispunt", "nieuwe_titel", "nieuwe_vraag", "naam", "soort", *KENMERKEN)

    class Meta(CombinatieForm.Meta):
        fields = ["naam", "soort", *KENMERKEN, "venster_van", "venster_tot"]

    def __init__(self, *args: Any, kans: Kans, **kwargs: Any) -> None:
        forms.ModelForm.__init__(self, *args, **kwargs)
        velden: Any = self.fields
        velden["soort"].choices = Combinatie._meta.get_field("soort").choices
        velden["kruispunt"].queryset = (
            Kruispunt.objects.for_traject(kans.traject_id).levend().order_by("created_at", "pk")
        )

    def clean(self) -> dict[str, Any]:
        """A kruispunt that is there, or a name and a question for a new one."""
        data = super().clean()
        if not data.get("kruispunt"):
            for veld in ("nieuwe_titel", "nieuwe_vraag"):
                if not data.get(veld) and veld not in self.errors:
                    self.add_error(veld, _("Kies een kruispunt, of vul dit in voor een nieuw kruispunt."))
        return data


class WeglegForm(forms.Form):
    """Putting a kans aside, with or without a reason."""

    reden = forms.CharField(label=_("waarom (mag leeg)"), max_length=300, required=False)

    def clean_reden(self) -> str:
        """Without control characters."""
        return schoon(self.cleaned_data["reden"])


class VraagstukForm(SchoneModelForm):
    """A question of the tree, and where it hangs."""

    class Meta:
        model = Vraagstuk
        fields = ["vraag", "toelichting", "ouder"]
        widgets = {
            "vraag": forms.Textarea(attrs={"rows": 2}),
            "toelichting": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, ouders: QuerySet[Vraagstuk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        velden["ouder"].queryset = ouders
        velden["ouder"].empty_label = _("bovenaan")


class TakForm(forms.Form):
    """A new question in its place: only the words, and what it hangs under."""

    ouder = forms.ModelChoiceField(
        queryset=Vraagstuk.objects.none(), required=False, widget=forms.HiddenInput, label=_("hoort onder")
    )
    vraag = forms.CharField(label=_("vraag"), max_length=300)

    def __init__(self, *args: Any, traject: Traject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        velden["ouder"].queryset = Vraagstuk.objects.for_traject(traject).levend()

    def clean_vraag(self) -> str:
        """Without control characters; not empty."""
        vraag = schoon(self.cleaned_data["vraag"]).strip()
        if not vraag:
            raise forms.ValidationError(self.fields["vraag"].error_messages["required"])
        return vraag
