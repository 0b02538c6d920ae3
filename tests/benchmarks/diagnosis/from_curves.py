"""What kept curves tell of a training that was not repeated: it would be the same training.

Epochs come one after the other, whatever their number, and what is stopped early is judged by the
same validation losses. So a run as it was, fewer epochs, up to half as many again and early
stopping can be read off the kept curves of the same seed.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tests.benchmarks.diagnosis.margins import smoothed
from tests.benchmarks.diagnosis.outcomes import Outcome, finite
from tests.benchmarks.diagnosis.record import Record
from tests.benchmarks.diagnosis.views import measured
from tutor.diagnosis.verdict import Value

_READABLE = {"epochs", "early_stopping"}


def from_curves(record: Record, change: Mapping[str, Value]) -> Outcome | None:
    """The end of the training with a change; None where it must be trained to be known."""
    if not set(change) <= _READABLE:
        return None
    known, configuration = measured(record), record.about.configuration
    asked = _whole(change.get("epochs", configuration.epochs))
    trained = len(known.risk) - 1
    ended = record.about.epochs < configuration.epochs  # its loss was lost
    if asked > trained and not ended:
        return None
    asked = min(asked, record.about.epochs if ended else trained)
    patience = _whole(change.get("early_stopping", 0))
    losses = record.arrays["column/val_loss"][:asked].astype(np.float64)
    stopped, kept = _stopped(losses, patience) if patience else (asked, asked)
    risk = float(known.risk[kept]) if patience else _end(known.risk, asked)
    penalty = float(record.arrays["column/penalty"][kept - 1])
    at_end = kept == record.about.epochs
    return Outcome(
        configuration=configuration.name, role=record.about.role, seed=record.about.seed,
        change=dict(change), risk=finite(risk), accuracy=float(known.accuracy[kept]),
        recall=[float(f"{value:.4f}") for value in known.recall] if at_end else [],
        validation=finite(float(losses[kept - 1]) - penalty),
        train=finite(float(known.train[kept])), epochs=stopped, examples=known.train_size,
    )  # fmt: skip


def _end(risk: np.typing.NDArray[np.float64], epochs: int) -> float:
    """R̂ of a training of so many epochs."""
    return float(smoothed(risk[1 : epochs + 1], epochs)[-1])


def _stopped(losses: np.typing.NDArray[np.float64], patience: int) -> tuple[int, int]:
    """After how many epochs early stopping ends the run, and which one's weights are kept."""
    best, best_at = np.inf, 0
    for epoch, value in enumerate(losses, start=1):
        if value < best:
            best, best_at = float(value), epoch
        elif epoch - best_at >= patience:
            return epoch, best_at or epoch
    return len(losses), best_at or len(losses)


def _whole(value: Value) -> int:
    assert not isinstance(value, list), value
    return int(value)
