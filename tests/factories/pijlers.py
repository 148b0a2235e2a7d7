import factory

from pijlers.models import Effect, Formulering, Pijler
from tests.factories.trajecten import TrajectFactory


class PijlerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Pijler
        skip_postgeneration_save = True

    traject = factory.SubFactory(TrajectFactory)
    plaats = 1
    titel = factory.Sequence(lambda n: f"meer trots {n}")
    toelichting = "waarom dit ertoe doet"

    @factory.post_generation
    def formulering(self, create: bool, extracted: object, **kwargs: object) -> None:
        """Every pijler has its first wording in the history."""
        if create:
            Formulering.objects.create(
                traject=self.traject,
                pijler=self,
                nummer=1,
                titel=self.titel,
                toelichting=self.toelichting,
                reden="eerste verwoording",
                op="2026-09-02T10:00:00Z",
            )


class EffectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Effect

    pijler = factory.SubFactory(PijlerFactory)
    traject = factory.SelfAttribute("pijler.traject")
    naam = factory.Sequence(lambda n: f"meer mensen trots {n}")
    eenheid = "procent"
