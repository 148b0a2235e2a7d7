"""Door for the web server: refuses what is larger than anything we ask for, before it is written to disk."""

import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from django.core.asgi import get_asgi_application

Bericht = MutableMapping[str, Any]
Ontvang = Callable[[], Awaitable[Bericht]]
Stuur = Callable[[Bericht], Awaitable[None]]
# A document is 15 MB at most; above that the form says so in its own words, up to here.
MAX_BYTES = 50 * 1024 * 1024


class Begrensd:
    """The application behind a limit on the size of a request; Django itself writes any size to a temporary file."""

    def __init__(self, app: Callable[..., Awaitable[None]], max_bytes: int = MAX_BYTES) -> None:
        self.app, self.max_bytes = app, max_bytes

    async def __call__(self, scope: Bericht, receive: Ontvang, send: Stuur) -> None:
        """Answers 413 to a request that says it is too large, or turns out to be."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        lengte = dict(scope["headers"]).get(b"content-length", b"0")
        if not lengte.isdigit() or int(lengte[:20]) > self.max_bytes:
            await self._weiger(send)
            return
        gelezen = 0

        async def ontvang() -> Bericht:
            nonlocal gelezen
            bericht = await receive()
            gelezen += len(bericht.get("body", b""))
            return {"type": "http.disconnect"} if gelezen > self.max_bytes else bericht

        await self.app(scope, ontvang, send)
        if gelezen > self.max_bytes:
            await self._weiger(send)

    async def _weiger(self, send: Stuur) -> None:
        koppen = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": 413, "headers": koppen})
        await send({"type": "http.response.body", "body": b"Dit is te groot om te versturen."})


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leefsturing.settings")
application = Begrensd(get_asgi_application())
