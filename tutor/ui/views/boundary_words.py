"""What is said of a boundary: which epoch is seen, and how good the network was after it."""

from __future__ import annotations

from tutor.lab.run import Record
from tutor.lab.views.boundary import Boundary
from tutor.ui.words import percent


def sentence(boundary: Boundary, record: Record | None, width: int, *, replayed: bool) -> str:
    """A line above the picture.

    Args:
        boundary: that is seen.
        record: what is known of the run; None where nothing is.
        width: that there is, in columns.
        replayed: whether an epoch of the past is seen.
    """
    if not boundary.finite:
        return "The network's numbers are no numbers any more: its training diverged."
    if record is None or record.started is None:
        return "The network that was kept."
    epoch = boundary.epoch if record.ended is None or replayed else None
    metrics = record.metrics
    if epoch is not None and epoch <= record.history.epochs:
        metrics = _after(record, epoch)
    parts = [_when(record, epoch)]
    for name, word in (("train_accuracy", "accuracy"), ("val_accuracy", "validation")):
        if name in metrics:
            parts.append(f"{word} {percent(metrics[name])}")
    if "train_loss" in metrics:
        parts.insert(1, f"loss {metrics['train_loss']:.3f}")
    while len(parts) > 1 and len(" · ".join(parts)) > width:
        del parts[1]  # where it is narrow, the validation set matters most
    return " · ".join(parts)


def _when(record: Record, epoch: int | None) -> str:
    assert record.started is not None
    if epoch is None:
        done = record.ended.epochs if record.ended else record.history.epochs
        return f"After {done:,} epochs" if done != 1 else "After 1 epoch"
    if epoch == 0:
        return "▶ Before the first epoch"
    return f"▶ Epoch {epoch:,} of {record.started.epochs:,}"


def _after(record: Record, epoch: int) -> dict[str, float]:
    """The metrics after an epoch, 0 before the first."""
    history = record.history
    if epoch == 0:
        return history.initial
    return {
        name: column[epoch - 1] for name, column in history.metrics.items() if len(column) >= epoch
    }
