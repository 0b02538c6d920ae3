"""Which views can be printed: for each the question to its network, and the rows of the answer.

A view that is only of use where keys can be pressed has no entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tutor.lab.text import score_words
from tutor.lab.text.confusion import Confusion
from tutor.lab.text.mistakes import gallery
from tutor.lab.text.outcome_words import mistake_sentence, no_mistakes, summary
from tutor.lab.text.pages import page
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import sentence
from tutor.lab.text.scores import counts, entries, table
from tutor.lab.views import queries
from tutor.lab.views.outcomes import Held, Outcomes, OutcomesQuery
from tutor.lab.views.scores import Scores, ScoresQuery

_TALL = 12
"""Rows of a page on which one mistake is printed."""
_MISTAKES = 8


@dataclass(frozen=True, slots=True)
class Printed:
    """How a view is printed.

    Attributes:
        query: what is asked, of the set that is given.
        rows: what is printed of the answer, in so many columns.
    """

    query: Callable[[Held], queries.Any]
    rows: Callable[[Any, int, Way], list[PlotRow]]


def _outcomes(part: Held) -> OutcomesQuery:
    return OutcomesQuery(part=part)


def _scores(part: Held) -> ScoresQuery:
    return ScoresQuery(part=part)


def _confusion(outcomes: Outcomes, width: int, way: Way) -> list[PlotRow]:
    return [*_paragraph(summary(outcomes), width), [], *Confusion(outcomes, width, way).rows()]


def _mistakes(outcomes: Outcomes, width: int, way: Way) -> list[PlotRow]:
    """The worst mistakes one below the other, each with its sentence."""
    if not outcomes.mistakes:
        return _paragraph(no_mistakes(outcomes), width)
    found: list[PlotRow] = [*_paragraph(outcomes.note, width), []] if outcomes.note else []
    for at, mistake in enumerate(outcomes.mistakes[:_MISTAKES]):
        alone = Outcomes(
            part=outcomes.part, labels=outcomes.labels, counts=outcomes.counts, mistakes=[mistake]
        )
        found += [*_paragraph(mistake_sentence(outcomes, at), width)]
        found += [*gallery(alone, 0, width, _TALL, way)[1:], []]
    return found[:-1]


def _paragraph(text: str, width: int) -> list[PlotRow]:
    return sentence(text, width, style="")


def _scored(scores: Scores, width: int, way: Way) -> list[PlotRow]:
    """The table, the counts of all together, and the worst mistakes one below the other."""
    found = [*_paragraph(score_words.summary(scores), width), [], *table(scores, None, width)]
    found += [[], [(f"{scores.rows[0].name}:", "title")], *counts(scores, 0, width)]
    for at, one in enumerate(entries(scores, 0)[:_MISTAKES]):
        found += [[], *_paragraph(score_words.mistake(scores, 0, at), width)]
        found += page([one], None, width, _TALL, way)[1:]
    return found


PRINTED: dict[str, Printed] = {
    "confusion-matrix": Printed(_outcomes, _confusion),
    "worst-mistakes": Printed(_outcomes, _mistakes),
    "scores": Printed(_scores, _scored),
}
"""The views that can be printed, by their names."""
