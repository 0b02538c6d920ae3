"""Where events go: appended to a file, one whole line at a time, at once."""

from __future__ import annotations

import os
from pathlib import Path

from tutor.lab import events


class Sink:
    """An `events.jsonl` being written by this process.

    Attributes:
        closed: whether nothing more can be written.
    """

    def __init__(self, path: Path) -> None:
        """Open `path` for appending, making it.

        Raises:
            OSError: it cannot be made.
        """
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        self._descriptor = os.open(path, flags, 0o600)
        self.closed = False

    def write(self, *some: events.Event) -> None:
        """Append events in one write, so that a reader sees all of them or none.

        Raises:
            OSError: the disk is full or gone.
        """
        data = memoryview(b"".join(events.encode(event) for event in some))
        while data:
            data = data[os.write(self._descriptor, data) :]

    def close(self) -> None:
        """Write no more."""
        os.close(self._descriptor)
        self.closed = True
