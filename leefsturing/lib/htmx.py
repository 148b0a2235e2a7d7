"""One way to answer a page, and one way to go on after a change, with htmx and without."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers


def render_pagina(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or its partial ``partial`` when htmx asks for the element with that id.

    The partial is a ``{% partialdef NAME %}`` in the same template, and its element has ``id="NAME"``.
    """
    doel = request.headers.get("HX-Target", "")
    if partial and request.headers.get("HX-Request") and doel == partial:
        template = f"{template}#{partial}"
    response = render(request, template, dict(context or {}), status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


class ZieDaar(HttpResponseRedirect):
    """See other: whatever the method was, the browser goes on with GET."""

    status_code = 303


def redirect_naar(request: HttpRequest, to: Any, *args: Any, **kwargs: Any) -> HttpResponse:
    """See other: after a change the browser (or htmx) gets ``to`` with GET."""
    return ZieDaar(resolve_url(to, *args, **kwargs))
