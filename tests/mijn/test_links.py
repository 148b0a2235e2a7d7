"""The kerngroep sends, shows and withdraws a personal link."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from berichten.models import Bericht
from berichten.opmaak import persoonlijk_adres
from leefsturing.lib import klok
from tests.conftest import Cast, FormClient
from toegang.models import Logregel
from trajecten import links
from trajecten.models import Persoon, PersoonlijkeLink


def adres(cast: Cast, wat: str = "") -> str:
    return f"/t/{cast.traject.slug}/personen/{cast.persoon.pk}/link/{wat}"


def test_sturen_toont_tonen_intrekken(cast: Cast, als: Any) -> None:
    client = als("kerngroeplid")
    assert "er is geen werkende link" in client.get(adres(cast)).content.decode()
    for _ in range(2):
        assert client.post(adres(cast, "sturen/")).status_code == 303
    assert Bericht.objects.count() == 1
    html = client.post(adres(cast, "tonen/")).content.decode()
    token = links.token_van(PersoonlijkeLink.objects.get())
    assert token in html
    assert token not in client.get(adres(cast)).content.decode()
    assert FormClient().post(f"/mijn/in/{token}/").status_code == 303
    for _ in range(2):
        assert client.post(adres(cast, "intrekken/")).status_code == 303
    assert FormClient().post(f"/mijn/in/{token}/").status_code == 403
    actor = f"gebruiker:{cast.kerngroeplid.pk}"
    regels = set(Logregel.objects.filter(actor=actor).values_list("werkwoord", flat=True))
    assert regels >= {"link.gemaakt", "link.gestuurd", "link.getoond", "link.ingetrokken"}


def test_ingetrokken_en_niet_opnieuw_komt_niet_vanzelf_terug(cast: Cast, als: Any) -> None:
    """Somebody else reads the mailbox: asking again sends nothing, and no other mail carries a link."""
    client, vraag = als("kerngroeplid"), {"email": cast.persoon.email}
    client.post(adres(cast, "sturen/"))
    Bericht.objects.all().delete()
    client.post(adres(cast, "intrekken/"))
    assert FormClient().post("/mijn/link-opnieuw/", vraag).status_code == 303
    assert Bericht.objects.count() == 1, "withdrawn without the choice: a new one may be asked for"
    Bericht.objects.all().delete()
    client.post(adres(cast, "intrekken/"), {"niet_opnieuw": "1"})
    for _ in range(2):
        response = FormClient().post("/mijn/link-opnieuw/", vraag)
        assert (response.status_code, response["Location"]) == (303, "/mijn/zonder-link/?gevraagd=1")
    assert not Bericht.objects.exists()
    assert not PersoonlijkeLink.objects.filter(ingetrokken_op=None).exists()
    ander = Bericht(persoon=cast.persoon, traject=cast.traject)
    assert persoonlijk_adres(ander, "/mijn/spoor/").endswith("/mijn/zonder-link/")
    with pytest.raises(links.LinkGestopt):
        links.geef_link(persoon=cast.persoon)
    assert "vanzelf geen nieuwe" in client.get(adres(cast)).content.decode()
    client.post(adres(cast, "sturen/"))
    assert Bericht.objects.count() == 1
    assert links.mag_vanzelf(cast.persoon)


def test_zonder_adres_geen_mail(cast: Cast, als: Any) -> None:
    Persoon.objects.filter(pk=cast.persoon.pk).update(email="")
    assert als("kerngroeplid").post(adres(cast, "sturen/")).status_code == 422
    assert not Bericht.objects.exists()


def test_gewiste_persoon_krijgt_geen_link(cast: Cast, als: Any) -> None:
    Persoon.objects.filter(pk=cast.persoon.pk).update(gewist_op=klok.nu())
    for wat in ("sturen/", "tonen/"):
        assert als("kerngroeplid").post(adres(cast, wat)).status_code == 422
    assert not PersoonlijkeLink.objects.exists()


@pytest.mark.parametrize(("wie", "status"), [("meelezer", 403), ("raadslid", 403), ("vreemde", 404)])
def test_alleen_de_kerngroep(cast: Cast, als: Any, wie: str, status: int) -> None:
    for wat in ("", "sturen/", "tonen/", "intrekken/"):
        client = als(wie)
        response = client.post(adres(cast, wat)) if wat else client.get(adres(cast))
        assert response.status_code == status


def test_commando_toont_een_werkende_link(cast: Cast) -> None:
    uit = StringIO()
    call_command("persoonlijke_link", cast.traject.slug, cast.persoon.email.upper(), stdout=uit)
    pad = uit.getvalue().strip().split("/mijn/in/")[1]
    assert FormClient().post(f"/mijn/in/{pad}").status_code == 303
    with pytest.raises(CommandError):
        call_command("persoonlijke_link", cast.ander_traject.slug, cast.persoon.email)


def test_wissen_op_verzoek(cast: Cast, als: Any) -> None:
    """Who has no link asks the kerngroep; only with a choice, and sure of it."""
    pad = f"/t/{cast.traject.slug}/personen/{cast.persoon.pk}/wissen/"
    client = als("opdrachtnemer")
    assert pad in client.get(adres(cast)).content.decode()
    assert client.get(pad).status_code == 200
    assert client.post(pad, {"uitspraken": "wissen"}).status_code == 422
    response = client.post(pad, {"uitspraken": "wissen", "zeker": "on"})
    assert (response.status_code, response["Location"]) == (303, f"/t/{cast.traject.slug}/comakers/")
    persoon = Persoon.objects.get(pk=cast.persoon.pk)
    assert persoon.gewist_op is not None
    assert Logregel.objects.filter(werkwoord="persoon.gewist", actor=f"gebruiker:{cast.opdrachtnemer.pk}").exists()
    assert client.post(pad, {"uitspraken": "wissen", "zeker": "on"}).status_code == 422
    assert als("meelezer").get(pad).status_code == 403
    assert als("vreemde").get(pad).status_code == 404
