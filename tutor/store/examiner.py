"""Asks the final quiz: draws from its bank, keeps every answer, and asks again what was missed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tutor.course.final import Bank, Final
from tutor.course.lesson import Quiz
from tutor.store.finals import Finals, Sat, times_asked

_SEEDS = 2**32


def _any_seed() -> int:
    return random.randrange(_SEEDS)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked now.

    Attributes:
        place: its index among those of the final quiz.
        quiz: the question.
        lesson: the id of the lesson that it is on.
        step: the index of its step in the bank.
    """

    place: int
    quiz: Quiz
    lesson: str
    step: int


class Examiner:
    """One learner's final quiz. Methods that read or write may raise `ProgressError`.

    Attributes:
        bank: the questions.
        rules: how many are asked, and how many have to be right.
        sat: the quiz that was begun last, as far as it has come; None before the first.
    """

    def __init__(
        self, bank: Bank, rules: Final, finals: Finals, seed: Callable[[], int] = _any_seed
    ) -> None:
        """Go on with the quiz that was begun last.

        Args:
            bank: the questions.
            rules: how many are asked, and how many have to be right.
            finals: where answers are kept.
            seed: gives a new one for each choice.
        """
        self.bank = bank
        self.rules = rules
        self._finals = finals
        self._seed = seed
        self.sat = finals.newest()

    @property
    def enough(self) -> int:
        """How many questions have to be right."""
        asked = len(self.sat.places) if self.sat else self.rules.questions
        return self.rules.enough(asked)

    @property
    def under_way(self) -> bool:
        """Whether a question waits for an answer."""
        return self.sat is not None and self.sat.next is not None

    @property
    def passed(self) -> Sat | None:
        """The best that was passed, other than the one that is asked now; None where none was."""
        best = self._finals.best()
        other = best is not None and best.passed and (self.sat is None or best.key != self.sat.key)
        return best if other else None

    def back_to_passed(self) -> None:
        """Turn to the quiz that was passed; one that is under way stays as it is."""
        self.sat = self.passed or self.sat

    def another(self) -> None:
        """Go on with the quiz that was begun last where it waits, else begin another one."""
        newest = self._finals.newest()
        if newest is None or newest.next is None or (self.sat and newest.key == self.sat.key):
            self.begin()
        else:
            self.sat = newest

    def begin(self) -> None:
        """Begin another quiz, with questions that were asked least often so far."""
        asked = times_asked(self._finals.every())
        drawn = self.bank.draw(self.rules.questions, asked, self._seed())
        self.sat = self._finals.begin(drawn)

    def question(self) -> Question | None:
        """What is asked now; None where all is answered.

        A question that the bank has no more gives way to another one.
        """
        sat = self.sat
        if sat is None or sat.next is None:
            return None
        quiz = sat.places[sat.next].now
        if quiz not in self.bank.quizzes:
            quiz = self._another(quiz)
            self.sat = self._finals.ask(sat.key, {sat.next: quiz}) or sat
        found = self.bank.quizzes[quiz]
        return Question(sat.next, found, self.bank.lessons[quiz], self.bank.step(quiz))

    def answer(self, question: Question, *, right: bool) -> None:
        """Keep whether a question was answered right."""
        if self.sat is not None:
            kept = self._finals.answer(
                self.sat.key, question.place, question.quiz.id, right=right, enough=self.enough
            )
            self.sat = kept or self.sat

    def ask_again(self) -> None:
        """Ask a fresh question on the same lesson for each one that was missed."""
        sat = self.sat
        if sat is not None:
            missed = [n for n, place in enumerate(sat.places) if not (place.open or place.right)]
            fresh: dict[int, str] = {}
            for place in missed:
                fresh[place] = self._another(sat.places[place].now, *fresh.values())
            self.sat = self._finals.ask(sat.key, fresh) or sat

    def missed(self) -> dict[str, int]:
        """How many places are wrong by now, for each lesson with any, in the course's order."""
        return missed(self.sat, self.bank)

    def _another(self, quiz: str, *taken: str) -> str:
        """A question on the same lesson, none of `taken` where that can be."""
        asked = times_asked(self._finals.every())
        return self.bank.another(quiz, asked, self._seed(), taken)


def missed(sat: Sat | None, bank: Bank) -> dict[str, int]:
    """How many places of a final quiz are wrong, for each lesson with any, in the course's order.

    Args:
        sat: the quiz; None for none.
        bank: which knows the lesson of each question; one that it has no more is under `""`.
    """
    found: dict[str, int] = {}
    for place in sat.places if sat else ():
        if not (place.open or place.right):
            lesson = bank.lessons.get(place.now, "")
            found[lesson] = found.get(lesson, 0) + 1
    return found
