"""The final quiz: its rules in `course.toml`, its bank of questions, and how these are drawn."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Annotated

import msgspec

from tutor.course.lesson import Block, Lesson, Placed, Quiz
from tutor.course.problem import Fault, Problem, hint, quoted

BANK_TIMES = 3
"""So many times the questions of one quiz a bank should hold, so that another one is fresh."""


class Final(Block, frozen=True, kw_only=True):
    """The table `[final]` of `course.toml`.

    Attributes:
        bank: the name of the file with the questions.
        questions: how many are asked.
        passing: which share of them has to be right, 0 to 1; `pass` in the file.
    """

    bank: str
    questions: Annotated[int, msgspec.Meta(ge=1, le=200)] = 20
    passing: Annotated[float, msgspec.Meta(gt=0.0, le=1.0)] = msgspec.field(
        default=0.8, name="pass"
    )

    def enough(self, asked: int) -> int:
        """How many of `asked` questions have to be right."""
        # The quotient may lie a hair above a whole number: 0.55 of 20 are 11.
        return -int(-(self.passing * asked - 1e-9) // 1)


class Bank:
    """The questions of the final quiz, by lesson.

    Attributes:
        lesson: the file that they are from: a step a lesson, under the lesson's id.
        quizzes: the questions by their ids.
        lessons: the id of the lesson that each question is on, by the question's.
    """

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        self.quizzes: dict[str, Quiz] = {}
        self.lessons: dict[str, str] = {}
        for step in lesson.steps:
            for quiz in step.quizzes:
                self.quizzes[quiz.id] = quiz
                self.lessons[quiz.id] = step.title

    def step(self, quiz: str) -> int:
        """The index of the step that a question stands in."""
        titles = [step.title for step in self.lesson.steps]
        return titles.index(self.lessons[quiz])

    def draw(self, count: int, asked: Mapping[str, int], seed: int) -> list[str]:
        """The ids of `count` questions, or of all where the bank has no more.

        Every lesson gets the same number of them, or one more, which lessons get one more being
        chance; in each, those that were asked least often come first. They are asked in the order
        of the lessons.

        Args:
            count: how many.
            asked: how often each was asked before.
            seed: of what is chance.
        """
        chance = random.Random(seed)
        piles = {lesson: self._pile(lesson, asked, chance) for lesson in self._on}
        drawn: list[str] = []
        while len(drawn) < count and any(piles.values()):
            turn = [lesson for lesson, pile in piles.items() if pile]
            chance.shuffle(turn)
            drawn += [piles[lesson].pop(0) for lesson in turn[: count - len(drawn)]]
        places = list(self.quizzes)
        return sorted(drawn, key=places.index)

    def another(
        self, quiz: str, asked: Mapping[str, int], seed: int, taken: Collection[str] = ()
    ) -> str:
        """A question on the same lesson that was asked least often; itself where it is alone.

        Args:
            quiz: the id of a question; one that the bank has no more has no lesson, and any
                question may take its place.
            asked: how often each was asked before.
            seed: of the choice among equals.
            taken: what else is not wanted, where there is any other.
        """
        chance = random.Random(seed)
        lesson = self.lessons.get(quiz) or chance.choice(self._on)
        pile = self._pile(lesson, asked, chance)
        return next((one for one in pile if one not in {quiz, *taken}), pile[0])

    @property
    def _on(self) -> list[str]:
        """The lessons that there are questions on, in order."""
        return list(dict.fromkeys(self.lessons.values()))

    def _pile(self, lesson: str, asked: Mapping[str, int], chance: random.Random) -> list[str]:
        pile = [quiz for quiz, on in self.lessons.items() if on == lesson]
        chance.shuffle(pile)
        return sorted(pile, key=lambda quiz: asked.get(quiz, 0))


def bank_problems(bank: Lesson, final: Final, lessons: Collection[str]) -> list[Problem]:
    """What is wrong with a bank for this final quiz.

    Args:
        bank: the file.
        final: what the course says.
        lessons: the ids of the course's lessons.
    """
    problems = [
        Problem(bank.path, line, *fault)
        for step in bank.steps
        for line, fault in _step_faults(step.title, step.line, step.blocks, lessons)
    ]
    count = len(Bank(bank).quizzes)
    wanted = BANK_TIMES * final.questions
    if count < final.questions:
        message = f"found {count} questions; the final quiz asks {final.questions}"
        problems.append(Problem(bank.path, 1, "bank", message))
    elif count < wanted:
        message = f"found {count} questions; from {wanted} on, another final quiz is mostly fresh"
        problems.append(Problem(bank.path, 1, "bank", message, warning=True))
    if bank.id in lessons:
        message = f"found {quoted(bank.id)}, the id of a lesson too"
        problems.append(Problem(bank.path, bank.line_of("id"), "id", message))
    return [*problems, *_left_out(bank, lessons)]


def _step_faults(
    title: str, line: int, blocks: Sequence[Placed], lessons: Collection[str]
) -> Iterator[tuple[int, Fault]]:
    if title not in lessons:
        message = f"found {quoted(title)}; a step of the bank is titled by the id of a lesson"
        yield line, Fault("step", f"{message}; {hint(title, lessons)}")
    if not any(isinstance(block.content, Quiz) for block in blocks):
        yield line, Fault("step", "found no question; a step of the bank has at least one")
    for block in blocks:
        if not isinstance(block.content, Quiz):
            yield block.line, Fault("experiment", "a bank has questions only")
        elif block.content.judged:
            yield block.line, Fault("quiz", "a bank has no predictions: no run settles them")


def _left_out(bank: Lesson, lessons: Collection[str]) -> Iterator[Problem]:
    titles = {step.title for step in bank.steps}
    for lesson in sorted(lessons):
        if lesson not in titles:
            message = f"there is no question on the lesson {quoted(lesson)}"
            yield Problem(bank.path, 1, "bank", message, warning=True)
