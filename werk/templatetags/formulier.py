from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from werk.eenmalig import maak_sleutel

register = template.Library()


@register.simple_tag(takes_context=True)
def sleutel(context: template.Context) -> SafeString:
    """The two hidden fields of every form that changes something: CSRF token and the key that makes it happen once."""
    gebruiker = getattr(context.get("request"), "user", None)
    wie = f"{gebruiker._meta.model_name}:{gebruiker.pk}" if gebruiker and gebruiker.is_authenticated else ""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="_sleutel" value="{}">',
        context.get("csrf_token", ""),
        maak_sleutel(wie),
    )
