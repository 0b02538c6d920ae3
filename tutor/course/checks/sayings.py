"""Checks the author's words on diagnoses: that they can be said, and of which runs."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tutor.course.checks.conditions import condition_faults
from tutor.course.checks.quiz import blank_faults
from tutor.course.lesson import Experiment
from tutor.course.problem import Fault, hint, quoted
from tutor.course.sayings import Saying, entries, texts
from tutor.diagnosis.verdict import NAMES


def saying_faults(experiment: Experiment, known: Collection[str]) -> Iterator[Fault]:
    """Words on what is no diagnosis, empty ones, and such as are never said or of some runs only.

    Args:
        experiment: with the words.
        known: what a condition may look at.
    """
    yield from blank_faults(texts(experiment.on))
    for name, words in experiment.on.items():
        field = f"on.{name}"
        if name not in NAMES:
            yield Fault(field, f"there is no diagnosis {quoted(name)}; {hint(name, NAMES)}")
        several = isinstance(words, list)
        if several or isinstance(words, Saying):
            yield from _order(entries(words), field)
        lacks = "this experiment offers no setting"
        for n, one in enumerate(entries(words), 1):
            at = f"{field}[{n}]" if several else field
            yield from condition_faults(one.when, f"{at}.when", known, lacks, experiment.offered)


def _order(words: list[Saying], field: str) -> Iterator[Fault]:
    """The first words that fit are said, so those for every run stand last, and once."""
    if not words:
        yield Fault(field, "found an empty list; allowed is at least one entry with say")
    for n, one in enumerate(words, 1):
        if one.always and n < len(words):
            yield Fault(f"{field}[{n + 1}]", f"is never said: entry {n} fits every run")
            return
    if words and not words[-1].always:
        message = "some runs may fit no entry; end with one that has neither when nor reached"
        yield Fault(f"{field}[{len(words)}]", message, warning=True)
