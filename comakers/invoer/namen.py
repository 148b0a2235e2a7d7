"""One full name in its three parts, as Dutch names are written."""

import re

_VOORVOEGSELS = frozenset({
    "van", "de", "der", "den", "het", "'t", "'s", "te", "ten", "ter", "in", "op", "aan", "bij", "onder", "over",
    "uit", "uijt", "tot", "voor", "la", "le", "les", "los", "las", "l'", "d'", "du", "des", "di", "da", "dos",
    "das", "do", "del", "della", "dello", "degli", "dal", "von", "vom", "zu", "zum", "zur", "und", "y", "e",
    "el", "al", "bin", "ben", "ibn", "abu", "ab", "af", "av", "d",
})  # fmt: skip
_VAST = re.compile(r"[dDlL]['’]\w")
TUSSENVOEGSEL_MAX = 20


def _is_voorvoegsel(woord: str) -> bool:
    return woord.casefold().replace("’", "'") in _VOORVOEGSELS


def _splits_achternaam(woorden: list[str]) -> tuple[str, str]:
    """The run of tussenvoegsels in front, and the rest; something is always left as achternaam."""
    voor: list[str] = []
    while len(woorden) > 1 and _is_voorvoegsel(woorden[0]) and len(" ".join([*voor, woorden[0]])) <= TUSSENVOEGSEL_MAX:
        voor.append(woorden[0])
        woorden = woorden[1:]
    return " ".join(voor), " ".join(woorden)


def splits_naam(naam: str) -> tuple[str, str, str]:
    """(voornaam, tussenvoegsel, achternaam) of "Jan van der IJssel", "IJssel, Jan van der" or "van Dijk, J."."""
    if "," in naam:
        achter, _komma, voor = (deel.strip() for deel in naam.partition(","))
        woorden = voor.split()
        tussen, achter = _splits_achternaam(achter.split()) if achter else ("", "")
        na = len(woorden)
        while na > 0 and _is_voorvoegsel(woorden[na - 1]) and len(" ".join(woorden[na - 1 :])) <= TUSSENVOEGSEL_MAX:
            na -= 1
        if not tussen and achter and na:
            return " ".join(woorden[:na]), " ".join(woorden[na:]), achter
        return " ".join(woorden), tussen, achter
    woorden = naam.split()
    if len(woorden) == 1:
        return woorden[0], "", ""
    for plaats, woord in enumerate(woorden):
        if plaats and _VAST.match(woord):
            return " ".join(woorden[:plaats]), "", " ".join(woorden[plaats:])
        if _is_voorvoegsel(woord) and plaats < len(woorden) - 1:
            tussen, achter = _splits_achternaam(woorden[plaats:])
            return " ".join(woorden[:plaats]), tussen, achter
    return " ".join(woorden[:-1]), "", " ".join(woorden[-1:])
