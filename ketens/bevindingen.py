"""What the chain of chains tells, in plain words: where it hangs on one, where it breaks, what stands alone (M73)."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketens.graaf import Graaf

MEESTE_VAN_EEN_SOORT = 3
_GETALLEN = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")


def in_woorden(n: int) -> str:
    """A small number as a word, a larger one in figures."""
    return _GETALLEN[n] if n < len(_GETALLEN) else str(n)


def bevindingen(graaf: Graaf) -> list[str]:
    """A few sentences, what presses most first."""
    soorten = (_gebroken, _een_brug, _zonder_sterkste, _veelvoud, _alleen)
    return [zin for soort in soorten for zin in islice(soort(graaf), MEESTE_VAN_EEN_SOORT)]


def _dragers(graaf: Graaf, keten: str) -> list[str]:
    return [r.ander for r in graaf.per_keten[keten] if r.soort != "project"]


def _gebroken(graaf: Graaf) -> Iterator[str]:
    for keten in graaf.ketens:
        dragers = [r for r in graaf.per_keten[keten.sleutel] if r.soort != "project"]
        n = sum(r.soort == "gebroken" for r in dragers)
        if n:
            yield ngettext(
                "Van de %(alle)s schakels van “%(keten)s” is er één gebroken.",
                "Van de %(alle)s schakels van “%(keten)s” zijn er %(n)s gebroken.",
                n,
            ) % {"alle": in_woorden(len(dragers)), "keten": keten.naam, "n": in_woorden(n)}


def _een_brug(graaf: Graaf) -> Iterator[str]:
    """Two ketens that hold on to each other through one partij or mens only."""
    gedeeld: dict[tuple[str, str], list[str]] = defaultdict(list)
    for sleutel in graaf.bruggen:
        for paar in combinations(graaf.ketens_van[sleutel], 2):
            gedeeld[paar].append(sleutel)
    for (een, ander), wie in gedeeld.items():
        if len(wie) != 1 or graaf.op_sleutel[wie[0]].soort == "project":
            continue
        knoop = graaf.op_sleutel[wie[0]]
        zin = (
            _("Deze twee ketens hangen aan één mens: “%(een)s” en “%(ander)s” aan %(wie)s.")
            if knoop.soort == "mens"
            else _("Deze twee ketens hangen aan één partij: “%(een)s” en “%(ander)s” aan %(wie)s.")
        )
        yield zin % {
            "een": graaf.op_sleutel[een].naam,
            "ander": graaf.op_sleutel[ander].naam,
            "wie": knoop.naam,
        }


def _zonder_sterkste(graaf: Graaf) -> Iterator[str]:
    for keten in graaf.ketens:
        if "sterk" in graaf.mist(keten.sleutel):
            if _dragers(graaf, keten.sleutel):
                yield _("“%(keten)s” heeft nog geen sterke schakel om mee te beginnen.") % {"keten": keten.naam}
            else:
                yield _("“%(keten)s” heeft nog niemand die hem draagt.") % {"keten": keten.naam}


def _veelvoud(graaf: Graaf) -> Iterator[str]:
    """Who sits in three ketens or more carries much."""
    for sleutel in graaf.bruggen:
        n = len(graaf.ketens_van[sleutel])
        knoop = graaf.op_sleutel[sleutel]
        if n > 2 and knoop.soort != "project":
            yield _("%(wie)s zit in %(n)s ketens. Dat verbindt, en het is veel voor één.") % {
                "wie": knoop.naam,
                "n": in_woorden(n),
            }


def _alleen(graaf: Graaf) -> Iterator[str]:
    los = [k for k in graaf.ketens if all(len(graaf.ketens_van[r.ander]) == 1 for r in graaf.per_keten[k.sleutel])]
    if len(graaf.ketens) > 1 and los:
        if len(los) == 1:
            yield _("“%(keten)s” staat nog los van de andere ketens.") % {"keten": los[0].naam}
        else:
            yield _("%(n)s ketens staan nog los van de andere: %(namen)s.") % {
                "n": in_woorden(len(los)).capitalize(),
                "namen": ", ".join(f"“{k.naam}”" for k in los[:6]),
            }
