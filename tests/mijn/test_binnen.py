"""The way in: a link survives any number of machine visits, mixes with nothing, and says no in one way only."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from berichten.bezorging import bezorg
from berichten.models import Bericht
from comakers.models import Akkoord, Opmerking
from leefsturing.lib import klok
from tests.conftest import Cast, FormClient
from tests.factories import CoMakerFactory, PersoonFactory
from tests.mijn.conftest import Mijn, vindplaatsen
from trajecten import links
from trajecten.models import PersoonlijkeLink


def ingelogd(client: FormClient) -> bool:
    return client.get("/mijn/").status_code == 200


def zonder_wisselend(html: str) -> str:
    return re.sub(r'value="[\w-]{36,64}"', "", html)


@pytest.mark.parametrize("methode", ["get", "head"])
def test_kijken_verandert_niets(cast: Cast, token: str, methode: str) -> None:
    client = FormClient()
    for _ in range(5):
        response = getattr(client, methode)(f"/mijn/in/{token}/")
        assert response.status_code == 200
    assert not ingelogd(client)
    assert PersoonlijkeLink.objects.get().laatst_gebruikt_op is None
    assert cast.persoon.voornaam not in client.get(f"/mijn/in/{token}/").content.decode()


def test_knop_begint_bezoek_en_token_verdwijnt(token: str) -> None:
    client = FormClient()
    response = client.post(f"/mijn/in/{token}/", {"_sleutel": None})
    assert (response.status_code, response["Location"]) == (303, "/mijn/")
    cookie = response.cookies[links.COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/mijn/", True, "Lax")
    assert token not in cookie.value
    assert ingelogd(client)
    # The same link again, in another browser, weeks later: it is not used up.
    assert FormClient().post(f"/mijn/in/{token}/").status_code == 303


@pytest.mark.parametrize("pad", ["/mijn/", "/mijn/spoor/", "/mijn/gegevens/", "/mijn/zonder-link/", "/mijn/in/x/"])
def test_koppen_zwijgen(mijn: Mijn, pad: str) -> None:
    response = mijn.client.get(pad)
    assert response["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


@pytest.mark.parametrize(
    ("naar", "waarheen"),
    [
        ("verslag/3/", "/mijn/verslag/3/"),
        ("/mijn/spoor/", "/mijn/spoor/"),
        ("//evil.example", "/mijn/"),
        ("https://evil.example/", "/mijn/"),
        ("../beheer/", "/mijn/"),
        ("in/x/", "/mijn/"),
        ("", "/mijn/"),
    ],
)
def test_mail_kan_naar_een_pagina_wijzen(token: str, naar: str, waarheen: str) -> None:
    response = FormClient().post(f"/mijn/in/{token}/?naar={naar}")
    assert response["Location"] == waarheen


def _verlopen(cast: Cast) -> str:
    link = links.geef_link(persoon=cast.persoon)
    PersoonlijkeLink.objects.update(verloopt_op=klok.nu() - timedelta(seconds=1))
    return links.token_van(link)


def _ingetrokken(cast: Cast) -> str:
    link = links.geef_link(persoon=cast.persoon)
    links.trek_link_in(persoon=cast.persoon, by=None)
    return links.token_van(link)


def _gewist(cast: Cast) -> str:
    link = links.geef_link(persoon=cast.persoon)
    type(cast.persoon).objects.filter(pk=cast.persoon.pk).update(gewist_op=klok.nu())
    return links.token_van(link)


def _geraden(cast: Cast) -> str:
    return links.token_van(PersoonlijkeLink(uid=uuid.uuid4()))


def _verminkt(cast: Cast) -> str:
    token = links.token_van(links.geef_link(persoon=cast.persoon))
    return token[:-1] + ("A" if token[-1] != "A" else "B")


def _onzin(cast: Cast) -> str:
    return "dit-is-geen-token-éé"


def test_alle_soorten_nee_zijn_een_en_dezelfde_pagina(cast: Cast) -> None:
    paginas = set()
    for maak in (_verlopen, _ingetrokken, _gewist, _geraden, _verminkt, _onzin):
        token = maak(cast)
        for methode in ("get", "post"):
            response = getattr(FormClient(), methode)(f"/mijn/in/{token}/")
            paginas.add((response.status_code, zonder_wisselend(response.content.decode())))
        PersoonlijkeLink.objects.all().delete()
    assert len(paginas) == 1
    ((status, html),) = paginas
    assert status == 403
    assert "Stuur mijn link" in html


def test_intrekken_werkt_bij_het_volgende_verzoek(mijn: Mijn) -> None:
    assert ingelogd(mijn.client)
    links.trek_link_in(persoon=mijn.persoon, by=None)
    assert not ingelogd(mijn.client)


def test_bezoek_verloopt(mijn: Mijn, settings: Any) -> None:
    settings.LINK_SESSIE = timedelta(seconds=-1)
    assert not ingelogd(mijn.client)


def test_twee_links_in_een_browser_de_laatste_wint(cast: Cast, token: str) -> None:
    ander = CoMakerFactory(traject=cast.traject, persoon__voornaam="Bart")
    client = FormClient()
    client.post(f"/mijn/in/{token}/")
    client.post(f"/mijn/in/{links.token_van(links.geef_link(persoon=ander.persoon))}/")
    assert "Dag Bart" in client.get("/mijn/").content.decode()
    client.post(f"/mijn/in/{token}/")
    assert f"Dag {cast.persoon.voornaam}" in client.get("/mijn/").content.decode()


def test_link_en_login_mengen_nooit(cast: Cast, als: Any, token: str) -> None:
    """A link in the browser of the kerngroep: each sees its own, and an action is of whom it belongs to."""
    client = als("kerngroeplid")
    assert client.get("/mijn/").status_code == 403
    client.post(f"/mijn/in/{token}/")
    html = client.get("/mijn/").content.decode()
    assert f"Dag {cast.persoon.voornaam}" in html
    assert cast.kerngroeplid.email not in html
    client.logout()
    client.post(f"/mijn/in/{token}/")
    assert client.get(f"/t/{cast.traject.slug}/comakers/{cast.comaker.pk}/spoor/").status_code == 302


def test_scanner_die_alles_indrukt_zegt_geen_ja(mijn: Mijn, token: str) -> None:
    """Opens the link, presses the button, and submits every form it finds as it finds it."""
    scanner = FormClient()
    scanner.post(f"/mijn/in/{token}/")
    for pad in ["/mijn/", mijn.url(), "/mijn/gegevens/", "/mijn/stoppen/"]:
        html = scanner.get(pad).content.decode()
        for form in re.findall(r"<form.*?</form>", html, re.DOTALL):
            actie = re.search(r'action="([^"]+)"', form)
            velden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
            if actie and "weg" not in actie[1]:
                scanner.post(actie[1].split("#")[0], velden)
    assert not Akkoord.objects.exists()
    assert not Opmerking.objects.exists()
    assert mijn.persoon.gewist_op is None


def test_weggaan_sluit_dit_toestel(mijn: Mijn, token: str) -> None:
    assert mijn.client.post("/mijn/weg/").status_code == 303
    assert not ingelogd(mijn.client)
    assert FormClient().post(f"/mijn/in/{token}/").status_code == 303


# ── Ask for the link again ────────────────────────────────────────────────────────────────────────────────


def test_link_opnieuw_antwoordt_altijd_hetzelfde(cast: Cast) -> None:
    antwoorden = set()
    for email in (cast.persoon.email, cast.persoon.email.upper(), "niemand@example.org"):
        response = FormClient().post("/mijn/link-opnieuw/", {"email": email, "_sleutel": None})
        pagina = FormClient().get(response["Location"]).content.decode()
        antwoorden.add((response.status_code, response["Location"], zonder_wisselend(pagina)))
    assert len(antwoorden) == 1
    assert [b.persoon for b in Bericht.objects.all()] == [cast.persoon]


def test_link_opnieuw_hooguit_een_per_dag(cast: Cast) -> None:
    for _ in range(5):
        FormClient().post("/mijn/link-opnieuw/", {"email": cast.persoon.email})
    assert Bericht.objects.count() == 1
    bericht = Bericht.objects.get()
    assert (bericht.klasse, bericht.aanleiding) == ("A", "mijn.link")


def test_link_opnieuw_gaat_naar_elk_traject(cast: Cast) -> None:
    PersoonFactory(traject=cast.ander_traject, email=cast.persoon.email)
    PersoonFactory(traject=cast.traject, email="ander@example.org", gewist_op=klok.nu())
    FormClient().post("/mijn/link-opnieuw/", {"email": cast.persoon.email})
    FormClient().post("/mijn/link-opnieuw/", {"email": "ander@example.org"})
    assert {b.traject for b in Bericht.objects.all()} == {cast.traject, cast.ander_traject}


@pytest.mark.parametrize("email", ["", "geen adres", "x" * 400 + "@example.org", "<script>@x", "a@b\r\nBcc: c@d.nl"])
def test_link_opnieuw_met_onzin(cast: Cast, email: str) -> None:
    response = FormClient().post("/mijn/link-opnieuw/", {"email": email})
    assert response.status_code == 422
    assert "<script>@x" not in response.content.decode()
    assert not Bericht.objects.exists()


# ── Text survives ─────────────────────────────────────────────────────────────────────────────────────────


def test_tekst_overleeft_een_verlopen_bezoek(mijn: Mijn, token: str) -> None:
    code, _ = mijn.alinea()
    velden = {"wie": mijn.persoon.pk, "nummer": 1, "alinea": code, "tekst": "Er is ook een wip.", "voorstel": ""}
    client = FormClient()
    response = client.post(mijn.url("opmerking/"), velden)
    assert response.status_code in (302, 303)
    assert "bewaard" in client.get("/mijn/zonder-link/").content.decode()
    response = client.post(f"/mijn/in/{token}/")
    assert response["Location"] == "/mijn/verder/"
    html = client.get("/mijn/verder/").content.decode()
    assert "Er is ook een wip." in html
    assert mijn.url("opmerking/") in html
    response = client.post(mijn.url("opmerking/"), velden)
    assert response.status_code == 303
    assert Opmerking.objects.get().tekst == "Er is ook een wip."
    # Offered once.
    assert client.get("/mijn/verder/").status_code == 302


def test_bewaarde_tekst_is_niet_voor_een_ander(mijn: Mijn) -> None:
    client = FormClient()
    client.post(mijn.url("opmerking/"), {"wie": mijn.persoon.pk, "tekst": "geheim", "alinea": "x", "nummer": 1})
    ander = CoMakerFactory(traject=mijn.cast.traject)
    client.post(f"/mijn/in/{links.token_van(links.geef_link(persoon=ander.persoon))}/")
    response = client.get("/mijn/verder/", follow=True)
    assert "geheim" not in response.content.decode()


def test_geheim_van_de_link_staat_nergens(cast: Cast, als: Any, token: str) -> None:
    """Sent, shown, used, and used after it expired: the secret is in no column of the database."""
    als("kerngroeplid").post(f"/t/{cast.traject.slug}/personen/{cast.persoon.pk}/link/sturen/")
    als("kerngroeplid").post(f"/t/{cast.traject.slug}/personen/{cast.persoon.pk}/link/tonen/")
    bezorg(Bericht.objects.get().pk)
    assert token in str(mail.outbox[0].body)
    client = FormClient()
    client.post(f"/mijn/in/{token}/")
    client.post("/mijn/in/verlopen/")
    assert vindplaatsen(token.lower()) == []
    assert vindplaatsen(token[24:].lower()) == []
