from datetime import timedelta

import factory
from django.utils import timezone

from kruispunten.enums import CombinatieSoort, KansSoort, Middelsoort, ZoektBiedt
from kruispunten.models import (
    Afspraak,
    Atelier,
    AtelierEffect,
    Combinatie,
    Idee,
    Initiatief,
    Kans,
    Kruispunt,
    Middel,
    Uitnodiging,
    Vraagstuk,
)
from tests.factories.pijlers import EffectFactory
from tests.factories.toegang import GebruikerFactory
from tests.factories.trajecten import PartijFactory, PersoonFactory, TrajectFactory


class VraagstukFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Vraagstuk

    traject = factory.SubFactory(TrajectFactory)
    vraag = factory.Sequence(lambda n: f"Hoe blijven mensen hier wonen? ({n})")


class InitiatiefFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Initiatief

    traject = factory.SubFactory(TrajectFactory)
    naam = factory.Sequence(lambda n: f"Soepdag {n}")
    eigenaar_partij = factory.SubFactory(PartijFactory, traject=factory.SelfAttribute("..traject"))


class MiddelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Middel

    initiatief = factory.SubFactory(InitiatiefFactory)
    traject = factory.SelfAttribute("initiatief.traject")
    richting = ZoektBiedt.ZOEKT
    soort = Middelsoort.RUIMTE
    wat = "een zaal op dinsdag"


class KruispuntFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kruispunt

    traject = factory.SubFactory(TrajectFactory)
    titel = factory.Sequence(lambda n: f"Samen eten {n}")
    vraag = "Wie kookt er voor wie?"


class CombinatieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Combinatie

    kruispunt = factory.SubFactory(KruispuntFactory)
    traject = factory.SelfAttribute("kruispunt.traject")
    naam = "De zaal en de soep"
    soort = CombinatieSoort.RUIMTE
    dichter_bij_doelen = "De school krijgt ouders binnen, de koks krijgen een keuken."
    opent_iets_nieuws = "Mensen eten samen die elkaar niet kenden."
    kost_weinig = "De keuken staat er al."


class KansFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kans

    traject = factory.SubFactory(TrajectFactory)
    kenmerk = factory.Sequence(lambda n: f"kans-{n}")
    soort = KansSoort.ZOEKT_BIEDT
    uitleg = "De een zoekt een zaal, de ander biedt een zaal."
    sinds = factory.LazyFunction(timezone.now)


class AtelierFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Atelier

    traject = factory.SubFactory(TrajectFactory)
    titel = factory.Sequence(lambda n: f"Avond over eten {n}")
    vraag = "Wie kookt er voor wie?"
    wanneer = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
    plaats = "Schoolkeuken"

    class Params:
        uitgenodigd = factory.Trait(
            staat="uitgenodigd",
            uitgenodigd_op=factory.LazyFunction(timezone.now),
            uitgenodigd_door=factory.SubFactory(GebruikerFactory),
        )


class AtelierEffectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AtelierEffect

    atelier = factory.SubFactory(AtelierFactory)
    traject = factory.SelfAttribute("atelier.traject")
    effect = factory.SubFactory(EffectFactory, pijler__traject=factory.SelfAttribute("...traject"))
    naam = factory.SelfAttribute("effect.naam")


class UitnodigingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Uitnodiging

    atelier = factory.SubFactory(AtelierFactory, uitgenodigd=True)
    traject = factory.SelfAttribute("atelier.traject")
    persoon = factory.SubFactory(PersoonFactory, traject=factory.SelfAttribute("..traject"))
    verstuurd_op = factory.LazyFunction(timezone.now)


class IdeeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Idee

    atelier = factory.SubFactory(AtelierFactory)
    traject = factory.SelfAttribute("atelier.traject")
    tekst = factory.Sequence(lambda n: f"Elke dinsdag soep op het plein ({n})")


class AfspraakFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Afspraak

    atelier = factory.SubFactory(AtelierFactory)
    traject = factory.SelfAttribute("atelier.traject")
    wat = "belt de school over de sleutel"
    gebruiker = factory.SubFactory(GebruikerFactory)
    uiterlijk = factory.LazyFunction(timezone.localdate)
