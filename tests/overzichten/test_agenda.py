"""The agenda, and the calendar that a phone subscribes to: everything with a day, and nobody's name outside."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
import vobject
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leefsturing.lib import klok
from leefsturing.lib.persoonsgegevens import Soort as Privacy
from tests.conftest import Cast, FormClient
from tests.factories import (
    AfspraakFactory,
    AtelierFactory,
    BesluitmomentFactory,
    GesprekFactory,
    KetenFactory,
    MijlpaalFactory,
    PersoonFactory,
    ProjectFactory,
    SchakelFactory,
    ToezeggingFactory,
)
from tests.wereld import Wereld
from toegang.enums import Rol
from trajecten import agendalinks, links
from trajecten.models import Agendalink, Deelname, Traject

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]
NU = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def klokje() -> Any:
    with time_machine.travel(NU, tick=False) as reis:
        yield reis


def vul(cast: Cast, keer: int) -> None:
    """One of every kind of moment, ``keer`` times, in the coming weeks."""
    traject, dag = cast.traject, klok.vandaag()
    for i in range(keer):
        straks = dag + timedelta(days=3 + i % 20)
        GesprekFactory(traject=traject, comakers=[cast.comaker], staat="gepland", wanneer=NU + timedelta(days=2))
        AtelierFactory(traject=traject, titel=f"Samen eten {i}", wanneer=NU + timedelta(days=4), plaats="buurthuis")
        ToezeggingFactory(comaker=cast.comaker, tekst="We bellen over de sleutel.", uiterlijk=straks)
        AfspraakFactory(atelier=AtelierFactory(traject=traject, staat="afgelast", afgelast_reden="x"), uiterlijk=straks)
        project = ProjectFactory(traject=traject)
        MijlpaalFactory(project=project, wat="de deur is open", uiterlijk=straks)
        BesluitmomentFactory(traject=traject, onderwerp="Plan vaststellen", orgaan="de raad", datum=straks)
        SchakelFactory(keten=KetenFactory(traject=traject, naam=f"Van groente {i}"), stapt_uit_op=straks)


def feed(adres: str, **koppen: str) -> Any:
    return Client(headers=koppen).get(adres)


def pad(link: Agendalink) -> str:
    return f"/agenda/{agendalinks.token_van(link)}.ics"


def test_agenda_toont_elke_soort_en_houdt_zijn_aantal_queries(als: Als, cast: Cast, klokje: Any) -> None:
    client = als("kerngroeplid")

    def queries() -> int:
        with CaptureQueriesContext(connection) as gevangen:
            assert client.get("/t/brink/agenda/").status_code == 200
        return len(gevangen)

    leeg = queries()
    vul(cast, 1)
    pagina = client.get("/t/brink/agenda/").content.decode()
    for tekst in (
        f"Gesprek met {cast.persoon.volledige_naam}", "Samen eten 0", "We bellen over de sleutel", "belt de school",
        "de deur is open", "Besluit: Plan vaststellen", "stapt uit Van groente 0",
    ):  # fmt: skip
        assert tekst in pagina, tekst
    vul(cast, 12)
    assert leeg == queries()


def test_wat_had_gemoeten_staat_bovenaan_en_gaat_weg(als: Als, cast: Cast, klokje: Any) -> None:
    gisteren = klok.vandaag() - timedelta(days=1)
    moment = BesluitmomentFactory(traject=cast.traject, onderwerp="Plan vaststellen", datum=gisteren)
    atelier = AtelierFactory(traject=cast.traject, titel="Samen eten", wanneer=NU - timedelta(days=3))
    mijlpaal = MijlpaalFactory(project=ProjectFactory(traject=cast.traject), uiterlijk=gisteren)
    client = als("meelezer")
    te_laat = client.get("/t/brink/agenda/").context["te_laat"]
    assert [m.titel for m in te_laat] == ["Sluit het atelier Samen eten", "Besluit: Plan vaststellen", mijlpaal.wat]
    moment.vervallen_reden = atelier.afgelast_reden = "na de zomer"
    atelier.staat, mijlpaal.gehaald_op = "afgelast", gisteren
    for rij in (moment, atelier, mijlpaal):
        rij.save()
    assert client.get("/t/brink/agenda/").context["te_laat"] == []


def test_kalender_wordt_door_een_ander_programma_gelezen(als: Als, cast: Cast, klokje: Any) -> None:
    vul(cast, 1)
    GesprekFactory(traject=cast.traject, comakers=[cast.comaker], wanneer=NU - timedelta(days=10))
    als("kerngroeplid").post("/t/brink/agenda/adres/")
    link = Agendalink.objects.get()
    antwoord = feed(pad(link))
    assert antwoord.headers["Content-Type"] == "text/calendar; charset=utf-8"
    kalender = vobject.readOne(antwoord.content.decode())
    gelezen = {e.summary.value: e for e in kalender.vevent_list}
    assert set(gelezen) == {
        "Gesprek met een co-maker", "Verslag van een gesprek delen", "Atelier: Samen eten 0", "Een belofte nakomen",
        "Een afspraak uit een atelier", "Mijlpaal van een project", "Besluit: Plan vaststellen (de raad)",
        "Een schakel stapt uit een keten", "De planperiode eindigt",
    }  # fmt: skip
    atelier = gelezen["Atelier: Samen eten 0"]
    assert atelier.dtstart.value == NU + timedelta(days=4)
    assert atelier.dtend.value == NU + timedelta(days=4, minutes=150)
    assert "/t/brink/" in atelier.url.value
    belofte = gelezen["Een belofte nakomen"]
    assert belofte.dtstart.value == klok.vandaag() + timedelta(days=3)
    assert len({e.uid.value for e in kalender.vevent_list}) == len(kalender.vevent_list) == 10


def test_kalender_noemt_niemand_en_niets_wat_iemand_schreef(db: None, klokje: Any, settings: Any) -> None:
    """Of a full world only fields that the register calls neutral reach the calendar."""
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    wereld, vreemd = Wereld("brink", "aaaa"), Wereld("elders", "bbbb")
    for model, rij in wereld.rij.items():
        velden = {f.name for f in model._meta.concrete_fields} & {"wanneer", "uiterlijk", "datum", "stapt_uit_op"}
        leeg = {f.name for f in model._meta.concrete_fields} & {"nagekomen_op", "gehaald_op", "gedaan_op"}
        if model._meta.label in {"comakers.Gesprek", "kruispunten.Atelier"}:
            model.objects.filter(pk=rij.pk).update(wanneer=NU + timedelta(days=1))
        elif velden and not getattr(model, "alleen_toevoegen", False):
            waarden = dict.fromkeys(velden, klok.vandaag() + timedelta(days=2)) | dict.fromkeys(leeg)
            model.objects.filter(pk=rij.pk).update(**waarden)
    inhoud = feed(pad(agendalinks.vernieuw(traject=wereld.traject, gebruiker=wereld.lid(Rol.KERNGROEPLID)))).content
    tekst = inhoud.decode().replace("\r\n ", "")
    assert tekst.count("BEGIN:VEVENT") >= 7
    assert vreemd.kanarie not in tekst
    neutraal = {
        str(getattr(rij, veld))
        for model, rij in wereld.rij.items()
        for veld, soort in getattr(model, "privacy", {}).items()
        if soort == Privacy.NEUTRAAL
    }
    assert set(re.findall(r"kanarieaaaa-\d+", tekst)) <= neutraal


def test_niets_veranderd_kost_niets_en_te_vaak_wacht(cast: Cast, klokje: Any) -> None:
    link = agendalinks.vernieuw(traject=cast.traject, gebruiker=cast.kerngroeplid)
    merk = feed(pad(link)).headers["ETag"]
    assert feed(pad(link)).status_code == 429
    klokje.shift(10)
    antwoord = feed(pad(link), if_none_match=merk)
    assert (antwoord.status_code, antwoord.content) == (304, b"")
    BesluitmomentFactory(traject=cast.traject, datum=klok.vandaag())
    klokje.shift(10)
    assert feed(pad(link), if_none_match=merk).status_code == 200


def test_adres_stopt_als_het_moet_stoppen(als: Als, cast: Cast) -> None:
    def nieuw() -> str:
        return pad(agendalinks.vernieuw(traject=cast.traject, gebruiker=cast.kerngroeplid))

    oud = nieuw()
    assert feed(oud).status_code == 200
    als("kerngroeplid").post("/t/brink/agenda/adres/")
    assert feed(oud).status_code == 404
    huidig = pad(agendalinks.levende_link(traject=cast.traject, gebruiker=cast.kerngroeplid))
    assert huidig in als("kerngroeplid").get("/t/brink/agenda/").content.decode()
    assert huidig not in als("opdrachtgever").get("/t/brink/agenda/").content.decode()
    als("kerngroeplid").post("/t/brink/agenda/adres/weg/")
    assert feed(huidig).status_code == 404
    zonder_account = nieuw()
    cast.kerngroeplid.is_active = False
    cast.kerngroeplid.save()
    assert feed(zonder_account).status_code == 404
    cast.kerngroeplid.is_active = True
    cast.kerngroeplid.save()
    raad = nieuw()
    Deelname.objects.filter(gebruiker=cast.kerngroeplid).update(rol=Rol.RAADSLID)
    assert feed(raad).status_code == 404
    Deelname.objects.filter(gebruiker=cast.kerngroeplid).delete()
    assert feed(raad).status_code == 404
    assert als("raadslid").post("/t/brink/agenda/adres/").status_code == 403
    assert Traject.objects.filter(slug="brink").exists()


def test_geraden_en_geleend_is_niets(cast: Cast, django_assert_num_queries: Any) -> None:
    link = agendalinks.vernieuw(traject=cast.traject, gebruiker=cast.kerngroeplid)
    persoonlijk = links.geef_link(persoon=PersoonFactory(traject=cast.traject))
    echt = agendalinks.token_van(link)
    with django_assert_num_queries(0):
        for token in ("x", echt[:-2] + "AA", links.token_van(persoonlijk), "é" * 9, "A" * 48):
            assert agendalinks.vind_agendalink(token) is None
        assert links.vind_link(echt, now=klok.nu()) is None
