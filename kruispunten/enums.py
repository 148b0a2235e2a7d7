from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Middelsoort(TextChoices):
    """What people bring in or look for (M76)."""

    GELD = "geld", _("geld")
    UREN = "uren", _("uren")
    RUIMTE = "ruimte", _("ruimte")
    MENSEN = "mensen", _("mensen")
    PUBLIEK = "publiek", _("publiek")
    SPULLEN = "spullen", _("spullen")


class ZoektBiedt(TextChoices):
    """Which way a means goes."""

    ZOEKT = "zoekt", _("zoekt")
    BIEDT = "biedt", _("biedt")


class KruispuntStaat(TextChoices):
    """Where a kruispunt is; back is allowed too."""

    BENOEMD = "benoemd", _("benoemd")
    IN_ATELIER = "in_atelier", _("in atelier")
    IN_UITVOERING = "in_uitvoering", _("in uitvoering")
    AFGEROND = "afgerond", _("afgerond")


class CombinatieSoort(TextChoices):
    """Where a combinatie takes place (M61)."""

    RUIMTE = "ruimte", _("in ruimte")
    ACTIVITEIT = "activiteit", _("in activiteit")


class KansSoort(TextChoices):
    """Why the product suggests a combination."""

    ZOEKT_BIEDT = "zoekt_biedt", _("de een zoekt wat de ander biedt")
    ZELFDE_THEMA = "zelfde_thema", _("twee werelden delen een thema")


class KansStaat(TextChoices):
    """What people did with a suggestion."""

    NIEUW = "nieuw", _("nieuw")
    OPGEPAKT = "opgepakt", _("opgepakt")
    WEGGELEGD = "weggelegd", _("weggelegd")


class AtelierSoort(TextChoices):
    """What an atelier is for (M70, M75)."""

    KRUISPUNT = "kruispunt", _("rond een kruispunt")
    VOORTGANG = "voortgang", _("voortgang")
    NIEUWE_INITIATIEVEN = "nieuwe_initiatieven", _("nieuwe initiatieven")


class AtelierStaat(TextChoices):
    """Where an atelier is."""

    VOORBEREIDING = "voorbereiding", _("in voorbereiding")
    UITGENODIGD = "uitgenodigd", _("uitgenodigd")
    GESLOTEN = "gesloten", _("gesloten")
    AFGELAST = "afgelast", _("gaat niet door")


class Antwoordsoort(TextChoices):
    """What somebody invited answered."""

    OPEN = "open", _("nog geen antwoord")
    JA = "ja", _("komt")
    NEE = "nee", _("komt niet")


class IdeeWerd(TextChoices):
    """What became of a card when the atelier closed."""

    OPEN = "open", _("nog open")
    PROJECT = "project", _("werd een project")
    AFSPRAAK = "afspraak", _("werd een afspraak")
    BEWAARD = "bewaard", _("bewaard voor later")
    NIET = "niet", _("doen we niet")


# How each state of an atelier, each answer and each fate of a card looks (the kinds of ``<c-status>``).
STATUS_SOORT = {
    AtelierStaat.VOORBEREIDING: "rust",
    AtelierStaat.UITGENODIGD: "loopt",
    AtelierStaat.GESLOTEN: "gelukt",
    AtelierStaat.AFGELAST: "stil",
}
ANTWOORD_SOORT = {
    Antwoordsoort.OPEN: "wacht",
    Antwoordsoort.JA: "gelukt",
    Antwoordsoort.NEE: "stil",
}
KRUISPUNT_SOORT = {
    KruispuntStaat.BENOEMD: "rust",
    KruispuntStaat.IN_ATELIER: "wacht",
    KruispuntStaat.IN_UITVOERING: "loopt",
    KruispuntStaat.AFGEROND: "gelukt",
}
WERD_SOORT = {
    IdeeWerd.OPEN: "wacht",
    IdeeWerd.PROJECT: "gelukt",
    IdeeWerd.AFSPRAAK: "gelukt",
    IdeeWerd.BEWAARD: "rust",
    IdeeWerd.NIET: "stil",
}
