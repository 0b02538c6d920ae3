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

from tutor.cli import run
from tutor.cli.train import Ticker, progress
from tutor.lab import events
from tutor.lab.numbers import Wire
from tutor.lab.run import Record, all_runs

ROOT = Path(__file__).resolve().parents[2]
TRAIN = ("train", "convolutional-networks")


DONE = {"val_loss": [0.5] * 6, "val_accuracy": [0.925] * 6}


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
        "epochs <= 20",
        "diagnosis != overfitting",
    ]
    assert result["ended"] == "finished"


@pytest.mark.slow
def test_without_json_it_tells_people() -> None:
    status, out, _ = finish(*TRAIN, "--set", "epochs=3")
    assert status == 0
    assert out.startswith("Finished after 3 epochs, ")
    assert "  not met  at least 97 % validation accuracy" in out
    assert "training  validation\n" in out
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.slow
def test_ctrl_c_asks_the_run_to_stop_prints_what_there_is_and_exits_130() -> None:
    process = start(*TRAIN, "--set", "epochs=200", "--json")
    while not any(one.record().history.epochs >= 2 for one in all_runs()):
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


def test_an_unknown_setting_is_answered_with_all_settings_and_their_ranges() -> None:
    for written in ("layers=3", "epochs"):
        status, _out, err = finish("train", "convolutional-networks", "--set", written)
        assert status == 2
        assert "\n  conv_layers    1        0 to 3\n" in err
        assert "--set filters=4,64" in err


@pytest.mark.parametrize(
    "words", [("--help", "sentiment"), ("--seed", "3", "sentiment", "--help"), ("10", "--help")]
)
def test_help_beside_a_lesson_lists_its_settings(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["train", *words]) == 0
    out = capsys.readouterr().out
    assert "Settings of sentiment, experiment reviews:\n  setting" in out
    assert "  cell*             SimpleRNN  SimpleRNN, GRU or LSTM\n" in out
    assert "Settings of convolutional" not in out


def test_help_alone_says_how_to_find_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["train", "--help"]) == 0
    out = capsys.readouterr().out
    assert "`tutor train LESSON --help` lists the settings" in out
    assert "Settings of" not in out


def under_way(*, epochs: int, step: int = 0) -> Record:
    """The record of a run of 200 epochs somewhere on its way."""
    record = Record()
    record.apply(
        events.RunStarted(
            run="r", at=0.0, epochs=200, steps=34, parameters=1, train=1, validation=1, test=1,
            device="CPU", prepare_seconds=0.0,
        )
    )  # fmt: skip
    if epochs:
        columns: dict[str, list[Wire]] = {name: [*values] for name, values in DONE.items()}
        record.apply(events.Epoch(first=1, metrics=columns, seconds=[0.1] * epochs))
    if step:
        record.apply(events.Step(epoch=epochs + 1, step=step, steps=34))
    return record


def test_the_line_names_the_epoch_in_progress_as_such() -> None:
    assert progress(Record()) == "Building the network ..."
    assert progress(under_way(epochs=0)) == "In epoch 1 of 200"
    line = progress(under_way(epochs=6, step=17))
    assert line == "In epoch 7 of 200 (50 %); validation after 6: loss 0.5, accuracy 92.5 %"


def test_the_line_is_replaced_in_the_width_there_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    Ticker(shown=False).close()
    assert capsys.readouterr() == ("", "")
    Ticker(shown=True).close()
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "\rStarting TensorFlow\r" + " " * 19 + "\r"
