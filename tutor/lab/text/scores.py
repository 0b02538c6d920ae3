"""How well tags or labels are found, in rows of text: a table, and the counts of one row."""

from __future__ import annotations

from tutor.lab.text.pages import Entry
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import cut as cut_row
from tutor.lab.text.rows import sentence
from tutor.lab.text.score_words import caption, clusters
from tutor.lab.text.typed import cut
from tutor.lab.views.scores import Figure, Score, Scores, Tagged

_FIGURE = 18
"""Columns of a figure with its interval: ` 100 % (98 to 100)`."""
_BRIEF = 7
"""Columns of one without."""
_THERE = 7
_LONGEST = 14
_MARK = 2
_WIDE = 56
"""Columns from which on the four counts are told in whole words."""
_NAMED = 4
_HEADS = ("precision", "recall", "F1")


def table(scores: Scores, at: int | None, width: int) -> list[PlotRow]:
    """Each row's name, how often it is there, and its figures; one row is marked.

    Intervals are left out where they don't fit, and then how often it is there.
    """
    longest = max(len(row.name) for row in scores.rows)
    each, name = _FIGURE, min(longest, _LONGEST)
    there = _THERE
    if _MARK + name + there + 3 * each > width:
        each = _BRIEF if width >= _MARK + name + 3 * _BRIEF else 5
    if _MARK + name + there + 3 * each > width:
        there = 0
    name = max(min(name, width - _MARK - there - 3 * each), 4)
    heads = (
        _HEADS if each == _FIGURE else ("prec.", "recall", "F1") if each > 5 else ("P", "R", "F1")
    )
    head = f"{'':{_MARK + name}}" + (f"{'there':>{there}}" if there else "")
    head += "".join(
        f" {text:<{each - 1}}" if each == _FIGURE else f"{text:>{each}}" for text in heads
    )
    found: list[PlotRow] = [[(head[:width].rstrip(), "axis")]]
    for number, row in enumerate(scores.rows):
        chosen = number == at
        text = f"{'▸' if chosen else ' '} {cut(row.name, name):<{name}}"
        line: PlotRow = [(text, "mark" if chosen else "axis")]
        if there:
            line.append((f"{row.found + row.missed:>{there},}", ""))
        figures = (row.precision, row.recall, row.f1)
        line.append(("".join(_told(figure, each) for figure in figures).rstrip(), ""))
        found.append(cut_row(line, width))
    if each == _FIGURE:
        found += [
            [(text, "quiet") for text, _ in line] for line in sentence(clusters(scores), width)
        ]
    return found


def counts(scores: Scores, at: int, width: int) -> list[PlotRow]:
    """The four counts of a row, two by two, and what missed ones and false alarms were."""
    row = scores.rows[at]
    wide = width >= _WIDE
    silent = "-" if row.silent is None else f"{row.silent:,}"
    silence = (
        "cannot be counted" if row.silent is None else "rightly not said" if wide else "not said"
    )
    cells = [
        (f"{row.found:,}", "found", "hit"), (f"{row.missed:,}", "missed", "miss"),
        (f"{row.alarms:,}", "false alarms" if wide else "false", "miss"),
        (silent, silence if wide else "not said", "quiet"),
    ]  # fmt: skip
    sides = ("it is there", "it is not") if wide else ("there", "not")
    label = max(map(len, sides)) + 2
    size = max(len(cells[0][0]), len(cells[2][0])), max(len(cells[1][0]), len(cells[3][0]))
    first = max(len(cells[0][1]), len(cells[2][1])) + 1 + size[0] + 3
    says = ("the network says it", "it does not") if wide else ("said", "not said")
    first = max(first, len(says[0]) + 3)
    found: list[PlotRow] = [[(f"{'':{label}}{says[0]:<{first}}{says[1]}", "axis")]]
    for side, (left, right) in zip(sides, (cells[:2], cells[2:]), strict=True):
        one = f"{left[0]:>{size[0]}} {left[1]}"
        line: PlotRow = [(f"{side:<{label}}", "axis"), (f"{one:<{first}}", left[2])]
        line.append((f"{right[0]:>{size[1]}} {right[1]}", right[2]))
        found.append(line)
    found = [cut_row(line, width) for line in found]
    for text in _others(row):
        found += [[(part, "") for part, _ in line] for line in sentence(text, width)]
    return found


def figures(row: Score, width: int) -> list[PlotRow]:
    """A row's figures with their intervals, one below the other, where the table has no room."""
    shown = zip(_HEADS, (row.precision, row.recall, row.f1), strict=True)
    return [[(f"{name:<10}{_told(one, _FIGURE).strip()}"[:width], "")] for name, one in shown]


def brief(width: int, scores: Scores) -> bool:
    """Whether the table has no room for intervals."""
    name = min(max(len(row.name) for row in scores.rows), _LONGEST)
    return _MARK + name + _THERE + 3 * _FIGURE > width


def entries(scores: Scores, at: int) -> list[Entry]:
    """The worst mistakes of a row with their captions."""
    found = []
    for wrong in scores.rows[at].wrong:
        example = scores.examples[wrong.example]
        shown = example if isinstance(example, Tagged) else example.shown
        found.append(Entry(caption(scores, wrong), shown))
    return found


def _others(row: Score) -> list[str]:
    """For what missed ones were taken, and what false alarms are."""
    found = []
    for said, others in (("Missed, taken for", row.instead), ("False alarms, really", row.really)):
        if others:
            named = ", ".join(f"{name} {count:,}" for name, count in others[:_NAMED])
            found.append(f"{said}: {named}{', …' if len(others) > _NAMED else '.'}")
    return found


def _told(figure: Figure | None, width: int) -> str:
    """A share, with its interval where there is room."""
    if figure is None:
        text = "none"
    else:
        text = f"{100 * figure.value:.0f} %"
        if width == _FIGURE and figure.low is not None and figure.high is not None:
            text += f" ({100 * figure.low:.0f} to {100 * figure.high:.0f})"
    if width < _BRIEF:
        text = text.replace(" %", "")
    return f" {text:<{width - 1}}" if width == _FIGURE else f"{text:>{width}}"
