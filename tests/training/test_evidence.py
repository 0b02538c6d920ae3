"""What the diagnosis is told of a run beside its curves."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from tests.support import order
from tutor.datasets.arrays import Data, Part
from tutor.datasets.registry import CARDS
from tutor.lab.architecture import describe
from tutor.lab.network import inputs_of
from tutor.lab.run import Order
from tutor.lab.settings import Scalar
from tutor.training.evidence import Evidence

POINTS = CARDS["points"]


def points(options: dict[str, Scalar]) -> Order:
    return msgspec.structs.replace(
        order(), dataset="points", data_options=options, network=describe(inputs_of(POINTS), {})
    )


def facts_of(asked: Order) -> float | None:
    part = Part(np.zeros((4, 2), np.float32), np.array([0, 1, 1, 1], np.int32))
    facts = Evidence(asked, Data(part, part, part, "1"), 10).facts()
    assert facts.majority_share == 0.75
    return facts.baseline_accuracy


@pytest.mark.parametrize("options", [{}, dict(POINTS.options)])
def test_the_cards_baseline_holds_for_the_data_that_it_tells_of(
    options: dict[str, Scalar],
) -> None:
    assert facts_of(points(options)) == max(POINTS.baselines.values())


def test_it_does_not_hold_for_other_data() -> None:
    assert facts_of(points({"form": "circles"})) is None
    assert facts_of(msgspec.structs.replace(points({}), dataset="own")) is None
