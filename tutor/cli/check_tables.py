"""The tables that end `tutor check`: what its trainings came to, and how much there is to read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tutor.lab.text.layout import INDENT

if TYPE_CHECKING:
    from tutor.course.full import Tally
    from tutor.course.reading import Readability


def tally_table(tallies: Sequence[Tally]) -> list[str]:
    """A line for each experiment and kind of settings; nothing where nothing was trained."""
    head = ["experiment", "settings", "seeds", "figure", "from", "to", "seconds", "diagnosis"]
    rows = [_tally_row(tally) for tally in tallies]
    return _table([head, *rows], left=(0, 1, 3, 7)) if rows else []


def _tally_row(tally: Tally) -> list[str]:
    said = Counter(tally.diagnoses).most_common()
    found = ", ".join(name if n == 1 else f"{n}× {name}" for name, n in said)
    finite = [value for value in tally.values if math.isfinite(value)]
    low, high = (f"{100 * end(finite):.1f} %" if finite else "–" for end in (min, max))
    seconds = f"{min(tally.seconds):.1f}–{max(tally.seconds):.1f}"
    return [
        f"{tally.lesson}/{tally.experiment}", tally.which, str(len(tally.seeds)),
        tally.metric or "–", low, high, seconds, found,
    ]  # fmt: skip


def word_table(words: Sequence[Readability]) -> list[str]:
    """A line a lesson; nothing where nothing was counted."""
    head = ["lesson", "steps", "words", "median", "most", "before 1st question", "a sentence",
            "questions", "experiments"]  # fmt: skip
    rows = [
        [one.lesson, str(one.steps), f"{one.words:,}", f"{one.median:g}", str(one.most),
         str(one.before), f"{one.sentence:.1f}", str(one.questions), str(one.experiments)]
        for one in words
    ]  # fmt: skip
    return _table([head, *rows], left=(0,)) if rows else []


def _table(rows: Sequence[Sequence[str]], left: Sequence[int]) -> list[str]:
    """Rows with columns as wide as they need, those in `left` beginning where they do."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            f"{cell:<{width}}" if place in left else f"{cell:>{width}}"
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(f"{INDENT}{'  '.join(cells)}".rstrip())
    return lines
