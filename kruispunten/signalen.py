"""What the tool sees about kruispunten and kansen (M60, M61, M67); the ateliers add rules of their own."""

from dataclasses import dataclass
from datetime import date, datetime

from leefsturing.lib import klok
from trajecten import signalen
from trajecten.models import Traject
from trajecten.signalen import Regel


@dataclass(frozen=True)
class Staat:
    """The snapshot: everything the rules below look at."""

    slug: str
    dag: date


def snapshot(traject: Traject, now: datetime) -> Staat:
    """Reads the kruispunten of a traject."""
    return Staat(slug=traject.slug, dag=klok.vandaag(now))


REGELS: tuple[Regel, ...] = ()


def meld_aan() -> None:
    """Called once, when the app is ready."""
    signalen.registreer("kruispunten", snapshot, REGELS)
