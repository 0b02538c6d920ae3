"""A formant chart in rows of text, as phoneticians draw it: F1 down, F2 to the left, in bark.

An utterance that was heard rightly is its vowel's symbol; one that was not is `true→told`, and the
one that is listened to stands in brackets. Styles are `title`, `axis`, `miss`, `mark`.
"""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Sequence

from tutor.diagnosis.proportions import wilson
from tutor.lab.listening import NEAR, Listening, bark, neighbours, point
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.views.sound import Sounds, Spoken

_SAMPA = {
    "i": "i", "ɪ": "I", "ɛ": "E", "æ": "{", "ɑ": "A", "ɔ": "O", "ʊ": "U", "u": "u", "ʌ": "V",
    "ɝ": "3",
}  # fmt: skip
"""The symbols where there is ASCII only (J. C. Wells, X-SAMPA, 1995)."""
_GUTTER = 5
_LEAST_CHART = 6
"""Rows of a chart that are not given away to a legend of several lines."""
_FIRST_TICKS = (250, 300, 400, 500, 600, 800, 1_000, 1_300)
_SECOND_TICKS = (3_500, 3_000, 2_500, 2_000, 1_600, 1_300, 1_000, 800, 600)
_EDGE = 0.25
"""Bark left free around all utterances."""
_SHIFTS = sorted(itertools.product((0, 1, -1, 2, -2), (0, 2, -2, 4, -4)), key=lambda s: (
    abs(s[0]) + abs(s[1]) / 2
))  # fmt: skip
"""Rows and columns by which a mistake may stand beside its place, where that is taken."""


def symbol(sounds: Sounds, vowel: int, way: Way) -> str:
    """A vowel's sign: phonetic writing, or X-SAMPA in ASCII."""
    sign = sounds.symbols[vowel]
    return _SAMPA.get(sign, sign) if way == "letters" else sign


def chart(listening: Listening, width: int, height: int, way: Way) -> list[PlotRow]:
    """The chart of the group that is looked at, in `width` × `height` cells."""
    sounds, spoken = listening.sounds, listening.spoken
    if sounds is None or spoken is None:
        return []
    legend = _legend(sounds, width, way)[: max((height - _LEAST_CHART) // 2, 1)]
    grid = _Grid(sounds.spoken, max(width - _GUTTER, 8), max(height - 3 - len(legend), 3))
    looked_at = [
        one for one in sounds.spoken if listening.group is None or one.group == listening.group
    ]
    for one in looked_at:
        if one.true == one.told:
            grid.put(one, symbol(sounds, one.true, way), "axis", shift=False)
    grid.fix()
    if spoken in looked_at:
        grid.put(spoken, f"[{_heard(sounds, spoken, way)}]", "mark", shift=False)
    for one in looked_at:
        if one.true != one.told and one is not spoken:
            grid.put(one, _heard(sounds, one, way), "miss", shift=True)
    return [_title(listening, width), *grid.rows(), *legend]


def _legend(sounds: Sounds, width: int, way: Way) -> list[PlotRow]:
    """Each vowel's sign and word, in as many lines as they need."""
    signs = [f"{symbol(sounds, number, way)} {word}" for number, word in enumerate(sounds.labels)]
    if len("  ".join(signs)) <= width:
        return [[("  ".join(signs), "axis")]]
    kept = [sign.replace(" ", "\0") for sign in signs]
    lines = textwrap.wrap(" ".join(kept), max(width, 8))
    return [[(line.replace("\0", " "), "axis")] for line in lines]


def _title(listening: Listening, width: int) -> PlotRow:
    """Whose utterances are shown, and the key that changes that."""
    assert listening.sounds is not None
    groups, group = listening.sounds.groups, listening.group
    told = f"all speakers · g: one group of {', '.join(groups)}"
    if group is not None:
        told = f"{groups[group]} alone · g: the next"
    elif len(told) > width:
        told = "all speakers · g: one group"
    return [(told[:width], "title")]


def finding(listening: Listening, *, short: bool = False) -> str:
    """How many utterances were heard rightly, and whether mistakes went to neighbours.

    Args:
        listening: what is listened to.
        short: whether the first of the two is all.
    """
    sounds = listening.sounds
    if sounds is None:
        return ""
    group = listening.group
    looked_at = [one for one in sounds.spoken if group is None or one.group == group]
    mistakes = [one for one in looked_at if one.true != one.told]
    total, right = len(looked_at), len(looked_at) - len(mistakes)
    whose = "" if group is None else f" of the {sounds.groups[group]}"
    if not total:
        return f"There is no utterance{whose}."
    low, high = wilson(right / total, total)
    text = (
        f"{right} of {total}{whose} heard rightly: {100 * right / total:.1f} % "
        f"({100 * low:.1f} to {100 * high:.1f})."
    )
    if short or not mistakes:
        return text
    near = neighbours(sounds)
    close = sum(one.told in near[one.group, one.true] for one in mistakes)
    chance = len(mistakes) * NEAR / max(len(sounds.labels) - 1, 1)
    return (
        f"{text} {close} of {len(mistakes)} mistakes went to one of the vowel's {NEAR} nearest on "
        f"the chart; chance alone would send about {chance:.0f} there."
    )


def _heard(sounds: Sounds, one: Spoken, way: Way) -> str:
    true, told = symbol(sounds, one.true, way), symbol(sounds, one.told, way)
    return true if one.true == one.told else f"{true}→{told}"


class _Grid:
    """Cells over the formants of all utterances, so that groups are drawn on one scale."""

    def __init__(self, spoken: Sequence[Spoken], across: int, down: int) -> None:
        """Take an empty sheet of `across` × `down` cells."""
        self._across, self._down = across, down
        points = [point(one) for one in spoken]
        self._low = [min(p[axis] for p in points) - _EDGE for axis in (0, 1)]
        self._high = [max(p[axis] for p in points) + _EDGE for axis in (0, 1)]
        self._cells = [[(" ", "")] * across for _ in range(down)]
        self._taken: set[tuple[int, int]] = set()

    def put(self, one: Spoken, text: str, style: str, *, shift: bool) -> None:
        """Write at an utterance's place, or beside it where that is taken."""
        first, second = point(one)
        y, x = self._row(first), self._column(second) - len(text) // 2
        for down, right in _SHIFTS if shift else [(0, 0)]:
            row = min(max(y + down, 0), self._down - 1)
            left = min(max(x + right, 0), max(self._across - len(text), 0))
            cells = {(row, left + n) for n in range(len(text))}
            if not (shift and cells & self._taken):
                break
        for offset, sign in enumerate(text[: self._across]):
            self._cells[row][left + offset] = (sign, style)
        self._taken |= cells

    def fix(self) -> None:
        """What was written until now may be written over."""
        self._taken.clear()

    def rows(self) -> list[PlotRow]:
        """The sheet with its axes: F2 above, F1 at the left."""
        ticks = {self._row(bark(hertz)): str(hertz) for hertz in _FIRST_TICKS
                 if self._low[0] < bark(hertz) < self._high[0]}  # fmt: skip
        found: list[PlotRow] = [[("F1 Hz", "axis"), (self._scale(), "axis")]]
        for y, cells in enumerate(self._cells):
            row: PlotRow = [(f"{ticks.get(y, ''):>{_GUTTER - 1}}{'┤' if y in ticks else '│'}",
                             "axis")]  # fmt: skip
            for style, run in itertools.groupby(cells, key=lambda cell: cell[1]):
                row.append(("".join(sign for sign, _ in run), style))
            found.append(row)
        return found

    def _scale(self) -> str:
        line = [" "] * self._across
        for hertz in _SECOND_TICKS:
            if self._low[1] < bark(hertz) < self._high[1]:
                text = str(hertz)
                start = self._column(bark(hertz)) - len(text) // 2
                free = start - 1 >= 0 and start + len(text) < self._across - 6
                if free and not "".join(line[start - 1 : start + len(text) + 1]).strip():
                    line[start : start + len(text)] = text
        line[-5:] = "F2 Hz"
        return "".join(line)

    def _row(self, first: float) -> int:
        share = (first - self._low[0]) / (self._high[0] - self._low[0])
        return min(max(round(share * (self._down - 1)), 0), self._down - 1)

    def _column(self, second: float) -> int:
        share = (self._high[1] - second) / (self._high[1] - self._low[1])
        return min(max(round(share * (self._across - 1)), 0), self._across - 1)
