"""Reading and writing symbol by symbol, with what was read before kept at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import takewhile

import keras
import numpy as np

from tutor.datasets.arrays import Floats
from tutor.lab.views.writing import Likely, Step
from tutor.training.stepper import States, Stepper, choose, tempered

_LIKELIEST = 8
"""Symbols that are told of each place."""
_LEAST = 1e-12
_DIGITS = 5
"""Decimals of probabilities and entropies."""


class Reader:
    """Reads sequences with a network; one that goes on like the last one is only read further."""

    def __init__(self, model: keras.Model) -> None:
        """Read with `model`, which predicts the next symbol."""
        self._stepper = Stepper(model)
        self._tokens: list[int] = []
        self._states: list[States] = []
        self._told: list[Floats] = []

    def warm(self) -> None:
        """Trace the graph of a step, so that the first one waits for nothing."""
        self._stepper.warm(np.zeros(1, np.int32))

    def read(self, tokens: Sequence[int]) -> Floats:
        """The probabilities of what follows each token, (n, symbols).

        Args:
            tokens: n of them, at least one.
        """
        self._resume(tokens)
        return np.stack(self._told)

    def write(
        self,
        tokens: Sequence[int],
        generator: np.random.Generator,
        temperature: float,
        enough: Callable[[list[int]], bool],
    ) -> list[int]:
        """Tokens drawn one after the other to follow `tokens`.

        Args:
            tokens: to begin with, at least one.
            generator: draws.
            temperature: as for `stepper.choose`.
            enough: asked before each draw whether those that were drawn are all.
        """
        self._resume(tokens)
        drawn: list[int] = []
        while not enough(drawn):
            token = int(choose(self._told[-1][np.newaxis], generator, temperature)[0])
            drawn.append(token)
            self._further(token)
        return drawn

    def _resume(self, tokens: Sequence[int]) -> None:
        """Go back to where `tokens` and what was read part, and read on from there."""
        pairs = zip(tokens, self._tokens, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        for kept in (self._tokens, self._states, self._told):
            del kept[same:]
        for token in tokens[same:]:
            self._further(token)

    def _further(self, token: int) -> None:
        states = self._states[-1] if self._states else self._stepper.begin(1)
        told, after = self._stepper.step(np.array([token], np.int32), states)
        self._tokens.append(token)
        self._states.append(after)
        self._told.append(told[0])


def step(symbols: Sequence[str], token: int, shares: Floats, temperature: float) -> Step:
    """A symbol in its place.

    Args:
        symbols: each at the place of its number.
        token: the number of the one that stands here.
        shares: the probabilities here, (symbols,).
        temperature: at which the likeliest are told, too.
    """
    return Step(
        symbol=symbols[token],
        share=round(float(shares[token]), _DIGITS),
        entropy=entropy(shares),
        likely=likeliest(symbols, shares, temperature, token),
    )


def likeliest(
    symbols: Sequence[str], shares: Floats, temperature: float, came: int | None = None
) -> list[Likely]:
    """The symbols that are likeliest, the likeliest first.

    Args:
        symbols: each at the place of its number.
        shares: their probabilities, (symbols,).
        temperature: at which they are told, too.
        came: the number of the one that came, which stands last where it is less likely than they
            are.
    """
    warm = tempered(shares[np.newaxis], temperature)[0]
    told = [int(n) for n in np.argsort(-shares, kind="stable")[:_LIKELIEST]]
    if came is not None and came not in told:
        told[-1] = came
    return [
        Likely(symbols[n], round(float(shares[n]), _DIGITS), round(float(warm[n]), _DIGITS))
        for n in told
    ]


def entropy(shares: Floats) -> float:
    """How undecided probabilities are, in nats: -Σ p ln p.

    Source: C. E. Shannon, A mathematical theory of communication, Bell System Technical Journal 27
    (1948), 379–423.
    """
    p = shares.astype(np.float64)
    return round(max(0.0, float(-(p * np.log(np.maximum(p, _LEAST))).sum())), _DIGITS)
