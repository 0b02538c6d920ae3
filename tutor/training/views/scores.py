"""How well each tag or label is found, and what is missed or found where it is not."""

from __future__ import annotations

from typing import cast

import numpy as np

from tutor.datasets.arrays import Data
from tutor.lab.views.outcomes import Held
from tutor.lab.views.scores import Labelled, Scores, ScoresQuery, Tagged
from tutor.training.drawn_together import clusters_of
from tutor.training.views.shown import Examples, words
from tutor.training.views.subject import Subject
from tutor.training.views.tally import Drawn
from tutor.training.views.tally_labels import Labels
from tutor.training.views.tally_tags import Tags

_PIECES = 20
"""Pieces of a film whose shots nobody knows; see `diagnosis.examples.Grouping` for the source."""


def scores(subject: Subject, query: ScoresQuery) -> Scores:
    """Judge every word or frame of a set.

    Raises:
        ViewError, DataError: the network or the data cannot be had.
    """
    judged = _tagged if subject.order.network.inputs.target == "tags" else _labelled
    return judged(subject, query.part)


def _tagged(subject: Subject, held: Held) -> Scores:
    part = getattr(subject.data, held)
    drawn, shown = _subjects(subject.data, held, len(part)), dict[int, int]()
    tags = Tags(part, subject.outputs(held), subject.labels)
    rows = [tally.score(drawn, shown) for tally in tags.tallies()]
    return Scores(
        part=held, counted="words", total=int((part.x != 0).sum()), clusters=drawn.name,
        many=drawn.many, rows=rows,
        examples=[
            Tagged(
                words=_words(subject, held, number),
                true=tags.true_spans[number], found=tags.found_spans[number],
            )
            for number in shown
        ],
    )  # fmt: skip


def _labelled(subject: Subject, held: Held) -> Scores:
    part = getattr(subject.data, held)
    drawn, shown = _shots(subject.data, held, len(part)), dict[int, int]()
    labels = Labels(part, subject.outputs(held), subject.labels, drawn)
    rows = [tally.score(drawn, shown) for tally in labels.tallies()]
    scenes = cast("dict[str, tuple[str, ...]]", subject.data.extra.get("scenes", {}))
    places = scenes.get(held, ()) if drawn.name == "shots" else ()
    examples = Examples(subject, held)
    return Scores(
        part=held, counted="frames", total=len(part), clusters=drawn.name, many=drawn.many,
        rows=rows,
        examples=[
            Labelled(
                number=number, place=places[drawn.of[number]] if places else "",
                true=labels.names(labels.true[number]), found=labels.names(labels.found[number]),
                shown=examples.at(number),
            )
            for number in shown
        ],
    )  # fmt: skip


def _words(subject: Subject, held: Held, number: int) -> list[str]:
    """A sentence as it was written, or as the network's vocabulary knows it."""
    known = cast("tuple[tuple[str, ...], ...]", subject.data.extra.get(f"{held}_sentences", ()))
    if known:
        return list(known[number])
    part = getattr(subject.data, held)
    return words(part.x[number], subject.order.network.inputs, subject.data)


def _subjects(data: Data, held: Held, examples: int) -> Drawn:
    """Sentences on one subject share its words; else each sentence is drawn by itself."""
    return Drawn(*(clusters_of(data, held, examples) or ("sentences", np.arange(examples))))


def _shots(data: Data, held: Held, examples: int) -> Drawn:
    """The shots of a film, or its clips; pieces of it where nobody knows them."""
    pieces = min(_PIECES, examples)
    cut = np.arange(examples) * pieces // max(examples, 1)
    return Drawn(*(clusters_of(data, held, examples) or ("pieces", cut)))
