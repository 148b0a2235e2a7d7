"""Co-makers from a spreadsheet, through the front door: brought in, looked at, taken; and nothing twice (M20)."""

import io
import uuid
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
import python_calamine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from comakers.enums import InvoerStaat, RijOordeel
from comakers.models import Achterban, CoMaker, Invoer, Invoerrij
from comakers.services import invoer as diensten
from comakers.services import invoer_opnemen
from comakers.services.wissen import erase_persoon
from leefsturing.lib import faultpoints, klok
from tests.factories import CategorieFactory, CoMakerFactory, PartijFactory
from toegang.models import Logregel
from trajecten.models import Categorie, Partij, Persoon
from werk.models import Taak
from werk.uitvoering import voer_uit

pytestmark = pytest.mark.django_db
BASIS = "/t/brink/invoer/"
KOPPEN = "Naam;E-mail;Telefoonnummer;Soort;Organisatie;Contactpersoon;Waarom;Achterban;Omvang;Akkoord"


def blad(*rijen: str, koppen: str = KOPPEN) -> bytes:
    return "\r\n".join([koppen, *rijen]).encode("cp1252")


def werk() -> None:
    """What the worker does, until nothing is open."""
    for taak in Taak.objects.open().filter(soort__startswith="comakers.invoer"):
        voer_uit(taak.pk)


def breng(client: Any, inhoud: bytes, naam: str = "mensen.csv") -> Any:
    return client.post(BASIS, {"bestand": SimpleUploadedFile(naam, inhoud)})


def kies(client: Any, rij: Invoer, **extra: Any) -> Any:
    """The columns as they were guessed."""
    kolommen = {f"kolom_{plaats}": veld for veld, plaats in rij.kolommen.items()}
    return client.post(f"{BASIS}{rij.pk}/kolommen/", {"zijde": "gebruikers"} | kolommen | extra)


def nagekeken(client: Any, inhoud: bytes, **extra: Any) -> Invoer:
    assert breng(client, inhoud).status_code == 303
    rij = Invoer.objects.latest("pk")
    response = kies(client, rij, **extra)
    assert response.status_code == 303, response.text
    werk()
    rij.refresh_from_db()
    assert rij.staat == InvoerStaat.NAGEKEKEN, rij.fout
    return rij


def neem_op(client: Any, invoer: Invoer, **extra: Any) -> Invoer:
    assert client.post(f"{BASIS}{invoer.pk}/opnemen/", extra).status_code == 303
    werk()
    invoer.refresh_from_db()
    return invoer


@pytest.fixture
def bewoners(cast: Any) -> Any:
    Categorie.objects.update(enkelvoud="visionair")
    return CategorieFactory(traject=cast.traject, naam="huidige bewoners", enkelvoud="bewoner", volgorde=900)


def test_van_bestand_tot_co_maker(cast: Any, als: Any, bewoners: Any) -> None:
    client = als("kerngroeplid")
    rijen = [
        'Zoë van der IJssel;ZOE@example.org;0612345678;Bewoner;Filmhuis;;"kent\niedereen";ouders;1.200;31-12-2025',
        f"D'Hondt, Anne;;;huidige bewoners;;{cast.kerngroeplid.email};;;;",
    ]
    rij = nagekeken(client, blad(*rijen), nieuwe_partijen="on")
    assert (rij.aantal_nieuw, rij.aantal_fout) == (2, 0), [r.reden for r in rij.rijen.all()]
    pagina = client.get(f"{BASIS}{rij.pk}/").text
    assert "Neem 2 co-makers op" in pagina
    assert "Filmhuis" in pagina
    neem_op(client, rij)
    zoe = CoMaker.objects.select_related("persoon__partij").get(persoon__email="ZOE@example.org")
    assert (zoe.persoon.voornaam, zoe.persoon.tussenvoegsel, zoe.persoon.achternaam) == ("Zoë", "van der", "IJssel")
    assert (zoe.persoon.sorteernaam, zoe.persoon.telefoon) == ("yssel zoe van der", "0612345678")
    assert (zoe.categorie, zoe.persoon.partij.naam, zoe.wil_weten) == (bewoners, "Filmhuis", "kent\niedereen")
    assert zoe.bewaren_akkoord_op == date(2025, 12, 31)
    assert Achterban.objects.get(comaker=zoe).omvang == 1200
    anne = CoMaker.objects.get(persoon__voornaam="Anne")
    assert (anne.persoon.achternaam, anne.contactpersoon) == ("D'Hondt", cast.kerngroeplid)
    assert Logregel.objects.filter(werkwoord="comaker.toegevoegd").count() == 2
    assert "2</" in client.get(f"{BASIS}{rij.pk}/").text


def test_wat_niet_klopt_staat_er_met_rij_en_reden(cast: Any, als: Any, bewoners: Any) -> None:
    client = als("kerngroeplid")
    rijen = [
        "Goed Zo;;;bewoner;;;;;;",
        ";wie@example.org;;bewoner;;;;;;",
        "Jan Een;geen adres;;bewoner;;;;;;",
        "Jan Twee;;;vissen;;;;;;",
        "Jan Drie;;;bewoner;Onbekende BV;;;;;",
        "Jan Vier;;;bewoner;;Niemand;;;;",
        "Jan Vijf;;;bewoner;;;;buren;veel;",
        "Jan Zes;;;bewoner;;;;;;31-02-2025",
        f"Jan Zeven;;;bewoner;;;{'x' * 1001};;;",
        "Jan Acht;a@example.org;;bewoner;;;;;;",
        "Jan Negen;A@example.org;;bewoner;;;;;;",
        "Goed Zo;;;bewoner;;;;;;",
    ]
    rij = nagekeken(client, blad(*rijen))
    reden = dict(rij.rijen.filter(oordeel=RijOordeel.FOUT).values_list("nummer", "reden"))
    assert sorted(reden) == [3, 4, 5, 6, 7, 8, 9, 10, 12, 13]
    assert "geen naam" in reden[3]
    assert "geen e-mailadres" in reden[4]
    assert "vissen" in reden[5]
    assert "Onbekende BV" in reden[6]
    assert "kerngroep" in reden[7]
    assert "geen aantal" in reden[8]
    assert "geen datum" in reden[9]
    assert "hooguit 1000" in reden[10]
    assert "rij 11" in reden[12]
    assert "rij 2" in reden[13]
    neem_op(client, rij)
    assert set(CoMaker.objects.exclude(pk=cast.comaker.pk).values_list("persoon__voornaam", flat=True)) == {
        "Goed",
        "Jan",
    }
    for soort in ("xlsx", "ods"):
        terug = client.get(f"{BASIS}{rij.pk}/fouten/?als={soort}").content
        regels = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(terug)).get_sheet_by_index(0).to_python()
        assert regels[0] == [*KOPPEN.split(";"), "rij", "wat is er mis"]
        assert regels[1][1] == "wie@example.org"
        assert len(regels) == 11
        assert "vissen" in regels[3][11]


def test_tweede_keer_verandert_niets(cast: Any, als: Any, bewoners: Any) -> None:
    client = als("kerngroeplid")
    inhoud = blad("Jan de Wit;jan@example.org;;bewoner;;;praat graag;;;", "Els Nu;;06 1;bewoner;;;;ouders;12;")
    neem_op(client, nagekeken(client, inhoud))
    voor = list(CoMaker.objects.order_by("pk").values()) + list(Persoon.objects.order_by("pk").values())
    rij = nagekeken(client, inhoud)
    assert (rij.aantal_nieuw, rij.aantal_bekend, rij.aantal_fout) == (0, 2, 0)
    assert not rij.rijen.filter(verschilt=True).exists()
    assert "Er is niets nieuws" in client.get(f"{BASIS}{rij.pk}/").text
    neem_op(client, rij)
    assert voor == list(CoMaker.objects.order_by("pk").values()) + list(Persoon.objects.order_by("pk").values())
    assert Achterban.objects.count() == 1


def test_verschil_wordt_aangeboden_en_pas_na_een_vinkje_overgenomen(cast: Any, als: Any) -> None:
    client, comaker = als("kerngroeplid"), cast.comaker
    wie, soort = comaker.persoon, comaker.categorie.naam
    regel = f"{wie.volledige_naam};{wie.email};06 99 99 99 99;{soort};;;nieuwe vraag;buren;40;"
    rij = nagekeken(client, blad(regel))
    pagina = client.get(f"{BASIS}{rij.pk}/").text
    assert "Staan er al, maar anders" in pagina
    assert "nieuwe vraag" in pagina
    neem_op(client, rij)
    comaker.refresh_from_db()
    assert comaker.wil_weten != "nieuwe vraag"
    nieuw = nagekeken(client, blad(regel))
    neem_op(client, nieuw, rij=str(nieuw.rijen.get().pk))
    comaker = CoMaker.objects.select_related("persoon").get(pk=comaker.pk)
    assert (comaker.wil_weten, comaker.persoon.telefoon) == ("nieuwe vraag", "06 99 99 99 99")
    assert comaker.persoon.email == wie.email
    assert comaker.achterbannen.get().omvang == 40


def test_wat_intussen_veranderde_wordt_niet_overschreven(cast: Any, als: Any) -> None:
    client, wie = als("kerngroeplid"), cast.persoon
    rij = nagekeken(client, blad(f"{wie.volledige_naam};{wie.email};;{cast.comaker.categorie.naam};;;uit het blad;;;"))
    CoMaker.objects.filter(pk=cast.comaker.pk).update(wil_weten="net getypt")
    neem_op(client, rij, rij=str(rij.rijen.get().pk))
    cast.comaker.refresh_from_db()
    assert cast.comaker.wil_weten == "net getypt"
    assert "Intussen veranderd" in client.get(f"{BASIS}{rij.pk}/").text


def test_wie_intussen_in_de_lijst_kwam_krijgt_geen_dubbele(cast: Any, als: Any, bewoners: Any) -> None:
    client = als("kerngroeplid")
    rij = nagekeken(client, blad("Jan Jansen;jan@example.org;;bewoner;;;;;;", "Piet Puk;;;bewoner;;;;;;"))
    CoMakerFactory(traject=cast.traject, persoon__email="jan@example.org")
    rij = neem_op(client, rij)
    assert Persoon.objects.filter(email="jan@example.org").count() == 1
    assert (rij.aantal_nieuw, rij.aantal_bekend) == (1, 1)


def test_wie_is_wie(cast: Any, als: Any, bewoners: Any) -> None:
    """A known persoon becomes a co-maker; two addresses are two people; a name alone is whom we know by it."""
    trekker = Persoon.objects.create(traject=cast.traject, voornaam="Trekker", email="trekker@example.org")
    naam = {"persoon__voornaam": "Jan", "persoon__tussenvoegsel": "", "persoon__achternaam": "IJsman"}
    CoMakerFactory(traject=cast.traject, categorie=bewoners, persoon__email="jan@example.org", **naam)
    rijen = ["T. Rekker;trekker@example.org;;bewoner;;;;;;", "Jan IJsman;andere.jan@example.org;;bewoner;;;;;;"]
    neem_op(als("kerngroeplid"), nagekeken(als("kerngroeplid"), blad(*rijen, "JAN ijsman;;;bewoner;;;;;;")))
    assert CoMaker.objects.get(persoon=trekker).categorie == bewoners
    assert Persoon.objects.filter(achternaam="IJsman").count() == 2


def test_een_dode_worker_laat_geen_halve_en_geen_dubbele_achter(
    cast: Any, als: Any, bewoners: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invoer_opnemen, "STUK", 3)
    client = als("kerngroeplid")
    rij = nagekeken(client, blad(*(f"Mens Nummer{n};;;bewoner;;;;groep {n};;" for n in range(8))))
    assert client.post(f"{BASIS}{rij.pk}/opnemen/").status_code == 303
    plekken = iter(["invoer.stuk_opgenomen", "invoer.in_een_stuk"])

    class Dood(BaseException):
        pass

    for plek in plekken:

        def sterf(naam: str, plek: str = plek) -> None:
            if naam == plek:
                raise Dood

        faultpoints.install(sterf)
        taak = Taak.objects.open().get(soort=diensten.OPNEMEN)
        try:
            with pytest.raises(Dood):
                voer_uit(taak.pk)
        finally:
            faultpoints.install(None)
        assert CoMaker.objects.exclude(pk=cast.comaker.pk).count() == 3
        Taak.objects.filter(pk=taak.pk).update(lease_tot=klok.nu() - timedelta(seconds=1))
    werk()
    rij.refresh_from_db()
    assert (rij.staat, rij.aantal_nieuw) == (InvoerStaat.KLAAR, 8)
    assert CoMaker.objects.exclude(pk=cast.comaker.pk).count() == Achterban.objects.count() == 8


def test_dubbelklik_en_hetzelfde_bestand_nog_eens(cast: Any, als: Any, bewoners: Any) -> None:
    client = als("kerngroeplid")
    inhoud = blad("Jan Een;;;bewoner;;;;;;")
    assert breng(client, inhoud).headers["Location"] == breng(client, inhoud).headers["Location"]
    rij = Invoer.objects.get()
    kies(client, rij)
    werk()
    sleutel = {"_sleutel": str(uuid.uuid4())}
    assert [client.post(f"{BASIS}{rij.pk}/opnemen/", dict(sleutel)).status_code for _ in range(2)] == [303, 303]
    assert Taak.objects.filter(soort=diensten.OPNEMEN).count() == 1
    werk()
    assert CoMaker.objects.count() == 2


def test_bestand_blijft_tot_het_is_afgehandeld(
    cast: Any, als: Any, bewoners: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client = als("kerngroeplid")
    breng(client, blad("Jan Een;;;bewoner;;;;;;"), "ledenlijst Brink.csv")
    rij = Invoer.objects.get()
    pad = rij.bestand.name
    assert "ledenlijst" not in pad
    kies(client, rij)
    werk()
    diensten.ruim_op(klok.nu() + timedelta(days=29))
    assert default_storage.exists(pad)
    with django_capture_on_commit_callbacks(execute=True):
        neem_op(client, rij)
    assert not default_storage.exists(pad)
    assert not rij.rijen.exists()
    breng(client, blad("Jan Twee;;;bewoner;;;;;;"))
    pad = Invoer.objects.latest("pk").bestand.name
    with django_capture_on_commit_callbacks(execute=True):
        diensten.ruim_op(klok.nu() + timedelta(days=31))
    assert not default_storage.exists(pad)
    assert not Invoer.objects.exists()


def test_wissen_haalt_wachtende_bestanden_weg(cast: Any, als: Any, bewoners: Any) -> None:
    nagekeken(als("kerngroeplid"), blad(f"{cast.persoon.volledige_naam};;;vissen;;;;;;", "Jan Een;;;bewoner;;;;;;"))
    erase_persoon(persoon=cast.persoon, uitspraken="wissen", by=cast.kerngroeplid)
    assert not Invoer.objects.exists()


def test_wissen_haalt_ook_overgebleven_rijen_weg(cast: Any, als: Any, bewoners: Any) -> None:
    """A row that nobody took over says first and last name in cells of their own: nothing of it stays."""
    persoon = cast.persoon
    rij = f"{persoon.volledige_naam};{persoon.email};0612345678;bewoner;;;Kanariewoord;;;"
    invoer = neem_op(als("kerngroeplid"), nagekeken(als("kerngroeplid"), blad(rij, "Jan Een;;;bewoner;;;;;;")))
    assert (invoer.staat, invoer.rijen.count()) == (InvoerStaat.KLAAR, 1)
    erase_persoon(persoon=persoon, uitspraken="wissen", by=cast.kerngroeplid)
    assert not Invoerrij.objects.exists()


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "leeg"),
        (b"%PDF-1.7 hallo", "niet openen"),
        (b"PK\x03\x04kapot", "niet openen"),
        (b"Naam;Soort\r\n", "geen rijen"),
        (b"x" * (5 * 1024 * 1024 + 1), "groter dan 5 MB"),
    ],
)
def test_wat_geen_rekenblad_is_wordt_met_een_zin_geweigerd(cast: Any, als: Any, inhoud: bytes, zin: str) -> None:
    response = breng(als("kerngroeplid"), inhoud)
    assert response.status_code == 422
    assert zin in response.text
    assert not Invoer.objects.exists()


def test_kolommen_kiezen_gaat_niet_half(cast: Any, als: Any) -> None:
    client = als("kerngroeplid")
    breng(client, b"Aap;Noot;Mies\r\nJan;Jansen;x\r\n")
    rij = Invoer.objects.get()
    response = client.post(
        f"{BASIS}{rij.pk}/kolommen/", {"kolom_0": "voornaam", "kolom_1": "voornaam", "zijde": "gebruikers"}
    )
    assert response.status_code == 422
    assert "Dit koos je ook al bij “Aap”." in response.text
    assert "Kies een categorie, want er is geen kolom voor." in response.text
    assert "Jansen" in response.text
    soort = cast.comaker.categorie_id
    assert "waar de naam" not in client.post(f"{BASIS}{rij.pk}/kolommen/", {"categorie": soort}).text
    data = {"kolom_0": "voornaam", "kolom_1": "achternaam", "zijde": "gebruikers", "categorie": soort}
    assert client.post(f"{BASIS}{rij.pk}/kolommen/", data).status_code == 303


def test_vijandige_cellen_zijn_tekst(cast: Any, als: Any, bewoners: Any) -> None:
    boek = openpyxl.Workbook()
    boek.active.append(["naam", "soort", "waarom", "telefoon"])
    boek.active.append(["<script>alert(1)</script> Jansen", "bewoner", "=1+1", 612345678])
    boek.active.append(["Jan Een", "bewoner", "'@SOM(A1)\u202e", "+31 6 1"])
    uit = io.BytesIO()
    boek.save(uit)
    client = als("kerngroeplid")
    rij = nagekeken(client, uit.getvalue())
    pagina = client.get(f"{BASIS}{rij.pk}/").text
    assert "&lt;script&gt;" in pagina
    assert "<script>alert" not in pagina
    neem_op(client, rij)
    een, twee = CoMaker.objects.exclude(pk=cast.comaker.pk).order_by("pk")
    # A formula that nobody computed has no value; and one never gets computed here.
    assert (een.wil_weten, een.persoon.telefoon) == ("", "0612345678")
    assert (twee.wil_weten, twee.persoon.telefoon) == ("@SOM(A1)", "+31 6 1")


def test_alleen_de_kerngroep(cast: Any, als: Any, bewoners: Any) -> None:
    rij = nagekeken(als("kerngroeplid"), blad("Jan Een;;;bewoner;;;;;;"))
    for adres in (BASIS, f"{BASIS}{rij.pk}/", f"{BASIS}{rij.pk}/fouten/", "/t/brink/comakers/uitvoer/"):
        assert als("meelezer").get(adres).status_code == 403
        assert als("vreemde").get(adres).status_code == 404
    assert "Uit een rekenblad" not in als("meelezer").get("/t/brink/comakers/").text


def test_voorbeeld_is_zelf_in_te_lezen(cast: Any, als: Any) -> None:
    client = als("kerngroeplid")
    rij = nagekeken(client, client.get(f"{BASIS}voorbeeld/?als=ods").content)
    assert (rij.aantal_nieuw, rij.aantal_fout) == (0, 1)
    assert "akkoord is gegeven" in rij.rijen.get().reden


def test_pagina_vraagt_altijd_even_veel(cast: Any, als: Any, bewoners: Any, django_assert_num_queries: Any) -> None:
    client = als("kerngroeplid")
    PartijFactory(traject=cast.traject)
    for aantal in (2, 60):
        rijen = [f"Mens Nummer{n};;;bewoner;;;;;;" for n in range(aantal)]
        rijen += [f"Fout {n};;;vissen;;;;;;" for n in range(aantal)]
        rij = nagekeken(client, blad(*rijen, *["x"] * aantal))
        client.get(f"{BASIS}{rij.pk}/")
        with django_assert_num_queries(VRAGEN):
            client.get(f"{BASIS}{rij.pk}/")
    assert not Partij.objects.filter(naam="Filmhuis").exists()


VRAGEN = 8
