"""What is told of a network's layers while it trains, and of epochs that share a call."""

from __future__ import annotations

import math

import pytest

from tests.training.scripted import found
from tutor.diagnosis.history import MOVING

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("way", range(4))
def test_norms_ratios_and_silent_units_are_those_of_the_weights(way: int) -> None:
    told = found("watching.py")["one step"][way]
    assert told["norm"] == pytest.approx(told["moved"], rel=1e-4)
    assert told["peak"] == pytest.approx(told["norm"], rel=1e-5)
    assert told["ratio"] == pytest.approx(told["share"], rel=1e-4)
    assert told["silent"] == pytest.approx(3 / 8)


def test_epochs_that_share_a_call_are_those_that_come_one_by_one() -> None:
    groups = found("watching.py")["groups"]
    assert groups["together"] > 4
    many, single = groups["metrics"]
    assert many == single
    assert len(many["loss"]) == 23
    many, single = groups["layers"]
    assert many == single


def test_every_layer_has_a_value_an_epoch_and_only_relu_falls_silent() -> None:
    layers, _ = found("watching.py")["groups"]["layers"]
    kinds = {name.partition("/")[0] for name in layers}
    assert kinds == {*MOVING, "zero_units"}
    assert {len(column) for column in layers.values()} == {23}
    of = {kind: [name for name in layers if name.startswith(f"{kind}/")] for kind in kinds}
    assert len(of["gradient_norm"]) == 3
    assert len(of["zero_units"]) == 2  # the last layer is softmax
    assert all(peak >= mean - 1e-9 for name in of["gradient_norm"]
               for mean, peak in zip(layers[name], layers[name.replace("norm", "peak")],
                                     strict=True))  # fmt: skip


def test_what_is_known_before_the_first_step_is_a_guess() -> None:
    initial, same = found("watching.py")["groups"]["initial"]
    assert initial == same
    assert set(initial) == {"train_loss", "train_accuracy", "val_loss", "val_accuracy"}
    assert initial["val_loss"] == pytest.approx(math.log(2), abs=0.5)
