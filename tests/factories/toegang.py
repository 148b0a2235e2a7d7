import factory

from toegang.models import Gebruiker


class GebruikerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Gebruiker

    email = factory.Sequence(lambda n: f"gebruiker{n}@example.org")
    naam = factory.Sequence(lambda n: f"Gebruiker {n}")
    password = "!"
