"""The database itself refuses what crosses trajecten and what changes the logboek, raw SQL too."""

import pytest
from django.db import DatabaseError, connection, transaction

from leefsturing.lib.wachters import alle_wachters, maak_ruimte, plaats_wachters
from tests.factories import CoMakerFactory, PijlerFactory, ThemaFactory, TrajectFactory, UitspraakFactory
from toegang.logboek import log
from toegang.models import Logregel

pytestmark = [pytest.mark.django_db, pytest.mark.gegevensbank]


def weigert(sql: str, *params: object) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
    except DatabaseError:
        return True
    return False


def test_kind_van_ander_traject_kan_niet_met_sql() -> None:
    uitspraak, vreemd = UitspraakFactory(), CoMakerFactory()
    assert weigert("UPDATE comakers_uitspraak SET comaker_id = %s WHERE id = %s", vreemd.pk, uitspraak.pk)
    assert not weigert(
        "UPDATE comakers_uitspraak SET comaker_id = %s WHERE id = %s", uitspraak.comaker_id, uitspraak.pk
    )


def test_koppeltabel_verbindt_geen_twee_trajecten() -> None:
    uitspraak, thema = UitspraakFactory(), ThemaFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        uitspraak.themas.add(thema)


def test_ouder_verhuist_niet_met_kinderen_naar_ander_traject() -> None:
    pijler = PijlerFactory()
    assert weigert("UPDATE pijlers_pijler SET traject_id = %s WHERE id = %s", TrajectFactory().pk, pijler.pk)


def test_logboek_groeit_alleen_aan() -> None:
    regel = log(by=None, werkwoord="test.gedaan")
    assert weigert("UPDATE toegang_logregel SET actor = 'gebruiker:1' WHERE id = %s", regel.pk)
    assert weigert("DELETE FROM toegang_logregel WHERE id = %s", regel.pk)
    assert Logregel.objects.filter(pk=regel.pk).exists()


def test_elke_verwijzing_tussen_trajectrijen_heeft_een_wachter() -> None:
    """Negative control: without its trigger the same statement passes."""
    uitspraak, vreemd = UitspraakFactory(), CoMakerFactory()
    wachter = next(w for w in alle_wachters() if w.naam == "w_comakers_uitspraak_comaker_id")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f'DROP TRIGGER "{wachter.naam}_u"')
        else:
            cursor.execute(f'DROP TRIGGER "{wachter.naam}" ON "{wachter.tabel}"')
    assert not weigert("UPDATE comakers_uitspraak SET comaker_id = %s WHERE id = %s", vreemd.pk, uitspraak.pk)


def test_wachters_gaan_opzij_voor_een_migratie_en_komen_terug() -> None:
    """SQLite stumbles over a guard that names a table which a migration rebuilds."""
    pijler, ander = PijlerFactory(), TrajectFactory()
    maak_ruimte()
    verhuis = "UPDATE pijlers_pijler SET traject_id = %s WHERE id = %s"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%pijlers_pijler%'")
            assert cursor.fetchone() == (0,)
    plaats_wachters()
    assert weigert(verhuis, ander.pk, pijler.pk)
