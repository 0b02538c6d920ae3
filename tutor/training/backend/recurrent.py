"""Keras's recurrent layers with their large products taken out of the loop over time.

Keras multiplies the inputs of each step by themselves, and its gradient adds a product to the
weights' gradient at each step. Here the inputs of all steps are multiplied at once before the loop,
and the gradient of the recurrent weights is one product after it: the same numbers in another
order of summation, in about a seventh less time on a processor.
"""

from __future__ import annotations

from collections.abc import Callable

import keras
import tensorflow as tf

_Pair = tuple[tf.Tensor, tf.Tensor]
_States = list[tf.Tensor]
_Step = Callable[[tf.Tensor, tf.Tensor | None, _States], _States]
"""From what inputs and states give to the gates, and the states, to the states after the step."""


class _AllAtOnce:
    """What the layers share; stands before Keras's class."""

    cell: keras.Layer
    go_backwards: bool

    def inner_loop(
        self,
        sequences: tf.Tensor,
        initial_state: tf.Tensor,
        mask: tf.Tensor,
        training: bool = False,
    ) -> tuple[tf.Tensor, tf.Tensor, _States]:
        """Keras's loop over time; its arguments and results."""
        if tf.config.list_physical_devices("GPU"):  # its own library is faster there
            found: tuple[tf.Tensor, tf.Tensor, _States] = super().inner_loop(  # type: ignore[misc]
                sequences, initial_state, mask, training=training
            )
            return found
        cell, states = self.cell, list(keras.tree.flatten(initial_state))
        inputs = tf.transpose(sequences, [1, 0, 2])
        known = None if mask is None else tf.transpose(mask)[:, :, None]
        if self.go_backwards:
            inputs = tf.reverse(inputs, [0])
            known = None if known is None else tf.reverse(known, [0])
        given, kept = given_at_once(cell, inputs)
        recurrent = _Recurrent(tf.convert_to_tensor(cell.recurrent_kernel), states[0])
        given, kept = recurrent.deferred(given, kept)
        outputs, last = _loop(step_of(cell, recurrent.frozen), given, kept, states, known)
        recurrent.outputs = outputs
        return last[0], tf.transpose(outputs, [1, 0, 2]), last


def given_at_once(cell: keras.Layer, inputs: tf.Tensor) -> _Pair:
    """What the inputs of all steps give to a cell's gates, with the biases that belong to it.

    A GRU's second bias belongs to the states: that of the new state is reset with them, and is
    handed out beside the rest.

    Args:
        cell: of one of Keras's recurrent layers.
        inputs: (…, size)

    Returns:
        (…, gates), and (…, units) for a GRU, (…, 0) for the others.
    """
    given = tf.tensordot(inputs, tf.convert_to_tensor(cell.kernel), 1)
    bias = tf.convert_to_tensor(cell.bias)
    if not isinstance(cell, keras.layers.GRUCell):
        return given + bias, given[..., :0]
    units = cell.units
    first = given + tf.concat([bias[0, :-units] + bias[1, :-units], bias[0, -units:]], axis=0)
    return first, tf.zeros_like(given[..., :units]) + bias[1, -units:]


def step_of(cell: keras.Layer, recurrent: tf.Tensor) -> _Step:
    """One step of a cell, without the product of its inputs.

    Args:
        cell: of one of Keras's recurrent layers.
        recurrent: its recurrent weights.
    """
    return _STEPS[type(cell)](cell, recurrent)


class _Recurrent:
    """The recurrent weights, whose gradient is computed once, when all outputs are known."""

    def __init__(self, weights: tf.Tensor, first: tf.Tensor) -> None:
        self._weights = weights
        self._first = first
        self.frozen = tf.stop_gradient(weights)
        self.outputs: tf.Tensor = first

    def deferred(self, given: tf.Tensor, kept: tf.Tensor) -> _Pair:
        """What is added to the product with the weights, and carries their gradient.

        With `h` the outputs before each step and `d` the gradient of what was added to `h U`, the
        gradient of `U` is the sum of `hᵀ d` over all steps.

        Args:
            given: what inputs give, (steps, batch, gates); the product is added to its first part.
            kept: what the rest of the product is added to, (steps, batch, rest).
        """
        rest = int(kept.shape[-1])
        first = int(given.shape[-1]) - rest

        @tf.custom_gradient  # type: ignore[untyped-decorator]
        def carrying(given: tf.Tensor, kept: tf.Tensor, weights: tf.Tensor) -> tuple[_Pair, object]:
            def gradient(of_given: tf.Tensor, of_kept: tf.Tensor) -> tuple[tf.Tensor, ...]:
                before = tf.concat([self._first[None], self.outputs[:-1]], axis=0)
                added = tf.concat([of_given[..., :first], of_kept], axis=-1) if rest else of_given
                flat = (tf.reshape(part, [-1, part.shape[-1]]) for part in (before, added))
                return of_given, of_kept, tf.matmul(*flat, transpose_a=True)

            del weights
            return (tf.identity(given), tf.identity(kept)), gradient

        carried: _Pair = carrying(given, kept, self._weights)
        return carried


def _loop(
    step: _Step, given: tf.Tensor, kept: tf.Tensor, states: _States, known: tf.Tensor
) -> _Pair:
    """All steps; where an input is not `known`, the states stay as they are.

    Returns:
        the first state after each step, (steps, batch, units), and all states after the last one.
    """
    count = given.shape[0] or tf.shape(given)[0]
    arrays = [
        tf.TensorArray(part.dtype, count, element_shape=part.shape[1:]).unstack(part)
        for part in (given, kept, known)
        if part is not None and part.shape[-1]
    ]
    outputs = tf.TensorArray(given.dtype, count, element_shape=(given.shape[1], states[0].shape[1]))

    def body(at: tf.Tensor, outputs: tf.Tensor, *before: tf.Tensor) -> _States:
        read = [array.read(at) for array in arrays]
        after = step(read[0], read[1] if kept.shape[-1] else None, list(before))
        if known is not None:
            after = [tf.where(read[-1], new, old) for new, old in zip(after, before, strict=True)]
        return [at + 1, outputs.write(at, after[0]), *after]

    begun = [tf.ensure_shape(state, (given.shape[1], state.shape[1])) for state in states]
    _, outputs, *last = tf.while_loop(
        lambda at, *_: at < count, body, [tf.constant(0), outputs, *begun],
        parallel_iterations=1, maximum_iterations=count,
    )  # fmt: skip
    return outputs.stack(), last


def _simple_rnn(cell: keras.Layer, recurrent: tf.Tensor) -> _Step:
    def step(given: tf.Tensor, _kept: tf.Tensor | None, states: _States) -> _States:
        return [cell.activation(given + tf.matmul(states[0], recurrent))]

    return step


def _gru(cell: keras.Layer, recurrent: tf.Tensor) -> _Step:
    bent, gate = cell.activation, cell.recurrent_activation

    def step(given: tf.Tensor, kept: tf.Tensor | None, states: _States) -> _States:
        (hidden,) = states
        update, reset, new = tf.split(given, 3, axis=-1)
        of_update, of_reset, of_new = tf.split(tf.matmul(hidden, recurrent), 3, axis=-1)
        share = gate(update + of_update)
        fresh = bent(new + gate(reset + of_reset) * (of_new + kept))
        return [share * hidden + (1 - share) * fresh]

    return step


def _lstm(cell: keras.Layer, recurrent: tf.Tensor) -> _Step:
    bent, gate = cell.activation, cell.recurrent_activation

    def step(given: tf.Tensor, _kept: tf.Tensor | None, states: _States) -> _States:
        hidden, carried = states
        gates = tf.split(given + tf.matmul(hidden, recurrent), 4, axis=-1)
        carried = gate(gates[1]) * carried + gate(gates[0]) * bent(gates[2])
        return [gate(gates[3]) * bent(carried), carried]

    return step


_STEPS = {
    keras.layers.SimpleRNNCell: _simple_rnn,
    keras.layers.GRUCell: _gru,
    keras.layers.LSTMCell: _lstm,
}


@keras.saving.register_keras_serializable(package="tutor")
class SimpleRNN(_AllAtOnce, keras.layers.SimpleRNN):  # type: ignore[misc]
    """Keras's SimpleRNN."""


@keras.saving.register_keras_serializable(package="tutor")
class GRU(_AllAtOnce, keras.layers.GRU):  # type: ignore[misc]
    """Keras's GRU, with the reset after the product, as is its default."""


@keras.saving.register_keras_serializable(package="tutor")
class LSTM(_AllAtOnce, keras.layers.LSTM):  # type: ignore[misc]
    """Keras's LSTM."""
