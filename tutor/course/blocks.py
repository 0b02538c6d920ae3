"""Reads one TOML text: the front matter of a lesson, a quiz, an experiment, a course."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tutor.course import sayings
from tutor.course.lesson import Experiment, Quiz
from tutor.course.places import Places
from tutor.course.problem import Fault, Problem, quoted, under
from tutor.course.prose import text_faults
from tutor.course.schema import convert

T = TypeVar("T", bound=msgspec.Struct)

_BOTTOMLESS = re.compile(r"""(?<![\w-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){40}""")
"""A key of more than forty parts, at which `tomllib` takes very long."""

_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


class Source:
    """A TOML text and where it stands in its file.

    Attributes:
        path: of the file.
        text: the TOML.
        line: of the fence above the text, so that the text begins on the next one; 0 where the
            text is the whole file.
        kind: what it is, such as `quiz`; empty for the front matter.
        problems: all that was found wrong so far.
        places: lines of the file by fields of the block.
    """

    def __init__(self, path: Path, text: str, line: int, kind: str = "") -> None:
        self.path = path
        self.text = text
        self.line = line
        self.kind = kind
        self.problems: list[Problem] = []
        self.places = Places()

    def load(self) -> dict[str, Any] | None:
        """The text's TOML; None with a problem where it is none."""
        try:
            if _BOTTOMLESS.search(self.text):
                raise RecursionError
            data = tomllib.loads(self.text)
            self.places = Places(self.text, self.line)
        except RecursionError:
            self._refuse(self.line, "lists and tables stand in one another too deeply")
        except ValueError as error:
            self._not_toml(str(error))
        else:
            return data
        return None

    def fill(self, data: dict[str, Any], kind: type[T]) -> T | None:
        """A `kind` of the TOML `data`; None with problems where it does not fit."""
        value, faults = convert(data, kind)
        for fault in faults:
            self.add(fault)
        return value

    def add(self, fault: Fault) -> None:
        """Take a fault in, with its line."""
        field = ".".join(filter(None, (self.kind, fault.field)))
        line = self.places.line_of(fault.field, self.line or 1)
        self.problems.append(Problem(self.path, line, field, fault.message, fault.warning))

    def _not_toml(self, message: str) -> None:
        lines = self.text.split("\n")
        found = _LINE.search(message)
        number = int(found[1]) if found and found[1] else len(lines) if found else 0
        reason = _LINE.sub("", message)
        if 0 < number <= len(lines) and lines[number - 1].strip():
            reason += f"; found {quoted(lines[number - 1].strip())}"
        self._refuse(self.line + number, f"not TOML: {reason}")

    def _refuse(self, line: int, message: str) -> None:
        where = self.kind or "front matter"
        self.problems.append(Problem(self.path, line or 1, where, message))


def read_block(source: Source) -> Quiz | Experiment | None:
    """The quiz or experiment that `source` holds; None with problems where it holds none."""
    data = source.load()
    if data is None:
        return None
    quiz = source.kind == "quiz"
    content = source.fill(data, Quiz) if quiz else source.fill(data, Experiment)
    for fault in _markdown_faults(content) if content else ():
        source.add(fault)
    return content


def _markdown_faults(content: Quiz | Experiment) -> Iterator[Fault]:
    """What stands in Markdown fields and must not."""
    if isinstance(content, Experiment):
        if content.predict is not None:
            yield from under("predict", _markdown_faults(content.predict))
        texts = dict(sayings.texts(content.on))
    else:
        fields = ("prompt", "solution", "right", "wrong")
        texts = {field: getattr(content, field) for field in fields}
        texts |= {f"hints[{number}]": hint for number, hint in enumerate(content.hints, 1)}
        texts |= {f"options[{n}].why": option.why for n, option in enumerate(content.options, 1)}
    for field, text in texts.items():
        for message in text_faults(text):
            yield Fault(field, message)
