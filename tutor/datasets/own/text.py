"""Own data as a text file, to predict the next character of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from tutor.datasets import alphabet
from tutor.datasets.own_files import decode, fault, read_bytes
from tutor.datasets.text_windows import Sizes, without_repeats

MOST_BYTES = 10_000_000
"""How much of a file is read: far more than the windows that are drawn from it."""
LEAST = 2_000
"""Characters that are needed."""

_WINDOW = 64
_FEWEST, _MOST = 200, 10_000
_MOST_UNKNOWN = 0.5
_TOLD_UNKNOWN = 0.02
_MEMORY = 12


@dataclass(frozen=True, slots=True)
class Text:
    """A text to learn.

    Attributes:
        content: in the characters of `alphabet`.
        sizes: how many windows are drawn for each set.
        notes: sentences on what was found.
        fingerprint: changes with the content.
    """

    content: str
    sizes: Sizes
    notes: tuple[str, ...]
    fingerprint: str


def read(path: Path) -> Text:
    """The text of a file in UTF-8.

    Raises:
        DataError: no UTF-8, too short, or mostly of characters that the alphabet lacks.
    """
    data = read_bytes(path, times=_MEMORY, most=MOST_BYTES)
    notes = []
    if len(data) == MOST_BYTES:
        data = _whole_characters(data)
        notes.append(f"Only the first {MOST_BYTES // 1_000_000} MB are used.")
    text = decode(path, data)
    content = without_repeats(alphabet.fold(text))
    if len(content) < LEAST:
        raise fault(
            path,
            f"found {len(content):,} characters without repeated paragraphs; "
            f"allowed are {LEAST:,} or more.",
        )
    unknown = content.count(alphabet.OTHER) / len(content)
    if unknown > _MOST_UNKNOWN:
        raise fault(
            path,
            f"found {unknown:.0%} characters outside the alphabet of letters a to z, digits and "
            f"signs; allowed is at most {_MOST_UNKNOWN:.0%}.",
        )
    if unknown > _TOLD_UNKNOWN:
        notes.append(f"{unknown:.0%} of the characters are outside the alphabet, all as one.")
    if len(content) < len(alphabet.fold(text).strip()):
        notes.append("Paragraphs that repeat and empty lines are left out.")
    digest = hashlib.blake2b(content.encode(), digest_size=8).hexdigest()
    return Text(content, _sizes(len(content)), tuple(notes), digest)


def _whole_characters(data: bytes) -> bytes:
    """`data` without the bytes of a character that was cut at its end."""
    for cut in range(1, 4):
        if data[-cut] >= 0xC0:
            return data[:-cut]
        if data[-cut] < 0x80:
            break
    return data


def _sizes(characters: int) -> Sizes:
    """Windows in each set: as many as fit side by side, within bounds."""
    windows = min(max(characters // _WINDOW, _FEWEST), _MOST)
    return Sizes(windows, windows // 10, windows // 10)
