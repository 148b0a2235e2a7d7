"""Rows in bulk, with the moments they would have had: ``auto_now_add`` does not know the past."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models


def maak(model: type[models.Model], rijen: Iterable[Any]) -> list[Any]:
    """Inserts ``rijen`` in one go; a row with ``_op`` gets that as the moment it was made."""
    rijen = list(rijen)
    model._default_manager.bulk_create(rijen)
    if gedateerd := [rij for rij in rijen if hasattr(rij, "_op")]:
        veld = _automatisch_veld(model)
        for rij in gedateerd:
            setattr(rij, veld, rij._op)
        model._default_manager.bulk_update(gedateerd, [veld])
    return rijen


def op(rij: Any, moment: datetime) -> Any:
    """Says when ``rij`` was made, for ``maak``."""
    rij._op = moment
    return rij


def _automatisch_veld(model: type[models.Model]) -> str:
    """The field that the model fills by itself at creation."""
    return next(f.name for f in model._meta.concrete_fields if getattr(f, "auto_now_add", False))
