"""What co-makers answered to the version that was laid before them."""

from overzichten.voorbeeld.kader import Stand
from overzichten.voorbeeld.rijen import maak
from plannen.models import Plan, PlanReactie


def laad_reacties(stand: Stand, plan: Plan) -> None:
    """Some find it right, some not quite; to a few the kerngroep said something back, others wait."""
    kalender, wie = stand.kalender, stand.accounts["kerngroep"]
    rijen = []
    for r in stand.bron.bestanden["plan"]["reacties"]:
        reactie = PlanReactie(
            traject=stand.traject,
            plan=plan,
            persoon=stand.comakers[r["comaker"]].persoon,
            onderdeel=r.get("onderdeel", ""),
            oordeel=r["oordeel"],
            tekst=r.get("tekst", ""),
            op=kalender.moment(r["dag"], "20:10"),
        )
        if "antwoord" in r:
            reactie.antwoord, reactie.afgehandeld_door = r["antwoord"], wie
            reactie.afgehandeld_op = kalender.moment(r["antwoord_dag"], "09:40")
        rijen.append(reactie)
    maak(PlanReactie, rijen)
