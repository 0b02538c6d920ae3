"""A text as a network reads it character by character, and goes on with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast
from zlib import crc32

import numpy as np

from tutor.datasets import alphabet
from tutor.datasets.arrays import Data, Floats
from tutor.lab.run import Run, RunError
from tutor.lab.views.writing import LONGEST_SEED, MOST_DRAWN, Step, WritingQuery, Written
from tutor.training.views.reading import entropy, likeliest, step
from tutor.training.views.subject import Subject

_START = alphabet.CHARACTERS.index("\n")
"""What is read before every text: it begins after a line's end."""
_MOST_READ, _BLOCK = 600, 300
"""Characters of a text that are read, and by how many at once its beginning is dropped."""
_BEGINNING, _EARLIEST = 40, 12
"""Characters of a validation text to begin with, and how late a word may begin there."""


def writing(subject: Subject, query: WritingQuery) -> Written:
    """Read a text, and write on.

    Raises:
        ViewError, DataError: the network or the data cannot be had.
    """
    tokens = _tokens(subject.data, query.text)
    first = max(0, -(-(len(tokens) - _MOST_READ) // _BLOCK) * _BLOCK)
    read = [_START, *tokens[first:]]
    length = min(query.length, MOST_DRAWN)
    generator = np.random.default_rng([query.draw, _number(query.text)])
    reader = subject.reader
    drawn = reader.write(read, generator, query.temperature, lambda found: len(found) >= length)
    everything = [*read, *drawn]
    told = reader.read(everything)
    steps = _steps(everything, told, query.temperature)
    return Written(
        given=steps[: len(read) - 1],
        skipped=first,
        drawn=steps[len(read) - 1 :],
        following=likeliest(alphabet.CHARACTERS, told[-1], query.temperature),
        entropy=entropy(told[-1]),
        val_loss=val_loss(subject.run),
        bigram=cast("Mapping[str, float]", subject.data.extra.get("baselines", {})).get("bigram"),
    )


def val_loss(run: Run) -> float | None:
    """Nats a symbol on the validation set at the run's end; None where its events tell none."""
    try:
        return run.record().metrics.get("val_loss")
    except RunError:
        return None


def _number(text: str | None) -> int:
    """A number of a text's own, so that two texts have other draws.

    With the same ones a network soon writes the same after both, above all at low temperatures.
    """
    return 0 if text is None else crc32(text.encode("utf-8"))


def _tokens(data: Data, text: str | None) -> list[int]:
    """The numbers of a text's characters, or of the beginning of a validation text."""
    if text is not None:
        return list(alphabet.encode(text[-LONGEST_SEED:]))
    found = [int(token) for token in data.validation.x[0, :_BEGINNING]]
    said = alphabet.decode(found)
    starts = [said.find(gap) + 1 for gap in ("\n", ". ", " ") if 0 <= said.find(gap) < _EARLIEST]
    return found[starts[0] :] if starts else found


def _steps(tokens: Sequence[int], told: Floats, temperature: float) -> list[Step]:
    """Every token but the first in its place, `told` telling what follows each."""
    return [
        step(alphabet.CHARACTERS, token, told[place], temperature)
        for place, token in enumerate(tokens[1:])
    ]
