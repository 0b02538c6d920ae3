"""A network that reads a sequence one step at a time: to play games, to write texts and tunes.

It goes through the network's layers itself, so that a recurrent layer's state is carried from step
to step in place of the whole past being read again.
"""

from __future__ import annotations

from typing import Any

import keras
import numpy as np
import numpy.typing as npt
from keras import ops

from tutor.datasets.arrays import Array, Floats
from tutor.training.backend import compiled

States = list[Any]
"""The state of every recurrent layer, as its cell keeps it."""

_COLDEST = 1e-3
"""Temperatures below this one take the likeliest symbol."""


class Stepper:
    """Steps through sequences with a network whose weights may change between the steps."""

    def __init__(self, model: keras.Model) -> None:
        """Step with `model`, which has no layer that reads backwards."""
        skipped = (keras.layers.InputLayer, keras.layers.Dropout)
        self._layers = [layer for layer in model.layers if not isinstance(layer, skipped)]
        self._recurrent = [layer for layer in self._layers if hasattr(layer, "cell")]
        self._forward = compiled(self._through, xla=False)

    def warm(self, given: Array) -> None:
        """Trace the graph of a step, so that the first one waits for nothing.

        Args:
            given: the step of some sequences, as for `step`.
        """
        self.step(given, self.begin(len(given)))

    def begin(self, n: int) -> States:
        """The states of `n` sequences before their first step."""
        return [layer.cell.get_initial_state(batch_size=n) for layer in self._recurrent]

    def step(self, given: Array, states: States) -> tuple[Floats, States]:
        """What the network gives after one more step.

        Args:
            given: the step of each sequence, (n,) tokens or (n, size) numbers.
            states: before it.

        Returns:
            what the last layer gives, (n, outputs), and the states after the step.
        """
        told, after = self._forward(ops.convert_to_tensor(given), states)
        return np.asarray(ops.convert_to_numpy(told), dtype=np.float32), after

    def _through(self, given: Any, states: States) -> tuple[Any, States]:  # noqa: ANN401
        value, after = given, []
        remaining = iter(states)
        for layer in self._layers:
            if hasattr(layer, "cell"):
                value, state = layer.cell(value, next(remaining))
                after.append(state)
            else:
                value = layer(value)
        return value, after


def choose(
    likelihood: Floats, generator: np.random.Generator | None, temperature: float = 1.0
) -> npt.NDArray[np.intp]:
    """One of the outputs for each row, (n,).

    Args:
        likelihood: probabilities, (n, outputs).
        generator: draws; the likeliest is taken where it is None.
        temperature: as for `tempered`.
    """
    if generator is None or temperature < _COLDEST:
        return np.asarray(likelihood.argmax(axis=1))
    shares = tempered(likelihood, temperature)
    drawn = generator.random((len(shares), 1))
    last = shares.shape[1] - 1
    return np.asarray(np.minimum((shares.cumsum(axis=1) < drawn).sum(axis=1), last))


def tempered(likelihood: Floats, temperature: float) -> npt.NDArray[np.float64]:
    """Probabilities at a temperature, (n, outputs).

    With a temperature T the probabilities p become proportional to p^(1/T) (D. H. Ackley, G. E.
    Hinton and T. J. Sejnowski, A learning algorithm for Boltzmann machines, Cognitive Science 9
    (1985), 147–169): below 1 the likely becomes likelier.

    Args:
        likelihood: probabilities, (n, outputs).
        temperature: 0 or more; at 0 the likeliest has all.
    """
    if temperature < _COLDEST:
        return np.asarray(np.eye(likelihood.shape[1])[likelihood.argmax(axis=1)])
    logits = np.log(np.maximum(likelihood.astype(np.float64), 1e-30)) / temperature
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def write_on(
    stepper: Stepper, given: npt.NDArray[np.int32], length: int, temperature: float, seed: int
) -> npt.NDArray[np.int32]:
    """Symbols that follow `given`, drawn one after the other.

    Args:
        stepper: of a network that predicts the next symbol.
        given: the symbols to begin with, (m,), at least one.
        length: how many to draw.
        temperature: as for `choose`.
        seed: of the draws.

    Returns:
        the drawn symbols alone, (length,).
    """
    generator = np.random.default_rng(seed)
    states = stepper.begin(1)
    likelihood = np.zeros((1, 1), np.float32)
    for symbol in given:
        likelihood, states = stepper.step(np.array([symbol], np.int32), states)
    drawn = np.zeros(length, np.int32)
    for place in range(length):
        drawn[place] = choose(likelihood, generator, temperature)[0]
        likelihood, states = stepper.step(drawn[place : place + 1], states)
    return drawn
