"""The cards of answered questions: how well each is remembered, and when it is due again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tutor.course.review import LONGEST_DAYS, SECONDS_A_DAY, Card, Given, decode, encode
from tutor.store.tables import Tables

Key = tuple[str, str]
"""The ids of a lesson and of one of its questions."""

_BEYOND = (LONGEST_DAYS + 1) * SECONDS_A_DAY
"""Seconds; what is due after so long was kept under a clock that was wrong: it is due now."""
_DUE = "(due <= ?1 OR due > ?1 + ?2)"


@dataclass(frozen=True, slots=True)
class CardRow:
    """A question that was answered.

    Attributes:
        lesson, quiz: their ids.
        card: what is known of its memory; None where that is damaged.
        due: when it is due, in seconds since 1970.
    """

    lesson: str
    quiz: str
    card: Card | None
    due: float

    @property
    def key(self) -> Key:
        """Both ids."""
        return self.lesson, self.quiz


class Cards:
    """The learner's cards. Every method may raise `ProgressError`, whose message is for people."""

    def __init__(self, tables: Tables) -> None:
        """Read from `tables` and write to them."""
        self._tables = tables

    def find(self, key: Key) -> CardRow | None:
        """The card of a question; None where it has none."""
        statement = "SELECT lesson, quiz, card, due FROM cards WHERE lesson = ? AND quiz = ?"
        return next(iter(self._tables.read(_row, statement, *key)), None)

    def every(self) -> list[CardRow]:
        """All cards, those that are due first at the beginning."""
        statement = "SELECT lesson, quiz, card, due FROM cards ORDER BY due, lesson, quiz"
        return self._tables.read(_row, statement)

    def due(self, now: float) -> list[CardRow]:
        """The cards that are due, in no order that matters."""
        statement = f"SELECT lesson, quiz, card, due FROM cards WHERE {_DUE}"
        return self._tables.read(_row, statement, now, _BEYOND)

    def due_keys(self, now: float) -> list[Key]:
        """Which questions are due: cheap, since no card is read."""
        return self._tables.read(_key, f"SELECT lesson, quiz FROM cards WHERE {_DUE}", now, _BEYOND)

    def keep(self, key: Key, card: Card) -> None:
        """Keep a card in place of the one before."""
        self._tables.write(
            "INSERT INTO cards (lesson, quiz, card, due) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (lesson, quiz) DO UPDATE SET card = excluded.card, due = excluded.due",
            (*key, encode(card), card.due_at),
        )

    def add(self, cards: Iterable[tuple[Key, Card]]) -> None:
        """Keep cards of questions that have none, all in one transaction; others stay."""
        self._tables.write(
            "INSERT OR IGNORE INTO cards (lesson, quiz, card, due) VALUES (?, ?, ?, ?)",
            *((*key, encode(card), card.due_at) for key, card in cards),
        )

    def without(self) -> dict[Key, tuple[list[Given], int]]:
        """Answers to questions that have no card, and the hints taken: predictions are among them.

        Returns:
            For each question its answers, the oldest first, and how many hints were taken.
        """
        rows = self._tables.read(
            tuple,
            "SELECT a.lesson, a.quiz, a.correct, a.at, coalesce(h.used, 0) FROM attempts a "
            "LEFT JOIN hints h ON h.lesson = a.lesson AND h.quiz = a.quiz "
            "WHERE NOT EXISTS "
            "(SELECT 1 FROM cards c WHERE c.lesson = a.lesson AND c.quiz = a.quiz) ORDER BY a.id",
        )
        found: dict[Key, tuple[list[Given], int]] = {}
        for lesson, quiz, correct, at, hints in rows:
            answers, _hints = found.setdefault((lesson, quiz), ([], hints))
            answers.append(Given(bool(correct), _number(at)))
        return found


def _key(row: tuple[Any, ...]) -> Key:
    return str(row[0]), str(row[1])


def _row(row: tuple[Any, ...]) -> CardRow:
    lesson, quiz, card, due = row
    return CardRow(str(lesson), str(quiz), decode(str(card)), _number(due))


def _number(value: object) -> float:
    """A column's number; 0 where something else got into it."""
    return float(value) if isinstance(value, int | float) else 0.0
