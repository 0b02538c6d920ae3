"""The pre-quiz: the recall quiz of a lesson, asked before the lesson is read."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from tutor.course.lesson import Lesson, Prose, Quiz, Step
from tutor.course.plain import paragraphs
from tutor.course.search import folded

KNOWN = 0.8
"""The share of the recall quiz from which on a lesson may count as known."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_OFTEN, _LENGTH = 1.2, 0.5
"""BM25's k1 and b: how soon repetitions count for little, and what a step's length does."""
_STEM = 6
"""Letters by which words are told apart: `layer` and `layers`, `predict` and `prediction`."""


def recall(lesson: Lesson) -> list[Quiz]:
    """The questions of a lesson's last step; none where that step asks nothing."""
    return lesson.steps[-1].quizzes if lesson.steps else []


def known(right: int, asked: int) -> bool:
    """Whether so many right answers show that a lesson is known."""
    return asked > 0 and right >= KNOWN * asked


def worth_reading(lesson: Lesson, missed: Sequence[Quiz]) -> list[int]:
    """The steps that tell what missed questions ask for, by their indices, in order.

    No lesson says which step a question is about. It is taken to be the step that the words of the
    question, its solution and its right answers find best by Okapi BM25 (Robertson and Zaragoza:
    The Probabilistic Relevance Framework, 2009), with the weight log(N / n) for a word that n of N
    steps have.

    Args:
        lesson: with its recall quiz in the last step, which is never named.
        missed: the questions; each names one step.
    """
    steps = [_words(_told(step)) for step in lesson.steps[:-1]]
    found = {_best(steps, _words(_asked(quiz))) for quiz in missed} if steps else set()
    return sorted(found - {-1})


def _best(steps: Sequence[Counter[str]], wanted: Counter[str]) -> int:
    """The index of the step that has most of the words; -1 where none has any that tells."""
    count = len(steps)
    usual = sum(step.total() for step in steps) / count
    worth = {
        word: math.log1p(times) * math.log(count / having)
        for word, times in wanted.items()
        if (having := sum(word in step for step in steps))
    }
    scores = []
    for step in steps:
        length = 1 - _LENGTH + _LENGTH * step.total() / max(usual, 1)
        shares = (step[word] * worth[word] / (step[word] + _OFTEN * length) for word in worth)
        scores.append(sum(shares))
    best = max(scores)
    return scores.index(best) if best > 0.0 else -1


def _told(step: Step) -> str:
    """All that a step says: its title, its texts, its questions and their solutions."""
    texts = [part.plain for part in step.parts if isinstance(part, Prose)]
    return "\n\n".join([step.title, step.title, *texts, *map(_asked, step.quizzes)])


def _asked(quiz: Quiz) -> str:
    """What a question is about; what it offers that is wrong leads astray."""
    right = [one.text for one in quiz.options if one.correct or quiz.type in {"order", "match"}]
    return "\n\n".join([quiz.prompt, quiz.solution, *right])


def _words(markdown: str) -> Counter[str]:
    """How often each word stands in a text, by its first letters."""
    plain = folded("\n".join(paragraphs(markdown)))
    return Counter(word[:_STEM] for word in _WORD.findall(plain))
