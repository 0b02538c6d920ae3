"""A confusion matrix in rows of text, each class's recall beside it.

The styles are `title`, `axis`, `quiet`, `hit`, `miss`, `mark`, `cursor`, and colours as in
`picture`.
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.lab.text.picture import Colour, Way, behind
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.shares import INTERVAL, LEAST_BAR, MOST_BAR, bar, interval
from tutor.lab.text.width import cells, cut, right_aligned, told_apart
from tutor.lab.views.outcomes import Outcomes

Pair = tuple[int, int]
"""The numbers of a true class and of the one it was taken for."""

DARK: Colour = (20, 22, 29)
"""What lies behind the matrix where nobody says it."""

_GAP = 1
_LEAST_CELL, _EASY_CELL = 3, 4
_LONGEST_LABEL = 14
_LISTED = 15
"""Pairs of classes that are listed."""
_TIMES, _TO, _SHARE = len("   5 × "), " → ", len("  100 %")
"""What stands before, between and after the names of a pair."""
_HEAD = 2
"""Rows above the first class."""
_HIT, _MISS = (46, 92, 184), (196, 60, 84)
"""The colours of right and of wrong answers, where all of a class are such."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where everything of a matrix stands.

    Attributes:
        label, cell: columns of a class's name and of a count.
        numbered: whether numbers stand for the told classes.
        beside: columns beside the matrix for each class's recall, 0 for none.
    """

    label: int
    cell: int
    numbered: bool
    beside: int


class Confusion:
    """A confusion matrix laid out: true classes down, told ones across, each class's recall.

    Where the matrix is too wide, the pairs that are mistaken most often are listed instead.

    Attributes:
        start: where a cursor begins: the pair that is mistaken most often.
    """

    def __init__(self, outcomes: Outcomes, width: int, way: Way, ground: Colour = DARK) -> None:
        """Lay it out.

        Args:
            outcomes: what became of a set.
            width: columns that there are.
            way: how pictures are drawn, and whether in colours.
            ground: the colour behind it.
        """
        self._outcomes = outcomes
        self._width = width
        self._way, self._ground = way, ground
        self._mistaken = mistaken(outcomes)
        self._layout = _layout(outcomes, width)
        self.start: Pair = self._mistaken[0][1:] if self._mistaken else (0, 0)

    @property
    def listed(self) -> bool:
        """Whether pairs are listed instead of a matrix."""
        return self._layout is None

    def rows(self, at: Pair | None = None) -> list[PlotRow]:
        """All rows, with a cursor on a pair of classes."""
        layout = self._layout
        if layout is None:
            return [*self._pairs(at), [], *_recalls(self._outcomes, self._width)]
        found = self._heads(layout)
        names = _names(self._outcomes.labels, layout)
        found += [self._class(number, layout, at, name) for number, name in enumerate(names)]
        if layout.cell >= _EASY_CELL:
            found.append(self._precisions(layout))
        return found if layout.beside else [*found, [], *_recalls(self._outcomes, self._width)]

    def row_of(self, at: Pair) -> int:
        """The row on which a pair stands."""
        if self._layout is not None:
            return _HEAD + at[0]
        places = [pair[1:] for pair in self._mistaken[:_LISTED]]
        return 1 + (places.index(at) if at in places else 0)

    def moved(self, at: Pair, right: int, down: int) -> Pair:
        """The pair beside one: the next cell, or the next entry of the list."""
        last = len(self._outcomes.labels) - 1
        if self._layout is not None:
            return min(max(at[0] + down, 0), last), min(max(at[1] + right, 0), last)
        places = [pair[1:] for pair in self._mistaken[:_LISTED]]
        if at not in places:
            return self.start
        return places[min(max(places.index(at) + right + down, 0), len(places) - 1)]

    def _heads(self, layout: _Layout) -> list[PlotRow]:
        said: PlotRow = [(f"{'':{layout.label}} the network said"[: self._width], "axis")]
        names = [
            right_aligned(str(number) if layout.numbered else label, layout.cell)
            for number, label in enumerate(self._outcomes.labels, 1)
        ]
        heads: PlotRow = [(f"{'true':>{layout.label}} ", "axis")]
        heads += [(name, "axis") for name in names]
        if layout.beside:
            heads.append(("  recall, 95 % interval", "axis"))
        return [said, heads]

    def _class(self, number: int, layout: _Layout, at: Pair | None, name: str) -> PlotRow:
        counts = self._outcomes.counts[number]
        row: PlotRow = [(f"{right_aligned(name, layout.label)} ", "axis")]
        for other, count in enumerate(counts):
            style = self._style(count, sum(counts), hit=other == number)
            shown = str(count) if count else "·"
            style = "cursor" if at == (number, other) else style
            row.append((f"{shown:>{layout.cell}}", style))
        if layout.beside:
            row += _recall(counts[number], sum(counts), layout.beside)
        return row

    def _precisions(self, layout: _Layout) -> PlotRow:
        """Of the answers that gave a class, the share that is right, in per cent."""
        row: PlotRow = [(f"{'right %':>{layout.label}} "[-layout.label - 1 :], "axis")]
        for number, counts in enumerate(self._outcomes.counts):
            given = sum(row[number] for row in self._outcomes.counts)
            shown = f"{100 * counts[number] / given:.0f}" if given else "-"
            row.append((f"{shown:>{layout.cell}}", "axis"))
        if layout.beside:
            row.append(("  of each column"[: layout.beside], "axis"))
        return row

    def _style(self, count: int, total: int, *, hit: bool) -> str:
        """One count, the stronger coloured the larger its share of its row."""
        if not count:
            return "quiet"
        if self._way != "colours":
            return "hit" if hit else "miss"
        share = count / max(total, 1)
        strength = share if hit else min(1.0, 0.35 + 2.0 * share)
        red, green, blue = (
            round(low + (high - low) * strength)
            for low, high in zip(self._ground, _HIT if hit else _MISS, strict=True)
        )
        return behind((red, green, blue))

    def _pairs(self, at: Pair | None) -> list[PlotRow]:
        labels, counts = self._outcomes.labels, self._outcomes.counts
        if not self._mistaken:
            return [[("no class is taken for another", "title")]]
        rows: list[PlotRow] = [[("taken for each other most often"[: self._width], "title")]]
        shown = self._mistaken[:_LISTED]
        room = max(self._width - _TIMES - len(_TO) - _SHARE, 2)
        if max(cells(labels[true]) + cells(labels[told]) for _, true, told in shown) > room:
            labels = told_apart(labels, room // 2)
        lines = [
            cut(f"{count:>4} × {labels[true]}{_TO}{labels[told]}", self._width - _SHARE)
            for count, true, told in shown
        ]
        longest = max(map(cells, lines))
        for line, (count, true, told) in zip(lines, shown, strict=True):
            share = f"{100 * count / max(sum(counts[true]), 1):.0f} %"
            style = "cursor" if at == (true, told) else "miss"
            gap = " " * (longest - cells(line))
            rows.append([(line, style), (f"{gap}{share:>{_SHARE}}", "axis")])
        rest = self._mistaken[_LISTED:]
        if rest:
            times = sum(count for count, _, _ in rest)
            text = f"     {len(rest)} more pairs, {times:,} times together"
            rows.append([(text[: self._width], "axis")])
        return rows


def mistaken(outcomes: Outcomes) -> list[tuple[int, int, int]]:
    """How often each pair of classes was mistaken: (times, true, told), the most often first."""
    found = [
        (count, true, told)
        for true, row in enumerate(outcomes.counts)
        for told, count in enumerate(row)
        if count and told != true
    ]
    return sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2]))


def _layout(outcomes: Outcomes, width: int) -> _Layout | None:
    """The first layout that fits, from the one that tells most; None where no matrix fits."""
    labels = outcomes.labels
    longest = max(map(cells, labels), default=1)
    most = max((count for row in outcomes.counts for count in row), default=0)
    least = max(_LEAST_CELL, len(str(most)) + _GAP)
    digits = len(str(len(labels)))
    whole = (min(longest, _LONGEST_LABEL), max(least, longest + _GAP), False)
    short = (min(longest + digits + 1, _LONGEST_LABEL + 3), max(least, digits + _GAP), True)
    choices = [short] if longest > _LONGEST_LABEL else [whole, short]
    for beside in (True, False):
        for label, cell, numbered in choices:
            for size in sorted({max(cell, _EASY_CELL), cell}, reverse=True):
                name = max(label, len("right %") if size >= _EASY_CELL else len("true"))
                rest = width - name - 1 - len(labels) * size
                if rest >= (INTERVAL + 2 if beside else 0):
                    return _Layout(name, size, numbered, rest if beside else 0)
    return None


def _names(labels: list[str], layout: _Layout) -> list[str]:
    """The classes as they stand before their rows."""
    if not layout.numbered:
        return told_apart(labels, layout.label)
    room = layout.label - len(str(len(labels))) - 1
    return [f"{number} {name}" for number, name in enumerate(told_apart(labels, room), 1)]


def _recall(right: int, total: int, room: int) -> PlotRow:
    """A class's recall with its interval and, where there is room, as a bar."""
    text = f"  {interval(right, total):<{INTERVAL}}"
    size = min(room - len(text) - 2, MOST_BAR)
    return [(text, ""), ("  ", ""), *bar(right, total, size)] if size >= LEAST_BAR else [(text, "")]


def _recalls(outcomes: Outcomes, width: int) -> list[PlotRow]:
    """The recall of each class with its 95 % interval, the lowest first."""
    found = [
        (row[number] / sum(row), number, row)
        for number, row in enumerate(outcomes.counts)
        if sum(row)
    ]
    longest = min(max(map(cells, outcomes.labels), default=1), width - INTERVAL - 2)
    longest = max(longest, 1)
    names = told_apart(outcomes.labels, longest)
    heading = f"{'':{longest}}  recall, 95 % interval"
    return [
        [(heading[:width], "title")],
        *(
            [
                (right_aligned(names[number], longest), "axis"),
                *_recall(row[number], sum(row), width - longest),
            ]
            for _, number, row in sorted(found)
        ),
    ]
