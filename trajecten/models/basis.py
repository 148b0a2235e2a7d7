from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leefsturing.lib.fouten import Conflict
from toegang import beleid
from toegang.models import Gebruiker


class TrajectQuerySet(models.QuerySet[Any]):
    """Every read starts here: what this person may see, in this traject."""

    def for_traject(self, traject: Any) -> Self:
        """Only what belongs to ``traject``."""
        return self.filter(traject=traject)

    def visible_to(self, actor: Any) -> Self:
        """What ``actor`` may see by the policy table: a Gebruiker through deelname, a Persoon only its own.

        Anybody else, and a Persoon where the model does not say otherwise, sees nothing.
        """
        from trajecten.models import Deelname, Persoon  # noqa: PLC0415 - both inherit from here

        if isinstance(actor, Gebruiker) and actor.is_active:
            rollen = beleid.rollen_voor(self.model.bekijk_actie)
            mijn = Deelname.objects.filter(gebruiker=actor, rol__in=rollen).values("traject_id")
            return self.filter(traject_id__in=mijn)
        if isinstance(actor, Persoon):
            return self.van_persoon(actor)
        return self.none()

    def van_persoon(self, persoon: Any) -> Self:
        """What a Persoon sees through the personal link; models with something for them override this."""
        return self.none()

    def levend(self) -> Self:
        """What is not put away; models that are never put away answer with everything."""
        return self.filter(gearchiveerd_op=None) if issubclass(self.model, ArchiefModel) else self.all()


class TrajectModel(models.Model):
    """Everything that belongs to one traject; a row of another traject as parent is refused by the database."""

    traject = models.ForeignKey("trajecten.Traject", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = TrajectQuerySet.as_manager()
    # The action of the policy table that lets one see these rows.
    bekijk_actie: str = "traject.bekijken"

    class Meta:
        abstract = True


class VersieModel(models.Model):
    """A text that two people may edit: the form carries ``versie``, and the second one to save sees both."""

    versie = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def save_als_versie(self, versie: int, fields: list[str]) -> bool:
        """Saves ``fields`` when the row is still at ``versie``; False (and nothing written) when it is not."""
        values = {f: getattr(self, f) for f in fields}
        changed = type(self)._default_manager.filter(pk=self.pk, versie=versie).update(versie=versie + 1, **values)
        if changed:
            self.versie = versie + 1
        return bool(changed)

    def save_of_conflict(self, versie: int, fields: list[str]) -> None:
        """Saves ``fields`` when the row is still at ``versie``; raises Conflict with both texts when it is not."""
        if self.save_als_versie(versie, fields):
            return
        huidig = type(self)._default_manager.get(pk=self.pk)
        verschillen = [
            (str(getattr(self._meta.get_field(f), "verbose_name", f)), _leesbaar(self, f), _leesbaar(huidig, f))
            for f in fields
            if getattr(self, f) != getattr(huidig, f)
        ]
        raise Conflict(verschillen, huidig.versie)


class ArchiefModel(models.Model):
    """Something people wrote that is put away, never thrown away: who did so and when."""

    gearchiveerd_op = models.DateTimeField(null=True, blank=True, editable=False)
    gearchiveerd_door = models.ForeignKey(
        Gebruiker, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(gearchiveerd_op=None, gearchiveerd_door=None)
                | models.Q(gearchiveerd_op__isnull=False, gearchiveerd_door__isnull=False),
                name="%(class)s_opgeborgen_met_wie_en_wanneer",
            )
        ]

    @property
    def is_opgeborgen(self) -> bool:
        """Put away: out of sight, not gone."""
        return self.gearchiveerd_op is not None

    def berg_op(self, *, by: Gebruiker, now: datetime) -> None:
        """Puts it away; what points at it keeps pointing."""
        self.gearchiveerd_op, self.gearchiveerd_door = now, by
        self.save(update_fields=["gearchiveerd_op", "gearchiveerd_door"])

    def haal_terug(self) -> None:
        """Back in sight."""
        self.gearchiveerd_op = self.gearchiveerd_door = None
        self.save(update_fields=["gearchiveerd_op", "gearchiveerd_door"])


def _leesbaar(rij: models.Model, veld: str) -> str:
    """The value of a field as a person reads it."""
    toon = getattr(rij, f"get_{veld}_display", None)
    waarde = toon() if toon else getattr(rij, veld)
    if isinstance(waarde, bool):
        return str(_("ja") if waarde else _("nee"))
    return date_format(waarde, "j F Y") if isinstance(waarde, date) else str(waarde if waarde is not None else "")
