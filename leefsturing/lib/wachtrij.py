"""The embedded queue: files in a folder, each put there and taken away in one stroke.

kombu's own file transport opens a message under its final name before writing it, and moves it by way of the
system's temporary folder, which may lie on another disk; a worker that looks in between reads half a message.
"""

import os
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    """One folder for all queues; the name of a file says how old it is and for which queue."""

    @property
    def _folder(self) -> Path:
        return Path(self.data_folder_in)

    def get_table(self, exchange: str) -> Any:
        """The queues of an exchange; read again when another process is just writing them down."""
        for poging in range(100):
            try:
                return super().get_table(exchange)
            except ValueError:
                if poging == 99:
                    raise
                time.sleep(0.01)
        return []

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override] # bases disagree
        """Writes a message under a hidden name and shows it whole."""
        name = f"{time.time_ns():020d}_{uuid.uuid4().hex}.{queue}.msg"
        hidden = self._folder / f".{name}"
        hidden.write_text(dumps(payload))
        hidden.replace(self._folder / name)

    def _get(self, queue: str, timeout: Any = None) -> Any:
        """Takes the oldest message for ``queue``; who renames it first has it."""
        for name in sorted(os.listdir(self._folder)):
            if name.startswith(".") or name.partition(".")[2] != f"{queue}.msg":
                continue
            taken = self._folder / f".{name}.genomen"
            try:
                (self._folder / name).rename(taken)
            except FileNotFoundError:
                continue
            payload = taken.read_text()
            taken.unlink()
            return loads(payload)
        raise Empty


class Transport(filesystem.Transport):
    """kombu's file transport with our way of putting and taking, and that looks up often enough to be stopped."""

    Channel = Channel

    def drain_events(self, connection: Any, timeout: float | None = None) -> Any:  # type: ignore[override] # untyped
        """Waits half a second at most: a worker that is asked to stop looks up in between."""
        return super().drain_events(connection, timeout=min(timeout, 0.5) if timeout else timeout)
