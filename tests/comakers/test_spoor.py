"""What happened with what somebody said: a sentence for everything, in order, in a fixed number of queries."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from comakers.enums import GesprekStaat, Houding, Toestemming, VerslagStaat
from comakers.models import (
    CoMaker,
    GemeldeStap,
    Herkomst,
    HerkomstKoppeling,
    Onderbouwing,
    Terugkoppeling,
    ThemaKoppeling,
    Uitspraak,
)
from comakers.models.herkomst import koppelingen
from comakers.selectors.spoor import KLEINSTE_GROEP, Stand, hoogtepunten, nieuwe_stappen, spoor, telling
from ketens.models import Project
from leefsturing.lib import klok
from pijlers.enums import PijlerStaat
from plannen.models import Plan
from tests.factories import (
    BesluitFactory,
    CoMakerFactory,
    GebruikerFactory,
    GesprekFactory,
    PijlerFactory,
    PlanFactory,
    ProjectFactory,
    ThemaFactory,
    UitspraakFactory,
    VerslagFactory,
    VerslagVersieFactory,
)

pytestmark = pytest.mark.django_db
NU = datetime.fromisoformat("2026-11-24T10:00:00+01:00")


@pytest.fixture
def comaker() -> CoMaker:
    return CoMakerFactory()


def zeg(comaker: CoMaker, tekst: str = "Meer banken.", dagen: int = 20, **velden: Any) -> Uitspraak:
    """A statement from a gesprek some days ago."""
    gesprek = GesprekFactory(traject=comaker.traject, comakers=[comaker], wanneer=NU - timedelta(days=dagen))
    return UitspraakFactory(comaker=comaker, gesprek=gesprek, tekst=tekst, **velden)


def geef_thema(uitspraak: Uitspraak, thema: Any, dagen: int = 10) -> None:
    uitspraak.themas.add(thema)
    ThemaKoppeling.objects.filter(uitspraak=uitspraak, thema=thema).update(gekoppeld_op=NU - timedelta(days=dagen))


def koppel(uitspraak: Uitspraak, product: Any, dagen: int = 5) -> None:
    model = next(m for m in koppelingen() if m._meta.get_field("product").related_model is type(product))
    model.objects.create(
        traject=uitspraak.traject, uitspraak=uitspraak, product=product, gekoppeld_op=NU - timedelta(days=dagen)
    )


def zinnen(comaker: CoMaker) -> list[str]:
    (een,) = spoor(comaker, now=NU)
    return [stap.zin for stap in een.stappen]


# ── Words ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_alleen_gezegd_belooft_een_dag(comaker: CoMaker) -> None:
    zeg(comaker)
    (een,) = spoor(comaker, now=NU)
    assert [s.zin for s in een.stappen] == ["Je zei dit in ons gesprek."]
    assert een.stand == Stand.NIETS
    assert een.verwachting == "Hier hebben we nog niets mee gedaan. Je hoort het uiterlijk 4 december 2026."


def test_te_lang_stil_is_eerlijk(comaker: CoMaker) -> None:
    zeg(comaker, dagen=60)
    (een,) = spoor(comaker, now=NU)
    assert "Je had al van ons moeten horen" in een.verwachting
    Terugkoppeling.objects.create(traject=comaker.traject, comaker=comaker, kanaal="bellen", op=NU - timedelta(days=2))
    assert "22 december 2026" in spoor(comaker, now=NU)[0].verwachting


def test_hele_weg_op_volgorde(comaker: CoMaker) -> None:
    uitspraak = zeg(comaker)
    verslag = VerslagFactory(
        gesprek=uitspraak.gesprek,
        traject=comaker.traject,
        staat=VerslagStaat.AKKOORD,
        gedeeld_op=NU - timedelta(days=18),
        gedeeld_door=GebruikerFactory(),
    )
    versie = VerslagVersieFactory(verslag=verslag)
    versie.akkoorden.create(traject=comaker.traject, persoon=comaker.persoon, op=NU - timedelta(days=17))
    geef_thema(uitspraak, ThemaFactory(traject=comaker.traject, naam="buiten spelen"))
    besluit = BesluitFactory(traject=comaker.traject, datum=date(2026, 11, 18), orgaan="stadsdeelbestuur")
    pijler = PijlerFactory(traject=comaker.traject, titel="Trots", staat=PijlerStaat.VOORLOPIG, besluit=besluit)
    reden = Onderbouwing.objects.create(traject=comaker.traject, uitspraak=uitspraak, pijler=pijler)
    Onderbouwing.objects.filter(pk=reden.pk).update(created_at=NU - timedelta(days=8))
    koppel(
        uitspraak,
        ProjectFactory(
            traject=comaker.traject,
            naam="Bankjes",
            beoogd_resultaat="Er staan vijf bankjes.",
            staat="resultaat",
            gestart_op=date(2026, 11, 21),
            afgerond_op=date(2026, 11, 23),
        ),
    )
    assert zinnen(comaker) == [
        "Je zei dit in ons gesprek.",
        "We stuurden je het verslag van dat gesprek.",
        "Je las het verslag en ging akkoord.",
        "Dit hoort bij een thema dat we in de gaten houden: buiten spelen.",
        "Dit helpt ons bij een ambitie voor de wijk: Trots.",
        "Een ambitie waar dit bij past is voorlopig vastgesteld door stadsdeelbestuur: Trots.",
        "Hieruit kwam een project: Bankjes.",
        "Het project Bankjes is begonnen.",
        "Het is gelukt: Er staan vijf bankjes.",
    ]
    assert spoor(comaker, now=NU)[0].stand == Stand.RESULTAAT
    assert telling(spoor(comaker, now=NU)) == {"alle": 1, "met": 1}


def test_lopend_project_begint_niet_voor_er_iets_gezegd_is(comaker: CoMaker) -> None:
    uitspraak = zeg(comaker)
    koppel(uitspraak, ProjectFactory(traject=comaker.traject, naam="Bankjes", staat="gestart", gestart_op="2026-01-01"))
    assert zinnen(comaker)[0] == "Je zei dit in ons gesprek."
    assert zinnen(comaker)[-1] == "Het project Bankjes is begonnen."
    (een,) = spoor(comaker, now=NU)
    assert een.kern == een.laatste


@pytest.mark.parametrize(
    ("anderen", "zin"),
    [
        (0, "Dit hoort bij een thema dat we in de gaten houden: groen."),
        (1, "Meer mensen noemden dit: groen."),
        (KLEINSTE_GROEP - 1, "Meer mensen noemden dit: groen."),
        (KLEINSTE_GROEP, "Meer mensen noemden dit: groen. Je deelt het met 5 anderen."),
    ],
)
def test_thema_telt_alleen_grote_groepen(comaker: CoMaker, anderen: int, zin: str) -> None:
    thema = ThemaFactory(traject=comaker.traject, naam="groen")
    geef_thema(zeg(comaker), thema)
    for _ in range(anderen):
        ander = CoMakerFactory(traject=comaker.traject)
        for _ in range(2):
            UitspraakFactory(comaker=ander).themas.add(thema)
    weg = UitspraakFactory(comaker=CoMakerFactory(traject=comaker.traject), toestemming=Toestemming.NIET)
    weg.themas.add(thema)
    assert zinnen(comaker)[-1] == zin


def test_samengevoegd_thema_heet_zoals_het_nu_heet(comaker: CoMaker) -> None:
    uitspraak = zeg(comaker)
    nieuw = ThemaFactory(traject=comaker.traject, naam="groen")
    geef_thema(uitspraak, ThemaFactory(traject=comaker.traject, naam="bomen", opgegaan_in=nieuw))
    geef_thema(uitspraak, nieuw, dagen=1)
    assert zinnen(comaker)[1:] == ["Dit hoort bij een thema dat we in de gaten houden: groen."]


def test_tegen_een_pijler_telt_mee(comaker: CoMaker) -> None:
    uitspraak = zeg(comaker)
    pijler = PijlerFactory(traject=comaker.traject, titel="Trots")
    Onderbouwing.objects.create(traject=comaker.traject, uitspraak=uitspraak, pijler=pijler, houding=Houding.TEGEN)
    assert "wat er schuurt" in zinnen(comaker)[-1]
    type(pijler).objects.filter(pk=pijler.pk).update(staat=PijlerStaat.VERVALLEN, vervallen_reden="Te breed.")
    assert "later verviel" in zinnen(comaker)[-1]


def test_opzij_gelegd_zegt_waarom_en_staat_onderaan(comaker: CoMaker) -> None:
    uitspraak = zeg(
        comaker,
        terzijde_op=NU - timedelta(days=9),
        terzijde_door=GebruikerFactory(),
        terzijde_reden="de weg is van de provincie.",
    )
    geef_thema(uitspraak, ThemaFactory(traject=comaker.traject), dagen=1)
    (een,) = spoor(comaker, now=NU)
    assert een.stand == Stand.TERZIJDE
    assert een.laatste.zin == "We gebruiken dit niet. De reden: de weg is van de provincie."
    assert een.laatste.is_resultaat


def test_niet_gebruiken_is_een_eigen_keuze(comaker: CoMaker) -> None:
    uitspraak = zeg(comaker, toestemming=Toestemming.NIET, toestemming_op=NU - timedelta(days=3))
    assert zinnen(comaker)[-1] == "Je koos: niet gebruiken. We laten dit weg."
    koppel(uitspraak, ProjectFactory(traject=comaker.traject), dagen=1)
    assert "halen we het weg" in zinnen(comaker)[-1]
    assert spoor(comaker, now=NU)[0].stand == Stand.NIET


@pytest.mark.parametrize("doel", ["pijlers", "comaker", "anders"])
def test_elk_soort_gesprek_heeft_een_zin(comaker: CoMaker, doel: str) -> None:
    uitspraak = zeg(comaker)
    type(uitspraak.gesprek).objects.update(doel=doel, titel="Buurtavond", staat=GesprekStaat.GEVOERD)
    assert zinnen(comaker)[0] == ("Je zei dit bij: Buurtavond." if doel == "anders" else "Je zei dit in ons gesprek.")


def test_zonder_gesprek(comaker: CoMaker) -> None:
    UitspraakFactory(comaker=comaker)
    assert zinnen(comaker) == ["Je liet ons dit weten."]


def test_hoogtepunten_vertellen_van_doen_voor_plannen(comaker: CoMaker) -> None:
    """A project tells more than the plan, the plan more than a theme, and no sentence is told twice."""
    plan = PlanFactory(traject=comaker.traject, nummer=1, staat="gepresenteerd", gepresenteerd_op=NU)
    thema = ThemaFactory(traject=comaker.traject, naam="groen")
    met_thema, met_plan, ook_plan, met_project = [zeg(comaker, t) for t in ("thema", "plan", "plan 2", "project")]
    geef_thema(met_thema, thema, dagen=0)
    for uitspraak in (met_plan, ook_plan, met_project):
        koppel(uitspraak, plan, dagen=1)
    koppel(met_project, ProjectFactory(traject=comaker.traject, naam="Bankjes"), dagen=9)
    zeg(comaker, "niets")
    gekozen = hoogtepunten(spoor(comaker, now=NU))
    assert [s.kern.zin for s in gekozen if s.kern] == [
        "Hieruit kwam een project: Bankjes.",
        "Dit staat in het concept van het plan van aanpak (versie 1).",
        "Dit hoort bij een thema dat we in de gaten houden: groen.",
    ]


# ── Every kind of product, every state ────────────────────────────────────────────────────────────────────

PRODUCTEN = sorted((m for m in apps.get_models() if issubclass(m, Herkomst)), key=lambda m: m._meta.label)


def _staten(model: type[Herkomst]) -> list[str]:
    """The states that have a sentence of their own; one nameless state when the model has no others."""
    return [s for s, _label in model._meta.get_field(model.spoor_staat).choices] if model.spoor_staat else [""]


TOESTANDEN = [
    pytest.param(model, staat, id=f"{model.__name__}-{staat}") for model in PRODUCTEN for staat in _staten(model)
]


# What is not known yet in a state.
NOG_NIET = {"Project-idee": ("gestart_op", "afgerond_op"), "Project-gestart": ("afgerond_op",)}


def _vol(model: type[models.Model], staat: str) -> Any:
    """A product in ``staat`` with every text and date filled, and what its sentences read beside it."""
    veld = getattr(model, "spoor_staat", "")
    product = model(**{veld: staat} if veld else {})
    for field in model._meta.concrete_fields:
        if isinstance(field, models.DateTimeField):
            setattr(product, field.name, NU)
        elif isinstance(field, models.DateField):
            setattr(product, field.name, NU.date())
        elif isinstance(field, models.CharField | models.TextField) and not field.choices:
            setattr(product, field.name, f"de {field.name}")
    product.pk = product.nummer = 1
    for naam in getattr(model, "spoor_erbij", ()):
        relatie = model._meta.get_field(naam)
        if isinstance(relatie, models.ForeignKey):
            setattr(product, naam, _vol(relatie.related_model, ""))
        else:
            product.__dict__.setdefault("_prefetched_objects_cache", {})[naam] = []
    for naam in NOG_NIET.get(f"{model.__name__}-{staat}", ()):
        setattr(product, naam, None)
    return product


@pytest.mark.parametrize(("model", "staat"), TOESTANDEN)
def test_elk_product_in_elke_staat_heeft_een_zin(model: type[Herkomst], staat: str) -> None:
    stappen = list(_vol(model, staat).spoorstappen(NU))
    assert stappen, f"{model.__name__} in staat {staat} zegt de co-maker niets"
    for stap in stappen:
        assert len(str(stap.zin).strip()) > 10
        assert "%(" not in str(stap.zin)
        assert str(stap.zin).strip()[-1] in ".!?" or "de " in str(stap.zin)


@pytest.mark.parametrize("model", PRODUCTEN)
def test_staten_van_een_product_klinken_verschillend(model: type[Herkomst]) -> None:
    laatste = [str(list(_vol(model, staat).spoorstappen(NU))[-1].zin) for staat in _staten(model)]
    assert len(set(laatste)) == len(laatste)


def test_elke_stand_heeft_woorden(comaker: CoMaker) -> None:
    zeg(comaker)
    (een,) = spoor(comaker, now=NU)
    for stand in Stand:
        zelfde = type(een)(een.uitspraak, een.stappen, stand)
        assert zelfde.stand_in_woorden
        assert zelfde.soort_status


# ── Cost ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_evenveel_vragen_bij_drie_en_bij_zestig(comaker: CoMaker) -> None:
    """Sixty statements with everything under them cost what three cost."""

    def maak(aantal: int) -> None:
        pijler = PijlerFactory(traject=comaker.traject, plaats=1 if aantal == 3 else 2)
        for n in range(aantal):
            uitspraak = zeg(comaker, f"iets {comaker.pk} {n}")
            geef_thema(uitspraak, ThemaFactory(traject=comaker.traject))
            Onderbouwing.objects.create(traject=comaker.traject, uitspraak=uitspraak, pijler=pijler)
            koppel(uitspraak, ProjectFactory(traject=comaker.traject))
            koppel(uitspraak, PlanFactory(traject=comaker.traject, staat="gepresenteerd", gepresenteerd_op=NU))

    def vragen() -> int:
        vers = CoMaker.objects.select_related("traject").get(pk=comaker.pk)
        with CaptureQueriesContext(
            connection,
        ) as ctx:
            spoor(vers, now=NU)
        return len(ctx)

    maak(3)
    bij_drie = vragen()
    maak(57)
    assert len(spoor(comaker, now=NU)) == 60
    assert vragen() == bij_drie
    # One query a kind for the links, and for each kind that has any one more with what it reads beside itself.
    assert bij_drie == 7 + len(koppelingen()) + sum(1 + len(model.spoor_erbij) for model in (Project, Plan))


def test_bevroren_inhoud_van_het_plan_wordt_niet_opgehaald(comaker: CoMaker) -> None:
    koppel(zeg(comaker), PlanFactory(traject=comaker.traject, staat="gepresenteerd", gepresenteerd_op=NU))
    with CaptureQueriesContext(connection) as ctx:
        spoor(comaker, now=NU)
    assert not [q for q in ctx.captured_queries if '"inhoud"' in q["sql"]]


def test_niets_van_een_ander(comaker: CoMaker) -> None:
    ander = CoMakerFactory(traject=comaker.traject)
    zeg(ander, "van een ander")
    zeg(comaker, "van mij")
    assert [s.uitspraak.tekst for s in spoor(comaker, now=NU)] == ["van mij"]
    assert issubclass(koppelingen()[0], HerkomstKoppeling)


# ── News ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_nieuws_is_wat_nog_niet_gemeld_is(comaker: CoMaker) -> None:
    uitspraak = zeg(comaker)
    assert nieuwe_stappen(comaker, now=NU) == []
    thema = ThemaFactory(traject=comaker.traject, naam="groen")
    geef_thema(uitspraak, thema)
    ((een, stap),) = nieuwe_stappen(comaker, now=NU)
    assert stap.soort == "thema"
    GemeldeStap.objects.create(traject=comaker.traject, comaker=comaker, kenmerk=een.kenmerk(stap), op=NU)
    assert nieuwe_stappen(comaker, now=NU) == []
    # More people with the same theme is no news by itself; a project is, also one that is dated back.
    for _ in range(KLEINSTE_GROEP):
        UitspraakFactory(comaker=CoMakerFactory(traject=comaker.traject)).themas.add(thema)
    assert nieuwe_stappen(comaker, now=NU) == []
    koppel(uitspraak, ProjectFactory(traject=comaker.traject, naam="Bankjes"), dagen=15)
    assert [s.zin for _e, s in nieuwe_stappen(comaker, now=NU)] == ["Hieruit kwam een project: Bankjes."]


def test_nieuws_sinds_een_moment(comaker: CoMaker) -> None:
    uitspraak = zeg(comaker)
    geef_thema(uitspraak, ThemaFactory(traject=comaker.traject), dagen=10)
    koppel(uitspraak, ProjectFactory(traject=comaker.traject), dagen=2)
    assert [s.soort for _e, s in nieuwe_stappen(comaker, NU - timedelta(days=5), now=NU)] == ["product"]


def test_geen_nieuws_over_wat_niet_gebruikt_mag(comaker: CoMaker) -> None:
    uitspraak = zeg(comaker, toestemming=Toestemming.NIET, toestemming_op=NU)
    geef_thema(uitspraak, ThemaFactory(traject=comaker.traject))
    assert nieuwe_stappen(comaker, now=NU) == []


def test_dagen_tellen_in_amsterdam(comaker: CoMaker) -> None:
    gesprek = GesprekFactory(
        traject=comaker.traject, comakers=[comaker], wanneer=datetime.fromisoformat("2026-11-01T23:30:00+00:00")
    )
    UitspraakFactory(comaker=comaker, gesprek=gesprek)
    assert spoor(comaker, now=klok.nu())[0].stappen[0].dag == date(2026, 11, 2)
