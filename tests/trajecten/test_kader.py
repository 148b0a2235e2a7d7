"""The frame through the front door: begin a traject, settings, categories, partijen, besluiten, logboek."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import Cast, FormClient
from tests.factories import BesluitFactory, CategorieFactory, CoMakerFactory, PartijFactory
from toegang.enums import Rol
from toegang.logboek import log
from toegang.models import Logregel
from trajecten.models import Besluit, Categorie, Deelname, Partij, Traject

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
NIEUW = {
    "naam": "De Élan in 't Veld",
    "gemeente": "Enschede",
    "wijk": "Stroinkslanden",
    "planperiode_start": "2026-12-01",
    "planperiode_eind": "2027-06-30",
    "horizonjaar": "2042",
}


def mag_maken(cast: Cast) -> None:
    cast.kerngroeplid.mag_traject_maken = True
    cast.kerngroeplid.save()


def instellingen(traject: Traject, **anders: Any) -> dict[str, Any]:
    velden = ["naam", "gemeente", "stadsdeel", "wijk", "opgave", "horizonjaar", "norm_verslag_dagen",
              "norm_antwoord_dagen", "norm_stilte_dagen", "norm_resultaat_dagen", "max_beloften", "kerngroep_max",
              "openheid", "huisstijl", "leernotities", "versie"]  # fmt: skip
    data = {veld: getattr(traject, veld) for veld in velden}
    return data | {"planperiode_start": "2026-09-01", "planperiode_eind": "2027-03-31", "raad_kijkt_mee": "on"} | anders


# ── A traject begins ──────────────────────────────────────────────────────────────────────────────────────


def test_wie_mag_begint_een_traject_met_zeven_categorieen(als: Als, cast: Cast) -> None:
    mag_maken(cast)
    client = als("kerngroeplid")
    assert client.get("/nieuw/").status_code == 200
    antwoord = client.post("/nieuw/", NIEUW)
    traject = Traject.objects.get(naam=NIEUW["naam"])
    assert antwoord.headers["Location"] == f"/t/{traject.slug}/instellingen/kerngroep/"
    assert traject.slug == "de-elan-in-t-veld"
    categorieen = list(Categorie.objects.for_traject(traject).order_by("volgorde"))
    assert [c.naam for c in categorieen][:2] == ["visionairen", "huidige bewoners"]
    assert len(categorieen) == 7
    assert all(c.reden and c.enkelvoud for c in categorieen)
    assert Deelname.objects.get(traject=traject).rol == Rol.OPDRACHTGEVER
    assert Logregel.objects.filter(traject_nummer=traject.pk, werkwoord="traject.begonnen").exists()


def test_tweede_met_dezelfde_naam_krijgt_een_eigen_adres(als: Als, cast: Cast) -> None:
    mag_maken(cast)
    client = als("kerngroeplid")
    for _ in range(2):
        client.post("/nieuw/", NIEUW)
    assert set(Traject.objects.filter(naam=NIEUW["naam"]).values_list("slug", flat=True)) == {
        "de-elan-in-t-veld",
        "de-elan-in-t-veld-2",
    }


def test_zonder_vlag_geen_traject(als: Als) -> None:
    assert als("kerngroeplid").get("/nieuw/").status_code == 403
    assert als("opdrachtgever").post("/nieuw/", NIEUW).status_code == 403
    assert als("anoniem").get("/nieuw/").status_code == 302


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [
        ("naam", ""),
        ("naam", "n" * 121),
        ("planperiode_eind", "2026-11-01"),
        ("planperiode_eind", "31-02-2027"),
        ("horizonjaar", "2027"),
        ("horizonjaar", "9999"),
        ("gemeente", "\u202e\x07"),
    ],
)
def test_foute_invoer_houdt_de_tekst(als: Als, cast: Cast, veld: str, waarde: str) -> None:
    mag_maken(cast)
    antwoord = als("kerngroeplid").post("/nieuw/", NIEUW | {veld: waarde, "opgave": "Dit typte ik."})
    assert antwoord.status_code == 422
    assert "Dit typte ik." in antwoord.content.decode()
    assert not Traject.objects.filter(wijk="Stroinkslanden").exists()


def test_html_in_de_naam_is_tekst(als: Als, cast: Cast) -> None:
    mag_maken(cast)
    naam = "<script>alert(1)</script> & co"
    client = als("kerngroeplid")
    client.post("/nieuw/", NIEUW | {"naam": naam})
    pagina = client.get("/").content.decode()
    assert "<script>alert" not in pagina
    assert "&lt;script&gt;" in pagina


# ── Settings ──────────────────────────────────────────────────────────────────────────────────────────────


def test_instellingen_opslaan(als: Als, cast: Cast) -> None:
    data = instellingen(cast.traject, norm_stilte_dagen=21, huisstijl="stad", openheid="co-makers")
    antwoord = als("opdrachtnemer").post("/t/brink/instellingen/", data)
    assert antwoord.status_code == 303, antwoord.context["form"].errors
    cast.traject.refresh_from_db()
    assert (cast.traject.norm_stilte_dagen, cast.traject.huisstijl, cast.traject.openheid) == (21, "stad", "co-makers")
    assert cast.traject.versie == 2


@pytest.mark.parametrize("veld", ["slug", "is_voorbeeld", "id"])
def test_velden_buiten_het_formulier_tellen_niet(als: Als, cast: Cast, veld: str) -> None:
    als("opdrachtgever").post("/t/brink/instellingen/", instellingen(cast.traject, **{veld: "1"}))
    cast.traject.refresh_from_db()
    assert (cast.traject.slug, cast.traject.is_voorbeeld) == ("brink", False)


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [("huisstijl", "../../etc"), ("norm_stilte_dagen", "0"), ("kerngroep_max", "-1"), ("versie", "")],
)
def test_instellingen_weigeren_wat_niet_kan(als: Als, cast: Cast, veld: str, waarde: str) -> None:
    antwoord = als("opdrachtgever").post(
        "/t/brink/instellingen/", instellingen(cast.traject, leernotities="Niet kwijtraken", **{veld: waarde})
    )
    assert antwoord.status_code == 422
    assert "Niet kwijtraken" in antwoord.content.decode()
    assert "Brink" in antwoord.content.decode()


def test_twee_mensen_die_instellen_verliezen_niets(als: Als, cast: Cast) -> None:
    als("opdrachtgever").post("/t/brink/instellingen/", instellingen(cast.traject, opgave="Eerst dit."))
    tweede = instellingen(cast.traject, opgave="En ik dit.")
    antwoord = als("opdrachtnemer").post("/t/brink/instellingen/", tweede)
    assert antwoord.status_code == 409
    assert "Eerst dit." in antwoord.content.decode()
    assert "En ik dit." in antwoord.content.decode()
    als("opdrachtnemer").post("/t/brink/instellingen/", tweede | {"versie": 2})
    cast.traject.refresh_from_db()
    assert cast.traject.opgave == "En ik dit."


def test_wie_mag_instellingen_lezen_en_veranderen(als: Als, cast: Cast) -> None:
    for wie, lezen, schrijven in [
        ("opdrachtgever", 200, 303),
        ("kerngroeplid", 200, 403),
        ("meelezer", 200, 403),
        ("raadslid", 403, 403),
        ("vreemde", 404, 404),
    ]:
        client = als(wie)
        assert client.get("/t/brink/instellingen/").status_code == lezen, wie
        cast.traject.refresh_from_db()
        data = instellingen(cast.traject)
        assert client.post("/t/brink/instellingen/", data).status_code == schrijven, wie


# ── Categories ────────────────────────────────────────────────────────────────────────────────────────────


def test_categorieen_toevoegen_hernoemen_en_verplaatsen(als: Als, cast: Cast) -> None:
    client, url = als("opdrachtgever"), "/t/brink/instellingen/categorieen/"
    Categorie.objects.for_traject(cast.traject).exclude(comakers__isnull=False).delete()
    for naam in ("ondernemers", "bestuurders"):
        assert client.post(url, {"naam": naam, "enkelvoud": naam[:-1], "reden": "omdat"}).status_code == 303
    eerste, tweede, derde = Categorie.objects.for_traject(cast.traject).order_by("volgorde")
    client.post(f"{url}{derde.pk}/verplaatsen/", {"richting": "eerder"})
    client.post(f"{url}{derde.pk}/verplaatsen/", {"richting": "eerder"})
    client.post(f"{url}{derde.pk}/verplaatsen/", {"richting": "eerder"})
    assert [c.pk for c in Categorie.objects.for_traject(cast.traject).order_by("volgorde")] == [
        derde.pk,
        eerste.pk,
        tweede.pk,
    ]
    client.post(f"{url}{tweede.pk}/", {"naam": "winkeliers", "enkelvoud": "winkelier", "reden": ""})
    tweede.refresh_from_db()
    assert tweede.naam == "winkeliers"
    assert client.post(url, {"naam": "Winkeliers", "enkelvoud": "w"}).status_code == 422


def test_categorie_met_mensen_blijft(als: Als, cast: Cast) -> None:
    bezet, leeg = cast.comaker.categorie, CategorieFactory(traject=cast.traject)
    client, url = als("opdrachtgever"), "/t/brink/instellingen/categorieen/"
    assert client.post(f"{url}{bezet.pk}/weghalen/").status_code == 422
    assert client.post(f"{url}{leeg.pk}/weghalen/").status_code == 303
    assert set(Categorie.objects.for_traject(cast.traject)) == {bezet}
    assert als("kerngroeplid").post(f"{url}{bezet.pk}/weghalen/").status_code == 403
    vreemd = CategorieFactory(traject=cast.ander_traject)
    assert client.post(f"{url}{vreemd.pk}/weghalen/").status_code == 404


# ── Partijen ──────────────────────────────────────────────────────────────────────────────────────────────


def test_partij_maken_en_wijzigen_met_conflict(als: Als, cast: Cast) -> None:
    client = als("kerngroeplid")
    data = {"naam": "De Speelplaats", "zijde": "gebruikers", "doelen": "dat kinderen buiten zijn", "uniek": "zaal"}
    assert client.post("/t/brink/partijen/nieuw/", data).status_code == 303
    partij = Partij.objects.get(naam="De Speelplaats")
    assert client.post("/t/brink/partijen/nieuw/", data | {"naam": "de speelplaats"}).status_code == 422
    url = f"/t/brink/partijen/{partij.pk}/"
    assert client.post(url, data | {"doelen": "eerste", "versie": 1}).status_code == 303
    antwoord = als("opdrachtgever").post(url, data | {"doelen": "tweede", "versie": 1})
    assert antwoord.status_code == 409
    assert {"eerste", "tweede"} <= set(antwoord.content.decode().split()) or "tweede" in antwoord.content.decode()
    partij.refresh_from_db()
    assert partij.doelen == "eerste"


def test_partijen_op_de_driehoek_met_vast_aantal_queries(als: Als, cast: Cast) -> None:
    client = als("meelezer")

    def aantal() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/t/brink/partijen/").status_code == 200
        return len(queries)

    PartijFactory(traject=cast.traject, naam="Alleen")
    eerst = aantal()
    PartijFactory.create_batch(20, traject=cast.traject)
    PartijFactory(traject=cast.ander_traject, naam="Vreemde partij")
    assert aantal() == eerst
    assert "Vreemde partij" not in client.get("/t/brink/partijen/").content.decode()
    assert client.post("/t/brink/partijen/nieuw/", {"naam": "x", "zijde": "gebruikers"}).status_code == 403


# ── Besluiten ─────────────────────────────────────────────────────────────────────────────────────────────


def besluit(**anders: Any) -> dict[str, Any]:
    return {"orgaan": "gemeenteraad", "datum": "2026-11-02", "soort": "voorlopig", "kenmerk": "B12"} | anders


def test_besluit_met_document(als: Als, cast: Cast) -> None:
    upload = SimpleUploadedFile("besluit <b>.pdf", PDF, content_type="application/pdf")
    assert als("kerngroeplid").post("/t/brink/besluiten/nieuw/", besluit(document=upload)).status_code == 303
    rij = Besluit.objects.get()
    assert rij.document.name.startswith("besluit/")
    assert "besluit <b>" not in rij.document.name
    url = f"/t/brink/besluiten/{rij.pk}/document/"
    antwoord = als("raadslid").get(url)
    assert b"".join(antwoord.streaming_content) == PDF
    assert antwoord.headers["Content-Disposition"] == 'attachment; filename="besluit-2026-11-02.pdf"'
    assert antwoord.headers["X-Content-Type-Options"] == "nosniff"
    assert als("vreemde").get(url).status_code == 404
    assert als("anoniem").get(url).status_code == 302


@pytest.mark.parametrize(
    ("naam", "inhoud"),
    [
        ("b.pdf", b"<html><script>alert(1)</script>"),
        ("b.pdf", b"MZ\x90\x00" + b"x" * 100),
        ("b.pdf", b"GIF89a%PDF-1.7 %%EOF"),
        ("b.pdf", b"%PDF-1.7 half"),
        ("b.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("b.pdf", b"PK\x03\x04"),
    ],
)
def test_wat_geen_pdf_is_wordt_geweigerd(als: Als, cast: Cast, naam: str, inhoud: bytes) -> None:
    upload = SimpleUploadedFile(naam, inhoud, content_type="application/pdf")
    antwoord = als("kerngroeplid").post("/t/brink/besluiten/nieuw/", besluit(document=upload, kenmerk="Bewaar mij"))
    assert antwoord.status_code == 422
    assert "Bewaar mij" in antwoord.content.decode()
    assert not Besluit.objects.exists()


def test_te_groot_document_wordt_geweigerd(als: Als, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leefsturing.lib.bestanden.MAX_BYTES", 100)
    upload = SimpleUploadedFile("b.pdf", PDF + b" " * 100 + b"%%EOF")
    assert als("kerngroeplid").post("/t/brink/besluiten/nieuw/", besluit(document=upload)).status_code == 422


def test_besluit_zonder_document_en_wie_mag(als: Als, cast: Cast) -> None:
    rij = BesluitFactory(traject=cast.traject, datum=date(2026, 10, 1))
    assert als("raadslid").get(f"/t/brink/besluiten/{rij.pk}/document/").status_code == 302
    assert "stadsdeelbestuur" in als("raadslid").get("/t/brink/besluiten/").content.decode()
    assert als("meelezer").post("/t/brink/besluiten/nieuw/", besluit()).status_code == 403
    vreemd = BesluitFactory(traject=cast.ander_traject)
    assert als("kerngroeplid").get(f"/t/brink/besluiten/{vreemd.pk}/document/").status_code == 404


# ── Logboek ───────────────────────────────────────────────────────────────────────────────────────────────


def test_logboek_noemt_namen_bij_het_lezen_en_telt_vast(als: Als, cast: Cast) -> None:
    client = als("opdrachtgever")

    def lees() -> tuple[int, str]:
        with CaptureQueriesContext(connection) as queries:
            antwoord = client.get("/t/brink/logboek/")
        assert antwoord.status_code == 200
        return len(queries), antwoord.content.decode()

    log(by=cast.kerngroeplid, werkwoord="verslag.gedeeld", onderwerp=cast.comaker)
    log(by=cast.persoon, werkwoord="verslag.akkoord", onderwerp=cast.comaker)
    log(by=None, werkwoord="plan.gemaakt", traject=cast.traject)
    eerst, pagina = lees()
    assert cast.kerngroeplid.naam in pagina
    assert cast.persoon.volledige_naam in pagina
    assert "verslag gedeeld" in pagina
    for _ in range(60):
        comaker = CoMakerFactory(traject=cast.traject)
        log(by=comaker.persoon, werkwoord="verslag.gelezen", onderwerp=comaker)
    log(by=cast.kerngroeplid, werkwoord="verslag.gedeeld", onderwerp=cast.comaker)
    log(by=cast.vreemde, werkwoord="geheim.gedaan", traject=cast.ander_traject)
    meer, pagina = lees()
    assert meer == eerst
    assert "geheim" not in pagina
    assert client.get("/t/brink/logboek/?pagina=2").status_code == 200
    assert client.get("/t/brink/logboek/?pagina=x").status_code == 200


def test_logboek_alleen_voor_de_opdrachtgever(als: Als) -> None:
    for wie in ("opdrachtnemer", "kerngroeplid", "raadslid", "meelezer"):
        assert als(wie).get("/t/brink/logboek/").status_code == 403, wie
    assert als("vreemde").get("/t/brink/logboek/").status_code == 404
