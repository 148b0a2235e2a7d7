"""Keeps the secret of a personal link out of every log line."""

import logging
import re

_TOKEN = re.compile(r"(/mijn/in/)[^/\s\"'?]+")


class VerbergLinks(logging.Filter):
    """Replaces the token in ``/mijn/in/TOKEN/`` by ``***`` in message and arguments."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record through, cleaned."""
        record.msg = _TOKEN.sub(r"\1***", record.getMessage())
        record.args = ()
        return True
