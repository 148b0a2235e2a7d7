"""The outbox of the example: the mails with which the verslagen went out, and three that a human must look at."""

from berichten.enums import BerichtStaat, Klasse
from berichten.models import Bericht
from berichten.opmaak import IN_PLAATS_VAN_LINK
from comakers.models import Verslag
from leefsturing.lib import klok
from overzichten.voorbeeld.kader import Stand
from overzichten.voorbeeld.rijen import maak, op
from trajecten.models import Persoon

_TEKST = """Dag {naam},

Dank je wel voor het gesprek van {dag}. We hebben opgeschreven wat we van je hoorden.

Lees het rustig na. Je kunt bij elke alinea iets opmerken of verbeteren, en zeggen of het klopt.

Lees het verslag:
{link}

Heb je geen tijd? Dat is geen probleem. We gaan gewoon verder met wat je zei.
"""
# Counted from the latest: what became of these instead.
_ANDERS = {
    1: (BerichtStaat.MISLUKT, "De mailserver weigert dit adres of bericht (550)."),
    4: (BerichtStaat.VERVALLEN, "Geen e-mailadres, bel even."),
}


def laad_post(stand: Stand) -> None:
    """A row for every shared verslag and every co-maker at the table; the latest reminder broke off half-way."""
    verslagen = Verslag.objects.filter(traject=stand.traject, gedeeld_op__isnull=False)
    rijen: list[Bericht] = []
    for verslag in verslagen.select_related("gesprek").prefetch_related("gesprek__comakers__persoon", "versies"):
        nummer = max((v.nummer for v in verslag.versies.all()), default=1)
        rijen += [_verslagmail(stand, verslag, c.persoon, nummer) for c in verslag.gesprek.comakers.all()]
    rijen.sort(key=lambda b: b.volgende_op, reverse=True)
    for plaats, (staat, reden) in _ANDERS.items():
        if plaats < len(rijen):
            _ging_niet(rijen[plaats], staat, reden)
    if rijen:
        rijen.append(_onzeker(rijen[0]))
    maak(Bericht, rijen)


def _verslagmail(stand: Stand, verslag: Verslag, persoon: Persoon, nummer: int) -> Bericht:
    moment = verslag.gedeeld_op
    assert moment is not None  # noqa: S101 - only shared ones are asked for
    dag = klok.vandaag(verslag.gesprek.wanneer)
    bericht = Bericht(
        traject=stand.traject,
        persoon=persoon,
        aanleiding="verslag.gedeeld",
        onderwerp=f"verslag:{verslag.pk}",
        periode=f"versie {nummer}",
        klasse=Klasse.A,
        staat=BerichtStaat.VERZONDEN,
        pogingen=1,
        volgende_op=moment,
        verzonden_op=moment,
        adres=persoon.email,
        titel="Het verslag van ons gesprek",
        tekst=_TEKST.format(naam=persoon.aanhef, dag=f"{dag:%d-%m-%Y}", link=IN_PLAATS_VAN_LINK),
    )
    return op(bericht, moment)


def _ging_niet(bericht: Bericht, staat: BerichtStaat, reden: str) -> None:
    bericht.staat, bericht.reden, bericht.verzonden_op = staat, reden, None
    bericht.titel = bericht.tekst = ""
    if staat == BerichtStaat.VERVALLEN:
        bericht.adres, bericht.pogingen = "", 0


def _onzeker(laatste: Bericht) -> Bericht:
    bericht = Bericht(
        traject=laatste.traject,
        persoon=laatste.persoon,
        aanleiding="herinnering.dag",
        periode=f"{klok.vandaag(laatste.volgende_op)}",
        klasse=Klasse.B,
        staat=BerichtStaat.ONZEKER,
        pogingen=1,
        volgende_op=laatste.volgende_op,
        adres=laatste.adres,
        reden="De verzending brak af; misschien kwam het aan.",
    )
    return op(bericht, laatste.volgende_op)
