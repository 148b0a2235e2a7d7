"""Each rule over co-makers, gesprekken and statements: it appears, and it goes again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from comakers import signalen
from comakers.models import Onderbouwing, Terugkoppeling, Uitspraak
from comakers.selectors.signalen import (
    Beeld,
    BelofteFeit,
    CategorieFeit,
    ComakerFeit,
    GesprekFeit,
    PijlerFeit,
    ThemaFeit,
    snapshot,
)
from ketens.models import ProjectHerkomst
from leefsturing.lib import klok
from tests.factories import (
    CategorieFactory,
    CoMakerFactory,
    GesprekFactory,
    PijlerFactory,
    ProjectFactory,
    ThemaFactory,
    ToezeggingFactory,
    UitspraakFactory,
    VerslagFactory,
)
from trajecten.models import Signaal
from trajecten.services.signalen import bereken_signalen

NU = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
EERDER = NU - timedelta(days=40)
LEEG = Beeld("brink", NU, deel=0.1, norm_verslag=5, norm_antwoord=10, norm_stilte=30)
CAT1 = CategorieFeit(1, "visionairen", 1, EERDER, False)
CAT2 = CategorieFeit(2, "bewoners", 2, NU, False)
MENS = ComakerFeit(7, "Jan", actief=True, gesproken=True, heeft_grond=True, contactpersoon=3, dagen_stil=30,
                   dagen_zonder_resultaat=60)  # fmt: skip
GESPREK = GesprekFeit(9, "Jan", 3, gedeeld=True, werkdagen_sinds=30, wacht_op_antwoord=False, werkdagen_sinds_delen=10)
BELOFTE = BelofteFeit(8, "de sleutel", 3, NU.date(), gesprek=9, comaker=7)
THEMA = ThemaFeit(4, "groen", mensen=4, raakt_pijler=True)
PIJLER = PijlerFeit(5, "trots", onderbouwingen=1)
GOED = replace(
    LEEG,
    categorieen=(CAT1, CAT2),
    comakers=(MENS,),
    gesprekken=(GESPREK,),
    onaangeroerd=(NU - timedelta(days=30),),
    heeft_uitspraken=True,
    beloften=(BELOFTE,) * 10,
    themas=(THEMA,),
    pijlers=(PIJLER,),
)
FOUT = {
    "categorie.nooit_gesproken": [
        replace(GOED, categorieen=(replace(CAT1, eerste_gesprek=None), CAT2)),
        replace(GOED, deel=0.4, categorieen=(CAT1, replace(CAT2, eerste_gesprek=None))),
    ],
    "categorie.buiten_volgorde": [
        replace(GOED, categorieen=(replace(CAT1, eerste_gesprek=NU), replace(CAT2, eerste_gesprek=EERDER))),
    ],
    "comaker.zonder_selectiegrond": [replace(GOED, comakers=(replace(MENS, heeft_grond=False),))],
    "gesprek.zonder_verslag": [replace(GOED, gesprekken=(replace(GESPREK, gedeeld=False, werkdagen_sinds=6),))],
    "verslag.onbeantwoord": [
        replace(GOED, gesprekken=(replace(GESPREK, wacht_op_antwoord=True, werkdagen_sinds_delen=11),))
    ],
    "comaker.te_stil": [
        replace(GOED, comakers=(replace(MENS, dagen_stil=31),)),
        replace(GOED, comakers=(replace(MENS, dagen_stil=None),)),
    ],
    "uitspraken.onaangeroerd": [replace(GOED, onaangeroerd=(NU - timedelta(days=31),))],
    "beloften.te_veel": [replace(GOED, beloften=(BELOFTE,) * 11)],
    "belofte.te_laat": [replace(GOED, beloften=(replace(BELOFTE, uiterlijk=NU.date() - timedelta(days=1)),))],
    "bijdrage.zonder_resultaat": [replace(GOED, comakers=(replace(MENS, dagen_zonder_resultaat=61),))],
    "thema.buiten_pijlers": [replace(GOED, themas=(replace(THEMA, raakt_pijler=False),))],
    "pijler.zonder_onderbouwing": [replace(GOED, pijlers=(replace(PIJLER, onderbouwingen=0),))],
}
GAAN_SAMEN = {"categorie.nooit_gesproken": {"categorie.nooit_gesproken", "categorie.buiten_volgorde"}}


def ziet(beeld: Beeld) -> set[str]:
    return {r.code for r in signalen.REGELS for _ in r.bepaal(beeld)}


@pytest.mark.parametrize("code", [r.code for r in signalen.REGELS])
def test_elke_regel_verschijnt_en_verdwijnt(code: str) -> None:
    assert code not in ziet(GOED)
    for beeld in FOUT[code]:
        assert code in ziet(beeld)
        assert ziet(beeld) <= GAAN_SAMEN.get(code, {code}), "one cause, one signal"


def test_een_nieuw_traject_klaagt_niet() -> None:
    begin = replace(LEEG, categorieen=(replace(CAT1, eerste_gesprek=None), replace(CAT2, eerste_gesprek=None)))
    assert ziet(LEEG) == ziet(begin) == set()


def test_grenzen_zijn_stil() -> None:
    assert ziet(replace(GOED, comakers=(replace(MENS, actief=False, gesproken=False, heeft_grond=False),))) == set()
    assert ziet(replace(GOED, gesprekken=(replace(GESPREK, gedeeld=False, werkdagen_sinds=5),))) == set()
    assert ziet(replace(GOED, themas=(replace(THEMA, mensen=3, raakt_pijler=False),))) == set()
    assert ziet(replace(GOED, themas=(replace(THEMA, raakt_pijler=False),), pijlers=())) == set()
    assert ziet(replace(GOED, pijlers=(replace(PIJLER, onderbouwingen=0),), heeft_uitspraken=False)) == set()
    assert ziet(replace(GOED, categorieen=(replace(CAT1, eerste_gesprek=None, heeft_gepland=True), CAT2))) == {
        "categorie.buiten_volgorde"
    }


@pytest.mark.django_db
def test_beeld_leest_de_gegevens(cast: Any, nu: datetime, django_assert_num_queries: Any) -> None:
    later = CategorieFactory(traject=cast.traject)
    g = GesprekFactory(traject=cast.traject, comakers=[cast.comaker], interviewers=[cast.kerngroeplid])
    GesprekFactory(
        traject=cast.traject, comakers=[CoMakerFactory(traject=cast.traject, categorie=later)], doel="pijlers"
    )
    VerslagFactory(gesprek=g, gedeeld=True)
    thema, pijler = ThemaFactory(traject=cast.traject), PijlerFactory(traject=cast.traject)
    u = UitspraakFactory(comaker=cast.comaker)
    u.themas.add(thema)
    UitspraakFactory(comaker=cast.comaker)
    ToezeggingFactory(comaker=cast.comaker)
    beeld = snapshot(cast.traject, nu)
    assert {c.pk: bool(c.eerste_gesprek) for c in beeld.categorieen} == {
        cast.comaker.categorie_id: True,
        later.pk: False,
    }
    assert [f.wacht_op_antwoord for f in beeld.gesprekken if f.pk == g.pk] == [True]
    assert (len(beeld.onaangeroerd), len(beeld.beloften), beeld.heeft_uitspraken) == (1, 1, True)
    assert [(t.mensen, t.raakt_pijler) for t in beeld.themas] == [(1, False)]
    assert [p.onderbouwingen for p in beeld.pijlers] == [0]
    Onderbouwing.objects.create(traject=cast.traject, uitspraak=u, pijler=pijler)
    beeld = snapshot(cast.traject, nu)
    assert [t.raakt_pijler for t in beeld.themas] == [True]
    assert [p.onderbouwingen for p in beeld.pijlers] == [1]
    with django_assert_num_queries(13):
        snapshot(cast.traject, nu)


@pytest.mark.django_db
def test_klok_van_resultaten_begint_opnieuw_als_er_iets_gebeurt(cast: Any, nu: datetime) -> None:
    def dagen() -> int:
        return next(c.dagen_zonder_resultaat for c in snapshot(cast.traject, nu).comakers if c.pk == cast.comaker.pk)

    assert dagen() == 0
    uitspraak = UitspraakFactory(comaker=cast.comaker)
    Uitspraak.objects.update(created_at=nu - timedelta(days=90))
    hoorde = {"traject": cast.traject, "comaker": cast.comaker, "kanaal": "bellen"}
    Terugkoppeling.objects.create(op=nu - timedelta(days=3), **hoorde)
    assert dagen() == 90, "hearing is not the same as something happening"
    project = ProjectFactory(traject=cast.traject)
    ProjectHerkomst.objects.create(
        traject=cast.traject, product=project, uitspraak=uitspraak, gekoppeld_op=nu - timedelta(days=40)
    )
    assert dagen() == 40
    Terugkoppeling.objects.create(op=nu - timedelta(days=5), is_resultaat=True, **hoorde)
    assert dagen() == 5


def test_belofte_is_voor_wie_haar_deed_en_resultaat_voor_de_contactpersoon() -> None:
    anderen = tuple(replace(MENS, pk=i, naam=f"Mens {i}", dagen_zonder_resultaat=70 + i) for i in range(5))
    beeld = replace(GOED, comakers=anderen, beloften=(replace(BELOFTE, uiterlijk=EERDER.date()),))
    gezien = {r.code: w for r in signalen.REGELS for w in r.bepaal(beeld)}
    assert gezien["belofte.te_laat"].voor == 3
    assert "11 oktober" in gezien["belofte.te_laat"].wat
    resultaat = gezien["bijdrage.zonder_resultaat"]
    assert "5 co-makers" in resultaat.wat
    assert "Mens 4, Mens 3, Mens 2 en nog 2" in resultaat.wat
    assert (resultaat.voor, resultaat.adres) == (3, "/t/brink/comakers/4/")


@pytest.mark.django_db
def test_stilte_wordt_een_signaal_en_verdwijnt_na_een_belletje(cast: Any, als: Any) -> None:
    bereken_signalen(traject=cast.traject)
    signaal = Signaal.objects.get(code="comaker.te_stil")
    assert cast.persoon.volledige_naam in signaal.wat
    client = als("kerngroeplid")
    assert client.get(signaal.adres).status_code == 200
    data = {"kanaal": "bellen", "dag": klok.vandaag().isoformat(), "tekst": "even gebeld"}
    assert client.post(f"/t/brink/comakers/{cast.comaker.pk}/gehoord/", data).status_code == 303
    bereken_signalen(traject=cast.traject)
    assert not Signaal.objects.filter(code="comaker.te_stil").exists()


@pytest.mark.django_db
def test_elk_adres_bestaat(cast: Any, als: Any) -> None:
    cast.comaker.wil_weten = ""
    cast.comaker.save()
    g = GesprekFactory(traject=cast.traject, comakers=[cast.comaker])
    gevuld = replace(
        FOUT["gesprek.zonder_verslag"][0],
        categorieen=(
            replace(CAT1, pk=cast.comaker.categorie_id, eerste_gesprek=None),
            replace(CAT2, pk=cast.comaker.categorie_id),
        ),
        comakers=(replace(MENS, pk=cast.comaker.pk, heeft_grond=False, dagen_stil=None, dagen_zonder_resultaat=99),),
        gesprekken=tuple(
            replace(f, pk=g.pk, gedeeld=False, wacht_op_antwoord=True, werkdagen_sinds_delen=99) for f in (GESPREK,)
        ),
        onaangeroerd=(EERDER,),
        beloften=(replace(BELOFTE, gesprek=g.pk, uiterlijk=EERDER.date()),) * 99,
        themas=(replace(THEMA, pk=ThemaFactory(traject=cast.traject).pk, raakt_pijler=False),),
        pijlers=(replace(PIJLER, onderbouwingen=0),),
    )  # fmt: skip
    client = als("kerngroeplid")
    gezien = [w for r in signalen.REGELS for w in r.bepaal(gevuld)]
    assert len(gezien) >= len(signalen.REGELS)
    for waarneming in gezien:
        assert client.get(waarneming.adres).status_code == 200, waarneming.adres
