"""The huisstijl of the page, the mail or the error page at hand."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.templatetags.static import static

from leefsturing.lib import huisstijl

register = template.Library()


def _naam(context: template.Context) -> str:
    return huisstijl.bestaande(context.get("huisstijl") or settings.HUISSTIJL)


@lru_cache(maxsize=4)
def _adres(bestand: str) -> str:
    return static(bestand)


@register.simple_tag
def sprite(bestand: str = "vendor/iconen.svg") -> str:
    """The address of the file of icons; asked for a hundred times on a page, so looked up once."""
    return _adres(bestand)


@register.simple_tag(takes_context=True)
def huisstijl_sheet(context: template.Context) -> str:
    """The address of the sheet that re-themes the page."""
    return static(f"huisstijl/{_naam(context)}.css")


@register.simple_tag(takes_context=True)
def huisstijl_mailkop(context: template.Context) -> str:
    """Fonts for the headings of a mail: of the same kind as those of the page, and on every machine."""
    met_schreef = not huisstijl.kleuren(_naam(context))["letter_kop"].endswith("sans-serif")
    return "Vollkorn, Georgia, serif" if met_schreef else "Segoe UI, Helvetica, Arial, sans-serif"


@register.simple_tag(takes_context=True)
def huisstijl_kleur(context: template.Context, naam: str) -> str:
    """One colour as ``#rrggbb``, for where tokens do not reach: mail, ``theme-color``."""
    return huisstijl.kleuren(_naam(context))[naam]
