import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag(takes_context=True)
def sleutel(context: template.Context) -> SafeString:
    """The two hidden fields of every form that changes something: CSRF token and the key that makes it happen once."""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="_sleutel" value="{}">',
        context.get("csrf_token", ""),
        uuid.uuid4(),
    )
