"""Every address of the project, as everyone, in one's own traject and in another: who gets what, and nothing leaks.

The addresses come from the resolver, the expected answers from ``toegang.beleid``, the objects from
``tests.wereld``: a new address, role or model is in this test without anyone adding it.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.conftest import FormClient
from tests.wereld import Wereld
from toegang import beleid
from toegang.enums import Rol
from toegang.middleware import regel_van
from toegang.models import Gebruiker
from trajecten import links
from trajecten.models import Persoon

# Which model a number in an address is of: the word before it, or the name of the part itself.
OBJECTEN = {
    "besluiten": "Besluit",
    "berichten": "Bericht",
    "categorieen": "Categorie",
    "comakers": "CoMaker",
    "effecten": "Effect",
    "metingen": "Meting",
    "gesprekken": "Gesprek",
    "afbeelding": "Kernafbeelding",
    "afbeeldingen": "Kernafbeelding",
    "beeld": "Kernafbeelding",
    "kerngroep": "Deelname",
    "leden": "Deelname",
    "opmerkingen": "Opmerking",
    "opmerking": "Opmerking",
    "partijen": "Partij",
    "personen": "Persoon",
    "pijlers": "Pijler",
    "plan": "Plan",
    "reacties": "PlanReactie",
    "versies": "Plan",
    "projecten": "Project",
    "project": "Project",
    "signalen": "Signaal",
    "themas": "Thema",
    "toezeggingen": "Toezegging",
    "achterbannen": "Achterban",
    "uitspraken": "Uitspraak",
    "uitspraak": "Uitspraak",
    "verslag": "Verslag",
    "verslagen": "Verslag",
    "onderbouwingen": "Onderbouwing",
    "herkomst": "Project",
    "koppeling": "ProjectHerkomst",
    "besluitmomenten": "Besluitmoment",
    "ontwikkelingen": "Ontwikkeling",
    "krachten": "Kracht",
    "punten": "Streefbeeldpunt",
    "streefbeeldpunten": "Streefbeeldpunt",
    "stappen": "Stap",
    "vraagstukken": "Vraagstuk",
    "initiatieven": "Initiatief",
    "initiatief": "Initiatief",
    "middelen": "Middel",
    "kruispunten": "Kruispunt",
    "combinaties": "Combinatie",
    "kansen": "Kans",
    "ateliers": "Atelier",
    "atelier": "Atelier",
    "uitnodigingen": "Uitnodiging",
    "uitnodiging": "Uitnodiging",
    "ideeen": "Idee",
    "afspraken": "Afspraak",
    "mijlpalen": "Mijlpaal",
    "meedoeners": "Meedoener",
    "ketens": "Keten",
    "schakels": "Schakel",
    "inbreng": "Inbreng",
    "invoer": "Invoer",
}
TEKST = {"onderdeel": "inleiding", "token": "ongeldig", "key": "set-password", "uidb36": "1", "provider": "x"}
TEKST |= {"soort": "project"}
ROLLEN_IN_TRAJECT = [Rol.OPDRACHTGEVER, Rol.OPDRACHTNEMER, Rol.KERNGROEPLID, Rol.RAADSLID, Rol.MEELEZER]
SPELERS = ["anoniem", *[r.value for r in ROLLEN_IN_TRAJECT], "beheerder", "vreemde", "persoon"]
METHODEN = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
GOED = {200, 204, 302, 303, 304}


@dataclass
class Adres:
    """One address of the resolver: its route with the names of its parts, and the view behind it."""

    route: str
    naam: str
    view: Any
    regel: str
    wie: str
    delen: list[tuple[str, str]] = field(default_factory=list)

    def url(self, wereld: Wereld, slug: str | None = None) -> str:
        """The address filled with objects of ``wereld``; in the traject ``slug`` when given."""
        route = self.route
        for converter, naam in self.delen:
            route = route.replace(f"<{converter}:{naam}>" if converter else f"<{naam}>", self._deel(naam, wereld, slug))
        return "/" + route

    def _deel(self, naam: str, wereld: Wereld, slug: str | None) -> str:
        if naam == "slug":
            return slug or wereld.slug
        if naam in TEKST:
            return TEKST[naam]
        model = self.model_van(naam)
        rij = wereld.rij[model]
        return str(rij.uid) if naam == "uid" else str(rij.pk)

    def model_van(self, naam: str) -> type[models.Model]:
        """The model a part of the address names; fails the test when nobody said which."""
        woorden = [w for w in re.split(r"/", self.route.split(f":{naam}>")[0]) if w and "<" not in w]
        for woord in [naam, *reversed(woorden)]:
            if woord in OBJECTEN:
                return next(m for m in apps.get_models() if m.__name__ == OBJECTEN[woord])
        raise AssertionError(f"{self.route}: van welk model is <{naam}>? Zet het woord in OBJECTEN.")


def adressen() -> list[Adres]:
    """Every address that the resolver knows, except those of the admin (they have a test of their own)."""

    def walk(resolver: URLResolver, prefix: str) -> Iterator[Adres]:
        for part in resolver.url_patterns:
            route = prefix + str(part.pattern)
            if isinstance(part, URLResolver):
                if part.app_name != "admin":
                    yield from walk(part, route)
            elif isinstance(part, URLPattern):
                route = re.sub(r"\(\?P<(\w+)>.*?\)(?=[-/$])", r"<\1>", route).replace("^", "").replace("$", "")
                view = part.callback
                match = type("Match", (), {"func": view, "app_names": []})()
                regel = regel_van(match)
                assert regel, f"voor {route} is geen regel gesteld"
                delen = re.findall(r"<(?:(\w+):)?(\w+)>", route)
                yield Adres(route, part.name or "", view, regel, getattr(view, "wie", "vreemd"), delen)

    return list(walk(get_resolver(), ""))


ADRESSEN = adressen()


@dataclass
class Toneel:
    """Two full trajecten and everybody who may try something."""

    eigen: Wereld
    vreemd: Wereld
    tweede: Any
    spelers: dict[str, Client]


@pytest.fixture(autouse=True)
def _stil(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Thousands of answers need no log line each, and no copy of the context of every part of a page."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *args, **kwargs: None)
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def toneel(db: None, settings: Any) -> Toneel:
    """Own world with canary ``aaaa``, foreign one ``bbbb``, a second co-maker ``cccc`` in the own one."""
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    eigen, vreemd = Wereld("brink", "aaaa"), Wereld("elders", "bbbb")
    tweede = eigen.tweede_persoon("cccc")
    spelers: dict[str, Client] = {"anoniem": _client()}
    for rol in ROLLEN_IN_TRAJECT:
        spelers[rol.value] = _client(eigen.lid(rol))
    spelers["beheerder"] = _client(
        Gebruiker.objects.create(email="beheer@example.org", naam="beheer", is_staff=True, is_superuser=True)
    )
    spelers["vreemde"] = _client(Gebruiker.objects.create(email="niemand@example.org", naam="niemand"))
    spelers["persoon"] = _bezoeker(eigen.rij[Persoon])
    return Toneel(eigen, vreemd, tweede, spelers)


def _client(gebruiker: Gebruiker | None = None) -> Client:
    client = FormClient(raise_request_exception=False)
    if gebruiker:
        client.force_login(gebruiker, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _bezoeker(persoon: Persoon) -> Client:
    client = _client()
    client.post(f"/mijn/in/{links.token_van(links.geef_link(persoon=persoon))}/")
    assert links.COOKIE in client.cookies
    return client


def vraag(client: Client, methode: str, url: str, hx: bool = False) -> Any:
    """One request, undone again: rows are rolled back, cookies put back."""
    headers = {"HX-Request": "true", "HX-Target": "lijst"} if hx else {}
    cookies = client.cookies.output()
    bewaard = {naam: morsel.value for naam, morsel in client.cookies.items()}
    cache.clear()
    with transaction.atomic():
        if methode == "POST":
            response = client.post(url, {}, headers=headers)
        else:
            response = getattr(client, methode.lower())(url, headers=headers)
        inhoud = b"".join(response.streaming_content) if response.streaming else response.content
        response.tekst = inhoud.decode("utf-8", "replace") + str(dict(response.headers))
        transaction.set_rollback(True)
    if client.cookies.output() != cookies:
        client.cookies.clear()
        client.cookies.load(bewaard)
    return response


def schoon(tekst: str) -> str:
    """A body without what differs at every request (tokens and keys)."""
    return re.sub(r'value="[\w-]{36,64}"|csrf\w*["\s]+[^>]*', "", tekst)


def per_wie(wie: str) -> list[Any]:
    """The addresses of one kind as parameters, named by their route."""
    return [pytest.param(a, id=a.route) for a in ADRESSEN if a.wie == wie]


def test_er_zijn_adressen_van_elke_soort() -> None:
    assert {a.wie for a in ADRESSEN} >= {"traject", "persoon", "gebruiker", "iedereen"}
    assert len(ADRESSEN) > 30


TRAJECTADRESSEN = [a for a in ADRESSEN if a.wie == "traject"]


@pytest.mark.parametrize("rol", ROLLEN_IN_TRAJECT)
def test_eigen_traject(toneel: Toneel, rol: Rol) -> None:
    """In one's own traject: what the policy table says, for every address and method, with and without htmx."""
    fouten = [fout for adres in TRAJECTADRESSEN for fout in _eigen_traject(toneel, adres, rol)]
    assert not fouten, "\n".join(fouten)


@pytest.mark.parametrize("wie", SPELERS)
def test_ander_traject(toneel: Toneel, wie: str) -> None:
    """Another traject is the 404 of one that does not exist, for everybody, htmx or not."""
    # What everybody else gets for another traject: the 404 of the first address of a traject that does not exist.
    nergens = {m: _niets(toneel, TRAJECTADRESSEN[0], wie, m) for m in METHODEN}
    fouten = [fout for adres in TRAJECTADRESSEN for fout in _ander_traject(toneel, adres, wie, nergens)]
    assert not fouten, "\n".join(fouten)


def _eigen_wijzen(rol: Rol) -> list[tuple[str, bool]]:
    """In which ways a role asks its own traject: methods, with htmx or not.

    How a view answers other methods does not hang on who asks: one who may and one who mostly may not say it. A part
    of a page for the two heads of the kerngroep is that of the kerngroep.
    """
    soorten = [("GET", False), ("POST", False), ("POST", True)]
    if rol not in (Rol.OPDRACHTGEVER, Rol.OPDRACHTNEMER):
        soorten.append(("GET", True))
    if rol in (Rol.KERNGROEPLID, Rol.RAADSLID):
        soorten += [(m, False) for m in METHODEN if m not in ("GET", "POST")]
    return soorten


def _eigen_traject(toneel: Toneel, adres: Adres, rol: Rol) -> Iterator[str]:
    client, url = toneel.spelers[rol.value], adres.url(toneel.eigen)
    mag = bool(beleid.mag(rol, adres.regel))
    soorten = _eigen_wijzen(rol)
    for methode, hx in soorten:
        response = vraag(client, methode, url, hx)
        code, wat = response.status_code, f"{rol.value} {methode}{' htmx' if hx else ''} {url}: {response.status_code}"
        if toneel.vreemd.kanarie in response.tekst.lower():
            yield f"{wat} lekt uit een ander traject"
        if not mag and code != 403:
            yield f"{wat}, verwacht 403"
        if mag and code not in GOED | {400, 403, 405, 409, 422}:
            yield f"{wat}, mag wel volgens {adres.regel}"
        if (
            mag
            and methode == "GET"
            and code not in GOED | {405, 422}
            and not (rol == Rol.RAADSLID and code in (403, 404))
        ):
            yield f"{wat}, mag wel volgens {adres.regel}"
    # A number of another traject, in one's own traject, is a number that does not exist.
    if mag and any(naam != "slug" and naam not in TEKST for _, naam in adres.delen):
        for methode in ("GET", "POST"):
            response = vraag(client, methode, adres.url(toneel.vreemd, slug=toneel.eigen.slug))
            if response.status_code not in (404, 405):
                yield f"{rol.value} {methode} {adres.route} met vreemd nummer: {response.status_code}"
            if toneel.vreemd.kanarie in response.tekst.lower():
                yield f"{rol.value} {methode} {adres.route} lekt uit een ander traject"


def _niets(toneel: Toneel, adres: Adres, wie: str, methode: str) -> str:
    """The answer at this address of a traject that does not exist."""
    return schoon(vraag(toneel.spelers[wie], methode, adres.url(toneel.vreemd, slug="bestaat-niet")).tekst)


def _ander_traject(toneel: Toneel, adres: Adres, wie: str, nergens: dict[str, str]) -> Iterator[str]:
    url, client = adres.url(toneel.vreemd), toneel.spelers[wie]
    # The gate looks at who before it looks at how: all methods for two of them say it for everybody, and the other
    # roles, strangers here like the opdrachtgever, are asked in the two most different ways.
    overige = [m for m in METHODEN if m not in ("GET", "POST")] if wie in ("vreemde", "opdrachtgever") else []
    soorten = [("GET", False), ("POST", True)]
    if wie not in ("opdrachtnemer", "kerngroeplid", "raadslid", "meelezer"):
        soorten += [("POST", False), ("GET", True), *((m, False) for m in overige)]
    for methode, hx in soorten:
        response = vraag(client, methode, url, hx)
        wat = f"{wie} {methode}{' htmx' if hx else ''} {url}: {response.status_code}"
        if toneel.vreemd.kanarie in response.tekst.lower():
            yield f"{wat} lekt"
        if wie in ("anoniem", "persoon"):
            verwacht = {401} if hx else {302, 303}
            if response.status_code not in verwacht:
                yield f"{wat}, verwacht {verwacht}"
        elif response.status_code != 404:
            yield f"{wat}, verwacht 404"
        elif not hx and schoon(response.tekst) != nergens[methode]:
            yield f"{wat}: deze 404 is een andere dan die van een traject dat niet bestaat"
        elif (
            not hx
            and overige
            and methode in ("GET", "POST")
            and _niets(toneel, adres, wie, methode) != nergens[methode]
        ):
            yield f"{wat}: ook wat niet bestaat heeft hier een andere 404 dan elders"


def test_raadslid_ziet_niets_van_personen(toneel: Toneel) -> None:
    """No name, address, statement or number of a persoon on any page a raadslid may open (M81)."""
    client, persoon = toneel.spelers["raadslid"], toneel.eigen.rij[Persoon]
    geheim = [persoon.voornaam, persoon.achternaam, persoon.email, persoon.telefoon]
    for adres in [a for a in ADRESSEN if a.wie == "traject" and beleid.mag(Rol.RAADSLID, a.regel)]:
        tekst = vraag(client, "GET", adres.url(toneel.eigen)).tekst
        # Canaries are numbered: ``-13`` is not in ``-134``.
        assert not [g for g in geheim if re.search(rf"{re.escape(g)}(?!\d)", tekst)], adres.route


def test_meelezer_ziet_geen_contactgegevens(toneel: Toneel) -> None:
    client, persoon = toneel.spelers["meelezer"], toneel.eigen.rij[Persoon]
    for adres in [a for a in ADRESSEN if a.wie == "traject" and beleid.mag(Rol.MEELEZER, a.regel)]:
        tekst = vraag(client, "GET", adres.url(toneel.eigen)).tekst
        assert not [g for g in (persoon.email, persoon.telefoon) if g in tekst], adres.route


def test_elk_persoonsadres(toneel: Toneel) -> None:
    """Through a link: one's own, never another's; with an account and no link: nothing."""
    fouten: list[str] = []
    eigen = toneel.spelers["persoon"]
    for adres in [a for a in ADRESSEN if a.wie == "persoon"]:
        for methode, hx in [("GET", False), ("POST", False), ("GET", True), ("POST", True)]:
            response = vraag(eigen, methode, adres.url(toneel.eigen), hx)
            if response.status_code not in GOED | {400, 403, 404, 405, 409, 422}:
                fouten.append(f"persoon {methode} {adres.route}: {response.status_code}")
            if re.search("kanarie(bbbb|cccc)", response.tekst.lower()):
                fouten.append(f"persoon {methode} {adres.route} lekt")
            for wie in ("anoniem", "opdrachtgever", "vreemde"):
                response = vraag(toneel.spelers[wie], methode, adres.url(toneel.eigen), hx)
                if response.status_code not in (302, 303, 403):
                    fouten.append(f"{wie} {methode} {adres.route}: {response.status_code}")
                if toneel.eigen.kanarie in response.tekst.lower():
                    fouten.append(f"{wie} {methode} {adres.route} lekt")
        if any(naam not in ("slug", *TEKST) for _, naam in adres.delen):
            response = vraag(eigen, "GET", adres.url(toneel.vreemd))
            if response.status_code not in (404, 405):
                fouten.append(f"persoon GET {adres.route} met vreemd nummer: {response.status_code}")
    assert not fouten, "\n".join(fouten)


def test_adressen_voor_ingelogden_en_iedereen(toneel: Toneel) -> None:
    """Pages outside a traject hold nothing of a traject one does not take part in."""
    for adres in [a for a in ADRESSEN if a.wie in ("gebruiker", "iedereen", "vreemd")]:
        for wie, client in toneel.spelers.items():
            for methode, hx in [("GET", False), ("POST", False), ("GET", True)]:
                response = vraag(client, methode, adres.url(toneel.eigen), hx)
                wat = f"{wie} {methode} {adres.route}: {response.status_code}"
                assert response.status_code < 500 or response.status_code == 503, wat
                assert toneel.vreemd.kanarie not in response.tekst.lower(), wat
                if adres.wie == "gebruiker" and wie in ("anoniem", "persoon"):
                    assert response.status_code in (302, 303, 401), wat


def test_beheer_is_alleen_voor_de_beheerder(toneel: Toneel) -> None:
    """Django's admin: a beheerder sees accounts, and no content of any traject."""
    from django.contrib import admin

    for model in admin.site._registry:
        url = f"/beheer/{model._meta.app_label}/{model._meta.model_name}/"
        for wie, client in toneel.spelers.items():
            response = vraag(client, "GET", url)
            verwacht = {200} if wie == "beheerder" else {302}
            assert response.status_code in verwacht, f"{wie} {url}: {response.status_code}"
            if model is not Gebruiker:
                assert not re.search("kanarie(aaaa|bbbb)-", response.tekst.lower()), url


def test_elke_regel_staat_in_het_beleid() -> None:
    assert not {a.regel for a in ADRESSEN} - set(beleid.ACTIES)


def test_instellingen_houden_vreemden_buiten() -> None:
    """Headers of every answer: a strict policy without inline anything."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert not [d for d in directives.values() if "'unsafe-inline'" in d or "'unsafe-eval'" in d]
