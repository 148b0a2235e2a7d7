import factory

from ketens.models import Project
from tests.factories.trajecten import TrajectFactory


class ProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Project

    traject = factory.SubFactory(TrajectFactory)
    naam = factory.Sequence(lambda n: f"Speeltuin {n} open op zondag")
    beoogd_resultaat = "elke zondag open"
