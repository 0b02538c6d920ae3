"""Recall after a delay: which symbol came after the mark, when many others have passed since.

All symbols are of one alphabet, so nothing but the mark tells which of them to keep. A cell must
take in one symbol and shut all later ones out: that is what gates are for. A simple recurrent cell
takes in everything and learns it in short rows only.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Array, Data, Integers, Part
from tutor.datasets.options import whole_number
from tutor.datasets.registry import Scalar

VERSION = "recall-2"
SYMBOLS = 8
MARK = SYMBOLS
"""The token that stands before the answer; tokens 0 to 7 are the symbols."""
_SIGNS = "ABCDEFGH"
TRAIN, VALIDATION, TEST = 6000, 600, 600
_SEED = 31


def load(sequence_length: Scalar = 30) -> Data:
    """Rows of tokens, (n, sequence_length), and the number of the symbol after the mark, 0 to 7.

    The mark is at any place but the last, each equally likely. No row occurs twice. `extra` holds
    `delays`: by set (`train`, `validation`, `test`) what `delays` tells of its rows; `words`, the
    sign of each token.

    Raises:
        DataError: a length outside the range on the card.
    """
    length = whole_number("recall", "sequence_length", sequence_length)
    generator = np.random.default_rng([_SEED, length])
    x = _draw(2 * (TRAIN + VALIDATION + TEST), length, generator)
    x = x[np.sort(np.unique(x, axis=0, return_index=True)[1])]
    by_answer = [x[answers(x) == symbol] for symbol in range(SYMBOLS)]
    sets: dict[str, Part] = {}
    start = 0
    for name, size in (("train", TRAIN), ("validation", VALIDATION), ("test", TEST)):
        end = start + size // SYMBOLS
        rows = np.concatenate([among[start:end] for among in by_answer])
        sets[name] = _part(generator.permutation(rows))
        start = end
    extra: dict[str, object] = {
        "delays": {name: delays(part.x) for name, part in sets.items()},
        "words": (*_SIGNS, "▸"),
    }
    return Data(**sets, version=VERSION, extra=extra)


def fresh(n: int, seed: int, sequence_length: Scalar = 30) -> Part:
    """`n` further rows, of which none stands in any set of `load`.

    Raises:
        DataError: a length outside the range on the card.
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


def delays(x: Array) -> npt.NDArray[np.intp]:
    """How many tokens follow the answer in each row, (n,)."""
    return np.asarray(x.shape[1] - 2 - _marks(x))


def answers(x: Array) -> Integers:
    """The symbol after the mark of each row, (n,)."""
    return np.asarray(x[np.arange(len(x)), _marks(x) + 1], dtype=np.int32)


def _marks(x: Array) -> npt.NDArray[np.intp]:
    """The place of each row's mark, from 0."""
    return np.asarray((x == MARK).argmax(axis=1))


def _draw(n: int, length: int, generator: np.random.Generator) -> Integers:
    x = generator.integers(0, SYMBOLS, (n, length), dtype=np.int32)
    x[np.arange(n), generator.integers(0, length - 1, n)] = MARK
    return x


def _part(rows: Integers) -> Part:
    return Part(rows, answers(rows))
