"""Notes and bookmarks of a learner, each on one step of a lesson.

A step is named by its title (`tutor.store.remarks.step_names`), so that notes stay where they are
when a lesson gets another step before; a note whose step is gone is kept.
"""

from __future__ import annotations

import re
import sqlite3
import time
from dataclasses import dataclass
from typing import Any

from tutor.course.problem import UNSAFE
from tutor.lab.text.typed import ESCAPES
from tutor.store.tables import Tables, first

LIMIT = 20_000
"""Characters of a note; of two that were joined because both were written, twice as many."""

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Note:
    """A note.

    Attributes:
        lesson: id of the lesson.
        step: name of the step.
        text: as it was written.
        at: when it was written last, in seconds since 1970.
    """

    lesson: str
    step: str
    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A bookmark on the step of this name, in the lesson of this id, since `at`."""

    lesson: str
    step: str
    at: float


class NoteBook:
    """A learner's notes. Every method may raise `ProgressError`, whose message is for people."""

    def __init__(self, tables: Tables) -> None:
        """Read from `tables` and write to them."""
        self._tables = tables

    def note(self, lesson: str, step: str) -> str:
        """The note on a step; empty where there is none."""
        statement = "SELECT text FROM notes WHERE lesson = ? AND step = ?"
        return next(iter(self._tables.read(_text, statement, lesson, step)), "")

    def write(self, lesson: str, step: str, text: str, base: str) -> str:
        """Keep a note; a blank one is none.

        Where another terminal has changed the note meanwhile, what both wrote is kept.

        Args:
            lesson: id of the lesson.
            step: name of the step.
            text: of the note, of which `LIMIT` characters are kept.
            base: what the note was when the writing began, as `note` or `write` gave it.

        Returns:
            What is kept now.
        """
        from tutor.store.merging import merged  # not before anything is written

        mine = cleaned(text)[: max(LIMIT, len(base))]
        mine = mine if mine.strip() else ""

        def change(connection: sqlite3.Connection) -> str:
            found = connection.execute(
                "SELECT text FROM notes WHERE lesson = ? AND step = ?", (lesson, step)
            ).fetchone()
            kept = _text(found) if found else ""
            whole = merged(base, mine, kept)
            if whole != kept and whole:
                statement = "INSERT OR REPLACE INTO notes (lesson, step, text, at) VALUES (?,?,?,?)"
                connection.execute(statement, (lesson, step, whole, time.time()))
            elif whole != kept:
                statement = "DELETE FROM notes WHERE lesson = ? AND step = ?"
                connection.execute(statement, (lesson, step))
            return whole

        return self._tables.change(change)

    def notes(self) -> list[Note]:
        """All notes, the oldest first."""
        return self._tables.read(_note, "SELECT lesson, step, text, at FROM notes ORDER BY at")

    def bookmarks(self) -> list[Bookmark]:
        """All bookmarks, the oldest first."""
        statement = "SELECT lesson, step, at FROM bookmarks ORDER BY at"
        return self._tables.read(lambda row: Bookmark(str(row[0]), str(row[1]), row[2]), statement)

    def bookmarked(self, lesson: str) -> set[str]:
        """The names of the steps of a lesson that have a bookmark."""
        statement = "SELECT step FROM bookmarks WHERE lesson = ?"
        return set(self._tables.read(first, statement, lesson))

    def set_bookmark(self, lesson: str, step: str, *, there: bool) -> None:
        """Put a bookmark on a step, or take it away."""
        if there:
            statement = "INSERT OR IGNORE INTO bookmarks (lesson, step, at) VALUES (?, ?, ?)"
            self._tables.write(statement, (lesson, step, time.time()))
        else:
            statement = "DELETE FROM bookmarks WHERE lesson = ? AND step = ?"
            self._tables.write(statement, (lesson, step))


def cleaned(text: str) -> str:
    """`text` as it is kept and shown: no control characters but line breaks and tabs.

    Terminal escapes go as a whole, and so does what reverses the direction of text; letters of any
    script, also those written from right to left, and emoji stay.
    """
    return UNSAFE.sub("", ESCAPES.sub("", _BREAKS.sub("\n", text)))


def _text(row: tuple[Any, ...]) -> str:
    """The text of a note, whoever has written it into the file."""
    return cleaned(str(row[0]))


def _note(row: tuple[Any, ...]) -> Note:
    lesson, step, text, at = row
    return Note(str(lesson), str(step), cleaned(str(text)), at)
