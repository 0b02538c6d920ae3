"""What a question must be beyond its schema, so that it can be asked and graded."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from tutor.course.answers import normal
from tutor.course.grading import number
from tutor.course.lesson import Option, Quiz, QuizType
from tutor.course.problem import Fault, quoted

MAX_ATTEMPTS = 20
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_ID = 60


def id_faults(value: str) -> Iterator[Fault]:
    """What is wrong with an id: ids are typed on command lines and kept with the progress."""
    if not _ID.fullmatch(value) or len(value) > _LONGEST_ID:
        yield Fault(
            "id",
            f"found {quoted(value)}; allowed are up to {_LONGEST_ID} small letters a-z and digits, "
            "with single hyphens between them",
        )


def blank_faults(texts: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """What is empty of the given fields and their texts."""
    for field, text in texts:
        if not text.strip():
            yield Fault(field, "is empty; allowed is text")


def quiz_faults(quiz: Quiz) -> Iterator[Fault]:
    """Everything that keeps `quiz` from being asked and graded."""
    yield from id_faults(quiz.id)
    yield from blank_faults([("prompt", quiz.prompt), ("solution", quiz.solution)])
    if not quiz.hints:
        yield Fault("hints", "found none; allowed is at least one")
    yield from blank_faults((f"hints[{n}]", hint) for n, hint in enumerate(quiz.hints, 1))
    yield from _options(quiz)
    if not 1 <= quiz.attempts <= MAX_ATTEMPTS:
        yield Fault("attempts", f"found {quiz.attempts}; allowed is 1 to {MAX_ATTEMPTS}")
    yield from _foreign(quiz)
    yield from _BY_TYPE[quiz.type](quiz)


def _options(quiz: Quiz) -> Iterator[Fault]:
    for n, option in enumerate(quiz.options, 1):
        fields = [(f"options[{n}].text", option.text), (f"options[{n}].why", option.why)]
        yield from blank_faults(fields)
    yield from _twice(quiz, "text", lambda option: option.text)


def _twice(quiz: Quiz, field: str, part: Callable[[Option], str]) -> Iterator[Fault]:
    """Entries that look like an earlier one."""
    seen: Counter[str] = Counter()
    for n, option in enumerate(quiz.options, 1):
        text = " ".join(part(option).split())
        seen[text] += 1
        if text and seen[text] > 1:
            message = f"found {quoted(text)} a second time; allowed are texts that differ"
            yield Fault(f"options[{n}].{field}", message)


def _foreign(quiz: Quiz) -> Iterator[Fault]:
    """Fields that mean nothing for this type of question."""
    picked, typed = quiz.type in {"choice", "select"}, quiz.type in {"number", "text"}
    for n, option in enumerate(quiz.options, 1):
        if option.correct and not picked:
            yield Fault(f"options[{n}].correct", f"means nothing for {quiz.type}; leave it out")
        if option.match and quiz.type != "match":
            yield Fault(f"options[{n}].match", f"means nothing for {quiz.type}; leave it out")
    if quiz.accept and not typed:
        yield Fault("accept", f"means nothing for {quiz.type}; leave it out")
    if quiz.tolerance and quiz.type != "number":
        yield Fault("tolerance", f"means nothing for {quiz.type}; leave it out")
    if quiz.pin_last and not picked:
        yield Fault("pin_last", f"means nothing for {quiz.type}; leave it out")
    elif not 0 <= quiz.pin_last <= len(quiz.options):
        allowed = f"allowed is 0 to {len(quiz.options)}, the number of options"
        yield Fault("pin_last", f"found {quiz.pin_last}; {allowed}")


def _at_least(quiz: Quiz, count: int) -> Iterator[Fault]:
    if len(quiz.options) < count:
        yield Fault(
            "options", f"found {len(quiz.options)}; allowed for {quiz.type} is {count} or more"
        )


def _choice(quiz: Quiz) -> Iterator[Fault]:
    yield from _at_least(quiz, 2)
    right = sum(option.correct for option in quiz.options)
    if right != 1:
        yield Fault("options", f"found {right} with correct = true; allowed for choice is one")


def _select(quiz: Quiz) -> Iterator[Fault]:
    yield from _at_least(quiz, 2)
    if not any(option.correct for option in quiz.options):
        yield Fault("options", "found none with correct = true; allowed for select is one or more")


def _accepts(quiz: Quiz) -> Iterator[Fault]:
    if not quiz.accept:
        yield Fault("accept", f"found none; allowed for {quiz.type} is one right answer or more")


def _number(quiz: Quiz) -> Iterator[Fault]:
    yield from _accepts(quiz)
    numbers = [*((f"accept[{n}]", one) for n, one in enumerate(quiz.accept, 1))]
    numbers += [(f"options[{n}].text", one.text) for n, one in enumerate(quiz.options, 1)]
    for field, one in numbers:
        if number(one) is None:
            allowed = 'a number, or a text that is one, such as "3/4" or "98 %"'
            yield Fault(field, f"found {quoted(one)}; allowed is {allowed}")
    right = {number(one) for one in quiz.accept}
    for n, option in enumerate(quiz.options, 1):
        if number(option.text) in right - {None}:
            yield Fault(f"options[{n}].text", f"found {quoted(option.text)}, which accept has too")
    if not (math.isfinite(quiz.tolerance) and quiz.tolerance >= 0.0):
        yield Fault("tolerance", f"found {quiz.tolerance}; allowed is 0 or more")


def _text(quiz: Quiz) -> Iterator[Fault]:
    yield from _accepts(quiz)
    texts = [*((f"accept[{n}]", str(one)) for n, one in enumerate(quiz.accept, 1))]
    texts += [(f"options[{n}].text", one.text) for n, one in enumerate(quiz.options, 1)]
    for field, text in texts:
        if not normal(text):
            yield Fault(field, f"found {quoted(text)}; allowed is a text with a letter or digit")
    right = {normal(str(one)) for one in quiz.accept}
    for n, option in enumerate(quiz.options, 1):
        if normal(option.text) in right:
            yield Fault(f"options[{n}].text", f"found {quoted(option.text)}, which accept has too")


def _order(quiz: Quiz) -> Iterator[Fault]:
    yield from _at_least(quiz, 3)


def _match(quiz: Quiz) -> Iterator[Fault]:
    yield from _at_least(quiz, 2)
    partners = ((f"options[{n}].match", one.match) for n, one in enumerate(quiz.options, 1))
    yield from blank_faults(partners)
    yield from _twice(quiz, "match", lambda option: option.match)


_BY_TYPE: dict[QuizType, Callable[[Quiz], Iterator[Fault]]] = {
    "choice": _choice,
    "select": _select,
    "number": _number,
    "text": _text,
    "order": _order,
    "match": _match,
}
