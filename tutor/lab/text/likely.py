"""What may come next, as bars; and how undecided a network was, as a strip of small bars."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.lab.text.bars import bar
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.shares import brief, probability
from tutor.lab.views.writing import Likely

MOST_NATS = 4.0
"""The entropy that fills a cell of a strip."""

_RISING = {"letters": " .:-=+*#"}
_BLOCKS = "▁▂▃▄▅▆▇█"
_NAMES = {" ": "space", "\n": "line end", "\N{REPLACEMENT CHARACTER}": "other"}
_NAME = 8
"""Columns of a symbol's name."""


def bars(
    likely: Sequence[Likely],
    size: tuple[int, int],
    way: Way,
    *,
    came: str | None = None,
    own: bool = False,
) -> list[PlotRow]:
    """One row for each symbol: its name, a bar, its probability in per cent.

    Args:
        likely: the likeliest first.
        size: columns of a row, and how many rows there may be.
        way: how bars are drawn.
        came: the symbol that really came, which is marked, and in sight where it is among them;
            None where that is not known yet.
        own: whether probabilities are the network's own, those at temperature 1.
    """
    room = max(size[0] - _NAME - 8, 1)
    rows: list[PlotRow] = []
    for one in _first(likely, size[1], came):
        sign = "▸" if one.symbol == came else " "
        style = "mark" if one.symbol == came else ""
        share = one.share if own else one.tempered
        rows.append(
            [
                (f"{sign}{named(one.symbol)[:_NAME]:>{_NAME}} ", style),
                (bar(share, room, ascii_only=way == "letters"), "train"),
                (f"{_told(one, own=own):>6}", style),
            ]
        )
    return rows


def line(
    likely: Sequence[Likely], width: int, *, came: str | None = None, own: bool = False
) -> PlotRow:
    """As many as fit beside each other, the likeliest first; see `bars`."""
    for count in range(len(likely), 0, -1):
        row: PlotRow = []
        for one in _first(likely, count, came):
            mine = one.symbol == came
            share = _told(one, own=own)
            text = f"{'▸' if mine else ' '}{named(one.symbol)} {share}  "
            row.append((text, "mark" if mine else ""))
        if sum(len(text) for text, _ in row) <= width:
            return row
    return []


def _told(one: Likely, *, own: bool) -> str:
    """A symbol's probability: the network's own, or a tempered one, which may be all or none."""
    return probability(one.share) if own else brief(one.tempered)


def _first(likely: Sequence[Likely], count: int, came: str | None) -> list[Likely]:
    """The first few, in place of whose last the one that came stands where it is further down."""
    missed = [one for one in likely[count:] if one.symbol == came]
    return [*likely[: count - 1], *missed] if missed and count else list(likely[:count])


def strip(entropies: Sequence[float], way: Way) -> str:
    """A cell for each entropy in nats, the fuller the more undecided; 0 to `MOST_NATS`."""
    signs = _RISING.get(way, _BLOCKS)
    last = len(signs) - 1
    return "".join(signs[min(int(nats / MOST_NATS * len(signs)), last)] for nats in entropies)


def named(symbol: str) -> str:
    """A symbol as people can read it."""
    return _NAMES.get(symbol, symbol)
