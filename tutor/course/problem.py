"""What is wrong with a lesson file, where, and in words that can be shown on any terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tutor.lab.names import suggestion

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Characters that no lesson may hold: all control characters but newline and tab, with them the
introducers of terminal escapes; other line breaks; what reverses the direction of text; halves of
characters."""

_NO_LINE = re.compile(f"{UNSAFE.pattern}|[\n\t]")
_LONGEST = 60


def code_point(character: str) -> str:
    """`U+001B` for the escape character."""
    return f"U+{ord(character):04X}"


def visible(text: str) -> str:
    """`text` on one line, with what must not reach a terminal written as its code."""
    return _NO_LINE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def quoted(value: object) -> str:
    """What was found, for a message: short, in one line, as TOML has it."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            short = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
            return f"{short!r}"
        case dict():
            return "a table"
        case list():
            return f"a list of {len(value)}" if value else "an empty list"
        case _:
            short = _number(value)
            return short if len(short) <= _LONGEST else short[: _LONGEST - 1] + "…"


def _number(value: object) -> str:
    """`str(value)`, which Python refuses for a whole number of thousands of digits."""
    try:
        return str(value)
    except ValueError:
        return "a number of thousands of digits"


def hint(name: str, known: Iterable[str]) -> str:
    """The nearest known names, or all of them, to follow a semicolon."""
    sentence = suggestion(name, known)
    return sentence[0].lower() + sentence[1:].removesuffix(".")


class Fault(NamedTuple):
    """Something wrong in a block, before it is known where the block stands.

    Attributes:
        field: its path in the block, such as `options[2].why`; entries count from 1.
        message: what was found and what is allowed.
        warning: whether a learner can do the lesson all the same.
    """

    field: str
    message: str
    warning: bool = False

    def under(self, prefix: str) -> Fault:
        """The same fault with its field inside `prefix`."""
        return self._replace(field=f"{prefix}.{self.field}" if self.field else prefix)


def under(prefix: str, faults: Iterator[Fault]) -> Iterator[Fault]:
    """Every fault with its field inside `prefix`."""
    return (fault.under(prefix) for fault in faults)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file.

    Attributes:
        path: of the file.
        line: from 1.
        field: what it is about, such as `quiz.options[2].why`.
        message: what was found and what is allowed.
        warning: whether a learner can do the lesson all the same.
    """

    path: Path
    line: int
    field: str
    message: str
    warning: bool = False

    def __str__(self) -> str:
        """`file:line: field: message`, safe for a terminal."""
        mark = "warning: " if self.warning else ""
        return visible(f"{self.path}:{self.line}: {self.field}: {mark}{self.message}")
