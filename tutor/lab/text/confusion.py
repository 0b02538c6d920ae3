"""A confusion matrix in rows of text, each class's recall beside it.

The styles are `title`, `axis`, `quiet`, `hit`, `miss`, and colours as in `picture`.
"""

from __future__ import annotations

from tutor.diagnosis.proportions import wilson
from tutor.lab.text.picture import Way, behind
from tutor.lab.text.plot import PlotRow
from tutor.lab.views.outcomes import Outcomes

_GAP = 1
_LEAST_CELL, _MOST_CELL = 3, 7
_LONGEST_LABEL = 14
_RECALL = 23
"""Columns of ` 97 % (92 to 99) of 36`."""
_HIT, _MISS = (46, 92, 184), (196, 60, 84)
"""The colours of right and of wrong answers, where all of a class are such."""
_GROUND = (26, 29, 38)


def matrix(outcomes: Outcomes, width: int, way: Way) -> list[PlotRow]:
    """The matrix, true classes down and told ones across, in at most `width` columns.

    Where it is too wide for that, the pairs that are mistaken most often are listed instead.
    """
    labels = outcomes.labels
    longest = min(max(map(len, labels), default=1), _LONGEST_LABEL)
    most = max((count for row in outcomes.counts for count in row), default=0)
    least = max(_LEAST_CELL, len(str(most)) + _GAP)
    room = (width - longest - 1) // max(len(labels), 1)
    if room < least:
        return _pairs(outcomes, width)
    cell = max(least, min(room, _MOST_CELL, longest + _GAP))
    if longest + 1 + len(labels) * cell + _RECALL <= width:
        recall = width - longest - 1 - len(labels) * cell
    else:
        recall = 0
    heads: PlotRow = [(" " * (longest + 1), "axis")]
    heads += [(f"{label[: cell - _GAP]:>{cell}}", "axis") for label in labels]
    if recall:
        heads.append(("  right", "axis"))
    rows = [heads]
    for number, counts in enumerate(outcomes.counts):
        row: PlotRow = [(f"{labels[number][:longest]:>{longest}} ", "axis")]
        row += [
            _cell(count, sum(counts), cell, way, hit=other == number)
            for other, count in enumerate(counts)
        ]
        if recall:
            row.append((_recall(counts[number], sum(counts)), ""))
        rows.append(row)
    return rows


def summary(outcomes: Outcomes) -> str:
    """How many were right, with a 95 % interval, and the pair that is mistaken most often."""
    total = sum(map(sum, outcomes.counts))
    right = sum(row[number] for number, row in enumerate(outcomes.counts))
    if not total:
        return f"There are no {outcomes.part} examples."
    share = right / total
    low, high = wilson(share, total)
    text = (
        f"{right:,} of {total:,} {outcomes.part} examples right: {100 * share:.1f} % "
        f"({100 * low:.1f} to {100 * high:.1f})."
    )
    pairs = mistaken(outcomes)
    if not pairs:
        return text
    count, true, told = pairs[0]
    times = "once" if count == 1 else f"{count} times"
    return f"{text} Most often: {outcomes.labels[true]} taken for {outcomes.labels[told]}, {times}."


def recalls(outcomes: Outcomes) -> list[PlotRow]:
    """The recall of each class with its 95 % interval, the lowest first."""
    found = [
        (row[number] / sum(row), number, row) for number, row in enumerate(outcomes.counts)
        if sum(row)
    ]  # fmt: skip
    longest = min(max(map(len, outcomes.labels), default=1), _LONGEST_LABEL)
    return [
        [
            (f"{outcomes.labels[number][:longest]:>{longest}}", "axis"),
            (_recall(row[number], sum(row)), ""),
        ]
        for _, number, row in sorted(found)
    ]


def mistaken(outcomes: Outcomes) -> list[tuple[int, int, int]]:
    """How often each pair of classes was mistaken: (times, true, told), the most often first."""
    found = [
        (count, true, told)
        for true, row in enumerate(outcomes.counts)
        for told, count in enumerate(row)
        if count and told != true
    ]
    return sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2]))


def _pairs(outcomes: Outcomes, width: int) -> list[PlotRow]:
    rows: list[PlotRow] = [[("taken for each other most often", "title")]]
    for count, true, told in mistaken(outcomes):
        text = f"{count:>5} × {outcomes.labels[true]} → {outcomes.labels[told]}"
        rows.append([(text[:width], "miss")])
    return rows


def _cell(count: int, total: int, width: int, way: Way, *, hit: bool) -> tuple[str, str]:
    """One count, the stronger coloured the larger its share of its row."""
    if not count:
        return f"{'·':>{width}}", "quiet"
    text = f"{count:>{width}}"
    if way != "colours":
        return text, "hit" if hit else "miss"
    strength = count / max(total, 1) if hit else min(1.0, 0.35 + 2.0 * count / max(total, 1))
    full = _HIT if hit else _MISS
    red, green, blue = (
        round(low + (high - low) * strength) for low, high in zip(_GROUND, full, strict=True)
    )
    return text, behind((red, green, blue))


def _recall(right: int, total: int) -> str:
    if not total:
        return "  none"
    low, high = wilson(right / total, total)
    return f"  {100 * right / total:3.0f} % ({100 * low:.0f} to {100 * high:.0f}) of {total}"
