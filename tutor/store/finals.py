"""The final quizzes that a learner began: what was asked, and how it was answered."""

from __future__ import annotations

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from tutor.store.tables import Tables

_COLUMNS = "id, questions, answered, passed, at"


@dataclass(frozen=True, slots=True)
class Place:
    """One place in a final quiz: a question and, where it was missed, those asked in its stead.

    Attributes:
        asked: ids of the questions, in the order in which they were asked; at least one.
        answers: whether each was answered right; the last may not be answered yet.
    """

    asked: tuple[str, ...]
    answers: tuple[bool, ...] = ()

    @property
    def open(self) -> bool:
        """Whether its last question waits for an answer."""
        return len(self.answers) < len(self.asked)

    @property
    def right(self) -> bool:
        """Whether its last question was answered right."""
        return not self.open and self.answers[-1]

    @property
    def right_at_first(self) -> bool:
        """Whether its first question was."""
        return self.answers[:1] == (True,)

    @property
    def now(self) -> str:
        """The id of its last question."""
        return self.asked[-1]


@dataclass(frozen=True, slots=True)
class Sat:
    """A final quiz, from its first question on.

    Attributes:
        key: under which it is kept.
        places: as many as questions are asked.
        passed: whether it was passed.
        at: when it was begun, in seconds since 1970.
    """

    key: int
    places: tuple[Place, ...]
    passed: bool
    at: float

    @property
    def next(self) -> int | None:
        """The first place that waits for an answer; None where all are answered."""
        return next((n for n, place in enumerate(self.places) if place.open), None)

    @property
    def answered(self) -> int:
        """How many places wait for nothing."""
        return sum(not place.open for place in self.places)

    @property
    def right(self) -> int:
        """How many places are right by now."""
        return sum(place.right for place in self.places)

    @property
    def right_at_first(self) -> int:
        """How many were right before any question was asked again."""
        return sum(place.right_at_first for place in self.places)

    @property
    def asked_again(self) -> bool:
        """Whether what was missed has been asked again."""
        return any(len(place.asked) > 1 for place in self.places)

    @property
    def ended(self) -> Sat | None:
        """The same as it stood when nothing waited for an answer; None where that never was.

        While what was missed is asked again, that is before any of it was.
        """
        if self.next is None:
            return self
        rounds = max(len(place.asked) for place in self.places) - 1
        if not rounds:
            return None
        before = tuple(Place(one.asked[:rounds], one.answers[:rounds]) for one in self.places)
        sat = replace(self, places=before)
        return sat if sat.next is None else None


class Finals:
    """A learner's final quizzes. Every method may raise `ProgressError`."""

    def __init__(self, tables: Tables) -> None:
        """Read from `tables` and write to them."""
        self._tables = tables

    def begin(self, questions: Sequence[str]) -> Sat:
        """Begin one with these questions."""
        places = tuple(Place((quiz,)) for quiz in questions)
        at = time.time()

        def insert(connection: sqlite3.Connection) -> int:
            statement = "INSERT INTO finals (questions, answered, passed, at) VALUES (?, ?, 0, ?)"
            key = connection.execute(statement, (*_written(places), at)).lastrowid
            return key or 0

        return Sat(self._tables.change(insert), places, passed=False, at=at)

    def newest(self) -> Sat | None:
        """The one that was begun last; None where none was."""
        return next(iter(reversed(self.every())), None)

    def best(self) -> Sat | None:
        """The one with the most right answers, as `best` has it; None where none was ended."""
        return best(self.every())

    def every(self) -> list[Sat]:
        """All, the oldest first; damaged ones are left out."""
        statement = f"SELECT {_COLUMNS} FROM finals ORDER BY id"
        return [sat for sat in self._tables.read(_sat, statement) if sat is not None]

    def answer(self, key: int, place: int, quiz: str, *, right: bool, enough: int) -> Sat | None:
        """Keep an answer to the question `quiz`; one that another terminal answered counts there.

        Args:
            key: of the final quiz.
            place: its index.
            quiz: the id of the question.
            right: whether it was answered right.
            enough: how many places have to be right to pass, once all are answered.

        Returns:
            The quiz as it is kept now; None where it is gone.
        """

        def change(sat: Sat) -> Sat:
            old = sat.places[place]
            if not old.open or old.now != quiz:
                return sat
            places = list(sat.places)
            places[place] = replace(old, answers=(*old.answers, right))
            after = replace(sat, places=tuple(places))
            done = after.next is None and after.right >= enough
            return replace(after, passed=sat.passed or done)

        return self._change(key, change)

    def ask(self, key: int, questions: Mapping[int, str]) -> Sat | None:
        """Ask other questions.

        Args:
            key: of the final quiz.
            questions: for each place, by its index, the id of a question. It is asked besides where
                the place was missed, and in place of the one that waits where one does; a place
                that is right stays as it is.

        Returns:
            The quiz as it is kept now; None where it is gone.
        """

        def change(sat: Sat) -> Sat:
            places = list(sat.places)
            for index, quiz in questions.items():
                old = places[index]
                before = old.asked[:-1] if old.open else old.asked
                places[index] = old if old.right else replace(old, asked=(*before, quiz))
            return replace(sat, places=tuple(places))

        return self._change(key, change)

    def _change(self, key: int, action: Callable[[Sat], Sat]) -> Sat | None:
        """Carry `action` out on the quiz as it is kept, in one transaction."""

        def change(connection: sqlite3.Connection) -> Sat | None:
            statement = f"SELECT {_COLUMNS} FROM finals WHERE id = ?"
            row = connection.execute(statement, (key,)).fetchone()
            sat = _sat(row) if row else None
            if sat is None:
                return None
            after = action(sat)
            connection.execute(
                "UPDATE finals SET questions = ?, answered = ?, passed = ? WHERE id = ?",
                (*_written(after.places), after.passed, key),
            )
            return after

        return self._tables.change(change)


def best(sats: Sequence[Sat]) -> Sat | None:
    """Of the final quizzes that were ended, one that was passed first, the one with the most right.

    While what was missed of one is asked again, it counts as it had ended before; so it is given
    back as it is kept now. None where none was ended.
    """
    ended = [(one.passed, one.right, one.at, sat) for sat in sats if (one := sat.ended)]
    return max(ended, key=lambda one: one[:3])[-1] if ended else None


def times_asked(sats: Sequence[Sat]) -> Counter[str]:
    """How often each question was asked in these final quizzes, by its id."""
    return Counter(quiz for sat in sats for place in sat.places for quiz in place.asked)


def _written(places: Sequence[Place]) -> tuple[str, str]:
    """The places as the table's two columns have them."""
    return json.dumps([one.asked for one in places]), json.dumps([one.answers for one in places])


def _sat(row: tuple[Any, ...]) -> Sat | None:
    """The quiz of a row; None where it is damaged."""
    key, asked, answers, passed, at = row
    try:
        questions = msgspec.json.decode(asked, type=list[tuple[str, ...]])
        given = msgspec.json.decode(answers, type=list[tuple[bool, ...]])
    except (msgspec.MsgspecError, TypeError):
        return None
    sound = len(questions) == len(given) and all(
        len(one) - len(said) in (0, 1) and one for one, said in zip(questions, given, strict=True)
    )
    places = tuple(map(Place, questions, given))
    return Sat(key, places, bool(passed), float(at)) if sound else None
