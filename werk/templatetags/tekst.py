from django import template
from django.utils.safestring import SafeString

from leefsturing.lib import tekst

register = template.Library()


@register.filter
def opgemaakt(bron: str | None) -> SafeString:
    """Markdown source as clean HTML, the only way text of people becomes markup."""
    return tekst.opgemaakt(bron or "")
