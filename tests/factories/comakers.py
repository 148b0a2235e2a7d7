import hashlib

import factory
from django.utils import timezone

from comakers.enums import CoMakerStaat, GesprekStaat
from comakers.models import (
    CoMaker,
    Gesprek,
    Invoer,
    Invoerrij,
    Opmerking,
    Thema,
    Toezegging,
    Uitspraak,
    Verslag,
    VerslagVersie,
)
from tests.factories.toegang import GebruikerFactory
from tests.factories.trajecten import CategorieFactory, PersoonFactory, TrajectFactory


class CoMakerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CoMaker

    traject = factory.SubFactory(TrajectFactory)
    persoon = factory.SubFactory(PersoonFactory, traject=factory.SelfAttribute("..traject"))
    categorie = factory.SubFactory(CategorieFactory, traject=factory.SelfAttribute("..traject"))
    staat = CoMakerStaat.GESPROKEN
    wil_weten = "hoe het is om hier op te groeien"


class GesprekFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Gesprek
        skip_postgeneration_save = True

    traject = factory.SubFactory(TrajectFactory)
    wanneer = factory.LazyFunction(timezone.now)
    plaats = "buurthuis"
    staat = GesprekStaat.GEVOERD
    aantekeningen = "We zaten aan de keukentafel. Ik wil dat kinderen hier weer buiten spelen. Dat zei ze twee keer."

    @factory.post_generation
    def comakers(self, create: bool, extracted: list[CoMaker] | None, **kwargs: object) -> None:
        """``comakers=[...]``; without it one co-maker is made."""
        if create:
            self.comakers.set([CoMakerFactory(traject=self.traject)] if extracted is None else extracted)

    @factory.post_generation
    def interviewers(self, create: bool, extracted: list[object] | None, **kwargs: object) -> None:
        """``interviewers=[...]``"""
        if create and extracted:
            self.interviewers.set(extracted)


class ThemaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Thema

    traject = factory.SubFactory(TrajectFactory)
    naam = factory.Sequence(lambda n: f"buiten spelen {n}")


class UitspraakFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Uitspraak

    comaker = factory.SubFactory(CoMakerFactory)
    traject = factory.SelfAttribute("comaker.traject")
    tekst = factory.Sequence(lambda n: f"Ik wil dat kinderen hier weer buiten spelen ({n}).")


class VerslagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Verslag

    gesprek = factory.SubFactory(GesprekFactory)
    traject = factory.SelfAttribute("gesprek.traject")
    tekst = "Dank voor het gesprek.\n\nJe vertelde over de speeltuin.\n\nWe bellen je over twee weken."

    class Params:
        gedeeld = factory.Trait(
            staat="gedeeld",
            gedeeld_op=factory.LazyFunction(timezone.now),
            gedeeld_door=factory.SubFactory(GebruikerFactory),
        )


class VerslagVersieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VerslagVersie

    verslag = factory.SubFactory(VerslagFactory, gedeeld=True)
    traject = factory.SelfAttribute("verslag.traject")
    nummer = 1
    tekst = factory.SelfAttribute("verslag.tekst")
    sha256 = factory.LazyAttribute(lambda o: hashlib.sha256(o.tekst.encode()).hexdigest())
    op = factory.LazyFunction(timezone.now)


class OpmerkingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Opmerking

    versie = factory.SubFactory(VerslagVersieFactory)
    verslag = factory.SelfAttribute("versie.verslag")
    traject = factory.SelfAttribute("versie.traject")
    persoon = factory.LazyAttribute(lambda o: o.verslag.gesprek.comakers.first().persoon)
    alinea = factory.LazyAttribute(lambda o: o.versie.alineas[0][0])
    alinea_tekst = factory.LazyAttribute(lambda o: o.versie.alineas[0][1])
    tekst = "Dit bedoelde ik iets anders."


class ToezeggingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Toezegging

    comaker = factory.SubFactory(CoMakerFactory)
    traject = factory.SelfAttribute("comaker.traject")
    tekst = "We vragen het na bij de corporatie."
    eigenaar = factory.SubFactory(GebruikerFactory)
    uiterlijk = factory.LazyFunction(timezone.localdate)


class InvoerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Invoer

    traject = factory.SubFactory(TrajectFactory)
    door = factory.SubFactory(GebruikerFactory)
    bestandsnaam = "mensen.csv"
    soort = "csv"
    sha256 = factory.Sequence(lambda n: f"{n:064}")


class InvoerrijFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Invoerrij

    invoer = factory.SubFactory(InvoerFactory)
    traject = factory.SelfAttribute("invoer.traject")
    nummer = factory.Sequence(lambda n: n + 2)
    oordeel = "nieuw"
