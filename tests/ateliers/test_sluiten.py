"""From cards to projects and agreements: once, whole or not at all, told to everybody (M72, M78)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.urls import reverse

from berichten.models import Bericht
from comakers.models import Terugkoppeling
from comakers.selectors.spoor import spoor
from comakers.services.herkomst import koppel_herkomst
from ketens.models import Meedoener, Mijlpaal, Project
from ketens.services import ateliers as services
from ketens.services.ateliers import NieuwProject, close_atelier
from kruispunten.herinneringen import laad, te_laat
from kruispunten.models import Afspraak, Idee, Kruispunt, Uitnodiging
from kruispunten.services import uitnodigingen
from kruispunten.services.sluiten import Besluit
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from tests.ateliers.conftest import Avond, queries, verstuur
from tests.comakers.test_tegelijk import samen
from tests.conftest import FormClient
from tests.factories import (
    AtelierFactory,
    CoMakerFactory,
    DeelnameFactory,
    IdeeFactory,
    PersoonFactory,
    UitnodigingFactory,
    UitspraakFactory,
)

Als = Callable[[str], FormClient]


@pytest.fixture
def klaar(avond: Avond) -> Avond:
    """Invited, begun, everybody there, two cards: one by the bewoner with an uitspraak under it."""
    avond.nodig_uit()
    verstuur()
    avond.begin()
    Uitnodiging.objects.update(aanwezig=True)
    kaart = IdeeFactory(atelier=avond.atelier, persoon=avond.bewoner, tekst="Een werkbank op het plein")
    koppel_herkomst(product=kaart, uitspraken=[avond.uitspraak], by=avond.cast.kerngroeplid)
    IdeeFactory(atelier=avond.atelier, persoon=avond.bankier, tekst="Een spaarpot")
    return avond


def formulier(avond: Avond, **anders: Any) -> dict[str, Any]:
    """As a browser sends it: three projects of which one is filled in, five agreements of which one."""
    een, twee = Idee.objects.order_by("pk").values_list("pk", flat=True)
    straks = (klok.vandaag() + timedelta(days=30)).isoformat()
    data = {
        "aantal_projecten": "3",
        "aantal_afspraken": "5",
        "uitkomst": "Er komt een werkbank.",
        "reden_zonder_trekker": "",
        "project-0-naam": "De werkbank",
        "project-0-trekker": str(avond.bewoner.pk),
        "project-0-mensen": [str(avond.bankier.pk)],
        "project-0-effect": str(avond.effect.pk),
        "project-0-stap": "De bank staat er",
        "project-0-stap_op": straks,
        "afspraak-0-wat": "Belt de timmerman.",
        "afspraak-0-wie": f"g{avond.cast.kerngroeplid.pk}",
        "afspraak-0-uiterlijk": straks,
        f"kaart-{een}-werd": "project-0",
        f"kaart-{een}-tekst": "",
        f"kaart-{twee}-werd": "bewaard",
        f"kaart-{twee}-tekst": "Eerst de bank.",
    }
    data |= {f"project-{i}-soort": "proefproject" for i in range(3)}
    return data | anders


def niets_gebeurd(avond: Avond) -> bool:
    return (
        avond.vers().staat == "uitgenodigd"
        and not Project.objects.exists()
        and not Afspraak.objects.exists()
        and not Idee.objects.exclude(werd="open").exists()
        and not Bericht.objects.filter(aanleiding="atelier.gesloten").exists()
    )


@pytest.mark.django_db
def test_van_kaart_naar_project_met_trekker_mensen_stap_en_spoor(klaar: Avond, als: Als) -> None:
    antwoord = als("kerngroeplid").post(klaar.adres("atelier_sluiten"), formulier(klaar))
    assert antwoord["Location"] == klaar.adres("atelier")
    project = Project.objects.get()
    assert (project.naam, project.trekker, project.trekker_zijde) == ("De werkbank", klaar.bewoner, "gebruikers")
    assert (project.atelier, project.kruispunt, project.effect) == (klaar.atelier, klaar.kruispunt, klaar.effect)
    assert [i.tekst for i in project.ideeen.all()] == ["Een werkbank op het plein"]
    assert Meedoener.objects.get().persoon == klaar.bankier
    assert Mijlpaal.objects.get().wat == "De bank staat er"
    assert Afspraak.objects.get().gebruiker == klaar.cast.kerngroeplid
    atelier = klaar.vers()
    assert (atelier.staat, atelier.gesloten_door, atelier.reden_zonder_trekker) == (
        "gesloten", klaar.cast.kerngroeplid, "",
    )  # fmt: skip
    assert Kruispunt.objects.get().staat == "in_uitvoering"
    zinnen = [s.zin for s in spoor(klaar.cast.comaker)[0].stappen]
    assert "Hieruit kwam een project: De werkbank." in zinnen
    assert any(z.startswith("Het lag als kaart op tafel bij Handwerk") for z in zinnen)
    assert als("kerngroeplid").post(klaar.adres("atelier_sluiten"), formulier(klaar)).status_code == 422
    assert als("kerngroeplid").get(klaar.adres("atelier_sluiten")).status_code == 422


@pytest.mark.django_db
def test_wie_er_was_krijgt_dezelfde_avond_de_uitkomst(klaar: Avond, als: Als) -> None:
    """With what became of the own card; delivered, it is something heard (M27, M38)."""
    als("kerngroeplid").post(klaar.adres("atelier_sluiten"), formulier(klaar))
    brieven = {str(b["To"]): b.get_body(("plain",)).get_content() for b in verstuur()}
    assert set(brieven) == {"fatma@example.org", "bas@example.org"}
    assert "Jouw kaart: “Een werkbank op het plein”" in brieven["fatma@example.org"]
    assert "Jij trekt dit project." in brieven["fatma@example.org"]
    assert "Een spaarpot" in brieven["bas@example.org"]
    assert "Eerst de bank." in brieven["bas@example.org"]
    assert "Een werkbank op het plein" not in brieven["bas@example.org"]
    gehoord = Terugkoppeling.objects.filter(comaker=klaar.cast.comaker, kanaal="atelier").order_by("pk")
    assert [(t.op == klaar.vers().wanneer, t.is_resultaat) for t in gehoord] == [(True, False), (False, True)]
    pagina = als("persoon").get(reverse("mijn_atelier", kwargs={"uid": klaar.atelier.uid})).content.decode()
    assert "Een werkbank op het plein" in pagina
    assert "Jij trekt dit." in pagina
    for woord in ("Een spaarpot", "Bankje", "Belt de timmerman"):
        assert woord not in pagina


@pytest.mark.django_db
def test_zonder_trekker_vraagt_een_reden(klaar: Avond, als: Als) -> None:
    client, adres = als("kerngroeplid"), klaar.adres("atelier_sluiten")
    zonder = formulier(klaar, **{"project-0-trekker": ""})
    antwoord = client.post(adres, zonder)
    assert antwoord.status_code == 422
    assert "Er is nog niemand die iets trekt" in antwoord.content.decode()
    assert niets_gebeurd(klaar)
    assert client.post(adres, zonder | {"reden_zonder_trekker": "Twee mensen denken na."}).status_code == 303
    assert klaar.vers().reden_zonder_trekker == "Twee mensen denken na."


@pytest.mark.django_db
def test_meer_regels_en_fouten_raken_niets_kwijt(klaar: Avond, als: Als) -> None:
    client, adres = als("kerngroeplid"), klaar.adres("atelier_sluiten")
    een = Idee.objects.order_by("pk").values_list("pk", flat=True)[0]
    typ = formulier(klaar, **{"project-1-naam": "Half iets", "project-1-stap": "een stap"})
    meer = client.post(adres, typ | {"meer": "projecten"})
    tekst = meer.content.decode()
    assert meer.status_code == 422
    assert 'name="project-4-naam"' in tekst
    for woord in ("Er komt een werkbank.", "De werkbank", "Half iets", "Belt de timmerman.", "Eerst de bank."):
        assert woord in tekst
    assert 'role="alert"' not in tekst
    form = meer.context["formulier"]
    assert form.projecten[0]["mensen"].value() == [str(klaar.bankier.pk)]
    assert dict(form.kaartrijen)[Idee.objects.get(pk=een)]["werd"].value() == "project-0"
    fout = client.post(adres, typ)
    assert fout.status_code == 422
    assert "Wanneer moet deze stap gezet zijn?" in fout.content.decode()
    assert fout.content.decode().count('role="alert"') == 1
    for woord in ("Half iets", "een stap", "Belt de timmerman."):
        assert woord in fout.content.decode()
    assert niets_gebeurd(klaar)


VERKEERD: list[dict[str, Any]] = [
    {"uitkomst": ""},
    {"project-0-naam": ""},
    {"afspraak-0-wie": ""},
    {"afspraak-0-wie": "g999999"},
    {"project-0-trekker": "vreemd"},
    {"project-0-mensen": ["vreemd"]},
    {"project-0-effect": "999999"},
    {"project-0-soort": "x"},
    {"project-0-stap_op": "31-02-2026"},
    {"kaart": "project-2"},
    {"kaart": ""},
    {"kaart": "niet"},
    {"aantal_projecten": "9" * 40, "uitkomst": "\x00\x08"},
]


@pytest.mark.django_db
def test_vijandig_en_half_ingevuld_verandert_niets(klaar: Avond, als: Als) -> None:
    client, kaart = als("kerngroeplid"), Idee.objects.order_by("pk")[0].pk
    vreemd = str(PersoonFactory().pk)
    for verkeerd in VERKEERD:
        anders = {k: vreemd if v == "vreemd" else [vreemd] if v == ["vreemd"] else v for k, v in verkeerd.items()}
        if "kaart" in anders:
            anders = {f"kaart-{kaart}-werd": anders["kaart"]}
        antwoord = client.post(klaar.adres("atelier_sluiten"), formulier(klaar, **anders))
        assert antwoord.status_code == 422, verkeerd
        assert niets_gebeurd(klaar), verkeerd


@pytest.mark.django_db
def test_alles_of_niets(klaar: Avond, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks at the very end, nothing of it stands."""

    def kapot(**kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(services, "plan_bericht", kapot)
    besluiten = {i.pk: Besluit("bewaard", "later") for i in Idee.objects.all()}
    with pytest.raises(RuntimeError):
        close_atelier(
            atelier=klaar.atelier,
            uitkomst="x",
            projecten=[NieuwProject("P", "proefproject", trekker=klaar.bewoner)],
            besluiten=besluiten,
            by=klaar.cast.kerngroeplid,
        )
    assert niets_gebeurd(klaar)
    with pytest.raises(DomainError, match="bij elke kaart"):
        close_atelier(atelier=klaar.atelier, uitkomst="x", reden_zonder_trekker="y", by=klaar.cast.kerngroeplid)
    assert niets_gebeurd(klaar)


@pytest.mark.django_db
def test_niet_voor_het_begon_en_niet_zonder_uitnodiging(avond: Avond, als: Als) -> None:
    wie = avond.cast.kerngroeplid
    with pytest.raises(DomainError, match="nog niemand uitgenodigd"):
        close_atelier(atelier=avond.atelier, uitkomst="x", reden_zonder_trekker="y", by=wie)
    avond.nodig_uit()
    with pytest.raises(DomainError, match="moet nog beginnen"):
        close_atelier(atelier=avond.atelier, uitkomst="x", reden_zonder_trekker="y", by=wie)
    assert als("kerngroeplid").get(avond.adres("atelier_sluiten")).status_code == 422
    assert als("meelezer").get(avond.adres("atelier_sluiten")).status_code == 403
    assert als("kerngroeplid").post(avond.adres("atelier_aanwezig"), {}).status_code == 422


@pytest.mark.django_db(transaction=True)
@pytest.mark.gegevensbank
def test_twee_sluiters_tegelijk_is_een_keer() -> None:
    atelier = AtelierFactory(uitgenodigd=True, wanneer=klok.nu() - timedelta(hours=2))
    trekker = PersoonFactory(traject=atelier.traject, email="t@example.org")
    leden = [DeelnameFactory(traject=atelier.traject).gebruiker for _ in range(3)]

    def sluit(wie: Any) -> Any:
        nieuw = NieuwProject("De werkbank", "proefproject", trekker=trekker, trekker_zijde="gebruikers")
        return close_atelier(atelier=atelier, uitkomst="x", projecten=[nieuw], by=wie)

    uit = samen(*(lambda wie=wie: sluit(wie) for wie in leden))
    assert [type(u).__name__ for u in uit].count("Atelier") == 1
    assert all(isinstance(u, DomainError | OperationalError) or u.pk == atelier.pk for u in uit)
    assert Project.objects.count() == 1
    assert Bericht.objects.filter(aanleiding="atelier.gesloten").count() == 1


@pytest.mark.django_db
def test_wie_er_was_en_wie_onverwacht_kwam(klaar: Avond, als: Als) -> None:
    client = als("kerngroeplid")
    rijen = {u.persoon_id: u.pk for u in Uitnodiging.objects.all()}
    client.post(klaar.adres("atelier_aanwezig"), {"aanwezig": [rijen[klaar.bewoner.pk]]})
    assert list(Uitnodiging.objects.deelnemers().values_list("persoon", flat=True)) == [klaar.bewoner.pk]
    assert client.post(klaar.adres("atelier_erbij"), {}).status_code == 422
    dubbel = {"voornaam": "Wim", "email": "BAS@example.org"}
    assert client.post(klaar.adres("atelier_erbij"), dubbel).status_code == 422
    client.post(klaar.adres("atelier_erbij"), {"voornaam": "Wim", "email": "wim@example.org"})
    client.post(klaar.adres("atelier_sluiten"), formulier(klaar, **{"project-0-mensen": []}))
    assert {str(b["To"]) for b in verstuur()} == {"fatma@example.org", "bas@example.org", "wim@example.org"}


@pytest.mark.django_db
def test_aantal_vragen_groeit_niet_mee(klaar: Avond, als: Als) -> None:
    """Closing, one card, and the page of the invited before and after."""
    kerngroep, persoon = als("kerngroeplid"), als("persoon")
    kaart = Idee.objects.order_by("pk")[0]
    eigen = reverse("mijn_atelier", kwargs={"uid": klaar.atelier.uid})

    def tel() -> list[int]:
        paden = [
            (kerngroep, klaar.adres("atelier_sluiten")),
            (kerngroep, klaar.adres("idee", kaart.pk)),
            (persoon, eigen),
        ]
        return [queries(client, pad) for client, pad in paden]

    def vul(n: int) -> None:
        for _ in range(n):
            mens = CoMakerFactory(traject=klaar.cast.traject).persoon
            UitnodigingFactory(atelier=klaar.atelier, persoon=mens, aanwezig=True)
            nieuw = IdeeFactory(atelier=klaar.atelier, persoon=klaar.bewoner)
            bron = UitspraakFactory(comaker=klaar.cast.comaker)
            koppel_herkomst(product=nieuw, uitspraken=[bron], by=None)
            koppel_herkomst(product=kaart, uitspraken=[bron], by=None)
            koppel_herkomst(product=klaar.kruispunt, uitspraken=[bron], by=None)

    vul(2)
    tel()
    eerst = tel()
    vul(8)
    assert tel() == eerst
    besluiten = {i.pk: Besluit("bewaard", "later") for i in Idee.objects.all()}
    projecten = [NieuwProject(f"P{i}", "proefproject", trekker=klaar.bewoner) for i in range(9)]
    close_atelier(
        atelier=klaar.atelier, uitkomst="x", projecten=projecten, besluiten=besluiten, by=klaar.cast.kerngroeplid
    )
    veel = queries(persoon, eigen)
    Project.objects.exclude(naam="P1").delete()
    assert queries(persoon, eigen) == veel


@pytest.mark.django_db
def test_kaarten_een_voor_een_en_met_een_bron(avond: Avond, als: Als) -> None:
    client = als("kerngroeplid")
    nieuw = {"tekst": "Een draaibank", "persoon": avond.bankier.pk, "groep": "hout"}
    assert client.post(avond.adres("idee_nieuw"), nieuw)["Location"].endswith("#kaart")
    assert client.post(avond.adres("idee_nieuw"), nieuw | {"persoon": PersoonFactory().pk}).status_code == 422
    kaart = Idee.objects.get()
    kies = reverse("herkomst", kwargs={"slug": "brink", "soort": "idee", "nummer": kaart.pk})
    assert client.post(kies, {"uitspraak": [avond.uitspraak.pk]})["Location"].startswith(avond.adres("idee", kaart.pk))
    bord = client.get(avond.adres("atelier"))
    assert [(g, [k.tekst for k in rij]) for g, rij in bord.context["groepen"]] == [("hout", ["Een draaibank"])]
    assert "Laat mijn zoon met hout werken." in bord.content.decode()
    wijzig = nieuw | {"versie": 1, "tekst": "van de een"}
    assert client.post(avond.adres("idee", kaart.pk), wijzig).status_code == 303
    assert client.post(avond.adres("idee", kaart.pk), wijzig | {"tekst": "van de ander"}).status_code == 409
    assert als("meelezer").post(avond.adres("idee", kaart.pk), wijzig).status_code == 403


@pytest.mark.django_db
def test_een_afspraak_die_te_laat_is_komt_in_de_mail_van_de_dag_en_gaat_weer(klaar: Avond, als: Als) -> None:
    client = als("kerngroeplid")
    client.post(klaar.adres("atelier_sluiten"), formulier(klaar))
    afspraak = Afspraak.objects.get()
    dag = afspraak.uiterlijk
    assert not te_laat(laad(klaar.cast.traject, dag), dag)
    morgen = dag + timedelta(days=1)
    [eerst] = te_laat(laad(klaar.cast.traject, morgen), morgen)
    assert eerst.ontvanger == f"gebruiker:{klaar.cast.kerngroeplid.pk}"
    week = dag + timedelta(days=9)
    assert {v.periode for v in te_laat(laad(klaar.cast.traject, week), week)} != {eerst.periode}
    client.post(klaar.adres("afspraak_gedaan", afspraak.pk), {"gedaan": "1"})
    assert not te_laat(laad(klaar.cast.traject, week), week)
    assert uitnodigingen.UITNODIGING == "atelier.uitnodiging"
