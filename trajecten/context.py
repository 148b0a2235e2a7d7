"""What the shell of every page needs: traject, role, navigation by step, huisstijl."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from trajecten.navigatie import navigatie_voor


def schil(request: HttpRequest) -> dict[str, Any]:
    """Context for base.html; costs no query."""
    traject = getattr(request, "traject", None)
    rol = getattr(request, "rol", None)
    return {
        "traject": traject,
        "rol": rol,
        "persoon": getattr(request, "persoon", None),
        "huisstijl": (traject.huisstijl if traject and traject.huisstijl else settings.HUISSTIJL),
        "navigatie": navigatie_voor(request, traject, rol) if traject and not hasattr(request, "persoon") else [],
    }
