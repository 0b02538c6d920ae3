"""Family `sequences`: tokens of Markov chains, or of hidden ones, with laws of each class."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Array, Integers
from tutor.lab.network import Inputs

Floats = npt.NDArray[np.float64]


class Chains:
    """States follow one another by a class's own transition law; each emits a token.

    With `hidden` states the tokens are drawn from the states; without, the tokens are the states
    themselves. The likelihood is that of the forward algorithm (L. R. Rabiner, A tutorial on
    hidden Markov models, Proc. IEEE 77 (1989), 257–286), exact in both cases.
    """

    def __init__(
        self, classes: int, seed: int, tokens: int = 8, length: int = 12, hidden: int = 0,
        contrast: float = 1.0,
    ) -> None:  # fmt: skip
        """Draw the laws.

        Args:
            classes: how many.
            seed: of the laws.
            tokens: how many different ones.
            length: of a sequence.
            hidden: hidden states; 0 for none.
            contrast: how much the laws of the classes differ.
        """
        generator = np.random.default_rng([seed, 103])
        states = hidden or tokens
        common = generator.standard_normal((1, states, states))
        own = generator.standard_normal((classes, states, states))
        self._moves = _shares(0.7 * common + contrast * own)
        self._emits = (
            _shares(2.0 * generator.standard_normal((states, tokens))) if hidden else np.eye(tokens)
        )
        self._length = length
        self.inputs = Inputs(
            kind="tokens", shape=(length,), classes=classes, vocabulary=tokens, padded=False
        )

    def draw(self, n: int, shares: Floats, seed: tuple[int, ...]) -> tuple[Array, Integers]:
        """Tokens (n, length) and their classes; the first state is any, equally likely."""
        generator = np.random.default_rng([*seed, 0])
        y = generator.choice(len(shares), n, p=shares).astype(np.int32)
        moves, emits = self._moves.cumsum(axis=2), self._emits.cumsum(axis=1)
        state = generator.integers(0, moves.shape[1], n)
        x = np.empty((n, self._length), np.int32)
        for place in range(self._length):
            if place:
                state = _drawn(moves[y, state], generator)
            x[:, place] = _drawn(emits[state], generator)
        return x, y

    def log_likelihood(self, x: Array) -> Floats:
        """log p(tokens | class), (n, classes), by the scaled forward algorithm."""
        emitted = self._emits.T[x]  # (n, length, states)
        states = self._moves.shape[1]
        forward = np.broadcast_to(
            emitted[:, np.newaxis, 0] / states, (len(x), len(self._moves), states)
        )
        total = np.zeros((len(x), len(self._moves)))
        for place in range(self._length):
            if place:
                moved = np.einsum("nks,kst->nkt", forward, self._moves, optimize=True)
                forward = moved * emitted[:, np.newaxis, place]
            scale = forward.sum(axis=2)
            total += np.log(scale)
            forward = forward / scale[..., np.newaxis]
        return total


def _shares(logits: Floats) -> Floats:
    """Softmax along the last axis."""
    grown = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True))


def _drawn(cumulated: Floats, generator: np.random.Generator) -> npt.NDArray[np.intp]:
    """One place for each row, by the row's cumulated chances."""
    chance = generator.random((len(cumulated), 1))
    return np.asarray(np.minimum((cumulated < chance).sum(axis=1), cumulated.shape[1] - 1))
