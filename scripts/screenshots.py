"""Shows every screen: walks the product as each demo account and takes each address name at two widths, light and dark.

Starts the product on a database of its own, with the example traject, follows the links as a visitor does, and
writes ``var/schermen/NAME--desktop-licht.png`` and so on, NAME being the URL name. Says which names it never reached,
and what a browser complained about: console errors, and pages wider than a phone.

    python -m scripts.screenshots [NAME ...]
"""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import django
from playwright.sync_api import Browser, Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "var" / "schermen"
SHOWN_IN_DOCS = ROOT / "docs" / "schermen"
SLUG = "wesselerbrink"
COMAKER = "comaker"
# Whose eyes a screen is seen through: the first who can reach it.
ACTORS = [
    "kerngroep@example.org", "opdrachtgever@example.org", "raad@example.org", "meelezer@example.org",
    "beheer@example.org", COMAKER, "",
]  # fmt: skip
STARTS = ["/", f"/t/{SLUG}/", "/gezondheid/", "/mijn/", f"/wijk/{SLUG}/", "/bestaat-niet/"]
# The few that README and handleiding show, as one sees them before scrolling: picture -> name there.
SHOWN = {
    "keuken--desktop-licht": "keuken.png",
    "mijn--telefoon-licht": "mijn.png",
    "plan_versie--desktop-licht": "plan.png",
}
WIDTHS = {"desktop": {"width": 1280, "height": 900}, "telefoon": {"width": 390, "height": 844}}
SCHEMES = {"licht": "light", "donker": "dark"}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PER_ACTOR = 150


@dataclass
class Walk:
    """What was seen so far."""

    wanted: set[str]
    seen: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    @property
    def done(self) -> bool:
        """Whether all that was asked for has been seen."""
        return bool(self.wanted) and self.wanted <= set(self.seen)


def chromium() -> str:
    """Return the browser of this machine."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    raise SystemExit("Geen Chromium gevonden; draai: make screenshots")


@contextlib.contextmanager
def product(var: Path) -> Iterator[str]:
    """Run the product on a database of its own, with the example in it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"
    os.environ |= {"VAR_MAP": str(var), "BASIS_URL": address, "DJANGO_SETTINGS_MODULE": "leefsturing.settings"}
    for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL"):
        os.environ.pop(name, None)
    env = os.environ | {"PORT": str(port), "MAKELEVEL": "1"}  # as under make: it ends when this process does
    command = [sys.executable, "-m", "leefsturing.start"]
    running = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        assert running.stdout
        said = ""
        while address not in said:
            line = running.stdout.readline()
            said += line
            if not line:
                raise SystemExit(f"Het product start niet:\n{said}")
        time.sleep(15)  # what the example sets going: a plan to render, mails to write
        yield address
    finally:
        ended = running.poll()
        running.send_signal(signal.SIGTERM)
        print(running.communicate(timeout=10)[0].strip())
        if ended is not None:
            print(f"Het product hield zelf op, met code {ended}.")


def name_of(address: str) -> str:
    """Return the URL name of an address, usable as a file name; empty when it has none."""
    from django.urls import Resolver404, resolve  # noqa: PLC0415 - after setup

    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return "404"
    return re.sub(r"[^\w.-]+", ".", match.view_name or "")


def all_names() -> set[str]:
    """Return every URL name of ours, so that a screen nobody can reach is noticed."""
    from django.urls import URLPattern, URLResolver, get_resolver  # noqa: PLC0415 - after setup

    names = set()

    def walk(patterns: list[URLPattern | URLResolver], space: str) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{space}{pattern.namespace}." if pattern.namespace else space
                if pattern.namespace != "admin":
                    walk(pattern.url_patterns, inner)
            elif pattern.name:
                names.add(f"{space}{pattern.name}")

    walk(get_resolver().url_patterns, "")
    return names


def log_in(page: Page, base: str, actor: str) -> None:
    """Come in as one of the demo accounts, or by the personal link of a co-maker."""
    if actor == COMAKER:
        page.goto(personal_link(base))
        page.get_by_role("button").last.click()
        page.wait_for_url(lambda url: "/in/" not in url)
    elif actor:
        page.goto(f"{base}/")  # shows the login to who is not logged in
        page.locator("input[type=email]").fill(actor)
        page.locator("input[type=password]").fill("voorbeeld")
        page.locator("input[type=password]").press("Enter")
        page.wait_for_url(lambda url: "/account/" not in url)


def personal_link(base: str) -> str:
    """Ask the product for a fresh personal link of an example co-maker."""
    from comakers.models import CoMaker  # noqa: PLC0415 - after setup

    # Somebody who has a verslag to read and something to say about it.
    shared = CoMaker.objects.filter(traject__slug=SLUG, gesprekken__verslag__staat="gedeeld")
    emails = shared.order_by("pk").values_list("persoon__email", flat=True)
    email = next(email for email in emails if email)
    command = [sys.executable, "manage.py", "persoonlijke_link", SLUG, email]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    link = re.search(r"https?://\S+", said)
    assert link, said
    return urljoin(base, urlsplit(link.group(0)).path)


def take(page: Page, address: str, name: str, walk: Walk) -> None:
    """Take one address at each width, light and dark."""
    for width, size in WIDTHS.items():
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for scheme, value in SCHEMES.items():
            page.emulate_media(color_scheme=value)  # type: ignore[arg-type]
            picture = f"{name}--{width}-{scheme}"
            page.screenshot(path=TARGET / f"{picture}.png", full_page=True)
            if picture in SHOWN:
                SHOWN_IN_DOCS.mkdir(parents=True, exist_ok=True)
                page.screenshot(path=SHOWN_IN_DOCS / SHOWN[picture])
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if too_wide > 0:
            walk.complaints.append(f"{name} ({address}): {too_wide} px breder dan {width}")
    page.set_viewport_size(WIDTHS["desktop"])  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")


def follow(page: Page, base: str, actor: str, walk: Walk) -> None:
    """Follow every link of this site, breadth first; one address for each name."""
    starts = [base + path for path in STARTS]
    todo, tried = list(starts), set()
    names_tried: dict[str, int] = {}
    if page.url.startswith(base):
        todo.insert(0, page.url)
    while todo and len(tried) < PER_ACTOR and not walk.done:
        address = todo.pop(0).split("#")[0]
        name = name_of(address)
        skip = not name or name.startswith("admin") or name == "account_logout"
        if address in tried or skip or names_tried.get(name, 0) >= 3:
            continue
        tried.add(address)
        names_tried[name] = names_tried.get(name, 0) + 1
        try:
            answer = page.goto(address)
        except Error as error:  # a download, for one
            if "Download is starting" in str(error):
                walk.seen.setdefault(name, f"{actor or 'bezoeker'} (download)")
            else:
                walk.complaints.append(f"{name} ({address}): {str(error).splitlines()[0]}")
            continue
        if not answer or (answer.status != 200 and name != "404"):
            if answer and answer.status != 404 and address not in starts:
                walk.complaints.append(f"{name} ({address}): {answer.status} voor {actor or 'bezoeker'}")
            continue
        arrived = name_of(page.url)
        if arrived and arrived not in walk.seen:
            walk.seen[arrived] = actor or "bezoeker"
            if not walk.wanted or arrived in walk.wanted:
                take(page, urlsplit(page.url).path, arrived, walk)
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
        todo += [link for link in links if link.startswith(base + "/") and link not in tried]


def see_all(browser: Browser, base: str, walk: Walk) -> None:
    """Walk as everyone."""
    for actor in ACTORS:
        if walk.done:
            break
        context = browser.new_context(viewport=WIDTHS["desktop"], locale="nl-NL", reduced_motion="reduce")  # type: ignore[arg-type]
        page = context.new_page()

        def listen(message: object, page: Page = page) -> None:
            # The refusal of a page itself is no error; `follow` says where a link led to one.
            text = re.sub(r"Failed to load resource: .* status of (403|404|503) .*", "", getattr(message, "text", ""))
            if getattr(message, "type", "") == "error" and text:
                walk.complaints.append(f"{urlsplit(page.url).path}: {text}")

        page.on("console", listen)
        page.on("pageerror", lambda error, page=page: walk.complaints.append(f"{urlsplit(page.url).path}: {error}"))
        log_in(page, base, actor)
        follow(page, base, actor, walk)
        context.close()


def main() -> int:
    """Take them all, or the names that are given; 1 when a browser complained."""
    walk = Walk(wanted=set(sys.argv[1:]))
    if not walk.wanted:
        shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as var, product(Path(var)) as base:
        django.setup()
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            see_all(browser, base, walk)
            browser.close()
        missed = sorted(all_names() - set(walk.seen))
    print(f"{len(list(TARGET.glob('*.png')))} afbeeldingen van {len(walk.seen)} schermen in {TARGET}")
    if not walk.wanted:
        print(f"Niet langs een link bereikt: {', '.join(missed) or 'niets'}")
    for complaint in sorted(set(walk.complaints)):
        print(f"! {complaint}")
    return 1 if walk.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
