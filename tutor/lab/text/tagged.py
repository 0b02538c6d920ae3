"""A sentence with its true phrases marked below it, and those that were found, in rows."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import cut
from tutor.lab.text.width import cells
from tutor.lab.text.width import cut as cut_text
from tutor.lab.views.scores import Tagged

_HEAD = 7
"""Columns of the names of the lines."""
_LEAST = 24
"""Columns below which the lines have short names."""

Line = list[tuple[int, int, int]]
"""Words of a line: the number of each, its first column and the one after its last."""


def rows(sentence: Tagged, width: int, height: int | None = None) -> list[PlotRow]:
    """The words in lines, each with a line of true phrases and one of found ones below.

    A phrase is a bracket under its words, so that a difference is one of shape; found ones that
    are no true ones have a colour too.

    Args:
        sentence: with its phrases.
        width: in columns.
        height: rows that there are, of which none is left over by half; any number where None.
    """
    names = ("true", "found") if width >= _LEAST else ("t", "f")
    head = _HEAD if width >= _LEAST else 2
    lines = _lines(sentence.words, max(width - head, 1))
    most = len(lines) if height is None else max(1, height // 3)
    found: list[PlotRow] = []
    for number, line in enumerate(lines[:most], 1):
        more = number == most < len(lines)
        words = cut_text(_text(sentence.words, line), max(width - head - 2 * more, 1))
        true = _brackets(line, sentence.true, set(sentence.true))
        told = _brackets(line, sentence.found, set(sentence.true))
        found.append([(" " * head, ""), (words, ""), *([(" …", "quiet")] if more else [])])
        if true or told:
            found.append([(f"{names[0]:<{head}}", "axis"), *true])
            found.append([(f"{names[1]:<{head}}", "axis"), *told])
    found = [cut(row, width) for row in found]
    return found if height is None else found[: max(height, 1)]


def _lines(words: Sequence[str], width: int) -> list[Line]:
    """Words one blank apart in lines of a width; one that is too long has a line of its own."""
    found: list[Line] = [[]]
    at = 0
    for number, word in enumerate(words):
        size = cells(word)
        if at and at + size > width:
            found.append([])
            at = 0
        found[-1].append((number, at, min(at + size, width)))
        at += size + 1
    return found


def _text(words: Sequence[str], line: Line) -> str:
    return " ".join(words[number] for number, _, _ in line)


def _brackets(line: Line, spans: Sequence[tuple[int, int]], true: set[tuple[int, int]]) -> PlotRow:
    """A bracket below the words of each phrase; it stays open where the phrase runs on."""
    row: PlotRow = []
    column = 0
    for span in spans:
        inside = [word for word in line if span[0] <= word[0] < span[1]]
        if not inside:
            continue
        first, after = inside[0][1], inside[-1][2]
        begins, ends = inside[0][0] == span[0], inside[-1][0] == span[1] - 1
        mark = _bracket(max(after - first, 1), begins=begins, ends=ends)
        row += [(" " * (first - column), ""), (mark, "hit" if span in true else "miss")]
        column = first + len(mark)
    return row


def _bracket(width: int, *, begins: bool, ends: bool) -> str:
    if width == 1:
        return "┴" if begins and ends else "─"
    return f"{'╰' if begins else '─'}{'─' * (width - 2)}{'╯' if ends else '─'}"
