"""A browser in front of single pages, without a server: what the page asks for is answered here."""

import mimetypes
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from csp.utils import build_policy
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler
from playwright.sync_api import Browser, BrowserContext, Page, Route

THUIS = "http://stijl.test/"


def _static(route: Route) -> None:
    path = finders.find(route.request.url.split("/static/", 1)[1].split("?")[0])
    if not path:
        route.fulfill(status=404)
        return
    soort = mimetypes.guess_type(path)[0] or "application/octet-stream"
    route.fulfill(path=path, content_type="font/woff2" if path.endswith("woff2") else soort)


Open = Callable[..., Page]


@pytest.fixture
def open_pagina(chromium: Browser) -> Iterator[Open]:
    """Opens a piece of template in a page, with the real content policy; complaints are in ``page.klachten``."""
    contexten: list[BrowserContext] = []

    def openen(sjabloon: str, context: dict[str, Any] | None = None, *, axe: bool = False, **opties: Any) -> Page:
        browser = chromium.new_context(bypass_csp=axe, locale="nl-NL", **opties)
        contexten.append(browser)
        page = browser.new_page()
        page.set_default_timeout(8000)
        page.klachten = []  # type: ignore[attr-defined]
        page.on("console", lambda m: m.type == "error" and page.klachten.append(m.text))  # type: ignore[attr-defined]
        page.on("pageerror", lambda fout: page.klachten.append(str(fout)))  # type: ignore[attr-defined]
        request = RequestFactory().get("/")
        html = (
            engines["django"]
            .from_string(CottonCompiler().process(sjabloon))
            .render({"request": request, **(context or {})}, request)
        )
        page.route(
            THUIS,
            lambda route: route.fulfill(
                body=html, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": build_policy()}
            ),
        )
        page.route("**/static/**", _static)
        page.goto(THUIS)
        return page

    yield openen
    for context in contexten:
        context.close()
