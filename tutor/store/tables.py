"""Statements on the tables of `progress.db`, every error of theirs told in a sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from tutor.store.database import explained, writing

Row = TypeVar("Row")


class Tables:
    """An open file; every method may raise `ProgressError`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Use an open connection.

        Args:
            connection: to the file, or to a copy in memory.
            path: of the file, for sentences.
        """
        self._connection = connection
        self._path = path

    def read(
        self, make: Callable[[tuple[Any, ...]], Row], statement: str, *values: object
    ) -> list[Row]:
        """What `make` makes of every row that `statement` finds."""
        with explained(self._path):
            return [make(row) for row in self._connection.execute(statement, values).fetchall()]

    def write(self, statement: str, *rows: tuple[object, ...]) -> None:
        """Carry `statement` out with the values of each of `rows`, all in one transaction."""
        with writing(self._connection, self._path):
            self._connection.executemany(statement, rows)

    def change(self, action: Callable[[sqlite3.Connection], Row]) -> Row:
        """Read and write in one transaction, in which no other process writes."""
        with writing(self._connection, self._path):
            return action(self._connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def first(row: tuple[Any, ...]) -> str:
    """The text in the first column of a row."""
    return str(row[0])
