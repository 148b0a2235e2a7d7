from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Schaal(TextChoices):
    """From near to far: where a development happens (M40)."""

    BUURT = "buurt", _("buurt")
    WIJK = "wijk", _("wijk")
    STADSDEEL = "stadsdeel", _("stadsdeel")
    STAD = "stad", _("stad")
    REGIO = "regio", _("regio")
    LAND = "land", _("land")
    WERELD = "wereld", _("wereld")


BOVEN_DE_WIJK = (Schaal.STADSDEEL, Schaal.STAD, Schaal.REGIO, Schaal.LAND, Schaal.WERELD)


class OntwikkelingSoort(TextChoices):
    """What kind of thing comes at the wijk (M40, M41)."""

    ONTWIKKELING = "ontwikkeling", _("ontwikkeling")
    INVESTERING = "investering", _("investering")
    BELEID = "beleid", _("beleid of programma")


class Werking(TextChoices):
    """How a development works out for the wijk, as the kerngroep sees it now."""

    KANS = "kans", _("biedt een kans")
    DRUK = "druk", _("zet onder druk")
    BEIDE = "beide", _("allebei, of nog open")


class Aspect(TextChoices):
    """The two sides of a streefbeeld, always shown beside each other (M51)."""

    SOCIAAL = "sociaal", _("sociaal")
    FYSIEK = "fysiek", _("fysiek-ruimtelijk")


class PuntSoort(TextChoices):
    """What one sees in the horizon year: something that is there then, or something that is gone (M23, M50)."""

    IS_ER = "is_er", _("dat is er dan")
    IS_WEG = "is_weg", _("dat zie je dan niet meer")


class StapSoort(TextChoices):
    """What a step of the way back names: near ones a result, far ones an effect (M6, M56)."""

    RESULTAAT = "resultaat", _("resultaat")
    EFFECT = "effect", _("effect")
