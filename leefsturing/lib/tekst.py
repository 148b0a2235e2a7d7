"""The one path for text of people: stored as markdown source, cleaned when shown."""

import hashlib
import re
import unicodedata

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable(["image", "html_block", "html_inline"])
_TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "a", "code", "hr"}
# Deep nesting and endless bracket runs are what makes markdown slow; nobody writes them.
_MAX_RUN = re.compile(r"([\[\]()*_`>#!~-])\1{30,}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def schoon(bron: str) -> str:
    """Source text without control and direction-override characters, NFC, unix line ends; what people wrote stays."""
    return _CONTROL.sub("", unicodedata.normalize("NFC", bron.replace("\r\n", "\n").replace("\r", "\n")))


def opgemaakt(bron: str) -> SafeString:
    """HTML of markdown ``bron``: a dozen tags, links to https and mailto only, nothing that loads anything."""
    html = _MARKDOWN.render(_MAX_RUN.sub(lambda m: m.group(0)[:30], schoon(bron)))
    return mark_safe(  # noqa: S308 - nh3 leaves a dozen tags and one attribute
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={"a": {"href"}},
            attribute_filter=lambda tag, name, value: value if value.startswith(("https://", "mailto:")) else None,
            link_rel="noopener noreferrer nofollow",
        )
    )


def alineas(bron: str) -> list[tuple[str, str]]:
    """The paragraphs of a text as (stable id, source); the same words keep the same id through versions.

    The id is 10 hex digits of a hash of the words, with a counter for repeated paragraphs.
    """
    gezien: dict[str, int] = {}
    result = []
    for deel in re.split(r"\n\s*\n", schoon(bron)):
        if not (deel := deel.strip()):
            continue
        kern = hashlib.sha256(" ".join(deel.split()).encode()).hexdigest()[:10]
        gezien[kern] = gezien.get(kern, 0) + 1
        result.append((kern if gezien[kern] == 1 else f"{kern}-{gezien[kern]}", deel))
    return result
