"""The message that lays the plan before a co-maker: what of yours is in it (M27, M29)."""

from datetime import datetime

from django.db.models import Max
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from berichten.models import Bericht
from berichten.opmaak import persoonlijk_adres
from berichten.registratie import Aanleiding, Klasse, Knop, Mail, Punt, register
from comakers.enums import Kanaal
from comakers.models import CoMaker, Terugkoppeling
from comakers.spoorpost import meld_als_verteld
from leefsturing.lib import klok
from plannen import selectors
from plannen.models import Plan, PlanReactie
from plannen.services.reacties import AANLEIDING_ANTWOORD

NAAM = "plan.gepresenteerd"


def _plan(bericht: Bericht) -> Plan | None:
    return Plan.objects.select_related("traject").filter(pk=bericht.onderwerp, traject=bericht.traject_id).first()


def mag_nog(bericht: Bericht) -> str | None:
    """Asked just before sending: a reason not to, when nothing of this person is in the plan any more."""
    plan = _plan(bericht)
    if plan is None or plan.is_concept:
        return _("Deze versie is niet voorgelegd.")
    if bericht.persoon is None or not selectors.van_mij_in(plan, bericht.persoon).exists():
        return _("Er staat niets meer van deze persoon in het plan.")
    return None


def maak(bericht: Bericht, now: datetime) -> Mail:
    """Their own words, and the way to the plan."""
    plan, persoon = _plan(bericht), bericht.persoon
    if plan is None or persoon is None:
        raise ValueError("geen plan of persoon bij dit bericht")
    mijn = list(selectors.van_mij_in(plan, persoon))
    adres = persoonlijk_adres(bericht, reverse("mijn_plan", kwargs={"uid": plan.uid}))
    return Mail(
        titel=_("Het plan voor %(wijk)s ligt er. Dit is van jou") % {"wijk": plan.traject.wijk},
        alineas=[
            _("Het concept van het plan van aanpak is klaar. Er zitten woorden van jou in:"),
        ],
        punten=[Punt("“" + u.tekst + "”") for u in mijn[:10]],
        knop=Knop(_("Lees het plan"), adres),
        slot=[
            _("Klopt het? Dat kun je op die pagina zeggen, met één tik. Ook per stuk."),
            _("Zonder jouw akkoord gebruiken we je naam niet."),
        ],
    )


def bezorgd(bericht: Bericht) -> None:
    """They really got it: the clocks of silence and of results start again (M27, M38)."""
    comaker = CoMaker.objects.select_related("traject").filter(persoon=bericht.persoon_id).first()
    plan, op = _plan(bericht), bericht.verzonden_op or klok.nu()
    if comaker is not None and plan is not None:
        meld_als_verteld(comaker=comaker, product=plan, op=op)
        Terugkoppeling.objects.get_or_create(
            bericht=bericht,
            defaults={
                "traject_id": bericht.traject_id,
                "comaker": comaker,
                "kanaal": Kanaal.PLAN,
                "op": op,
                "tekst": _("Het concept-plan, met wat daarin van jou is."),
                "is_resultaat": True,
            },
        )


# ── What the kerngroep says back ──────────────────────────────────────────────────────────────────────────


def te_vertellen(bericht: Bericht) -> list[PlanReactie]:
    """Answers to this person that no earlier mail about this plan told."""
    eerder = Bericht.objects.filter(
        persoon=bericht.persoon_id, aanleiding=bericht.aanleiding, onderwerp=bericht.onderwerp,
        verzonden_op__isnull=False,
    ).exclude(pk=bericht.pk)  # fmt: skip
    laatst = eerder.aggregate(laatst=Max("verzonden_op"))["laatst"]
    reacties = PlanReactie.objects.filter(
        plan=int(bericht.onderwerp), persoon=bericht.persoon_id, afgehandeld_op__isnull=False
    )
    return list((reacties.filter(afgehandeld_op__gt=laatst) if laatst else reacties).order_by("afgehandeld_op", "pk"))


def mag_antwoord_nog(bericht: Bericht) -> str | None:
    """Asked just before sending: a reason not to."""
    return None if te_vertellen(bericht) else str(_("Er is niets nieuws te vertellen."))


def maak_antwoord(bericht: Bericht, now: datetime) -> Mail:
    """What they wrote, and what is done with it."""
    plan, persoon = _plan(bericht), bericht.persoon
    if plan is None or persoon is None:
        raise ValueError("geen plan of persoon bij dit bericht")
    punten = [
        Punt(r.antwoord, uitleg=_("Jij schreef: “%(tekst)s”") % {"tekst": Truncator(r.tekst).chars(200)})
        for r in te_vertellen(bericht)
    ]
    return Mail(
        titel=_("We lazen wat je over het plan zei"),
        alineas=[
            _("Dag %(naam)s,") % {"naam": persoon.aanhef},
            _("Je liet ons weten wat je van het plan voor %(wijk)s vindt. Dit doen we ermee:")
            % {"wijk": plan.traject.wijk},
        ],
        punten=punten,
        knop=Knop(_("Bekijk het plan"), persoonlijk_adres(bericht, reverse("mijn_plan", kwargs={"uid": plan.uid}))),
    )


def antwoord_bezorgd(bericht: Bericht) -> None:
    """They heard back: the clock of silence starts again; a result it is not (M27, M38)."""
    comaker = CoMaker.objects.filter(persoon=bericht.persoon_id).first()
    if comaker is not None and not Terugkoppeling.objects.filter(bericht=bericht).exists():
        Terugkoppeling.objects.create(
            bericht=bericht,
            traject_id=bericht.traject_id,
            comaker=comaker,
            kanaal=Kanaal.SPOOR,
            op=bericht.verzonden_op or klok.nu(),
            tekst=" ".join(r.antwoord for r in te_vertellen(bericht))[:500],
        )


def meld_aan() -> None:
    """Called once, when the app is ready."""
    register.aanleiding(
        Aanleiding(
            NAAM,
            Klasse.A,
            render=maak,
            mag_nog=mag_nog,
            bezorgd=bezorgd,
            omschrijving=gettext_lazy("het plan ligt er, met wat daarin van jou is"),
        )
    )
    register.aanleiding(
        Aanleiding(
            AANLEIDING_ANTWOORD,
            Klasse.A,
            render=maak_antwoord,
            mag_nog=mag_antwoord_nog,
            bezorgd=antwoord_bezorgd,
            omschrijving=gettext_lazy("antwoord op wat iemand van het plan vindt"),
        )
    )
