"""Lines between two columns of a network: how strong its weights are, and their signs.

The stronger a weight, the brighter and thicker its line; one below 0 is dashed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.lab.text.board import Board
from tutor.lab.text.picture import mixed, plain
from tutor.lab.text.tints import Look

_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
_WEAKEST, _WEAKEST_CHOSEN = 0.3, 0.1
"""Weights below this share of the strongest are not drawn; the chosen unit's sooner."""
_THICK = 0.7
_MOST = 64
"""Lines between two columns: more would be a thicket."""
_DASH, _GAP = 6, 3


@dataclass(frozen=True, slots=True)
class Wire:
    """A weight between two heights.

    Attributes:
        start, end: rows of cells on the left and on the right.
        weight: from -1 to 1, a share of the strongest one drawn here.
        marked: whether it belongs to what is chosen.
    """

    start: float
    end: float
    weight: float
    marked: bool = False


def wires(board: Board, x: int, width: int, some: Sequence[Wire], look: Look) -> None:
    """Draw lines on `board` from column `x` over `width` columns, the strongest on top.

    Where some are marked, the others are faint.
    """
    chosen = any(wire.marked for wire in some)
    bits: dict[tuple[int, int], int] = {}
    styles: dict[tuple[int, int], str] = {}
    for wire in sorted(some, key=lambda one: (one.marked, abs(one.weight)))[-_MOST:]:
        if abs(wire.weight) < (_WEAKEST_CHOSEN if wire.marked else _WEAKEST):
            continue
        quiet = chosen and not wire.marked
        style = _style(wire, look, quiet=quiet)
        for column, row in _dots(wire, 2 * width, 4 * board.height, quiet=quiet):
            cell = x + column // 2, row // 4
            bits[cell] = bits.get(cell, 0) | _DOTS[row % 4][column % 2]
            styles[cell] = style
    for (column, row), dots in bits.items():
        sign = _letter(styles[column, row]) if look.way == "letters" else chr(0x2800 + dots)
        board.put(column, row, sign, styles[column, row])


def _dots(wire: Wire, across: int, down: int, *, quiet: bool) -> list[tuple[int, int]]:
    """The dots of a line that leaves and arrives level, (column, row)."""
    strength, found = abs(wire.weight), []
    start, end = 4 * wire.start + 2, 4 * wire.end + 2
    before = round(start)
    for column in range(across):
        share = (column + 0.5) / across
        bent = (share + share * share * (3 - 2 * share)) / 2
        row = round(start + (end - start) * bent)
        dashed = wire.weight < 0 and column % _DASH >= _DASH - _GAP
        if not dashed:
            low, high = min(before, row), max(before, row)
            steps = range(low + (before < row), high + 1 - (before > row)) or range(row, row + 1)
            found += [(column, one) for one in steps if 0 <= one < down]
            if strength >= _THICK and not quiet and row + 1 < down:
                found.append((column, row + 1))
        before = row
    return found


def _style(wire: Wire, look: Look, *, quiet: bool) -> str:
    if look.way != "colours":
        return "quiet" if quiet else "title" if abs(wire.weight) >= _THICK else ""
    palette = look.palette
    strength = 0.25 if quiet else 0.3 + 0.7 * abs(wire.weight)
    colour = palette.points[1 if wire.weight > 0 else 0]
    full = mixed(palette.areas[1 if wire.weight > 0 else 0], colour, 0.5)
    return plain(mixed(palette.ground, full, round(strength * 8) / 8))


def _letter(style: str) -> str:
    return "#" if style == "title" else "."
