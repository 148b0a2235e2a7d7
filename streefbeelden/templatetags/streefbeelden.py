"""Addresses of rows of different kinds that stand in one list."""

from typing import Any

from django import template
from django.urls import reverse

register = template.Library()
_ADRES = {"ontwikkeling": "ontwikkeling", "kracht": "kracht", "streefbeeldpunt": "punt", "stap": "stap"}


@register.simple_tag(takes_context=True)
def adres_bij(context: dict[str, Any], rij: Any, wat: str) -> str:
    """Where ``wat`` (opbergen, terughalen) is done with a row of this room."""
    naam = f"{_ADRES[rij._meta.model_name]}_{wat}"
    return reverse(naam, kwargs={"slug": context["traject"].slug, "nummer": rij.pk})
