from django import template

from toegang import beleid
from toegang.enums import Rol

register = template.Library()


@register.simple_tag(takes_context=True)
def mag(context: template.Context, actie: str, toestand: str | None = None) -> beleid.Antwoord:
    """``{% mag "verslag.delen" verslag.staat as kan_delen %}``: the answer of the policy table for this person."""
    return beleid.mag(getattr(context.get("request"), "rol", Rol.IEDEREEN), actie, toestand or None)
