"""What a learner has ticked, put in order or matched, before it is given as an answer and after."""

from __future__ import annotations

from tutor.course.answers import Answer
from tutor.course.lesson import Quiz


class Marks:
    """The state of a question's options.

    Attributes:
        shown: which option stands in each place, by its index; moved where they stand in order.
        ticked: the options that are chosen.
        partners: of each option, the option whose partner it was given; None where none was.
    """

    def __init__(self, quiz: Quiz, shown: list[int]) -> None:
        """Mark nothing."""
        self._quiz = quiz
        self.shown = shown
        self.ticked: set[int] = set()
        self.partners: list[int | None] = [None] * len(quiz.options)

    def tick(self, place: int) -> None:
        """Tick what stands in a place, or take its tick away."""
        self.ticked ^= {self.shown[place]}

    def choose(self, place: int) -> None:
        """Tick what stands in a place, and nothing else."""
        self.ticked = {self.shown[place]}

    def turn(self, place: int, change: int) -> None:
        """Give what stands in a place the next partner in that direction, the first one at first.

        Partners come in the order in which the options stand.
        """
        partner = self.partners[place]
        at = -1 if partner is None else self.shown.index(partner)
        if partner is None and change < 0:
            at = 0
        self.partners[place] = self.shown[(at + change) % len(self.shown)]

    @property
    def answer(self) -> list[int]:
        """What is marked, of all questions but those with one choice, as an answer."""
        match self._quiz.type:
            case "order":
                return list(self.shown)
            case "match":
                return [-1 if partner is None else partner for partner in self.partners]
            case _:
                return sorted(self.ticked)

    def restore(self, answer: Answer) -> None:
        """Mark what was marked before; nothing of what the question can't have."""
        indices = set(range(len(self._quiz.options)))
        if isinstance(answer, int) and answer in indices:
            self.ticked = {answer}
        elif isinstance(answer, list) and self._quiz.type == "select":
            self.ticked = set(answer) & indices
        elif isinstance(answer, list) and len(answer) == len(indices):
            if self._quiz.type == "order" and set(answer) == indices:
                self.shown[:] = answer
            elif self._quiz.type == "match" and set(answer) <= indices | {-1}:
                self.partners = [None if partner < 0 else partner for partner in answer]
