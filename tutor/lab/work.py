"""How much arithmetic a training step takes, and so how many threads it is worth."""

from __future__ import annotations

import math

from tutor.lab.network import Layer, Network, Shape
from tutor.lab.run import Order

MANY_THREADS_FROM = 150_000_000
"""Multiplications in a step from which on several threads pay.

Below it a step is over before a second thread has been woken: measured on two cores, small
convolutions and recurrent networks train up to twice as fast on one thread as on two.
"""

WHOLE_BELOW = 400_000_000
"""Multiplications of an epoch below which it takes less than about 0.1 s on one core."""

_PASSES = 3  # forward, and backward to the inputs and to the weights


def multiplications(network: Network) -> int:
    """Multiplications of one example's way through the network."""
    shape: Shape = network.inputs.shape
    total = 0
    for layer in network.layers:
        total += _layer(layer, shape)
        shape = layer.shape
    return total


def heavy(order: Order) -> bool:
    """Whether the order's steps are large enough for several threads; a fixed rule."""
    size = order.settings.get("batch_size", 32)
    batch = size if isinstance(size, int) else 32
    return _PASSES * multiplications(order.network) * batch >= MANY_THREADS_FROM


def whole_epochs(order: Order, examples: int, judged: int) -> bool:
    """Whether an epoch is over so soon that it may be one call with its judging; a fixed rule.

    Nothing can be shown or stopped within a call.

    Args:
        order: with its network.
        examples: in the training set.
        judged: examples to judge after an epoch.
    """
    return multiplications(order.network) * (_PASSES * examples + judged) < WHOLE_BELOW


def _layer(layer: Layer, before: Shape) -> int:
    """Multiplications of one layer that is given an example of shape `before`."""
    width = int(before[-1] or 1)
    match layer.type:
        case "Conv2D":
            return _product(layer.shape) * _product(tuple(layer.options["kernel_size"])) * width
        case "Dense":
            return _product(layer.shape) * width
        case "SimpleRNN" | "GRU" | "LSTM" | "Bidirectional":
            steps = _product(before[:-1])
            return steps * layer.parameters
    return 0


def _product(shape: Shape) -> int:
    return math.prod(int(size or 1) for size in shape)
