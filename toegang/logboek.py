"""The logboek: every service writes its line in its own transaction; so does who sees personal data."""

from typing import Any

from django.db import models

from toegang.models import Logregel


def actor_code(actor: Any) -> str:
    """``gebruiker:7``, ``persoon:12`` or ``systeem``: a plain value that survives erasure."""
    return f"{actor._meta.model_name}:{actor.pk}" if isinstance(actor, models.Model) and actor.pk else "systeem"


def log(*, by: Any, werkwoord: str, onderwerp: models.Model | None = None, traject: Any = None) -> Logregel:
    """Writes one line: who (``by``), what (``verslag.gedeeld``), on which object, in which traject."""
    nummer = getattr(traject, "pk", None) or getattr(onderwerp, "traject_id", None)
    return Logregel.objects.create(
        actor=actor_code(by),
        werkwoord=werkwoord,
        onderwerp=f"{onderwerp._meta.model_name}:{onderwerp.pk}" if onderwerp is not None else "",
        traject_nummer=nummer,
    )
