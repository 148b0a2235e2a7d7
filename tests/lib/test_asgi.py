"""The door for the web server: a request that is too large is refused before Django writes it to disk."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from leefsturing.asgi import Begrensd, application


async def _app(scope: Any, receive: Any, send: Any) -> None:
    """Reads everything and says so; gives up when the other side is gone, as Django does."""
    while True:
        bericht = await receive()
        if bericht["type"] == "http.disconnect":
            return
        if not bericht.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def _vraag(stukken: list[bytes], lengte: bytes | None = None) -> list[int]:
    """The states answered to a request of these parts, with a limit of ten bytes."""
    uit: list[int] = []
    rij = [{"type": "http.request", "body": s, "more_body": i < len(stukken) - 1} for i, s in enumerate(stukken)]

    async def receive() -> Any:
        return rij.pop(0)

    async def send(bericht: Any) -> None:
        if "status" in bericht:
            uit.append(bericht["status"])

    koppen = [(b"content-length", lengte)] if lengte is not None else []
    # In a thread of its own: a browser test may have left an event loop in this one.
    with ThreadPoolExecutor(1) as draad:
        draad.submit(
            lambda: asyncio.run(Begrensd(_app, 10)({"type": "http", "headers": koppen}, receive, send))
        ).result()
    return uit


@pytest.mark.parametrize(
    ("stukken", "lengte", "antwoord"),
    [
        ([b"x" * 10], b"10", 200),
        ([b""], None, 200),
        ([b"x" * 11], b"11", 413),
        ([b"x" * 6, b"x" * 6, b""], None, 413),  # sent in parts, without saying how much
        ([b"x"], b"-1", 413),
        ([b"x"], b"9" * 5000, 413),
    ],
)
def test_te_groot_wordt_geweigerd(stukken: list[bytes], lengte: bytes | None, antwoord: int) -> None:
    assert _vraag(stukken, lengte) == [antwoord]


def test_de_webserver_gebruikt_de_grens() -> None:
    assert isinstance(application, Begrensd)
