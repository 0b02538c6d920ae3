"""What a file of progress holds, as plain rows: one struct a table, its fields the columns.

So it is written to a file that goes to another machine, and so what a reset takes out of a lesson
is kept aside.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Annotated, Any, TypeVar

import msgspec

from tutor.store.notes import LIMIT

R = TypeVar("R", bound="Row")
Name = Annotated[str, msgspec.Meta(max_length=1_000)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Text = Annotated[str, msgspec.Meta(max_length=50 * LIMIT)]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a table; for what the columns mean, see `tutor.store.schema`."""


class AttemptRow(Row, frozen=True, kw_only=True):
    """An answer, or a skip."""

    lesson: Name
    quiz: Name
    answer: Any
    score: Annotated[float, msgspec.Meta(ge=0.0, le=1.0)]
    correct: bool
    at: float
    early: bool = False


class HintRow(Row, frozen=True, kw_only=True):
    """How many hints of a question were shown."""

    lesson: Name
    quiz: Name
    used: Count


class HalfwayRow(Row, frozen=True, kw_only=True):
    """An answer that was begun."""

    lesson: Name
    quiz: Name
    answer: Any


class PositionRow(Row, frozen=True, kw_only=True):
    """Where the learner stood in a lesson."""

    lesson: Name
    step: Count
    at: float


class CompletedRow(Row, frozen=True, kw_only=True):
    """A lesson that is done."""

    lesson: Name
    at: float


class CardRow(Row, frozen=True, kw_only=True):
    """When a question comes back; `card` is the scheduler's JSON, which tells `due` too."""

    lesson: Name
    quiz: Name
    card: Text
    due: float


class NoteRow(Row, frozen=True, kw_only=True):
    """A note on a step."""

    lesson: Name
    step: Name
    text: Text
    at: float


class BookmarkRow(Row, frozen=True, kw_only=True):
    """A bookmark on a step."""

    lesson: Name
    step: Name
    at: float


class FinalRow(Row, frozen=True, kw_only=True):
    """A final quiz."""

    questions: list[list[Name]]
    answered: list[list[bool]]
    passed: bool
    at: float


class RunRow(Row, frozen=True, kw_only=True):
    """What came of a run."""

    run: Name
    lesson: Name
    experiment: Name
    settings: dict[str, Any]
    seed: Annotated[int, msgspec.Meta(ge=-(2**62), le=2**62)]
    ended: Name
    epochs: Count
    metrics: dict[str, Any]
    diagnosis: Name | None
    goal_reached: bool
    parameters: Count
    seconds: float
    at: float
    sure: float | None = None


class FavouriteRow(Row, frozen=True, kw_only=True):
    """A run that is marked."""

    run: Name
    at: float


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """What a reset of one lesson forgets."""

    attempts: list[AttemptRow] = []
    hints: list[HintRow] = []
    halfway: list[HalfwayRow] = []
    positions: list[PositionRow] = []
    completed: list[CompletedRow] = []
    cards: list[CardRow] = []

    def __bool__(self) -> bool:
        """Whether there is any of it."""
        return any(getattr(self, name) for name in self.__struct_fields__)


class AsideRow(Row, frozen=True, kw_only=True):
    """What was forgotten of a lesson, and can be brought back."""

    lesson: Name
    rows: Lesson
    at: float


class Holdings(Lesson, frozen=True, kw_only=True):
    """All that progress holds."""

    notes: list[NoteRow] = []
    bookmarks: list[BookmarkRow] = []
    finals: list[FinalRow] = []
    runs: list[RunRow] = []
    favourites: list[FavouriteRow] = []
    set_aside: list[AsideRow] = []


ROWS: dict[str, type[Row]] = {
    "attempts": AttemptRow,
    "hints": HintRow,
    "halfway": HalfwayRow,
    "positions": PositionRow,
    "completed": CompletedRow,
    "cards": CardRow,
    "notes": NoteRow,
    "bookmarks": BookmarkRow,
    "finals": FinalRow,
    "runs": RunRow,
    "favourites": FavouriteRow,
    "set_aside": AsideRow,
}
"""For each table what its rows are."""
_TABLES: dict[type[Row], str] = {kind: table for table, kind in ROWS.items()}

JSON = frozenset({"answer", "questions", "answered", "settings", "metrics", "rows"})
"""Columns that hold JSON as text."""
_FLAGS = frozenset({"correct", "early", "passed", "goal_reached"})


def columns(table: str) -> tuple[str, ...]:
    """The columns of a table that are taken along."""
    return ROWS[table].__struct_fields__


def held(connection: sqlite3.Connection) -> Holdings:
    """All that an open file holds.

    Raises:
        ValueError: a row is damaged.
        sqlite3.Error: the file cannot be read.
    """
    return msgspec.convert({table: _read(connection, table) for table in ROWS}, Holdings)


def held_of(connection: sqlite3.Connection, lesson: str) -> Lesson:
    """What a reset of a lesson would forget; raises as `held`."""
    found = {table: _read(connection, table, lesson) for table in Lesson.__struct_fields__}
    return msgspec.convert(found, Lesson)


def rows(connection: sqlite3.Connection, kind: type[R], lesson: str | None = None) -> list[R]:
    """The rows of one kind, of a lesson or all, those written first at the beginning."""
    return msgspec.convert(_read(connection, _TABLES[kind], lesson), list[kind])  # type: ignore[valid-type]


def _read(
    connection: sqlite3.Connection, table: str, lesson: str | None = None
) -> list[dict[str, Any]]:
    names = columns(table)
    where, values = ("", ()) if lesson is None else (" WHERE lesson = ?", (lesson,))
    statement = f"SELECT {', '.join(names)} FROM {table}{where} ORDER BY rowid"
    return [
        {name: _value(name, value) for name, value in zip(names, row, strict=True)}
        for row in connection.execute(statement, values)
    ]


def _value(column: str, value: object) -> object:
    """A column's value as the structs have it."""
    if column in JSON:
        return json.loads(str(value))
    return bool(value) if column in _FLAGS else value


def written(row: Row) -> tuple[object, ...]:
    """The values of a row's columns, as the table has them."""
    return tuple(
        json.dumps(msgspec.to_builtins(value)) if name in JSON else value
        for name, value in zip(row.__struct_fields__, msgspec.structs.astuple(row), strict=True)
    )


def insert(table: str, way: str = "INSERT") -> str:
    """The statement that writes a row of a table."""
    names = columns(table)
    return f"{way} INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
