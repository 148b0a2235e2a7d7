"""Named places at which a test may let a process die; nothing happens there otherwise.

A handler can only be installed from Python, by a test's own entry script: there is no setting for it.
"""

from collections.abc import Callable

_handler: Callable[[str], None] | None = None


def faultpoint(naam: str) -> None:
    """Tells the handler, if there is one, that this place is reached."""
    if _handler is not None:
        _handler(naam)


def install(handler: Callable[[str], None] | None) -> None:
    """Sets the handler of this process; None takes it away."""
    global _handler  # noqa: PLW0603 - one per process, by design
    _handler = handler
