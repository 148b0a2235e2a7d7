"""The verslag beside what it was made from: versions, paragraphs with remarks, and who has to answer (M25)."""

from dataclasses import dataclass, field

from comakers.enums import OpmerkingStaat
from comakers.models import Akkoord, Opmerking, Verslag, VerslagVersie
from comakers.selectors.verschillen import verschil


@dataclass
class Alinea:
    """A paragraph of the version that the co-maker reads, with the remarks beside it."""

    code: str
    bron: str
    staat_nog: bool
    opmerkingen: list[Opmerking] = field(default_factory=list)


@dataclass(frozen=True)
class VerslagBeeld:
    """What the page of a verslag shows besides its text."""

    laatste: VerslagVersie | None
    alineas: list[Alinea]
    oudere: list[Opmerking]
    open_opmerkingen: int
    akkoorden: list[Akkoord]
    aantal_versies: int
    is_veranderd: bool

    @property
    def heeft_opmerkingen(self) -> bool:
        """Whether there is anything to put beside the paragraphs."""
        return any(alinea.opmerkingen for alinea in self.alineas)


def verslag_beeld(verslag: Verslag | None) -> VerslagBeeld:
    """Paragraphs of the last shared version with their remarks; remarks on words that are gone stand apart."""
    if verslag is None or not verslag.pk:
        return VerslagBeeld(None, [], [], 0, [], 0, False)
    versies = list(verslag.versies.order_by("nummer"))
    laatste = versies[-1] if versies else None
    opmerkingen = list(verslag.opmerkingen.select_related("persoon", "afgehandeld_door", "versie").order_by("id"))
    nu = {code for code, _bron in verslag.alineas}
    delen = [Alinea(code, bron, code in nu) for code, bron in (laatste.alineas if laatste else [])]
    per_code = {alinea.code: alinea for alinea in delen}
    oudere = []
    for opmerking in opmerkingen:
        opmerking.kan_over = bool(opmerking.voorstel) and opmerking.alinea in nu
        if opmerking.alinea in per_code:
            per_code[opmerking.alinea].opmerkingen.append(opmerking)
        else:
            oudere.append(opmerking)
    return VerslagBeeld(
        laatste=laatste,
        alineas=delen,
        oudere=oudere,
        open_opmerkingen=sum(1 for o in opmerkingen if o.staat == OpmerkingStaat.OPEN),
        akkoorden=list(
            Akkoord.objects.filter(versie__verslag=verslag).select_related("persoon", "versie").order_by("op", "id")
        ),
        aantal_versies=len(versies),
        is_veranderd=laatste is not None and laatste.tekst != verslag.tekst,
    )


@dataclass(frozen=True)
class VersieVergelijking:
    """Two versions side by side; ``tot`` None is the working text."""

    versies: list[VerslagVersie]
    van: VerslagVersie
    tot: VerslagVersie | None
    delen: list[tuple[str, str]]


def vergelijking(verslag: Verslag, van: int | None, tot: int | None) -> VersieVergelijking | None:
    """The versions and the difference between two of them; by default the last one against what it came from."""
    versies = list(verslag.versies.select_related("door").order_by("nummer"))
    if not versies:
        return None
    per_nummer = {v.nummer: v for v in versies}
    nieuw = per_nummer.get(tot or 0)
    if nieuw is None and (tot is not None or verslag.tekst == versies[-1].tekst):
        nieuw = versies[-1]
    oud = per_nummer.get(van or 0) or (versies[-2] if nieuw is versies[-1] and len(versies) > 1 else versies[-1])
    return VersieVergelijking(versies, oud, nieuw, verschil(oud.tekst, nieuw.tekst if nieuw else verslag.tekst))
