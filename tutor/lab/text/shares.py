"""Shares in words and as bars, with the intervals that their examples leave."""

from __future__ import annotations

from tutor.diagnosis.proportions import wilson
from tutor.lab.text.plot import PlotRow

INTERVAL = 24
"""Columns that `interval` takes where there are up to 9,999 examples."""

LEAST_BAR, MOST_BAR = 8, 24

_NEARLY = 0.995
"""From here on a share would be rounded to all."""


def percent(share: float) -> str:
    """A probability, never told as certain: `92 %`, `over 99 %`, `under 1 %`."""
    if share >= _NEARLY:
        return "over 99 %"
    return "under 1 %" if share < 1 - _NEARLY else f"{100 * share:.0f} %"


def probability(value: float) -> str:
    """A probability in few columns, never told as certain: `92 %`, `>99 %`, `<1 %`.

    A network's own is never 0 or 1, though rounded to so many digits it may look it.
    """
    return percent(value).replace("over ", ">").replace("under ", "<")


def brief(share: float) -> str:
    """A share that may be none or all in few columns; never 0 or 100 where it is not that."""
    if 0.0 < share < 1 - _NEARLY:
        return "<1 %"
    return ">99 %" if _NEARLY <= share < 1.0 else f"{100 * share:.0f} %"


def span(right: int, total: int) -> str:
    """A share and its 95 % interval: `92 % (78 to 97)`."""
    low, high = wilson(right / max(total, 1), total)
    return f"{100 * right / max(total, 1):.0f} % ({100 * low:.0f} to {100 * high:.0f})"


def interval(right: int, total: int) -> str:
    """A share, its 95 % interval and the number of its examples, for a table."""
    if not total:
        return f"{'none':>5}"
    low, high = wilson(right / total, total)
    return f"{100 * right / total:3.0f} % ({100 * low:.0f} to {100 * high:.0f}) of {total:,}"


def bar(right: int, total: int, width: int) -> PlotRow:
    """From 0 to 100 %: solid up to the 95 % interval's lower end, shaded up to its upper end."""
    if not total:
        return [("·" * width, "quiet")]
    low, high = wilson(right / total, total)
    solid, end = round(low * width), round(high * width)
    end = max(end, solid)
    return [
        ("█" * solid, "hit"), ("▒" * (end - solid), "axis"), ("·" * (width - end), "quiet"),
    ]  # fmt: skip


def plain_bar(share: float, width: int) -> PlotRow:
    """A share that is no estimate, such as a probability; what is not nothing shows."""
    filled = min(width, max(round(share * width), 1 if share > 0.01 else 0))
    return [("█" * filled, "hit"), ("·" * (width - filled), "quiet")]
