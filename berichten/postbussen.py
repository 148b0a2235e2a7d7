"""Where mail goes: files in a folder, or an SMTP server. Both tell just before they hand a mail over.

A mail that carries ``voor_overdracht`` has it called at the last moment at which it is certain that nothing left:
before the file gets its name, and before the DATA of the SMTP dialogue.
"""

import contextlib
import smtplib
import socket
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail.backends import smtp
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage, make_msgid
from django.utils.text import get_valid_filename

from leefsturing.lib import klok
from leefsturing.lib.bestanden import schrijf_heel

# Seconds that the dialogue over one mail may take in all.
HOOGSTENS = 60.0


def _overdracht(message: EmailMessage) -> Callable[[], None]:
    return getattr(message, "voor_overdracht", lambda: None)


class Bestanden(BaseEmailBackend):
    """Each mail a file ``TIJD_KENMERK.eml`` under ``var/mail``, to be opened by any mail program."""

    kent_overdracht = True

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Writes each mail whole, or not at all."""
        for message in email_messages:
            message.extra_headers.setdefault("Message-ID", make_msgid())
            kenmerk = str(message.extra_headers["Message-ID"]).strip("<>").partition("@")[0]
            inhoud = message.message().as_bytes()
            moment = klok.nu().astimezone(klok.AMSTERDAM)
            naam = get_valid_filename(f"{moment:%Y%m%d-%H%M%S-%f}_{kenmerk}")[:150]
            _overdracht(message)()
            schrijf_heel(Path(settings.EMAIL_FILE_PATH) / f"{naam}.eml", inhoud)
        return len(email_messages)


class _Gesprek(smtplib.SMTP):
    """The dialogue with a server; tells before the mail itself is sent, and hangs up when it takes too long in all.

    The time-out of a socket starts anew with every byte: a server that drips would hold a worker for ever.
    """

    voor_overdracht: Callable[[], None] | None = None
    _wekker: threading.Timer | None = None

    def _get_socket(self, *args: Any, **kwargs: Any) -> Any:
        """The line, and the clock that runs from here."""
        self._wekker = threading.Timer(HOOGSTENS, self._hang_op)
        self._wekker.daemon = True
        self._wekker.start()
        return super()._get_socket(*args, **kwargs)  # type: ignore[misc] # not in the stubs

    def _hang_op(self) -> None:
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """The clock stops with the line."""
        if self._wekker is not None:
            self._wekker.cancel()
        super().close()

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Recipient and sender are accepted; from here it is the server's."""
        if self.voor_overdracht is not None:
            self.voor_overdracht()
        return super().data(msg)


class _GesprekSSL(_Gesprek, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


class Smtp(smtp.EmailBackend):
    """Django's own way to an SMTP server."""

    kent_overdracht = True

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Ours, so that it tells."""
        return _GesprekSSL if self.use_ssl else _Gesprek

    def _send(self, email_message: EmailMessage) -> bool:
        if isinstance(self.connection, _Gesprek):
            self.connection.voor_overdracht = getattr(email_message, "voor_overdracht", None)
        return bool(super()._send(email_message))  # type: ignore[misc] # Django's own, not in the stubs
