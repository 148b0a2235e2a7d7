"""Preparing an atelier: made from a kruispunt, effects that stay fixed, the table, calling off (M70, M71)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from kruispunten.models import Atelier, AtelierEffect, Uitnodiging
from kruispunten.services import ateliers as services
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from tests.ateliers.conftest import Avond, agenda, queries, verstuur
from tests.conftest import Cast, FormClient
from tests.factories import (
    AtelierFactory,
    CoMakerFactory,
    EffectFactory,
    IdeeFactory,
    KruispuntFactory,
    PersoonFactory,
    UitnodigingFactory,
)
from toegang.models import Logregel

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]


def velden(avond: Avond, **anders: Any) -> dict[str, Any]:
    return {
        "soort": "kruispunt",
        "titel": "Handwerk",
        "kruispunt": avond.kruispunt.pk,
        "vraag": "Wie leert wie een vak?",
        "dag": (klok.vandaag() + timedelta(days=20)).isoformat(),
        "tijd": "19:30",
        "duur_minuten": "150",
        "plaats": "De schuur",
        "draaiboek": "Koffie.",
        "effecten": [avond.effect.pk],
    } | anders


def test_een_nieuw_atelier_neemt_mee_wat_het_kruispunt_al_weet(avond: Avond, als: Als) -> None:
    avond.kruispunt.effecten.add(avond.effect)
    client, adres = als("kerngroeplid"), reverse("atelier_nieuw", kwargs={"slug": "brink"})
    form = client.get(adres, {"kruispunt": avond.kruispunt.pk}).context["form"]
    assert form["vraag"].value() == "Wie leert wie een vak?"
    assert form["effecten"].value() == [avond.effect.pk]
    assert "Wie trekt het?" in form["draaiboek"].value()
    antwoord = client.post(adres, velden(avond))
    nieuw = Atelier.objects.latest("pk")
    assert antwoord["Location"] == avond.adres("atelier_uitnodigen", nieuw.pk)
    assert [e.effect for e in nieuw.effecten.all()] == [avond.effect]
    assert nieuw.wanneer.astimezone(klok.AMSTERDAM).strftime("%H:%M") == "19:30"
    assert client.post(adres, velden(avond, kruispunt="", titel="mijn tekst")).status_code == 422
    vreemd = {"kruispunt": KruispuntFactory().pk, "effecten": [EffectFactory().pk]}
    for veld, waarde in vreemd.items():
        assert client.post(adres, velden(avond, **{veld: waarde})).status_code == 422
    assert client.get(adres, {"kruispunt": "9" * 40, "soort": "<x>"}).status_code == 200


def test_effecten_staan_vast_als_de_uitnodigingen_uit_zijn(avond: Avond, als: Als) -> None:
    """The form shows them with the reason, an old form hears so, and the service refuses (M71)."""
    ander = EffectFactory(pijler=avond.effect.pijler)
    client, adres = als("kerngroeplid"), avond.adres("atelier_wijzigen")
    assert 'name="effecten"' in client.get(adres).content.decode()
    avond.nodig_uit()
    pagina = client.get(adres).content.decode()
    assert 'name="effecten"' not in pagina
    assert "Meer jongeren met een vak" in pagina
    oud_formulier = client.post(adres, velden(avond, effecten=[ander.pk], versie=avond.vers().versie))
    assert oud_formulier.status_code == 422
    assert "De uitnodigingen zijn intussen uit" in oud_formulier.content.decode()
    with pytest.raises(DomainError, match="staan nu vast"):
        services.wijzig_atelier(
            atelier=avond.vers(), waarden={}, effecten=[ander], versie=avond.vers().versie, by=avond.cast.kerngroeplid
        )
    assert [e.effect for e in avond.atelier.effecten.all()] == [avond.effect]


@pytest.mark.gegevensbank
def test_ook_kale_sql_verandert_een_vast_effect_niet(avond: Avond) -> None:
    """Insert, change, move and removal are refused by the database itself; and what is out stays out."""
    avond.nodig_uit()
    rij, ander = AtelierEffect.objects.get(), EffectFactory(pijler=avond.effect.pijler)
    los = AtelierFactory(traject=avond.cast.traject)
    los_effect = AtelierEffect.objects.create(traject=los.traject, atelier=los, effect=ander, naam="x")
    pogingen = [
        ("UPDATE kruispunten_ateliereffect SET effect_id = %s WHERE id = %s", [ander.pk, rij.pk]),
        ("UPDATE kruispunten_ateliereffect SET naam = 'anders' WHERE id = %s", [rij.pk]),
        ("UPDATE kruispunten_ateliereffect SET atelier_id = %s WHERE id = %s", [los.pk, rij.pk]),
        ("UPDATE kruispunten_ateliereffect SET atelier_id = %s WHERE id = %s", [avond.atelier.pk, los_effect.pk]),
        ("DELETE FROM kruispunten_ateliereffect WHERE id = %s", [rij.pk]),
        ("INSERT INTO kruispunten_ateliereffect (traject_id, atelier_id, effect_id, naam) VALUES (%s, %s, %s, 'x')",
         [rij.traject_id, avond.atelier.pk, ander.pk]),
        ("UPDATE kruispunten_atelier SET uitgenodigd_op = NULL, uitgenodigd_door_id = NULL WHERE id = %s",
         [avond.atelier.pk]),
    ]  # fmt: skip
    for sql, waarden in pogingen:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, waarden)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kruispunten_ateliereffect WHERE id = %s", [los_effect.pk])
    assert AtelierEffect.objects.values_list("effect", flat=True).get() == avond.effect.pk


def test_twee_bewerkers_de_tweede_ziet_beide(avond: Avond, als: Als) -> None:
    client, adres = als("kerngroeplid"), avond.adres("atelier_wijzigen")
    assert client.post(adres, velden(avond, vraag="van de een", versie=1)).status_code == 303
    tweede = client.post(adres, velden(avond, vraag="van de ander", versie=1))
    assert tweede.status_code == 409
    assert "van de een" in tweede.content.decode()
    assert "van de ander" in tweede.content.decode()


def test_de_tafel_zegt_wat_zij_mist_en_wie_erbij_hoort(avond: Avond, als: Als) -> None:
    """Those of the kruispunt first, with their own words as the reason; the search finds the others (M70)."""
    client, adres = als("kerngroeplid"), avond.adres("atelier_uitnodigen")
    context = client.get(adres).context
    assert [(k.persoon, k.waarom) for k in context["eerst"]] == [
        (avond.bewoner, "zei: “Laat mijn zoon met hout werken.”")
    ]
    assert context["mix"].mist == ["Er zit nog niemand aan tafel."]
    assert [k.persoon for k in client.get(adres, {"zoek": "bank"}).context["anderen"]] == [avond.bankier]
    assert client.post(adres, {}).status_code == 422
    assert client.post(adres, {"persoon": [PersoonFactory().pk]}).status_code == 422
    client.post(adres, {"persoon": [avond.bewoner.pk, avond.ambtenaar.pk]})
    pagina = client.get(avond.adres("atelier"))
    assert pagina.context["mix"].mist == ["Er zit nog geen investeerder aan tafel."]
    assert "Er zit nog geen investeerder aan tafel." in pagina.content.decode()
    assert not Uitnodiging.objects.exclude(verstuurd_op=None).exists()
    client.post(adres, {"persoon": [avond.bankier.pk]})
    assert client.get(avond.adres("atelier")).context["mix"].mist == []
    client.post(avond.adres("uitnodiging_weg", Uitnodiging.objects.get(persoon=avond.bankier).pk))
    assert not verstuur()  # nobody had heard of it, so nobody hears that it is off


def test_afgelasten_vraagt_een_reden_en_die_leest_wie_is_uitgenodigd(avond: Avond, als: Als) -> None:
    avond.nodig_uit()
    verstuur()
    client, adres = als("kerngroeplid"), avond.adres("atelier_afgelasten")
    assert client.post(adres, {"reden": " "}).status_code == 422
    client.post(adres, {"reden": "De schuur is nat."})
    brieven = verstuur()
    assert {b["To"] for b in brieven} == {"fatma@example.org", "bas@example.org"}
    assert "De schuur is nat." in brieven[0].get_body(("plain",)).get_content()
    methode, tekst = agenda(brieven[0])
    assert (methode, "STATUS:CANCELLED" in tekst, "SEQUENCE:1" in tekst) == ("CANCEL", True, True)
    assert client.post(adres, {"reden": "nog eens"}).status_code == 422
    assert client.get(avond.adres("atelier_wijzigen")).status_code == 422
    assert Logregel.objects.filter(werkwoord="atelier.afgelast").count() == 1


def test_meelezer_ziet_de_avond_zonder_namen_en_zonder_knoppen(avond: Avond, als: Als) -> None:
    avond.nodig_uit()
    IdeeFactory(atelier=avond.atelier, persoon=avond.bankier, tekst="een bank van hout")
    pagina = als("meelezer").get(avond.adres("atelier")).content.decode()
    assert "een bank van hout" in pagina
    assert "Bankje" not in pagina
    assert "<form" not in pagina.split("<main")[1].split("</main")[0]
    assert als("meelezer").get(avond.adres("atelier_uitnodigen")).status_code == 403
    assert als("raadslid").get(avond.adres("atelier")).status_code == 403


def test_kamer_zegt_wat_komt_wat_was_en_de_volgende_stap(avond: Avond, als: Als) -> None:
    client, adres = als("kerngroeplid"), reverse("ateliers", kwargs={"slug": "brink"})
    assert "nog niemand uitgenodigd" in client.get(adres).content.decode()
    avond.nodig_uit()
    avond.begin()
    antwoord = client.get(adres)
    assert antwoord.context["volgende"].adres == avond.adres("atelier_sluiten")
    assert als("meelezer").get(adres).context["volgende"] is None
    leeg = als("vreemde").get(reverse("ateliers", kwargs={"slug": "elders"})).content.decode()
    assert reverse("atelier_nieuw", kwargs={"slug": "elders"}) in leeg


def test_aantal_vragen_groeit_niet_mee(avond: Avond, als: Als, cast: Cast) -> None:
    client = als("kerngroeplid")

    def vul(n: int) -> None:
        for _ in range(n):
            persoon = CoMakerFactory(traject=cast.traject).persoon
            UitnodigingFactory(atelier=avond.atelier, persoon=persoon)
            IdeeFactory(atelier=avond.atelier, persoon=persoon, groep="hout")
            UitnodigingFactory(atelier=AtelierFactory(traject=cast.traject, uitgenodigd=True), persoon=persoon)

    vul(2)
    adressen = [reverse("ateliers", kwargs={"slug": "brink"}), avond.adres("atelier"),
                avond.adres("atelier_uitnodigen")]  # fmt: skip
    client.get(adressen[0])
    eerst = [queries(client, a) for a in adressen]
    vul(9)
    assert [queries(client, a) for a in adressen] == eerst
