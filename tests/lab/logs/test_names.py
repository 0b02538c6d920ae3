"""Every common way to write a metric's name means the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.logs.names import KNOWN, Metric, role_of, stand_in, standard_name, understood


@pytest.mark.parametrize(
    ("written", "name", "span"),
    [
        ("loss", "loss", "unsaid"),
        ("Train Losses", "train_loss", "unsaid"),
        ("a run - 2 - val/loss", "val_loss", "unsaid"),
        ("# epoch", "epoch", "unsaid"),
        ("ep", "epoch", "unsaid"),
        ("mean_loss", "loss", "unsaid"),
        ("val_mean_squared_error", "val_mean_squared_error", "unsaid"),
        ("train_loss", "train_loss", "unsaid"),
        ("train_loss_epoch", "train_loss", "epoch"),
        ("train_loss_step", "train_loss", "step"),
        ("train/loss_epoch", "train_loss", "epoch"),
        ("loss_epoch", "loss", "epoch"),
        ("loss_step", "loss", "step"),
        ("epoch_loss", "loss", "epoch"),
        ("batch_loss", "loss", "step"),
        ("train_epoch_loss", "train_loss", "epoch"),
        ("avg_train_loss", "train_loss", "unsaid"),
        ("train_avg_loss", "train_loss", "unsaid"),
        ("Train Loss", "train_loss", "unsaid"),
        ("trainLoss", "train_loss", "unsaid"),
        ("Training loss", "train_loss", "unsaid"),
        ("Loss/train", "train_loss", "unsaid"),
        ("loss/Train_Batch", "train_loss", "step"),
        ("loss_train", "train_loss", "unsaid"),
        ("val_loss", "val_loss", "unsaid"),
        ("val_loss_epoch", "val_loss", "epoch"),
        ("val/loss", "val_loss", "unsaid"),
        ("val_loss/dataloader_idx_0", "val_loss", "unsaid"),
        ("validLoss", "val_loss", "unsaid"),
        ("valid_loss", "val_loss", "unsaid"),
        ("dev loss", "val_loss", "unsaid"),
        ("eval_loss", "val_loss", "unsaid"),
        ("eval/loss", "val_loss", "unsaid"),
        ("Loss/validation", "val_loss", "unsaid"),
        ("loss-val", "val_loss", "unsaid"),
        ("val_total_loss", "val_loss", "unsaid"),
        ("test_loss", "test_loss", "unsaid"),
        ("validation_accuracy", "val_accuracy", "unsaid"),
        ("Accuracy/test", "test_accuracy", "unsaid"),
        ("train_acc_step", "train_accuracy", "step"),
        ("eval_top1", "val_accuracy", "unsaid"),
        ("val_MulticlassAccuracy", "val_accuracy", "unsaid"),
        ("acc1", "accuracy", "unsaid"),
        ("train/epoch", "epoch", "unsaid"),
        ("Epoch", "epoch", "unsaid"),
        ("global_step", "global_step", "unsaid"),
    ],
)
def test_spellings(written: str, name: str, span: str) -> None:
    assert understood(written) == Metric(name, span)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "written", ["val_acc_best", "best_val_loss", "lr-Adam", "val_f1", "eval_runtime", "loss_scale",
                "val_loss/dataloader_idx_1", "train_box_loss", ""],
)  # fmt: skip
def test_what_only_looks_alike_is_no_loss_and_no_accuracy(written: str) -> None:
    assert standard_name(written) not in KNOWN


def test_a_folder_says_which_set_where_the_name_does_not() -> None:
    assert understood("epoch_loss", "val").name == "val_loss"
    assert understood("loss", "train").name == "train_loss"
    assert understood("Loss/train", "val").name == "train_loss"


@pytest.mark.parametrize(
    ("word", "role"),
    [("validation", "val"), ("Loss_val", "val"), ("train", "train"), ("EVAL", "val"),
     ("version_0", ""), ("", ""), ("training", "train")],
)  # fmt: skip
def test_sets_by_the_last_word(word: str, role: str) -> None:
    assert role_of(word) == role


@pytest.mark.parametrize(
    ("names", "loss"),
    [
        (["ce_loss", "val_ce_loss", "lr"], "ce_loss"),
        (["train_box_loss", "train_cls_loss"], None),
        (["mae", "val_mae", "mse"], "mse"),
        (["accuracy"], None),
    ],
)
def test_what_serves_as_a_loss_where_nothing_is_called_so(
    names: list[str], loss: str | None
) -> None:
    assert stand_in(names) == loss


@given(st.text())
def test_any_name_has_a_standard_name_and_it_is_its_own(name: str) -> None:
    once = standard_name(name)
    assert standard_name(once) == once or once not in KNOWN
