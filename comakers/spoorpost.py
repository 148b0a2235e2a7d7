"""The mail with news about one's contributions: bundled, at the pace a persoon chose, never when nothing happened.

What counts as news says ``selectors.spoor.nieuwe_stappen``; each step is told once (M27). Delivered, the mail is a
terugkoppeling; it resets the clock of results only when something really came of it (M38).
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from berichten.enums import BerichtStaat
from berichten.herinneringen import register as dagelijks
from berichten.models import Bericht
from berichten.opmaak import persoonlijk_adres
from berichten.registratie import Aanleiding, Klasse, Knop, Mail, Punt, register
from berichten.services import plan_bericht
from comakers.enums import CoMakerStaat, Kanaal
from comakers.models import CoMaker, GemeldeStap, Herkomst, Terugkoppeling
from comakers.selectors.spoor import Stap, UitspraakSpoor, nieuwe_stappen
from leefsturing.lib import klok
from trajecten.enums import MailRitme
from trajecten.models import Traject

NAAM = "spoor.nieuws"
HOOGUIT = 6
CITAAT = 140
CITATEN = 2
# Per pace: at least so many days between two, and the period within which there is one at most.
RITMES: dict[str, tuple[int, Callable[[date], str]]] = {
    MailRitme.DIRECT: (1, date.isoformat),
    MailRitme.WEKELIJKS: (7, lambda dag: f"{dag:%G-W%V}"),
    MailRitme.MAANDELIJKS: (30, lambda dag: f"{dag:%Y-%m}"),
}
_ONDERWEG = (BerichtStaat.GEPLAND, BerichtStaat.BEZIG, BerichtStaat.OVERGEDRAGEN, BerichtStaat.ONZEKER)


def periode_op(dag: date, ritme: str, laatst: date | None) -> str | None:
    """The period of a mail on ``dag``, or None when the pace does not let one go; pure."""
    if ritme not in RITMES:
        return None
    dagen, naam = RITMES[ritme]
    if laatst is not None and dag - laatst < timedelta(days=dagen):
        return None
    return naam(dag)


def _laatst(comaker: CoMaker) -> date | None:
    rij = (
        Bericht.objects.filter(persoon=comaker.persoon_id, aanleiding=NAAM, verzonden_op__isnull=False)
        .order_by("-verzonden_op")
        .first()
    )
    return klok.vandaag(rij.verzonden_op) if rij else None


def plan_nieuws(traject: Traject, dag: date, now: datetime) -> int:
    """Part of the daily run: writes a mail down for every co-maker who has news and may be mailed; how many."""
    aantal = 0
    mensen = CoMaker.objects.for_traject(traject).actief().filter(persoon__gewist_op=None)
    onderweg = Bericht.objects.filter(traject=traject, aanleiding=NAAM, staat__in=_ONDERWEG).values("persoon")
    for comaker in mensen.exclude(persoon__in=onderweg).select_related("persoon", "traject"):
        periode = periode_op(dag, comaker.persoon.mail_ritme, _laatst(comaker))
        if periode and nieuwe_stappen(comaker, now=now):
            plan_bericht(
                aanleiding=NAAM,
                persoon=comaker.persoon,
                onderwerp_id=f"comaker:{comaker.pk}",
                periode=periode,
                traject=traject,
                now=now,
            )
            aantal += 1
    return aantal


def _comaker(bericht: Bericht) -> CoMaker | None:
    return CoMaker.objects.select_related("persoon", "traject").filter(persoon=bericht.persoon_id).first()


def mag_nog(bericht: Bericht) -> str | None:
    """Asked just before sending: a reason not to."""
    comaker = _comaker(bericht)
    if comaker is None or comaker.staat == CoMakerStaat.AFGEHAAKT:
        return str(_("Deze persoon doet niet meer mee."))
    if periode_op(klok.vandaag(), comaker.persoon.mail_ritme, _laatst(comaker)) is None:
        return str(_("Deze persoon kreeg net al bericht, of wil minder mail."))
    return None if nieuwe_stappen(comaker) else str(_("Er is niets nieuws te vertellen."))


def _kort(gezegd: str) -> str:
    return gezegd if len(gezegd) <= CITAAT else gezegd[: CITAAT - 1].rstrip() + "…"


def _punten(nieuws: list[tuple[UitspraakSpoor, Stap]]) -> list[Punt]:
    """Each thing that happened once, with the own words it happened to; a few of each, then how many more."""
    per_zin: dict[str, list[str]] = {}
    for een, stap in nieuws:
        per_zin.setdefault(stap.zin, []).append(een.uitspraak.tekst)
    punten = []
    for zin, gezegd in per_zin.items():
        woorden = ", ".join(f"“{_kort(tekst)}”" for tekst in gezegd[:CITATEN])
        meer = len(gezegd) - CITATEN
        uitleg = (
            ngettext("Jij zei: %(woorden)s en nog %(n)s ding.", "Jij zei: %(woorden)s en nog %(n)s dingen.", meer)
            if meer > 0
            else _("Jij zei: %(woorden)s")
        )
        punten.append(Punt(zin, uitleg=uitleg % {"woorden": woorden, "n": meer}))
    return punten


def maak(bericht: Bericht, now: datetime) -> Mail:
    """What happened, in a few sentences, each beside the own words."""
    comaker = _comaker(bericht)
    if comaker is None:
        raise ValueError("geen co-maker bij dit bericht")
    nieuws = nieuwe_stappen(comaker, now=now)
    ritme = comaker.persoon.get_mail_ritme_display()
    return Mail(
        titel=ngettext("Er is iets gebeurd met wat je zei", "Er is van alles gebeurd met wat je zei", len(nieuws)),
        alineas=[
            _("Dag %(naam)s,") % {"naam": comaker.persoon.aanhef},
            _("Je gaf ons iets mee voor %(wijk)s. Dit is ermee gebeurd:") % {"wijk": comaker.traject.wijk},
        ],
        punten=_punten(nieuws)[:HOOGUIT],
        knop=Knop(_("Bekijk alles"), persoonlijk_adres(bericht, "/mijn/spoor/", now=now)),
        slot=[_("We mailen je hierover %(ritme)s. Op je pagina kun je dat veranderen.") % {"ritme": ritme}],
    )


def bezorgd(bericht: Bericht) -> None:
    """They heard it: each step that stood in the mail is told, and the clock of silence starts again."""
    comaker = _comaker(bericht)
    if comaker is None or Terugkoppeling.objects.filter(bericht=bericht).exists():
        return
    op = bericht.verzonden_op or klok.nu()
    nieuws = nieuwe_stappen(comaker, now=op)
    gemeld = [(een, stap) for een, stap in nieuws if not bericht.tekst or stap.zin in bericht.tekst]
    GemeldeStap.objects.bulk_create(
        [
            GemeldeStap(traject_id=comaker.traject_id, comaker=comaker, kenmerk=een.kenmerk(stap), op=op)
            for een, stap in gemeld
        ],
        ignore_conflicts=True,
    )
    Terugkoppeling.objects.create(
        bericht=bericht,
        traject_id=bericht.traject_id,
        comaker=comaker,
        kanaal=Kanaal.SPOOR,
        op=op,
        tekst=" ".join(stap.zin for _een, stap in gemeld)[:500],
        is_resultaat=any(stap.is_resultaat for _een, stap in gemeld),
    )


def meld_als_verteld(*, comaker: CoMaker, product: Herkomst, op: datetime) -> None:
    """Another mail told what became of this product: the mail with news does not tell it again (M27)."""
    begin = f"{product._meta.label_lower}:{product.pk}:"
    GemeldeStap.objects.bulk_create(
        [
            GemeldeStap(traject_id=comaker.traject_id, comaker=comaker, kenmerk=een.kenmerk(stap), op=op)
            for een, stap in nieuwe_stappen(comaker, now=op)
            if stap.sleutel.startswith(begin)
        ],
        ignore_conflicts=True,
    )


def meld_aan() -> None:
    """Called once, when the app is ready."""
    register.aanleiding(
        Aanleiding(
            NAAM,
            Klasse.B,
            render=maak,
            mag_nog=mag_nog,
            bezorgd=bezorgd,
            is_nieuws=True,
            omschrijving=gettext_lazy("nieuws over wat iemand zei"),
        )
    )
    dagelijks.elke_dag(plan_nieuws)
