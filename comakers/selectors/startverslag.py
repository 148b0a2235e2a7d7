"""What a verslag starts from: core answers, statements and promises, so that nobody faces an empty page (M25)."""

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comakers.enums import KernSoort
from comakers.models import Gesprek
from leefsturing.lib import klok
from leefsturing.lib.tekst import schoon


def start_tekst(gesprek: Gesprek) -> str:
    """A first text in plain words; what only a human can say is left between square brackets."""
    comakers = list(gesprek.comakers.select_related("persoon"))
    delen = [_aanhef(gesprek, comakers), *_kern(gesprek), *_woorden(gesprek), *_beloofd(gesprek)]
    delen += [
        _("Wat er nu gebeurt: [vul in: wat gaan jullie doen, en wanneer hoort de ander weer iets?]"),
        ngettext(
            "Klopt dit? Lees het rustig na. Je kunt bij elke alinea iets opmerken of verbeteren.",
            "Klopt dit? Lees het rustig na. Jullie kunnen bij elke alinea iets opmerken of verbeteren.",
            len(comakers) or 1,
        ),
    ]
    return schoon("\n\n".join(delen))


def _dag(gesprek: Gesprek) -> str:
    return formats.date_format(klok.vandaag(gesprek.wanneer), "j F")


def _aanhef(gesprek: Gesprek, comakers: list) -> str:
    namen = [c.persoon.aanhef for c in comakers] or [_("allemaal")]
    beste = _("Beste %(namen)s,") % {"namen": f" {_('en')} ".join(namen)}
    dank = ngettext(
        "Dank je wel voor het gesprek van %(dag)s. We waren blij met je ideeën. Dit is wat we van je hoorden.",
        "Dank jullie wel voor het gesprek van %(dag)s. We waren blij met jullie ideeën. Dit is wat we hoorden.",
        len(comakers) or 2,
    )
    return f"{beste}\n\n{dank % {'dag': _dag(gesprek)}}"


def _kern(gesprek: Gesprek) -> list[str]:
    punten = list(gesprek.kernpunten.order_by("soort", "nummer"))
    anders = [p for p in punten if p.soort == KernSoort.VERANDERD]
    weg = [p for p in punten if p.soort == KernSoort.VERDWENEN]
    result = []
    if anders:
        regels = [f"- {p.tekst}" + (f" ({_('in')} {p.jaar})" if p.jaar else "") for p in anders]
        result.append(_("Dit moet anders zijn in de wijk:") + "\n" + "\n".join(regels))
    if weg:
        result.append(_("En dit zien we dan niet meer:") + "\n" + "\n".join(f"- {p.tekst}" for p in weg))
    return result


def _woorden(gesprek: Gesprek) -> list[str]:
    rows = gesprek.uitspraken.filter(terzijde_op=None).select_related("comaker__persoon").order_by("begin", "id")
    per_mens: dict[str, list[str]] = {}
    for uitspraak in rows:
        citaten = per_mens.setdefault(uitspraak.comaker.persoon.aanhef, [])
        citaten.append("> " + " ".join(uitspraak.tekst.split()))
    if len(per_mens) == 1:
        return [_("In jouw eigen woorden:"), *next(iter(per_mens.values()))]
    return [
        deel
        for naam, citaten in per_mens.items()
        for deel in (_("In de woorden van %(naam)s:") % {"naam": naam}, *citaten)
    ]


def _beloofd(gesprek: Gesprek) -> list[str]:
    regels = [
        _("- %(wat)s (%(wie)s, voor %(dag)s)")
        % {"wat": t.tekst, "wie": t.eigenaar.get_short_name(), "dag": formats.date_format(t.uiterlijk, "j F")}
        for t in gesprek.toezeggingen.select_related("eigenaar").order_by("uiterlijk", "id")
    ]
    return [_("Dit hebben we beloofd:") + "\n" + "\n".join(regels)] if regels else []
