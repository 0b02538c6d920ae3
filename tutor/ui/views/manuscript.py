"""A text that a learner and a network write together."""

from __future__ import annotations

from tutor.datasets import alphabet
from tutor.lab.text.writing import Mark
from tutor.lab.views.writing import LONGEST_SEED, MOST_DRAWN, Likely, Step, WritingQuery, Written

LENGTHS = (200, 400, 40)
"""Characters that are written at a time."""
_COLDEST, _HOTTEST = 0, 20
"""Tenths of a degree of temperature."""


class Manuscript:
    """Characters, the newest of them as long as they can still be written otherwise.

    Attributes:
        kept: what stands.
        drawn: what the network wrote since something else was changed; with another temperature
            it is written anew, all of it.
        tenths: of the temperature.
        draw: the number of the draw.
        length: characters to write at a time.
        answer: what the network told last; None before.
        unknown: characters that were typed and that the alphabet lacks.
    """

    def __init__(self, temperature: float) -> None:
        """An empty text."""
        self.kept: list[Mark] = []
        self.drawn: list[Mark] = []
        self.tenths = min(max(round(10 * temperature), _COLDEST), _HOTTEST)
        self.draw = 1
        self.length = LENGTHS[0]
        self._wanted = 0
        """Characters that `drawn` was asked to have."""
        self.answer: Written | None = None
        self.unknown: list[str] = []

    @property
    def temperature(self) -> float:
        """Of the draws."""
        return self.tenths / 10

    @property
    def marks(self) -> list[Mark]:
        """All characters."""
        return self.kept + self.drawn

    def first(self) -> WritingQuery:
        """The question for a text to begin with."""
        return WritingQuery(temperature=self.temperature)

    def question(self, length: int = 0) -> WritingQuery:
        """The question for `length` characters after what stands."""
        text = "".join(mark.symbol for mark in self.kept)
        return WritingQuery(text=text, length=length, temperature=self.temperature, draw=self.draw)

    def further(self) -> WritingQuery:
        """The question for `length` more characters after what was written last.

        That is asked for again, so that the draws go on and do not begin anew.
        """
        if self._wanted + self.length > MOST_DRAWN:
            self.settle()
        self._wanted = self._wanted + self.length if self.drawn else self.length
        return self.question(self._wanted)

    def anew(self) -> WritingQuery:
        """The question for what was written last, with what has been changed since."""
        return self.question(max(self._wanted, self.length) if self.drawn else 0)

    def warm(self, tenths: int) -> None:
        """Make the temperature higher or lower."""
        self.tenths = min(max(self.tenths + tenths, _COLDEST), _HOTTEST)

    def lengthen(self) -> None:
        """Write as much as comes next in `LENGTHS` at a time."""
        self.length = LENGTHS[(LENGTHS.index(self.length) + 1) % len(LENGTHS)]
        self._wanted = self.length

    def type(self, text: str) -> None:
        """Write something after all that stands there; what the alphabet lacks is noted."""
        self.settle()
        told = dict.fromkeys(one for one in text if alphabet.OTHER in alphabet.fold(one))
        self.unknown = [one for one in told if one.isprintable()]
        self._keep([Mark(symbol, mine=True) for symbol in alphabet.fold(text)])

    def accept(self) -> None:
        """Let the likeliest next character stand."""
        self.settle()
        if self.answer is not None and self.answer.following:
            likely = self.answer.following
            step = Step(likely[0].symbol, likely[0].share, self.answer.entropy, likely)
            self._keep([Mark(step.symbol, mine=False, step=step)])

    def take_back(self) -> None:
        """Drop the last character."""
        self.settle()
        self.kept = self.kept[:-1]
        self.unknown = []

    def clear(self) -> None:
        """Begin with nothing."""
        self.kept, self.drawn, self.unknown = [], [], []

    def settle(self) -> None:
        """Let what was written last stand."""
        self._keep(self.drawn)
        self.drawn, self._wanted = [], 0

    def take_in(self, written: Written) -> bool:
        """Take an answer; whether it is about what stands here now."""
        given = [step.symbol for step in written.given]
        if self.answer is None and not self.kept:  # the first text is the worker's choice
            self.kept = [Mark(symbol, mine=True) for symbol in given]
        before = len(self.kept) - len(given)
        if before != written.skipped or given != [mark.symbol for mark in self.kept[before:]]:
            return False
        read = zip(self.kept[before:], written.given, strict=True)
        self.kept[before:] = [Mark(mark.symbol, mark.mine, step) for mark, step in read]
        self.drawn = [Mark(step.symbol, mine=False, step=step) for step in written.drawn]
        self.answer = written
        return True

    def likely(self, place: int) -> tuple[list[Likely], str | None]:
        """What may come at a place, and what came; behind the last character None.

        At temperature 0 it is known there, too: the likeliest comes.
        """
        marks = self.marks
        if place >= len(marks):
            following = [] if self.answer is None else self.answer.following
            taken = following[0].symbol if following and not self.tenths else None
            return following, taken
        step = marks[place].step
        return ([] if step is None else step.likely), marks[place].symbol

    def _keep(self, marks: list[Mark]) -> None:
        self.kept = [*self.kept, *marks][-LONGEST_SEED:]
