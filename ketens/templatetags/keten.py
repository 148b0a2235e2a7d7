from django import template

from ketens.bedragen import schrijf_bedrag

register = template.Library()


@register.filter
def bedrag(cent: int | None) -> str:
    """Cents as people read them: ``€ 2.500``."""
    return schrijf_bedrag(cent)


@register.filter
def bij(tabel: dict[str, str], sleutel: str) -> str:
    """The value of a key that only the page knows."""
    return tabel.get(sleutel, "")
