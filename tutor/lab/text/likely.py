"""What may come next, as bars; and how undecided a network was, as a strip of small bars."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.lab.text.bars import bar
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.shares import brief
from tutor.lab.views.writing import Likely

MOST_NATS = 4.0
"""The entropy that fills a cell of a strip."""

_RISING = {"letters": " .:-=+*#"}
_BLOCKS = "▁▂▃▄▅▆▇█"
_NAMES = {" ": "space", "\n": "line end", "\N{REPLACEMENT CHARACTER}": "other"}
_NAME = 8
"""Columns of a symbol's name."""


def bars(
    likely: Sequence[Likely], width: int, way: Way, *, came: str | None = None
) -> list[PlotRow]:
    """One row for each symbol: its name, a bar, its probability at the temperature, in per cent.

    Args:
        likely: the likeliest first.
        width: columns of a row.
        way: how bars are drawn.
        came: the symbol that really came, which is marked; None where that is not known yet.
    """
    room = max(width - _NAME - 8, 1)
    rows: list[PlotRow] = []
    for one in likely:
        sign = "▸" if one.symbol == came else " "
        style = "mark" if one.symbol == came else ""
        rows.append(
            [
                (f"{sign}{named(one.symbol)[:_NAME]:>{_NAME}} ", style),
                (bar(one.tempered, room, ascii_only=way == "letters"), "train"),
                (f"{brief(one.tempered):>6}", style),
            ]
        )
    return rows


def line(likely: Sequence[Likely], width: int, *, came: str | None = None) -> PlotRow:
    """As many of the likeliest as fit beside each other, the likeliest first."""
    row: PlotRow = []
    for one in likely:
        mine = one.symbol == came
        text = f"{'▸' if mine else ' '}{named(one.symbol)} {brief(one.tempered)}  "
        if sum(len(part) for part, _ in row) + len(text) > width:
            break
        row.append((text, "mark" if mine else ""))
    return row


def strip(entropies: Sequence[float], way: Way) -> str:
    """A cell for each entropy in nats, the fuller the more undecided; 0 to `MOST_NATS`."""
    signs = _RISING.get(way, _BLOCKS)
    last = len(signs) - 1
    return "".join(signs[min(int(nats / MOST_NATS * len(signs)), last)] for nats in entropies)


def named(symbol: str) -> str:
    """A symbol as people can read it."""
    return _NAMES.get(symbol, symbol)
