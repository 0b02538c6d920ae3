"""The order in which the bars of a tune are played, and whether they add up to its metre."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

from tutor.datasets.abc_notation.tune import Bar, Note, Tune


def played(bars: Sequence[Bar]) -> list[Bar]:
    """The bars as they sound: repeats twice, or as often as they have endings."""
    order: list[Bar] = []
    alternatives: list[set[int]] = []
    for run in _runs(bars):
        alternatives += [{turn for bar in run for turn in bar.endings}] * len(run)
    start, turn, place = 0, 1, 0
    while place < len(bars):
        bar = bars[place]
        after_endings = place > start and bars[place - 1].endings and not bar.endings
        if (bar.opens and place != start) or (turn > 1 and after_endings):
            start, turn = place, 1
        place += 1
        if bar.endings and turn not in bar.endings:
            continue
        order.append(bar)
        if not bar.closes:
            continue
        if turn + 1 in alternatives[place - 1] or (turn == 1 and not bar.endings):
            place, turn = start, turn + 1
        elif not bar.endings:
            start, turn = place, 1
    return order


def once(bars: Sequence[Bar]) -> list[Bar]:
    """The bars without repeats: each part once, with its last ending."""
    kept: list[Bar] = []
    for run in _runs(bars):
        kept += [bar for bar in run if bar.endings == run[-1].endings]
    return kept


def melody(bars: Sequence[Bar]) -> list[Note]:
    """The notes of bars one after the other; tied notes of one pitch become one."""
    notes: list[Note] = []
    for note in (note for bar in bars for note in bar.notes):
        if notes and notes[-1].tied and notes[-1].pitch == note.pitch:
            notes[-1] = replace(note, length=notes[-1].length + note.length)
        else:
            notes.append(note)
    return notes


def faults(tune: Tune) -> Iterator[str]:
    """A sentence for each bar, in the order they are played, that doesn't fit the metre.

    A bar may be short at the beginning (the upbeat) and at the end of a part. Bars cut by a
    double line or repeat sign must add up, and the last bar to the upbeat.
    """
    order = [bar for bar in played(tune.bars) if bar.metre is not None]
    upbeat = pending = Fraction(0)
    for place, bar in enumerate(order):
        full = bar.metre or Fraction(0)
        together = pending + bar.length
        if place == 0 and together < full:
            upbeat = together
        elif together < full and bar.ends:
            pending = together
        else:
            pending = Fraction(0)
            if together != full:
                yield f"line {bar.line}, column {bar.column}: {together} of {full}"
    if pending and pending + upbeat != order[-1].metre:
        yield f"line {order[-1].line}: last bar {pending} and upbeat {upbeat} don't add up"


def _runs(bars: Sequence[Bar]) -> list[list[Bar]]:
    """Bars side by side that all have endings, or all have none."""
    return [list(run) for _, run in groupby(bars, key=lambda bar: bool(bar.endings))]
