"""A real SMTP server that keeps what it gets, and misbehaves when asked."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller


def lees(inhoud: bytes) -> EmailMessage:
    """A mail as another program reads it."""
    bericht = BytesParser(policy=default).parsebytes(inhoud)
    assert isinstance(bericht, EmailMessage)
    return bericht


def lees_map(folder: Path) -> list[EmailMessage]:
    """All mails in a folder, the oldest first."""
    return [lees(path.read_bytes()) for path in sorted(folder.glob("*.eml"))]


class Putje:
    """Keeps mails; ``bij_rcpt`` and ``bij_data`` are the answers to give, ``breek_af`` hangs up after the last dot."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.ontvangers: list[list[str]] = []
        self.bij_rcpt = self.bij_data = "250 OK"
        self.breek_af = False
        self.port = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        """Takes the recipient, or not."""
        if self.bij_rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.bij_rcpt

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Takes the mail, or not; or takes it and is gone."""
        if self.bij_data.startswith("250"):
            self.mails.append(lees(envelope.content))
            self.ontvangers.append(list(envelope.rcpt_tos))
        if self.breek_af:
            server.transport.abort()
        return self.bij_data


@contextmanager
def putje() -> Iterator[Putje]:
    """Runs on a free port of this machine."""
    handler = Putje()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        handler.port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()
