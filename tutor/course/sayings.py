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
        say: the words.
        when: conditions such as those of a goal, which all hold in such a run.
        reached: whether it has reached the goal; None where that does not matter.
    """

    say: str
    when: list[str] = []
    reached: bool | None = None

    @property
    def always(self) -> bool:
        """Whether they are said of every run."""
        return not self.when and self.reached is None


Words = str | list[Saying]
"""What stands under the name of a diagnosis: of several, the first that fit a run are said."""


def fitting(words: Words, record: Record, settings: Settings, *, reached: bool) -> str:
    """The words that fit a run; empty where none do.

    Args:
        words: on its diagnosis.
        record: of the run.
        settings: that it was trained with.
        reached: whether it has reached its goal.

    Raises:
        GoalError: a condition cannot be read.
    """
    if isinstance(words, str):
        return words
    for one in words:
        holds = all(outcome.met for outcome in judge(one.when, record, settings))
        if holds and one.reached in {None, reached}:
            return one.say
    return ""


def texts(on: Mapping[str, Words]) -> Iterator[tuple[str, str]]:
    """Every text with its field, such as `on.good_fit[2].say`."""
    for name, words in on.items():
        if isinstance(words, str):
            yield f"on.{name}", words
        else:
            yield from ((f"on.{name}[{n}].say", one.say) for n, one in enumerate(words, 1))


def changed(on: Mapping[str, Words], change: Callable[[str, str], str]) -> dict[str, Words]:
    """The same words with each text changed, of which `change` is given the field and the text."""
    return {
        name: change(f"on.{name}", words)
        if isinstance(words, str)
        else [
            msgspec.structs.replace(one, say=change(f"on.{name}[{n}].say", one.say))
            for n, one in enumerate(words, 1)
        ]
        for name, words in on.items()
    }
