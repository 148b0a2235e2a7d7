"""What a raadslid takes to the meeting: one sheet of paper."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Scherm

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("product")]


def test_de_raadspagina_is_een_vel(scherm: Callable[..., Scherm]) -> None:
    """The page of the example, printed as the browser does: exactly one A4, upright, with everything on it."""
    wie = scherm()
    wie.log_in("raad@example.org")
    wie.open("/t/wesselerbrink/")
    expect(wie.page).to_have_url(wie.product.url + "/t/wesselerbrink/raad/")
    for kop in ("Pijlers, en of het die kant op gaat", "Al gelukt of onderweg", "Wie trekt", "Komt ter besluit"):
        expect(wie.page.get_by_role("heading", name=kop)).to_be_visible()
    vel = pikepdf.open(io.BytesIO(wie.page.pdf(prefer_css_page_size=True)))
    assert len(vel.pages) == 1
    _links, _onder, breed, hoog = (float(maat) for maat in vel.pages[0].mediabox)
    assert (round(breed / 72 * 25.4), round(hoog / 72 * 25.4)) == (210, 297)
