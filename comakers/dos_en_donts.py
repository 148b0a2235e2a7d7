"""What helps and what harms in a gesprek, in our own words; at hand before and during it (M7, M24)."""

from django.utils.translation import gettext_lazy as _

DOEN = [
    _("Neem mee wat je hoort: ideeën van de ander komen herkenbaar terug in het plan."),
    _("Zoek naar wat je nog niet wist. Een verrassend antwoord is meer waard dan jouw kennis."),
    _("Vraag door naar oplossingen: hoe zou jij dat doen, en wie kan daarbij helpen?"),
    _("Leg zelf ook een idee op tafel. Wie iets geeft, krijgt iets terug."),
    _("Durf je eigen plan te bouwen op wat de ander bedenkt; zo wordt het van jullie samen."),
    _("Weet vooraf wat je zoekt: een richting, een bondgenoot, een eerste stap."),
    _("Schrijf snel een kort verslag waar de ander blij van wordt."),
]
NIET_DOEN = [
    _("Ga niet in debat. Je hoeft niemand te overtuigen."),
    _("Begin niet met het probleem van de gemeente en hoe zij dat gaat oplossen."),
    _("Zoek niet naar wat er mis kan gaan met een idee; dat komt later vanzelf."),
    _("Gebruik je kennis niet om gelijk te krijgen."),
    _("Werk geen vragenlijst af; alleen de kernvraag ligt vast."),
    _("Beloof niets zonder naam en datum erbij."),
    _("Laat het na het gesprek niet stil worden."),
]
KERNVRAAG = _(
    "Stel je de wijk voor over tien tot twintig jaar. Welke drie dingen moeten dan echt veranderd zijn? "
    "En wat zie je dan niet meer?"
)
