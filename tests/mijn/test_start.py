"""The own page: what waits stands first, the most urgent on top; nothing where there is nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comakers.models.herkomst import producten
from comakers.selectors.spoorzinnen import _STAPPEN
from leefsturing.lib import klok
from plannen.models import Plan
from plannen.services import maak_versie
from scripts.frontend import ICONS
from tests.factories import AtelierFactory, PlanReactieFactory, ProjectFactory, UitnodigingFactory
from tests.mijn.conftest import Mijn

VRAGEN = 29


def koppen(client: Any) -> list[str]:
    """The headings of what waits, in their order."""
    html = client.get("/mijn/").content.decode()
    return [" ".join(k.split()) for k in re.findall(r'<h2 id="wacht-[^"]*">(.*?)</h2>', html, re.DOTALL)]


def nodig_uit(mijn: Mijn, dagen: int, antwoord: str = "open") -> Any:
    atelier = AtelierFactory(
        traject=mijn.cast.traject, titel=f"Avond over {dagen} dagen", wanneer=klok.nu() + timedelta(days=dagen),
        staat="uitgenodigd", uitgenodigd_op=timezone.now(), uitgenodigd_door=mijn.cast.kerngroeplid,
    )  # fmt: skip
    return UitnodigingFactory(
        atelier=atelier, traject=mijn.cast.traject, persoon=mijn.persoon, antwoord=antwoord,
        antwoord_op=None if antwoord == "open" else timezone.now(), verstuurd_op=timezone.now(),
    )  # fmt: skip


def leg_plan_voor(mijn: Mijn) -> Plan:
    plan = maak_versie(traject=mijn.cast.traject, by=mijn.cast.kerngroeplid)
    Plan.objects.filter(pk=plan.pk).update(staat="gepresenteerd", gepresenteerd_op=timezone.now())
    return plan


def trekt(mijn: Mijn, naam: str, dagen: int) -> Any:
    project = ProjectFactory(traject=mijn.cast.traject, naam=naam, trekker=mijn.persoon, trekker_zijde="gebruikers")
    type(project).objects.filter(pk=project.pk).update(created_at=klok.nu() - timedelta(days=dagen))
    return project


def test_het_dringendste_eerst(mijn: Mijn) -> None:
    leg_plan_voor(mijn)
    nodig_uit(mijn, 3)
    nodig_uit(mijn, 40)
    trekt(mijn, "Soep op dinsdag", 60)
    assert koppen(mijn.client) == [
        "Kom je ook?", "Het verslag van ons gesprek is klaar", "Kom je ook?", "Het plan is er: klopt het?",
        "Soep op dinsdag: hoe gaat het?",
    ]  # fmt: skip


def test_wat_beantwoord_is_staat_bij_van_jou(mijn: Mijn) -> None:
    plan = leg_plan_voor(mijn)
    PlanReactieFactory(plan=plan, persoon=mijn.persoon)
    ja, nee = nodig_uit(mijn, 3, "ja"), nodig_uit(mijn, 5, "nee")
    project = trekt(mijn, "Soep op dinsdag", 2)
    html = mijn.client.get("/mijn/").content.decode()
    assert koppen(mijn.client) == ["Het verslag van ons gesprek is klaar"]
    van_jou = html.split("Van jou</h2>")[1]
    for waar in (
        reverse("mijn_atelier", args=[ja.atelier.uid]),
        reverse("mijn_atelier", args=[nee.atelier.uid]),
        reverse("mijn_project", args=[project.pk]),
        reverse("mijn_plan", args=[plan.uid]),
        reverse("mijn_initiatief"),
    ):
        assert f'href="{waar}"' in van_jou
    assert "Er wacht niets op je" not in html


def test_niets_van_een_ander(mijn: Mijn) -> None:
    AtelierFactory(traject=mijn.cast.traject, titel="Andermans avond", staat="uitgenodigd",
                   uitgenodigd_op=timezone.now(), uitgenodigd_door=mijn.cast.kerngroeplid)  # fmt: skip
    ProjectFactory(traject=mijn.cast.traject, naam="Andermans project")
    assert "Andermans" not in mijn.client.get("/mijn/").content.decode()


@pytest.mark.parametrize("aantal", [1, 6])
def test_pagina_vraagt_even_vaak(mijn: Mijn, aantal: int) -> None:
    leg_plan_voor(mijn)
    for i in range(aantal):
        nodig_uit(mijn, 10 + i)
        trekt(mijn, f"Project {i}", 60)
    mijn.client.get("/mijn/")
    with CaptureQueriesContext(connection) as vragen:
        mijn.client.get("/mijn/")
    assert len(vragen) == VRAGEN


def test_elke_soort_stap_heeft_een_kleur_en_een_icoon() -> None:
    for model in producten():
        stap, icoon = _STAPPEN.get(model._meta.label_lower) or _STAPPEN[model._meta.app_label]
        assert 0 <= stap <= 7
        assert icoon in ICONS
