"""Grades an answer to a question and gathers the author's comments on it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice, pairwise

from tutor.course.answers import Answer, normal, readings
from tutor.course.lesson import Option, Quiz, QuizType
from tutor.lab.tasks import SHARES

_ROUNDING = 1e-9
_ROUNDED = 0.011
"""The share of a number by which 0.33 is off a third."""
_ONE_PERCENT = 0.01
"""From here on a percentage is known from a share without its sign."""

_SPELLED_FROM = 5
"""Letters from which on a word with another letter is hardly a different word."""
_SPELLED = 0.8
"""The share of letters in common (Ratcliff and Obershelp's) from which on it is a slip."""
_WHOLE = 100.0
_IN_PERCENT = re.compile(r"\bin per ?cent\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grade:
    """What an answer is worth.

    Attributes:
        score: 0 to 1.
        correct: whether all of it is right.
        comments: options and what the author says about them: of a wrong answer on what was
            picked or misplaced, of a right one on all that was offered (for `choice` on the pick).
        problem: why the answer cannot be graded, in one sentence; it is no attempt then.
    """

    score: float
    correct: bool
    comments: tuple[tuple[str, str], ...] = ()
    problem: str = ""


def grade(quiz: Quiz, answer: Answer) -> Grade:
    """Grade `answer`.

    * `choice`: 1 or 0.
    * `select`: right picks less wrong picks, over all right options; never below 0.
    * `number`: right within `tolerance` of one of `accept`, for one of the ways to read it; where a
      percentage is asked for, 0.8 means 80 % too, and what lies outside 0 to 100 is no answer.
    * `text`: right where it equals one of `accept` but for case, accents, blanks and outer
      punctuation; a slip of spelling is no attempt.
    * `order`: the share of neighbours that stand right, an option directly after the one it
      follows in the file.
    * `match`: the share of right pairs.

    An answer that is none (no number, nothing typed, an index that does not exist, as an old
    answer to a changed question can have) comes back with a `problem`.
    """
    return _GRADERS[quiz.type](quiz, answer)


def _said(options: Sequence[Option]) -> tuple[tuple[str, str], ...]:
    return tuple((option.text, option.why) for option in options)


def _ungraded(problem: str) -> Grade:
    return Grade(0.0, correct=False, problem=problem)


def _indices(quiz: Quiz, answer: Answer) -> list[int] | None:
    """A list of indices of options, or None where `answer` is none."""
    count = len(quiz.options)
    good = isinstance(answer, list) and all(
        type(index) is int and 0 <= index < count for index in answer
    )
    return list(answer) if good and isinstance(answer, list) else None


def _arrangement(quiz: Quiz, answer: Answer) -> list[int] | None:
    """All options' indices, each once, or None where `answer` is not that."""
    indices = _indices(quiz, answer)
    complete = indices is not None and sorted(indices) == list(range(len(quiz.options)))
    return indices if complete else None


def _choice(quiz: Quiz, answer: Answer) -> Grade:
    if type(answer) is not int or not 0 <= answer < len(quiz.options):
        return _ungraded("Choose one of the answers.")
    option = quiz.options[answer]
    return Grade(float(option.correct), option.correct, _said([option]))


def _select(quiz: Quiz, answer: Answer) -> Grade:
    indices = _indices(quiz, answer)
    if not indices:
        return _ungraded("Choose at least one of the answers.")
    picked = set(indices)
    right = {index for index, option in enumerate(quiz.options) if option.correct}
    points = len(picked & right) - len(picked - right)
    correct = picked == right
    shown = quiz.options if correct else [quiz.options[index] for index in sorted(picked)]
    return Grade(max(points, 0) / max(len(right), 1), correct, _said(shown))


def _number(quiz: Quiz, answer: Answer) -> Grade:
    typed = readings(answer) if isinstance(answer, str) else []
    if isinstance(answer, str) and not answer.strip():
        return _ungraded("Type a number first.")
    if not typed:
        return _ungraded(
            "This cannot be read as a number. Type one such as 12, 0.5, 0,5, 3/4, 1e-3 or 98 %."
        )
    if percentage(quiz) and _beyond(str(answer), typed):
        return _ungraded("A percentage lies between 0 and 100. Type one such as 35, 35 % or 0.35.")
    as_shares = [_WHOLE * one for one in typed if abs(one) <= 1.0] if percentage(quiz) else []
    plain = any(_near(typed, one, quiz.tolerance) for one in quiz.accept)
    correct = plain or any(_near(as_shares, one, quiz.tolerance) for one in quiz.accept)
    if correct and not plain and str(answer).strip() == "1":
        return _ungraded("Is that 1 % or 100 %? Type it with its sign.")
    return Grade(float(correct), correct, () if correct else _said(_meant(typed, quiz)))


def _meant(typed: Sequence[float], quiz: Quiz) -> list[Option]:
    """The options that were typed; where none was, the one of which it is a rounded form."""
    same = [option for option in quiz.options if _near(typed, option.text, quiz.tolerance)]
    about = (
        option for option in quiz.options
        if (value := number(option.text)) is not None
        and _near(typed, option.text, _ROUNDED * abs(value))
    )  # fmt: skip
    return same or list(islice(about, 1))


def _beyond(answer: str, typed: Sequence[float]) -> bool:
    """Whether what was typed is no share; `250 %` means 2.5 only where none is asked for."""
    fits = [0.0 <= one <= _WHOLE for one in typed]
    return not (all(fits) if "%" in answer else any(fits))


def percentage(quiz: Quiz) -> bool:
    """Whether a question asks for a share: as its prompt says, or by what of a run it is judged."""
    if quiz.type != "number" or any((number(one) or 0.0) > _WHOLE for one in quiz.accept):
        return False
    return quiz.measure.endswith(SHARES) or _IN_PERCENT.search(quiz.prompt) is not None


def _near(typed: Sequence[float], wanted: str | float, tolerance: float) -> bool:
    """Whether one way to read the answer is near the number wanted.

    That has one meaning; a percentage may be answered without its sign as well.
    """
    value = number(wanted)
    if value is None:
        return False
    if isinstance(wanted, str) and wanted.rstrip().endswith("%") and abs(value) > _ONE_PERCENT:
        typed = [*typed, *(one / 100.0 for one in typed)]
    return any(abs(one - value) <= tolerance + _ROUNDING for one in typed)


def number(wanted: str | float) -> float | None:
    """The number that an author's `accept` means: a text's first reading; None where it is none."""
    try:
        value = next(iter(readings(wanted)), None) if isinstance(wanted, str) else float(wanted)
    except OverflowError:
        return None
    return value if value is not None and math.isfinite(value) else None


def _text(quiz: Quiz, answer: Answer) -> Grade:
    typed = normal(answer) if isinstance(answer, str) else ""
    if not typed:
        return _ungraded("Type an answer first.")
    accepted = [normal(str(one)) for one in quiz.accept]
    correct = typed in accepted
    same = [option for option in quiz.options if typed == normal(option.text)]
    if not (correct or same) and _slip(typed, accepted):
        return _ungraded("Nearly: look at the spelling.")
    return Grade(float(correct), correct, () if correct else _said(same))


def _slip(typed: str, accepted: Sequence[str]) -> bool:
    """Whether what was typed differs from a longer right answer by a letter or two."""
    long = [one for one in accepted if len(one) >= _SPELLED_FROM]
    return bool(get_close_matches(typed, long, n=1, cutoff=_SPELLED))


def _order(quiz: Quiz, answer: Answer) -> Grade:
    indices = _arrangement(quiz, answer)
    if indices is None:
        return _ungraded("Put all of the entries in order.")
    count = len(indices)
    pairs = sum(b == a + 1 for a, b in pairwise(indices))
    score = pairs / (count - 1) if count > 1 else 1.0
    misplaced = [quiz.options[b] for a, b in pairwise([-1, *indices]) if b != a + 1]
    correct = not misplaced
    return Grade(score, correct, _said(quiz.options if correct else misplaced))


def _match(quiz: Quiz, answer: Answer) -> Grade:
    indices = _arrangement(quiz, answer)
    if indices is None:
        return _ungraded("Give each entry a partner, each partner once.")
    wrong = [quiz.options[place] for place, index in enumerate(indices) if place != index]
    correct = not wrong
    score = 1.0 - len(wrong) / len(indices) if indices else 1.0
    return Grade(score, correct, _said(quiz.options if correct else wrong))


_GRADERS: dict[QuizType, Callable[[Quiz, Answer], Grade]] = {
    "choice": _choice,
    "select": _select,
    "number": _number,
    "text": _text,
    "order": _order,
    "match": _match,
}
