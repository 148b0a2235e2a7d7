import factory
from django.utils import timezone

from ketens.models import Inbreng, Keten, Meedoener, Mijlpaal, Netwerk, Project, Schakel
from tests.factories.trajecten import PartijFactory, PersoonFactory, TrajectFactory


class ProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Project

    traject = factory.SubFactory(TrajectFactory)
    naam = factory.Sequence(lambda n: f"Speeltuin {n} open op zondag")
    beoogd_resultaat = "elke zondag open"


class MijlpaalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mijlpaal

    project = factory.SubFactory(ProjectFactory)
    traject = factory.SelfAttribute("project.traject")
    wat = "de sleutel is er"
    uiterlijk = factory.LazyFunction(timezone.localdate)


class MeedoenerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Meedoener

    project = factory.SubFactory(ProjectFactory)
    traject = factory.SelfAttribute("project.traject")
    persoon = factory.SubFactory(PersoonFactory, traject=factory.SelfAttribute("..traject"))


class KetenFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Keten

    traject = factory.SubFactory(TrajectFactory)
    naam = factory.Sequence(lambda n: f"Van groente tot tafel {n}")


class SchakelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Schakel

    keten = factory.SubFactory(KetenFactory)
    traject = factory.SelfAttribute("keten.traject")
    partij = factory.SubFactory(PartijFactory, traject=factory.SelfAttribute("..traject"))


class InbrengFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Inbreng

    schakel = factory.SubFactory(SchakelFactory)
    traject = factory.SelfAttribute("schakel.traject")
    soort = "uren"
    wat = "twintig uur per week"


class NetwerkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Netwerk

    traject = factory.SubFactory(TrajectFactory)
    kenmerk = "x"
    op = factory.LazyFunction(timezone.now)
