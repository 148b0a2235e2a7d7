"""What a persoon finds on the own page: what waits, who to call, what was promised."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from comakers.enums import VerslagStaat
from comakers.models import Akkoord, CoMaker, Opmerking, Toezegging, Uitspraak, Verslag, VerslagVersie
from plannen.models import Plan
from toegang.enums import KERNGROEP, Rol
from toegang.models import Gebruiker
from trajecten.models import Deelname, Persoon


@dataclass(frozen=True)
class MijnVerslag:
    """A verslag as its co-maker sees it: the latest shared version, own remarks, own agreement."""

    verslag: Verslag
    versie: VerslagVersie
    opmerkingen: list[Opmerking]
    akkoord_op: datetime | None
    vorige_akkoord: bool

    @property
    def gesprek(self) -> Any:
        """The gesprek it is of."""
        return self.verslag.gesprek

    @property
    def is_aangepast(self) -> bool:
        """Whether a newer version came after the first one."""
        return self.versie.nummer > 1

    @property
    def wacht_op_ons(self) -> bool:
        """Own remarks on this version that the kerngroep did not answer yet."""
        return any(o.staat == "open" for o in self.opmerkingen if o.versie_id == self.versie.pk)

    @property
    def kan_reageren(self) -> bool:
        """Whether remarks and agreement are still taken."""
        return self.verslag.staat in {VerslagStaat.GEDEELD, VerslagStaat.OPMERKINGEN}

    @property
    def wacht_op_mij(self) -> bool:
        """Shared, and not agreed with in this version."""
        return self.akkoord_op is None and self.kan_reageren

    @property
    def alineas(self) -> list[dict[str, Any]]:
        """Each paragraph with the own remarks on it, the older ones too when the words are the same."""
        return [
            {"id": code, "bron": bron, "opmerkingen": [o for o in self.opmerkingen if o.alinea == code]}
            for code, bron in self.versie.alineas
        ]

    @property
    def losse_opmerkingen(self) -> list[Opmerking]:
        """Own remarks on words that are not in the text any more."""
        codes = {code for code, _bron in self.versie.alineas}
        return [o for o in self.opmerkingen if o.alinea not in codes]


def mijn_verslagen(persoon: Persoon) -> QuerySet[Verslag]:
    """Shared verslagen with what their pages need; a fixed number of queries."""
    return (
        Verslag.objects.visible_to(persoon)
        .select_related("gesprek")
        .prefetch_related(
            Prefetch("versies", VerslagVersie.objects.order_by("-nummer"), to_attr="op_volgorde"),
            Prefetch("opmerkingen", Opmerking.objects.visible_to(persoon).order_by("created_at"), to_attr="van_mij"),
            Prefetch("versies__akkoorden", Akkoord.objects.filter(persoon=persoon), to_attr="van_mij"),
        )
        .order_by("-gedeeld_op")
    )


def als_mijn(verslag: Verslag) -> MijnVerslag:
    """What ``mijn_verslagen`` fetched, as its page reads it."""
    versies: list[Any] = verslag.op_volgorde  # type: ignore[attr-defined]
    laatste = versies[0]
    akkoord = next((a for a in _van_mij(verslag, laatste.pk)), None)
    return MijnVerslag(
        verslag,
        laatste,
        list(verslag.van_mij),  # type: ignore[attr-defined]
        akkoord.op if akkoord else None,
        any(_van_mij(verslag, v.pk) for v in versies[1:]),
    )


def _van_mij(verslag: Any, versie: int) -> list[Akkoord]:
    return next((list(v.van_mij) for v in verslag.versies.all() if v.pk == versie), [])


def comaker_van(persoon: Persoon) -> CoMaker | None:
    """The persoon as co-maker, with the frame; None for who is only a trekker."""
    return (
        CoMaker.objects.visible_to(persoon).select_related("traject", "persoon", "contactpersoon", "categorie").first()
    )


def contactpersoon(persoon: Persoon, comaker: CoMaker | None) -> Gebruiker | None:
    """Whom to call: the one named, else somebody of the kerngroep who does the work."""
    if comaker and comaker.contactpersoon and comaker.contactpersoon.is_active:
        return comaker.contactpersoon
    voorkeur = [Rol.OPDRACHTNEMER, Rol.KERNGROEPLID, Rol.OPDRACHTGEVER]
    leden = Deelname.objects.filter(
        traject=persoon.traject_id, rol__in=KERNGROEP, gebruiker__is_active=True
    ).select_related("gebruiker")
    gevonden = sorted(leden, key=lambda d: (voorkeur.index(Rol(d.rol)), d.pk))
    return gevonden[0].gebruiker if gevonden else None


def beloften(comaker: CoMaker) -> QuerySet[Toezegging]:
    """What was promised to this co-maker and is not done yet, the nearest first."""
    return Toezegging.objects.filter(comaker=comaker, nagekomen_op=None).order_by("uiterlijk", "pk")


@dataclass(frozen=True)
class Keuze:
    """One statement with what the persoon chose about it; empty when nothing was chosen yet."""

    uitspraak: Uitspraak

    @property
    def gekozen(self) -> str:
        """The choice, when it was made on purpose."""
        return self.uitspraak.toestemming if self.uitspraak.toestemming_op else ""

    @property
    def doel(self) -> str:
        """Where it stands on the page."""
        return f"u-{self.uitspraak.pk}"


def mijn_uitspraken(persoon: Persoon) -> QuerySet[Uitspraak]:
    """What the persoon said, in the order in which it was said."""
    return (
        Uitspraak.objects.visible_to(persoon)
        .select_related("gesprek", "comaker__categorie")
        .order_by("created_at", "pk")
    )


def laatste_plan(persoon: Persoon) -> Plan | None:
    """The newest version that was put before the co-makers."""
    return Plan.objects.visible_to(persoon).defer("inhoud").order_by("-nummer").first()
