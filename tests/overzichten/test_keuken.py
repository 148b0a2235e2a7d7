"""The keuken: one page over everything, at most eight queries, never locked; and the start page."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comakers.models import Onderbouwing, Terugkoppeling
from leefsturing.lib import klok
from overzichten import gerechten_samen as samen
from overzichten.cijfers import Cijfers
from overzichten.gerechten import gerechten
from overzichten.periode import periode
from overzichten.selectors.cijfers import cijfers as tel
from overzichten.stilte import Punt, strip
from tests.conftest import Cast, FormClient
from tests.factories import (
    AtelierFactory,
    CoMakerFactory,
    DeelnameFactory,
    GesprekFactory,
    KansFactory,
    KetenFactory,
    KrachtFactory,
    KruispuntFactory,
    OntwikkelingFactory,
    PartijFactory,
    PijlerFactory,
    ProjectFactory,
    SchakelFactory,
    StapFactory,
    StreefbeeldpuntFactory,
    ThemaFactory,
    ToezeggingFactory,
    TrajectFactory,
    UitspraakFactory,
    VerslagFactory,
)
from toegang.enums import Rol
from trajecten.models import Signaal, Traject
from trajecten.navigatie import kamer_adres

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]


def vul(traject: Traject, keer: int) -> None:
    """A traject of which every part of the keuken has something to show, ``keer`` times."""
    pijlers = [PijlerFactory(traject=traject, plaats=p) for p in (1, 2, 3)] if keer < 5 else []
    for i in range(keer):
        comaker = CoMakerFactory(traject=traject)
        Terugkoppeling.objects.create(
            traject=traject, comaker=comaker, kanaal="bellen", op=timezone.now() - timedelta(days=i * 7)
        )
        gesprek = GesprekFactory(traject=traject, comakers=[comaker])
        GesprekFactory(
            traject=traject, comakers=[comaker], staat="gepland", wanneer=timezone.now() + timedelta(days=2, hours=i)
        )
        VerslagFactory(gesprek=gesprek)
        uitspraak = UitspraakFactory(comaker=comaker, gesprek=gesprek)
        for pijler in pijlers:
            Onderbouwing.objects.create(traject=traject, uitspraak=uitspraak, pijler=pijler)
        ThemaFactory(traject=traject)
        ToezeggingFactory(comaker=comaker)
        ProjectFactory(traject=traject)
        AtelierFactory(traject=traject, wanneer=timezone.now() + timedelta(days=5))
        SchakelFactory(keten=KetenFactory(traject=traject))
        Signaal.objects.create(
            traject=traject, code=f"proef.{i}.{keer}", methode="M1", ernst="laag", wat=f"signaal {i}", waarom="",
            volgende="doe", adres="/", sinds=timezone.now(),
        )  # fmt: skip


def queries(client: FormClient, url: str) -> int:
    with CaptureQueriesContext(connection) as gevangen:
        antwoord = client.get(url)
    assert antwoord.status_code == 200, url
    return len(gevangen)


@pytest.mark.gegevensbank
def test_keuken_kost_hooguit_acht_queries_bij_elke_grootte(als: Als, cast: Cast) -> None:
    client = als("kerngroeplid")
    leeg = queries(client, "/t/brink/")
    vul(cast.traject, 3)
    klein = queries(client, "/t/brink/")
    vul(cast.traject, 30)
    groot = queries(client, "/t/brink/")
    assert (leeg, klein, groot) == (8, 8, 8)


@pytest.mark.parametrize("url", ["/t/brink/signalen/", "/t/brink/pijlers/", "/t/brink/dos-en-donts/", "/"])
def test_andere_kamers_houden_hun_aantal_queries(als: Als, cast: Cast, url: str) -> None:
    client = als("kerngroeplid")
    vul(cast.traject, 2)
    klein = queries(client, url)
    vul(cast.traject, 20)
    for _ in range(5):
        DeelnameFactory(gebruiker=cast.kerngroeplid, rol=Rol.MEELEZER)
    assert queries(client, url) == klein


def test_lege_keuken_legt_uit_en_biedt_de_eerste_stap(als: Als, cast: Cast) -> None:
    pagina = als("kerngroeplid").get("/t/brink/").content.decode()
    assert "Nog geen pijlers" in pagina
    assert "/t/brink/pijlers/nieuw/" in pagina
    assert "Er staat niets gepland." in pagina
    assert "geen gegevens" not in pagina.lower()


@pytest.mark.gegevensbank
def test_volle_keuken_toont_alles(als: Als, cast: Cast) -> None:
    vul(cast.traject, 4)
    pagina = als("kerngroeplid").get("/t/brink/").content.decode()
    pijler = cast.traject.pk and PijlerFactory._meta.model.objects.first()
    for tekst in (
        pijler.titel,
        "4 uitspraken pleiten ervoor",
        "Op het vuur",
        "signaal 0",
        "Nog 1 signaal",
        "<svg",
        "Wie is het langst stil?",
        "Gesprek met",
        "Snelle successen",
    ):
        assert tekst in pagina, tekst


def test_keuken_lekt_niets_van_elders(als: Als, cast: Cast) -> None:
    vul(cast.ander_traject, 2)
    pagina = als("kerngroeplid").get("/t/brink/").content.decode()
    assert "signaal 0" not in pagina
    assert als("vreemde").get("/t/brink/").status_code == 404


def test_raadslid_gaat_naar_de_raadspagina_en_ziet_geen_keuken(als: Als, cast: Cast) -> None:
    antwoord = als("raadslid").get("/t/brink/")
    assert (antwoord.status_code, antwoord.headers["Location"]) == (303, "/t/brink/raad/")
    pagina = als("raadslid").get("/t/brink/pijlers/").content.decode()
    assert 'href="/t/brink/"' not in pagina.split("<nav")[-1].split("</nav>")[0]


def test_raad_zonder_schakelaar_komt_er_niet_in(als: Als, cast: Cast) -> None:
    Traject.objects.filter(pk=cast.traject.pk).update(raad_kijkt_mee=False)
    assert als("raadslid").get("/t/brink/").status_code == 403
    assert "nog niet voor de raad geopend" in als("raadslid").get("/").content.decode()


def test_meelezer_kijkt_en_krijgt_geen_knoppen(als: Als, cast: Cast) -> None:
    vul(cast.traject, 1)
    pagina = als("meelezer").get("/t/brink/").content.decode()
    assert "Kijk hoe het staat" in pagina
    assert "Leg terzijde" not in pagina
    assert "/nieuw/" not in pagina


# ── Dishes ────────────────────────────────────────────────────────────────────────────────────────────────


def test_elk_gerecht_heeft_een_volgende_stap_en_geen_slot() -> None:
    for cijfers in (
        Cijfers(),
        Cijfers(pijlers=1, comakers=3, uitspraken=2, projecten=1, plan_nummer=1, plan_staat="concept"),
        Cijfers(pijlers=3, vastgesteld=3, comakers=3, gesproken=3, gesprekken=3, uitspraken=9, themas=3, projecten=2,
                successen=1, plan_nummer=2, plan_staat="vastgesteld"),
    ):  # fmt: skip
        rij = gerechten(cijfers, "brink", Rol.OPDRACHTGEVER)
        kamers = ["pijlers", "comakers", "themas", "positionering", "streefbeeld", "kruispunten", "ateliers",
                  "projecten", "ketens", "plan"]  # fmt: skip
        assert [g.adres for g in rij] == [adres for k in kamers if (adres := kamer_adres(k, "brink"))]
        assert all(g.actie and g.actie_adres.startswith("/t/brink/") and g.staat for g in rij)


@pytest.mark.parametrize(
    ("cijfers", "stap", "mist", "gaar"),
    [
        (Cijfers(), 1, "Twee of drie ambities die richting geven.", "koud"),
        (Cijfers(pijlers=1), 1, "Eén pijler is nog geen koers.", "vuur"),
        (Cijfers(pijlers=2, zonder_bewijs=("Trots",)), 1, "Nog niemands woorden onder ‘Trots’.", "vuur"),
        (Cijfers(pijlers=2, zonder_effect=((7, "Trots"),)), 1, "Nog geen beoogd effect onder ‘Trots’.", "vuur"),
        (Cijfers(pijlers=2), 1, "Een besluit dat ze vaststelt.", "vuur"),
        (Cijfers(pijlers=2, vastgesteld=2), 1, "", "gaar"),
        (
            Cijfers(comakers=2, zonder_verslag=1, eerste_zonder_verslag=5),
            2,
            "1 gesprek heeft nog geen gedeeld verslag.",
            "vuur",
        ),
        (Cijfers(comakers=2, met_opmerkingen=2), 2, "2 verslagen met opmerkingen wachten op antwoord.", "vuur"),
        (Cijfers(comakers=2, volgende_categorie="visionairen"), 2, "Nog niemand gesproken van de visionairen.", "vuur"),
        (Cijfers(uitspraken=3, zonder_thema=1), 3, "1 uitspraak heeft nog geen thema.", "vuur"),
        (Cijfers(projecten=1, successen=1, zonder_trekker=1), 7, "1 project heeft nog geen trekker.", "vuur"),
        (Cijfers(plan_nummer=1, plan_staat="concept"), 0, "De co-makers hebben het nog niet gezien.", "vuur"),
    ],
)
def test_gerecht_zegt_wat_het_mist(cijfers: Cijfers, stap: int, mist: str, gaar: str) -> None:
    gerecht = next(g for g in gerechten(cijfers, "brink", Rol.KERNGROEPLID) if g.stap == stap)
    assert (gerecht.mist, gerecht.gaar) == (mist, gaar)


@pytest.mark.parametrize(
    ("gerecht", "cijfers", "mist"),
    [
        (samen.positionering, Cijfers(), "Wat komt er op de wijk af, dichtbij en ver weg?"),
        (samen.positionering, Cijfers(ontwikkelingen=2), "Nog niets van buiten de wijk: stad, regio, land."),
        (samen.positionering, Cijfers(ontwikkelingen=2, boven_de_wijk=1), "Waar is de wijk zelf sterk in?"),
        (samen.positionering, Cijfers(ontwikkelingen=2, boven_de_wijk=1, krachten=1), ""),
        (samen.streefbeeld, Cijfers(), "Wat zie je over vijftien jaar, en wat niet meer?"),
        (samen.streefbeeld, Cijfers(punten=2, fysiek=2), "Nog niets over hoe mensen dan leven."),
        (samen.streefbeeld, Cijfers(punten=2, sociaal=2), "Nog niets over hoe het er dan uitziet."),
        (samen.streefbeeld, Cijfers(punten=2, sociaal=1, fysiek=1, pijlers=3, verhalen=1),
         "2 pijlers hebben nog geen verhaal."),
        (samen.streefbeeld, Cijfers(punten=2, sociaal=1, fysiek=1), "De weg terug: wat moet er eerder al zijn?"),
        (samen.streefbeeld, Cijfers(punten=2, sociaal=1, fysiek=1, stappen=3), ""),
        (samen.kruispunten, Cijfers(), "Eén vraag waarin partijen elkaar vinden."),
        (samen.kruispunten, Cijfers(kruispunten=2, eenzaam=1),
         "Bij 1 kruispunt staat nog niemand om mee te combineren."),
        (samen.kruispunten, Cijfers(kruispunten=2, kansen=3), "3 kansen wachten op een ja of nee."),
        (samen.kruispunten, Cijfers(kruispunten=2, initiatieven=4), ""),
        (samen.ateliers, Cijfers(), "Een bewuste mix van mensen rond één vraag."),
        (samen.ateliers, Cijfers(ateliers_te_sluiten=1), "1 atelier is geweest en nog niet gesloten."),
        (samen.ateliers, Cijfers(ateliers_gehouden=1, zonder_atelier=2), "2 kruispunten hebben nog geen atelier."),
        (samen.ateliers, Cijfers(ateliers_gehouden=1), "Er staat geen nieuw atelier gepland."),
        (samen.ateliers, Cijfers(ateliers_komend=1, eerstvolgend_atelier=date(2026, 12, 3)), ""),
        (samen.ketens, Cijfers(), "Begin met de sterkste schakels rond een kruispunt."),
        (samen.ketens, Cijfers(ketens=2, gebroken=1), "In 1 keten is een schakel gebroken."),
        (samen.ketens, Cijfers(ketens=2, zonder_sterke=2), "2 ketens hebben nog geen sterke schakel."),
        (samen.ketens, Cijfers(ketens=2, zonder_uitstap=1),
         "Bij 1 schakel van de overheid staat nog niet wanneer zij eruit stapt."),
        (samen.ketens, Cijfers(ketens=2, schakels=5, vastgelegd=2), ""),
    ],
)  # fmt: skip
def test_later_gerecht_zegt_wat_het_mist(gerecht: Callable[[Cijfers], Any], cijfers: Cijfers, mist: str) -> None:
    staat, gemist, doe = gerecht(cijfers)
    assert gemist == mist
    assert staat.endswith(".") or not staat
    assert doe.tekst


@pytest.mark.gegevensbank
def test_cijfers_tellen_wat_er_is(cast: Cast, nu: datetime) -> None:
    traject = cast.traject
    OntwikkelingFactory(traject=traject, schaal="wijk")
    OntwikkelingFactory(traject=traject, schaal="land")
    KrachtFactory(traject=traject)
    StreefbeeldpuntFactory(traject=traject, aspect="sociaal")
    StapFactory(traject=traject)
    eenzaam, samen_sterk = KruispuntFactory(traject=traject), KruispuntFactory(traject=traject, staat="in_uitvoering")
    eenzaam.partijen.add(PartijFactory(traject=traject))
    samen_sterk.partijen.add(*[PartijFactory(traject=traject) for _ in range(2)])
    KansFactory(traject=traject)
    AtelierFactory(traject=traject, kruispunt=eenzaam, wanneer=nu + timedelta(days=3))
    te_sluiten = AtelierFactory(traject=traject, wanneer=nu - timedelta(days=3))
    keten, gemeente = KetenFactory(traject=traject), PartijFactory(traject=traject, zijde="overheid")
    SchakelFactory(keten=keten, partij=gemeente, kracht="gebroken")
    SchakelFactory(keten=keten, vertrokken_op=klok.vandaag(nu), kracht="sterk")
    ProjectFactory(traject=traject, staat="gestopt", stopreden="x")
    for rij in (OntwikkelingFactory, KruispuntFactory, AtelierFactory, KetenFactory, ProjectFactory):
        rij(traject=cast.ander_traject)
    c = tel(traject, [], nu)
    assert (c.ontwikkelingen, c.boven_de_wijk, c.krachten, c.punten, c.sociaal, c.fysiek, c.stappen) == (
        2,
        1,
        1,
        1,
        1,
        0,
        1,
    )
    assert (c.kruispunten, c.in_uitvoering, c.eenzaam, c.zonder_atelier) == (2, 1, 1, 0)
    assert (c.ateliers_komend, c.ateliers_te_sluiten, c.eerste_te_sluiten) == (1, 1, te_sluiten.pk)
    assert c.eerstvolgend_atelier == klok.vandaag(nu + timedelta(days=3))
    assert (c.ketens, c.gebroken, c.zonder_sterke, c.schakels, c.zonder_uitstap) == (1, 1, 1, 1, 1)
    assert (c.projecten, c.comakers, c.gesproken, c.plan_nummer) == (0, 1, 1, None)


# ── Silence ───────────────────────────────────────────────────────────────────────────────────────────────


def test_strip_zegt_in_woorden_wat_hij_toont() -> None:
    punten = [Punt(1, "Ali", None), Punt(2, "Bo", 45), Punt(3, "Cas", 30), Punt(4, "Dee", 0)]
    beeld = strip(punten, norm=30, totaal=4)
    assert beeld.zin == "2 van de 4 co-makers hoorden langer dan 30 dagen niets."
    breed, smal = beeld.tekeningen
    assert len(breed.stippen) == len(smal.stippen) == 2
    for tekening in (breed, smal):
        rustig = [int(x) + tekening.straal for x in re.findall(r"M(\d+)", tekening.rustig)]
        assert len(rustig) == 2
        assert all(0 < x < tekening.norm_x for x in rustig)
        assert all(tekening.norm_x < s.x < tekening.breedte and 0 < s.y < tekening.as_y for s in tekening.stippen)
    assert [p.in_woorden for p in punten] == [
        "nog nooit iets gehoord",
        "45 dagen geleden",
        "30 dagen geleden",
        "vandaag iets gehoord",
    ]


def test_strip_met_duizend_mensen_blijft_een_plaatje() -> None:
    beeld = strip([Punt(i, f"p{i}", i % 90) for i in range(1000)], norm=30, totaal=1000)
    assert beeld.tekeningen[0].hoogte < 300
    assert beeld.tekeningen[0].teveel
    assert len(beeld.rijen) == 12
    assert strip([], norm=30, totaal=0).tekeningen == []


# ── Time ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("dag", "tekst", "week"),
    [
        (date(2026, 8, 31), "Begint over 1 dag", 0),
        (date(2026, 9, 1), "Week 1 van 31", 1),
        (date(2026, 9, 8), "Week 2 van 31", 2),
        (date(2027, 3, 31), "Week 31 van 31", 31),
        (date(2027, 4, 1), "1 dag over de einddatum", 31),
    ],
)
def test_waar_we_zijn_in_de_planperiode(dag: date, tekst: str, week: int) -> None:
    stand = periode(TrajectFactory(), dag)
    assert (stand.tekst, stand.week, stand.weken) == (tekst, week, 31)


@pytest.mark.gegevensbank
def test_agenda_toont_wat_komt_en_wat_te_laat_is(als: Als, cast: Cast, nu: datetime) -> None:
    GesprekFactory(traject=cast.traject, comakers=[cast.comaker], staat="gepland", wanneer=nu + timedelta(days=40))
    GesprekFactory(traject=cast.traject, comakers=[], staat="gevoerd", titel="Bijeenkomst", wanneer=nu)
    ToezeggingFactory(comaker=cast.comaker, tekst="Zaal regelen", uiterlijk=klok.vandaag() - timedelta(days=3))
    ToezeggingFactory(comaker=cast.comaker, tekst="Al gedaan", nagekomen_op=klok.vandaag())
    ToezeggingFactory(comaker=CoMakerFactory(traject=cast.ander_traject), tekst="Van elders")
    pagina = als("meelezer").get("/t/brink/agenda/").content.decode()
    assert f"Gesprek met {cast.persoon.volledige_naam}" in pagina
    assert "Had al gemoeten" in pagina
    assert "Zaal regelen" in pagina
    for weg in ("Al gedaan", "Van elders", "Bijeenkomst"):
        assert weg not in pagina, weg
    assert als("raadslid").get("/t/brink/agenda/").status_code == 403


# ── Start ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_start_toont_alleen_eigen_trajecten_met_rol(als: Als, cast: Cast) -> None:
    pagina = als("meelezer").get("/").content.decode()
    assert "Brink" in pagina
    assert "jij bent meelezer" in pagina
    assert "Elders" not in pagina
    assert als("anoniem").get("/").headers["Location"].startswith("/account/inloggen/")
    assert "Je doet nog aan geen enkel traject mee" in als("beheerder").get("/").content.decode()
