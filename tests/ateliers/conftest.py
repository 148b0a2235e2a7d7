"""An atelier around a kruispunt, with people of three sides, and mails read back as they left."""

from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berichten.bezorging import bezorg
from berichten.models import Bericht
from comakers.services.herkomst import koppel_herkomst
from kruispunten.models import Atelier, Kruispunt
from kruispunten.services import uitnodigingen as services
from leefsturing.lib import klok
from tests.conftest import Cast, FormClient
from tests.factories import (
    AtelierEffectFactory,
    AtelierFactory,
    EffectFactory,
    KruispuntFactory,
    PartijFactory,
    PersoonFactory,
    PijlerFactory,
    UitspraakFactory,
)
from trajecten.models import Persoon


@dataclass
class Avond:
    """What stands ready."""

    cast: Cast
    atelier: Atelier
    kruispunt: Kruispunt
    effect: Any
    uitspraak: Any
    bewoner: Persoon
    bankier: Persoon
    ambtenaar: Persoon
    mensen: list[Persoon] = field(default_factory=list)

    def adres(self, naam: str, nummer: int | None = None) -> str:
        """An address in the traject, of the atelier when no number is given."""
        return reverse(naam, kwargs={"slug": self.cast.traject.slug, "nummer": nummer or self.atelier.pk})

    def vers(self) -> Atelier:
        """The atelier as the database has it now."""
        return Atelier.objects.get(pk=self.atelier.pk)

    def nodig_uit(self) -> list[Any]:
        """Puts all three on the list and sends."""
        services.zet_op_lijst(atelier=self.atelier, personen=self.mensen, by=self.cast.kerngroeplid)
        return services.verstuur_uitnodigingen(atelier=self.atelier, by=self.cast.kerngroeplid)

    def begin(self) -> None:
        """The evening is there."""
        Atelier.objects.filter(pk=self.atelier.pk).update(wanneer=klok.nu() - timedelta(hours=1))
        self.atelier.refresh_from_db()


@pytest.fixture
def avond(cast: Cast) -> Avond:
    """In preparation, nobody on the list; the co-maker of the cast said what it is about."""
    traject = cast.traject
    cast.persoon.voornaam, cast.persoon.email = "Fatma", "fatma@example.org"
    cast.persoon.save()
    kruispunt = KruispuntFactory(traject=traject, titel="Leren met handen", vraag="Wie leert wie een vak?")
    effect = EffectFactory(pijler=PijlerFactory(traject=traject), naam="Meer jongeren met een vak")
    uitspraak = UitspraakFactory(comaker=cast.comaker, tekst="Laat mijn zoon met hout werken.")
    koppel_herkomst(product=kruispunt, uitspraken=[uitspraak], by=cast.kerngroeplid)
    atelier = AtelierFactory(traject=traject, kruispunt=kruispunt, titel="Handwerk; in de wijk", plaats="De schuur")
    AtelierEffectFactory(atelier=atelier, effect=effect)
    bank = PersoonFactory(traject=traject, voornaam="Bas", achternaam="Bankje", email="bas@example.org",
                          partij=PartijFactory(traject=traject, naam="De Bank", zijde="investeerders"))  # fmt: skip
    stad = PersoonFactory(traject=traject, voornaam="Ada", achternaam="Stadhuis", email="",
                          partij=PartijFactory(traject=traject, naam="De Stad", zijde="overheid"))  # fmt: skip
    return Avond(cast, atelier, kruispunt, effect, uitspraak, cast.persoon, bank, stad, [cast.persoon, bank, stad])


def verstuur() -> list[EmailMessage]:
    """Delivers everything that waits, and reads the mails as the standard library does."""
    mail.outbox.clear()
    for pk in Bericht.objects.toe_aan(klok.nu()).values_list("pk", flat=True):
        bezorg(pk)
    return [lees(m) for m in mail.outbox]


def lees(bericht: Any) -> EmailMessage:
    """One mail, from its bytes."""
    gelezen = message_from_bytes(bericht.message().as_bytes(), policy=policy.default)
    assert isinstance(gelezen, EmailMessage)
    return gelezen


def agenda(bericht: EmailMessage) -> tuple[str, str]:
    """The calendar file of a mail: its method as the mail says it, and its text."""
    deel = next(d for d in bericht.iter_attachments() if d.get_content_type() == "text/calendar")
    return str(deel["content-type"].params["method"]), deel.get_payload(decode=True).decode()  # type: ignore[union-attr]


def queries(client: FormClient, url: str) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as vragen:
        assert client.get(url).status_code == 200
    return len(vragen)
