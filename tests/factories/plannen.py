import factory

from plannen.models import Plan
from tests.factories.trajecten import TrajectFactory


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Plan

    traject = factory.SubFactory(TrajectFactory)
    nummer = factory.Sequence(lambda n: n + 1)
    titel = "Plan van aanpak"
    inhoud = factory.LazyFunction(lambda: {"onderdelen": []})
    inhoud_sha256 = "0" * 64
