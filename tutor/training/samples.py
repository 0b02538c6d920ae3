"""Lets a network write that has learned to predict the next symbol."""

from __future__ import annotations

from typing import cast

from tutor.datasets.arrays import Data, Integers
from tutor.lab.run import Order
from tutor.lab.settings import number
from tutor.lab.views.writing import Sample
from tutor.training.stepper import Stepper, write_on

LENGTH = 200
_GIVEN = 24
_USUAL_TEMPERATURE = 0.7


def sample(order: Order, stepper: Stepper, data: Data) -> Sample:
    """What the network writes after the beginning of the first validation example."""
    symbols = cast("tuple[str, ...]", data.extra["symbols"])
    temperature = number(order.settings, "temperature", _USUAL_TEMPERATURE)
    given = cast("Integers", data.validation.x[0, :_GIVEN])
    drawn = write_on(stepper, given, LENGTH, temperature, order.seed)
    return Sample(
        temperature=temperature,
        given=[symbols[number] for number in given],
        drawn=[symbols[number] for number in drawn],
    )
