"""What the simplest guesses at the next symbol reach, for networks to be compared with."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Part

_TRUST = 10.0
"""K: a symbol that was followed K times has half a say, the frequencies of all symbols the rest."""


def baselines(
    stretches: Iterable[npt.NDArray[np.uint8]], held_out: Part, size: int
) -> dict[str, float]:
    """Nats a symbol of two guesses on `held_out`; less is better, ln(size) knows nothing.

    From frequencies alone, with n(b) of N symbols and one added to each of V:
        p(b) = (n(b) + 1) / (N + V)
    From the symbol before, too, with Dirichlet smoothing (MacKay & Peto, 1995):
        p(b | a) = (n(ab) + K p(b)) / (n(a) + K)

    Args:
        stretches: of the training text, in which symbols follow each other.
        held_out: windows whose `x` and `y` are symbols (n, length).
        size: V, how many different symbols there are.
    """
    pairs = np.zeros((size, size))
    for stretch in stretches:
        np.add.at(pairs, (stretch[:-1], stretch[1:]), 1.0)
    single = (pairs.sum(0) + 1.0) / (pairs.sum() + size)
    follows = (pairs + _TRUST * single) / (pairs.sum(1, keepdims=True) + _TRUST)
    return {
        "frequencies": float(-np.log(single[held_out.y]).mean()),
        "bigram": float(-np.log(follows[held_out.x, held_out.y]).mean()),
    }
