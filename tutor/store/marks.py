"""What a learner does with runs that are kept: marks them as favourites, and forgets them."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

Row = TypeVar("Row")


class Marks:
    """A part of `Progress`, whose ways of reading and writing it uses."""

    def favourites(self) -> set[str]:
        """The ids of the runs that are marked."""
        return set(self._read(lambda row: str(row[0]), "SELECT run FROM favourites"))

    def set_favourite(self, run: str, *, favourite: bool) -> None:
        """Mark a run, or take its mark away."""
        if favourite:
            self._write("INSERT OR IGNORE INTO favourites VALUES (?, ?)", (run, time.time()))
        else:
            self._write("DELETE FROM favourites WHERE run = ?", (run,))

    def forget_run(self, run: str) -> None:
        """Have a run be unknown, as before it was recorded; its mark stays, should it come back."""
        self._write("DELETE FROM runs WHERE run = ?", (run,))

    def _read(
        self, make: Callable[[tuple[Any, ...]], Row], statement: str, *values: object
    ) -> list[Row]:
        raise NotImplementedError

    def _write(self, statement: str, *rows: tuple[object, ...]) -> None:
        raise NotImplementedError
