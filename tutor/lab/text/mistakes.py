"""Mistakes in rows of text: a gallery of many, and one of them large."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor.lab.text.example import rows, size_at
from tutor.lab.text.inset import Inset, inset_of
from tutor.lab.text.outcome_words import short
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import cells
from tutor.lab.text.shares import percent, plain_bar
from tutor.lab.text.width import cells as measured
from tutor.lab.text.width import cut, right_aligned
from tutor.lab.views.outcomes import Mistake, Outcomes
from tutor.lab.views.shown import Pixels

_GAP = 2
_ENOUGH = 4
"""Pictures that a page should hold."""
_NARROWEST = 14
"""Columns of a picture's caption."""
_LINES = 2
"""Lines of a text or of a row of numbers in the gallery."""
_LEAST = 8
"""Pixels that a side of a picture keeps."""
_SCALES = (4.0, 3.0, 2.0, 1.0, 1 / 2, 1 / 3, 1 / 4, 1 / 6, 1 / 8)
_SHARES = 34
"""Columns of the probabilities."""
_BESIDE_FROM = 66
_LONGEST_LABEL = 14
_TO, _SURE = " → ", " 99 %"
_TELLING = 4
"""Columns of a name that is cut; for fewer, the caption rather leaves out how sure it was."""


@dataclass(frozen=True, slots=True)
class _Grid:
    """How a page of mistakes is divided; `across` and `down` are counts, the others in cells.

    `heads` are the lines of a caption, which `height` counts too: two where names are long, unless
    fewer pictures would be seen for that.
    """

    across: int
    down: int
    width: int
    height: int
    heads: int = 1


def gallery(outcomes: Outcomes, at: int, width: int, height: int, way: Way) -> list[PlotRow]:
    """The page of mistakes that has the one with number `at`, which is marked."""
    grid = _grid(outcomes, width, height, way)
    page = grid.across * grid.down
    first = at // page * page
    shown = range(first, min(first + page, len(outcomes.mistakes)))
    found: list[PlotRow] = []
    for start in range(shown.start, shown.stop, grid.across):
        numbers = range(start, min(start + grid.across, shown.stop))
        found += _line(outcomes, numbers, at, grid, way)
    return found[:-1]


def columns_of(outcomes: Outcomes, width: int, height: int, way: Way) -> int:
    """How many mistakes stand beside each other in the gallery."""
    return _grid(outcomes, width, height, way).across


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


def _grid(outcomes: Outcomes, width: int, height: int, way: Way) -> _Grid:
    """A page with enough pictures on it, as large as that allows; others stand in a list."""
    example = outcomes.mistakes[0].example if outcomes.mistakes else None
    if not isinstance(example, Pixels):
        tall = _LINES + 1
        return _Grid(1, max(1, (height + 1) // (tall + 1)), max(width, 1), tall)
    wanted = min(_ENOUGH, len(outcomes.mistakes))
    found = _Grid(1, 1, max(width, 1), max(height, 2))
    for scale in _SCALES:
        if scale < 1 and scale * min(example.height, example.width) < _LEAST:
            break
        wide, tall = size_at(example, scale, way)
        cell = max(wide, _NARROWEST)
        across, down = (width + _GAP) // (cell + _GAP), (height + 1) // (tall + 2)
        heads = 1 if _fits_one_line(outcomes, cell) or (height + 1) // (tall + 3) < down else 2
        if across >= 1 and down >= 1:
            found = _Grid(across, down, cell, tall + heads, heads)
            if across * down >= wanted:
                break
    return replace(found, width=_spread(outcomes, found, width))


def _spread(outcomes: Outcomes, grid: _Grid, width: int) -> int:
    """Columns of a picture with its caption: as many as the longest one needs, if they are free."""
    labels = outcomes.labels
    names = [(measured(labels[one.true]), measured(labels[one.told])) for one in outcomes.mistakes]
    needed = max(true + len(_TO) + told if grid.heads == 1 else max(true, told + len(_SURE))
                 for true, told in names)  # fmt: skip
    needed += len("▸ ") + (len(_SURE) if grid.heads == 1 else 0)
    free = (width + _GAP) // grid.across - _GAP
    return max(grid.width, min(needed, free))


def _line(outcomes: Outcomes, numbers: range, at: int, grid: _Grid, way: Way) -> list[PlotRow]:
    """Some mistakes beside each other, each with its caption above, and an empty row."""
    blocks = [
        [
            *_caption(outcomes, number, grid, marked=number == at),
            *rows(outcomes.mistakes[number].example, grid.width, grid.height - grid.heads, way),
        ]
        for number in numbers
    ]
    found: list[PlotRow] = []
    for y in range(max(map(len, blocks))):
        row: PlotRow = []
        for place, block in enumerate(blocks):
            start = place * (grid.width + _GAP)
            row.append((" " * (start - cells(row)), ""))
            row += block[y] if y < len(block) else []
        found.append(row)
    return [*found, []]


def _fits_one_line(outcomes: Outcomes, width: int) -> bool:
    """Whether both names of every mistake have room in one line of a caption."""
    room = width - len("▸ ") - len(_TO) - len(_SURE)
    labels = outcomes.labels
    return all(
        measured(labels[one.true]) + measured(labels[one.told]) <= room for one in outcomes.mistakes
    )


def _caption(outcomes: Outcomes, number: int, grid: _Grid, *, marked: bool) -> list[PlotRow]:
    """What is true and what was said, on a line each where the grid has two for them."""
    mistake = outcomes.mistakes[number]
    sure = f" {100 * min(mistake.sure, 0.99):.0f} %"
    sign, style = "▸ " if marked else "  ", "mark" if marked else "axis"
    true, told = outcomes.labels[mistake.true], outcomes.labels[mistake.told]
    if grid.heads == 1:
        room = grid.width - len(sign) - len(sure)
        needed = measured(true) + len(_TO) + measured(told)
        if min(needed, 2 * _TELLING + len(_TO)) > room:
            room, sure = room + len(sure), ""
        return [[(f"{sign}{short(outcomes, mistake, room)}{sure}", style)]]
    said = cut(told, grid.width - 2 - len(sure))
    return [[(f"{sign}{cut(true, grid.width - 2)}", style)], [(f"→ {said}{sure}", style)]]
