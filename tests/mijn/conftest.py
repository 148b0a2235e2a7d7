"""A co-maker with a verslag to read and things said."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection

from comakers.models import Uitspraak, Verslag, VerslagVersie
from tests.conftest import Cast, FormClient
from tests.factories import GebruikerFactory, GesprekFactory, UitspraakFactory, VerslagFactory, VerslagVersieFactory
from trajecten import links

TEKST = "Dank voor het gesprek.\n\nJe vertelde over de speeltuin.\n\nWe bellen je over twee weken."


@dataclass
class Mijn:
    """What the co-maker of the cast has."""

    cast: Cast
    client: FormClient
    verslag: Verslag
    versie: VerslagVersie
    uitspraken: list[Uitspraak]

    @property
    def persoon(self) -> Any:
        """Who it is about, as the database has it now."""
        return type(self.cast.persoon).objects.get(pk=self.cast.persoon.pk)

    def url(self, wat: str = "") -> str:
        """An address under the verslag."""
        return f"/mijn/verslag/{self.verslag.pk}/{wat}"

    def alinea(self, nummer: int = 1) -> tuple[str, str]:
        """Code and words of a paragraph."""
        return self.versie.alineas[nummer]

    def deel_nieuwe_versie(self, tekst: str) -> VerslagVersie:
        """What the kerngroep does when it shares a changed text."""
        return VerslagVersieFactory(verslag=self.verslag, nummer=self.verslag.versies.count() + 1, tekst=tekst)


@pytest.fixture
def mijn(cast: Cast, als: Any) -> Mijn:
    """Came in by link; one verslag shared, two statements, nothing chosen yet."""
    type(cast.persoon).objects.filter(pk=cast.persoon.pk).update(voornaam="Fatma", achternaam="Yılmaz")
    cast.persoon.refresh_from_db()
    gesprek = GesprekFactory(traject=cast.traject, comakers=[cast.comaker])
    verslag = VerslagFactory(gesprek=gesprek, traject=cast.traject, gedeeld=True, tekst=TEKST)
    versie = VerslagVersieFactory(verslag=verslag)
    uitspraken = [UitspraakFactory(comaker=cast.comaker, gesprek=gesprek, tekst=t) for t in ("Meer banken.", "Licht.")]
    return Mijn(cast, als("persoon"), verslag, versie, uitspraken)


@pytest.fixture
def token(cast: Cast) -> str:
    """The secret of the co-maker's link."""
    return links.token_van(links.geef_link(persoon=cast.persoon))


@pytest.fixture
def ander(cast: Cast) -> Any:
    """Another co-maker of the same traject, with a verslag of their own."""
    gesprek = GesprekFactory(traject=cast.traject)
    verslag = VerslagFactory(
        gesprek=gesprek,
        traject=cast.traject,
        staat="gedeeld",
        gedeeld_op=gesprek.wanneer,
        gedeeld_door=GebruikerFactory(),
    )
    VerslagVersieFactory(verslag=verslag)
    return verslag


def vindplaatsen(woord: str) -> list[str]:
    """Every column of every table of the database in which ``woord`` stands, found with plain SQL."""
    gevonden = []
    with connection.cursor() as cursor:
        for tabel in connection.introspection.table_names(cursor):
            for kolom in connection.introspection.get_table_description(cursor, tabel):
                cursor.execute(
                    f'SELECT COUNT(*) FROM "{tabel}" WHERE LOWER(CAST("{kolom.name}" AS TEXT)) LIKE %s',
                    [f"%{woord}%"],
                )
                if cursor.fetchone()[0]:
                    gevonden.append(f"{tabel}.{kolom.name}")
    return gevonden
