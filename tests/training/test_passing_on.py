"""What the callback tells the diagnosis of a training, on every backend that is installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from typing import Any

import pytest

from tests.training import scripted

pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize(
        "backend", [name for name in ("tensorflow", "jax", "torch") if find_spec(name)]
    ),
]


@cache
def told(backend: str) -> Any:
    """What the script finds on a backend; each but the usual one has a process of its own."""
    if backend == "tensorflow":
        return scripted.found("passing_on.py")
    done = subprocess.run(
        [sys.executable, str(scripted.SCRIPTS / "passing_on.py")], cwd=scripted.ROOT, text=True,
        capture_output=True, check=False,
        env={**os.environ, **scripted.ENVIRONMENT, "KERAS_BACKEND": backend,
             "PYTHONPATH": os.pathsep.join([str(scripted.ROOT), *sys.path])},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_a_training_goes_as_it_would_without_the_callback(backend: str) -> None:
    assert told(backend)["backend"] == backend
    without, with_it = told(backend)["undisturbed"]
    assert without == with_it


def test_losses_before_the_first_step_are_those_of_keras(backend: str) -> None:
    inside = told(backend)["inside"]
    initial = inside["initial"]
    assert [initial["val_loss"], initial["val_accuracy"]] == pytest.approx(inside["before"])
    assert initial["train_loss"] == pytest.approx(initial["val_loss"], abs=0.1)


def test_training_loss_is_measured_after_the_epoch_with_the_penalty(backend: str) -> None:
    inside = told(backend)["inside"]
    metrics = inside["metrics"]
    assert {name: metrics[name] for name in inside["own"]} == inside["own"]
    last = [metrics["train_loss"][-1], metrics["train_accuracy"][-1]]
    assert last == pytest.approx(inside["after"], abs=1e-5)


def test_it_follows_how_far_a_step_moves_weights_and_which_units_are_silent(backend: str) -> None:
    inside = told(backend)["inside"]
    ratios = {f"update_ratio/{name}": values for name, values in inside["ratios"].items()}
    assert set(inside["layers"]) == {*ratios, "zero_units/one", "zero_units/two"}
    for name, values in ratios.items():
        assert inside["layers"][name] == pytest.approx(values, rel=1e-4)
    assert inside["layers"]["zero_units/one"] == [3 / 8, 3 / 8]


def test_examples_classes_and_copies_are_counted(backend: str) -> None:
    inside = told(backend)["inside"]
    facts = inside["facts"]
    assert (facts["train_examples"], facts["validation_examples"]) == (260, 140)
    assert facts["classes"] == 2
    assert facts["class_counts"] == inside["counts"]
    assert facts["class_right"] == inside["right"]
    assert facts["majority_share"] == pytest.approx(max(n for _, n in inside["right"]) / 140)
    assert facts["copied"] == 0.0
    assert facts["parameters"] == 146
    assert inside["groups"] == [2, 40]


def test_the_output_is_told_where_it_is_known_and_else_not(backend: str) -> None:
    outputs = {name: found["output"] for name, found in told(backend)["outputs"].items()}
    assert outputs["one hot"] == {
        "activation": "linear", "units": 2, "loss": "categorical_crossentropy",
        "from_logits": True, "labels": [0.0, 1.0], "label_size": 2, "whole": True,
    }  # fmt: skip
    assert outputs["yes or no"]["activation"] == "sigmoid"
    assert outputs["yes or no"]["loss"] == "binary_crossentropy"
    numbers = outputs["numbers"]
    assert (numbers["activation"], numbers["whole"], numbers["label_size"]) == ("tanh", False, 1)
    low, high = numbers["labels"]
    assert low < -1 < 1 < high
    assert outputs["its own"] is outputs["sparsemax"] is outputs["own loss"] is None


def test_settings_are_read_from_the_optimizer_and_the_number_of_steps(backend: str) -> None:
    settings = {name: found["settings"] for name, found in told(backend)["outputs"].items()}
    assert settings["numbers"] == {
        "epochs": 1, "optimizer": "momentum", "learning_rate": pytest.approx(0.01),
    }  # fmt: skip
    assert settings["yes or no"]["optimizer"] == "adam"
    assert settings["one hot"]["optimizer"] == "sgd"
    assert told(backend)["batch size"] == 10


def test_classes_are_told_beside_a_cross_entropy_alone(backend: str) -> None:
    outputs = told(backend)["outputs"]
    classes = {name: found["classes"] for name, found in outputs.items()}
    assert classes == {
        "one hot": 2, "yes or no": 2, "numbers": None, "its own": 2, "sparsemax": 2,
        "own loss": None,
    }  # fmt: skip
    assert outputs["numbers"]["majority"] is None
    assert outputs["own loss"]["majority"] > 0.5


def test_the_classes_of_validation_stand_for_all_only_where_they_are_even(backend: str) -> None:
    assert all(found["counts"] is None for found in told(backend)["outputs"].values())
    counts = told(backend)["even"]
    assert sum(counts) == 140
    assert min(counts) > 50


def test_silent_units_are_found_in_whatever_keras_knows_the_way_through(backend: str) -> None:
    silent = {name: found["silent"] for name, found in told(backend)["outputs"].items()}
    both = ["zero_units/one", "zero_units/two"]
    assert silent == {
        "one hot": both, "yes or no": ["zero_units/conv"], "numbers": both, "its own": [],
        "sparsemax": both, "own loss": both,
    }  # fmt: skip


def test_what_no_curve_tells_is_found(backend: str) -> None:
    found = told(backend)["found out"]
    assert found["bounded"][0] == "wrong_output"
    assert "leakage" in found["copies"]
