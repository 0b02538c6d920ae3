"""A text as a network reads it: each character shaded by its surprise, its entropy below it.

Styles are the names in `SURPRISES`, those of the learner's own characters with `own` before them,
`cursor`, `quiet` and `axis`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tutor.lab.text.likely import MOST_NATS, strip
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.views.writing import Step

SURPRISES = ("sure", "fair", "rare", "odd")
"""How a character is drawn that was expected, possible, unexpected, or hardly possible."""
_LEAST_SHARES = (0.5, 0.1, 0.01)
"""The probabilities from which on a character is each of the first three."""
_LEGEND = ("50 %+", "10 %+", "1 %+", "less")
_LINE_END = "↵"
_LEAST = 1e-5


@dataclass(frozen=True, slots=True)
class Mark:
    """A character of a text.

    Attributes:
        symbol: which.
        mine: whether the learner gave it, and not the network.
        step: what the network thought of it; None where it has not been asked yet, or did not read
            so far back.
    """

    symbol: str
    mine: bool
    step: Step | None = None


def own(name: str) -> str:
    """The style of the learner's own characters."""
    return f"own-{name}"


def surprise(share: float) -> str:
    """The name of how surprised a network is that gave a character this probability."""
    for name, least in zip(SURPRISES, _LEAST_SHARES, strict=False):
        if share >= least:
            return name
    return SURPRISES[-1]


def paper(marks: Sequence[Mark], at: int, width: int, way: Way) -> tuple[list[PlotRow], int]:
    """A text in lines of at most `width` columns, a strip of entropies under each.

    Args:
        marks: its characters.
        at: the place of the cursor; behind the last character where there is none.
        width: columns.
        way: how entropies are drawn.

    Returns:
        the rows, and the number of the one with the cursor.
    """
    rows: list[PlotRow] = []
    cursor = 0
    for first, last in wrapped([mark.symbol for mark in marks], max(width - 1, 1)):
        line, nats = _line(marks[first:last], at - first, way)
        if first <= at <= last:
            cursor = len(rows)
        rows += [line, nats]
    if at >= len(marks):
        if marks and marks[-1].symbol == "\n":
            rows += [[], []]
        rows[-2] = [*rows[-2], (" ", "cursor")]
        cursor = len(rows) - 2
    return rows, cursor


def wrapped(symbols: Sequence[str], width: int) -> list[tuple[int, int]]:
    """Where each line begins and ends, broken after spaces; one empty line for an empty text."""
    lines: list[tuple[int, int]] = []
    first = space = 0
    for place, symbol in enumerate(symbols):
        if place - first >= width:
            cut = space if space > first else place
            lines.append((first, cut))
            first = cut
        if symbol == "\n":
            lines.append((first, place + 1))
            first = place + 1
        if symbol in " \n":
            space = place + 1
    if first < len(symbols) or not lines:
        lines.append((first, len(symbols)))
    return lines


def legend(width: int, way: Way) -> PlotRow:
    """What the shades and the strips mean, as much as `width` columns hold."""
    row: PlotRow = [("probability", "axis")]
    for name, words in zip(SURPRISES, _LEGEND, strict=True):
        row += [(" " if len(row) == 1 else "  ", ""), (words, name)]
    low_high = strip([0.1, MOST_NATS / 2, MOST_NATS], way)
    for extra in ([("  given: ", "axis"), ("bold", own("fair"))],
                  [(f"  {low_high} entropy to {MOST_NATS:g} nats", "axis")]):  # fmt: skip
        if sum(len(text) for text, _ in [*row, *extra]) <= width:
            row += extra
    return row


def nats(marks: Sequence[Mark]) -> tuple[float, int] | None:
    """The mean surprise of characters, -ln p, and of how many; None where none was read."""
    shares = [mark.step.share for mark in marks if mark.step is not None]
    if not shares:
        return None
    return -sum(math.log(max(share, _LEAST)) for share in shares) / len(shares), len(shares)


def figures(marks: Sequence[Mark], val_loss: float | None, bigram: float | None) -> str:
    """How surprising characters were on average, and what to hold that to.

    A surprise is measured at temperature 1, whatever the one that characters were drawn at.

    Args:
        marks: the learner's characters and the network's; in brackets stands how many were read.
        val_loss: of the run's validation text.
        bigram: of a guess from the character before alone, on the same text.
    """
    parts = []
    for words, mine in (("given", True), ("its own text", False)):
        found = nats([mark for mark in marks if mark.mine is mine])
        if found is not None:
            parts.append(f"{words} {found[0]:.2f} (over {found[1]:,})")
    if val_loss is not None:
        parts.append(f"validation {val_loss:.2f}")
    if bigram is not None:
        parts.append(f"bigram {bigram:.2f}")
    return f"Nats a character, at temperature 1: {', '.join(parts)}." if parts else ""


def _line(marks: Sequence[Mark], cursor: int, way: Way) -> tuple[PlotRow, PlotRow]:
    line: PlotRow = []
    entropies = ""
    for place, mark in enumerate(marks):
        style = "cursor" if place == cursor else _style(mark)
        sign = _LINE_END if mark.symbol == "\n" else mark.symbol
        if line and line[-1][1] == style:
            line[-1] = (line[-1][0] + sign, style)
        else:
            line.append((sign, style))
        entropies += strip([mark.step.entropy], way) if mark.step else " "
    return line, [(entropies, "quiet")]


def _style(mark: Mark) -> str:
    name = "fair" if mark.step is None else surprise(mark.step.share)
    return own(name) if mark.mine else name
