"""The real product, started as a newcomer starts it, and a real browser in front of it."""

import email
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.gereed import leg_klaar

ROOT = Path(__file__).resolve().parent.parent.parent
# Only what is wrong is told in full: gathering what passes takes a third of the time.
WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
GEDULD_S = 60
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
# What a page is made of: every kind of element with its attributes, where it stands and whether it is empty. A page
# with nothing in it that this address did not show before, at this width and in this light, is not put through axe
# again; in the dark only the colours are looked at, as all else is the same.
VORM = """() => ({waar: location.pathname.replace(/[0-9a-f-]{36}|[0-9]+/g, '0').replace(/^\\/t\\/[^/]+/, '/t'),
    maat: innerWidth, donker: matchMedia('(prefers-color-scheme: dark)').matches,
    delen: [...new Set([...document.querySelectorAll('body *')].map(e => [e.parentElement.tagName, e.tagName,
        e.className.baseVal ?? e.className,
        ...[...e.attributes].map(a => a.name === 'role' ? a.name + a.value : a.name),
        e.textContent.trim() === '', e.labels?.length].join(' ')))]})"""
GEKEURD: dict[tuple[str, int, bool], set[str]] = {}


def wacht_op(wat: Callable[[], Any], seconden: float = GEDULD_S) -> Any:
    """Asks until there is an answer; fails after ``seconden``."""
    einde = time.monotonic() + seconden
    while time.monotonic() < einde:
        if (antwoord := wat()) is not None:
            return antwoord
        time.sleep(0.1)
    raise AssertionError("het bleef uit")


@dataclass
class Product:
    """The running product: its address, and the mails it wrote."""

    url: str
    var: Path

    def mails(self) -> list[EmailMessage]:
        """All mails so far, read back with the standard library, oldest first."""
        paths = sorted((p for p in (self.var / "mail").glob("*") if p.is_file()), key=lambda p: p.stat().st_mtime)
        return [email.message_from_bytes(p.read_bytes(), policy=default) for p in paths]  # type: ignore[misc]

    def mail_aan(self, adres: str, bevat: str = "") -> EmailMessage:
        """The latest mail to ``adres`` whose plain text holds ``bevat``, waited for."""

        def zoek() -> EmailMessage | None:
            found = [m for m in self.mails() if adres in str(m["To"]) and bevat in tekst_van(m)]
            return found[-1] if found else None

        return wacht_op(zoek)


def tekst_van(mail: EmailMessage) -> str:
    """The plain text part of a mail."""
    part = mail.get_body(("plain",))
    return part.get_content() if part else ""


def link_in(mail: EmailMessage) -> str:
    """The first personal link in a mail, with where it leads."""
    found = re.search(r"https?://\S+/mijn/in/[\w=-]+/(\?\S+)?", tekst_van(mail))
    assert found, tekst_van(mail)
    return found.group(0)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Web, worker and planner with the example traject, on a free port and files of their own.

    While writing a test, ``PRODUCT_URL`` and ``VAR_MAP`` of a product that runs already save the wait.
    """
    if url := os.environ.get("PRODUCT_URL"):
        yield Product(url, Path(os.environ["VAR_MAP"]))
        return
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    var = tmp_path_factory.mktemp("product")
    env = {
        k: v
        for k, v in os.environ.items()
        if k not in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE")
    }
    leg_klaar(var, statisch=True)
    log = (var / "start.log").open("wb")
    proces = subprocess.Popen(
        [sys.executable, "-m", "leefsturing.start"],
        cwd=ROOT,
        env=env | {"VAR_MAP": str(var), "PORT": str(port)},
        stdout=log,
        stderr=log,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    url = f"http://localhost:{port}"

    def antwoordt() -> bool | None:
        assert proces.poll() is None, (var / "start.log").read_text()
        try:
            urllib.request.urlopen(f"{url}/gezondheid/", timeout=2).close()
        except urllib.error.HTTPError:
            return None
        except OSError:
            return None
        return True

    try:
        wacht_op(antwoordt, 120)
        yield Product(url, var)
    finally:
        proces.send_signal(signal.SIGINT)
        proces.wait(20)
        log.close()


@dataclass
class Scherm:
    """A person in front of a screen; what goes wrong on the console is remembered and fails the test."""

    page: Page
    product: Product
    fouten: list[str] = field(default_factory=list)
    gezien: list[str] = field(default_factory=list)
    javascript: bool = True

    def open(self, pad: str) -> None:
        """Goes to an address of the product and looks at the page."""
        self.page.goto(pad if pad.startswith("http") else self.product.url + pad)
        self.bekijk()

    def bekijk(self) -> None:
        """The page as it stands is accessible (WCAG 2.2 AA by axe), does not scroll sideways, and is no error page."""
        page = self.page
        page.wait_for_load_state("load")
        self.gezien.append(page.url)
        assert page.locator("h1").count() == 1, f"{page.url}: geen of meer dan één kop"
        if not self.javascript:
            return  # axe and measuring are scripts themselves
        vorm = page.evaluate(VORM)
        gekeurd = GEKEURD.setdefault((vorm["waar"], vorm["maat"], vorm["donker"]), set())
        if not gekeurd.issuperset(vorm["delen"]):
            resultaat = Axe().run(page, options=CONTRAST if vorm["donker"] else WCAG)
            assert resultaat.violations_count == 0, f"{page.url}\n{resultaat.generate_report()}"
            gekeurd.update(vorm["delen"])
        breed = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert breed <= 0, f"{page.url} schuift {breed}px opzij"

    def klik(self, naam: str | re.Pattern[str], rol: Any = "button") -> None:
        """Presses what has this visible name, waits for the next page, and looks at it."""
        with self.page.expect_navigation():
            self.page.get_by_role(rol, name=naam).first.click()
        self.bekijk()

    def volg(self, naam: str | re.Pattern[str]) -> None:
        """Follows a link by its name."""
        self.klik(naam, "link")

    def vul(self, **velden: str) -> None:
        """Fills fields by their label (underscores are spaces)."""
        for label, waarde in velden.items():
            self.page.get_by_label(re.compile(label.replace("_", " "), re.IGNORECASE)).first.fill(waarde)

    def log_in(self, email: str, wachtwoord: str = "voorbeeld") -> None:
        """Comes in with an account."""
        self.open("/")
        self.page.get_by_label(re.compile("e-mail", re.IGNORECASE)).fill(email)
        self.page.get_by_label(re.compile("wachtwoord", re.IGNORECASE)).first.fill(wachtwoord)
        self.klik(re.compile("inloggen|log in", re.IGNORECASE))


@pytest.fixture
def scherm(chromium: Browser, product: Product) -> Iterator[Callable[..., Scherm]]:
    """``scherm()`` or ``scherm("telefoon")``, ``scherm(javascript=False)``: a fresh person at a fresh screen."""
    schermen: list[Scherm] = []

    def maak(soort: str = "bureau", *, javascript: bool = True, donker: bool = False) -> Scherm:
        maat = {"bureau": (1280, 900), "telefoon": (360, 740), "klein": (320, 640)}[soort]
        context = chromium.new_context(
            viewport={"width": maat[0], "height": maat[1]},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            java_script_enabled=javascript,
            has_touch=soort != "bureau",
            color_scheme="dark" if donker else "light",
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        nieuw = Scherm(page, product, javascript=javascript)
        # A refused form is a 422, which the browser itself notes; everything else on the console is a fault.
        page.on(
            "console",
            lambda m: (
                nieuw.fouten.append(f"{page.url}: {m.text}")
                if m.type == "error" and "status of 422" not in m.text
                else None
            ),
        )
        page.on("pageerror", lambda e: nieuw.fouten.append(f"{page.url}: {e}"))
        schermen.append(nieuw)
        return nieuw

    yield maak
    fouten = [fout for s in schermen for fout in s.fouten]
    for s in schermen:
        s.page.context.close()
    assert not fouten, fouten
