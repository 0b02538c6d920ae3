"""Mistakes in rows of text: a gallery of many, and one of them large."""

from __future__ import annotations

from collections.abc import Callable

from tutor.lab.text.example import rows
from tutor.lab.text.inset import Inset, inset_of
from tutor.lab.text.outcome_words import short
from tutor.lab.text.pages import Entry, across, page
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import cells
from tutor.lab.text.shares import percent, plain_bar, probability
from tutor.lab.text.width import cells as measured
from tutor.lab.text.width import cut, right_aligned
from tutor.lab.views.outcomes import Mistake, Outcomes
from tutor.lab.views.shown import Pixels

_GAP = 2
_SHARES = 34
"""Columns of the probabilities."""
_BESIDE_FROM = 66
_LONGEST_LABEL = 14
_TO, _SURE = " → ", " >99 %"
_TELLING = 4
"""Columns of a name that is cut; for fewer, the caption rather leaves out how sure it was."""


def entries(outcomes: Outcomes) -> list[Entry]:
    """The mistakes with their captions: what is true, what was said, and how sure."""
    return [
        Entry(_captioned(outcomes, one), one.example, _columns(outcomes, one))
        for one in outcomes.mistakes
    ]


def gallery(outcomes: Outcomes, at: int, width: int, height: int, way: Way) -> list[PlotRow]:
    """The page of mistakes that has the one with number `at`, which is marked."""
    return page(entries(outcomes), at, width, height, way)


def columns_of(outcomes: Outcomes, width: int, height: int, way: Way) -> int:
    """How many mistakes stand beside each other in the gallery."""
    return across(entries(outcomes), width, height, way)


def large(outcomes: Outcomes, at: int, width: int, height: int, way: Way) -> list[PlotRow]:
    """One mistake in all the room there is, with the probabilities of the likeliest classes."""
    mistake = outcomes.mistakes[at]
    if width >= _BESIDE_FROM:
        room = width - _SHARES - _GAP
        example = rows(mistake.example, room, height, way)
        return _beside(example, _shares(outcomes, mistake, _SHARES), room + _GAP)
    shares = _shares(outcomes, mistake, width)
    room = max(height - len(shares) - 1, 4)
    return [*shares, [], *rows(mistake.example, width, room, way)]


def insets(outcomes: Outcomes, at: int, width: int, height: int) -> tuple[Inset, ...]:
    """Where `large` has its picture, for terminals that show pixels; none where it has none."""
    example = outcomes.mistakes[at].example
    if not isinstance(example, Pixels):
        return ()
    if width >= _BESIDE_FROM:
        return inset_of(example, (0, 0), (width - _SHARES - _GAP, height))
    above = len(_shares(outcomes, outcomes.mistakes[at], width)) + 1
    return inset_of(example, (0, above), (width, max(height - above, 4)))


def _shares(outcomes: Outcomes, mistake: Mistake, width: int) -> list[PlotRow]:
    """The probabilities of the likeliest classes, and of the true one, which is marked."""
    given = list(mistake.leading)
    if mistake.true not in [number for number, _ in given]:
        given.append((mistake.true, mistake.true_share))
    labels = outcomes.labels
    longest = min(max(measured(labels[number]) for number, _ in given), _LONGEST_LABEL)
    size = max(width - longest - 18, 4)
    found: list[PlotRow] = [[("the network's probabilities"[:width], "title")]]
    for number, share in given:
        true = number == mistake.true
        label = f"{right_aligned(cut(labels[number], longest), longest)} "
        text = f" {percent(share):<9}"
        row: PlotRow = [(label, "mark" if true else "axis"), *plain_bar(share, size), (text, "")]
        found.append([*row, (" ◂ true", "mark")] if true else row)
    if outcomes.note:
        found += [[], *([(line, "axis")] for line in wrapped(outcomes.note, width))]
    return found


def wrapped(text: str, width: int) -> list[str]:
    """Plain text in lines."""
    from textwrap import wrap

    return wrap(text, max(width, 8))


def _beside(left: list[PlotRow], right: list[PlotRow], at: int) -> list[PlotRow]:
    """Two columns, the second beginning in column `at`."""
    found: list[PlotRow] = []
    for y in range(max(len(left), len(right))):
        row = list(left[y]) if y < len(left) else []
        row.append((" " * max(at - cells(row), 0), ""))
        found.append([*row, *(right[y] if y < len(right) else [])])
    return found


def _columns(outcomes: Outcomes, mistake: Mistake) -> tuple[int, int]:
    """What a caption takes on one line, and on two, which begin with an arrow below the sign."""
    true, told = (measured(outcomes.labels[one]) for one in (mistake.true, mistake.told))
    return true + len(_TO) + told + len(_SURE), max(true, told + len(_SURE))


def _captioned(outcomes: Outcomes, mistake: Mistake) -> Callable[[int, int], list[str]]:
    sure = f" {probability(mistake.sure)}"
    true, told = outcomes.labels[mistake.true], outcomes.labels[mistake.told]

    def caption(width: int, lines: int) -> list[str]:
        if lines > 1:
            return [cut(true, width), f"→ {cut(told, width - len(sure))}{sure}"]
        needed = measured(true) + len(_TO) + measured(told)
        if min(needed, 2 * _TELLING + len(_TO)) > width - len(sure):
            return [short(outcomes, mistake, width)]
        return [f"{short(outcomes, mistake, width - len(sure))}{sure}"]

    return caption
