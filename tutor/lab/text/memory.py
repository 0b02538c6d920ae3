"""How far networks remember, in sentences and charts.

The styles are `title`, `axis`, `quiet`, and those of `STYLES`, one for each network.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from tutor.diagnosis.proportions import wilson
from tutor.lab.text.canvas import BAND, Canvas, Curve
from tutor.lab.text.layout import paragraph
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.shares import span
from tutor.lab.views.memory import FLOOR, AtDelay, Remembered

STYLES = ("validation", "train", "third")
"""The styles of the networks' curves; the first is solid, the second dashed, the third dotted."""
MOST = len(STYLES)
"""Networks in one chart."""
GOOD = 0.9
"""A network remembers over a delay where it answers at least so many right."""

_GUTTER = 7
_LEAST_EXAMPLES = 40
_TOLD_BACK = 10
"""Steps back of which a number is told."""
_READABLE = 1e-6
"""Of a gradient: 0.0001 %."""
_MOST_DECADES = 12
_CHANCE = "chance"


@dataclass(frozen=True, slots=True)
class Group:
    """The validation examples with delays from `first` to `last`."""

    first: int
    last: int
    right: int
    of: int

    @property
    def share(self) -> float:
        """Of right answers."""
        return self.right / self.of

    @property
    def interval(self) -> tuple[float, float]:
        """Of that share, 95 %."""
        return wilson(self.share, self.of)

    @property
    def steps(self) -> str:
        """The delays, for people."""
        if self.first != self.last:
            return f"{self.first} to {self.last} steps"
        return _steps(self.first)


def _steps(number: int) -> str:
    return f"{number} step{'' if number == 1 else 's'}"


def grouped(delays: list[AtDelay]) -> list[Group]:
    """Neighbouring delays together, so that each group has enough examples to tell something."""
    groups: list[Group] = []
    kept: list[AtDelay] = []
    for one in delays:
        kept.append(one)
        if sum(each.of for each in kept) >= _LEAST_EXAMPLES:
            groups.append(_group(kept))
            kept = []
    if kept and groups:
        groups[-1] = _merged(groups[-1], _group(kept))
    elif kept:
        groups.append(_group(kept))
    return groups


def _group(kept: list[AtDelay]) -> Group:
    right, of = sum(one.right for one in kept), sum(one.of for one in kept)
    return Group(kept[0].delay, kept[-1].delay, right, of)


def _merged(one: Group, other: Group) -> Group:
    return Group(one.first, other.last, one.right + other.right, one.of + other.of)


def sentence(one: Remembered) -> str:
    """Up to which delay a network remembers, and from where on it cannot be told from guessing.

    Empty where the data tell of no delays.
    """
    groups = [group for group in grouped(one.delays) if group.of]
    if not groups:
        return ""
    under = [n for n, group in enumerate(groups) if group.share < GOOD]
    at = next((n for n in under if groups[n].interval[1] < GOOD), min(under, default=None))
    if at is None:
        return f"still {_share(groups[-1])} right after {groups[-1].steps}."
    shown = f"{_share(groups[at])} right after {groups[at].steps}"
    if at:
        before = f"{_share(groups[at - 1])} right after {groups[at - 1].steps}"
        sure = " surely" if groups[at - 1].share < GOOD else ""
        level = f"{100 * GOOD:.0f} %"
        told = "" if shown.startswith(level) else f"{sure} under {level}:"
        shown = f"{before}, then{told} {shown}"
    better = max(groups[at:], key=lambda group: group.share)
    if better.interval[0] > groups[at].interval[1]:
        shown = f"{shown}, yet {_share(better)} right after {better.steps}"
    lost = _lost(groups, one.chance)
    if lost is None and at < len(groups) - 1 and better is not groups[-1]:
        shown = f"{shown}; {_share(groups[-1])} after {groups[-1].steps}"
    if lost is None or one.chance is None:
        return f"{shown}."
    guess = f"guessing, {100 * one.chance:.0f} %"
    first = groups[lost].first
    where = "at any delay" if lost == 0 else f"from {first} step{'' if first == 1 else 's'} on"
    return f"{shown}; {where} it cannot be told from {guess}."


def _share(group: Group) -> str:
    return span(group.right, group.of)


def _lost(groups: list[Group], chance: float | None) -> int | None:
    """The first group from which on guessing explains all that is right; None where none is."""
    if chance is None:
        return None
    lost: int | None = None
    for number in range(len(groups) - 1, -1, -1):
        if groups[number].interval[0] > chance:
            break
        lost = number
    return lost


def fading(one: Remembered) -> str:
    """How much of a network's gradient is left as far back as was looked, in one sentence."""
    if not one.fading:
        return one.why
    back = len(one.fading) - 1
    gone = _gone(one.fading)
    if gone > back:
        return f"{_left(one.fading[-1])} of the gradient is left {_steps(back)} back."
    least = f"less than {_left(FLOOR)} of the gradient is left"
    return (
        f"{least} {_steps(back)} back." if gone == back else f"{least} from {gone} steps back on."
    )


def _gone(fading: list[float]) -> int:
    """From how many steps back on so little is left that it counts as `FLOOR`; else their number.

    The mean of logarithms leaves a rounding error.
    """
    kept = (step for step in range(len(fading), 0, -1) if fading[step - 1] > 1.001 * FLOOR)
    return next(kept, 0)


def _left(share: float) -> str:
    """In per cent, as long as that can be read; then as a power of ten."""
    if share >= _READABLE:
        return f"{100 * share:.2g} %"
    return f"10^{math.log10(max(share, 1e-30)):.0f}"


def legend(found: list[Remembered], width: int, *, ascii_only: bool) -> list[PlotRow]:
    """A sample of each network's line, its layers and seed, and how far it remembers."""
    samples = ("oo", "++", "xx") if ascii_only else ("──", "╌╌", "··")
    rows: list[PlotRow] = []
    for one, sample, style in zip(found, samples, STYLES, strict=False):
        text = f"{one.told}: {sentence(one) or fading(one)}"
        lines = paragraph(text, width, f"{sample} ", "   ").splitlines()
        rows += [[(line, style)] for line in lines]
    return rows


def left_back(found: list[Remembered], width: int) -> list[PlotRow]:
    """What is left of the gradients some steps back, as numbers that the chart shows as heights.

    Nothing where the delays' sentences don't stand in their place.
    """
    traced = [one for one in found if one.fading and one.delays]
    back = min((len(one.fading) - 1 for one in traced), default=0)
    back = min(back, _TOLD_BACK)
    if not back:
        return []
    told = "; ".join(f"{one.told}: {_left(max(one.fading[back], FLOOR))}" for one in traced)
    text = f"Gradient left {_steps(back)} back (each mark on the axis is a power of ten): {told}."
    return [[(line, "title")] for line in paragraph(text, width).splitlines()]


def footnote(one: Remembered, width: int) -> list[PlotRow]:
    """What the chart of the gradient shows, exactly."""
    if not one.fading:
        return []
    text = (
        f"Gradient of the loss at the end by the state after each step, the last step's being 1; "
        f"geometric mean of {one.examples} validation examples"
        f"{', those with the longest delays' if one.delays else ''}."
    )
    if _gone(one.fading) < len(one.fading):
        text += f" The curve ends at {_left(FLOOR)}: what is less is not told apart."
    return [[(line, "axis")] for line in paragraph(text, width).splitlines()]


def recall_chart(
    found: list[Remembered], width: int, height: int, *, braille: bool
) -> list[PlotRow]:
    """Right answers against delay; the first network's 95 % intervals are shaded.

    Args:
        found: networks with delays, at most `MOST`.
        width, height: in cells.
        braille: whether the terminal shows braille dots, else ASCII.
    """
    end = max(one.delays[-1].delay for one in found if one.delays) + 1
    canvas = Canvas(width - _GUTTER, height - 3, braille=braille)
    chance = found[0].chance
    lows, highs = _edges(grouped(found[0].delays), end)
    canvas.shade(lows, highs, end, (0.0, 1.0))
    if chance is not None:
        level = Curve(_CHANCE, [chance] * end, solid=False, sparse=True, point="-")
        canvas.draw(level, end, 0.0, 1.0)
    _draw(canvas, [_stairs(grouped(one.delays), end) for one in found], end, (0.0, 1.0))
    labels = {canvas.line_of(value, 0.0, 1.0): f"{100 * value:.0f} %" for value in (0, 0.5, 1)}
    if chance is not None:
        labels[canvas.line_of(chance, 0.0, 1.0)] = "chance"
    title: PlotRow = [("right, by steps to remember", "title")]
    return [title, *_framed(canvas, labels, "0", f"{end - 1} steps", width)]


def fading_chart(
    found: list[Remembered], width: int, height: int, *, braille: bool
) -> list[PlotRow]:
    """What is left of the gradient by steps back from the end, in powers of ten.

    A curve ends where it reaches the least that is told apart.

    Args:
        found: networks, those without a gradient left out, at most `MOST`.
        width, height: in cells.
        braille: whether the terminal shows braille dots, else ASCII.
    """
    logs = [
        [math.log10(max(share, FLOOR)) for share in one.fading[: _gone(one.fading) + 1]]
        for one in found
    ]
    values = [value for line in logs for value in line]
    low = float(max(math.floor(min(values)), -_MOST_DECADES))
    high = float(max(math.ceil(max(values)), 0))
    low = min(low, high - 1.0)
    end = max(len(one.fading) for one in found)
    canvas = Canvas(width - _GUTTER, height - 3, braille=braille)
    _draw(canvas, logs, end, (low, high))
    marks = {low, high, (low + high) // 2}
    labels = {canvas.line_of(value, low, high): _decade(value) for value in sorted(marks)}
    title: PlotRow = [("gradient left, by steps back", "title")]
    return [title, *_framed(canvas, labels, "0", f"{end - 1} steps", width)]


def _decade(value: float) -> str:
    return {0.0: "1", -1.0: "0.1", -2.0: "0.01"}.get(value, f"10^{value:.0f}")


def _draw(canvas: Canvas, lines: list[list[float]], end: int, y: tuple[float, float]) -> None:
    """Draw curves, each with a line of its own; the first lies on top."""
    for number in range(len(lines) - 1, -1, -1):
        if lines[number]:
            curve = Curve(STYLES[number], lines[number], solid=number == 0, dotted=number == 2)
            canvas.draw(curve, end, *y)


def _stairs(groups: list[Group], end: int) -> list[float]:
    """The share of each group at the middle of its delays; the curve joins them."""
    found = [math.nan] * end
    for group in groups:
        found[(group.first + group.last) // 2] = group.share
    return found


def _edges(groups: list[Group], end: int) -> tuple[list[float], list[float]]:
    lows, highs = [math.nan] * end, [math.nan] * end
    for group in groups:
        at = (group.first + group.last) // 2
        lows[at], highs[at] = group.interval
    return lows, highs


def _framed(
    canvas: Canvas, labels: dict[int, str], first: str, last: str, width: int
) -> list[PlotRow]:
    """A canvas with its axes."""
    names = {BAND: "quiet", _CHANCE: "axis"}
    rows: list[PlotRow] = []
    for y in range(canvas.height):
        gutter = f"{labels.get(y, ''):>{_GUTTER - 1}}│"
        cells = [(text, names.get(name, name)) for text, name in canvas.row(y)]
        rows.append([(gutter, "axis"), *cells])
    across = width - _GUTTER
    rows.append([(" " * (_GUTTER - 1) + "└" + "─" * across, "axis")])
    line = f"{first}{last:>{max(across - len(first), 0)}}"
    rows.append([(" " * _GUTTER + line[:across], "axis")])
    return rows
