"""Unravelling: a tree without circles, questions in their place, a leaf that becomes a kruispunt (M60)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kruispunten.enkelvoudig import meer_dan_een_vraag
from kruispunten.models import Kruispunt, Vraagstuk
from kruispunten.services import vraagstukken as services
from leefsturing.lib.fouten import DomainError
from tests.conftest import Cast, FormClient
from tests.factories.kruispunten import VraagstukFactory

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]


def adres(naam: str, cast: Cast, **kwargs: Any) -> str:
    return reverse(naam, kwargs={"slug": cast.traject.slug, **kwargs})


@pytest.mark.parametrize(
    ("vraag", "twee"),
    [
        ("Hoe vertelt de wijk zelf wat er met haar gebeurt?", False),
        ("Er wordt gesloopt en gebouwd. Hoe houden mensen elkaar?", False),
        ("Wie en wat houdt de markt gaande?", False),
        ("Hoe komt de bus terug? Wie betaalt dat?", True),
        ("Wat doen we met de zaal en hoe krijgen we hem warm?", True),
        ("Wie kookt er?!?", False),
    ],
)
def test_twee_vragen_in_een(vraag: str, twee: bool) -> None:
    assert meer_dan_een_vraag(vraag) is twee


def test_ontrafelen_op_de_plek_zelf(cast: Cast, als: Als) -> None:
    boven = VraagstukFactory(traject=cast.traject, vraag="Hoe blijven mensen hier?")
    client, nieuw = als("kerngroeplid"), adres("vraagstuk_nieuw", cast)
    antwoord = client.post(nieuw, {"vraag": "Wie kookt er?", "ouder": boven.pk})
    onder = Vraagstuk.objects.get(ouder=boven)
    assert antwoord["Location"] == adres("vraagstukken", cast) + f"#vraag-{onder.pk}"
    (tak,) = client.get(adres("vraagstukken", cast)).context["takken"]
    assert (tak, tak.takken) == (boven, [onder])
    leeg = client.post(nieuw, {"vraag": "  ", "ouder": boven.pk})
    assert (leeg.status_code, leeg.context["open_bij"]) == (422, str(boven.pk))
    assert client.post(nieuw, {"vraag": "Van elders", "ouder": VraagstukFactory().pk}).status_code == 422
    twee = client.post(nieuw, {"vraag": "Wie kookt er? Wie eet er?"})
    assert "Misschien zijn dit er twee" in client.get(twee["Location"]).content.decode()


def test_een_tak_hangt_nooit_onder_zichzelf(cast: Cast, als: Als) -> None:
    a = VraagstukFactory(traject=cast.traject)
    b = VraagstukFactory(traject=cast.traject, ouder=a)
    c = VraagstukFactory(traject=cast.traject, ouder=b)
    client = als("kerngroeplid")
    pagina = client.get(adres("vraagstuk", cast, nummer=a.pk))
    assert list(pagina.context["form"].fields["ouder"].queryset) == []
    velden = {"vraag": "anders", "ouder": c.pk, "versie": 1}
    assert client.post(adres("vraagstuk", cast, nummer=a.pk), velden).status_code == 422
    with pytest.raises(DomainError, match="onder zichzelf"):
        services.wijzig_vraagstuk(
            vraagstuk=a, waarden={"vraag": "x", "toelichting": "", "ouder": c}, versie=1, by=cast.kerngroeplid
        )
    assert client.post(adres("vraagstuk", cast, nummer=c.pk), {"vraag": "Los?", "versie": 1}).status_code == 303
    c.refresh_from_db()
    assert (c.vraag, c.ouder) == ("Los?", None)
    assert client.post(adres("vraagstuk", cast, nummer=c.pk), {"vraag": "Later?", "versie": 1}).status_code == 409


def test_niet_dieper_dan_te_overzien(cast: Cast) -> None:
    ouder = None
    for _n in range(services.MAX_DIEPTE):
        ouder = services.maak_vraagstuk(traject=cast.traject, vraag="Dieper?", ouder=ouder, by=cast.kerngroeplid)
    with pytest.raises(DomainError, match="niet meer te overzien"):
        services.maak_vraagstuk(traject=cast.traject, vraag="Te diep?", ouder=ouder, by=cast.kerngroeplid)
    stam = VraagstukFactory(traject=cast.traject)
    VraagstukFactory(traject=cast.traject, ouder=stam)
    with pytest.raises(DomainError, match="niet meer te overzien"):
        services.wijzig_vraagstuk(
            vraagstuk=stam, waarden={"vraag": "x", "toelichting": "", "ouder": ouder}, versie=1, by=cast.kerngroeplid
        )


def test_blad_wordt_kruispunt_in_een_gebaar(cast: Cast, als: Als) -> None:
    boven = VraagstukFactory(traject=cast.traject)
    blad = VraagstukFactory(traject=cast.traject, ouder=boven, vraag="Hoe komt iemand 's avonds thuis?")
    client = als("kerngroeplid")
    assert client.post(adres("vraagstuk_kruispunt", cast, nummer=boven.pk)).status_code == 422
    for _keer in range(2):
        antwoord = client.post(adres("vraagstuk_kruispunt", cast, nummer=blad.pk))
    kruispunt = Kruispunt.objects.get()
    assert antwoord["Location"] == adres("kruispunt", cast, nummer=kruispunt.pk)
    assert (kruispunt.vraag, kruispunt.vraagstuk) == (blad.vraag, blad)


def test_opbergen_neemt_de_tak_mee_en_terug(cast: Cast, als: Als) -> None:
    a = VraagstukFactory(traject=cast.traject)
    b = VraagstukFactory(traject=cast.traject, ouder=a)
    eerder = VraagstukFactory(traject=cast.traject, ouder=a)
    services.berg_tak_op(vraagstuk=eerder, by=cast.kerngroeplid)
    client = als("kerngroeplid")
    client.post(adres("vraagstuk_opbergen", cast, nummer=a.pk))
    assert client.get(adres("vraagstukken", cast)).context["takken"] == []
    client.post(adres("vraagstuk_terughalen", cast, nummer=a.pk))
    assert set(Vraagstuk.objects.all().levend()) == {a, b}


def test_meelezer_leest_de_boom_en_de_vragen_groeien_niet_mee(cast: Cast, als: Als) -> None:
    client, pad = als("meelezer"), adres("vraagstukken", cast)

    def tel(n: int) -> int:
        for _n in range(n):
            stam = VraagstukFactory(traject=cast.traject)
            VraagstukFactory(traject=cast.traject, ouder=stam)
        with CaptureQueriesContext(connection) as vragen:
            pagina = client.get(pad).content.decode()
        assert adres("vraagstuk_nieuw", cast) not in pagina
        return len(vragen)

    assert tel(1) == tel(9)
