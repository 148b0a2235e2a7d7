"""No log line holds what lets somebody in."""

import logging

import pytest

from leefsturing.lib.logfilter import VerbergLinks


@pytest.mark.parametrize("adres", ["/mijn/in/GEHEIM_123=/", "/account/wachtwoord/nieuw/4-GEHEIM-123/"])
def test_geheim_komt_niet_in_een_logregel(adres: str) -> None:
    regel = logging.LogRecord("web", logging.INFO, "", 1, 'GET %s "%s"', (adres, f"http://x{adres}?a=1"), None)
    assert VerbergLinks().filter(regel)
    assert "GEHEIM" not in regel.getMessage()
    assert "GET /" in regel.getMessage()
