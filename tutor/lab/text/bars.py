"""Shares as bars: labels, bars that grow to the right, numbers; and small numbers as columns."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.lab.text.plot import PlotRow
from tutor.lab.text.shares import probability
from tutor.lab.text.width import cells, right_aligned, told_apart

_EIGHTHS = " ▏▎▍▌▋▊▉"
_LABEL = 12
_PERCENT = 6
"""Columns of ` >99 %`."""
LEAST = 3
"""Columns of the shortest bar that says anything."""


def bar(share: float, width: int, *, ascii_only: bool = False) -> str:
    """A bar of `width` cells, `share` of them full; to an eighth of a cell where that is shown."""
    share = min(max(share, 0.0), 1.0)
    if ascii_only:
        return f"{'#' * round(share * width):<{width}}"
    full, rest = divmod(round(8 * share * width), 8)
    return f"{'█' * full + _EIGHTHS[rest].strip():<{width}}"


def label_columns(labels: Sequence[str]) -> int:
    """Columns that labels before their bars take."""
    return min(max(map(cells, labels), default=0), _LABEL)


def shares(
    labels: Sequence[str],
    values: Sequence[float],
    width: int,
    *,
    ascii_only: bool = False,
    label_width: int = 0,
    pointed: bool = False,
) -> list[PlotRow]:
    """A bar for each label, the greatest marked.

    Args:
        labels, values: as many values as labels, or none where they are not known.
        width: of a row, in columns.
        ascii_only: whether the terminal shows nothing else.
        label_width: of all labels; as the longest needs where 0.
        pointed: whether a sign points to the greatest, at the cost of two columns.
    """
    longest = label_width or label_columns(labels)
    names = [f"{right_aligned(name, longest)} " for name in told_apart(labels, longest)]
    room = max(width - longest - 1 - _PERCENT - 2 * pointed, LEAST)
    if not values:
        return [[(name, "axis"), ("–", "quiet")] for name in names]
    most = max(values)
    rows: list[PlotRow] = []
    for name, value in zip(names, values, strict=True):
        first = value == most
        style = "mark" if first else ""
        sign = ("▸ " if first else "  ") if pointed else ""
        rows.append([
            (sign + name, style or "axis"),
            (bar(value, room, ascii_only=ascii_only), style or "train"),
            (f"{probability(value):>{_PERCENT}}", style),
        ])  # fmt: skip
    return rows


def signed(values: Sequence[float], width: int, *, ascii_only: bool = False) -> list[PlotRow]:
    """Numbers from -1 to 1 as columns, two rows: above the middle what is positive, below what not.

    Args:
        values: one a column; those that do not fit are left out.
        width: of a row, in columns.
        ascii_only: whether the terminal shows nothing else.
    """
    above, below = (" .oO", " .oO") if ascii_only else (" ▂▃▄▅▆▇█", " ▔▀█")
    shown = values[:width]
    over = "".join(above[_level(value, len(above))] for value in shown)
    under = "".join(below[_level(-value, len(below))] for value in shown)
    return [[(over, "train")], [(under, "validation")]]


def _level(value: float, levels: int) -> int:
    if value <= 0.0:
        return 0
    return min(1 + int(min(value, 1.0) * (levels - 1)), levels - 1)
