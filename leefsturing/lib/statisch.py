"""Static files for production: one style sheet instead of thirty.

While developing, ``css/leefsturing.css`` imports the sheets it names, each in its layer, and a reload is enough.
When the files are collected the imports are put in its place, so that a visitor fetches one sheet.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

BUNDEL = "css/leefsturing.css"
_IMPORT = re.compile(r'@import "(?P<path>[^"]+)"(?: layer\((?P<layer>[\w-]+)\))?;\n?')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s*\n\s*")


def bundel(lees: Any, naam: str = BUNDEL) -> str:
    """The sheet ``naam`` with its imports put in, without comments; ``lees(name)`` gives the text of a sheet.

    Raises ValueError when an imported sheet refers to a file: its place would no longer be right.
    """

    def put_in(found: re.Match[str]) -> str:
        path = normpath(str(PurePosixPath(naam).parent / found["path"]))
        text = lees(path)
        if "url(" in _COMMENT.sub("", text):
            raise ValueError(f"{path} verwijst naar een bestand; laat het een eigen <link> zijn")
        return f"@layer {found['layer']} {{\n{text}\n}}\n" if found["layer"] else f"{text}\n"

    return _SPACE.sub("\n", _COMMENT.sub("", _IMPORT.sub(put_in, lees(naam)))).strip() + "\n"


class GebundeldeBestanden(CompressedManifestStaticFilesStorage):
    """Whitenoise's storage (hashed names, compressed), with the one sheet put together first."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Puts the sheet together from the sources, then goes on as usual."""
        if not dry_run and BUNDEL in paths:

            def lees(naam: str) -> str:
                storage, path = paths[naam]
                with storage.open(path) as file:
                    return file.read().decode()

            self.delete(BUNDEL)
            self._save(BUNDEL, ContentFile(bundel(lees)))
            paths = {**paths, BUNDEL: (self, BUNDEL)}
        yield from super().post_process(paths, dry_run, **options)
