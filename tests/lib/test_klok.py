"""Days as Dutch people count them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leefsturing.lib.klok import AMSTERDAM, is_werkdag, moment_op, plus_werkdagen, vandaag, werkdagen_tussen

DAGEN = st.dates(date(2024, 1, 1), date(2034, 12, 31))


@given(DAGEN, st.integers(0, 60))
def test_zoveel_werkdagen_verder_is_zoveel_werkdagen_geleden(dag: date, aantal: int) -> None:
    later = plus_werkdagen(dag, aantal)
    assert werkdagen_tussen(dag, later) == aantal
    assert aantal == 0 or is_werkdag(later)


@given(DAGEN)
def test_weekend_is_nooit_een_werkdag(dag: date) -> None:
    assert not (is_werkdag(dag) and dag.weekday() >= 5)


@pytest.mark.parametrize(
    "feestdag",
    [date(2026, 1, 1), date(2026, 4, 6), date(2026, 4, 27), date(2026, 5, 14), date(2026, 5, 25), date(2026, 12, 25)],
)
def test_feestdagen_tellen_niet(feestdag: date) -> None:
    assert not is_werkdag(feestdag)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)))
def test_de_dag_is_die_van_amsterdam(moment: datetime) -> None:
    bewust = moment.replace(tzinfo=UTC)
    assert vandaag(bewust) == bewust.astimezone(AMSTERDAM).date()
    assert vandaag(moment_op(vandaag(bewust))) == vandaag(bewust)


def test_middernacht_en_zomertijd() -> None:
    assert vandaag(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert vandaag(datetime(2026, 12, 31, 22, 30, tzinfo=UTC)) == date(2026, 12, 31)
    assert moment_op(date(2026, 3, 29)) == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert moment_op(date(2026, 3, 30)) == datetime(2026, 3, 29, 22, tzinfo=UTC)
