from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from leefsturing.lib import zoektaal
from leefsturing.lib.htmx import render_pagina
from leefsturing.lib.tekst import schoon
from trajecten.models import Traject
from trajecten.poort import traject_view
from trajecten.zoekbronnen import register
from trajecten.zoekvraag import LANG, Soortgroep, zoek

# What the list under the field of the bar shows: few of a kind, few kinds.
SNEL_PER_SOORT, SNEL_SOORTEN = 3, 6
HOOGSTE_PAGINA = 10


@traject_view("zoeken.gebruiken")
def zoeken(request: HttpRequest, traject: Traject) -> HttpResponse:
    """What was found, by kind; everything of one kind; or the few that stand under the field while one types.

    The question stands in the address and nowhere else: it is not written down.
    """
    vraag = schoon(request.GET.get("q", "")).strip()[: zoektaal.MAX_VRAAG]
    soort = request.GET.get("soort", "")
    soort = soort if soort in register.bronnen else ""
    pagina = _pagina(request.GET.get("pagina", ""))
    snel = request.headers.get("HX-Target") == "zoek-snel"
    uitslag = zoek(
        actor=request.user, traject=traject, rol=request.rol, vraag=vraag, soort=soort, pagina=pagina  # type: ignore[attr-defined]
    )  # fmt: skip
    context: dict[str, Any] = {
        "vraag": vraag,
        "uitslag": uitslag,
        "soort": register.bronnen.get(soort),
        "alles_van": {g.bron.soort: _adres(vraag, g.bron.soort) for g in uitslag.groepen if g.meer and not soort},
        "verder": _verder(vraag, soort, pagina, uitslag.groepen),
        "terug": _adres(vraag, soort, pagina - 1) if pagina > 1 else "",
        "terug_naar_alles": _adres(vraag),
    }
    if snel:
        context["snel"] = [(g, g.rijen[:SNEL_PER_SOORT]) for g in uitslag.groepen[:SNEL_SOORTEN]]
        context["alles"] = _adres(vraag)
    return render_pagina(request, "overzichten/zoeken.html", context, partial="zoek-snel" if snel else "uitslag")


def _pagina(gevraagd: str) -> int:
    return min(max(int(gevraagd), 1), HOOGSTE_PAGINA) if gevraagd.isascii() and gevraagd.isdigit() else 1


def _adres(vraag: str, soort: str = "", pagina: int = 1) -> str:
    delen = {"q": vraag} | ({"soort": soort} if soort else {}) | ({"pagina": str(pagina)} if pagina > 1 else {})
    return "?" + urlencode(delen)


def _verder(vraag: str, soort: str, pagina: int, groepen: list[Soortgroep]) -> str:
    if soort and groepen and groepen[0].aantal > pagina * LANG and pagina < HOOGSTE_PAGINA:
        return _adres(vraag, soort, pagina + 1)
    return ""
