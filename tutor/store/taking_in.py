"""Merges rows of progress into an open file: what was there stays, what is new comes to it.

Taking the same rows in twice changes nothing more. All of it belongs into one transaction.
"""

from __future__ import annotations

import heapq
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter

from tutor.course.review import decode
from tutor.store.holdings import (
    AttemptRow,
    CardRow,
    FinalRow,
    Holdings,
    Lesson,
    NoteRow,
    PositionRow,
    Row,
    insert,
    written,
)
from tutor.store.holdings import rows as rows_of
from tutor.store.merging import merged
from tutor.store.notes import cleaned

BETWEEN = "(in the progress that was taken in:)"
"""A line between two versions of the same lines of a note."""

_at = attrgetter("at")


def take_in(connection: sqlite3.Connection, rows: Holdings) -> Counter[str]:
    """Merge everything.

    Returns:
        For each table how many of its rows are new or were changed.

    Raises:
        sqlite3.Error, ValueError: it cannot be written, or what is there is damaged.
    """
    here = rows_of(connection, AttemptRow)
    taken = take_in_lesson(connection, rows)
    taken["notes"] = _notes(connection, rows.notes)
    taken["finals"] = _finals(connection, rows.finals)
    for table in ("bookmarks", "runs", "favourites"):
        taken[table] = _fresh(connection, table, getattr(rows, table))
    answered = {one.lesson for one in (*here, *rows.attempts)}
    aside = [one for one in rows.set_aside if one.lesson not in answered]
    taken["set_aside"] = _fresh(connection, "set_aside", aside)
    return taken


def take_in_lesson(connection: sqlite3.Connection, rows: Lesson) -> Counter[str]:
    """Merge what a reset forgets; counts and errors as of `take_in`."""
    return Counter(
        attempts=_attempts(connection, rows.attempts),
        hints=_hints(connection, rows),
        halfway=_fresh(connection, "halfway", rows.halfway),
        positions=_positions(connection, rows.positions),
        completed=_completed(connection, rows),
        cards=_cards(connection, rows.cards),
    )


def _attempts(connection: sqlite3.Connection, rows: Sequence[AttemptRow]) -> int:
    """Answers that are not there, each put between those before and after it by their times."""
    taken = 0
    for lesson in dict.fromkeys(one.lesson for one in rows):
        here = rows_of(connection, AttemptRow, lesson)
        known = set(map(_same_attempt, here))
        those = {_same_attempt(one): one for one in rows if one.lesson == lesson}
        fresh = [one for same, one in those.items() if same not in known]
        if fresh:
            connection.execute("DELETE FROM attempts WHERE lesson = ?", (lesson,))
            _write(connection, "attempts", heapq.merge(here, fresh, key=_at))
            taken += len(fresh)
    return taken


def _same_attempt(one: AttemptRow) -> tuple[str, str, float]:
    """What tells an answer from all others of its lesson."""
    return one.quiz, json.dumps(one.answer), one.at


def _hints(connection: sqlite3.Connection, rows: Lesson) -> int:
    """The larger number of hints counts."""
    statement = insert("hints") + (
        " ON CONFLICT (lesson, quiz) DO UPDATE SET used = excluded.used WHERE excluded.used > used"
    )
    return _carry_out(connection, statement, rows.hints)


def _completed(connection: sqlite3.Connection, rows: Lesson) -> int:
    """The first time counts; told are lessons that were not done."""
    fresh = _fresh(connection, "completed", rows.completed)
    _carry_out(
        connection, "UPDATE completed SET at = min(at, ?2) WHERE lesson = ?1", rows.completed
    )
    return fresh


def _positions(connection: sqlite3.Connection, rows: Sequence[PositionRow]) -> int:
    """The later place in a lesson counts, and the latest of all is the lesson open last."""
    here = rows_of(connection, PositionRow)
    newest: dict[str, PositionRow] = {}
    for one in heapq.merge(rows, here, key=_at):
        newest.pop(one.lesson, None)
        newest[one.lesson] = one
    changed = set(newest.values()) - set(here)
    if changed:
        connection.execute("DELETE FROM positions")
        _write(connection, "positions", newest.values())
    return len(changed)


def _cards(connection: sqlite3.Connection, rows: Sequence[CardRow]) -> int:
    """The card that was reviewed later counts, and any rather than a damaged one."""
    there = {(one.lesson, one.quiz): decode(one.card) for one in rows_of(connection, CardRow)}
    better = []
    for one in rows:
        card, known = decode(one.card), there.get((one.lesson, one.quiz))
        if card is not None and (known is None or card.last_review > known.last_review):
            better.append((one.lesson, one.quiz, one.card, card.due_at))
    connection.executemany(insert("cards", "INSERT OR REPLACE"), better)
    return len(better)


def _notes(connection: sqlite3.Connection, rows: Sequence[NoteRow]) -> int:
    """Of two notes on one step all lines are kept."""
    known = {(one.lesson, one.step): one for one in rows_of(connection, NoteRow)}
    changed = []
    for one in rows:
        text, before = cleaned(one.text), known.get((one.lesson, one.step))
        whole = text if before is None else merged("", text, before.text, between=BETWEEN)
        if whole.strip() and (before is None or whole != before.text):
            at = one.at if before is None else max(one.at, before.at)
            changed.append((one.lesson, one.step, whole, at))
    connection.executemany(insert("notes", "INSERT OR REPLACE"), changed)
    return len(changed)


def _finals(connection: sqlite3.Connection, rows: Sequence[FinalRow]) -> int:
    """Final quizzes that are not there; of one that is, the version with more answers counts."""
    here = rows_of(connection, FinalRow)
    known = {one.at: one for one in here}
    better = {
        one.at: one
        for one in rows
        if one.at not in known or _further(one) > _further(known[one.at])
    }
    if better:
        stay = [one for one in here if one.at not in better]
        connection.execute("DELETE FROM finals")
        _write(connection, "finals", heapq.merge(stay, sorted(better.values(), key=_at), key=_at))
    return len(better)


def _further(one: FinalRow) -> tuple[bool, int]:
    """How far a final quiz has come: whether it is passed, and how many answers there are."""
    return one.passed, sum(len(answers) for answers in one.answered)


def _fresh(connection: sqlite3.Connection, table: str, rows: Sequence[Row]) -> int:
    """Rows whose key is not there; how many."""
    return _carry_out(connection, insert(table, "INSERT OR IGNORE"), rows)


def _carry_out(connection: sqlite3.Connection, statement: str, rows: Sequence[Row]) -> int:
    """A statement with each row's values; how many rows it wrote."""
    return max(connection.executemany(statement, map(written, rows)).rowcount, 0)


def _write(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Write rows that are not there, in this order."""
    connection.executemany(insert(table), map(written, rows))
