"""The figures of one run as texts name them, and how they are shown."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from tutor.course.lesson import Experiment
from tutor.diagnosis.digits import in_digits
from tutor.diagnosis.history import History
from tutor.diagnosis.meaning import title
from tutor.diagnosis.proportions import in_tenths
from tutor.diagnosis.verdict import NAMES
from tutor.lab.architecture import used
from tutor.lab.knobs import value_words
from tutor.lab.run import Record
from tutor.lab.settings import Settings, Value
from tutor.lab.tasks import SHARES, TASKS, headline
from tutor.lab.text.signs import minus

GAP = "gap"
BEST_EPOCH = "best_epoch"
DIAGNOSIS = "diagnosis"
COUNTS = ("epochs", BEST_EPOCH, "parameters")
MEASURED = (GAP, *COUNTS, "seconds")
"""What every run has that is a number, beside metrics and settings."""

_SUPERVISED = ("loss", "accuracy", "train_loss", "train_accuracy", "val_loss", "val_accuracy")
_PLAYED = ("loss", "success", "val_success", "exploration")
_DIGITS, _MOST_DECIMALS = 3, 6


def metrics_of(task: str) -> tuple[str, ...]:
    """The metrics that runs of a task have at their end; none of a task that there is not."""
    if task not in TASKS:
        return ()
    scores = tuple(f"val_{score}" for score in TASKS[task].scores)
    return (*(_SUPERVISED if TASKS[task].measure == "accuracy" else _PLAYED), *scores)


def names_of(experiment: Experiment) -> tuple[str, ...]:
    """Everything that texts can name of a run of an experiment."""
    metrics = metrics_of(experiment.task)
    measured = [name for name in MEASURED if name != GAP or "val_accuracy" in metrics]
    settings = [name for name in experiment.offered if name not in MEASURED]
    return (*metrics, *measured, DIAGNOSIS, *settings)


@dataclass(frozen=True, slots=True)
class RunFigures:
    """What can be said of one run that has ended.

    Attributes:
        metrics: at its end.
        settings: that it had.
        epochs: that were trained.
        parameters: of its network.
        seconds: of training.
        diagnosis: the primary finding's name; empty where there is none.
        told: reads all that its events told, where that is asked for.
    """

    metrics: Mapping[str, float]
    settings: Settings
    epochs: int
    parameters: int
    seconds: float
    diagnosis: str
    told: Callable[[], Record]

    @classmethod
    def of(cls, record: Record, settings: Settings) -> RunFigures:
        """The figures of a run whose events are at hand."""
        started, ended, found = record.started, record.ended, record.diagnosis
        return cls(
            metrics=record.metrics,
            settings=settings,
            epochs=ended.epochs if ended else record.history.epochs,
            parameters=started.parameters if started else 0,
            seconds=ended.seconds if ended else sum(record.history.seconds),
            diagnosis=found.primary.name if found else "",
            told=lambda: record,
        )

    def number(self, name: str) -> float | None:
        """A metric, or what the run cost; None where it had nothing of that name.

        `gap` is training minus validation accuracy, `best_epoch` the epoch of the lowest
        validation loss or, where there is none, of the best headline metric.
        """
        match name:
            case "gap":
                return self._gap()
            case "best_epoch":
                return best_epoch(self.told().history)
            case "epochs":
                return self.epochs
            case "parameters":
                return self.parameters
            case "seconds":
                return self.seconds
        return self.metrics.get(name)

    def text(self, name: str) -> str | None:
        """A figure as it is shown; None where the run has nothing of that name."""
        if name == DIAGNOSIS:
            return self._diagnosed()
        number = self.number(name)
        if number is not None:
            return measured_text(name, number)
        return setting_text(self.settings[name], name) if name in self.settings else None

    def _diagnosed(self) -> str | None:
        """What it came to, after a second look too; names that are not ours are not shown."""
        found = self.told().diagnosis
        name = found.primary.name if found else self.diagnosis
        return title(name) if name in NAMES else None

    def _gap(self) -> float | None:
        train = self.metrics.get("train_accuracy", self.metrics.get("accuracy"))
        val = self.metrics.get("val_accuracy")
        if train is None or val is None:
            return None
        return in_tenths(train) - in_tenths(val)  # of the figures beside it


def best_epoch(history: History) -> int | None:
    """The number of the epoch with the lowest validation loss, else with the best headline."""
    losses = history.column("val_loss")
    if not losses:
        figure = headline(history.last())
        losses = [-value for value in history.column(figure.metric)] if figure else []
    finite = [(value, number) for value, number in zip(losses, history.counted, strict=False)
              if math.isfinite(value)]  # fmt: skip
    return min(finite)[1] if finite else None


def measured_text(name: str, value: float) -> str:
    """A metric or a cost by its name: `93.4 %`, `0.354`, `1,370`, `3.1 s`, `4.2 points`."""
    if not math.isfinite(value):
        return "unknown"
    if name == GAP:
        return minus(f"{100 * value:.1f} points")
    if name == "seconds":
        return f"{value:.1f} s"
    if name in COUNTS:
        return f"{value:,.0f}"
    return share_text(value) if name.endswith(SHARES) else loss_text(value)


def share_text(value: float) -> str:
    """A share from 0 to 1 as `93.4 %`."""
    return f"{100 * value:.1f} %"


def loss_text(value: float, digits: int = _DIGITS) -> str:
    """A loss with three digits, or as many as are asked for: `0.354`, `1.90`, `12.0`, `1,234`."""
    size = math.floor(math.log10(abs(value))) if value else 0
    return f"{value:,.{min(max(digits - 1 - size, 0), _MOST_DECIMALS)}f}"


def setting_text(value: Value, name: str = "") -> str:
    """What a setting is set to; of several values, `8, 16 and 32`."""
    if isinstance(value, list):
        *others, last = [setting_text(one, name) for one in value] or [""]
        return f"{', '.join(others)} and {last}" if others else last
    if isinstance(value, bool):
        return value_words(name, value)
    if isinstance(value, int):
        return f"{value:,}"
    return in_digits(value) if isinstance(value, float) else str(value)


def chosen(experiment: Experiment, settings: Settings) -> Iterator[tuple[str, str]]:
    """The settings that differ from an experiment's defaults: title and value.

    Those of layers are left out where there is no such layer.
    """
    for name, setting in experiment.offered.items():
        if name not in settings or not used(name, settings):
            continue
        if settings[name] not in (setting.default, [setting.default]):
            yield setting.title, setting_text(settings[name], name)
