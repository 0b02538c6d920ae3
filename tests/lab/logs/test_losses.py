"""What serves as the loss of a log that names none so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.lab.logs import Log, LogError, read_log


def read(folder: Path, text: str) -> Log:
    path = folder / "log.csv"
    path.write_text(text)
    return read_log(path)


def test_the_parts_of_a_detectors_loss_are_summed(tmp_path: Path) -> None:
    made = read(
        tmp_path,
        "   epoch,   train/box_loss,   train/cls_loss,   val/box_loss,   val/cls_loss,   lr/pg0\n"
        "       1,              1.0,              2.0,            1.5,            2.5,     0.01\n"
        "       2,              0.5,              1.0,            1.0,            2.0,     0.01\n",
    )
    assert made.history.column("loss") == [3.0, 1.5]
    assert made.history.column("val_loss") == [4.0, 3.0]
    assert made.notes == ["It has no loss; the sum of box_loss and cls_loss is taken for it."]


def test_parts_of_one_set_alone_are_no_loss(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="no column is a loss"):
        read(tmp_path, "train_a_loss,train_b_loss,val_a_loss\n1,2,3\n1,2,3\n")


def test_columns_that_are_called_after_a_set_are_its_losses(tmp_path: Path) -> None:
    made = read(tmp_path, ",ep,train,valid,total\n0,1,5.0,4.0,9.0\n1,2,3.0,3.5,6.5\n")
    assert made.history.column("loss") == [5.0, 3.0]
    assert made.history.column("val_loss") == [4.0, 3.5]
    assert made.notes == ["It has no loss; train and valid are taken for losses of those sets."]


def test_a_mean_squared_error_keeps_its_name(tmp_path: Path) -> None:
    made = read(tmp_path, "mean_squared_error,val_mean_squared_error\n2,3\n1,2\n")
    assert made.history.column("val_loss") == [3.0, 2.0]
    assert made.notes == ["It has no loss; mean_squared_error is taken for it."]


@pytest.mark.parametrize("heading", ["Epoch,Gen Loss,Disc Loss", "epoch,loss_G,loss_D"])
def test_losses_of_adversaries_are_refused_with_the_reason(tmp_path: Path, heading: str) -> None:
    with pytest.raises(LogError, match="train against each other"):
        read(tmp_path, f"{heading}\n0,0.7,1.3\n1,0.8,1.2\n")


@pytest.mark.parametrize("cell", ["tensor(0.5, device='cuda:0')", "np.float64(0.5)", "0.5"])
def test_a_number_may_be_wrapped(tmp_path: Path, cell: str) -> None:
    made = read(tmp_path, f'loss,val_acc\n"{cell}",50%\n"{cell}",75 %\n')
    assert made.history.column("loss") == [0.5, 0.5]
    assert made.history.column("val_accuracy") == [50.0, 75.0]


def test_a_decimal_comma_is_read_beside_tabs(tmp_path: Path) -> None:
    assert read(tmp_path, "epoch\tloss\n1\t0,5\n2\t0,25\n").history.column("loss") == [0.5, 0.25]


def test_a_training_begun_anew_in_the_same_file_counts_alone(tmp_path: Path) -> None:
    heading = "epoch,loss,val_loss\n"
    made = read(tmp_path, f"{heading}0,9,9\n1,8,8\n{heading}0,3,4\n1,2,3\n2,1,2\n")
    assert made.history.column("loss") == [3.0, 2.0, 1.0]
    assert list(made.history.counted) == [0, 1, 2]
    assert made.notes == ["The training was begun anew; what was written last counts."]
