"""Dutch names: how they sort."""

import unicodedata


def sorteernaam(voornaam: str, tussenvoegsel: str, achternaam: str) -> str:
    """Key to sort by: achternaam, voornaam, tussenvoegsel; lower case, no diacritics, ij as y (NEN 1888 habit)."""

    def plat(deel: str) -> str:
        ontleed = unicodedata.normalize("NFKD", deel.casefold().replace("ij", "y"))
        return "".join(c for c in ontleed if not unicodedata.combining(c) and c not in "'’‘-").strip()

    delen = (plat(achternaam) or plat(voornaam), plat(voornaam), plat(tussenvoegsel))
    return " ".join(deel for deel in delen if deel)[:160]
