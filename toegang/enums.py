from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Rol(TextChoices):
    """As what somebody takes part; the first five are given per traject, the others follow from how one comes in."""

    OPDRACHTGEVER = "opdrachtgever", _("opdrachtgever")
    OPDRACHTNEMER = "opdrachtnemer", _("opdrachtnemer")
    KERNGROEPLID = "kerngroeplid", _("kerngroeplid")
    RAADSLID = "raadslid", _("raadslid")
    MEELEZER = "meelezer", _("meelezer")
    BEHEERDER = "beheerder", _("beheerder")
    PERSOON = "persoon", _("co-maker")
    INGELOGD = "ingelogd", _("ingelogd")
    IEDEREEN = "iedereen", _("iedereen")


# What each role is, in words a project leader uses; shown where roles are given.
ROL_UITLEG = {
    Rol.OPDRACHTGEVER: _("Is namens het stadsdeel verantwoordelijk. Doet alles in het traject en leest het logboek."),
    Rol.OPDRACHTNEMER: _("Voert het proces uit, samen met de opdrachtgever in één team."),
    Rol.KERNGROEPLID: _("Werkt dagelijks mee: gesprekken, verslagen, thema's en het plan."),
    Rol.RAADSLID: _("Stuurt op hoofdlijnen. Ziet de raadspagina, pijlers en het plan, niets over personen."),
    Rol.MEELEZER: _("Leest mee met de kerngroep, verandert niets en ziet geen contactgegevens."),
    Rol.BEHEERDER: _("Beheert accounts van de hele installatie en ziet geen inhoud van trajecten."),
    Rol.PERSOON: _("Komt binnen via een eigen link en ziet alleen de eigen bijdrage."),
    Rol.INGELOGD: _("Iedereen met een account."),
    Rol.IEDEREEN: _("Iedereen, ook zonder account."),
}

KERNGROEP = frozenset({Rol.OPDRACHTGEVER, Rol.OPDRACHTNEMER, Rol.KERNGROEPLID})
TRAJECTROLLEN = KERNGROEP | {Rol.RAADSLID, Rol.MEELEZER}
