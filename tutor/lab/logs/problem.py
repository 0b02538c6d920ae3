"""What is wrong with a log, in one sentence that a terminal can show."""

from __future__ import annotations

SHOWN = 40
"""The most characters of a file's content that a message repeats."""


class LogError(ValueError):
    """A log that cannot be read; the message is one sentence that names the file."""


def printable(text: str) -> str:
    """`text` without what could move the cursor of a terminal."""
    return "".join(character if character.isprintable() else "?" for character in text)


def excerpt(text: str) -> str:
    """The beginning of something that stands in a file, fit to be shown."""
    return printable(text)[:SHOWN]
