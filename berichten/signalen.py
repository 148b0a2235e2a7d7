"""What the tool sees about the post: mail that may not have arrived (M27)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from berichten.models import Bericht
from trajecten import signalen
from trajecten.enums import Ernst
from trajecten.models import Traject
from trajecten.signalen import Regel, Waarneming


@dataclass(frozen=True)
class Post:
    """The snapshot: how many mails a human must look at."""

    slug: str
    aandacht: int


def snapshot(traject: Traject, now: datetime) -> Post:
    """One query."""
    return Post(traject.slug, Bericht.objects.for_traject(traject).aandacht().count())


def niet_aangekomen(post: Post) -> Iterator[Waarneming]:
    """Mail that was refused, or of which nobody knows whether it arrived (M27)."""
    if post.aandacht:
        yield Waarneming(
            "berichten",
            ngettext("Eén mail kwam misschien niet aan.", "%(n)s mails kwamen misschien niet aan.", post.aandacht)
            % {"n": post.aandacht},
            f"{reverse('berichten', kwargs={'slug': post.slug})}?stand=aandacht",
            str(ngettext("Kijk en bel even", "Kijk welke, en bel even", post.aandacht)),
        )


REGELS = (
    Regel(
        "bericht.niet_aangekomen",
        "M27",
        Ernst.HOOG,
        gettext_lazy("Wie niets hoort, haakt af. Ook als wij denken dat we wél iets stuurden."),
        niet_aangekomen,
    ),
)


def meld_aan() -> None:
    """Called once, when the app is ready."""
    signalen.registreer("berichten", snapshot, REGELS)
