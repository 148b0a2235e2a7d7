"""Projects through the front door: made from a uitspraak the same day, moved, changed, seen by who may (M5, M72)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comakers.enums import Toestemming
from comakers.services.herkomst import koppel_herkomst
from ketens import services
from ketens.enums import ProjectStaat
from ketens.models import Project, ProjectHerkomst
from leefsturing.lib.fouten import DomainError
from tests.conftest import Cast, FormClient
from tests.factories import (
    CoMakerFactory,
    EffectFactory,
    InitiatiefFactory,
    KruispuntFactory,
    MeedoenerFactory,
    MijlpaalFactory,
    PersoonFactory,
    PijlerFactory,
    ProjectFactory,
    StapFactory,
    UitspraakFactory,
)
from toegang.models import Logregel
from trajecten.models import Persoon

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]


def adres(naam: str, cast: Cast, **kwargs: Any) -> str:
    return reverse(naam, kwargs={"slug": cast.traject.slug, **kwargs})


def velden(**anders: Any) -> dict[str, Any]:
    return {"naam": "Bankjes bij het portiek", "soort": "snel_succes", "trekker_zijde": "gebruikers"} | anders


def uitspraak_van(cast: Cast, **velden: Any) -> Any:
    return UitspraakFactory(comaker=cast.comaker, **velden)


def test_snel_succes_uit_een_uitspraak_op_dezelfde_dag(cast: Cast, als: Als) -> None:
    """One gesture from the uitspraak, and the co-maker sees it in the spoor by itself (M5, M26, M31)."""
    uitspraak = uitspraak_van(cast, tekst="Zet een bankje voor het portiek.")
    client = als("kerngroeplid")
    formulier = client.get(adres("project_nieuw", cast), {"uitspraak": uitspraak.pk})
    assert formulier.context["form"].initial["trekker_zijde"] == "gebruikers"
    assert formulier.context["form"].initial["soort"] == "snel_succes"
    assert "Zet een bankje voor het portiek." in formulier.content.decode()

    antwoord = client.post(
        adres("project_nieuw", cast), velden(uitspraak=[uitspraak.pk], begint_nu="on", beoogd_resultaat="drie bankjes")
    )
    project = Project.objects.get()
    assert (antwoord.status_code, antwoord["Location"]) == (303, adres("project", cast, nummer=project.pk))
    assert (project.staat, project.gestart_op) == (ProjectStaat.GESTART, timezone.localdate())
    koppeling = ProjectHerkomst.objects.get(product=project, uitspraak=uitspraak)
    zinnen = [stap.zin for stap in project.spoorstappen(koppeling.gekoppeld_op)]
    assert zinnen == ["Hieruit kwam een project: Bankjes bij het portiek.",
                      "Het project Bankjes bij het portiek is begonnen."]  # fmt: skip
    pagina = client.get(adres("project", cast, nummer=project.pk)).content.decode()
    assert "Zet een bankje voor het portiek." in pagina
    assert Logregel.objects.filter(werkwoord="project.gemaakt", onderwerp=f"project:{project.pk}").exists()


def test_nieuwe_trekker_bij_naam(cast: Cast, als: Als) -> None:
    als("kerngroeplid").post(
        adres("project_nieuw", cast),
        velden(nieuwe_voornaam="Ans", nieuw_tussenvoegsel="van der", nieuwe_achternaam="Ploeg"),
    )
    assert Project.objects.get().trekker.volledige_naam == "Ans van der Ploeg"


def test_kiezen_en_nieuw_samen_kan_niet_en_niets_raakt_kwijt(cast: Cast, als: Als) -> None:
    uitspraak = uitspraak_van(cast)
    antwoord = als("kerngroeplid").post(
        adres("project_nieuw", cast),
        velden(
            trekker=cast.persoon.pk,
            nieuwe_voornaam="Ans",
            omschrijving="mijn getypte verhaal",
            uitspraak=[uitspraak.pk],
        ),
    )
    tekst = antwoord.content.decode()
    assert antwoord.status_code == 422
    assert "Niet allebei" in tekst
    assert "mijn getypte verhaal" in tekst
    assert f'value="{uitspraak.pk}" id="uitspraak_{uitspraak.pk}" checked' in tekst
    assert not Project.objects.exists()


@pytest.mark.parametrize("veld", ["trekker", "pijler", "effect", "uitspraak", "stap", "kruispunt", "initiatief"])
def test_iets_van_een_ander_traject_is_geen_keuze(cast: Cast, als: Als, veld: str) -> None:
    vreemd = {
        "trekker": PersoonFactory, "pijler": PijlerFactory, "effect": EffectFactory, "uitspraak": UitspraakFactory,
        "stap": StapFactory, "kruispunt": KruispuntFactory, "initiatief": InitiatiefFactory,
    }[veld]()  # fmt: skip
    antwoord = als("kerngroeplid").post(adres("project_nieuw", cast), velden(**{veld: vreemd.pk}))
    assert antwoord.status_code == 422
    assert not Project.objects.exists()


@pytest.mark.parametrize("velden_", [{"toestemming": Toestemming.NIET}, {"terzijde": True}])
def test_wat_niet_gebruikt_mag_worden_komt_nergens_onder(cast: Cast, als: Als, velden_: dict[str, Any]) -> None:
    if velden_.pop("terzijde", False):
        velden_ |= {"terzijde_op": timezone.now(), "terzijde_door": cast.kerngroeplid, "terzijde_reden": "dubbel"}
    uitspraak = uitspraak_van(cast, tekst="dit blijft hier", **velden_)
    client = als("kerngroeplid")
    assert (
        "dit blijft hier" not in client.get(adres("project_nieuw", cast), {"uitspraak": uitspraak.pk}).content.decode()
    )
    assert client.post(adres("project_nieuw", cast), velden(uitspraak=[uitspraak.pk])).status_code == 422
    project = ProjectFactory(traject=cast.traject)
    with pytest.raises(DomainError):
        koppel_herkomst(product=project, uitspraken=[uitspraak], by=cast.kerngroeplid)


def test_zoeken_in_de_kiezer_werkt_zonder_en_met_javascript(cast: Cast, als: Als) -> None:
    uitspraak_van(cast, tekst="meer bomen op het plein")
    gekozen = uitspraak_van(cast, tekst="een lamp op het pad")
    client = als("kerngroeplid")
    hele = client.get(adres("project_nieuw", cast), {"zoek": "bomen plein", "uitspraak": gekozen.pk}).content.decode()
    assert "meer bomen op het plein" in hele
    assert "een lamp op het pad" in hele
    deel = client.get(
        adres("project_nieuw", cast), {"zoek": "bomen"}, headers={"HX-Request": "true", "HX-Target": "uitspraken"}
    )
    assert deel.content.decode().strip().startswith('<div id="uitspraken"')
    assert "een lamp op het pad" not in deel.content.decode()


def test_stoppen_vraagt_een_reden_en_die_staat_in_het_spoor(cast: Cast, als: Als) -> None:
    project = ProjectFactory(traject=cast.traject)
    client = als("kerngroeplid")
    zonder = client.post(adres("project_staat", cast, nummer=project.pk), {"staat": "gestopt", "reden": " "})
    assert zonder.status_code == 422
    assert "Schrijf op waarom" in zonder.content.decode()
    client.post(adres("project_staat", cast, nummer=project.pk), {"staat": "gestopt", "reden": "Het bad is vol."})
    project.refresh_from_db()
    assert (project.staat, project.stopreden) == ("gestopt", "Het bad is vol.")
    assert [s.zin for s in project.spoorstappen(timezone.now())][-1].endswith("is gestopt: Het bad is vol.")


@pytest.mark.parametrize("van", ProjectStaat.values)
@pytest.mark.parametrize("naar", ProjectStaat.values)
def test_elke_stap_staat_in_de_tabel(cast: Cast, van: str, naar: str) -> None:
    project = ProjectFactory(traject=cast.traject, staat=van, stopreden="x" if van == "gestopt" else "")
    if naar in services.OVERGANGEN[van] or naar == van:
        assert services.zet_staat(project=project, staat=naar, reden="omdat", by=cast.kerngroeplid).staat == naar
    else:
        with pytest.raises(DomainError, match="kan het niet naar"):
            services.zet_staat(project=project, staat=naar, reden="omdat", by=cast.kerngroeplid)


def test_twee_bewerkers_de_tweede_ziet_beide(cast: Cast, als: Als) -> None:
    project = ProjectFactory(traject=cast.traject, omschrijving="oud")
    client = als("kerngroeplid")
    wijzig = adres("project_wijzigen", cast, nummer=project.pk)
    assert client.post(wijzig, velden(naam=project.naam, omschrijving="van de een", versie=1)).status_code == 303
    tweede = client.post(wijzig, velden(naam=project.naam, omschrijving="van de ander", versie=1))
    tekst = tweede.content.decode()
    assert tweede.status_code == 409
    assert "van de een" in tekst
    assert "van de ander" in tekst
    project.refresh_from_db()
    assert (project.omschrijving, project.versie) == ("van de een", 2)


def test_voortgang_en_losmaken(cast: Cast, als: Als) -> None:
    project = ProjectFactory(traject=cast.traject)
    koppeling = koppel_herkomst(product=project, uitspraken=[uitspraak_van(cast)], by=cast.kerngroeplid)[0]
    client = als("kerngroeplid")
    assert client.post(adres("project_voortgang", cast, nummer=project.pk), {"tekst": ""}).status_code == 422
    client.post(adres("project_voortgang", cast, nummer=project.pk), {"tekst": "Veertig kommen soep."})
    assert "Veertig kommen soep." in client.get(adres("project", cast, nummer=project.pk)).content.decode()
    client.post(adres("herkomst_weg", cast, soort="project", nummer=project.pk, koppeling=koppeling.pk))
    assert not ProjectHerkomst.objects.exists()


def test_koppelen_vanaf_het_project(cast: Cast, als: Als) -> None:
    project, uitspraak = ProjectFactory(traject=cast.traject), uitspraak_van(cast, tekst="licht op het pad")
    client = als("kerngroeplid")
    kies = adres("herkomst", cast, soort="project", nummer=project.pk)
    assert "licht op het pad" in client.get(kies, {"zoek": "licht"}).content.decode()
    assert client.post(kies, {"uitspraak": [uitspraak.pk]}).status_code == 303
    assert client.post(kies, {"uitspraak": [uitspraak.pk]}).status_code == 303
    assert ProjectHerkomst.objects.filter(product=project).count() == 1


def test_vanaf_de_uitspraak_onder_een_project_dat_er_al_is(cast: Cast, als: Als) -> None:
    """The same gesture from the other side; what is foreign or may not be used is refused."""
    project, uitspraak = ProjectFactory(traject=cast.traject), uitspraak_van(cast)
    client, koppel = als("kerngroeplid"), adres("project_koppelen", cast)
    pagina = client.get(adres("project_nieuw", cast), {"uitspraak": uitspraak.pk}).content.decode()
    assert koppel in pagina
    assert koppel not in client.get(adres("project_nieuw", cast)).content.decode()
    assert client.post(koppel, {"project": ProjectFactory().pk, "uitspraak": [uitspraak.pk]}).status_code == 422
    assert client.post(koppel, {"project": project.pk, "uitspraak": [UitspraakFactory().pk]}).status_code == 422
    antwoord = client.post(koppel, {"project": project.pk, "uitspraak": [uitspraak.pk]})
    assert antwoord["Location"] == adres("project", cast, nummer=project.pk)
    assert ProjectHerkomst.objects.get().uitspraak == uitspraak


def test_zoeken_op_een_trekker_verraadt_geen_naam(cast: Cast, als: Als) -> None:
    """What a meelezer may not read, a meelezer does not find either; who agreed to be named is found."""
    trekker = PersoonFactory(traject=cast.traject, achternaam="Kanarievogel")
    ProjectFactory(traject=cast.traject, naam="Soep voor allen", trekker=trekker)
    ProjectFactory(traject=cast.traject, naam="Brood voor allen", trekker=trekker, trekker_genoemd=True)
    gevonden = {
        wie: als(wie).get(adres("projecten", cast), {"zoek": "kanarie"}).content.decode()
        for wie in ("kerngroeplid", "meelezer")
    }
    assert "Soep voor allen" in gevonden["kerngroeplid"]
    assert "Soep voor allen" not in gevonden["meelezer"]
    assert "Brood voor allen" in gevonden["meelezer"]


def test_meelezer_ziet_geen_naam_en_geen_teruggetrokken_uitspraak(cast: Cast, als: Als) -> None:
    """Outside the kerngroep consent counts at once; the trekker is named only with agreement."""
    anoniem = CoMakerFactory(traject=cast.traject, persoon__achternaam="Kanarievogel")
    project = ProjectFactory(traject=cast.traject, trekker=anoniem.persoon, trekker_zijde="gebruikers")
    zichtbaar = UitspraakFactory(comaker=anoniem, tekst="mag gelezen worden")
    straks_weg = UitspraakFactory(comaker=anoniem, tekst="eerst wel en toen niet")
    koppel_herkomst(product=project, uitspraken=[zichtbaar, straks_weg], by=cast.kerngroeplid)
    straks_weg.toestemming = Toestemming.NIET
    straks_weg.save()
    pagina = als("meelezer").get(adres("project", cast, nummer=project.pk)).content.decode()
    assert "mag gelezen worden" in pagina
    assert "eerst wel en toen niet" not in pagina
    assert "Kanarievogel" not in pagina
    assert "Kanarievogel" in als("kerngroeplid").get(adres("project", cast, nummer=project.pk)).content.decode()


def test_lijst_filtert_en_zegt_wie_trekt(cast: Cast, als: Als) -> None:
    ProjectFactory(traject=cast.traject, naam="van de wijk", trekker_zijde="gebruikers")
    ProjectFactory(traject=cast.traject, naam="van de stad", trekker_zijde="overheid", staat="gestart")
    ProjectFactory(traject=cast.ander_traject, naam="van elders")
    client = als("meelezer")
    alles = client.get(adres("projecten", cast))
    assert alles.context["trekkers"].zin == "1 van de 2 projecten hebben een trekker van buiten de gemeente."
    assert "van elders" not in alles.content.decode()
    gefilterd = client.get(adres("projecten", cast), {"zijde": "overheid"}).content.decode()
    assert "van de stad" in gefilterd
    assert "van de wijk" not in gefilterd
    assert client.get(adres("projecten", cast), {"pijler": "9" * 40, "staat": "x", "zoek": "\x00"}).status_code == 200


def test_lege_lijst_legt_uit_en_biedt_de_eerste_stap(cast: Cast, als: Als) -> None:
    assert adres("project_nieuw", cast) in als("kerngroeplid").get(adres("projecten", cast)).content.decode()
    assert adres("project_nieuw", cast) not in als("meelezer").get(adres("projecten", cast)).content.decode()


def _queries(client: FormClient, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as vragen:
        assert client.get(url).status_code == 200
    return len(vragen)


def test_aantal_vragen_groeit_niet_mee(cast: Cast, als: Als) -> None:
    client = als("kerngroeplid")

    klein: Any = None

    def vul(n: int) -> Project:
        for _ in range(n):
            trekker = CoMakerFactory(traject=cast.traject).persoon
            project = ProjectFactory(traject=cast.traject, trekker=trekker, trekker_zijde="gebruikers")
            bronnen = [UitspraakFactory(comaker=cast.comaker) for _ in range(2)]
            koppel_herkomst(product=project, uitspraken=bronnen, by=None)
            services.meld_voortgang(project=project, tekst="goed", by=cast.kerngroeplid)
            services.voeg_mijlpaal_toe(project=klein or project, wat="x", uiterlijk=timezone.localdate(), by=None)
            MeedoenerFactory(project=klein or project)
            services.meld_voortgang(project=klein or project, stand="goed", by=trekker)
        return project

    klein = vul(2)
    client.get(adres("projecten", cast))
    adressen = [adres("projecten", cast), f"{adres('projecten', cast)}?weergave=tijdlijn",
                adres("project", cast, nummer=klein.pk)]  # fmt: skip
    eerst = [_queries(client, a) for a in adressen]
    vul(12)
    koppel_herkomst(
        product=klein, uitspraken=[UitspraakFactory(comaker=CoMakerFactory(traject=cast.traject)) for _ in range(9)],
        by=None,
    )  # fmt: skip
    assert [_queries(client, a) for a in adressen] == eerst


def test_gewiste_persoon_is_geen_trekker_meer(cast: Cast, als: Als) -> None:
    Persoon.objects.filter(pk=cast.persoon.pk).update(gewist_op=timezone.now())
    assert als("kerngroeplid").post(adres("project_nieuw", cast), velden(trekker=cast.persoon.pk)).status_code == 422


def test_mijlpaal_erbij_gehaald_op_een_dag_en_toch_niet(cast: Cast, als: Als) -> None:
    project = ProjectFactory(traject=cast.traject)
    client, pagina = als("kerngroeplid"), adres("project", cast, nummer=project.pk)
    half = client.post(adres("mijlpaal_nieuw", cast, nummer=project.pk), {"wat": "de sleutel", "uiterlijk": "ooit"})
    assert half.status_code == 422
    assert "de sleutel" in half.content.decode()
    client.post(adres("mijlpaal_nieuw", cast, nummer=project.pk), {"wat": "de sleutel", "uiterlijk": "2026-03-01"})
    mijlpaal = project.mijlpalen.get()
    gehaald = adres("mijlpaal_gehaald", cast, nummer=mijlpaal.pk)
    assert client.post(gehaald, {"gehaald_op": "2999-01-01"}).status_code == 422
    client.post(gehaald, {"gehaald_op": "2026-02-27"})
    assert "gehaald op 27 februari 2026" in client.get(pagina).content.decode()
    client.post(gehaald, {"terug": "1"})
    assert "uiterlijk 1 maart 2026" in client.get(pagina).content.decode()
    vreemd = adres("mijlpaal_gehaald", cast, nummer=MijlpaalFactory().pk)
    assert client.post(vreemd).status_code == 404


def test_de_eerste_mensen(cast: Cast, als: Als) -> None:
    """Known or new by name, once; who stops is out of sight, and comes back as the same."""
    project = ProjectFactory(traject=cast.traject)
    client, erbij = als("kerngroeplid"), adres("meedoener_nieuw", cast, nummer=project.pk)
    assert client.post(erbij, {"rol": "getypt"}).status_code == 422
    assert client.post(erbij, {"persoon": PersoonFactory().pk}).status_code == 422
    assert client.post(erbij, {"persoon": cast.persoon.pk, "voornaam": "Ans"}).status_code == 422
    for _ in range(2):
        assert client.post(erbij, {"persoon": cast.persoon.pk, "rol": "snijdt"}).status_code == 303
    client.post(erbij, {"voornaam": "Ans", "achternaam": "Ploeg"})
    pagina = client.get(adres("project", cast, nummer=project.pk)).content.decode()
    assert "Ans Ploeg" in pagina
    assert "Ans Ploeg" not in als("meelezer").get(adres("project", cast, nummer=project.pk)).content.decode()
    eerste = project.meedoeners.get(persoon=cast.persoon)
    client.post(adres("meedoener_gestopt", cast, nummer=eerste.pk))
    assert project.meedoeners.filter(gestopt_op=None).count() == 1
    client.post(erbij, {"persoon": cast.persoon.pk})
    assert project.meedoeners.get(persoon=cast.persoon).rol == "snijdt"


@pytest.mark.parametrize("weergave", ["", "bord", "tijdlijn", "onzin"])
def test_lijst_bord_en_tijdlijn_tonen_hetzelfde(cast: Cast, als: Als, weergave: str) -> None:
    ProjectFactory(traject=cast.traject, naam="van de wijk", trekker=cast.persoon)
    antwoord = als("meelezer").get(adres("projecten", cast), {"weergave": weergave}).content.decode()
    assert "van de wijk" in antwoord
    assert cast.persoon.volledige_naam not in antwoord
    assert ('<svg class="tijdbeeld__svg"' in antwoord) == (weergave == "tijdlijn")


def test_de_overheid_als_trekker_krijgt_een_rustige_opmerking(cast: Cast, als: Als) -> None:
    project = ProjectFactory(traject=cast.traject, trekker_zijde="overheid")
    pagina = adres("project", cast, nummer=project.pk)
    assert "De overheid trekt dit nu zelf" in als("meelezer").get(pagina).content.decode()
    Project.objects.filter(pk=project.pk).update(trekker_zijde="gebruikers")
    assert "De overheid trekt dit nu zelf" not in als("meelezer").get(pagina).content.decode()
