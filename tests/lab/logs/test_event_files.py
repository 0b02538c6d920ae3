"""TensorBoard's event files: what Keras, PyTorch and Lightning write, and what is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.lab.logs.written import event, record, simple, tensor, write, write_curves
from tutor.lab.logs import LogError, read_log
from tutor.lab.logs.records import scalars

NAME = "events.out.tfevents.1700000000.host"


def test_the_folders_that_keras_writes(tmp_path: Path) -> None:
    for folder, loss in (("train", 1.0), ("validation", 1.5)):
        write(
            tmp_path / folder / f"{NAME}.v2",
            *(
                event(i, tensor("epoch_loss", loss / (i + 1)), tensor("epoch_accuracy", 0.25 * i))
                for i in range(3)
            ),
            *(event(i, tensor("batch_loss", 9.0)) for i in range(100)),
            event(90, tensor("evaluation_loss_vs_iterations", 5.0)),
        )
    made = read_log(tmp_path)
    assert made.history.column("loss") == pytest.approx([1.0, 0.5, 1 / 3])
    assert made.history.column("val_loss") == pytest.approx([1.5, 0.75, 0.5])
    assert made.history.column("val_accuracy") == [0.0, 0.25, 0.5]
    assert list(made.history.counted) == [0, 1, 2]
    alone = read_log(tmp_path / "validation" / f"{NAME}.v2")
    assert set(alone.history.metrics) == {"val_loss", "val_accuracy"}


@pytest.mark.parametrize("first", [0, 1])
def test_what_pytorchs_summary_writer_writes(tmp_path: Path, first: int) -> None:
    curves = {"Loss/train": [2.0, 1.0], "Loss/val": [2.5, 1.5], "Accuracy/val": [0.25, 0.5]}
    made = read_log(write_curves(tmp_path / NAME, curves, first=first))
    assert made.history.metrics == {
        "loss": [2.0, 1.0], "val_loss": [2.5, 1.5], "val_accuracy": [0.25, 0.5],
    }  # fmt: skip
    assert list(made.history.counted) == [first, first + 1]


def test_the_folders_of_add_scalars(tmp_path: Path) -> None:
    write_curves(tmp_path / NAME, {"lr": [0.5, 0.25]})
    write_curves(tmp_path / "Loss_train" / NAME, {"Loss": [2.0, 1.0]})
    write_curves(tmp_path / "Loss_val" / NAME, {"Loss": [2.5, 1.5]})
    assert read_log(tmp_path).history.metrics == {"loss": [2.0, 1.0], "val_loss": [2.5, 1.5]}


def test_a_curve_says_which_epoch_a_step_belongs_to(tmp_path: Path) -> None:
    events = []
    for epoch in range(3):
        at = 100 * epoch + 99
        for step in (at - 50, at - 1):
            events.append(event(step, simple("train_loss_step", 9.0), simple("epoch", epoch)))
        events.append(event(at, simple("val_loss", 2.0 - epoch / 2), simple("epoch", epoch)))
        events.append(event(at, simple("train_loss_epoch", 1.0 - epoch / 4)))
    made = read_log(write(tmp_path / NAME, *events)).history
    assert made.metrics == {"loss": [1.0, 0.75, 0.5], "val_loss": [2.0, 1.5, 1.0]}
    assert list(made.counted) == [0, 1, 2]


def test_steps_without_epochs_are_cut_at_each_validation(tmp_path: Path) -> None:
    events = [event(step, simple("train/loss", float(step))) for step in range(10, 101, 10)]
    events += [event(step, simple("eval/loss", 1.0)) for step in (50, 100)]
    made = read_log(write(tmp_path / NAME, *events))
    assert made.history.column("loss") == [30.0, 80.0]
    assert made.notes == ["What is called an epoch here is one evaluation of the log."]


def test_batches_and_epochs_counted_apart_are_brought_together(tmp_path: Path) -> None:
    curves = {"Loss/train": [float(i) for i in range(30)], "Loss/val": [3.0, 2.0, 1.0]}
    made = read_log(write_curves(tmp_path / NAME, curves))
    assert made.history.column("loss") == [4.5, 14.5, 24.5]
    assert list(made.history.counted) == [0, 1, 2]
    assert "shared out evenly" in made.notes[0]


def test_a_training_taken_up_again_in_another_file(tmp_path: Path) -> None:
    for number, (first, last) in enumerate([(0, 4), (3, 6)]):
        write(
            tmp_path / f"{NAME}.{number}",
            *(
                event(i, simple("loss", 10.0 * number + i), simple("val_loss", 1.0), time=number)
                for i in range(first, last)
            ),
        )
    made = read_log(tmp_path)
    assert made.history.column("loss") == [0.0, 1.0, 2.0, 13.0, 14.0, 15.0]
    (note,) = made.notes
    assert note == "The training was taken up again at step 3; what was written last counts."


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (tensor("loss", 0.5), 0.5),
        (tensor("loss", 0.5, content=False), 0.5),
        (tensor("loss", 0.5, code="<d", kind=2), 0.5),
        (tensor("loss", 0.5, code="<d", kind=2, content=False), 0.5),
        (tensor("loss", 0.5, code="<e", kind=19), 0.5),
        (tensor("loss", 0x3F00, code="<H", kind=14), 0.5),
        (tensor("loss", -3, code="<i", kind=3), -3.0),
        (tensor("loss", -3, code="<q", kind=9), -3.0),
        (simple("loss", 0.5), 0.5),
    ],
)
def test_all_encodings_of_a_number(tmp_path: Path, written: bytes, value: float) -> None:
    path = write(tmp_path / NAME, event(7, written, time=2.0))
    (found,) = scalars(path, "log")
    assert (found.time, found.step, found.tag, found.value) == (2.0, 7, "loss", value)


def test_a_file_that_is_still_being_written_ends_before_its_last_record(tmp_path: Path) -> None:
    path = write_curves(tmp_path / NAME, {"loss": [3.0, 2.0, 1.0]})
    path.write_bytes(path.read_bytes()[:-3])
    assert read_log(path).history.column("loss") == [3.0, 2.0]


def test_pictures_are_passed_over(tmp_path: Path) -> None:
    picture = event(0, simple("picture" * 1000, 1.0))
    losses = [event(0, simple("loss", 2.0)), event(1, simple("loss", 1.0))]
    path = write(tmp_path / NAME, picture, *losses)
    assert read_log(path).history.column("loss") == [2.0, 1.0]


def test_damage_is_told_with_its_place(tmp_path: Path) -> None:
    path = write_curves(tmp_path / NAME, {"loss": [3.0, 2.0, 1.0]})
    whole = path.read_bytes()
    second = len(whole) - 2 * (len(whole) - len(record(b""))) // 4
    damaged = bytearray(whole)
    damaged[-6] ^= 1
    path.write_bytes(damaged)
    with pytest.raises(LogError, match=r"the record at byte \d+ is damaged\.$"):
        read_log(path)
    damaged = bytearray(whole[:second]) + b"\0" * 40
    path.write_bytes(damaged)
    with pytest.raises(LogError, match=r"at byte \d+"):
        read_log(path)
    path.write_bytes(record(b"\x09\0\0\0\0\0\0\0\0") + record(b"\xff\xff\xff"))
    with pytest.raises(LogError, match=r"the record at byte 25 is no event of TensorBoard\.$"):
        read_log(path)


def test_a_folder_with_several_trainings_asks_for_one(tmp_path: Path) -> None:
    for name in ("version_0", "version_1"):
        write_curves(tmp_path / name / NAME, {"loss": [2.0, 1.0]})
    with pytest.raises(LogError, match="it holds 2 trainings; name the folder of one of them: ve"):
        read_log(tmp_path)
    assert read_log(tmp_path / "version_1").history.epochs == 2


def test_refusals_of_folders_and_empty_files(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="folder without TensorBoard's event files"):
        read_log(tmp_path)
    with pytest.raises(LogError, match="no column is a loss"):
        read_log(write(tmp_path / NAME))
    with pytest.raises(LogError, match="no column is a loss"):
        read_log(write_curves(tmp_path / NAME, {"lr": [0.1]}))


@given(st.binary(max_size=60), st.integers(0, 400), st.integers(0, 255))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_event_file_is_read_or_refused(
    tmp_path: Path, data: bytes, place: int, byte: int
) -> None:
    path = write_curves(tmp_path / NAME, {"loss": [3.0, 2.0], "val_loss": [3.5, 2.5]})
    damaged = bytearray(path.read_bytes())
    damaged[place % len(damaged)] = byte
    for content in (bytes(damaged), path.read_bytes() + record(data), path.read_bytes() + data):
        path.write_bytes(content)
        try:
            epochs, refused = read_log(path).history.epochs, ""
        except LogError as error:
            epochs, refused = 0, str(error)
        assert epochs >= 1 or (NAME in refused and refused.isprintable())
