"""The register of personal-data fields: each text, file and address field of a model says what it may hold."""

from enum import StrEnum

from django.core.checks import Error, register
from django.db import models

from leefsturing.lib.wachters import eigen_modellen


class Soort(StrEnum):
    """What a field may hold about a person."""

    PERSOON = "persoon"  # made to hold it: name, address, phone
    VRIJE_TEKST = "vrije_tekst"  # people may write about people here
    NEUTRAAL = "neutraal"  # codes, keys, states, names of places and organisations


_TEXT = (models.CharField, models.TextField, models.JSONField, models.FileField, models.GenericIPAddressField)


def te_classificeren(model: type[models.Model]) -> set[str]:
    """Names of the fields of ``model`` that must stand in its ``privacy`` register."""
    return {
        f.name
        for f in model._meta.concrete_fields
        if isinstance(f, _TEXT) and not f.choices and not isinstance(f, models.UUIDField)
    }


@register
def check_register(app_configs: object, **kwargs: object) -> list[Error]:
    """Every such field is classified, and the register names no field that is gone (leefsturing.E001, E002)."""
    errors = []
    for model in eigen_modellen():
        if model._meta.auto_created:
            continue
        stated = set(getattr(model, "privacy", {}))
        fields = te_classificeren(model)
        missing, gone = fields - stated, stated - {f.name for f in model._meta.concrete_fields}
        label = model._meta.label
        errors += [Error(f"{label}.{n} staat niet in het register", obj=model, id="leefsturing.E001") for n in missing]
        errors += [Error(f"{label}.{n} bestaat niet (register)", obj=model, id="leefsturing.E002") for n in gone]
    return errors
