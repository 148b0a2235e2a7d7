from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CoMakerStaat(TextChoices):
    """How far the acquaintance is; any sensible jump is allowed."""

    VOORGESTELD = "voorgesteld", _("voorgesteld")
    BENADERD = "benaderd", _("benaderd")
    TOEGEZEGD = "toegezegd", _("doet mee")
    GESPROKEN = "gesproken", _("gesproken")
    BETROKKEN = "betrokken", _("betrokken")
    AFGEHAAKT = "afgehaakt", _("afgehaakt")


class Doel(TextChoices):
    """What a gesprek is for (M15, M55)."""

    PIJLERS = "pijlers", _("de pijlers vinden")
    COMAKER = "comaker", _("co-makersgesprek")
    ANDERS = "anders", _("ander gesprek of bijeenkomst")


class GesprekStaat(TextChoices):
    """Whether a gesprek was held."""

    GEPLAND = "gepland", _("gepland")
    GEVOERD = "gevoerd", _("gevoerd")
    VERVALLEN = "vervallen", _("ging niet door")


class KernSoort(TextChoices):
    """The two halves of the core question (M23)."""

    VERANDERD = "veranderd", _("dit moet veranderd zijn")
    VERDWENEN = "verdwenen", _("dit zie je dan niet meer")


class VerslagStaat(TextChoices):
    """Where a verslag is between kerngroep and co-maker (M25)."""

    CONCEPT = "concept", _("nog niet gedeeld")
    GEDEELD = "gedeeld", _("gedeeld")
    OPMERKINGEN = "opmerkingen", _("opmerkingen van de co-maker")
    AKKOORD = "akkoord", _("akkoord")


class UitspraakSoort(TextChoices):
    """What kind of thing somebody said."""

    IDEE = "idee", _("idee")
    WENS = "wens", _("wens")
    KANS = "kans", _("kans")
    ZORG = "zorg", _("zorg")
    INITIATIEF = "initiatief", _("initiatief")
    STREEFBEELDPUNT = "streefbeeldpunt", _("streefbeeld")


class Toestemming(TextChoices):
    """What a co-maker allows with a statement; travels along wherever the statement goes."""

    MET_NAAM = "met_naam", _("met mijn naam")
    ANONIEM = "anoniem", _("zonder mijn naam")
    NIET = "niet_gebruiken", _("niet gebruiken")


class Houding(TextChoices):
    """Whether a statement speaks for or against a pijler (M13)."""

    VOOR = "voor", _("pleit voor")
    TEGEN = "tegen", _("pleit tegen")


class OpmerkingStaat(TextChoices):
    """What the kerngroep did with a remark on a verslag."""

    OPEN = "open", _("nog niet bekeken")
    OVERGENOMEN = "overgenomen", _("overgenomen")
    BEANTWOORD = "beantwoord", _("beantwoord")


class Kanaal(TextChoices):
    """How a co-maker heard something (M27)."""

    VERSLAG = "verslag", _("verslag ontvangen")
    SPOOR = "spoor", _("bericht over de bijdrage")
    PLAN = "plan", _("concept-plan ontvangen")
    GESPREK = "gesprek", _("gesprek")
    BELLEN = "bellen", _("gebeld of gesproken")
    ATELIER = "atelier", _("atelier")


class InvoerStaat(TextChoices):
    """How far a file with co-makers is."""

    KOLOMMEN = "kolommen", _("kies de kolommen")
    NAKIJKEN = "nakijken", _("wordt nagekeken")
    NAGEKEKEN = "nagekeken", _("klaar om op te nemen")
    OPNEMEN = "opnemen", _("wordt opgenomen")
    KLAAR = "klaar", _("opgenomen")
    MISLUKT = "mislukt", _("niet gelukt")


class RijOordeel(TextChoices):
    """What a row of a file is."""

    NIEUW = "nieuw", _("nieuw")
    BEKEND = "bekend", _("staat er al")
    FOUT = "fout", _("klopt niet")


# How each state looks (see the component ``status``); the word beside it says it too.
STATUS_SOORT: dict[str, str] = {
    CoMakerStaat.VOORGESTELD: "rust",
    CoMakerStaat.BENADERD: "wacht",
    CoMakerStaat.TOEGEZEGD: "loopt",
    CoMakerStaat.GESPROKEN: "gelukt",
    CoMakerStaat.BETROKKEN: "gelukt",
    CoMakerStaat.AFGEHAAKT: "stil",
    GesprekStaat.GEPLAND: "loopt",
    GesprekStaat.GEVOERD: "gelukt",
    GesprekStaat.VERVALLEN: "stil",
    InvoerStaat.KOLOMMEN: "wacht",
    InvoerStaat.NAKIJKEN: "loopt",
    InvoerStaat.NAGEKEKEN: "wacht",
    InvoerStaat.OPNEMEN: "loopt",
    InvoerStaat.KLAAR: "gelukt",
    InvoerStaat.MISLUKT: "fout",
    VerslagStaat.CONCEPT: "rust",
    VerslagStaat.GEDEELD: "wacht",
    VerslagStaat.OPMERKINGEN: "let-op",
    VerslagStaat.AKKOORD: "gelukt",
}
