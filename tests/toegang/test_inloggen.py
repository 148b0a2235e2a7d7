"""The way in: login, lock, reset, expired in mid-form, two steps, and the admin for accounts only (S11, S12)."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.utils.module_loading import import_string

from tests.conftest import Cast, FormClient
from tests.factories import GebruikerFactory
from toegang.models import Gebruiker, Logregel
from toegang.wachtwoordmail import TAAKSOORT, verstuur
from trajecten.models import Partij
from werk.eenmalig import maak_sleutel
from werk.models import Taak

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]
IN, VERGETEN = "/account/inloggen/", "/account/wachtwoord/vergeten/"
WACHTWOORD = "drie gewone woorden"


@pytest.fixture(autouse=True)
def _lege_tellers(db: None) -> None:
    cache.clear()


@pytest.fixture
def gebruiker(cast: Cast) -> Gebruiker:
    cast.kerngroeplid.set_password(WACHTWOORD)
    cast.kerngroeplid.save()
    return cast.kerngroeplid


def tekst(antwoord: Any) -> str:
    """The page without what differs at every request and what was typed."""
    kaal = re.sub(r'value="[^"]*"', "", antwoord.content.decode())
    return re.sub(r"\s+", " ", kaal)


def probeer(client: FormClient, email: str, wachtwoord: str = "verkeerd", **extra: Any) -> Any:
    return client.post(IN, {"login": email, "password": wachtwoord}, **extra)


# ── In and out ────────────────────────────────────────────────────────────────────────────────────────────


def test_inloggen_met_het_adres_in_hoofdletters(gebruiker: Gebruiker) -> None:
    client = FormClient()
    assert probeer(client, gebruiker.email.upper(), WACHTWOORD).headers["Location"] == "/"
    assert client.get("/t/brink/").status_code == 200


def test_nieuwe_sessie_bij_inloggen_en_dood_na_uitloggen(gebruiker: Gebruiker) -> None:
    client = FormClient()
    client.get(IN)
    client.session["iets"] = 1
    voor = client.session.session_key
    probeer(client, gebruiker.email, WACHTWOORD)
    na = client.session.session_key
    assert voor != na
    assert client.get("/account/uitloggen/").status_code == 200
    client.post("/account/uitloggen/")
    client.cookies["sessionid"] = na
    assert client.get("/").status_code == 302


def test_uitgezet_account_is_er_meteen_uit(gebruiker: Gebruiker) -> None:
    client = FormClient()
    probeer(client, gebruiker.email, WACHTWOORD)
    Gebruiker.objects.filter(pk=gebruiker.pk).update(is_active=False)
    assert client.get("/t/brink/").status_code == 302


def test_wachtwoord_wijzigen_sluit_andere_sessies(gebruiker: Gebruiker) -> None:
    hier, elders = FormClient(), FormClient()
    for client in (hier, elders):
        probeer(client, gebruiker.email, WACHTWOORD)
    nieuw = "vier heel gewone woorden"
    data = {"oldpassword": WACHTWOORD, "password1": nieuw, "password2": nieuw}
    assert hier.post("/account/wachtwoord/wijzigen/", data).status_code == 302
    assert elders.get("/").status_code == 302
    assert FormClient().post(IN, {"login": gebruiker.email, "password": nieuw}).headers["Location"] == "/"


@pytest.mark.parametrize("naar", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_na_inloggen_nooit_naar_een_andere_site(gebruiker: Gebruiker, naar: str) -> None:
    antwoord = FormClient().post(f"{IN}?next={naar}", {"login": gebruiker.email, "password": WACHTWOORD, "next": naar})
    assert "evil" not in antwoord.headers["Location"]
    assert antwoord.headers["Location"].startswith("/")


def test_na_inloggen_terug_naar_de_bladzijde_met_haar_vraag(gebruiker: Gebruiker) -> None:
    client = FormClient()
    naar_login = client.get("/t/brink/signalen/?pagina=2").headers["Location"]
    antwoord = client.post(
        naar_login, {"login": gebruiker.email, "password": WACHTWOORD, "next": "/t/brink/signalen/?pagina=2"}
    )
    assert antwoord.headers["Location"] == "/t/brink/signalen/?pagina=2"


def test_niemand_meldt_zich_zelf_aan(db: None) -> None:
    client = FormClient()
    assert "Meedoen gaat op uitnodiging" in client.get("/account/aanmelden/").content.decode()
    client.post("/account/aanmelden/", {"email": "x@example.org", "password1": WACHTWOORD})
    assert not Gebruiker.objects.exists()


@pytest.mark.parametrize("pad", ["signup/", "login/", "email/", "confirm-email/", "password/reset/", "3rdparty/", ""])
def test_de_rest_van_allauth_heeft_geen_adres(db: None, pad: str) -> None:
    assert FormClient().get(f"/account/{pad}").status_code == 404


# ── Nothing to learn from ─────────────────────────────────────────────────────────────────────────────────


def test_inloggen_zegt_niet_of_een_adres_bestaat(gebruiker: Gebruiker) -> None:
    zonder = GebruikerFactory(email="zonder@example.org")
    antwoorden = [probeer(FormClient(), a) for a in (gebruiker.email, "niemand@example.org", zonder.email)]
    assert len({a.status_code for a in antwoorden}) == 1
    assert len({tekst(a) for a in antwoorden}) == 1


def test_wachtwoord_vergeten_zegt_niet_of_een_adres_bestaat(gebruiker: Gebruiker) -> None:
    antwoorden = [FormClient().post(VERGETEN, {"email": a}) for a in (gebruiker.email, "niemand@example.org")]
    assert {(a.status_code, a.headers["Location"]) for a in antwoorden} == {(302, "/account/wachtwoord/verstuurd/")}
    assert mail.outbox == []
    assert [t.onderwerp for t in Taak.objects.filter(soort=TAAKSOORT)] == [str(gebruiker.pk)]


def test_mail_om_een_wachtwoord_te_kiezen(gebruiker: Gebruiker) -> None:
    for _ in range(3):
        FormClient().post(VERGETEN, {"email": gebruiker.email}, headers={"host": "localhost"})
    verstuur(Taak.objects.get(soort=TAAKSOORT))
    (brief,) = mail.outbox
    assert brief.to == [gebruiker.email]
    assert brief.subject == "Kies een nieuw wachtwoord"
    adres = re.search(r"http://127\.0\.0\.1:8000(/account/wachtwoord/nieuw/\S+/)", str(brief.body))
    assert adres
    assert adres.group(0) in str(brief.alternatives[0].content)
    client = FormClient()
    formulier = client.get(adres.group(1), follow=True).redirect_chain[-1][0]
    kort = client.post(formulier, {"password1": "kort", "password2": "kort"})
    assert "12" in kort.content.decode()
    nieuw = "vier heel gewone woorden"
    client.post(formulier, {"password1": nieuw, "password2": nieuw})
    assert probeer(FormClient(), gebruiker.email, nieuw).headers["Location"] == "/"


def test_geen_mail_voor_een_uitgezet_account(gebruiker: Gebruiker) -> None:
    Gebruiker.objects.filter(pk=gebruiker.pk).update(is_active=False)
    FormClient().post(VERGETEN, {"email": gebruiker.email})
    verstuur(Taak(soort=TAAKSOORT, onderwerp=str(gebruiker.pk)))
    assert mail.outbox == []


# ── Guessing ──────────────────────────────────────────────────────────────────────────────────────────────


def test_na_tien_keer_raden_dicht_ook_voor_het_goede_wachtwoord(gebruiker: Gebruiker) -> None:
    for _ in range(10):
        probeer(FormClient(), gebruiker.email)
    antwoord = probeer(FormClient(), gebruiker.email, WACHTWOORD)
    assert antwoord.status_code == 429
    assert "Even wachten" in antwoord.content.decode()


def test_een_ander_sluit_je_niet_buiten(gebruiker: Gebruiker) -> None:
    for _ in range(15):
        probeer(FormClient(), gebruiker.email, REMOTE_ADDR="198.51.100.7")
    assert probeer(FormClient(), gebruiker.email, WACHTWOORD).headers.get("Location") == "/"


def test_een_ander_achter_hetzelfde_adres_sluit_je_niet_buiten(gebruiker: Gebruiker) -> None:
    for _ in range(10):
        probeer(FormClient(), "collega@example.org")
    assert probeer(FormClient(), "collega@example.org").status_code == 429
    assert probeer(FormClient(), gebruiker.email, WACHTWOORD).headers.get("Location") == "/"


def test_zelf_inloggen_geeft_de_rader_geen_nieuwe_kansen(gebruiker: Gebruiker, cast: Cast) -> None:
    for keer in range(10):
        probeer(FormClient(), cast.opdrachtgever.email.upper() if keer % 2 else f" {cast.opdrachtgever.email}")
        if keer == 8:
            assert probeer(FormClient(), gebruiker.email, WACHTWOORD).headers.get("Location") == "/"
    assert probeer(FormClient(), cast.opdrachtgever.email).status_code == 429


def test_goed_inloggen_wist_de_eigen_vergissingen(gebruiker: Gebruiker) -> None:
    for _ in range(2):
        for _ in range(9):
            probeer(FormClient(), gebruiker.email)
        assert probeer(FormClient(), gebruiker.email.upper(), WACHTWOORD).headers.get("Location") == "/"


def test_verzonnen_afkomst_helpt_de_rader_niet(gebruiker: Gebruiker) -> None:
    for i in range(10):
        probeer(FormClient(), gebruiker.email, headers={"x-forwarded-for": f"203.0.113.{i}"})
    verder = probeer(FormClient(), gebruiker.email, WACHTWOORD, headers={"x-forwarded-for": "203.0.113.99"})
    assert verder.status_code == 429


# ── Login expired in the middle of a form ─────────────────────────────────────────────────────────────────


def test_verlopen_tijdens_typen_verliest_niets(gebruiker: Gebruiker) -> None:
    client = FormClient()
    data = {"naam": "De Speelplaats", "zijde": "gebruikers", "doelen": "Dit kostte een uur.", "uniek": ""}
    data |= {"_sleutel": maak_sleutel(f"gebruiker:{gebruiker.pk}")}
    antwoord = client.post("/t/brink/partijen/nieuw/", data)
    assert antwoord.status_code == 303
    assert antwoord.headers["Location"] == f"{IN}?next=/account/verder/"
    binnen = client.post(
        antwoord.headers["Location"], {"login": gebruiker.email, "password": WACHTWOORD, "next": "/account/verder/"}
    )
    pagina = client.get(binnen.headers["Location"]).content.decode()
    assert "Dit kostte een uur." in pagina
    assert 'action="/t/brink/partijen/nieuw/"' in pagina
    assert client.post("/t/brink/partijen/nieuw/", data).status_code == 303
    assert Partij.objects.get().doelen == "Dit kostte een uur."
    assert client.get("/account/verder/").status_code == 302


@pytest.mark.parametrize("van", ["een ander", "niemand"])
def test_wat_een_ander_typte_krijgt_de_volgende_niet_te_zien(
    gebruiker: Gebruiker, cast: Cast, als: Als, van: str
) -> None:
    """One browser on a counter: the login of one ends, the other logs in."""
    formulier = als("opdrachtgever").get("/t/brink/partijen/nieuw/").content.decode()
    sleutels = re.findall(r'name="_sleutel" value="([^"]+)"', formulier)
    sleutel = sleutels[0] if van == "een ander" else str(uuid.uuid4())
    client = FormClient()
    data = {"naam": "x", "zijde": "gebruikers", "doelen": "Dit is geheim.", "_sleutel": sleutel}
    client.post("/t/brink/partijen/nieuw/", data)
    probeer(client, gebruiker.email, WACHTWOORD)
    antwoord = client.get("/account/verder/", follow=True)
    assert antwoord.status_code == 200
    assert "geheim" not in antwoord.content.decode()


@pytest.mark.parametrize("naam", ["login", "password", "oldpassword", "password1", "password2", "code"])
def test_een_geheim_komt_niet_op_het_scherm_als_een_oude_pagina_wordt_verstuurd(
    gebruiker: Gebruiker, naam: str
) -> None:
    client = FormClient(enforce_csrf_checks=True)
    antwoord = client.post(
        "/account/wachtwoord/wijzigen/",
        {naam: "geheim-123", "tekst": "gewoon"},
        headers={"sec-fetch-site": "same-origin"},
    )
    assert antwoord.status_code == 403
    assert "gewoon" in antwoord.content.decode()
    assert "geheim-123" not in antwoord.content.decode()


def test_bewaard_formulier_van_een_vreemd_traject_blijft_een_404(cast: Cast, als: Als) -> None:
    assert als("vreemde").post("/t/brink/partijen/nieuw/", {"naam": "x", "zijde": "gebruikers"}).status_code == 404


# ── Two steps ─────────────────────────────────────────────────────────────────────────────────────────────


def test_bladzijden_van_twee_stappen(gebruiker: Gebruiker) -> None:
    client = FormClient()
    probeer(client, gebruiker.email, WACHTWOORD)
    assert client.get("/account/twee-stappen/").status_code == 200
    # Once more the password, before anything about the second step changes.
    naar = client.get("/account/twee-stappen/app/aan/").headers["Location"]
    assert naar.startswith("/account/nog-een-keer/")
    assert client.get(naar).status_code == 200
    terug = client.post(naar, {"password": WACHTWOORD, "next": "/account/twee-stappen/app/aan/"})
    assert terug.headers["Location"] == "/account/twee-stappen/app/aan/"
    aan = client.get("/account/twee-stappen/app/aan/")
    assert aan.status_code == 200
    assert "<style" not in aan.content.decode()
    assert " style=" not in aan.content.decode()


def test_met_twee_stappen_is_een_wachtwoord_niet_genoeg(gebruiker: Gebruiker) -> None:
    TOTP.activate(gebruiker, generate_totp_secret())
    client = FormClient()
    antwoord = probeer(client, gebruiker.email, WACHTWOORD)
    assert antwoord.headers["Location"].startswith("/account/twee-stappen/inloggen/")
    assert client.get(antwoord.headers["Location"]).status_code == 200
    assert client.get("/t/brink/").status_code == 302
    client.post("/account/twee-stappen/inloggen/", {"code": "000000"})
    assert client.get("/t/brink/").status_code == 302


@pytest.mark.parametrize("pogingen", [9, 10])
def test_codes_raden_houdt_op_waar_je_ook_vandaan_komt(gebruiker: Gebruiker, pogingen: int) -> None:
    geheim = generate_totp_secret()
    TOTP.activate(gebruiker, geheim)
    client = FormClient()
    stap = probeer(client, gebruiker.email, WACHTWOORD).headers["Location"]
    for i in range(pogingen):
        client.post(stap, {"code": "00000x"}, REMOTE_ADDR=f"203.0.113.{i}")
    code = format_hotp_value(hotp_value(geheim, next(yield_hotp_counters_from_time())))
    client.post(stap, {"code": code}, REMOTE_ADDR="203.0.113.99")
    assert client.get("/t/brink/").status_code == (200 if pogingen < 10 else 302)


# ── The admin ─────────────────────────────────────────────────────────────────────────────────────────────


def test_beheerder_geeft_een_account(als: Als, cast: Cast) -> None:
    client = als("beheerder")
    data = {"email": "Nieuw@Example.org", "naam": "Nina", "is_active": "on", "mag_traject_maken": "on"}
    assert client.post("/beheer/toegang/gebruiker/add/", data).status_code == 302
    gebruiker = Gebruiker.objects.get(email="nieuw@example.org")
    assert (gebruiker.mag_traject_maken, gebruiker.has_usable_password(), gebruiker.is_superuser) == (
        True,
        False,
        False,
    )
    assert Taak.objects.filter(soort=TAAKSOORT, onderwerp=str(gebruiker.pk)).exists()
    assert Logregel.objects.filter(werkwoord="gebruiker.gemaakt").exists()
    dubbel = client.post("/beheer/toegang/gebruiker/add/", data | {"email": "NIEUW@example.org"})
    assert dubbel.status_code == 200
    assert Gebruiker.objects.filter(email__iexact="nieuw@example.org").count() == 1


def test_beheer_verwijdert_niets_en_maakt_geen_superuser(als: Als, cast: Cast) -> None:
    client, url = als("beheerder"), f"/beheer/toegang/gebruiker/{cast.meelezer.pk}/"
    assert client.post(f"{url}delete/", {"post": "yes"}).status_code == 403
    data = {"email": cast.meelezer.email, "naam": "Anders", "is_active": "on", "is_superuser": "on", "password": "x"}
    client.post(f"{url}change/", data)
    cast.meelezer.refresh_from_db()
    assert (cast.meelezer.naam, cast.meelezer.is_superuser, cast.meelezer.password) == ("Anders", False, "!")


def test_beheer_is_er_alleen_voor_accounts(als: Als, cast: Cast) -> None:
    from django.contrib import admin

    assert list(admin.site._registry) == [Gebruiker]
    assert "Brink" not in als("beheerder").get("/beheer/").content.decode()


def test_beheer_gebruikt_dezelfde_deur(als: Als, cast: Cast) -> None:
    assert als("anoniem").get("/beheer/", follow=True).redirect_chain[-1][0].startswith(IN)
    assert als("opdrachtgever").get("/beheer/", follow=True).status_code == 403
    assert als("beheerder").get("/t/brink/").status_code == 404


def test_medewerker_zonder_superrechten_beheert_accounts(als: Als, cast: Cast) -> None:
    Gebruiker.objects.filter(pk=cast.beheerder.pk).update(is_superuser=False)
    assert als("beheerder").get("/beheer/toegang/gebruiker/").status_code == 200


def test_wachtwoorden_worden_duur_gehasht() -> None:
    """The tests hash cheaply; an installation does not."""
    import leefsturing.settings as echt

    (hasher,) = echt.PASSWORD_HASHERS
    kosten = import_string(hasher)().params()
    assert hasher == "django.contrib.auth.hashers.Argon2PasswordHasher"
    assert (kosten.memory_cost >= 64 * 1024, kosten.time_cost >= 2) == (True, True)
