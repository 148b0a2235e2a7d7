"""The closing of an atelier as one form of rows: projects, agreements, and the fate of every card (M72, M78).

The rows work without script: a button adds some and keeps what was typed. An empty row is no row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from ketens.enums import ProjectSoort
from ketens.services.ateliers import NieuwProject
from kruispunten.enums import IdeeWerd
from kruispunten.models import Atelier, Idee
from kruispunten.selectors.uitnodigen import zijde_van
from kruispunten.services.sluiten import Belofte, Besluit
from leefsturing.lib.formulieren import SchoneForm, datumveld
from toegang.models import Gebruiker
from trajecten.enums import Zijde
from trajecten.models import Persoon

PROJECTEN, AFSPRAKEN = (3, 10), (5, 20)  # rows at first, and at most
MEER = {"projecten": 2, "afspraken": 3}
Keuzes = Sequence[tuple[Any, Any]]


class UitkomstForm(SchoneForm):
    """What came of the evening in a few sentences, and why nobody pulls, when nobody does."""

    uitkomst = forms.CharField(
        label=_("wat kwam eruit, in een paar zinnen"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Iedereen die er was, leest dit vanavond. Noem geen namen; wie trekt of iets doet, ziet dat zelf."),
        error_messages={"required": _("Schrijf in een paar zinnen wat eruit kwam. Iedereen die er was, leest dit.")},
    )
    reden_zonder_trekker = forms.CharField(
        label=_("waarom is er nog geen trekker"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Alleen als nog niemand iets trekt. Het is geen fout; het helpt de volgende keer."),
    )


class RijForm(SchoneForm):
    """One row; empty when nothing that counts was filled in."""

    telt: tuple[str, ...] = ()

    @property
    def is_leeg(self) -> bool:
        """Nothing typed or chosen in it."""
        return not any(self.cleaned_data.get(naam) for naam in self.telt)

    def vraag_om(self, **fouten: str) -> None:
        """Errors at the fields that a row which is not empty still needs."""
        for naam, tekst in fouten.items():
            if naam not in self.errors and not self.cleaned_data.get(naam):
                self.add_error(naam, tekst)


class ProjectRij(RijForm):
    """A project that the room made."""

    telt = ("naam", "beoogd_resultaat", "trekker", "mensen", "stap", "stap_op")

    naam = forms.CharField(label=_("hoe heet het"), max_length=120, required=False)
    soort = forms.ChoiceField(label=_("soort"), choices=ProjectSoort.choices, initial=ProjectSoort.PROEFPROJECT)
    beoogd_resultaat = forms.CharField(label=_("wat is er dan"), max_length=300, required=False)
    effect = forms.ChoiceField(label=_("voor welk effect"), required=False)
    trekker = forms.ChoiceField(label=_("wie trekt het"), required=False)
    trekker_zijde = forms.ChoiceField(
        label=_("van welke kant"),
        required=False,
        choices=[("", _("zoals we die persoon kennen")), *Zijde.choices],
    )
    mensen = forms.MultipleChoiceField(label=_("wie doet mee"), required=False, widget=forms.CheckboxSelectMultiple)
    stap = forms.CharField(label=_("eerste stap"), max_length=160, required=False)
    stap_op = forms.DateField(label=_("uiterlijk"), required=False, widget=datumveld())

    def __init__(self, *args: Any, personen: Keuzes, deelnemers: Keuzes, effecten: Keuzes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        velden["trekker"].choices = [("", _t("nog niemand")), *personen]
        velden["mensen"].choices = deelnemers
        velden["effect"].choices = [("", _t("geen")), *effecten]
        if len(effecten) == 1:
            velden["effect"].initial = effecten[0][0]
        if not deelnemers:
            del velden["mensen"]
        if not effecten:
            del velden["effect"]

    def clean(self) -> dict[str, Any]:
        """A name for what is filled in; a step has a date, and a date a step."""
        data = super().clean()
        if not self.is_leeg:
            self.vraag_om(naam=_t("Geef het project een naam."))
            if data.get("stap"):
                self.vraag_om(stap_op=_t("Wanneer moet deze stap gezet zijn?"))
            if data.get("stap_op"):
                self.vraag_om(stap=_t("Welke stap is dat?"))
        return data


class AfspraakRij(RijForm):
    """Who does what, and when."""

    telt = ("wat", "wie", "uiterlijk")

    wat = forms.CharField(label=_("wat"), max_length=300, required=False)
    wie = forms.ChoiceField(label=_("wie"), required=False)
    uiterlijk = forms.DateField(label=_("uiterlijk"), required=False, widget=datumveld())

    def __init__(self, *args: Any, wie: Keuzes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        velden: Any = self.fields
        velden["wie"].choices = [("", _t("kies iemand")), *wie]

    def clean(self) -> dict[str, Any]:
        """An agreement is whole: who, what, when (M78)."""
        data = super().clean()
        if not self.is_leeg:
            self.vraag_om(wat=_t("Wat is afgesproken?"), wie=_t("Wie doet het?"), uiterlijk=_t("Wanneer is het klaar?"))
        return data


class KaartRij(SchoneForm):
    """What becomes of one card, and what its writer reads."""

    werd = forms.ChoiceField(label=_("wat wordt het"), error_messages={"required": _("Kies wat ermee gebeurt.")})
    tekst = forms.CharField(label=_("wat vertellen we wie het schreef"), max_length=300, required=False)

    def __init__(self, *args: Any, aantal_projecten: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        veld: Any = self.fields["werd"]
        veld.choices = [
            *((f"project-{i}", _t("wordt project %(n)s") % {"n": i + 1}) for i in range(aantal_projecten)),
            (IdeeWerd.AFSPRAAK.value, _t("wordt een afspraak")),
            (IdeeWerd.BEWAARD.value, _t("bewaren voor later")),
            (IdeeWerd.NIET.value, _t("doen we niet")),
        ]

    def clean(self) -> dict[str, Any]:
        """Whoever wrote a card that is kept or refused hears why."""
        data = super().clean()
        if data.get("werd") in (IdeeWerd.BEWAARD, IdeeWerd.NIET) and not data.get("tekst"):
            self.add_error("tekst", _t("Leg in een zin uit waarom. Wie de kaart schreef, leest dit."))
        return data


def _begin(form_class: type[forms.Form], data: Any, prefix: str, **kwargs: Any) -> dict[str, Any]:
    """What was typed in a row, as the start of the same row shown again without errors."""
    leeg = form_class(prefix=prefix, **kwargs)
    return {
        naam: veld.widget.value_from_datadict(data, {}, leeg.add_prefix(naam)) for naam, veld in leeg.fields.items()
    }


@dataclass(frozen=True)
class Fout:
    """One thing that is not right: the field to go to, where that is in words, and what is wrong."""

    veld: str
    waar: str
    tekst: str


class SluitFormulier:
    """All rows together: bound when something was sent, complete when everything in it is."""

    def __init__(
        self,
        *,
        atelier: Atelier,
        kaarten: Sequence[Idee],
        personen: Sequence[Persoon],
        deelnemers: Sequence[int],
        kerngroep: Sequence[Gebruiker],
        data: Any = None,
    ) -> None:
        self.atelier, self.kaarten = atelier, kaarten
        self.personen = {p.pk: p for p in personen}
        self.gebruikers = {g.pk: g for g in kerngroep}
        self.effecten = {
            e.effect_id: e.effect for e in atelier.effecten.select_related("effect__pijler").order_by("pk")
        }
        self.meer = data.get("meer", "") if data is not None else ""
        n_projecten, n_afspraken = (
            self._aantal(data, "projecten", PROJECTEN),
            self._aantal(data, "afspraken", AFSPRAKEN),
        )
        self.aantallen = {"projecten": n_projecten, "afspraken": n_afspraken}
        er = set(deelnemers)
        erbij = [(p.pk, p.volledige_naam) for p in personen if p.pk in er]
        elders = [(p.pk, p.volledige_naam) for p in personen if p.pk not in er]
        groepen = [(_t("Waren erbij"), erbij), (_t("Anderen"), elders)]
        wie = [(naam, [(f"p{pk}", n) for pk, n in rij]) for naam, rij in groepen]
        wie.append((_t("De kerngroep"), [(f"g{g.pk}", str(g)) for g in kerngroep]))
        voor_project = {
            "personen": [g for g in groepen if g[1]],
            "deelnemers": erbij,
            "effecten": [(pk, e.naam) for pk, e in self.effecten.items()],
        }
        self.uitkomst: Any = self._form(UitkomstForm, data, "")
        self.projecten: list[Any] = [
            self._form(ProjectRij, data, f"project-{i}", **voor_project) for i in range(n_projecten)
        ]
        self.afspraken: list[Any] = [
            self._form(AfspraakRij, data, f"afspraak-{i}", wie=[g for g in wie if g[1]]) for i in range(n_afspraken)
        ]
        self.kaartrijen: list[tuple[Idee, Any]] = [
            (k, self._form(KaartRij, data, f"kaart-{k.pk}", aantal_projecten=n_projecten)) for k in kaarten
        ]

    def _aantal(self, data: Any, soort: str, grens: tuple[int, int]) -> int:
        gezegd = data.get(f"aantal_{soort}", "") if data is not None else ""
        aantal = int(gezegd) if gezegd.isdecimal() and len(gezegd) < 4 else grens[0]
        if self.meer == soort:
            aantal += MEER[soort]
        return max(1, min(aantal, grens[1]))

    def _form(self, form_class: type[Any], data: Any, prefix: str, **kwargs: Any) -> Any:
        if data is None:
            begin = {"werd": IdeeWerd.BEWAARD} if form_class is KaartRij else {}
            return form_class(prefix=prefix, initial=begin, **kwargs)
        if self.meer:
            return form_class(prefix=prefix, initial=_begin(form_class, data, prefix, **kwargs), **kwargs)
        return form_class(data, prefix=prefix, **kwargs)

    @property
    def delen(self) -> list[Any]:
        """Every form in it, in the order of the page."""
        return [self.uitkomst, *self.projecten, *self.afspraken, *(f for _k, f in self.kaartrijen)]

    def is_valid(self) -> bool:
        """Whether all of it is right; each form keeps its own errors, and all of them are told at once."""
        met_fouten = [deel for deel in self.delen if not deel.is_valid()]
        if not any(rij.errors for rij in self.projecten):
            self._klopt_samen()
        return not met_fouten and not self.fouten

    def _klopt_samen(self) -> None:
        """A card goes to a project that is filled in; without any trekker there is a reason (M72)."""
        for _kaart, form in self.kaartrijen:
            werd = form.cleaned_data.get("werd", "")
            if werd.startswith("project-") and self.projecten[int(werd.removeprefix("project-"))].is_leeg:
                form.add_error("werd", _t("Dit project is nog leeg. Vul het in, of kies iets anders."))
        trekt = any(p.cleaned_data.get("trekker") for p in self.projecten if not p.is_leeg)
        if not trekt and not self.uitkomst.cleaned_data.get("reden_zonder_trekker"):
            self.uitkomst.add_error("reden_zonder_trekker", _t("Er is nog niemand die iets trekt. Waarom niet?"))

    @property
    def fouten(self) -> list[Fout]:
        """Everything that is not right, in the order of the page, for one summary."""
        waar = [(self.uitkomst, "")]
        waar += [(rij, _t("Project %(n)s") % {"n": n}) for n, rij in enumerate(self.projecten, start=1)]
        waar += [(rij, _t("Afspraak %(n)s") % {"n": n}) for n, rij in enumerate(self.afspraken, start=1)]
        waar += [(rij, _t("Kaart “%(tekst)s”") % {"tekst": kaart.tekst[:60]}) for kaart, rij in self.kaartrijen]
        return [
            Fout(
                rij[naam].id_for_label or rij[naam].auto_id,
                ", ".join(d for d in (plek, str(rij[naam].label)) if d),
                tekst,
            )
            for rij, plek in waar
            for naam, teksten in rij.errors.items()
            for tekst in teksten
        ]

    def nieuwe_projecten(self) -> list[NieuwProject]:
        """As the service wants them."""
        return [self._project(i, rij.cleaned_data) for i, rij in enumerate(self.projecten) if not rij.is_leeg]

    def _project(self, plaats: int, data: dict[str, Any]) -> NieuwProject:
        trekker = self.personen[int(data["trekker"])] if data["trekker"] else None
        zijde = data["trekker_zijde"] or (zijde_van(trekker) if trekker else "")
        return NieuwProject(
            naam=data["naam"],
            soort=data["soort"],
            beoogd_resultaat=data["beoogd_resultaat"],
            effect=self.effecten[int(data["effect"])] if data.get("effect") else None,
            trekker=trekker,
            trekker_zijde=zijde,
            mensen=[self.personen[int(pk)] for pk in data.get("mensen") or ()],
            stap=data["stap"],
            stap_op=data["stap_op"],
            kaarten=[k for k, f in self.kaartrijen if f.cleaned_data["werd"] == f"project-{plaats}"],
        )

    def beloften(self) -> list[Belofte]:
        """As the service wants them."""
        return [
            Belofte(d["wat"], self._wie(d["wie"]), d["uiterlijk"])
            for rij in self.afspraken
            if not rij.is_leeg
            for d in [rij.cleaned_data]
        ]

    def _wie(self, code: str) -> Persoon | Gebruiker:
        nummer = int(code[1:])
        return self.personen[nummer] if code.startswith("p") else self.gebruikers[nummer]

    def besluiten(self) -> dict[int, Besluit]:
        """What becomes of each card; those of a project get that from the project."""
        return {
            kaart.pk: Besluit(
                IdeeWerd.PROJECT if d["werd"].startswith("project-") else d["werd"],
                d["tekst"],
            )
            for kaart, form in self.kaartrijen
            for d in [form.cleaned_data]
        }
