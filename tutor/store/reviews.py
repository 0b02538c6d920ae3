"""What is due of the course, and what becomes of an answer: the cards beside the lessons.

Questions that a lesson no longer has, and those of lessons that are gone or broken, are left out;
their cards stay, for the day that the lesson is back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tutor.course.catalog import Catalog
from tutor.course.lesson import Lesson, Quiz
from tutor.course.review import Card, Rating, first_card, rate, urgency
from tutor.store.cards import CardRow, Cards, Key
from tutor.store.progress import Progress


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the course that can be reviewed.

    Attributes:
        lesson: which it is from.
        step: the index of its step, from 0.
        quiz: the question.
    """

    lesson: Lesson
    step: int
    quiz: Quiz

    @property
    def key(self) -> Key:
        """The ids of lesson and question."""
        return self.lesson.id, self.quiz.id

    @property
    def told(self) -> int:
        """The index of the step that tells the answer; without one (`told_in`), of its own."""
        titles = [step.title for step in self.lesson.steps]
        wanted = self.quiz.told_in
        return titles.index(wanted) if wanted in titles else self.step


@dataclass(frozen=True, slots=True)
class Due:
    """A question that is due, with its card; None where that is damaged."""

    asked: Asked
    card: Card | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What waits.

    Attributes:
        due: the lesson of each question that is due.
        upcoming: when the others are, in seconds since 1970, the next one first.
    """

    due: tuple[str, ...]
    upcoming: tuple[float, ...]

    @property
    def questions(self) -> int:
        """How many there are in all."""
        return len(self.due) + len(self.upcoming)


class Reviews:
    """Spaced review of the course. Methods that read or write may raise `ProgressError`.

    Attributes:
        clock: tells the time, in seconds since 1970.
    """

    def __init__(
        self, catalog: Catalog, progress: Progress, clock: Callable[[], float] = time.time
    ) -> None:
        """Review what `catalog` has, by the cards in `progress`."""
        self._catalog = catalog
        self._progress = progress
        self._known: dict[str, dict[str, Asked]] = {}
        self.clock = clock

    @property
    def _cards(self) -> Cards:
        return self._progress.cards

    def asked(self, key: Key) -> Asked | None:
        """The question of a card; None where the course has it no more. Reads its lesson."""
        name, quiz = key
        if name not in self._known:
            entry = self._catalog.find(name)
            lesson = entry.lesson if entry is not None else None
            self._known[name] = questions(lesson) if lesson is not None else {}
        return self._known[name].get(quiz)

    def due_count(self) -> int:
        """How many questions are due; cheap: of lessons not read yet all cards are counted."""
        unread = {entry.id for entry in self._catalog.entries if not entry.read}
        keys = self._cards.due_keys(self.clock())
        return sum(key[0] in unread or self.asked(key) is not None for key in keys)

    def due(self) -> list[Due]:
        """What is due, the memory that has faded most first."""
        now = self.clock()
        rows = sorted(
            self._cards.due(now), key=lambda row: (-urgency(row.card, now), row.due, row.key)
        )
        return [Due(asked, row.card) for asked, row in self._there(rows)]

    def still_due(self, due: Due) -> bool:
        """Whether no other terminal has answered it meanwhile."""
        return due.asked.key in self._cards.due_keys(self.clock())

    def outlook(self) -> Outlook:
        """What is due and when the rest is."""
        due = {one.asked.key: one.asked.lesson.id for one in self.due()}
        later = (row.due for asked, row in self._there(self._cards.every()) if asked.key not in due)
        return Outlook(tuple(due.values()), tuple(later))

    def take_in(self) -> None:
        """Make cards of answers from before there were cards, due by the time of each."""
        now = self.clock()
        without = self._cards.without()
        found = [
            (key, first_card(answers, hints, now))
            for key, (answers, hints) in without.items()
            if self.asked(key) is not None
        ]
        if found:
            self._cards.add(found)

    def _there(self, rows: Iterable[CardRow]) -> list[tuple[Asked, CardRow]]:
        """The rows whose question the course still has, with it."""
        pairs = ((self.asked(row.key), row) for row in rows)
        return [(asked, row) for asked, row in pairs if asked is not None]

    def sitting(self) -> Sitting:
        """Begin to take answers."""
        return Sitting(self._progress, self.clock)


class Sitting:
    """Rates the answers that one place takes: all tries at a question there are one review."""

    def __init__(self, progress: Progress, clock: Callable[[], float]) -> None:
        """Keep cards in `progress`."""
        self._progress = progress
        self._clock = clock
        self._before: dict[Key, Card | None] = {}

    def rate(self, key: Key, rated: Rating) -> Card:
        """Keep what the answers to a question say by now; the card, as it was kept.

        Raises:
            ProgressError: it could not be kept.
        """
        if key not in self._before:
            row = self._progress.cards.find(key)
            self._before[key] = row.card if row is not None else None
        card = rate(self._before[key], rated, self._clock())
        self._progress.cards.keep(key, card)
        return card


def questions(lesson: Lesson) -> dict[str, Asked]:
    """The questions of a lesson that are reviewed, by their ids; predictions are not."""
    return {
        quiz.id: Asked(lesson, step, quiz)
        for step, one in enumerate(lesson.steps)
        for quiz in one.quizzes
    }
