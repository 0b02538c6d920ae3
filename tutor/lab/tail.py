"""Reads a growing file of events from where it stopped the last time."""

from __future__ import annotations

from pathlib import Path

from tutor.lab import events


class Tail:
    """Follows one `events.jsonl`; a line counts once its newline is there.

    Attributes:
        path: the file, which need not exist yet.
        damaged: lines that were complete but no events.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.damaged = 0
        self._offset = 0

    def read(self) -> list[events.Any]:
        """The events appended since the last call; empty where there is nothing new.

        Raises:
            EventError: the file has a newer format than this program reads.
            OSError: the file is there but cannot be read.
        """
        try:
            with self.path.open("rb") as file:
                file.seek(self._offset)
                data = file.read()
        except FileNotFoundError:
            return []
        whole, newline, _torn = data.rpartition(b"\n")
        found = [event for line in whole.splitlines() if (event := self._decode(line)) is not None]
        self._offset += len(whole) + len(newline)
        return found

    def _decode(self, line: bytes) -> events.Any | None:
        try:
            return events.decode(line)
        except events.NewerFormatError:
            raise
        except events.EventError:
            self.damaged += 1
            return None
