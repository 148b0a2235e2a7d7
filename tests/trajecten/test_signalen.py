"""Signalen: stored, gone with their cause, away when set aside; and each rule of the frame appears and goes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from leefsturing.lib import klok
from tests.conftest import Cast, FormClient
from tests.factories import DeelnameFactory, TrajectFactory
from toegang.enums import Rol
from trajecten import signalen
from trajecten.enums import Ernst
from trajecten.models import Deelname, Signaal, Traject
from trajecten.services import bereken_signalen, haal_terug, leg_terzijde, signalen_verouderd
from trajecten.services.signalen import TAAKSOORT, voer_taak_uit
from trajecten.signalen import Regel, Register, Waarneming
from werk.models import Taak

pytestmark = pytest.mark.django_db


@dataclass
class Proef:
    """A registry with one rule, whose observations the test decides."""

    ziet: list[Waarneming] = field(default_factory=list)

    def bepaal(self, snapshot: Any) -> Iterator[Waarneming]:
        yield from self.ziet


@pytest.fixture
def proef(monkeypatch: pytest.MonkeyPatch) -> Proef:
    proef = Proef()
    register = Register()
    register.registreer(
        "proef", lambda traject, now: now, [Regel("proef.regel", "M2", Ernst.LAAG, "omdat", proef.bepaal)]
    )
    monkeypatch.setattr("trajecten.services.signalen.register", register)
    return proef


def w(onderwerp: str, wat: str = "iets", **extra: Any) -> Waarneming:
    return Waarneming(onderwerp, wat, "/ergens/", "doe iets", **extra)


def codes(traject: Traject, now: datetime | None = None) -> set[str]:
    bereken_signalen(traject=traject, now=now)
    return set(Signaal.objects.for_traject(traject).values_list("code", flat=True))


def test_register_weigert_dubbele_codes_en_apps() -> None:
    register, leeg = Register(), Regel("a.b", "M1", Ernst.LAAG, "", lambda s: [])
    register.registreer("een", lambda t, n: None, [leeg])
    with pytest.raises(ValueError, match=r"a\.b"):
        register.registreer("twee", lambda t, n: None, [leeg])
    with pytest.raises(ValueError, match="een"):
        register.registreer("een", lambda t, n: None, [])
    dubbel = Regel("c.d", "M1", Ernst.LAAG, "", lambda s: [])
    with pytest.raises(ValueError, match=r"c\.d"):
        register.registreer("drie", lambda t, n: None, [dubbel, dubbel])


def test_elke_regel_zegt_waarom_en_van_welke_methode() -> None:
    for regel in signalen.register.regels():
        assert str(regel.waarom).strip(), regel.code
        assert regel.methode.startswith("M"), regel.code
    assert len(signalen.register.regels()) >= 8


def test_nieuw_verschijnt_en_weg_verdwijnt(cast: Cast, proef: Proef, nu: datetime) -> None:
    proef.ziet = [w("1"), w("2")]
    assert bereken_signalen(traject=cast.traject, now=nu) == {"nieuw": 2, "anders": 0, "weg": 0}
    proef.ziet = [w("2", "iets anders")]
    later = nu + timedelta(days=1)
    assert bereken_signalen(traject=cast.traject, now=later) == {"nieuw": 0, "anders": 1, "weg": 1}
    (signaal,) = Signaal.objects.for_traject(cast.traject)
    assert (signaal.onderwerp, signaal.wat, signaal.sinds) == ("2", "iets anders", nu)
    assert not Signaal.objects.for_traject(cast.ander_traject).exists()


def test_herhalen_verandert_niets(cast: Cast, proef: Proef) -> None:
    proef.ziet = [w("1", voor=cast.kerngroeplid.pk), w("2")]
    bereken_signalen(traject=cast.traject)
    assert bereken_signalen(traject=cast.traject) == {"nieuw": 0, "anders": 0, "weg": 0}


def test_terzijde_blijft_weg_zolang_de_oorzaak_blijft(cast: Cast, proef: Proef) -> None:
    proef.ziet = [w("1")]
    bereken_signalen(traject=cast.traject)
    leg_terzijde(signaal=Signaal.objects.get(), by=cast.kerngroeplid, reden="weten we")
    proef.ziet = [w("1", "iets erger")]
    bereken_signalen(traject=cast.traject)
    assert not Signaal.objects.te_tonen().exists()
    proef.ziet = []
    bereken_signalen(traject=cast.traject)
    proef.ziet = [w("1")]
    bereken_signalen(traject=cast.traject)
    assert Signaal.objects.te_tonen().count() == 1


def test_terughalen_toont_weer(cast: Cast, proef: Proef) -> None:
    proef.ziet = [w("1")]
    bereken_signalen(traject=cast.traject)
    leg_terzijde(signaal=Signaal.objects.get(), by=cast.kerngroeplid)
    haal_terug(signaal=Signaal.objects.get(), by=cast.kerngroeplid)
    assert Signaal.objects.te_tonen().count() == 1


def test_lange_teksten_passen_in_de_rij(cast: Cast, proef: Proef) -> None:
    proef.ziet = [Waarneming("x" * 200, "wat " * 300, "/" + "a" * 400, "doe " * 200)]
    bereken_signalen(traject=cast.traject)
    signaal = Signaal.objects.get()
    assert len(signaal.wat) <= 300
    assert signaal.wat.endswith("…")
    assert bereken_signalen(traject=cast.traject)["nieuw"] == 0


def test_veel_wijzigingen_geven_een_taak_en_een_tijdens_het_rekenen_een_tweede(cast: Cast, nu: datetime) -> None:
    for _ in range(5):
        signalen_verouderd(cast.traject)
    taak = Taak.objects.get(soort=TAAKSOORT)
    assert Taak.objects.claim(taak.pk, now=klok.nu(), lease=timedelta(seconds=60))
    signalen_verouderd(cast.traject)
    signalen_verouderd(cast.traject)
    assert Taak.objects.filter(soort=TAAKSOORT).count() == 2


def test_taak_rekent_en_een_verdwenen_traject_is_geen_fout(cast: Cast, proef: Proef) -> None:
    proef.ziet = [w("1")]
    voer_taak_uit(Taak(soort=TAAKSOORT, onderwerp=f"{cast.traject.pk}+"))
    assert Signaal.objects.for_traject(cast.traject).exists()
    voer_taak_uit(Taak(soort=TAAKSOORT, onderwerp="999999"))


# ── Rules of the frame ────────────────────────────────────────────────────────────────────────────────────


def test_te_grote_kerngroep_verschijnt_en_gaat(cast: Cast) -> None:
    assert "kerngroep.te_groot" not in codes(cast.traject)
    Traject.objects.filter(pk=cast.traject.pk).update(kerngroep_max=2)
    cast.traject.refresh_from_db()
    assert "kerngroep.te_groot" in codes(cast.traject)
    Deelname.objects.filter(traject=cast.traject, rol=Rol.KERNGROEPLID).update(rol=Rol.MEELEZER)
    assert "kerngroep.te_groot" not in codes(cast.traject)


def test_ontbrekende_rol_pas_na_de_eerste_week(nu: datetime) -> None:
    traject = TrajectFactory()
    DeelnameFactory(traject=traject, rol=Rol.OPDRACHTGEVER)
    assert "kerngroep.rol_ontbreekt" not in codes(traject, nu + timedelta(days=5))
    assert "kerngroep.rol_ontbreekt" in codes(traject, nu + timedelta(days=8))
    DeelnameFactory(traject=traject, rol=Rol.OPDRACHTNEMER)
    assert "kerngroep.rol_ontbreekt" not in codes(traject, nu + timedelta(days=8))


def test_planperiode_voorbij_verschijnt_en_gaat(cast: Cast) -> None:
    op_tijd = klok.moment_op(cast.traject.planperiode_eind)
    te_laat = op_tijd + timedelta(days=1)
    assert "planperiode.voorbij" not in codes(cast.traject, op_tijd)
    assert "planperiode.voorbij" in codes(cast.traject, te_laat)
    cast.traject.planperiode_eind += timedelta(days=30)
    assert "planperiode.voorbij" not in codes(cast.traject, te_laat)


# ── Through the front door ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def signaal(cast: Cast, proef: Proef) -> Signaal:
    proef.ziet = [w("1", "De soep wordt koud.")]
    bereken_signalen(traject=cast.traject)
    return Signaal.objects.get()


def test_een_tik_legt_terzijde_en_noemt_wie(als: Callable[[str], FormClient], signaal: Signaal) -> None:
    client, url = als("kerngroeplid"), f"/t/brink/signalen/{signaal.pk}/terzijde/"
    assert client.post(url, {"naar": "keuken"}).headers["Location"] == "/t/brink/"
    assert client.post(url, {"reden": "x"}).headers["Location"] == "/t/brink/signalen/"
    signaal.refresh_from_db()
    assert signaal.terzijde_reden == ""
    pagina = client.get("/t/brink/signalen/").content.decode()
    assert "Terzijde gelegd" in pagina
    assert client.post(f"/t/brink/signalen/{signaal.pk}/terughalen/").status_code == 303
    assert "De soep wordt koud." in client.get("/t/brink/").content.decode()


def test_meelezer_leest_signalen_en_legt_niets_terzijde(als: Callable[[str], FormClient], signaal: Signaal) -> None:
    pagina = als("meelezer").get("/t/brink/signalen/").content.decode()
    assert "De soep wordt koud." in pagina
    assert "Leg terzijde" not in pagina
    assert als("meelezer").post(f"/t/brink/signalen/{signaal.pk}/terzijde/").status_code == 403
    assert als("raadslid").get("/t/brink/signalen/").status_code == 403


def test_signaal_van_ander_traject_bestaat_niet(als: Callable[[str], FormClient], cast: Cast, proef: Proef) -> None:
    proef.ziet = [w("1")]
    bereken_signalen(traject=cast.ander_traject)
    ander = Signaal.objects.get()
    assert als("kerngroeplid").post(f"/t/brink/signalen/{ander.pk}/terzijde/").status_code == 404


def test_signaal_zegt_voor_wie_het_is(als: Callable[[str], FormClient], cast: Cast, proef: Proef) -> None:
    proef.ziet = [w("1", voor=cast.kerngroeplid.pk), w("2", "later")]
    bereken_signalen(traject=cast.traject)
    assert "voor jou" in als("kerngroeplid").get("/t/brink/signalen/").content.decode()
    ander = als("opdrachtgever").get("/t/brink/signalen/").content.decode()
    assert "voor jou" not in ander
    assert f"Voor {cast.kerngroeplid.naam}" in ander
    assert "Voor de hele kerngroep" in ander
    alleen = als("opdrachtgever").get(f"/t/brink/signalen/?wie={cast.kerngroeplid.pk}").content.decode()
    assert "Voor de hele kerngroep" not in alleen
    assert als("kerngroeplid").get("/t/brink/signalen/?wie=mij").context["pagina"].paginator.count == 1
    assert als("kerngroeplid").get("/t/brink/signalen/?wie=%27;--").context["pagina"].paginator.count == 0
