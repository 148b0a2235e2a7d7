"""The daily run (M25, M27): who is reminded of what; each thing once per period, never in the weekend."""

import itertools
from datetime import date, datetime, time, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from berichten import herinneringen
from berichten.bezorging import bezorg
from berichten.enums import BerichtStaat as S
from berichten.herinneringen import Verschuldigd, dag_om_te_draaien, plan_dag, voer_uit
from berichten.models import Bericht, Herinnering
from comakers import herinneringen as regels
from comakers.herinneringen import GesprekStand, Stand, StilteStand
from comakers.models import CoMaker, Gesprek, Terugkoppeling
from leefsturing.lib import klok
from tests.conftest import Cast
from tests.factories import CoMakerFactory, GesprekFactory, VerslagFactory
from werk import uitvoering
from werk.models import Taak

DINSDAG = date(2026, 11, 24)
# Around both changes of the clock, Koningsdag, Hemelvaart, Pinksteren, Kerst and Nieuwjaar, and a leap day.
MOMENTEN = st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1)).map(lambda m: m.replace(tzinfo=klok.AMSTERDAM))


# ── The calendar, pure ────────────────────────────────────────────────────────────────────────────────────


@given(MOMENTEN)
def test_draait_alleen_op_werkdagen_tussen_acht_en_acht(moment: datetime) -> None:
    dag, lokaal = dag_om_te_draaien(moment), moment.astimezone(klok.AMSTERDAM)
    mag = klok.is_werkdag(lokaal.date()) and time(8) <= lokaal.time() < time(20)
    assert dag == (lokaal.date() if mag else None)


def test_elke_werkdag_van_tien_jaar_heeft_zijn_beurt() -> None:
    """Ticked every half hour of UTC, the changes of the clock included."""
    moment, gedraaid = datetime(2026, 1, 1, tzinfo=klok.AMSTERDAM).astimezone(klok.ZoneInfo("UTC")), set()
    while moment.year < 2036:
        if dag := dag_om_te_draaien(moment):
            gedraaid.add(dag)
        moment += timedelta(minutes=30)
    alle = {date(2026, 1, 1) + timedelta(days=n) for n in range(3652)}
    assert {d for d in gedraaid if d.year < 2036} == {d for d in alle if klok.is_werkdag(d) and d.year < 2036}
    assert date(2027, 4, 27) not in gedraaid
    assert date(2028, 2, 29) in gedraaid


# ── The rules, pure ───────────────────────────────────────────────────────────────────────────────────────

DAGEN = st.dates(date(2026, 6, 1), date(2027, 2, 1))
STANDEN = st.builds(
    Stand,
    slug=st.just("brink"),
    norm_verslag=st.integers(1, 10),
    norm_antwoord=st.integers(1, 20),
    norm_stilte=st.integers(3, 60),
    opdrachtgevers=st.just((9,)),
    gesprekken=st.lists(
        st.builds(
            GesprekStand, pk=st.integers(1, 5), verslag=st.just(1), met_wie=st.just("Fatma"), dag=DAGEN,
            wie=st.just((7,)), geschreven=st.booleans(), gedeeld=st.none() | DAGEN, wacht=st.booleans(),
            personen=st.just((3,)),
        ), max_size=4, unique_by=lambda g: g.pk,
    ).map(tuple),
    comakers=st.lists(
        st.builds(StilteStand, pk=st.integers(1, 5), naam=st.just("Fatma"), sinds=DAGEN, wie=st.just((7,))),
        max_size=4, unique_by=lambda c: c.pk,
    ).map(tuple),
)  # fmt: skip


def _draai(stand: Stand, dagen: list[date]) -> list[tuple[date, str, Verschuldigd]]:
    """What the daily run would send, with the keys it remembers."""
    bekend: set[tuple[str, Verschuldigd]] = set()
    verstuurd = []
    for dag in dagen:
        if not klok.is_werkdag(dag):
            continue
        for soort in regels.SOORTEN:
            for v in soort.verschuldigd(stand, dag):
                if (soort.naam, v) not in bekend:
                    bekend.add((soort.naam, v))
                    verstuurd.append((dag, soort.naam, v))
    return verstuurd


JAAR = [date(2026, 6, 1) + timedelta(days=n) for n in range(365)]


@settings(max_examples=40, deadline=None)
@given(STANDEN, st.sets(st.integers(0, 364), max_size=120))
def test_elk_ding_een_keer_per_periode_ook_na_uitval(stand: Stand, uitval: set[int]) -> None:
    verstuurd = _draai(stand, [d for n, d in enumerate(JAAR) if n not in uitval])
    assert all(klok.is_werkdag(dag) for dag, _soort, _v in verstuurd)
    per_dag = [(dag, soort, v.ontvanger, v.onderwerp) for dag, soort, v in verstuurd]
    # Missed days are merged: never two reminders of the same thing on one day.
    assert len(per_dag) == len(set(per_dag))
    for dag, soort, v in verstuurd:
        if soort == "stilte":
            c = next(c for c in stand.comakers if v.onderwerp == f"comaker:{c.pk}")
            assert (dag - c.sinds).days > stand.norm_stilte
        if soort == "stilte.lang":
            c = next(c for c in stand.comakers if v.onderwerp == f"comaker:{c.pk}")
            assert (dag - c.sinds).days > 2 * stand.norm_stilte
            assert v.ontvanger == "gebruiker:9"
    eenmalig = [
        (soort, v.ontvanger, v.onderwerp) for _d, soort, v in verstuurd if soort in ("verslag.lezen", "verslag.bellen")
    ]
    assert len(eenmalig) == len(set(eenmalig))


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 10), DAGEN)
def test_verslag_wordt_elke_norm_een_keer_gevraagd(norm: int, gesprek: date) -> None:
    stand = Stand(
        "brink", norm, 10, 30, gesprekken=(GesprekStand(1, None, "Fatma", gesprek, (7,), False, None, False),)
    )
    dagen = [gesprek + timedelta(days=n) for n in range(60)]
    keren = [dag for dag, soort, _v in _draai(stand, dagen) if soort == "verslag.schrijven"]
    assert keren[0] == klok.plus_werkdagen(gesprek, norm + 1)
    afstanden = {klok.werkdagen_tussen(een, ander) for een, ander in itertools.pairwise(keren)}
    assert afstanden <= {norm}


# ── The run ───────────────────────────────────────────────────────────────────────────────────────────────


def _gesprek(cast: Cast, dagen_terug: int, **velden: object) -> Gesprek:
    wanneer = klok.moment_op(DINSDAG - timedelta(days=dagen_terug), time(14))
    return GesprekFactory(
        traject=cast.traject, comakers=[cast.comaker], interviewers=[cast.kerngroeplid], wanneer=wanneer, **velden
    )


def _gehoord(comaker: CoMaker, dagen_terug: int) -> None:
    op = klok.moment_op(DINSDAG - timedelta(days=dagen_terug), time(10))
    Terugkoppeling.objects.create(traject=comaker.traject, comaker=comaker, kanaal="bellen", op=op)


@pytest.fixture(autouse=True)
def _dinsdag(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ten o'clock on a Tuesday."""
    monkeypatch.setattr(klok, "nu", lambda: klok.moment_op(DINSDAG, time(10)))


@pytest.mark.gegevensbank
def test_een_mail_per_dag_met_alles_erin_en_herhalen_verandert_niets(cast: Cast) -> None:
    _gesprek(cast, 9)
    cast.comaker.contactpersoon = cast.kerngroeplid
    cast.comaker.save()
    stil = CoMakerFactory(traject=cast.traject, contactpersoon=cast.kerngroeplid)
    _gehoord(stil, 40)
    assert voer_uit(DINSDAG) == 2
    assert voer_uit(DINSDAG) == 0
    (bericht,) = Bericht.objects.filter(gebruiker=cast.kerngroeplid)
    assert (bericht.klasse, bericht.periode) == ("B", "2026-11-24")
    assert {r.soort for r in bericht.herinneringen.all()} == {"verslag.schrijven", "stilte"}
    assert not Bericht.objects.exclude(pk=bericht.pk).exists()
    # The next day nothing is new; when the norm has passed once more, it is asked again.
    assert voer_uit(DINSDAG + timedelta(days=1)) == 0
    assert voer_uit(klok.plus_werkdagen(DINSDAG, 5)) >= 1


def test_zonder_de_sleutel_kwam_het_elke_dag(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: a period that changes daily reminds daily."""
    _gesprek(cast, 9)
    soort = herinneringen.register.soorten["verslag.schrijven"]
    elke_dag = herinneringen.Herinneringsoort(
        soort.naam,
        soort.laad,
        lambda b, dag: {Verschuldigd(v.ontvanger, v.onderwerp, str(dag)) for v in soort.verschuldigd(b, dag)},
        soort.punt,
    )
    monkeypatch.setitem(herinneringen.register.soorten, soort.naam, elke_dag)
    assert [voer_uit(DINSDAG + timedelta(days=n)) for n in range(3)] == [1, 1, 1]


def test_lang_stil_gaat_naar_de_opdrachtgever(cast: Cast) -> None:
    _gehoord(cast.comaker, 61)
    cast.comaker.contactpersoon = cast.kerngroeplid
    cast.comaker.save()
    voer_uit(DINSDAG)
    wie = set(Herinnering.objects.values_list("ontvanger", "soort"))
    assert wie == {
        (f"gebruiker:{cast.kerngroeplid.pk}", "stilte"),
        (f"gebruiker:{cast.opdrachtgever.pk}", "stilte.lang"),
    }


def test_opdrachtgever_die_zelf_contact_houdt_leest_het_een_keer(cast: Cast, mailoutbox: list) -> None:
    _gehoord(cast.comaker, 61)
    cast.comaker.contactpersoon = cast.opdrachtgever
    cast.comaker.save()
    voer_uit(DINSDAG)
    bezorg(Bericht.objects.get().pk, now=klok.nu())
    (mail,) = mailoutbox
    assert mail.subject == "Eén ding wacht op je in Brink"
    assert "hoort al lang niets" in mail.body
    assert mail.body.count(f"/comakers/{cast.comaker.pk}/") == 1


def test_precies_op_de_norm_nog_niet(cast: Cast) -> None:
    _gehoord(cast.comaker, 30)
    assert voer_uit(DINSDAG) == 0


def test_weekend_en_feestdag_herinneren_niemand(cast: Cast) -> None:
    _gesprek(cast, 30)
    assert [voer_uit(d) for d in (date(2026, 11, 28), date(2026, 11, 29), date(2026, 12, 25))] == [0, 0, 0]


def test_comaker_krijgt_een_vriendelijke_regel_met_de_eigen_link(
    cast: Cast, settings: object, tmp_path: object, mailoutbox: list
) -> None:
    gedeeld = klok.moment_op(DINSDAG - timedelta(days=20), time(9))
    verslag = VerslagFactory(gesprek=_gesprek(cast, 25), gedeeld=True, gedeeld_op=gedeeld)
    _gehoord(cast.comaker, 1)
    voer_uit(DINSDAG)
    (bericht,) = Bericht.objects.filter(persoon=cast.persoon)
    bezorg(bericht.pk, now=klok.nu())
    (mail,) = mailoutbox
    assert f"naar=/mijn/verslag/{verslag.pk}/" in mail.body
    assert "Je hoeft niets te doen" in mail.body
    assert voer_uit(DINSDAG + timedelta(days=30)) >= 0
    assert Herinnering.objects.filter(soort="verslag.lezen").count() == 1


def test_wat_intussen_gedaan_is_staat_niet_meer_in_de_mail(cast: Cast, mailoutbox: list) -> None:
    een, ander = _gesprek(cast, 9), _gesprek(cast, 10)
    _gehoord(cast.comaker, 1)
    voer_uit(DINSDAG)
    bericht = Bericht.objects.get()
    VerslagFactory(gesprek=een, gedeeld=True, gedeeld_op=klok.nu())
    bezorg(bericht.pk, now=klok.nu())
    (mail,) = mailoutbox
    assert mail.subject == "Eén ding wacht op je in Brink"
    assert f"/gesprekken/{ander.pk}/" in mail.body
    assert f"/gesprekken/{een.pk}/" not in mail.body


def test_is_alles_gedaan_dan_gaat_er_niets(cast: Cast, mailoutbox: list) -> None:
    gesprek = _gesprek(cast, 9)
    _gehoord(cast.comaker, 1)
    voer_uit(DINSDAG)
    VerslagFactory(gesprek=gesprek, gedeeld=True, gedeeld_op=klok.nu())
    bericht = Bericht.objects.get()
    bezorg(bericht.pk, now=klok.nu())
    bericht.refresh_from_db()
    assert (bericht.staat, mailoutbox) == (S.VERVALLEN, [])
    assert "intussen gedaan" in bericht.reden


def test_wat_later_die_dag_opkomt_wacht_tot_de_volgende(cast: Cast) -> None:
    _gesprek(cast, 9)
    _gehoord(cast.comaker, 1)
    voer_uit(DINSDAG)
    Bericht.objects.update(staat=S.VERZONDEN)
    _gesprek(cast, 10)
    assert voer_uit(DINSDAG) == 0
    assert voer_uit(DINSDAG + timedelta(days=1)) == 1


# ── The tick and the command ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.gegevensbank
def test_planner_schrijft_elke_werkdag_een_keer_op_ook_als_de_klok_terugspringt(db: None) -> None:
    acht = klok.moment_op(DINSDAG, time(8))
    for verschil in (-1, 0, 10, 3600, -1800, 12 * 3600, 24 * 3600, 0, -3 * 24 * 3600, 0):
        plan_dag(acht + timedelta(seconds=verschil))
    dagen = list(
        Taak.objects.filter(soort=herinneringen.TAAKSOORT).order_by("onderwerp").values_list("onderwerp", flat=True)
    )
    # Three days back is Saturday, so only these two.
    assert dagen == ["2026-11-24", "2026-11-25"]


def test_gemiste_dagen_gaan_op_in_de_laatste(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    gedraaid: list[date] = []
    monkeypatch.setattr(herinneringen, "voer_uit", gedraaid.append)
    for n in range(3):
        plan_dag(klok.moment_op(DINSDAG + timedelta(days=n), time(9)))
    for taak in Taak.objects.order_by("pk"):
        uitvoering.voer_uit(taak.pk, now=klok.moment_op(DINSDAG + timedelta(days=2), time(10)))
    assert gedraaid == [DINSDAG + timedelta(days=2)]


def test_opdracht_zegt_wat_ze_deed(cast: Cast) -> None:
    _gesprek(cast, 9)
    _gehoord(cast.comaker, 1)

    def draai(op: str) -> str:
        uit = StringIO()
        call_command("herinneringen", op=op, stdout=uit)
        return uit.getvalue().strip()

    assert draai("2026-11-24") == "2026-11-24: 1 herinneringen klaargezet."
    assert draai("2026-11-24") == "2026-11-24: 0 herinneringen klaargezet."
    assert "geen werkdag" in draai("2026-11-28")
    with pytest.raises(CommandError, match="geen datum"):
        draai("morgen")


def test_momentopname_kost_een_vast_aantal_queries(cast: Cast) -> None:
    tel: list[int] = []

    def meet() -> None:
        with CaptureQueriesContext(connection) as queries:
            regels.laad(cast.traject, DINSDAG)
        tel.append(len(queries))

    for erbij in (2, 20):
        for _ in range(erbij):
            comaker = CoMakerFactory(traject=cast.traject)
            GesprekFactory(traject=cast.traject, comakers=[comaker], interviewers=[cast.kerngroeplid])
        meet()
    assert tel == [6, 6]
