"""Default deny, and headers that every answer carries."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

# Views of other packages that may answer without a rule of ours, by the module they come from.
_VREEMD = ("allauth.", "django.contrib.admin.", "django.contrib.staticfiles", "django.views.static")
Handler = Callable[[HttpRequest], HttpResponse]


def regel_van(match: ResolverMatch | None) -> str | None:
    """The rule (action) stated for a view: our own ``regel``, or that of an admitted other package."""
    view = getattr(match, "func", None)
    if view is None:
        return None
    if regel := getattr(view, "regel", None):
        return str(regel)
    kern = getattr(view, "view_class", None) or getattr(view, "__wrapped__", view)
    module = getattr(kern, "__module__", "") or ""
    if (match and "admin" in match.app_names) or module.startswith("django.contrib.admin."):
        return "installatie.beheren"
    return "account.gebruiken" if module.startswith(_VREEMD) else None


class StandaardDicht:
    """Refuses every view for which no rule is stated: forgetting the gate is a fault, never an open door."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Raises ImproperlyConfigured, a 500, for a view without a rule."""
        if regel_van(request.resolver_match) is None:
            raise ImproperlyConfigured(f"Voor {request.path} is geen regel gesteld (toegang.beleid).")


def kopregels(get_response: Handler) -> Handler:
    """Pages are never kept by a cache on the way, and never ask for sensors or camera."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return middleware
