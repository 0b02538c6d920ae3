"""Styled text in lines of a width: words stay whole, and a style runs on over line breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tutor.lab.text.plot import PlotRow
from tutor.lab.text.width import cells

_PIECES = re.compile(r"\s+|\S+")


def flow(runs: Sequence[tuple[str, str]], width: int) -> list[PlotRow]:
    """Runs of (text, style), one after the other, in rows of at most `width` cells.

    A word may be made of several runs. One that is too long for a line is cut.
    """
    width = max(width, 1)
    rows: list[PlotRow] = [[]]
    used, gap = 0, None
    for word, space in _words(runs):
        size = sum(cells(text) for text, _ in word)
        if used and used + (gap is not None) + size > width:
            rows.append([])
            used, gap = 0, None
        if gap is not None and used:
            rows[-1].append((" ", gap))
            used += 1
        for text, style in word:
            used = _put(rows, text, style, used, width)
        gap = space
    return rows


def _put(rows: list[PlotRow], text: str, style: str, used: int, width: int) -> int:
    """Put a part of a word behind what stands there, in further rows where it is too long."""
    part = ""
    for character in text:
        size = cells(character)
        if used + size > width:
            rows[-1].append((part, style))
            rows.append([])
            part, used = "", 0
        part += character
        used += size
    rows[-1].append((part, style))
    return used


def _words(runs: Sequence[tuple[str, str]]) -> Iterator[tuple[PlotRow, str | None]]:
    """Each word as its runs, and the style of the space behind it; None behind the last."""
    word: PlotRow = []
    for text, style in runs:
        for piece in _PIECES.findall(text):
            if not piece.isspace():
                word.append((piece, style))
            elif word:
                yield word, style
                word = []
    if word:
        yield word, None
