"""Texts that trainings print are read as what they tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.lab.logs import Log, LogError, read_log

KERAS = """2026-01-02 03:04:05.678901: I core/platform/guard.cc:210] This binary is optimized.
Model: "sequential"
 Total params: 601,702 (2.30 MB)
Epoch 1/3
\x1b[1m 1/52\x1b[0m \x1b[37m\u2501\u2501\x1b[0m 9s 1s/step - accuracy: 0.1000 - loss: 9.0\x08\x08\r\
\x1b[1m52/52\x1b[0m \u2501\u2501 54s 1s/step - accuracy: 0.5605 - loss: 1.1802 - val_loss: 1.8955
Epoch 1: val_accuracy improved from None to 0.40000, saving model to best.keras
Epoch 2/3
52/52 [=====] - 9s 171ms/step - loss: 7.5e-01 - accuracy: 0.75 - val_loss: 1.9268
Epoch 3/3
52/52 - 9s - 171ms/step - accuracy: 0.8 - loss: 0.5 - val_loss: nan
"""


def read(folder: Path, text: str) -> Log:
    path = folder / "training.log"
    path.write_bytes(text.encode())
    return read_log(path)


@pytest.mark.parametrize(
    "line",
    [
        "Epoch {i}/2 | Train Loss: {a} | Val Loss: {b} | LR: 8.60e-05",
        "2026-01-02 03:04:05,678 INFO:Epoch {i}: Train Loss={a}, Val Loss={b}",
        "[Epoch {i}] train_loss: {a}, val_loss: {b}, time: 12.5s",
        "epoch: {i} train loss: {a} valid loss: {b}",
        "Epoch [{i}/2], Training Loss: {a} - Validation Loss: {b}",
        "Epoch {i}\n  train loss = {a}\n  val loss   = {b}",
    ],
)
def test_lines_that_loops_print(tmp_path: Path, line: str) -> None:
    text = "".join(line.format(i=i, a=a, b=b) + "\n" for i, a, b in [(1, 0.5, 0.7), (2, 0.25, 0.6)])
    made = read(tmp_path, f"Learning rate: 0.001\nepochs: 2\n{text}Best val loss: 0.6\n")
    assert made.history.column("loss") == [0.5, 0.25]
    assert made.history.column("val_loss") == [0.7, 0.6]
    assert list(made.history.counted) == [1, 2]


def test_what_keras_prints(tmp_path: Path) -> None:
    made = read(tmp_path, KERAS).history
    assert made.column("loss") == [1.1802, 0.75, 0.5]
    assert made.column("accuracy") == [0.5605, 0.75, 0.8]
    assert made.column("val_loss")[:2] == [1.8955, 1.9268]
    assert list(made.counted) == [1, 2, 3]


def test_of_steps_of_an_epoch_the_mean_counts(tmp_path: Path) -> None:
    text = "Epoch 1 step 10: loss: 4.0\nEpoch 1 step 20: loss: 2.0\nEpoch 2 step 10: loss: 1.0\n"
    assert read(tmp_path, text).history.column("loss") == [3.0, 1.0]


def test_results_at_the_end_are_no_epochs(tmp_path: Path) -> None:
    text = "".join(f"Epoch {i}/9 | Loss: {1 / i:.3f}\n" for i in range(1, 10))
    made = read(tmp_path, f"{text}Accuracy : 0.75\nF1 Score : 0.5\n")
    assert made.history.epochs == 9
    assert list(made.history.metrics) == ["loss"] or "accuracy" not in made.history.metrics


def test_other_texts_are_refused_as_before(tmp_path: Path) -> None:
    with pytest.raises(LogError):
        read(tmp_path, "2026-01-02 - INFO - Loading data...\n2026-01-02 - INFO - Accuracy: 0.8\n")
