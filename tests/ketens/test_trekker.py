"""The page of a trekker on a phone: only own projects, nothing lost, and the kerngroep sees who did it (M72, M74)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comakers.selectors.spoor import spoor
from comakers.services.herkomst import koppel_herkomst
from comakers.services.wissen import stop_meedoen
from ketens.models import Keten, Meedoener, Project, Schakel, Voortgang
from ketens.selectors.trekker import projecten_van
from tests.conftest import Cast, FormClient
from tests.factories import (
    KetenFactory,
    MeedoenerFactory,
    MijlpaalFactory,
    PartijFactory,
    PersoonFactory,
    ProjectFactory,
    SchakelFactory,
    UitspraakFactory,
)

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]


@pytest.fixture
def mijn(cast: Cast) -> Any:
    """A project that the persoon of the cast pulls."""
    return ProjectFactory(
        traject=cast.traject, naam="Soep op dinsdag", trekker=cast.persoon, trekker_zijde="gebruikers", staat="gestart"
    )


def adres(naam: str, rij: Any) -> str:
    return reverse(naam, kwargs={"nummer": rij.pk})


def test_twee_tikken_en_de_gever_van_het_idee_leest_het(cast: Cast, als: Als, mijn: Any) -> None:
    koppel_herkomst(product=mijn, uitspraken=[UitspraakFactory(comaker=cast.comaker)], by=None)
    client = als("persoon")
    assert adres("mijn_project_hoe", mijn) in client.get(adres("mijn_project", mijn)).content.decode()
    antwoord = client.post(adres("mijn_project_hoe", mijn), {"stand": "goed", "tekst": ""})
    assert (antwoord.status_code, antwoord["Location"]) == (303, adres("mijn_project", mijn) + "#hoe")
    client.post(adres("mijn_project_hoe", mijn), {"stand": "vast", "tekst": "De pan is te klein."})
    regels = Voortgang.objects.order_by("pk")
    assert [r.in_woorden for r in regels] == ["het gaat goed.", "we zitten vast. De pan is te klein."]
    assert {r.door_persoon for r in regels} == {cast.persoon}
    zinnen = [s.zin for s in spoor(cast.comaker)[0].stappen]
    assert "Er is nieuws over Soep op dinsdag: het gaat goed." in zinnen
    leeg = client.post(adres("mijn_project_hoe", mijn), {"tekst": " "})
    assert leeg.status_code == 422
    assert "Kies hoe het gaat" in leeg.content.decode()
    pagina = als("kerngroeplid").get(reverse("project", kwargs={"slug": "brink", "nummer": mijn.pk})).content.decode()
    assert f"{cast.persoon.volledige_naam}, zelf op de eigen pagina" in pagina


def test_een_anders_project_bestaat_niet(cast: Cast, als: Als, mijn: Any) -> None:
    """Somebody else's project, one of another traject, a stopped one, and their milestones: all 404."""
    client = als("persoon")
    anders = [
        ProjectFactory(traject=cast.traject, trekker=PersoonFactory(traject=cast.traject)),
        ProjectFactory(traject=cast.traject),
        ProjectFactory(traject=cast.ander_traject),
        ProjectFactory(traject=cast.traject, trekker=cast.persoon, staat="gestopt", stopreden="x"),
    ]
    MeedoenerFactory(project=anders[0], persoon=cast.persoon)  # taking part is not pulling
    for project in anders:
        for naam in ("mijn_project", "mijn_project_wijzigen"):
            assert client.get(adres(naam, project)).status_code == 404
        for naam in ("mijn_project_hoe", "mijn_mens_erbij", "mijn_drager_erbij", "mijn_project_wijzigen"):
            assert client.post(adres(naam, project), {"stand": "goed", "voornaam": "X"}).status_code == 404
    for project in anders:
        mijlpaal = MijlpaalFactory(project=project)
        assert client.post(adres("mijn_mijlpaal_gehaald", mijlpaal)).status_code == 404
    assert list(projecten_van(cast.persoon)) == [mijn]
    assert not Voortgang.objects.exists()


def test_aanpassen_met_een_tweede_die_ook_schreef(cast: Cast, als: Als, mijn: Any) -> None:
    client, wijzig = als("persoon"), adres("mijn_project_wijzigen", mijn)
    assert 'name="versie" value="1"' in client.get(wijzig).content.decode()
    velden = {"naam": "Soep", "beoogd_resultaat": "tachtig kommen", "omschrijving": "van mij", "versie": 1}
    assert client.post(wijzig, velden).status_code == 303
    mijn.refresh_from_db()
    assert (mijn.naam, mijn.trekker, mijn.trekker_zijde) == ("Soep", cast.persoon, "gebruikers")
    tweede = client.post(wijzig, velden | {"omschrijving": "van de ander"})
    assert tweede.status_code == 409
    assert "van mij" in tweede.content.decode()
    assert "van de ander" in tweede.content.decode()
    kern = als("kerngroeplid").get(reverse("project", kwargs={"slug": "brink", "nummer": mijn.pk})).content.decode()
    assert "paste aan wat het project is" in kern
    assert client.post(wijzig, velden | {"naam": "", "omschrijving": "getypt"}).status_code == 422


def test_mijlpaal_gehaald_met_een_tik(cast: Cast, als: Als, mijn: Any) -> None:
    mijlpaal = MijlpaalFactory(project=mijn)
    als("persoon").post(adres("mijn_mijlpaal_gehaald", mijlpaal))
    mijlpaal.refresh_from_db()
    assert mijlpaal.gehaald_op == timezone.localdate()


def test_mens_erbij_zonder_te_verraden_wie_we_kennen(cast: Cast, als: Als, mijn: Any) -> None:
    """Whatever address a trekker types, the answer is that of one nobody knows; only the whole name finds somebody."""
    bekend = PersoonFactory(traject=cast.traject, voornaam="Rosa", achternaam="Manusama", email="rosa@example.org")
    client, erbij = als("persoon"), adres("mijn_mens_erbij", mijn)
    assert client.post(erbij, {"voornaam": "Ans", "rol": "snijdt"}).status_code == 303
    vreemden = ("Kees", "ROSA@example.org"), ("rosa", "rosa@example.org"), ("Bea", "bea@example.org")
    for voornaam, email in vreemden:
        for _nog_eens in range(2):
            antwoord = client.post(erbij, {"voornaam": voornaam, "email": email})
            assert (antwoord.status_code, antwoord["Location"]) == (303, adres("mijn_project", mijn) + "#mensen")
    pagina = client.get(adres("mijn_project", mijn)).content.decode()
    assert "Manusama" not in pagina
    assert "rosa@example.org" not in pagina
    assert not Meedoener.objects.filter(persoon=bekend).exists()
    assert [m.persoon.email for m in Meedoener.objects.order_by("pk")] == ["", "", "", "bea@example.org"]
    heel = {"voornaam": "rosa", "achternaam": "Manusama", "email": "rosa@example.org"}
    assert client.post(erbij, heel).status_code == 303
    assert Meedoener.objects.get(persoon=bekend).project == mijn
    meelezer = als("meelezer").get(reverse("project", kwargs={"slug": "brink", "nummer": mijn.pk})).content.decode()
    assert "Manusama" not in meelezer


def test_een_naam_van_een_trekker_gaat_niet_als_woord_uit_teksten(cast: Cast, als: Als, mijn: Any) -> None:
    """Writing down what everybody writes about as somebody who joins, who then stops, must not blank the traject."""
    tekst = "De bewoners willen banken. Bel Ans Bakker."
    ander = ProjectFactory(traject=cast.traject, omschrijving=tekst)
    client, erbij = als("persoon"), adres("mijn_mens_erbij", mijn)
    for velden in ({"voornaam": "bewoners"}, {"voornaam": "Ans", "achternaam": "Bakker"}):
        assert client.post(erbij, velden).status_code == 303
        stop_meedoen(persoon=(wie := Meedoener.objects.latest("pk").persoon), uitspraken="bewaren", by=wie)
    ander.refresh_from_db()
    assert ander.omschrijving == "De bewoners willen banken. Bel …."


def test_een_drager_begint_de_keten_of_komt_erbij(cast: Cast, als: Als, mijn: Any) -> None:
    partij, vreemde = PartijFactory(traject=cast.traject, naam="School"), PartijFactory(traject=cast.ander_traject)
    client, erbij = als("persoon"), adres("mijn_drager_erbij", mijn)
    assert client.post(erbij, {"partij": vreemde.pk}).status_code == 422
    assert client.post(erbij, {"rol": "niets"}).status_code == 422
    assert client.post(erbij, {"partij": partij.pk, "rol": "geeft de keuken"}).status_code == 303
    keten = Keten.objects.get()
    assert (keten.naam, list(keten.projecten.all())) == ("Rond Soep op dinsdag", [mijn])
    dubbel = client.post(erbij, {"partij": partij.pk})
    assert dubbel.status_code == 422
    assert "zit al in deze keten" in dubbel.content.decode()
    meedoener = MeedoenerFactory(project=mijn)
    assert client.post(erbij, {"persoon": meedoener.persoon_id}).status_code == 303
    assert Schakel.objects.filter(keten=keten).count() == 2
    anderen = SchakelFactory(keten=keten, partij=None, persoon=PersoonFactory(
        traject=cast.traject, achternaam="Kanarievogel"))  # fmt: skip
    pagina = client.get(adres("mijn_project", mijn)).content.decode()
    assert "Kanarievogel" not in pagina  # somebody of the keten, not of the project
    assert anderen.naam_naar_buiten() in pagina


def test_een_keten_die_naar_een_mens_heet_vergeet_die_ook(cast: Cast, als: Als, mijn: Any) -> None:
    naam = cast.persoon.volledige_naam
    Project.objects.filter(pk=mijn.pk).update(naam=f"Soep van {naam}")
    partij = PartijFactory(traject=cast.traject)
    assert als("persoon").post(adres("mijn_drager_erbij", mijn), {"partij": partij.pk}).status_code == 303
    assert naam in Keten.objects.get().naam
    stop_meedoen(persoon=cast.persoon, uitspraken="wissen", by=cast.persoon)
    assert Keten.objects.get().naam == "Rond Soep van …"


def test_vragen_groeien_niet_mee(cast: Cast, als: Als, mijn: Any) -> None:
    client, pagina = als("persoon"), adres("mijn_project", mijn)
    keten = KetenFactory(traject=cast.traject)
    keten.projecten.add(mijn)

    def meer(n: int) -> int:
        for _ in range(n):
            MijlpaalFactory(project=mijn)
            MeedoenerFactory(project=mijn)
            SchakelFactory(keten=keten)
            Voortgang.objects.create(
                traject=mijn.traject, project=mijn, stand="goed", op=timezone.now(), door_persoon=cast.persoon
            )
        client.get(pagina)
        with CaptureQueriesContext(connection) as vragen:
            assert client.get(pagina).status_code == 200
        return len(vragen)

    assert meer(2) == meer(12)
    assert Project.objects.count() == 1
