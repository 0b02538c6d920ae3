"""Recall after a delay: which symbol came first, when many others have passed since.

Only the first symbol carries anything. What it takes is memory alone, so the accuracy against the
length of the row shows how long a network's memory lasts.
"""

from __future__ import annotations

import numpy as np

from tutor.datasets.arrays import Data, Integers, Part
from tutor.datasets.registry import DataError, Scalar

VERSION = "recall-1"
CLUES, DISTRACTORS = 8, 32
SHORTEST, LONGEST = 3, 200
TRAIN, VALIDATION, TEST = 2000, 600, 600
_SEED = 31


def load(sequence_length: Scalar = 20) -> Data:
    """Rows of symbols, (n, sequence_length), and the number of the first one, 0 to 7.

    Symbols 0 to 7 are the clues, which come first and nowhere else; 8 to 39 are distractors.

    Raises:
        DataError: a length outside 3–200.
    """
    length = checked_length("recall", sequence_length, SHORTEST, LONGEST)
    generator = np.random.default_rng([_SEED, length])
    x = _draw(2 * (TRAIN + VALIDATION + TEST), length, generator)
    x = x[np.sort(np.unique(x, axis=0, return_index=True)[1])]
    sets: list[Part] = []
    start = 0
    by_clue = [x[x[:, 0] == clue] for clue in range(CLUES)]
    for size in (TRAIN, VALIDATION, TEST):
        end = start + size // CLUES
        rows = np.concatenate([among[start:end] for among in by_clue])
        sets.append(_part(generator.permutation(rows)))
        start = end
    train, validation, test = sets
    return Data(train, validation, test, VERSION)


def fresh(n: int, seed: int, sequence_length: Scalar = 20) -> Part:
    """`n` further rows, of which none stands in any set of `load`.

    Raises:
        DataError: a length outside 3–200.
    """
    data = load(sequence_length)
    known = {row.tobytes() for part in (data.train, data.validation, data.test) for row in part.x}
    length = data.train.x.shape[1]
    generator = np.random.default_rng([_SEED, length, seed])
    rows = np.empty((0, length), np.int32)
    while len(rows) < n:
        drawn = _draw(n, length, generator)
        new = np.array([row.tobytes() not in known for row in drawn], dtype=bool)
        rows = np.concatenate([rows, drawn[new]])
    return _part(rows[:n])


def checked_length(name: str, length: Scalar, least: int, most: int) -> int:
    """`length`, if it is a whole number from `least` to `most`.

    Raises:
        DataError: it isn't; the sentence names the data set and what is allowed.
    """
    if isinstance(length, bool) or not isinstance(length, int) or not least <= length <= most:
        raise DataError(
            f"sequence_length of the data set {name!r} is {length!r}; "
            f"it must be a whole number from {least} to {most}."
        )
    return length


def _draw(n: int, length: int, generator: np.random.Generator) -> Integers:
    x = generator.integers(CLUES, CLUES + DISTRACTORS, (n, length), dtype=np.int32)
    x[:, 0] = generator.integers(0, CLUES, n)
    return x


def _part(rows: Integers) -> Part:
    return Part(rows, rows[:, 0].copy())
