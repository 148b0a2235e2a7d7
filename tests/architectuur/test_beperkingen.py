"""Every constraint of every model, by its name: what it says is impossible, is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from berichten.models import Bericht, Herinnering
from comakers.models import (
    Akkoord,
    GemeldeStap,
    Kernpunt,
    Onderbouwing,
    Terugkoppeling,
    ThemaKoppeling,
    Uitspraak,
    Verslag,
)
from ketens.models import Project, ProjectHerkomst, Schakel, Voortgang
from kruispunten.models import (
    Afspraak,
    Combinatie,
    IdeeHerkomst,
    Initiatief,
    InitiatiefHerkomst,
    KruispuntHerkomst,
    Vraagstuk,
)
from leefsturing.lib.wachters import eigen_modellen
from pijlers.models import Formulering, Meting, Pijler
from plannen.models import Plan, PlanHerkomst, PlanTekst
from streefbeelden.models import KrachtHerkomst, OntwikkelingHerkomst, StreefbeeldpuntHerkomst
from tests.factories import (
    AfspraakFactory,
    AtelierEffectFactory,
    AtelierFactory,
    BesluitFactory,
    BesluitmomentFactory,
    CategorieFactory,
    CoMakerFactory,
    CombinatieFactory,
    DeelnameFactory,
    EffectFactory,
    GebruikerFactory,
    GesprekFactory,
    IdeeFactory,
    InbrengFactory,
    InitiatiefFactory,
    InvoerFactory,
    InvoerrijFactory,
    KansFactory,
    KetenFactory,
    KrachtFactory,
    KruispuntFactory,
    MeedoenerFactory,
    NetwerkFactory,
    OntwikkelingFactory,
    OpmerkingFactory,
    PartijFactory,
    PersoonFactory,
    PijlerFactory,
    PlanFactory,
    PlanReactieFactory,
    ProjectFactory,
    SchakelFactory,
    StapFactory,
    StreefbeeldFactory,
    StreefbeeldpuntFactory,
    ThemaFactory,
    TrajectFactory,
    UitnodigingFactory,
    UitspraakFactory,
    VerslagFactory,
    VerslagVersieFactory,
    VraagstukFactory,
)
from toegang.models import Gebruiker
from trajecten.models import Agendalink, PersoonlijkeLink, Signaal, Zoekregel, Zoekwoord
from werk.models import Inzending, Taak

pytestmark = [pytest.mark.django_db, pytest.mark.gegevensbank]


def _twee(factory: Any, **velden: Any) -> Callable[[], Any]:
    """Twice the same, in one traject."""

    def maak() -> None:
        traject = TrajectFactory()
        factory(traject=traject, **velden)
        factory(traject=traject, **velden)

    return maak


def _update(factory: Any, model: Any = None, /, **velden: Any) -> Callable[[], Any]:
    """A row that gets values it may not have."""

    def maak() -> None:
        rij = factory()
        (model or type(rij)).objects.filter(pk=rij.pk).update(**velden)

    return maak


def _taak(**velden: Any) -> Taak:
    return Taak.objects.create(soort="x", onderwerp="1", volgende_op=timezone.now(), **velden)


def _bericht(**velden: Any) -> Bericht:
    return Bericht.objects.create(aanleiding="x", klasse="A", volgende_op=timezone.now(), **velden)


def _signaal(**velden: Any) -> Signaal:
    waarden = {"methode": "M1", "ernst": "laag", "wat": "w", "waarom": "w", "volgende": "v", "adres": "/"}
    return Signaal.objects.create(code="c", onderwerp="o", sinds=timezone.now(), **waarden | velden)


def _dubbel(maak: Callable[[], Any]) -> Callable[[], None]:
    """The same row once more: copied without its number."""

    def doe() -> None:
        rij = maak()
        rij.pk = None
        rij._state.adding = True
        if hasattr(rij, "uid"):
            rij.uid = __import__("uuid").uuid4()
        rij.save()

    return doe


def _link() -> PersoonlijkeLink:
    persoon = PersoonFactory()
    return PersoonlijkeLink.objects.create(traject=persoon.traject, persoon=persoon, verloopt_op=timezone.now())


def _besluitmoment_besloten_en_vervallen() -> None:
    besluit = BesluitFactory()
    BesluitmomentFactory(traject=besluit.traject, besluit=besluit, vervallen_reden="uitgesteld")


def _kernpunt(nummer: int = 1) -> Kernpunt:
    gesprek = GesprekFactory()
    return Kernpunt.objects.create(traject=gesprek.traject, gesprek=gesprek, nummer=nummer, tekst="x")


def _formulering() -> Formulering:
    return PijlerFactory().formuleringen.get()


def _meting() -> Meting:
    effect = EffectFactory()
    return Meting.objects.create(traject=effect.traject, effect=effect, datum="2026-01-01", waarde=1, bron="x")


def _onderbouwing() -> Onderbouwing:
    uitspraak = UitspraakFactory()
    pijler = PijlerFactory(traject=uitspraak.traject)
    return Onderbouwing.objects.create(traject=uitspraak.traject, uitspraak=uitspraak, pijler=pijler)


def _themakoppeling() -> ThemaKoppeling:
    uitspraak = UitspraakFactory()
    thema = ThemaFactory(traject=uitspraak.traject)
    return ThemaKoppeling.objects.create(traject=uitspraak.traject, uitspraak=uitspraak, thema=thema)


def _gemelde_stap() -> GemeldeStap:
    comaker = CoMakerFactory()
    return GemeldeStap.objects.create(traject=comaker.traject, comaker=comaker, kenmerk="x", op=timezone.now())


def _akkoord() -> Akkoord:
    versie = VerslagVersieFactory()
    persoon = versie.verslag.gesprek.comakers.get().persoon
    return Akkoord.objects.create(traject=versie.traject, versie=versie, persoon=persoon, op=timezone.now())


def _koppeling(model: Any, factory: Any) -> Callable[[], Any]:
    def maak() -> Any:
        uitspraak = UitspraakFactory()
        product = factory(traject=uitspraak.traject)
        return model.objects.create(
            traject=uitspraak.traject, uitspraak=uitspraak, product=product, gekoppeld_op=timezone.now()
        )

    return maak


def _terugkoppeling() -> Terugkoppeling:
    comaker = CoMakerFactory()
    bericht = _bericht(traject=comaker.traject, persoon=comaker.persoon)
    return Terugkoppeling.objects.create(
        traject=comaker.traject, comaker=comaker, kanaal="spoor", op=timezone.now(), bericht=bericht
    )


def _bericht_aan_gebruiker() -> Bericht:
    return _bericht(traject=TrajectFactory(), gebruiker=GebruikerFactory())


def _bericht_aan_persoon() -> Bericht:
    persoon = PersoonFactory()
    return _bericht(traject=persoon.traject, persoon=persoon)


def _herinnering() -> Herinnering:
    bericht = _bericht_aan_gebruiker()
    return Herinnering.objects.create(
        traject=bericht.traject, bericht=bericht, ontvanger="gebruiker:1", soort="x", onderwerp="y", periode="z"
    )


def _schakel_van_persoon() -> Schakel:
    persoon = PersoonFactory()
    return SchakelFactory(keten__traject=persoon.traject, partij=None, persoon=persoon)


ONMOGELIJK: dict[str, Callable[[], Any]] = {
    # werk, toegang
    "geen_tweede_open_taak_voor_hetzelfde": lambda: (_taak(), _taak()),
    "taak_voortgang_nooit_boven_100": lambda: _taak(voortgang=101),
    "geen_formulier_twee_keer_verwerkt": _dubbel(
        lambda: Inzending.objects.create(sleutel="s", inhoud="i", actor="gebruiker:1")
    ),
    "geen_twee_accounts_met_hetzelfde_adres": lambda: (
        GebruikerFactory(email="a@example.org"),
        Gebruiker.objects.create(email="A@example.org", naam="A"),
    ),
    # trajecten
    "planperiode_eindigt_nooit_voor_begin": lambda: TrajectFactory(planperiode_eind="2026-09-01"),
    "geen_twee_categorieen_met_dezelfde_naam": _twee(CategorieFactory, naam="bewoners"),
    "geen_twee_categorieen_op_dezelfde_plaats": _twee(CategorieFactory, volgorde=1),
    "geen_twee_rollen_in_een_traject": _dubbel(DeelnameFactory),
    "deelname_alleen_in_een_rol_van_het_traject": _update(DeelnameFactory, rol="beheerder"),
    "geen_twee_partijen_met_dezelfde_naam": _twee(PartijFactory, naam="Harmonie"),
    "geen_twee_personen_met_hetzelfde_adres": _twee(PersoonFactory, email="a@example.org"),
    "geen_twee_levende_links_voor_een_persoon": _dubbel(_link),
    "geen_levende_link_die_niet_opnieuw_mag": _update(_link, niet_opnieuw=True),
    "geen_twee_levende_agendalinks_voor_een_gebruiker": _dubbel(
        lambda: Agendalink.objects.create(traject=TrajectFactory(), gebruiker=GebruikerFactory())
    ),
    "geen_besluitmoment_besloten_en_vervallen": _besluitmoment_besloten_en_vervallen,
    "geen_signaal_twee_keer": _dubbel(lambda: _signaal(traject=TrajectFactory())),
    "signaal_terzijde_met_wie_en_wanneer": lambda: _signaal(traject=TrajectFactory(), terzijde_op=timezone.now()),
    "geen_twee_zoekregels_voor_hetzelfde": _twee(Zoekregel.objects.create, soort="x", nummer=1),
    "geen_zoekwoord_twee_keer": _twee(Zoekwoord.objects.create, woord="x", stam="x"),
    # berichten
    "bericht_aan_precies_een_ontvanger": lambda: _bericht(traject=TrajectFactory()),
    "geen_bericht_twee_keer_aan_een_persoon": _dubbel(_bericht_aan_persoon),
    "geen_bericht_twee_keer_aan_een_gebruiker": _dubbel(_bericht_aan_gebruiker),
    "geen_herinnering_twee_keer_in_een_periode": _dubbel(_herinnering),
    # pijlers
    "geen_vierde_pijler": lambda: PijlerFactory(plaats=4),
    "geen_twee_levende_pijlers_op_dezelfde_plaats": _twee(PijlerFactory, plaats=1),
    "geen_vervallen_pijler_zonder_reden": _update(PijlerFactory, Pijler, staat="vervallen"),
    "geen_vastgestelde_pijler_zonder_besluit": _update(PijlerFactory, Pijler, staat="voorlopig"),
    "geen_twee_formuleringen_met_hetzelfde_nummer": _dubbel(_formulering),
    "geen_twee_metingen_op_een_dag": _dubbel(_meting),
    # comakers
    "geen_bericht_telt_twee_keer": _dubbel(_terugkoppeling),
    "geen_twee_kernpunten_op_een_plaats": _dubbel(_kernpunt),
    "geen_vierde_kernpunt": lambda: _kernpunt(4),
    "geen_twee_themas_met_dezelfde_naam": _twee(ThemaFactory, naam="groen"),
    "geen_thema_twee_keer_bij_een_uitspraak": _dubbel(_themakoppeling),
    "geen_stap_twee_keer_gemeld_aan_een_comaker": _dubbel(_gemelde_stap),
    "uitspraak_plaats_in_aantekeningen_heel": _update(UitspraakFactory, Uitspraak, begin=5, eind=5),
    "terzijde_met_wie_wanneer_en_uitleg": _update(UitspraakFactory, Uitspraak, terzijde_op=timezone.now()),
    "geen_uitspraak_voor_en_tegen_dezelfde_pijler": _dubbel(_onderbouwing),
    "verslag_gedeeld_met_wie_en_wanneer": _update(VerslagFactory, Verslag, gedeeld_op=timezone.now()),
    "geen_antwoord_op_ongedeeld_verslag": _update(VerslagFactory, Verslag, staat="akkoord"),
    "geen_twee_versies_met_hetzelfde_nummer": _dubbel(VerslagVersieFactory),
    "geen_akkoord_twee_keer_op_een_versie": _dubbel(_akkoord),
    "geen_lege_opmerking": _update(OpmerkingFactory, tekst="", voorstel=""),
    "opmerking_afgehandeld_met_wie_en_wanneer": _update(OpmerkingFactory, afgehandeld_op=timezone.now()),
    "geen_bestand_twee_keer_tegelijk_binnen": _dubbel(InvoerFactory),
    "geen_rij_twee_keer_geteld": _update(InvoerFactory, aantal_fout=1),
    "geen_rij_twee_keer_in_een_invoer": _dubbel(InvoerrijFactory),
    "geen_foute_rij_zonder_reden": _update(InvoerrijFactory, oordeel="fout"),
    "geen_foute_rij_opgenomen": _update(InvoerrijFactory, oordeel="fout", reden="x", opgenomen=True),
    # streefbeelden
    "ontwikkeling_opgeborgen_met_wie_en_wanneer": _update(OntwikkelingFactory, gearchiveerd_op=timezone.now()),
    "ontwikkeling_eindigt_nooit_voor_begin": _update(OntwikkelingFactory, van_jaar=2031, tot_jaar=2030),
    "geen_ontwikkeling_buiten_de_kalender": _update(OntwikkelingFactory, van_jaar=1, tot_jaar=2030),
    "geen_uitspraak_twee_keer_onder_een_ontwikkeling": _dubbel(_koppeling(OntwikkelingHerkomst, OntwikkelingFactory)),
    "kracht_opgeborgen_met_wie_en_wanneer": _update(KrachtFactory, gearchiveerd_op=timezone.now()),
    "geen_uitspraak_twee_keer_onder_een_kracht": _dubbel(_koppeling(KrachtHerkomst, KrachtFactory)),
    "streefbeeldpunt_opgeborgen_met_wie_en_wanneer": _update(StreefbeeldpuntFactory, gearchiveerd_op=timezone.now()),
    "geen_streefbeeld_zonder_beschrijving_bij_beeld": _update(StreefbeeldpuntFactory, beeld="x.jpg"),
    "geen_uitspraak_twee_keer_onder_een_streefbeeldpunt": _dubbel(
        _koppeling(StreefbeeldpuntHerkomst, StreefbeeldpuntFactory)
    ),
    "geen_twee_streefbeelden_met_hetzelfde_nummer": _dubbel(StreefbeeldFactory),
    "stap_opgeborgen_met_wie_en_wanneer": _update(StapFactory, gearchiveerd_op=timezone.now()),
    "geen_stap_buiten_de_kalender": _update(StapFactory, jaar=1),
    # kruispunten
    "vraagstuk_opgeborgen_met_wie_en_wanneer": _update(VraagstukFactory, gearchiveerd_op=timezone.now()),
    "geen_vraagstuk_onder_zichzelf": lambda: Vraagstuk.objects.filter(pk=VraagstukFactory().pk).update(
        ouder=models.F("pk")
    ),
    "initiatief_opgeborgen_met_wie_en_wanneer": _update(InitiatiefFactory, gearchiveerd_op=timezone.now()),
    "geen_initiatief_zonder_een_eigenaar": _update(InitiatiefFactory, Initiatief, eigenaar_partij=None),
    "initiatief_eindigt_nooit_voor_begin": _update(InitiatiefFactory, van="2026-02-01", tot="2026-01-01"),
    "geen_zelf_aangemeld_initiatief_van_een_partij": _update(InitiatiefFactory, aangemeld_op=timezone.now()),
    "geen_uitspraak_twee_keer_onder_een_initiatief": _dubbel(_koppeling(InitiatiefHerkomst, InitiatiefFactory)),
    "kruispunt_opgeborgen_met_wie_en_wanneer": _update(KruispuntFactory, gearchiveerd_op=timezone.now()),
    "geen_uitspraak_twee_keer_onder_een_kruispunt": _dubbel(_koppeling(KruispuntHerkomst, KruispuntFactory)),
    "combinatie_opgeborgen_met_wie_en_wanneer": _update(CombinatieFactory, gearchiveerd_op=timezone.now()),
    "geen_combinatie_zonder_drie_kenmerken": _update(CombinatieFactory, Combinatie, kost_weinig=""),
    "venster_sluit_nooit_voor_het_opengaat": _update(
        CombinatieFactory, venster_van="2026-02-01", venster_tot="2026-01-01"
    ),
    "geen_kans_twee_keer": _dubbel(KansFactory),
    "kans_afgehandeld_met_wie_en_wanneer": _update(KansFactory, staat="weggelegd"),
    "atelier_uitgenodigd_met_wie_en_wanneer": _update(AtelierFactory, uitgenodigd_op=timezone.now()),
    "atelier_gesloten_met_wie_en_wanneer": _update(AtelierFactory, gesloten_op=timezone.now()),
    "geen_gesloten_atelier_zonder_moment": _update(AtelierFactory, staat="gesloten"),
    "geen_afgelast_atelier_zonder_reden": _update(AtelierFactory, staat="afgelast"),
    "geen_effect_twee_keer_bij_een_atelier": _dubbel(AtelierEffectFactory),
    "geen_twee_uitnodigingen_voor_een_persoon": _dubbel(UitnodigingFactory),
    "geen_antwoord_zonder_moment": _update(UitnodigingFactory, antwoord="ja"),
    "geen_uitspraak_twee_keer_onder_een_idee": _dubbel(_koppeling(IdeeHerkomst, IdeeFactory)),
    "afspraak_van_precies_een_mens": _update(AfspraakFactory, Afspraak, gebruiker=None),
    # ketens, plannen
    "geen_voortgang_die_niets_zegt": lambda: Voortgang.objects.create(
        project=(project := ProjectFactory()), traject=project.traject, op=timezone.now()
    ),
    "geen_meedoener_twee_keer_bij_een_project": _dubbel(MeedoenerFactory),
    "keten_opgeborgen_met_wie_en_wanneer": _update(KetenFactory, gearchiveerd_op=timezone.now()),
    "schakel_is_een_partij_of_een_persoon": _update(SchakelFactory, Schakel, partij=None),
    "geen_partij_twee_keer_in_een_keten": _dubbel(SchakelFactory),
    "geen_persoon_twee_keer_in_een_keten": _dubbel(_schakel_van_persoon),
    "niets_vastgelegd_zonder_wie_en_wat": _update(SchakelFactory, Schakel, inzet="vastgelegd"),
    "geen_bedrag_bij_iets_anders_dan_geld": _update(InbrengFactory, bedrag_cent=100),
    "geen_inbreng_zonder_wat_het_is": _update(InbrengFactory, wat=""),
    "geen_twee_netwerken_in_een_traject": _dubbel(NetwerkFactory),
    "geen_gestopt_project_zonder_reden": _update(ProjectFactory, Project, staat="gestopt"),
    "geen_uitspraak_twee_keer_onder_een_project": _dubbel(_koppeling(ProjectHerkomst, ProjectFactory)),
    "geen_twee_teksten_bij_een_onderdeel": _dubbel(
        lambda: PlanTekst.objects.create(traject=TrajectFactory(), onderdeel="inleiding")
    ),
    "geen_twee_reacties_van_een_persoon_op_een_onderdeel": _dubbel(PlanReactieFactory),
    "geen_niet_helemaal_zonder_uitleg": lambda: PlanReactieFactory(oordeel="niet_helemaal"),
    "planreactie_afgehandeld_met_wie_wanneer_en_antwoord": lambda: PlanReactieFactory(
        afgehandeld_op=timezone.now(), afgehandeld_door=GebruikerFactory()
    ),
    "geen_twee_plannen_met_hetzelfde_nummer": _twee(PlanFactory, nummer=1),
    "geen_vastgesteld_plan_zonder_besluit": _update(PlanFactory, Plan, staat="vastgesteld"),
    "geen_klare_pdf_zonder_bestand": _update(PlanFactory, Plan, render_staat="klaar"),
    "geen_uitspraak_twee_keer_in_een_plan": _dubbel(_koppeling(PlanHerkomst, PlanFactory)),
}

NAMEN = sorted({c.name for m in eigen_modellen() for c in m._meta.constraints})


@pytest.mark.parametrize("naam", NAMEN)
def test_wat_de_naam_zegt_kan_niet(naam: str) -> None:
    assert naam in ONMOGELIJK, f"schrijf bij {naam} hoe het misgaat"
    with pytest.raises(IntegrityError), transaction.atomic():
        ONMOGELIJK[naam]()


def test_met_besluit_mag_het_wel() -> None:
    """The guards refuse what they name and nothing more."""
    pijler = PijlerFactory()
    besluit = BesluitFactory(traject=pijler.traject)
    assert Pijler.objects.filter(pk=pijler.pk).update(staat="voorlopig", besluit=besluit) == 1
