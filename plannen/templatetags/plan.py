import re

from django import template
from django.utils.safestring import SafeString, mark_safe

from leefsturing.lib import tekst

register = template.Library()
_KOP = re.compile(r"<(/?)h[1-6]>")


@register.filter
def plantekst(bron: str | None, niveau: int = 3) -> SafeString:
    """Text of the kerngroep inside a section: its headings all stand at ``niveau``, so that no level is skipped."""
    return mark_safe(_KOP.sub(rf"<\1h{niveau}>", tekst.opgemaakt(bron or "")))  # noqa: S308 - cleaned by lib.tekst
