"""Which columns are the losses of a log, under Keras's names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tutor.lab.logs.columns import recorded, standard
from tutor.lab.logs.names import LOSSES, adversaries, bare_losses, parts_of_loss, stand_in
from tutor.lab.logs.problem import LogError, excerpt
from tutor.lab.logs.rows import Column, Epochs

_STARTS = ("", "train_", "val_")


def with_losses(epochs: Epochs, name: str) -> dict[str, Column]:
    """The columns that have values, with what is judged under Keras's names.

    In logs of other libraries `train_loss` is what Keras calls `loss`, a running value; ours
    means one measured after the epoch. So it becomes `loss` where there is no `loss`, and
    `train_accuracy` likewise. Where nothing is called loss, the sum of its parts or another measure
    of error may serve; where nothing was validated, a test in every epoch does.

    Raises:
        LogError: there is no loss.
    """
    columns = {metric: c for metric, c in standard(epochs.columns).items() if recorded(c)}
    if not any(metric in columns for metric in LOSSES):
        if any(metric in epochs.columns for metric in LOSSES):
            raise LogError(f"{name}: its losses have no values.")
        columns = _instead(columns, epochs.notes)
    _test_as_validation(columns, epochs.notes)
    for metric in ("loss", "accuracy"):
        if f"train_{metric}" in columns and metric not in columns:
            columns[metric] = columns.pop(f"train_{metric}")
    if not any(metric in columns for metric in LOSSES):
        raise LogError(f"{name}: {_without(list(epochs.columns))}")
    return columns


def _without(names: Sequence[str]) -> str:
    """Why there is no loss, a sentence."""
    against = adversaries(names)
    if against:
        listed = f"{', '.join(map(excerpt, against[:-1]))} and {excerpt(against[-1])}"
        return (
            f"{listed} are losses of networks that train against each other: each rises where the "
            "other falls, so these curves tell neither over- nor underfitting."
        )
    found = ", ".join(excerpt(column) for column in names[:8]) or "none"
    return f"no column is a loss (loss or val_loss); found {found}."


def _instead(columns: dict[str, Column], notes: list[str]) -> dict[str, Column]:
    """The columns with what serves as the loss under its name, where anything does."""
    bare = bare_losses(columns)
    if bare:
        notes.append(f"It has no loss; {' and '.join(bare)} are taken for losses of those sets.")
        return {bare.get(metric, metric): column for metric, column in columns.items()}
    parts = parts_of_loss(columns)
    if len(parts) > 1:
        listed = f"{', '.join(map(excerpt, parts[:-1]))} and {excerpt(parts[-1])}"
        notes.append(f"It has no loss; the sum of {listed} is taken for it.")
        return columns | {f"{role}_loss": _sum(columns, role, parts) for role in ("train", "val")}
    instead = stand_in(columns)
    if instead is not None and any(f"{start}{instead}" in columns for start in _STARTS):
        notes.append(f"It has no loss; {excerpt(instead)} is taken for it.")
        return {_renamed(metric, instead): column for metric, column in columns.items()}
    return columns


def _sum(columns: Mapping[str, Column], role: str, parts: Sequence[str]) -> Column:
    """The sum of the parts of a loss at each epoch; None where one of them has no value."""
    places = zip(*(columns[f"{role}_{part}"] for part in parts), strict=True)
    rows = [[value for value in place if value is not None] for place in places]
    return [sum(row) if len(row) == len(parts) else None for row in rows]


def _renamed(metric: str, instead: str) -> str:
    """The name of a metric where `instead` is the loss."""
    start = metric.removesuffix(instead)
    return f"{start}loss" if metric.endswith(instead) and start in _STARTS else metric


def _test_as_validation(columns: dict[str, Column], notes: list[str]) -> None:
    """Take losses and accuracies on a test set for validation, where there is none."""
    tested = columns.get("test_loss", [])
    if "val_loss" in columns or "val_accuracy" in columns:
        return
    if sum(value is not None for value in tested) < 2:
        return
    for metric in ("loss", "accuracy"):
        if f"test_{metric}" in columns:
            columns[f"val_{metric}"] = columns.pop(f"test_{metric}")
    notes.append("It has no val_loss; test_loss is taken for it.")
