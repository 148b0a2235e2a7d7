import factory
from django.utils import timezone

from plannen.models import Plan, PlanReactie
from tests.factories.trajecten import PersoonFactory, TrajectFactory


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Plan

    traject = factory.SubFactory(TrajectFactory)
    nummer = factory.Sequence(lambda n: n + 1)
    titel = "Plan van aanpak"
    inhoud = factory.LazyFunction(lambda: {"onderdelen": []})
    inhoud_sha256 = "0" * 64


class PlanReactieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanReactie

    plan = factory.SubFactory(PlanFactory, staat="gepresenteerd", gepresenteerd_op=factory.LazyFunction(timezone.now))
    traject = factory.SelfAttribute("plan.traject")
    persoon = factory.SubFactory(PersoonFactory, traject=factory.SelfAttribute("..traject"))
    oordeel = "klopt"
    op = factory.LazyFunction(timezone.now)
