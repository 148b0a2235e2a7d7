"""Pages of one person: their address goes to nobody, and no cache keeps them."""

from typing import Any


def maak_stil(response: Any) -> Any:
    """The same answer with the headers that keep it quiet; ``strict-origin`` keeps forms working."""
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
