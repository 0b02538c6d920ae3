"""Progress: answers, places, finished lessons and runs, kept in `progress.db`.

Everything is written at once, in a transaction of its own: a terminal that dies loses nothing. Two
terminals may have the same file open. A `Progress` belongs to the thread that opened it.
"""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tutor import paths
from tutor.store.cards import Cards
from tutor.store.database import BUSY_SECONDS, Opened, open_database
from tutor.store.finals import Finals
from tutor.store.halfway import Halfway, given
from tutor.store.notes import NoteBook
from tutor.store.resets import Resets, settle
from tutor.store.rows import Attempt, Best, Position
from tutor.store.run_book import RunBook
from tutor.store.tables import Tables, first
from tutor.store.transfer import Transfer


class Progress(AbstractContextManager["Progress"]):
    """A learner's progress. Every method may raise `ProgressError`, whose message is for people.

    Attributes:
        path: of the file.
        kept: whether what is recorded outlives this process.
        cards: how well they remember what they answered.
        halfway: answers that they began.
        runs: what came of their runs.
        notes: their notes and bookmarks.
        resets: lessons that they began again.
        transfer: all of it, for another machine and from one.
        finals: the final quizzes that they began.
        notice: what the learner must be told at the start; empty where all is well.
    """

    def __init__(self, path: Path, opened: Opened) -> None:
        self.path = path
        self.kept = opened.kept
        self.notice = opened.notice
        self._tables = Tables(opened.connection, path)
        self.cards = Cards(self._tables)
        self.halfway = Halfway(self._tables)
        self.runs = RunBook(self._tables)
        self.notes = NoteBook(self._tables)
        self.resets = Resets(self._tables)
        self.transfer = Transfer(self._tables)
        self.finals = Finals(self._tables)

    @classmethod
    def open(cls, path: Path | None = None, *, wait: float = BUSY_SECONDS) -> Self:
        """Open the learner's file, or work in memory where that cannot be; never raises.

        Args:
            path: of the file; None for the usual one.
            wait: seconds that a call waits for another process that is writing.
        """
        path = path or paths.database()
        return cls(path, open_database(path, wait))

    def close(self) -> None:
        """Let go of the file. All that was recorded is kept already."""
        self._tables.close()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def record_attempt(
        self,
        lesson: str,
        quiz: str,
        answer: object,
        *,
        score: float,
        correct: bool,
        early: bool = False,
    ) -> None:
        """Keep one answer.

        Args:
            lesson, quiz: their ids.
            answer: text, numbers, or lists and dictionaries of them.
            score: 0 to 1.
            correct: whether it counts as right.
            early: whether it is given in the pre-quiz.
        """

        def change(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO attempts (lesson, quiz, answer, score, correct, at, early) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (lesson, quiz, json.dumps(answer), score, correct, time.time(), early),
            )
            settle(connection, lesson)
            given(connection, lesson, quiz)

        self._tables.change(change)

    def record_skip(self, lesson: str, quiz: str, *, early: bool = False) -> None:
        """Keep that a question was skipped, its answer shown: an attempt without an answer."""
        self.record_attempt(lesson, quiz, None, score=0.0, correct=False, early=early)

    def attempts(self, lesson: str) -> list[Attempt]:
        """All answers given in a lesson, the oldest first."""
        return self._tables.read(
            _attempt,
            "SELECT lesson, quiz, answer, score, correct, at, early FROM attempts WHERE lesson = ? "
            "ORDER BY id",
            lesson,
        )

    def best(self, lesson: str) -> dict[str, Best]:
        """For each question of a lesson that was answered, what its attempts come to."""
        rows = self._tables.read(
            _best,
            "SELECT quiz, count(*), max(score), max(correct), max(at), "
            "max(CASE answer WHEN 'null' THEN id END) = max(id), min(early) "
            "FROM attempts WHERE lesson = ? GROUP BY quiz",
            lesson,
        )
        return dict(rows)

    def record_hints(self, lesson: str, quiz: str, used: int) -> None:
        """Keep how many hints of a question have been shown; the number never falls."""
        self._tables.write(
            "INSERT INTO hints (lesson, quiz, used) VALUES (?, ?, ?) "
            "ON CONFLICT (lesson, quiz) DO UPDATE SET used = max(used, excluded.used)",
            (lesson, quiz, used),
        )

    def hints(self, lesson: str) -> dict[str, int]:
        """For each question of a lesson, how many hints have been shown, where any was."""
        return dict(
            self._tables.read(tuple, "SELECT quiz, used FROM hints WHERE lesson = ?", lesson)
        )

    def set_position(self, lesson: str, step: int) -> None:
        """Keep that the learner stands at index `step` (from 0) of a lesson."""
        # A replaced row gets a new and highest id.
        self._tables.write(
            "INSERT OR REPLACE INTO positions (lesson, step, at) VALUES (?, ?, ?)",
            (lesson, step, time.time()),
        )

    def position(self, lesson: str) -> Position | None:
        """Where the learner stood in a lesson; None where it was never opened."""
        rows = self._tables.read(
            _position, "SELECT lesson, step, at FROM positions WHERE lesson = ?", lesson
        )
        return rows[0] if rows else None

    def last_lesson(self) -> str | None:
        """The lesson that was open last; None where none ever was."""
        rows = self._tables.read(first, "SELECT lesson FROM positions ORDER BY id DESC LIMIT 1")
        return rows[0] if rows else None

    def last_place(self) -> tuple[str, int] | None:
        """The lesson that was open last, and at which step, from 0; None where none ever was."""
        statement = "SELECT lesson, step FROM positions ORDER BY id DESC LIMIT 1"
        rows = self._tables.read(lambda row: (str(row[0]), int(row[1])), statement)
        return rows[0] if rows else None

    def complete(self, lesson: str) -> None:
        """Keep that a lesson is done; the first time counts."""
        self._tables.write(
            "INSERT OR IGNORE INTO completed (lesson, at) VALUES (?, ?)", (lesson, time.time())
        )

    def completed(self) -> dict[str, float]:
        """The lessons that are done, and when, in seconds since 1970."""
        return dict(self._tables.read(tuple, "SELECT lesson, at FROM completed ORDER BY at"))


def _attempt(row: tuple[Any, ...]) -> Attempt:
    lesson, quiz, answer, score, correct, at, early = row
    return Attempt(
        lesson=lesson, quiz=quiz, answer=json.loads(answer), score=score, correct=bool(correct),
        at=at, early=bool(early),
    )  # fmt: skip


def _best(row: tuple[Any, ...]) -> tuple[str, Best]:
    quiz, attempts, score, correct, at, skip, early = row
    return quiz, Best(
        attempts=attempts, score=score, correct=bool(correct), at=at,
        skipped=bool(skip) and not correct, early=bool(early),
    )  # fmt: skip


def _position(row: tuple[Any, ...]) -> Position:
    lesson, step, at = row
    return Position(lesson=lesson, step=step, at=at)
