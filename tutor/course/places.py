"""On which line each key of a TOML text stands, which `tomllib` does not tell."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*""""{0,2}'  # up to two quotes before the last three belong to it
    r"|'''.*?''''{0,2}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]*")


def places(text: str) -> dict[str, int]:
    """The line, from 1, of every key, table and list entry.

    Args:
        text: TOML that `tomllib` has read without an error, its lines ended by line feeds.

    Returns:
        Lines by paths such as `title`, `options[2].why` or `on.good_fit`; entries count from 1.
    """
    return _Scanner(text).scan()


@dataclass(frozen=True)
class Places:
    """The lines of a text's keys in its file, looked up when the first is asked for.

    A lesson without faults asks for none, and finding them takes half as long as reading the text.

    Attributes:
        text: as for `places`.
        before: how many lines of the file stand before it.
    """

    text: str = ""
    before: int = 0

    def line_of(self, field: str, otherwise: int) -> int:
        """The line of `field`, or of the nearest thing around it that has one, or `otherwise`."""
        while field:
            if field in self._known:
                return self.before + self._known[field]
            cut = field.rfind("[") if field.endswith("]") else field.rfind(".")
            field = field[:cut] if cut > 0 else ""
        return otherwise

    @cached_property
    def _known(self) -> dict[str, int]:
        try:
            return places(self.text)
        except RecursionError:  # tables in tables; `tomllib` began with fewer calls under way
            return {}


class _Scanner:
    """Walks over correct TOML once, noting where keys begin; it never judges the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[str, int] = {}
        self.tables: Counter[str] = Counter()
        self.newlines = [index for index, character in enumerate(text) if character == "\n"]

    def scan(self) -> dict[str, int]:
        table = ""
        while self._skip():
            if self._peek() == "[":
                table = self._header()
            else:
                self._pair(table)
        return self.found

    def _peek(self, length: int = 1) -> str:
        return self.text[self.at : self.at + length]

    def _note(self, path: str, start: int) -> None:
        self.found.setdefault(path, bisect_right(self.newlines, start - 1) + 1)

    def _skip(self) -> bool:
        """Move past blanks, line ends and comments; whether anything is left."""
        self._match(_BLANK)
        return self.at < len(self.text)

    def _match(self, pattern: re.Pattern[str]) -> str:
        """Move past what `pattern` finds here, if anything, and return it."""
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found[0] if found else ""

    def _header(self) -> str:
        """Read `[table]` or `[[entry]]`; the path that the keys below it belong to."""
        start, many = self.at, self._peek(2) == "[["
        self.at += 2 if many else 1
        parts = self._keys()
        self.at += 2 if many else 1
        path = ""
        for part in parts[:-1]:
            self._note(_joined(path, part), start)
            path = self._entry(_joined(path, part))
        path = _joined(path, parts[-1])
        if not many:
            self._note(path, start)
            return self._entry(path)
        self._note(path, start)
        self.tables[path] += 1
        self._note(self._entry(path), start)
        return self._entry(path)

    def _entry(self, path: str) -> str:
        """`path`, or its newest entry where it is a list of tables."""
        return f"{path}[{self.tables[path]}]" if path in self.tables else path

    def _keys(self) -> list[str]:
        """Read a key, dotted or not."""
        parts = []
        while self._skip():
            parts.append(self._key())
            self._skip()
            if self._peek() != ".":
                break
            self.at += 1
        return parts or [""]

    def _key(self) -> str:
        if self._peek() in {'"', "'"}:
            return str(tomllib.loads(f"key = {self._match(_STRING)}")["key"])
        return self._match(_KEY)

    def _pair(self, table: str) -> None:
        """Read `key = value`."""
        start, path = self.at, table
        for part in self._keys():
            path = _joined(path, part)
            self._note(path, start)
        self.at += 1
        self._value(path)

    def _value(self, path: str) -> None:
        self._skip()
        match self._peek():
            case '"' | "'":
                self._match(_STRING)
            case "[":
                self._list(path)
            case "{":
                self._inline(path)
            case _:
                self._match(_SCALAR)

    def _list(self, path: str) -> None:
        self.at += 1
        count = 0
        while self._skip() and self._peek() != "]":
            if self._peek() == ",":
                self.at += 1
                continue
            count += 1
            self._note(f"{path}[{count}]", self.at)
            self._value(f"{path}[{count}]")
        self.at += 1

    def _inline(self, path: str) -> None:
        self.at += 1
        while self._skip() and self._peek() != "}":
            if self._peek() == ",":
                self.at += 1
                continue
            self._pair(path)
        self.at += 1


def _joined(path: str, part: str) -> str:
    return f"{path}.{part}" if path else part
