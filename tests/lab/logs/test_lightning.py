"""The metrics.csv of PyTorch Lightning: several rows an epoch, each with gaps."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.lab.logs import Log, LogError, read_log

IN_EPOCHS = """\
epoch,step,train_acc_epoch,train_loss_epoch,train_loss_step,val_acc,val_loss
0,9,,,0.90,,
0,19,,,0.70,,
0,24,,,,0.50,0.75
0,24,0.40,0.81,,,
1,29,,,0.60,,
1,49,,,,0.60,0.65
1,49,0.55,0.58,,,
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "metrics.csv"


def read(path: Path, text: str) -> Log:
    path.write_text(text)
    return read_log(path)


def test_whole_epochs_values_go_before_those_of_steps(log: Path) -> None:
    made = read(log, IN_EPOCHS)
    assert made.history.metrics == {
        "loss": [0.81, 0.58], "val_loss": [0.75, 0.65],
        "accuracy": [0.40, 0.55], "val_accuracy": [0.50, 0.60],
    }  # fmt: skip
    assert list(made.history.counted) == [0, 1]
    assert made.notes == []


def test_step_values_become_the_epochs_mean(log: Path) -> None:
    text = "epoch,step,train_loss,val_loss\n0,9,3.0,\n0,19,1.0,\n0,19,,1.5\n1,29,0.5,\n1,39,,1.25\n"
    made = read(log, text).history
    assert made.metrics == {"loss": [2.0, 0.5], "val_loss": [1.5, 1.25]}


def test_an_epoch_that_was_cut_off_has_the_mean_of_its_steps(log: Path) -> None:
    text = IN_EPOCHS + "2,59,,,0.4,,\n2,69,,,0.2,,\n2,74,,,,0.62,0.60\n"
    history = read(log, text.replace(",train_acc_epoch", ",x").replace("0.40,", ",", 1)).history
    assert history.column("loss") == pytest.approx([0.81, 0.58, 0.3])


def test_of_several_validations_in_an_epoch_the_last_counts(log: Path) -> None:
    text = "epoch,step,train_loss,val_loss\n0,4,,1.5\n0,9,,1.25\n0,9,1.0,\n1,14,,1.0\n1,19,0.5,\n"
    assert read(log, text).history.column("val_loss") == [1.25, 1.0]


@pytest.mark.parametrize("sanity", ["0,0,,9.0", "-1,0,,9.0", "0,-1,,9.0"])
def test_the_sanity_check_before_training_does_not_count(log: Path, sanity: str) -> None:
    rows = [sanity, "0,49,0.9,", "0,99,,0.95", "1,149,0.8,", "1,199,,0.9", "2,249,0.7,"]
    made = read(log, "epoch,step,train_loss,val_loss\n" + "\n".join(rows)).history
    assert made.metrics == {"loss": [0.9, 0.8], "val_loss": [0.95, 0.9]}


def test_the_sanity_check_is_no_validation_of_an_epoch_without_one(log: Path) -> None:
    rows = ["0,0,,9.0", "0,49,0.9,", "1,99,0.8,", "1,99,,0.85"]
    made = read(log, "epoch,step,train_loss,val_loss\n" + "\n".join(rows)).history
    assert made.metrics == {"loss": [0.8], "val_loss": [0.85]}
    assert list(made.counted) == [1]


def test_an_epoch_of_one_step_is_no_sanity_check(log: Path) -> None:
    rows = ["0,0,,1.5", "0,0,1.0,", "1,1,,1.25", "1,1,0.5,"]
    made = read(log, "epoch,step,train_loss,val_loss\n" + "\n".join(rows)).history
    assert made.column("val_loss") == [1.5, 1.25]


def test_epochs_without_validation_are_left_out_and_that_is_said(log: Path) -> None:
    rows = [f"{i},{i * 10 + 9},{1 / (i + 1)},\n" + (f"{i},{i * 10 + 9},,2.0\n" if i % 2 else "")
            for i in range(6)]  # fmt: skip
    made = read(log, "epoch,step,train_loss,val_loss\n" + "".join(rows))
    assert list(made.history.counted) == [1, 3, 5]
    assert made.history.column("loss") == [1 / 2, 1 / 4, 1 / 6]
    assert "3 of 6 epochs are left out" in made.notes[0]


def test_a_training_taken_up_again_twice_goes_on_where_it_was_taken_up(log: Path) -> None:
    def part(first: int, last: int, loss: float) -> str:
        return "".join(
            f"{i},{10 * i + 9},,{loss + 1}\n{i},{10 * i + 9},{loss},\n"
            for i in range(first, last + 1)
        )

    text = "epoch,step,train_loss,val_loss\n" + part(0, 5, 3.0) + part(3, 7, 2.0) + part(6, 6, 1.0)
    made = read(log, text)
    assert list(made.history.counted) == [0, 1, 2, 3, 4, 5, 6]
    assert made.history.column("loss") == [3.0, 3.0, 3.0, 2.0, 2.0, 2.0, 1.0]
    assert made.history.column("val_loss") == [4.0, 4.0, 4.0, 3.0, 3.0, 3.0, 2.0]
    assert made.notes == [
        "The training was taken up again at epoch 3, 6; what was written last counts."
    ]


def test_a_test_at_the_best_epoch_is_no_new_training(log: Path) -> None:
    text = IN_EPOCHS.replace("val_loss\n", "val_loss,test_loss\n").replace("\n", ",\n")
    text = text.replace("test_loss,\n", "test_loss\n")
    made = read(log, text + "0,50,,,,,,0.7\n")
    assert made.history.column("loss") == [0.81, 0.58]
    assert made.notes == []


def test_learning_rates_without_an_epoch_are_no_epochs(log: Path) -> None:
    text = "lr-Adam,epoch,step,train_loss,val_loss\n0.1,,0,,\n,0,9,1.0,\n,0,9,,1.5\n0.1,,10,,\n"
    made = read(log, text + ",1,19,0.5,\n,1,19,,1.0\n").history
    assert made.metrics["loss"] == [1.0, 0.5]
    assert list(made.counted) == [0, 1]


def test_a_loss_that_is_lost_stays_lost(log: Path) -> None:
    text = IN_EPOCHS + "2,59,,,nan,,\n2,74,,,,0.1,nan\n2,74,0.1,nan,,,\n"
    made = read(log, text).history
    assert math.isnan(made.column("loss")[2])
    assert math.isnan(made.column("val_loss")[2])


def test_nan_for_a_gap_is_a_gap_and_beside_its_own_set_it_is_nan(log: Path) -> None:
    rows = ["0,9,0.9,0.5,nan,nan", "0,9,nan,nan,0.95,0.5", "1,19,0.8,0.6,nan,nan",
            "1,19,nan,nan,0.9,0.55", "2,29,nan,0.1,nan,nan", "2,29,nan,nan,nan,0.1"]  # fmt: skip
    heading = "epoch,step,train_loss,train_acc,val_loss,val_acc\n"
    made = read(log, heading + "\n".join(rows)).history
    assert made.column("loss")[:2] == [0.9, 0.8]
    assert made.column("val_loss")[:2] == [0.95, 0.9]
    assert math.isnan(made.column("loss")[2])
    assert math.isnan(made.column("val_loss")[2])


def test_training_values_at_few_epochs_are_left_out(log: Path) -> None:
    rows = [f"{i},{10 * i + 9},,{2 - i / 10}" for i in range(10)] + ["9,99,0.5,"]
    made = read(log, "epoch,step,train_loss,val_loss\n" + "\n".join(rows))
    assert set(made.history.metrics) == {"val_loss"}
    assert "loss is left out: it has values at 1 of 10 epochs only." in made.notes


def test_a_column_may_say_which_set_a_row_is_of(log: Path) -> None:
    text = (
        "epoch,phase,loss,acc\n0,train,1.0,0.5\n0,val,1.5,0.4\n1,train,0.5,0.75\n1,val,1.25,0.6\n"
    )
    assert read(log, text).history.metrics == {
        "loss": [1.0, 0.5], "val_loss": [1.5, 1.25],
        "accuracy": [0.5, 0.75], "val_accuracy": [0.4, 0.6],
    }  # fmt: skip


def test_steps_without_epochs_are_cut_at_each_evaluation(log: Path) -> None:
    rows = [
        f"{step},{1000 / step},{1.5 if step % 300 == 0 else ''}" for step in range(100, 1000, 100)
    ]
    made = read(log, "step,loss,val_loss\n" + "\n".join(rows))
    assert made.history.column("loss")[0] == pytest.approx((10 + 5 + 10 / 3) / 3)
    assert list(made.history.counted) == [1, 2, 3]
    assert made.notes == ["What is called an epoch here is one evaluation of the log."]


def test_a_keras_log_taken_up_again_in_the_middle(log: Path) -> None:
    text = "epoch,loss,val_loss\n0,3,3\n1,2,2\n2,1,1\n1,2.5,2.5\n2,2.25,2.25\n3,2.0,2.0\n"
    assert read(log, text).history.column("loss") == [3.0, 2.5, 2.25, 2.0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("epoch,step,train_loss,val_loss\n0,9,x,\n", ":2: train_loss is 'x', not a number"),
        ("epoch,step,train_loss,val_loss\n0,9,1.0\n", ":2: expected 4 values"),
        ("epoch,step,lr\n0,9,1.0\n0,19,0.5\n", "no column is a loss"),
        ("epoch,step,train_loss,val_loss\n0,9,,\n0,19,,\n", "its losses have no values"),
    ],
)
def test_refusals(log: Path, text: str, expected: str) -> None:
    with pytest.raises(LogError, match=expected) as caught:
        read(log, text)
    assert str(caught.value).endswith(".")


@dataclass(frozen=True)
class Made:
    """A table as Lightning would write it, and what is true of it."""

    text: str
    losses: list[float]
    validations: dict[int, float]


SHORT = st.floats(0.01, 100.0).map(lambda value: round(value, 4))


@st.composite
def tables(draw: st.DrawFn) -> Made:
    """Epochs of some steps each, whole-epoch values or none, a validation or none."""
    whole = draw(st.booleans())
    start = draw(st.sampled_from(["train_", "train/", "training_"]))
    val = draw(st.sampled_from(["val_loss", "val/loss", "valid_loss", "validation_loss"]))
    loss = [f"{start}loss_step", f"{start}loss_epoch"] if whole else [f"{start}loss"]
    lines, losses, validations, step = [], [], {}, 0
    if draw(st.booleans()):
        lines.append(["0", "0", *[""] * len(loss), "50.0"])
    for epoch in range(draw(st.integers(1, 8))):
        steps = draw(st.lists(SHORT, min_size=2, max_size=4))
        for value in steps:
            step += draw(st.integers(1, 50))
            lines.append([str(epoch), str(step), f"{value}", *[""] * (len(loss) - 1), ""])
        if draw(st.booleans()):
            validations[epoch] = draw(SHORT)
            lines.append([str(epoch), str(step), *[""] * len(loss), f"{validations[epoch]}"])
        losses.append(sum(steps) / len(steps))
        if whole:
            losses[-1] = draw(SHORT)
            lines.append([str(epoch), str(step), "", f"{losses[-1]}", ""])
    heading = ",".join(["epoch", "step", *loss, val])
    return Made("\n".join([heading, *(",".join(line) for line in lines)]), losses, validations)


@given(tables())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_such_table_gives_one_row_an_epoch(log: Path, made: Made) -> None:
    if not made.validations and ",50.0" in made.text:
        return
    history = read(log, made.text).history
    judged = sorted(made.validations) or list(range(len(made.losses)))
    assert list(history.counted) == judged
    assert history.column("loss") == pytest.approx([made.losses[epoch] for epoch in judged])
    assert history.column("val_loss") == list(made.validations.values())
