"""How much arithmetic a training step takes, and so how many threads it is worth."""

from __future__ import annotations

import math

from tutor.lab.network import Layer, Network, Shape
from tutor.lab.run import Order
from tutor.lab.settings import number

MANY_THREADS_FROM = 150_000_000
"""Multiplications in a step from which on several threads pay.

Below it a step is over before a second thread has been woken: measured on two cores, small
convolutions and recurrent networks train up to twice as fast on one thread as on two.
"""

XLA_BELOW = 300_000_000
"""Multiplications in a step of dense layers from which on XLA doesn't pay: several threads do."""

WHOLE_BELOW = 400_000_000
"""Multiplications of an epoch below which it takes less than about 0.1 s on one core."""

TOGETHER_BELOW = 40_000_000
"""Multiplications of epochs that are one call, so that it takes less than about 0.01 s."""

MOST_TOGETHER = 16

PIECE_BELOW = 400_000_000
"""Multiplications that are judged in one call, so that it takes no longer than about 0.1 s."""

_MOST_JUDGED = 1024
_PASSES = 3  # forward, and backward to the inputs and to the weights
_STEP = 100_000
_STEP_OF_PICTURES = 1_000_000
_RECURRENT_STEP = 10_000
"""Multiplications that could be done in the time that a training step takes beside its own.

A step with pictures is not compiled by XLA, so that each operation is called by itself; a recurrent
layer does one step of a sequence after the other.
"""


_RECURRENT = ("SimpleRNN", "GRU", "LSTM", "Bidirectional")


def multiplications(network: Network) -> int:
    """Multiplications of one example's way through the network."""
    shape: Shape = network.inputs.shape
    total = 0
    for layer in network.layers:
        total += _layer(layer, shape)
        shape = layer.shape
    return total


def xla_pays(order: Order) -> bool:
    """The fixed rule for the way of computing: XLA for recurrent and for small dense steps.

    Measured on processors: XLA more than halves the time of a small recurrent step and takes a
    quarter off that of a large one (LSTM of 128 units on 64 steps: 18.9 ms on one thread, 21.2
    without it on two), divides that of a small dense one by four, and multiplies that of a
    convolution. It changes dropout's random numbers, so the way belongs to the run's record.
    """
    if order.network.inputs.kind == "image":
        return False
    recurrent = any(layer.type in _RECURRENT for layer in order.network.layers)
    return recurrent or _step(order) < XLA_BELOW


def heavy(order: Order) -> bool:
    """Whether the order's steps are worth several threads; a fixed rule.

    What XLA compiles runs faster on one.
    """
    return not xla_pays(order) and _step(order) >= MANY_THREADS_FROM


def _step(order: Order) -> float:
    """Multiplications of a training step."""
    batch = number(order.settings, "batch_size", 32)
    return _PASSES * multiplications(order.network) * batch


def whole_epochs(order: Order, examples: int, judged: int) -> bool:
    """Whether an epoch is over so soon that it may be one call with its judging; a fixed rule.

    Nothing can be shown or stopped within a call. Small batches cost more than their arithmetic.

    Args:
        order: with its network.
        examples: in the training set.
        judged: examples to judge after an epoch.
    """
    return _work_of_epoch(order, examples, judged) < WHOLE_BELOW


def _work_of_epoch(order: Order, examples: int, judged: int) -> float:
    """An epoch with its judging, in multiplications that take as long."""
    size = order.settings.get("batch_size", 32)
    steps = -(-examples // size) if isinstance(size, int) else examples
    beside = steps * _beside_arithmetic(order.network)
    return multiplications(order.network) * (_PASSES * examples + judged) + beside


def epochs_at_once(order: Order, examples: int, judged: int) -> int:
    """How many whole epochs may be one call, so that it is over before a screen is painted again.

    A fixed rule, for the arguments of `whole_epochs`. A call costs as much as the arithmetic of a
    very small network's epoch.
    """
    fitting = TOGETHER_BELOW // max(1, round(_work_of_epoch(order, examples, judged)))
    return max(1, min(MOST_TOGETHER, fitting))


def judged_at_once(network: Network) -> int:
    """Examples that are judged in one call; a fixed rule."""
    fitting = PIECE_BELOW // max(multiplications(network), 1)
    return max(1, min(fitting, _MOST_JUDGED))


def _beside_arithmetic(network: Network) -> int:
    """What a training step costs beside its arithmetic, in multiplications."""
    shape: Shape = network.inputs.shape
    total = _STEP_OF_PICTURES if network.inputs.kind == "image" else _STEP
    for layer in network.layers:
        if layer.type in _RECURRENT:
            ways = 2 if layer.type == "Bidirectional" else 1
            total += ways * _product(shape[:-1]) * _RECURRENT_STEP
        shape = layer.shape
    return total


def _layer(layer: Layer, before: Shape) -> int:
    """Multiplications of one layer that is given an example of shape `before`."""
    width = int(before[-1] or 1)
    match layer.type:
        case "Conv2D":
            return _product(layer.shape) * _product(tuple(layer.options["kernel_size"])) * width
        case "Dense":
            return _product(layer.shape) * width
    if layer.type in _RECURRENT:
        return _product(before[:-1]) * layer.parameters
    return 0


def _product(shape: Shape) -> int:
    return math.prod(int(size or 1) for size in shape)
