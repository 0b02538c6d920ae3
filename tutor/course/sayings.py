"""The author's words on a diagnosis: the same for every run, or those that fit a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from tutor.course.goal import judge
from tutor.lab.run import Record
from tutor.lab.settings import Settings


class Saying(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Words on a diagnosis, and the runs of which they are said.

    Attributes:
        say: what the diagnosis means here.
        tip: what to change, said where the program has no advice: of two voices one might
            contradict the other.
        when: conditions such as those of a goal, which all hold in such a run.
        reached: whether it has reached the goal; None where that does not matter.
    """

    say: str
    tip: str = ""
    when: list[str] = []
    reached: bool | None = None

    @property
    def always(self) -> bool:
        """Whether they are said of every run."""
        return not self.when and self.reached is None

    def told(self, *, tip: bool) -> str:
        """The words, with the tip where that is wanted."""
        return " ".join(filter(None, (self.say, self.tip if tip else "")))


Words = str | Saying | list[Saying]
"""What stands under the name of a diagnosis: of several, the first that fit a run are said."""


def entries(words: Words) -> list[Saying]:
    """All that may be said under one name."""
    if isinstance(words, str):
        return [Saying(say=words)]
    return [words] if isinstance(words, Saying) else words


def fitting(words: Words, record: Record, settings: Settings, *, reached: bool) -> Saying | None:
    """The words that fit a run; None where none do.

    Args:
        words: on its diagnosis.
        record: of the run.
        settings: that it was trained with.
        reached: whether it has reached its goal.

    Raises:
        GoalError: a condition cannot be read.
    """
    for one in entries(words):
        holds = all(outcome.met for outcome in judge(one.when, record, settings))
        if holds and one.reached in {None, reached}:
            return one
    return None


def texts(on: Mapping[str, Words]) -> Iterator[tuple[str, str]]:
    """Every text with its field, such as `on.good_fit[2].say`; no tip that is not there."""
    found: list[tuple[str, str]] = []

    def note(field: str, text: str) -> str:
        found.append((field, text))
        return text

    changed(on, note)
    yield from found


def changed(on: Mapping[str, Words], change: Callable[[str, str], str]) -> dict[str, Words]:
    """The same words with each text changed, of which `change` is given the field and the text."""
    return {name: _changed(f"on.{name}", words, change) for name, words in on.items()}


def _changed(field: str, words: Words, change: Callable[[str, str], str]) -> Words:
    if isinstance(words, str):
        return change(field, words)
    if isinstance(words, Saying):
        tip = change(f"{field}.tip", words.tip) if words.tip else ""
        return msgspec.structs.replace(words, say=change(f"{field}.say", words.say), tip=tip)
    each = (_changed(f"{field}[{n}]", one, change) for n, one in enumerate(words, 1))
    return [one for one in each if isinstance(one, Saying)]
