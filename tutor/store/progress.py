"""Progress: answers, places, finished lessons and runs, kept in `progress.db`.

Everything is written at once, in a transaction of its own: a terminal that dies loses nothing. Two
terminals may have the same file open. A `Progress` belongs to the thread that opened it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from tutor import paths
from tutor.lab.numbers import decode_values, encode_values
from tutor.store.database import BUSY_SECONDS, Opened, explained, open_database, writing
from tutor.store.rows import Attempt, Best, Position, RunResult

Row = TypeVar("Row")

_RUN_COLUMNS = (
    "run, lesson, experiment, settings, seed, ended, epochs, metrics, diagnosis, goal_reached, "
    "parameters, seconds, at"
)


class Progress(AbstractContextManager["Progress"]):
    """A learner's progress. Every method may raise `ProgressError`, whose message is for people.

    Attributes:
        path: of the file.
        kept: whether what is recorded outlives this process.
        notice: what the learner must be told at the start; empty where all is well.
    """

    def __init__(self, path: Path, opened: Opened) -> None:
        self.path = path
        self.kept = opened.kept
        self.notice = opened.notice
        self._connection = opened.connection

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
        self._connection.close()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def record_attempt(
        self, lesson: str, quiz: str, answer: object, *, score: float, correct: bool
    ) -> None:
        """Keep one answer.

        Args:
            lesson, quiz: their ids.
            answer: text, numbers, or lists and dictionaries of them.
            score: 0 to 1.
            correct: whether it counts as right.
        """
        self._write(
            "INSERT INTO attempts (lesson, quiz, answer, score, correct, at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (lesson, quiz, json.dumps(answer), score, correct, time.time()),
        )

    def attempts(self, lesson: str) -> list[Attempt]:
        """All answers given in a lesson, the oldest first."""
        return self._read(
            _attempt,
            "SELECT lesson, quiz, answer, score, correct, at FROM attempts WHERE lesson = ? "
            "ORDER BY id",
            lesson,
        )

    def best(self, lesson: str) -> dict[str, Best]:
        """For each question of a lesson that was answered, what its attempts come to."""
        rows = self._read(
            _best,
            "SELECT quiz, count(*), max(score), max(correct), max(at) FROM attempts "
            "WHERE lesson = ? GROUP BY quiz",
            lesson,
        )
        return dict(rows)

    def record_hints(self, lesson: str, quiz: str, used: int) -> None:
        """Keep how many hints of a question have been shown; the number never falls."""
        self._write(
            "INSERT INTO hints (lesson, quiz, used) VALUES (?, ?, ?) "
            "ON CONFLICT (lesson, quiz) DO UPDATE SET used = max(used, excluded.used)",
            (lesson, quiz, used),
        )

    def hints(self, lesson: str) -> dict[str, int]:
        """For each question of a lesson, how many hints have been shown, where any was."""
        return dict(self._read(tuple, "SELECT quiz, used FROM hints WHERE lesson = ?", lesson))

    def set_position(self, lesson: str, step: int) -> None:
        """Keep that the learner stands at index `step` (from 0) of a lesson."""
        # A replaced row gets a new and highest id.
        self._write(
            "INSERT OR REPLACE INTO positions (lesson, step, at) VALUES (?, ?, ?)",
            (lesson, step, time.time()),
        )

    def position(self, lesson: str) -> Position | None:
        """Where the learner stood in a lesson; None where it was never opened."""
        rows = self._read(
            _position, "SELECT lesson, step, at FROM positions WHERE lesson = ?", lesson
        )
        return rows[0] if rows else None

    def last_lesson(self) -> str | None:
        """The lesson that was open last; None where none ever was."""
        rows = self._read(_first, "SELECT lesson FROM positions ORDER BY id DESC LIMIT 1")
        return rows[0] if rows else None

    def complete(self, lesson: str) -> None:
        """Keep that a lesson is done; the first time counts."""
        self._write(
            "INSERT OR IGNORE INTO completed (lesson, at) VALUES (?, ?)", (lesson, time.time())
        )

    def completed(self) -> dict[str, float]:
        """The lessons that are done, and when, in seconds since 1970."""
        return dict(self._read(tuple, "SELECT lesson, at FROM completed ORDER BY at"))

    def record_run(self, result: RunResult) -> None:
        """Keep what came of a run; a run that is known stays as it is."""
        self.record_runs([result])

    def record_runs(self, results: Iterable[RunResult]) -> None:
        """Keep what came of several runs, all in one transaction; known ones stay as they are."""
        marks = ", ".join("?" * len(_RUN_COLUMNS.split(",")))
        statement = f"INSERT OR IGNORE INTO runs ({_RUN_COLUMNS}) VALUES ({marks})"
        self._write(statement, *(_run_row(result) for result in results))

    def runs(self, lesson: str | None = None) -> list[RunResult]:
        """What came of all runs, or of those of one lesson, the oldest first."""
        return self._read(
            _run_result,
            f"SELECT {_RUN_COLUMNS} FROM runs WHERE lesson = coalesce(?, lesson) ORDER BY run",
            lesson,
        )

    def known_runs(self) -> set[str]:
        """The ids of all runs that are kept."""
        return set(self._read(_first, "SELECT run FROM runs"))

    def forget_run(self, run: str) -> None:
        """Have a run be unknown, as before it was recorded; its mark stays, should it come back."""
        self._write("DELETE FROM runs WHERE run = ?", (run,))

    def favourites(self) -> set[str]:
        """The ids of the runs that are marked as favourites."""
        return set(self._read(_first, "SELECT run FROM favourites"))

    def set_favourite(self, run: str, *, favourite: bool) -> None:
        """Mark a run, or take its mark away."""
        if favourite:
            self._write("INSERT OR IGNORE INTO favourites VALUES (?, ?)", (run, time.time()))
        else:
            self._write("DELETE FROM favourites WHERE run = ?", (run,))

    def _read(
        self, make: Callable[[tuple[Any, ...]], Row], statement: str, *values: object
    ) -> list[Row]:
        """What `make` makes of every row that `statement` finds."""
        with explained(self.path):
            return [make(row) for row in self._connection.execute(statement, values).fetchall()]

    def _write(self, statement: str, *rows: tuple[object, ...]) -> None:
        with writing(self._connection, self.path):
            self._connection.executemany(statement, rows)


def _first(row: tuple[Any, ...]) -> str:
    return str(row[0])


def _attempt(row: tuple[Any, ...]) -> Attempt:
    lesson, quiz, answer, score, correct, at = row
    return Attempt(
        lesson=lesson, quiz=quiz, answer=json.loads(answer), score=score, correct=bool(correct),
        at=at,
    )  # fmt: skip


def _best(row: tuple[Any, ...]) -> tuple[str, Best]:
    quiz, attempts, score, correct, at = row
    return quiz, Best(attempts=attempts, score=score, correct=bool(correct), at=at)


def _position(row: tuple[Any, ...]) -> Position:
    lesson, step, at = row
    return Position(lesson=lesson, step=step, at=at)


def _run_row(result: RunResult) -> tuple[object, ...]:
    """The values of `_RUN_COLUMNS`."""
    return (
        result.run, result.lesson, result.experiment, json.dumps(result.settings), result.seed,
        result.ended, result.epochs, json.dumps(encode_values(result.metrics)), result.diagnosis,
        result.goal_reached, result.parameters, result.seconds, result.at,
    )  # fmt: skip


def _run_result(row: tuple[Any, ...]) -> RunResult:
    """The run of a row with `_RUN_COLUMNS`."""
    values = dict(zip(_RUN_COLUMNS.split(", "), row, strict=True))
    values["settings"] = json.loads(values["settings"])
    values["metrics"] = decode_values(json.loads(values["metrics"]))
    values["goal_reached"] = bool(values["goal_reached"])
    return RunResult(**values)
