import factory
from django.utils import timezone

from streefbeelden.enums import Aspect, Schaal, StapSoort
from streefbeelden.models import Kracht, Ontwikkeling, Stap, Streefbeeld, Streefbeeldpunt
from tests.factories.pijlers import PijlerFactory
from tests.factories.trajecten import TrajectFactory


class OntwikkelingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Ontwikkeling

    traject = factory.SubFactory(TrajectFactory)
    titel = factory.Sequence(lambda n: f"Er komt een tramlijn {n}")
    schaal = Schaal.STAD
    van_jaar = 2027
    tot_jaar = 2031
    betekenis = "Wie hier woont, is in tien minuten in de stad."


class KrachtFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Kracht

    traject = factory.SubFactory(TrajectFactory)
    titel = factory.Sequence(lambda n: f"Iedereen groet elkaar {n}")


class StreefbeeldpuntFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Streefbeeldpunt

    traject = factory.SubFactory(TrajectFactory)
    tekst = factory.Sequence(lambda n: f"Kinderen spelen buiten tot het donker is ({n}).")
    aspect = Aspect.SOCIAAL


class StreefbeeldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Streefbeeld

    pijler = factory.SubFactory(PijlerFactory)
    traject = factory.SelfAttribute("pijler.traject")
    nummer = factory.Sequence(lambda n: n + 1)
    tekst = "Over vijftien jaar kent iedereen in de straat de buren bij naam."
    op = factory.LazyFunction(timezone.now)


class StapFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Stap

    traject = factory.SubFactory(TrajectFactory)
    jaar = 2034
    tekst = factory.Sequence(lambda n: f"Op elk plein is iets te doen ({n})")
    soort = StapSoort.EFFECT
