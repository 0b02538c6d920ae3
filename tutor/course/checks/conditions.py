"""Checks conditions, such as those of a goal: that they can be read, and what they look at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from tutor.course.goal import GoalError, parse
from tutor.course.problem import Fault, hint, quoted


def condition_faults(
    texts: Iterable[str], field: str, known: Collection[str], lacks: str, offered: Collection[str]
) -> Iterator[Fault]:
    """Conditions that cannot be read, that look at what is not there, or too early at a test.

    Args:
        texts: the conditions.
        field: that holds them.
        known: what a condition may look at.
        lacks: what is said of others, before their name.
        offered: what is allowed instead, for the hint.
    """
    for place, text in enumerate(texts, 1):
        try:
            name = parse(text).name
        except GoalError as error:
            yield Fault(f"{field}[{place}]", str(error))
            continue
        if name not in known:
            yield Fault(f"{field}[{place}]", f"{lacks} {quoted(name)}; {hint(name, offered)}")
        if name.startswith("test_"):
            message = f"{name} is known only where the test set was opened; prefer val_{name[5:]}"
            yield Fault(f"{field}[{place}]", message, warning=True)
