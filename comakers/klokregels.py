"""The two clocks beside silence: promises that wait (M37), and contributions that led to nothing (M38)."""

from collections.abc import Iterator
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from comakers.selectors.signalen import Beeld
from trajecten.enums import Ernst
from trajecten.signalen import Regel, Waarneming

_NAMEN = 3


def te_veel_beloften(b: Beeld) -> Iterator[Waarneming]:
    """Too many open promises: expectations that nobody can keep (M37)."""
    if len(b.beloften) > b.max_beloften:
        yield Waarneming(
            "beloften",
            _("Er staan %(n)s beloften open; afgesproken is hooguit %(max)s.")
            % {"n": len(b.beloften), "max": b.max_beloften},
            reverse("agenda", kwargs={"slug": b.slug}),
            _("Kijk welke al klaar zijn"),
        )


def belofte_te_laat(b: Beeld) -> Iterator[Waarneming]:
    """A promise whose day has passed; who made it sees it (M37)."""
    for belofte in b.beloften:
        if belofte.uiterlijk < b.dag:
            naam, nummer = ("gesprek", belofte.gesprek) if belofte.gesprek else ("comaker", belofte.comaker)
            yield Waarneming(
                f"toezegging:{belofte.pk}",
                _("Beloofd voor %(dag)s, en nog niet gedaan: %(wat)s")
                % {"dag": date_format(belofte.uiterlijk, "j F"), "wat": belofte.tekst},
                reverse(naam, kwargs={"slug": b.slug, "nummer": nummer})
                if nummer
                else reverse("agenda", kwargs={"slug": b.slug}),
                _("Doe het, of vertel waarom het later wordt"),
                belofte.eigenaar,
            )


def zonder_resultaat(b: Beeld) -> Iterator[Waarneming]:
    """For longer than the norm nothing came of what a co-maker said; one signal for each contactpersoon (M38)."""
    lang = [c for c in b.comakers if c.gesproken and c.dagen_zonder_resultaat > b.norm_resultaat]
    lang.sort(key=lambda c: (c.contactpersoon or 0, -c.dagen_zonder_resultaat, c.pk))
    for contactpersoon, groep in groupby(lang, key=lambda c: c.contactpersoon):
        wie = list(groep)
        namen = ", ".join(c.naam for c in wie[:_NAMEN])
        if len(wie) > _NAMEN:
            namen = _("%(namen)s en nog %(n)s") % {"namen": namen, "n": len(wie) - _NAMEN}
        yield Waarneming(
            f"contactpersoon:{contactpersoon or 0}",
            ngettext(
                "Met wat %(n)s co-maker zei, gebeurde al meer dan %(dagen)s dagen niets: %(namen)s.",
                "Met wat %(n)s co-makers zeiden, gebeurde al meer dan %(dagen)s dagen niets: %(namen)s.",
                len(wie),
            )
            % {"n": len(wie), "dagen": b.norm_resultaat, "namen": namen},
            reverse("comaker", kwargs={"slug": b.slug, "nummer": wie[0].pk}),
            _("Kijk wat er met hun woorden kan"),
            contactpersoon,
        )


_W = gettext_lazy
REGELS = [
    Regel(
        "beloften.te_veel", "M37", Ernst.MIDDEN,
        _W("Meer beloven dan je kunt doen, kost vertrouwen."), te_veel_beloften,
    ),
    Regel(
        "belofte.te_laat", "M37", Ernst.MIDDEN,
        _W("Een kleine belofte die klopt, bouwt meer vertrouwen dan een grote die blijft liggen."), belofte_te_laat,
    ),
    Regel(
        "bijdrage.zonder_resultaat", "M38", Ernst.MIDDEN,
        _W("Iets horen is niet genoeg. Wie ziet dat er niets gebeurt, komt de volgende keer niet."), zonder_resultaat,
    ),
]  # fmt: skip
