"""Two people at the very same moment: one is first, the other sees both, and nothing is written twice."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection

from comakers.models import Gesprek, ThemaKoppeling, Verslag, VerslagVersie
from comakers.services.gesprekken import save_aantekeningen
from comakers.services.themas import give_thema
from comakers.services.verslagen import save_verslag, share_verslag
from leefsturing.lib.fouten import Conflict, DomainError
from tests.factories import DeelnameFactory, GesprekFactory, ThemaFactory, UitspraakFactory, VerslagFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.gegevensbank]


def samen(*werk: Callable[[], Any]) -> list[Any]:
    """Runs all at once, each with a connection of its own; gives what each gave or raised."""
    start, uit = threading.Barrier(len(werk)), [None] * len(werk)

    def doe(i: int, call: Callable[[], Any]) -> None:
        start.wait()
        try:
            uit[i] = call()
        except (Conflict, DomainError, OperationalError) as error:
            uit[i] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=doe, args=(i, call)) for i, call in enumerate(werk)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return uit


@pytest.fixture
def gesprek() -> Gesprek:
    return GesprekFactory()


def test_aantekeningen_van_twee_mensen(gesprek: Gesprek) -> None:
    wie = DeelnameFactory(traject=gesprek.traject).gebruiker
    uit = samen(*(lambda t=t: save_aantekeningen(gesprek=gesprek, versie=1, tekst=t, by=wie) for t in ("een", "twee")))
    assert sorted(type(u).__name__ for u in uit) == ["Conflict", "int"]
    botsing = next(u for u in uit if isinstance(u, Conflict))
    gesprek.refresh_from_db()
    assert {botsing.velden[0][1], gesprek.aantekeningen} == {"een", "twee"}


def test_eerste_verslag_van_twee_mensen(gesprek: Gesprek) -> None:
    wie = DeelnameFactory(traject=gesprek.traject).gebruiker
    uit = samen(*(lambda t=t: save_verslag(gesprek=gesprek, versie=0, tekst=t, by=wie) for t in ("een", "twee")))
    assert sorted(type(u).__name__ for u in uit) == ["Conflict", "Verslag"]
    assert Verslag.objects.get().tekst in ("een", "twee")


def test_twee_keer_tegelijk_delen_is_een_versie(gesprek: Gesprek) -> None:
    wie = DeelnameFactory(traject=gesprek.traject).gebruiker
    verslag = VerslagFactory(gesprek=gesprek)
    uit = samen(*(lambda: share_verslag(verslag=verslag, by=wie) for _ in range(2)))
    assert sorted(type(u).__name__ for u in uit) == ["DomainError", "Gedeeld"]
    assert VerslagVersie.objects.count() == 1


def test_hetzelfde_thema_van_twee_mensen() -> None:
    u = UitspraakFactory()
    thema, wie = ThemaFactory(traject=u.traject), DeelnameFactory(traject=u.traject).gebruiker
    samen(*(lambda: give_thema(thema=thema, uitspraken=[u], by=wie) for _ in range(2)))
    assert ThemaKoppeling.objects.count() == 1
