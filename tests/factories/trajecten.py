from datetime import date

import factory

from tests.factories.toegang import GebruikerFactory
from toegang.enums import Rol
from trajecten.enums import BesluitSoort, Zijde
from trajecten.models import Besluit, Besluitmoment, Categorie, Deelname, Partij, Persoon, Traject


class TrajectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Traject

    naam = factory.Sequence(lambda n: f"Traject {n}")
    slug = factory.Sequence(lambda n: f"traject-{n}")
    gemeente = "Enschede"
    stadsdeel = "Zuid"
    wijk = "Wesselerbrink"
    opgave = "sociaal en fysiek gelijk op"
    planperiode_start = date(2026, 9, 1)
    planperiode_eind = date(2027, 3, 31)
    horizonjaar = 2041


class CategorieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Categorie

    traject = factory.SubFactory(TrajectFactory)
    volgorde = factory.Sequence(lambda n: n + 1)
    naam = factory.Sequence(lambda n: f"bewoners {n}")
    enkelvoud = "bewoner"
    reden = "ervaren hoe het is"


class DeelnameFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Deelname

    traject = factory.SubFactory(TrajectFactory)
    gebruiker = factory.SubFactory(GebruikerFactory)
    rol = Rol.KERNGROEPLID


class PartijFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Partij

    traject = factory.SubFactory(TrajectFactory)
    naam = factory.Sequence(lambda n: f"Partij {n}")
    zijde = Zijde.GEBRUIKERS
    doelen = "een fijne buurt"


class PersoonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Persoon

    traject = factory.SubFactory(TrajectFactory)
    voornaam = factory.Sequence(lambda n: f"Voornaam{n}")
    tussenvoegsel = "van der"
    achternaam = factory.Sequence(lambda n: f"Achternaam{n}")
    email = factory.Sequence(lambda n: f"persoon{n}@example.org")
    telefoon = "06 00 00 00 00"


class BesluitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Besluit

    traject = factory.SubFactory(TrajectFactory)
    orgaan = "stadsdeelbestuur"
    datum = date(2026, 10, 1)
    soort = BesluitSoort.VOORLOPIG


class BesluitmomentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Besluitmoment

    traject = factory.SubFactory(TrajectFactory)
    orgaan = "stadsdeelbestuur"
    datum = date(2026, 12, 15)
    onderwerp = "de pijlers voorlopig vaststellen"
