"""Every list asks the database equally often at 5 and at 50 rows."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comakers.enums import GesprekStaat
from comakers.models import Onderbouwing, Terugkoppeling
from comakers.selectors import comakers, gesprekken, themas
from leefsturing.lib import klok
from tests.factories import (
    CategorieFactory,
    CoMakerFactory,
    GesprekFactory,
    PartijFactory,
    PijlerFactory,
    ThemaFactory,
    ToezeggingFactory,
    UitspraakFactory,
    VerslagFactory,
)

pytestmark = pytest.mark.django_db
# One fixed number each, the gate included.
LIJSTEN = {
    "comakers/": 6,
    "comakers/?sorteer=stil&staat=gesproken": 6,
    "gesprekken/": 15,
    "themas/": 12,
    "themas/overzicht/": 7,
    "comakers/{comaker}/": 12,
    "themas/{thema}/": 11,
    "gesprekken/{gesprek}/aantekeningen/": 15,
    "gesprekken/{gesprek}/verslag/": 14,
    "gesprekken/{gesprek}/": 19,
}


def vul(cast: Any, aantal: int, pijler: Any) -> dict[str, int]:
    now = klok.nu()
    gesprek = GesprekFactory(traject=cast.traject, comakers=[cast.comaker], interviewers=[cast.kerngroeplid])
    VerslagFactory(gesprek=gesprek)
    thema = ThemaFactory(traject=cast.traject)
    UitspraakFactory(comaker=cast.comaker).themas.add(thema)
    for i in range(aantal):
        categorie = CategorieFactory(traject=cast.traject)
        comaker = CoMakerFactory(
            traject=cast.traject, categorie=categorie, contactpersoon=cast.kerngroeplid,
            persoon__partij=PartijFactory(traject=cast.traject),
        )  # fmt: skip
        Terugkoppeling.objects.create(
            traject=cast.traject, comaker=cast.comaker, kanaal="bellen", op=now, door=cast.kerngroeplid
        )
        GesprekFactory(
            traject=cast.traject, comakers=[comaker, cast.comaker], interviewers=[cast.kerngroeplid],
            wanneer=now + timedelta(days=i), staat=GesprekStaat.GEPLAND,
        )  # fmt: skip
        VerslagFactory(
            gesprek=GesprekFactory(traject=cast.traject, comakers=[comaker], interviewers=[cast.kerngroeplid])
        )
        ToezeggingFactory(comaker=cast.comaker, gesprek=gesprek, eigenaar=cast.kerngroeplid)
        u = UitspraakFactory(comaker=cast.comaker, gesprek=gesprek)
        u.themas.add(thema, ThemaFactory(traject=cast.traject))
        Onderbouwing.objects.create(traject=cast.traject, uitspraak=u, pijler=pijler)
        UitspraakFactory(comaker=comaker).themas.add(thema)
    return {"comaker": cast.comaker.pk, "thema": thema.pk, "gesprek": gesprek.pk}


def test_lijsten_vragen_even_vaak_bij_vijf_en_bij_vijftig(cast: Any, als: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (comakers, gesprekken, themas):
        monkeypatch.setattr(module, "PER_PAGINA", 1000)
    client, pijler = als("kerngroeplid"), PijlerFactory(traject=cast.traject)
    client.get("/t/brink/comakers/")
    for aantal in (5, 45):
        ids = vul(cast, aantal, pijler)
        geteld = {}
        for lijst in LIJSTEN:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/t/brink/{lijst.format(**ids)}").status_code == 200
            geteld[lijst] = len(queries)
        assert geteld == LIJSTEN, f"bij {aantal} erbij"
