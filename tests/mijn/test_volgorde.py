"""Whatever the order of sharing, editing, remarking, agreeing and reopening: one agrees with what was on screen."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from hypothesis.strategies import integers

from comakers.enums import VerslagStaat
from comakers.models import Akkoord, Opmerking, Verslag, VerslagVersie
from comakers.services import reacties, verslagen
from leefsturing.lib.fouten import DomainError
from tests.factories import CoMakerFactory, GebruikerFactory, GesprekFactory, VerslagFactory


class HeenEnWeer(RuleBasedStateMachine):
    """The kerngroep and one co-maker, each with what is on their screen."""

    def __init__(self) -> None:
        super().__init__()
        self.lid = GebruikerFactory()
        self.comaker = CoMakerFactory()
        gesprek = GesprekFactory(traject=self.comaker.traject, comakers=[self.comaker])
        self.verslag_pk = VerslagFactory(gesprek=gesprek, traject=self.comaker.traject, tekst="Begin.").pk
        self.op_scherm: int | None = None
        self.teller = 0
        self.akkoorden: dict[int, str] = {}

    @property
    def verslag(self) -> Verslag:
        """As the database has it now."""
        return Verslag.objects.get(pk=self.verslag_pk)

    def laatste(self) -> VerslagVersie | None:
        """The latest shared version."""
        return VerslagVersie.objects.filter(verslag=self.verslag_pk).order_by("-nummer").first()

    def _akkoord(self, nummer: int) -> bool:
        try:
            reacties.agree_verslag(
                verslag=self.verslag, nummer=nummer, naam=self.comaker.persoon.voornaam, by=self.comaker.persoon
            )
        except DomainError:
            return False
        return True

    @rule()
    def schrijf(self) -> None:
        """The kerngroep edits; refused only after agreement."""
        verslag = self.verslag
        self.teller += 1
        try:
            verslagen.save_verslag(
                gesprek=verslag.gesprek, versie=verslag.versie, tekst=f"Tekst {self.teller}.\n\nDeel.", by=self.lid
            )
        except DomainError:
            assert verslag.staat == VerslagStaat.AKKOORD

    @rule()
    def deel(self) -> None:
        """The kerngroep shares, when there is something new."""
        voor = self.laatste()
        try:
            verslagen.share_verslag(verslag=self.verslag, by=self.lid)
        except DomainError:
            assert self.laatste() == voor
        else:
            assert self.verslag.staat == VerslagStaat.GEDEELD

    @rule()
    def kijk(self) -> None:
        """The co-maker opens the page."""
        laatste = self.laatste()
        self.op_scherm = laatste.nummer if laatste else None

    @precondition(lambda self: self.op_scherm is not None)
    @rule()
    def ga_akkoord(self) -> None:
        """With what is on screen, which may be old by now."""
        laatste, staat = self.laatste(), self.verslag.staat
        assert laatste is not None
        assert self.op_scherm is not None
        eerder = Akkoord.objects.filter(versie=laatste).exists()
        gelukt = self._akkoord(self.op_scherm)
        assert gelukt == (self.op_scherm == laatste.nummer and (staat != VerslagStaat.AKKOORD or eerder))
        if gelukt:
            self.akkoorden.setdefault(laatste.nummer, laatste.sha256)

    @precondition(lambda self: self.op_scherm is not None)
    @rule(welke=integers(0, 1))
    def merk_op(self, welke: int) -> None:
        """A remark on a paragraph on screen."""
        versie = VerslagVersie.objects.get(verslag=self.verslag_pk, nummer=self.op_scherm)
        code, bron = versie.alineas[min(welke, len(versie.alineas) - 1)]
        voor = Opmerking.objects.filter(verslag=self.verslag_pk).count()
        laatste, staat = self.laatste(), self.verslag.staat
        try:
            reacties.add_opmerking(
                verslag=self.verslag, nummer=versie.nummer, alinea=code, tekst="Nee.", voorstel=bron,
                by=self.comaker.persoon,
            )  # fmt: skip
        except DomainError:
            assert versie != laatste or staat == VerslagStaat.AKKOORD
            assert Opmerking.objects.filter(verslag=self.verslag_pk).count() == voor
        else:
            assert versie == laatste

    @rule()
    def heropen(self) -> None:
        """The kerngroep begins a next version."""
        staat = self.verslag.staat
        try:
            verslagen.reopen_verslag(verslag=self.verslag, by=self.lid)
        except DomainError:
            assert staat != VerslagStaat.AKKOORD

    @invariant()
    def akkoord_is_met_wat_er_stond(self) -> None:
        """Every agreement is with the words that were frozen then, and none has vanished or come by itself."""
        rijen = Akkoord.objects.filter(versie__verslag=self.verslag_pk).select_related("versie")
        assert {a.versie.nummer: a.versie.sha256 for a in rijen} == self.akkoorden
        if self.verslag.staat == VerslagStaat.AKKOORD:
            laatste = self.laatste()
            assert laatste is not None
            assert laatste.nummer in self.akkoorden


@pytest.mark.django_db
def test_elke_volgorde() -> None:
    """A few hundred steps in random orders."""
    run_state_machine_as_test(
        HeenEnWeer,
        settings=settings(
            max_examples=15,
            stateful_step_count=12,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
