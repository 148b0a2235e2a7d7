"""Says at start what setting a PDF needs from the system, before somebody waits for one in vain."""

import ctypes
import sys

from django.core import checks

BIBLIOTHEKEN = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")


def ontbrekende_bibliotheken() -> list[str]:
    """The system libraries that cannot be loaded; looked at on Linux only, where the product runs."""
    ontbreekt = []
    for naam in BIBLIOTHEKEN if sys.platform == "linux" else ():
        try:
            ctypes.CDLL(naam)
        except OSError:
            ontbreekt.append(naam)
    return ontbreekt


@checks.register
def check_pango(app_configs: object, **kwargs: object) -> list[checks.CheckMessage]:
    """Everything but the PDF works without them, so this warns and stops nothing (plannen.W001)."""
    ontbreekt = ontbrekende_bibliotheken()
    if not ontbreekt:
        return []
    return [
        checks.Warning(
            f"Zonder {', '.join(ontbreekt)} kan er geen pdf worden gemaakt.",
            hint="Debian en Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
            id="plannen.W001",
        )
    ]
