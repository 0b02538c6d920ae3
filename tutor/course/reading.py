"""How much there is to read in a lesson, and how it is parted: figures for its author."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from tutor.course.figures import without_own
from tutor.course.lesson import Lesson, Prose, Step

_CODE = re.compile(r"^(```+|~~~+).*?^\1", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r"\w")
_SENTENCE = re.compile(r"[.!?:]['”’*_)]*(?:\s|$)|\n\s*\n|\n(?=\s*[-|])")


@dataclass(frozen=True, slots=True)
class Readability:
    """What a lesson asks of its readers.

    Attributes:
        lesson: its id.
        steps: how many there are.
        words: of prose, in all; code and the questions aside.
        median, most: words of prose in a step.
        before: words before the first question or experiment.
        sentence: words in a sentence, on average.
        questions: predictions aside.
        experiments: how many there are.
    """

    lesson: str
    steps: int
    words: int
    median: float
    most: int
    before: int
    sentence: float
    questions: int
    experiments: int

    def as_object(self) -> dict[str, Any]:
        """As plain data, for `--json`."""
        return asdict(self)


def readability(lesson: Lesson) -> Readability:
    """Count a lesson's words."""
    steps = [sum(words_of(text) for text in _prose(step)) for step in lesson.steps]
    sentences = [len(_words(one)) for step in lesson.steps for text in _prose(step)
                 for one in _SENTENCE.split(_plain(text))]  # fmt: skip
    lengths = [length for length in sentences if length]
    return Readability(
        lesson=lesson.id,
        steps=len(steps),
        words=sum(steps),
        median=median(steps) if steps else 0,
        most=max(steps, default=0),
        before=_before(lesson),
        sentence=round(sum(lengths) / len(lengths), 1) if lengths else 0.0,
        questions=sum(len(step.quizzes) for step in lesson.steps),
        experiments=len(lesson.experiments),
    )


def words_of(text: str) -> int:
    """Words of a Markdown text, its code aside."""
    return len(_words(_plain(text)))


def _plain(text: str) -> str:
    return _CODE.sub("", without_own(text))


def _words(text: str) -> list[str]:
    return [word for word in text.split() if _WORD.search(word)]


def _prose(step: Step) -> list[str]:
    return [part.text for part in step.parts if isinstance(part, Prose)]


def _before(lesson: Lesson) -> int:
    """Words that are read before anything happens."""
    count = 0
    for part in (part for step in lesson.steps for part in step.parts):
        if not isinstance(part, Prose):
            break
        count += words_of(part.text)
    return count
