"""How well tags or labels are found, in rows of text: a table, and the counts of one row."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.lab.text.pages import Entry
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import cut as cut_row
from tutor.lab.text.rows import sentence
from tutor.lab.text.score_words import caption, clusters
from tutor.lab.text.width import cut
from tutor.lab.views.scores import Figure, Score, Scores, Tagged

_WHOLE = 18
"""Columns of a figure with its interval, `100 % (98 to 100)`, and of the gap behind it."""
_PLAIN, _BARE = 7, 5
"""Columns of a figure without interval, and of one without its sign."""
_LEAST_NAME, _LONGEST_NAME = 4, 14
_MARK = 2
_WIDE = 56
"""Columns from which on the four counts are told in whole words."""
_NAMED = 4
_OTHERS = "Missed ones were found as", "False alarms are really"
_OF_FRAMES = "Where {name} is missed, it falsely finds", "Where it finds {name} falsely, it misses"
"""The same of a frame, which has several labels: some stand there twice, so that sums don't fit."""
_OTHERS_BRIEF = "Missed", "False"
_HEADS = ("precision", "recall", "F1")


@dataclass(frozen=True, slots=True)
class _Layout:
    """Columns of the table's parts: a row's name, a figure, how often it is there (0 for none)."""

    name: int
    there: int
    each: int

    @property
    def whole(self) -> bool:
        """Whether figures have their intervals."""
        return self.each == _WHOLE


def _layout(scores: Scores, width: int) -> _Layout:
    """The first that fits, from the one that tells most."""
    name = min(max(len(row.name) for row in scores.rows), _LONGEST_NAME)
    there = max(len("there"), *(len(f"{row.found + row.missed:,}") for row in scores.rows))
    for count, each in ((there, _WHOLE), (there + 2, _PLAIN), (0, _PLAIN)):
        if _MARK + name + 3 * each + count + (each == _WHOLE) <= width:
            return _Layout(name, count, each)
    return _Layout(max(min(name, width - _MARK - 3 * _BARE), _LEAST_NAME), 0, _BARE)


def table(scores: Scores, at: int | None, width: int, most: int | None = None) -> list[PlotRow]:
    """Each row's name, its figures, and how often it is there; one row is marked.

    Where intervals don't fit, those of the marked row stand below.

    Args:
        scores: of a set.
        at: the number of the marked row; None for none.
        width: in columns.
        most: rows that are shown, around the marked one; all where None.
    """
    layout, count = _layout(scores, width), len(scores.rows)
    most = count if most is None else min(max(most, 1), count)
    first = min(max((at or 0) - most // 2, 0), count - most)
    found: list[PlotRow] = [[(_heads(layout)[:width].rstrip(), "axis")]]
    for number, row in list(enumerate(scores.rows))[first : first + most]:
        chosen = number == at
        name = f"{'▸' if chosen else ' '} {cut(row.name, layout.name):<{layout.name}}"
        figures = (row.precision, row.recall, row.f1)
        text = " " * layout.whole + "".join(_told(one, layout.each) for one in figures)
        text += f"{row.found + row.missed:>{layout.there},}" if layout.there else ""
        line: PlotRow = [(name, "mark" if chosen else "axis"), (text.rstrip(), "")]
        found.append(cut_row(line, width))
    if layout.whole or at is None:
        return [*found, *_quiet(clusters(scores), width)]
    return [*found, *_quiet(clusters(scores, brief=True), width), *_figures(scores.rows[at], width)]


def _quiet(text: str, width: int) -> list[PlotRow]:
    return sentence(text, width, "quiet") if text else []


def _heads(layout: _Layout) -> str:
    head = " " * (_MARK + layout.name + layout.whole)
    there = f"{'there':>{layout.there}}" if layout.there else ""
    if layout.whole:
        return head + "".join(f"{text:<{_WHOLE}}" for text in _HEADS) + there
    names = ("P", "R", "F1") if layout.each == _BARE else ("prec.", "recall", "F1")
    return head + "".join(f"{text:>{layout.each}}" for text in names) + there


def _figures(row: Score, width: int) -> list[PlotRow]:
    """A row's figures with their intervals, one below the other."""
    shown = zip(_HEADS, (row.precision, row.recall, row.f1), strict=True)
    return [[(f"{name:<10}{_told(one, _WHOLE)}"[:width].rstrip(), "")] for name, one in shown]


def _told(figure: Figure | None, width: int) -> str:
    """A share in a column of the table, with its interval where there is room."""
    text = "none" if figure is None else f"{100 * figure.value:.0f} %"
    if width == _BARE:
        text = text.replace(" %", "")
    if width < _WHOLE:
        return f"{text:>{width}}"
    if figure is not None and figure.low is not None and figure.high is not None:
        text += f" ({100 * figure.low:.0f} to {100 * figure.high:.0f})"
    return f"{text:<{width}}"


def counts(scores: Scores, at: int, width: int) -> list[PlotRow]:
    """The four counts of a row, two by two, and what missed ones and false alarms were."""
    row, wide = scores.rows[at], width >= _WIDE
    silent = "-" if row.silent is None else f"{row.silent:,}"
    silence = "cannot be counted" if row.silent is None else "rightly not said"
    says = ("the network says it", "it does not") if wide else ("said", "not said")
    sides = ("it is there", "it is not") if wide else ("there", "not")
    left = (f"{row.found:,}", "found"), (f"{row.alarms:,}", "false alarms" if wide else "false")
    right = (f"{row.missed:,}", "missed"), (silent, silence if wide else "right")
    label, digits = max(map(len, sides)) + 2, max(len(number) for number, _ in left)
    column = max(len(says[0]), *(digits + 1 + len(word) for _, word in left)) + 3
    behind = max(len(number) for number, _ in right)
    found: list[PlotRow] = [[(f"{'':{label}}{says[0]:<{column}}{says[1]}", "axis")]]
    styles = (("hit", "miss"), ("miss", "quiet"))
    for side, (a, name), (b, other), style in zip(sides, left, right, styles, strict=True):
        found.append([
            (f"{side:<{label}}", "axis"), (f"{f'{a:>{digits}} {name}':<{column}}", style[0]),
            (f"{b:>{behind}} {other}", style[1]),
        ])  # fmt: skip
    found = [cut_row(line, width) for line in found]
    named = _OF_FRAMES if scores.counted == "frames" else _OTHERS
    others = _others(row, named if wide else _OTHERS_BRIEF, wide=wide)
    return found + [line for text in others for line in sentence(text, width, "")]


def _others(row: Score, said: tuple[str, str], *, wide: bool) -> list[str]:
    """For what missed ones were taken, and what false alarms are, as `said` begins these lines."""
    most = _NAMED if wide else _NAMED // 2
    found = []
    for name, others in zip(said, (row.instead, row.really), strict=True):
        if others:
            name = name.format(name=row.name)
            named = ", ".join(f"{other} {count:,}" for other, count in others[:most])
            found.append(f"{name}: {named}{', …' if len(others) > most else '.'}")
    return found


def entries(scores: Scores, at: int) -> list[Entry]:
    """The worst mistakes of a row with their captions."""
    found = []
    for wrong in scores.rows[at].wrong:
        example = scores.examples[wrong.example]
        shown = example if isinstance(example, Tagged) else example.shown
        found.append(Entry(caption(scores, wrong), shown))
    return found
