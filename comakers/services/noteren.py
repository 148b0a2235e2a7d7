"""What every change here leaves behind: a line in the logboek, and signalen that are computed again."""

from typing import Any

from toegang.logboek import log
from trajecten.services.signalen import signalen_verouderd


def noteer(*, by: Any, werkwoord: str, onderwerp: Any) -> None:
    """Who did what with which object; the rules of its traject look again."""
    log(by=by, werkwoord=werkwoord, onderwerp=onderwerp)
    signalen_verouderd(onderwerp.traject_id)
