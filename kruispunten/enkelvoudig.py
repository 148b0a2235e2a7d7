"""Whether a text holds more than one question: a hint to unravel further, never a rule (M60)."""

import re

_VRAAGWOORD = r"(?:hoe|wat|wie|waar|wanneer|waarom|waarmee|waardoor|waarvoor|welke?|hoeveel)"
_TWEEDE = re.compile(rf"\w[^?]{{8,}}?\b(?:en|en ook|maar ook|en daarna)\s+{_VRAAGWOORD}\b", re.IGNORECASE)


def meer_dan_een_vraag(tekst: str) -> bool:
    """Two question marks, or a second question hung on the first ("... en hoe ...")."""
    return len(re.findall(r"\?[?!]*", tekst)) > 1 or bool(_TWEEDE.search(tekst))
