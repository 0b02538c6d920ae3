"""Answers that were begun and not given yet: what is ticked, moved, matched or typed."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from tutor.store.tables import Tables


class Halfway:
    """What the learner began. Every method may raise `ProgressError`, whose message is for people.

    It goes when the question is answered or skipped.
    """

    def __init__(self, tables: Tables) -> None:
        """Read from `tables` and write to them."""
        self._tables = tables

    def keep(self, lesson: str, quiz: str, answer: object) -> None:
        """Keep how far an answer has come, in place of what was kept of it; its ids before."""
        self._tables.write(
            "INSERT OR REPLACE INTO halfway (lesson, quiz, answer) VALUES (?, ?, ?)",
            (lesson, quiz, json.dumps(answer)),
        )

    def of(self, lesson: str) -> dict[str, Any]:
        """For each question of a lesson whose answer was begun, how far it has come."""
        statement = "SELECT quiz, answer FROM halfway WHERE lesson = ?"
        return dict(self._tables.read(_begun, statement, lesson))


def given(connection: sqlite3.Connection, lesson: str, quiz: str) -> None:
    """Forget what was begun of an answer: it is given."""
    connection.execute("DELETE FROM halfway WHERE lesson = ? AND quiz = ?", (lesson, quiz))


def _begun(row: tuple[Any, ...]) -> tuple[str, Any]:
    quiz, answer = row
    return str(quiz), json.loads(answer)
