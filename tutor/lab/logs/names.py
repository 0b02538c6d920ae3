"""What a log calls its metrics, brought to Keras's names.

`train/loss`, `Loss_train`, `trainLoss` and `avg_train_loss` are one thing. A name is taken apart
into words; the words tell on which set it was measured, and whether over a step or an epoch.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeVar

LOSSES = ("loss", "train_loss", "val_loss")
"""The losses that a diagnosis uses."""

KNOWN = ("loss", "val_loss", "accuracy", "val_accuracy", "train_loss", "train_accuracy")
"""The metrics that a diagnosis uses; they must be numbers."""

TRAINED = ("loss", "train_loss")
"""Those of them that a training has in every epoch."""

EPOCH = "epoch"
"""The standard name of the column that numbers the epochs."""

_EPOCHS = (EPOCH, "ep", "epoch_number", "epoch_num", "epoch_no", "epoch_index", "epoch_idx")

STEPS = ("step", "global_step", "trainer_global_step", "iteration", "iter", "batch")
"""Standard names of columns that count the steps of a training."""

Span = Literal["epoch", "unsaid", "step"]
"""What a value is of: a whole epoch, one step, or its name does not say."""

Role = Literal["train", "val", "test", ""]
"""The set of examples that a value was measured on; empty where its name does not say."""

SPANS: tuple[Span, ...] = ("epoch", "unsaid", "step")
"""From the best source of an epoch's value to the poorest."""

_ROLES: dict[str, Role] = {
    **dict.fromkeys(("val", "valid", "validation", "validate", "dev", "eval", "evaluation"), "val"),
    **dict.fromkeys(("train", "training", "trn"), "train"),
    **dict.fromkeys(("test", "testing"), "test"),
}  # fmt: skip
_SPANS: dict[str, Span] = {"epoch": "epoch", "step": "step", "batch": "step", "iter": "step"}
_MEANS = dict.fromkeys(("avg", "mean", "average"), True)
_ACCURACIES = {
    "acc", "accuracy", "sparse_categorical_accuracy", "binary_accuracy", "categorical_accuracy",
    "multiclass_accuracy", "multilabel_accuracy", "accuracy_score", "top1", "top_1", "acc1",
    "acc_1", "top1_acc", "top1_accuracy", "acc_top1", "accuracy_top1", "top_1_accuracy",
}  # fmt: skip
_TOTALS = {"loss", "losses", "total_loss", "loss_total"}
_STAND_INS = (
    "nll", "cross_entropy", "crossentropy", "ce", "bce", "mse", "mean_squared_error", "rmse",
    "mae", "mean_absolute_error", "cost", "perplexity", "ppl",
)  # fmt: skip
"""What serves as a loss in a log that calls nothing so, the best first."""
_ERRORS = ("squared", "absolute")
"""Before these words `mean` belongs to the metric's name."""
_ADVERSARIES = ("g", "d", "gen", "disc", "generator", "discriminator", "critic")
Value = TypeVar("Value")

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_FIRST_LOADER = re.compile(r"[/_]dataloader_idx_0$")
"""What Lightning adds to a validation metric where there are several validation sets."""
_RUN = " - "
"""Weights & Biases puts a run's name and this before a metric's."""
_BETWEEN = re.compile(r"[\s/.\-|:_]+")


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's name, understood.

    Attributes:
        name: as Keras writes it: lower case, `val_` for validation, `train_` where the log says
            so, `accuracy`.
        span: what its values are of.
    """

    name: str
    span: Span = "unsaid"

    @property
    def role(self) -> Role:
        """The set that it was measured on; `train` for the plain names that Keras gives those."""
        return _role(self.name)


@cache
def _role(name: str) -> Role:
    """The set that a standard name tells."""
    start = name.partition("_")[0]
    if start in ("val", "train", "test"):
        return start  # type: ignore[return-value]
    return "train" if name in KNOWN else ""


def understood(metric: str, folder: Role = "") -> Metric:
    """Take a metric's name apart.

    Args:
        metric: as the log writes it.
        folder: the set that its place says it was measured on, where its name does not.
    """
    bare = _FIRST_LOADER.sub("", metric.strip().rpartition(_RUN)[2].lstrip("# "))
    words = [word for word in _BETWEEN.split(_HUMP.sub("_", bare).lower()) if word]
    joined = "_".join(words)
    if joined in STEPS:
        return Metric(joined)
    if joined in _EPOCHS or (words[-1:] == [EPOCH] and all(word in _ROLES for word in words[:-1])):
        return Metric(EPOCH)
    words, span = _taken(words, _SPANS)
    words, _ = _taken(words, _MEANS, last=False)
    words, role = _taken(words, _ROLES)
    if span is None:
        words, span = _taken(words, _SPANS)
    words, _ = _taken(words, _MEANS, last=False)
    rest = _known("_".join(words))
    role = role or folder
    return Metric(f"{role}_{rest}" if role else rest, span or "unsaid")


def _taken(
    words: list[str], table: Mapping[str, Value], *, last: bool = True
) -> tuple[list[str], Value | None]:
    """`words` without the first, or else the last, that the table has, and what it means there."""
    named = table is _MEANS and words[1:2] and words[1] in _ERRORS
    if len(words) > 1 and words[0] in table and not named:
        return words[1:], table[words[0]]
    if last and len(words) > 1 and words[-1] in table:
        return words[:-1], table[words[-1]]
    return words, None


def _known(rest: str) -> str:
    """A metric's name without its set, brought to Keras's where it has one."""
    if rest in _ACCURACIES:
        return "accuracy"
    return "loss" if rest in _TOTALS else rest


def standard_name(metric: str) -> str:
    """A metric's name as Keras writes it."""
    return understood(metric).name


def role_of(word: str) -> Role:
    """The set that a folder or a column's cell names; empty where it names none."""
    words = [part for part in _BETWEEN.split(word.strip().lower()) if part]
    return _ROLES.get(words[-1], "") if words else ""


def stand_in(names: Iterable[str]) -> str | None:
    """Which metric serves as the loss where none is called so: its name without its set.

    Args:
        names: standard names of the columns that have values.
    """
    bare = list(dict.fromkeys(re.sub("^(val|train|test)_", "", name) for name in names))
    lossy = [name for name in bare if name.endswith("_loss")]
    if len(lossy) == 1:
        return lossy[0]
    return next((name for name in _STAND_INS if name in bare), None)


def bare_losses(names: Iterable[str]) -> dict[str, str]:
    """Names that are a set and nothing else, such as `train` and `valid`, as losses of that set."""
    return {name: f"{_ROLES[name]}_loss" for name in names if name in _ROLES}


def parts_of_loss(names: Iterable[str]) -> list[str]:
    """The parts whose sum is a loss, in training as in validation: without their set's name.

    So do detectors write `train/box_loss`, `train/cls_loss`, `val/box_loss`, `val/cls_loss`.

    Args:
        names: standard names of the columns that have values.
    """
    listed = list(names)
    parts: dict[Role, list[str]] = {
        role: [name.removeprefix(f"{role}_") for name in listed
               if name.startswith(f"{role}_") and name.endswith("_loss")]
        for role in ("train", "val")
    }  # fmt: skip
    return parts["train"] if set(parts["train"]) == set(parts["val"]) else []


def adversaries(names: Iterable[str]) -> list[str]:
    """The losses of two networks that are trained against each other; empty where there is one."""
    losses = [name for name in names if "loss" in name.split("_")]
    found = [name for name in losses if any(word in _ADVERSARIES for word in name.split("_"))]
    return found if len(found) > 1 else []
