"""Who takes part: inviting by e-mail, changing roles, and never without an opdrachtgever (M2)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

from berichten.models import Bericht
from berichten.registratie import register
from leefsturing.lib import klok
from overzichten import services
from tests.conftest import Cast, FormClient
from tests.factories import DeelnameFactory, GebruikerFactory
from toegang.enums import Rol
from toegang.models import Gebruiker, Logregel
from trajecten.models import Deelname

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]
URL = "/t/brink/instellingen/kerngroep/"


def render(bericht: Bericht) -> Any:
    return register.aanleidingen[bericht.aanleiding].render(bericht, klok.nu())


def test_onbekend_adres_krijgt_account_zonder_wachtwoord_en_een_mail(als: Als, cast: Cast) -> None:
    data = {"email": "Nieuw@Example.org", "naam": "Nina Nieuw", "rol": "kerngroeplid"}
    assert als("opdrachtgever").post(URL, data).status_code == 303
    gebruiker = Gebruiker.objects.get(email="nieuw@example.org")
    assert (gebruiker.naam, gebruiker.has_usable_password()) == ("Nina Nieuw", False)
    assert Deelname.objects.get(gebruiker=gebruiker).rol == Rol.KERNGROEPLID
    bericht = Bericht.objects.get(gebruiker=gebruiker)
    assert (bericht.aanleiding, bericht.klasse, bericht.traject) == ("kerngroep.uitnodiging", "A", cast.traject)
    assert Logregel.objects.filter(werkwoord="deelname.gegeven", traject_nummer=cast.traject.pk).exists()
    assert mail.outbox == []


def test_link_in_de_uitnodiging_zet_een_wachtwoord(als: Als, cast: Cast) -> None:
    als("opdrachtgever").post(URL, {"email": "nieuw@example.org", "rol": "meelezer"})
    bericht = Bericht.objects.get(gebruiker__email="nieuw@example.org")
    inhoud = render(bericht)
    pad = inhoud.knop.url.removeprefix("http://127.0.0.1:8000")
    assert pad.startswith("/account/wachtwoord/nieuw/")
    client = FormClient()
    stap = client.get(pad, follow=True)
    formulier = stap.redirect_chain[-1][0]
    nieuw = "drie gewone woorden"
    assert client.post(formulier, {"password1": nieuw, "password2": nieuw}).status_code == 302
    gebruiker = Gebruiker.objects.get(email="nieuw@example.org")
    assert gebruiker.check_password(nieuw)
    assert client.post("/account/inloggen/", {"login": gebruiker.email, "password": nieuw}).status_code == 302
    assert client.get("/t/brink/").status_code == 200
    # The link worked once.
    assert "werkt niet meer" in FormClient().get(pad, follow=True).content.decode()
    assert render(Bericht.objects.get(pk=bericht.pk)).knop.url.endswith("/t/brink/")


def test_bestaand_account_krijgt_een_mail_zonder_geheim(als: Als, cast: Cast) -> None:
    bekend = GebruikerFactory(email="bekend@example.org")
    bekend.set_password("drie gewone woorden")
    bekend.save()
    als("opdrachtgever").post(URL, {"email": "bekend@example.org", "rol": "raadslid"})
    inhoud = render(Bericht.objects.get(gebruiker=bekend))
    assert "wachtwoord" not in inhoud.knop.url
    assert Gebruiker.objects.filter(email="bekend@example.org").count() == 1


def test_geheim_van_de_uitnodiging_blijft_niet_in_de_postbus(cast: Cast) -> None:
    from berichten.opmaak import zonder_link
    from toegang.wachtwoordmail import wachtwoord_adres

    adres = wachtwoord_adres(cast.kerngroeplid)
    assert re.search(r"/account/wachtwoord/nieuw/\w", adres)
    assert "wachtwoord/nieuw" not in zonder_link(f"Klik {adres} hier")


def test_nog_eens_uitnodigen_geeft_een_mail_per_dag_en_opnieuw_dezelfde_rol_een_uitleg(als: Als, cast: Cast) -> None:
    client = als("opdrachtgever")
    client.post(URL, {"email": "nieuw@example.org", "rol": "meelezer"})
    antwoord = client.post(URL, {"email": "NIEUW@example.org", "rol": "kerngroeplid"})
    assert antwoord.status_code == 422
    assert "doet al mee, als meelezer" in antwoord.content.decode()
    assert Bericht.objects.count() == 1
    deelname = Deelname.objects.get(gebruiker__email="nieuw@example.org")
    for _ in range(3):
        assert client.post(f"{URL}{deelname.pk}/opnieuw/").status_code == 303
    assert Bericht.objects.count() == 2


def test_wie_weg_is_krijgt_geen_uitnodiging_meer(als: Als, cast: Cast) -> None:
    client = als("opdrachtgever")
    client.post(URL, {"email": "nieuw@example.org", "rol": "meelezer"})
    deelname = Deelname.objects.get(gebruiker__email="nieuw@example.org")
    assert client.post(f"{URL}{deelname.pk}/weg/").status_code == 303
    bericht = Bericht.objects.get()
    assert services.mag_nog(bericht) == "Deze persoon doet niet meer mee."
    assert not Deelname.objects.filter(pk=deelname.pk).exists()


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [("email", ""), ("email", "geen adres"), ("email", "a@b.nl\r\nBcc: x@y.nl"), ("rol", "beheerder"), ("rol", "")],
)
def test_foute_uitnodiging_houdt_de_tekst(als: Als, cast: Cast, veld: str, waarde: str) -> None:
    data = {"email": "nieuw@example.org", "naam": "Blijft staan", "rol": "meelezer"} | {veld: waarde}
    antwoord = als("opdrachtgever").post(URL, data)
    assert antwoord.status_code == 422
    assert "Blijft staan" in antwoord.content.decode()
    assert not Gebruiker.objects.filter(naam="Blijft staan").exists()


def test_uitgezet_account_wordt_niet_uitgenodigd(als: Als, cast: Cast) -> None:
    GebruikerFactory(email="uit@example.org", is_active=False)
    antwoord = als("opdrachtgever").post(URL, {"email": "uit@example.org", "rol": "meelezer"})
    assert antwoord.status_code == 422
    assert "uitgezet" in antwoord.content.decode()


def test_rol_wijzigen_geldt_meteen(als: Als, cast: Cast) -> None:
    deelname = Deelname.objects.get(traject=cast.traject, gebruiker=cast.kerngroeplid)
    lid = als("kerngroeplid")
    assert lid.get("/t/brink/partijen/nieuw/").status_code == 200
    assert als("opdrachtgever").post(f"{URL}{deelname.pk}/", {"rol": "meelezer"}).status_code == 303
    assert lid.get("/t/brink/partijen/nieuw/").status_code == 403
    als("opdrachtgever").post(f"{URL}{deelname.pk}/weg/")
    assert lid.get("/t/brink/").status_code == 404


def test_de_laatste_opdrachtgever_blijft(als: Als, cast: Cast) -> None:
    deelname = Deelname.objects.get(traject=cast.traject, rol=Rol.OPDRACHTGEVER)
    client = als("opdrachtgever")
    antwoord = client.post(f"{URL}{deelname.pk}/", {"rol": "meelezer"})
    assert antwoord.status_code == 422
    assert "Een traject heeft altijd een opdrachtgever" in antwoord.content.decode()
    assert client.post(f"{URL}{deelname.pk}/weg/").status_code == 422
    DeelnameFactory(traject=cast.traject, rol=Rol.OPDRACHTGEVER)
    assert client.post(f"{URL}{deelname.pk}/weg/").headers["Location"] == "/"


def test_alleen_een_opdrachtgever_geeft_die_rol(als: Als, cast: Cast) -> None:
    eigen = Deelname.objects.get(traject=cast.traject, gebruiker=cast.opdrachtnemer)
    baas = Deelname.objects.get(traject=cast.traject, rol=Rol.OPDRACHTGEVER)
    client = als("opdrachtnemer")
    assert client.post(f"{URL}{eigen.pk}/", {"rol": "opdrachtgever"}).status_code == 422
    assert client.post(URL, {"email": "vriend@example.org", "rol": "opdrachtgever"}).status_code == 422
    assert client.post(f"{URL}{baas.pk}/weg/").status_code == 422
    assert not Gebruiker.objects.filter(email="vriend@example.org").exists()
    assert client.post(URL, {"email": "collega@example.org", "rol": "kerngroeplid"}).status_code == 303


def test_wie_mag_de_kerngroep_veranderen(als: Als, cast: Cast) -> None:
    deelname = Deelname.objects.get(traject=cast.traject, gebruiker=cast.meelezer)
    vreemd = Deelname.objects.get(traject=cast.ander_traject)
    assert als("opdrachtgever").get(f"{URL}{vreemd.pk}/").status_code == 404
    assert als("opdrachtgever").post(f"{URL}{vreemd.pk}/weg/").status_code == 404
    for wie in ("kerngroeplid", "meelezer"):
        assert als(wie).get(URL).status_code == 200
        assert als(wie).post(URL, {"email": "x@example.org", "rol": "meelezer"}).status_code == 403
        assert als(wie).post(f"{URL}{deelname.pk}/weg/").status_code == 403
    assert als("raadslid").get(URL).status_code == 403
    assert cast.opdrachtgever.email not in als("meelezer").get(URL).content.decode()
