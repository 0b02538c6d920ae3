"""What came of every run that has ended, and which are favourites."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from typing import Any

from tutor.lab.numbers import decode_values, encode_values
from tutor.store.rows import RunResult
from tutor.store.tables import Tables, first

_COLUMNS = (
    "run, lesson, experiment, settings, seed, ended, epochs, metrics, diagnosis, goal_reached, "
    "parameters, seconds, at, sure"
)


class RunBook:
    """The learner's runs. Every method may raise `ProgressError`, whose message is for people."""

    def __init__(self, tables: Tables) -> None:
        """Read from `tables` and write to them."""
        self._tables = tables

    def record(self, result: RunResult) -> None:
        """Keep what came of a run; a run that is known stays as it is."""
        self.record_all([result])

    def record_all(self, results: Iterable[RunResult]) -> None:
        """Keep what came of several runs, all in one transaction; known ones stay as they are."""
        marks = ", ".join("?" * len(_COLUMNS.split(",")))
        statement = f"INSERT OR IGNORE INTO runs ({_COLUMNS}) VALUES ({marks})"
        self._tables.write(statement, *(_row(result) for result in results))

    def judge_again(self, result: RunResult) -> None:
        """Keep what a second look found in place of the diagnosis; a goal once reached stays."""
        self._tables.write(
            "UPDATE runs SET diagnosis = ?, sure = ?, goal_reached = max(goal_reached, ?) "
            "WHERE run = ?",
            (result.diagnosis, result.sure, result.goal_reached, result.run),
        )

    def results(self, lesson: str | None = None) -> list[RunResult]:
        """What came of all runs, or of those of one lesson, the oldest first."""
        return self._tables.read(
            _result,
            f"SELECT {_COLUMNS} FROM runs WHERE lesson = coalesce(?, lesson) ORDER BY run",
            lesson,
        )

    def known(self) -> set[str]:
        """The ids of all runs that are kept."""
        return set(self._tables.read(first, "SELECT run FROM runs"))

    def forget(self, run: str) -> None:
        """Have a run be unknown, as before it was recorded; its mark stays, should it come back."""
        self._tables.write("DELETE FROM runs WHERE run = ?", (run,))

    def favourites(self) -> set[str]:
        """The ids of the runs that are marked as favourites."""
        return set(self._tables.read(first, "SELECT run FROM favourites"))

    def set_favourite(self, run: str, *, favourite: bool) -> None:
        """Mark a run, or take its mark away."""
        if favourite:
            statement = "INSERT OR IGNORE INTO favourites VALUES (?, ?)"
            self._tables.write(statement, (run, time.time()))
        else:
            self._tables.write("DELETE FROM favourites WHERE run = ?", (run,))


def _row(result: RunResult) -> tuple[object, ...]:
    """The values of `_COLUMNS`."""
    return (
        result.run, result.lesson, result.experiment, json.dumps(result.settings), result.seed,
        result.ended, result.epochs, json.dumps(encode_values(result.metrics)), result.diagnosis,
        result.goal_reached, result.parameters, result.seconds, result.at,
        result.sure,
    )  # fmt: skip


def _result(row: tuple[Any, ...]) -> RunResult:
    """The run of a row with `_COLUMNS`."""
    values = dict(zip(_COLUMNS.split(", "), row, strict=True))
    values["settings"] = json.loads(values["settings"])
    values["metrics"] = decode_values(json.loads(values["metrics"]))
    values["goal_reached"] = bool(values["goal_reached"])
    return RunResult(**values)
