"""What a run costs against its epochs, its examples and its parameters: linear, or not."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from tests.benchmarks.cases import DENSE, RECURRENT
from tests.benchmarks.row import Row, Table
from tests.benchmarks.trainings import Crew, carry_out, epoch_seconds, make_order
from tutor.lab.run import Order
from tutor.lab.settings import Settings, number

FACTORS = (1, 2, 4, 8)
LINEAR = 1.1
"""The greatest exponent that is called linear."""

_WIDE: Settings = {
    "hidden_layers": 1, "activation": "relu", "batch_size": 32, "learning_rate": 0.001,
    "epochs": 8,
}  # fmt: skip


_Series = tuple[str, list[Order], Callable[[Order], float], Callable[[Crew, Order], float]]
"""A name, orders that grow, their sizes, and how what they cost is measured."""


def rows(hired: Crew, repeats: int) -> Iterator[Row]:
    """A row for each, with its table; the least of some repeats counts, which noise spares most."""

    def least(seconds: Callable[[Crew, Order], float], order: Order) -> float:
        return min(seconds(hired, _again(order)) for _ in range(repeats))

    for name, orders, size, seconds in _SERIES:
        table = [(size(order), least(seconds, order)) for order in orders]
        found = exponent(table)
        yield Row(f"exponent: {name}", found, LINEAR, "", [found], table=table)


def exponent(table: Table) -> float:
    """b of the power law y = a·xᵇ that fits best, by least squares of the logarithms."""
    points = [(math.log(x), math.log(y)) for x, y in table]
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread


def _run_seconds(hired: Crew, order: Order) -> float:
    """Seconds of training, all that is done between epochs included."""
    ended = carry_out(hired, order).ended
    assert ended is not None
    return ended.seconds


def _epoch_seconds(hired: Crew, order: Order) -> float:
    return epoch_seconds(carry_out(hired, order))


def _again(order: Order) -> Order:
    """The same order for another run."""
    return make_order(order.dataset, order.settings, options=order.data_options)


def _many_epochs(epochs: int) -> Order:
    return make_order("points", {**DENSE, "epochs": epochs})


def _many_examples(examples: int) -> Order:
    settings: Settings = {**RECURRENT, "cell": "GRU", "train_size": examples, "epochs": 4}
    return make_order("reviews", settings)


def _many_parameters(units: int) -> Order:
    """One hidden layer on 1,024 pixels: parameters and its width are in proportion."""
    return make_order("faces", {**_WIDE, "units": units})


_SERIES: tuple[_Series, ...] = (
    (
        "a run's seconds against its epochs",
        [_many_epochs(250 * factor) for factor in FACTORS],
        lambda order: number(order.settings, "epochs", 0),
        _run_seconds,
    ),
    (
        "epoch seconds against examples",
        [_many_examples(2000 * factor) for factor in FACTORS],
        lambda order: number(order.settings, "train_size", 0),
        _epoch_seconds,
    ),
    (
        "epoch seconds against parameters",
        [_many_parameters(128 * factor) for factor in FACTORS],
        lambda order: float(order.network.parameters),
        _epoch_seconds,
    ),
)
