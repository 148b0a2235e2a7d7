"""The rules over the frame: kerngroep, roles and planperiode (M1, M2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leefsturing.lib import klok
from toegang.enums import KERNGROEP, Rol
from trajecten.enums import Ernst
from trajecten.models import Besluitmoment, Deelname, Traject
from trajecten.signalen import Regel, Waarneming

# A traject just begun is not complaining: the first week the roles are being filled.
EERSTE_WEEK = 7


@dataclass(frozen=True)
class Kader:
    """Snapshot: what the rules over the frame look at."""

    slug: str
    dag: date
    begonnen: date
    planperiode_eind: date
    kerngroep_max: int
    rollen: tuple[str, ...]
    zonder_besluit: tuple[tuple[int, str, date], ...] = ()

    @property
    def kerngroep(self) -> int:
        """How many people are in the kerngroep."""
        return sum(1 for rol in self.rollen if rol in KERNGROEP)


def kader(traject: Traject, now: datetime) -> Kader:
    """The snapshot of one traject at ``now``; two queries."""
    dag = klok.vandaag(now)
    voorbij = Besluitmoment.objects.for_traject(traject).nog_open().filter(datum__lt=dag).order_by("datum", "pk")
    return Kader(
        slug=traject.slug,
        dag=dag,
        begonnen=klok.vandaag(traject.created_at),
        planperiode_eind=traject.planperiode_eind,
        kerngroep_max=traject.kerngroep_max,
        rollen=tuple(Deelname.objects.filter(traject=traject).values_list("rol", flat=True)),
        zonder_besluit=tuple(voorbij.values_list("pk", "onderwerp", "datum")),
    )


def te_grote_kerngroep(k: Kader) -> Iterator[Waarneming]:
    """More people than the norm (M2)."""
    if k.kerngroep > k.kerngroep_max:
        yield Waarneming(
            "kerngroep",
            _("De kerngroep telt %(n)s mensen; afgesproken is hooguit %(max)s.")
            % {"n": k.kerngroep, "max": k.kerngroep_max},
            reverse("kerngroep", kwargs={"slug": k.slug}),
            _("Kijk wie meelezer kan worden"),
        )


def ontbrekende_rol(k: Kader) -> Iterator[Waarneming]:
    """Opdrachtgever and opdrachtnemer are both in the kerngroep (M2)."""
    if (k.dag - k.begonnen).days < EERSTE_WEEK:
        return
    for rol in (Rol.OPDRACHTGEVER, Rol.OPDRACHTNEMER):
        if rol not in k.rollen:
            yield Waarneming(
                rol.value,
                _("Er zit nog geen %(rol)s in de kerngroep.") % {"rol": rol.label},
                reverse("kerngroep", kwargs={"slug": k.slug}),
                _("Nodig een %(rol)s uit") % {"rol": rol.label},
            )


def planperiode_voorbij(k: Kader) -> Iterator[Waarneming]:
    """The planperiode is overrun (M1)."""
    dagen = (k.dag - k.planperiode_eind).days
    if dagen > 0:
        yield Waarneming(
            "planperiode",
            ngettext(
                "De planperiode is sinds %(dagen)s dag voorbij.",
                "De planperiode is al %(dagen)s dagen voorbij.",
                dagen,
            )
            % {"dagen": dagen},
            reverse("instellingen", kwargs={"slug": k.slug}),
            _("Rond af, of spreek een nieuwe einddatum af"),
        )


def besluitmoment_voorbij(k: Kader) -> Iterator[Waarneming]:
    """The day of a decision has passed, and nobody wrote down what was decided (M81)."""
    for nummer, onderwerp, datum in k.zonder_besluit:
        yield Waarneming(
            f"besluitmoment:{nummer}",
            _("Op %(dag)s zou er besloten worden: %(onderwerp)s. Het besluit staat er nog niet.")
            % {"dag": date_format(datum, "j F"), "onderwerp": onderwerp},
            reverse("besluitmoment", kwargs={"slug": k.slug, "nummer": nummer}),
            _("Leg het besluit vast of kies een andere dag"),
        )


REGELS = [
    Regel(
        "kerngroep.te_groot",
        "M2",
        Ernst.LAAG,
        gettext_lazy("Een kleine kerngroep kookt sneller: hoe meer koks, hoe meer er vooraf vergaderd wordt."),
        te_grote_kerngroep,
    ),
    Regel(
        "kerngroep.rol_ontbreekt",
        "M2",
        Ernst.HOOG,
        gettext_lazy(
            "Wie het vraagt en wie het doet, zijn samen één team. Zonder een van beide loopt het proces mank."
        ),
        ontbrekende_rol,
    ),
    Regel(
        "planperiode.voorbij",
        "M1",
        Ernst.MIDDEN,
        gettext_lazy("Een korte planperiode houdt de vaart erin. Wie lang plant, verliest mensen die willen doen."),
        planperiode_voorbij,
    ),
    Regel(
        "besluitmoment.voorbij",
        "M81",
        Ernst.MIDDEN,
        gettext_lazy("De raad stuurt op hoofdlijnen. Dan moet duidelijk zijn wat er besloten is, en wat nog niet."),
        besluitmoment_voorbij,
    ),
]
