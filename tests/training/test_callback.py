"""The callback for any training with Keras: what it needs, and what it does in real ones."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.training import scripted

ROOT = scripted.ROOT
FILES = (
    "callback.py", "followed.py", "followed_epochs.py", "labelled.py", "inside.py", "described.py",
    "copies.py", "guessing.py",
)  # fmt: skip
ALLOWED = {"keras", "numpy", "tutor"}
ROOMS = ("tutor.diagnosis", "tutor.lab", *(f"tutor.training.{Path(file).stem}" for file in FILES))


def found() -> Any:
    return scripted.found("callback.py")


def imported(file: Path) -> set[str]:
    """The modules that a file imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("file", FILES)
def test_it_stands_on_keras_numpy_the_diagnosis_and_the_laboratory_alone(file: str) -> None:
    names = imported(ROOT / "tutor" / "training" / file)
    others = {name.partition(".")[0] for name in names} - ALLOWED
    assert others <= set(sys.stdlib_module_names)
    own = {name for name in names if name.startswith("tutor")}
    assert all(name.startswith(ROOMS) for name in own), own


def test_the_package_offers_it_and_loads_nothing_for_that() -> None:
    code = (
        "import sys, tutor; assert 'DiagnosisCallback' in tutor.__all__; "
        "assert 'keras' not in sys.modules\n"
        "try: tutor.Nothing\n"
        "except AttributeError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "module 'tutor' has no attribute 'Nothing'"


@pytest.mark.slow
def test_its_history_is_that_of_keras() -> None:
    whole = found()["whole"]
    assert set(whole["own"]) == {"loss", "accuracy", "val_loss", "val_accuracy"}
    assert whole["history"] == whole["own"]
    assert whole["best"] == whole["own"]["val_loss"].index(min(whole["own"]["val_loss"])) + 1


@pytest.mark.slow
def test_the_losses_of_single_examples_have_the_mean_that_keras_gives() -> None:
    whole = found()["whole"]
    # Keras computes it from what goes into softmax, where single probabilities of 0 cost more.
    assert whole["losses"] == pytest.approx(whole["own"]["val_loss"], rel=0.01)
    assert whole["losses"][:20] == pytest.approx(whole["own"]["val_loss"][:20], abs=1e-4)
    assert whole["right"] == pytest.approx(whole["own"]["val_accuracy"], abs=1e-6)


@pytest.mark.slow
def test_it_tells_early_once_and_at_the_end_with_chart_and_card() -> None:
    whole = found()["whole"]
    assert whole["primary"] == "overfitting"
    assert whole["early"] == whole["heard"] == ["overfitting"]
    lines = whole["out"].splitlines()
    (told,) = [line for line in lines if line.startswith("Epoch ")]
    assert ": Overfitting (" in told
    assert any("▲ best" in line for line in lines)
    assert sum(line.startswith("Overfitting (") for line in lines) == 1
    assert any(line.strip().startswith("Try") for line in lines)


@pytest.mark.slow
def test_it_ends_a_training_that_overfits_and_gives_the_best_weights_back() -> None:
    stopped = found()["stopped"]
    for run in stopped.values():
        assert len(run["losses"]) < 25
        assert run["early"] == ["overfitting"]
        assert run["best"] < len(run["losses"])
    best, last = stopped["True"], stopped["False"]
    assert best["again"] == pytest.approx(min(best["losses"]), abs=1e-4)
    assert f"The weights of epoch {best['best']} are restored." in best["out"]
    assert last["again"] == pytest.approx(last["losses"][-1], abs=1e-4)
    assert "restored" not in last["out"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", ["sparse", "sparse column", "one hot", "binary", "binary column", "own"]
)
def test_examples_are_followed_under_every_kind_of_loss(kind: str) -> None:
    told = found()["kinds"][kind]
    assert told["losses"] == pytest.approx(told["own"]["val_loss"], abs=1e-4)
    assert told["right"] == pytest.approx(told["own"]["val_accuracy"], abs=1e-6)
    assert not told["curves only"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["one number", "no classes"])
def test_where_they_cannot_be_followed_the_curves_are_judged_and_that_is_said(kind: str) -> None:
    told = found()["kinds"][kind]
    assert told["losses"] == []
    assert told["curves only"]


@pytest.mark.slow
def test_a_training_that_diverges_is_ended_in_silence_where_that_is_asked_for() -> None:
    name, epochs, out = found()["others"]["diverged"]
    assert name == "diverged"
    assert epochs < 25
    assert out == ""


@pytest.mark.slow
def test_epochs_are_those_that_were_validated_and_keep_their_numbers() -> None:
    counted, measured, best = found()["others"]["rare"]
    assert counted == [3, 6, 9, 12]
    assert measured == 4
    assert best in counted


@pytest.mark.slow
def test_one_callback_serves_several_trainings_and_needs_no_validation() -> None:
    twice, best, counted = found()["others"]["alone"]
    assert twice == 3
    assert best is None
    assert counted == [6, 7, 8, 9]


@pytest.mark.slow
@pytest.mark.parametrize("way", ["simple", "tensor"])
def test_event_files_of_tensorflows_own_writer_are_read(way: str) -> None:
    events = found()["events"]
    assert events[way] == events["written"]
