"""`tutor train` as scripts use it, with the real worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tutor.lab.run import all_runs

ROOT = Path(__file__).resolve().parents[2]
TRAIN = ("train", "convolutional-networks")


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tutor", *arguments], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def finish(*arguments: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error."""
    process = start(*arguments)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


@pytest.mark.slow
def test_one_object_is_printed_and_the_test_set_is_opened_on_purpose() -> None:
    status, out, err = finish(*TRAIN, "--set", "epochs=2", "--test", "--json", "--seed", "7")
    assert status == 0, err
    result: dict[str, Any] = json.loads(out, parse_constant=lambda name: pytest.fail(name))
    assert result["seed"] == 7
    assert result["data"] == {"train": 1079, "validation": 359, "test": 359}
    assert 0 <= result["metrics"]["test_accuracy"] <= 1
    assert len(result["history"]["train_loss"]) == 2
    assert set(result["seconds"]) == {"import", "prepare", "train", "total"}
    assert result["goal"]["reached"] is False
    assert [c["condition"] for c in result["goal"]["conditions"]] == [
        "val_accuracy >= 0.97",
        "diagnosis != overfitting",
    ]
    assert result["ended"] == "finished"


@pytest.mark.slow
def test_without_json_it_tells_people() -> None:
    status, out, _ = finish(*TRAIN, "--set", "epochs=3")
    assert status == 0
    assert "finished after 3 epochs" in out
    assert "Goal val_accuracy >= 0.97: not met" in out
    assert "test_accuracy" not in out


@pytest.mark.slow
def test_ctrl_c_asks_the_run_to_stop_prints_what_there_is_and_exits_130() -> None:
    process = start(*TRAIN, "--set", "epochs=200", "--json")
    while not any(run.record().history.epochs >= 2 for run in all_runs()):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    result = json.loads(out)
    assert result["ended"] == "cancelled"
    assert 2 <= len(result["history"]["loss"]) < 200


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("convolutonal-networks",), "convolutional-networks"),
        (("convolutional-networks", "--set", "filters=8,16"), "filters has 2 values"),
        (("convolutional-networks", "--set", "dropout=0.9"), "0 to 0.6"),
        (("convolutional-networks", "--set", "epochs=nan"), "whole number"),
        (("convolutional-networks", "--experiment", "digit"), "digits"),
        (("convolutional-networks", "--seed", "-1"), "--seed"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_status_2(
    arguments: tuple[str, ...], said: str
) -> None:
    status, out, err = finish("train", *arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert "Traceback" not in err
    assert not all_runs()
