"""The fixed cast of every test, and the client that fills a form as a browser does."""

import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings

from leefsturing.lib import klok
from tests.factories import CoMakerFactory, DeelnameFactory, GebruikerFactory, TrajectFactory
from tests.gereed import leg_klaar
from toegang.enums import Rol
from toegang.models import Gebruiker
from trajecten import links
from trajecten.models import Persoon, Traject

pytest_plugins = ["tests.browser", "tests.diensten"]


class FormClient(Client):
    """Django's client whose POST carries a fresh form key, as every form on screen does."""

    def post(self, path: str, data: Any = None, **extra: Any) -> Any:  # type: ignore[override]
        """Adds ``_sleutel`` unless the test gives one (or ``None`` to leave it out)."""
        if data is None or isinstance(data, dict):
            data = dict(data or {})
            if data.setdefault("_sleutel", str(uuid.uuid4())) is None:
                del data["_sleutel"]
        return super().post(path, data, **extra)


@dataclass
class Cast:
    """Who plays in a test: one traject with its people, and a second one of which they may know nothing."""

    traject: Traject
    ander_traject: Traject
    opdrachtgever: Gebruiker
    opdrachtnemer: Gebruiker
    kerngroeplid: Gebruiker
    raadslid: Gebruiker
    meelezer: Gebruiker
    beheerder: Gebruiker
    vreemde: Gebruiker
    comaker: Any
    persoon: Persoon


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file of its own, as in real life: several threads and processes see the same database."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_use_migrations: bool,
    django_db_modify_db_settings: None,
    django_db_blocker: Any,
) -> Iterator[None]:
    """A copy of a database that is migrated already, when there is one; else pytest-django makes its own.

    On SQLite there always is (``tests.gereed``); on PostgreSQL ``TEST_SJABLOON`` names it.
    """
    settings_dict, sjabloon = connection.settings_dict, os.environ.get("TEST_SJABLOON")
    if connection.vendor == "sqlite" and django_db_use_migrations:
        name = settings_dict["TEST"]["NAME"]
        connection.close()
        leg_klaar(Path(name).parent, bestand=Path(name).name)
        settings_dict["NAME"] = name
        yield
    elif connection.vendor == "postgresql" and sjabloon:
        eigen, settings_dict["TEST"]["TEMPLATE"] = settings_dict["NAME"], sjabloon
        with django_db_blocker.unblock():
            name = connection.creation._create_test_db(verbosity=0, autoclobber=True)
        connection.close()
        settings_dict["NAME"] = name
        yield
        with django_db_blocker.unblock():
            connection.creation.destroy_test_db(eigen, verbosity=0)
    else:
        request.getfixturevalue("django_db_setup")
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast."""
    traject = TrajectFactory(slug="brink", naam="Brink", raad_kijkt_mee=True)
    ander = TrajectFactory(slug="elders", naam="Elders", raad_kijkt_mee=True)

    def lid(rol: Rol, waar: Traject = traject) -> Gebruiker:
        return DeelnameFactory(traject=waar, rol=rol, gebruiker__naam=f"{rol.label} {waar.slug}").gebruiker

    comaker = CoMakerFactory(traject=traject)
    return Cast(
        traject=traject,
        ander_traject=ander,
        opdrachtgever=lid(Rol.OPDRACHTGEVER),
        opdrachtnemer=lid(Rol.OPDRACHTNEMER),
        kerngroeplid=lid(Rol.KERNGROEPLID),
        raadslid=lid(Rol.RAADSLID),
        meelezer=lid(Rol.MEELEZER),
        beheerder=GebruikerFactory(is_staff=True, is_superuser=True),
        vreemde=lid(Rol.KERNGROEPLID, ander),
        comaker=comaker,
        persoon=comaker.persoon,
    )


@pytest.fixture
def als(cast: Cast) -> Callable[[str], FormClient]:
    """``als("kerngroeplid")``: a client logged in as that one of the cast; ``"persoon"`` comes in by link."""

    def login(wie: str) -> FormClient:
        client = FormClient()
        if wie == "persoon":
            link = links.geef_link(persoon=cast.persoon)
            client.post(f"/mijn/in/{links.token_van(link)}/")
        elif wie != "anoniem":
            client.force_login(getattr(cast, wie), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return login


@pytest.fixture
def nu() -> datetime:
    """One moment for the whole test."""
    return klok.nu()


@pytest.fixture(autouse=True, scope="session")
def _lichte_wachtwoorden() -> Iterator[None]:
    """Passwords by the same algorithm at its least cost: 65 MB and three rounds per guess prove nothing more here."""
    with override_settings(PASSWORD_HASHERS=["tests.lichte_argon.LichteArgon"]):
        yield


@pytest.fixture(autouse=True)
def _eigen_mappen(settings: Any, tmp_path: Any) -> None:
    """Files of a test stay in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True, scope="session")
def _flush_langs_wachters(django_db_setup: None) -> Iterator[None]:
    """Emptying the tables between transactional tests must pass the append-only guards of SQLite."""
    from leefsturing.lib.wachters import plaats_wachters

    ops = connection.ops
    origineel = ops.execute_sql_flush

    def flush(sql_list: list[str]) -> Any:
        if connection.vendor != "sqlite":
            return origineel(sql_list)
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE type='trigger' AND name LIKE 'wa_%'")
            for (naam,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{naam}"')
        resultaat = origineel(sql_list)
        plaats_wachters(connection.alias)
        return resultaat

    ops.execute_sql_flush = flush
    yield
    ops.execute_sql_flush = origineel
