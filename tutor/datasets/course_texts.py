"""The course's own lessons, character by character: what the learner has read, a network reads."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tutor import paths
from tutor.datasets.arrays import Data
from tutor.datasets.options import whole_number
from tutor.datasets.registry import DataError, Scalar
from tutor.datasets.text_windows import Sizes, windows, without_repeats

NAME = "course-texts-2"
SIZES = Sizes(2_000, 200, 200)
_FIGURE = re.compile(r"\{\{|\{[^{}]*\}")
_EMPHASIS = re.compile(r"(\*{1,3}|(?<!`)`(?!`))(?=\S)([^*`]+?)(?<=\S)\1")
_SENTENCE = re.compile(r"(?<=[.!?:]) +")
_MARK = "\x00"
_FRONT = "+++"
_FENCE = "```"
_BLOCKS = ("quiz", "experiment")
_SENTENCES = {"prompt", "hints", "solution", "why", "on", "right", "wrong"}
"""Keys of a block whose texts are prose."""


def load(sequence_length: Scalar = 64) -> Data:
    """Windows of the lessons' text, as `text_windows.windows` makes them.

    `version` names the text by a hash, since it grows with the course.

    Raises:
        DataError: there is no lesson, or no window of that length fits.
    """
    length = whole_number("course-texts", "sequence_length", sequence_length)
    text = lessons(paths.lessons())
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return windows(text, length, SIZES, f"{NAME}-{digest}")


def lessons(folder: Path) -> str:
    """The prose of all lesson files in `folder`, in the order of their names.

    Raises:
        DataError: none can be read.
    """
    texts = []
    for path in sorted(folder.glob("*.md")):
        if path.name.lower().startswith(("readme.", ".")):
            continue
        try:
            texts.append(prose(path.read_text(encoding="utf-8-sig")))
        except (OSError, UnicodeDecodeError):  # `tutor check` tells what is wrong with it
            continue
    if not texts:
        raise DataError(f"{folder}: found no lesson that can be read, so there is no text.")
    return without_repeats("\n\n".join(texts))


def prose(lesson: str) -> str:
    """What a learner reads of a lesson file: its text, and the sentences of its blocks.

    Marks of emphasis and of code, which the screen doesn't show, are taken away.
    Sentences with figures in braces are left out: what stands there depends on runs, and the text
    must be the same for everybody.
    """
    lines = iter(lesson.replace("\r\n", "\n").split("\n"))
    kept: list[str] = []
    for number, line in enumerate(lines):
        if number == 0 and line.rstrip() == _FRONT:
            _until(lines, _FRONT)
        elif line.startswith(_FENCE) and line.removeprefix(_FENCE).strip() in _BLOCKS:
            kept += ["", *_sentences("\n".join(_until(lines, _FENCE)))]
        else:
            kept.append(line.rstrip())
    lines_kept = "\n".join(kept).split("\n")
    return "\n".join(_EMPHASIS.sub(r"\2", _without_figures(line)) for line in lines_kept).strip()


def _without_figures(line: str) -> str:
    """A line without the sentences that have a figure in braces; `{{` is a brace."""
    if "{" not in line:
        return line
    marked = _FIGURE.sub(lambda found: "{" if found[0] == "{{" else _MARK, line)
    return " ".join(one for one in _SENTENCE.split(marked) if _MARK not in one)


def _until(lines: Iterator[str], end: str) -> list[str]:
    """The lines before the one that is `end`, which is consumed too."""
    found = []
    for line in lines:
        if line.rstrip() == end:
            break
        found.append(line)
    return found


def _sentences(block: str) -> list[str]:
    """The prose of a block, each text a paragraph; none where it is no TOML."""
    try:
        data = tomllib.loads(block)
    except tomllib.TOMLDecodeError:
        return []
    return [line for text in _texts(data, wanted=False) for line in (text, "")]


def _texts(value: object, *, wanted: bool) -> Iterator[str]:
    match value:
        case str() if wanted:
            yield value
        case dict():
            for key, inner in value.items():
                yield from _texts(inner, wanted=wanted or key in _SENTENCES)
        case list():
            for inner in value:
                yield from _texts(inner, wanted=wanted)
        case _:
            return
