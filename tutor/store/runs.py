"""What the folders of runs hold, and how runs that ended unseen come into the learner's progress.

A run's events are the truth about it. A worker goes on when its screen is gone, so that the next
screen finds runs that nobody has recorded.
"""

from __future__ import annotations

import calendar
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tutor.lab.run import Order, Record, Run, RunError, all_runs
from tutor.lab.settings import Settings
from tutor.store.progress import Progress
from tutor.store.rows import RunResult

INTERRUPTED = "interrupted"
"""How a run ended whose worker died: it neither tells its end nor is anybody training it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """What is known of one run's folder.

    Attributes:
        run: its id.
        lesson, experiment: what it is for.
        epochs: how many are done.
        asked: how many were asked for.
        ended: one of `tutor.lab.events.REASONS` or `INTERRUPTED`; None while it goes on.
        metrics: final or newest values; may hold NaN and infinities.
        diagnosis: the name of the primary finding; None where there is no diagnosis.
        at: when it started or, until then, when it was asked for, in seconds since 1970.
        seed: of the training.
        parameters: of the network.
        seconds: of training so far.
        settings: what was trained.
        goal_reached: whether its experiment's goal was reached, as far as it is recorded.
        sure: how sure the primary finding is, 0 to 1; None where that is not known.
        problem: why the folder cannot be read, where it cannot: all else but `run` and `at` is
            then empty.
    """

    run: str
    lesson: str = ""
    experiment: str = ""
    epochs: int = 0
    asked: int = 0
    ended: str | None = None
    metrics: dict[str, float] = field(default_factory=dict)
    diagnosis: str | None = None
    at: float
    seed: int = 0
    parameters: int = 0
    seconds: float = 0.0
    settings: Settings = field(default_factory=dict)
    goal_reached: bool = False
    sure: float | None = None
    problem: str = ""


def status(run: Run, reached: Callable[[Order, Record], bool] | None = None) -> RunRow:
    """What is known of `run`; a folder that cannot be read gives a row that says why.

    Args:
        run: which.
        reached: whether a run that has ended met the goal of its experiment; None to leave it open.
    """
    try:
        seen = _look(run)
        order, record = seen.order, seen.record
        return RunRow(
            run=run.id,
            lesson=order.lesson,
            experiment=order.experiment,
            epochs=_epochs(record),
            asked=record.started.epochs if record.started else _asked(order),
            ended=seen.ended,
            metrics=record.metrics,
            diagnosis=_primary(record),
            at=record.started.at if record.started else asked_at(run.id),
            seed=order.seed,
            parameters=order.network.parameters,
            seconds=_seconds(record),
            settings=order.settings,
            goal_reached=bool(reached and seen.ended and reached(order, record)),
            sure=_sure(record),
        )
    except (RunError, OSError) as error:
        return RunRow(run=run.id, at=asked_at(run.id), problem=str(error))


def result(order: Order, record: Record, *, ended: str, goal_reached: bool) -> RunResult:
    """What to keep of a run that has ended.

    Args:
        order: what was asked for.
        record: all that its events told.
        ended: one of `tutor.lab.events.REASONS`, or `INTERRUPTED`.
        goal_reached: whether every condition of the experiment's goal was met.
    """
    return RunResult(
        run=order.run,
        lesson=order.lesson,
        experiment=order.experiment,
        settings=order.settings,
        seed=order.seed,
        ended=ended,
        epochs=_epochs(record),
        metrics=record.metrics,
        diagnosis=_primary(record),
        goal_reached=goal_reached,
        parameters=order.network.parameters,
        seconds=_seconds(record),
        at=record.started.at if record.started else asked_at(order.run),
        sure=_sure(record),
    )


def adopt(progress: Progress, reached: Callable[[Order, Record], bool]) -> list[RunResult]:
    """Record every run that has ended and that `progress` doesn't know yet.

    Runs that go on and folders that cannot be read are left out.

    Args:
        progress: where to record them.
        reached: whether a run has met the goal of its experiment.

    Returns:
        What was recorded, the oldest first.

    Raises:
        ProgressError: nothing could be recorded.
        OSError: the folder of all runs cannot be read.
    """
    known = progress.runs.known()
    found: list[RunResult] = []
    for run in all_runs():
        if run.id in known:
            continue
        try:
            seen = _look(run)
        except (RunError, OSError):
            continue
        # Until its worker lets go, a run that has ended may still get its diagnosis.
        if seen.ended is not None and (not seen.alive or seen.record.diagnosis is not None):
            met = reached(seen.order, seen.record)
            found.append(result(seen.order, seen.record, ended=seen.ended, goal_reached=met))
    if found:
        progress.runs.record_all(found)
    return found


@dataclass(frozen=True, slots=True)
class _Seen:
    order: Order
    record: Record
    alive: bool

    @property
    def ended(self) -> str | None:
        """Why it ended; None while a worker is at it."""
        if self.record.ended is not None:
            return self.record.ended.reason
        return None if self.alive else INTERRUPTED


def _look(run: Run) -> _Seen:
    """The folder's contents.

    Raises:
        RunError: a file of the folder cannot be read.
        OSError: the folder itself cannot.
    """
    # Asked after the events were read, a run that ends in between would seem dead. A run holds its
    # lock from the moment that its folder can be seen, so asking too early does no harm.
    alive = run.alive()
    order = run.order()
    if order.run != run.id:
        raise RunError(f"{run.folder}: holds the settings of another run, {order.run}")
    return _Seen(order, run.record(), alive)


def _epochs(record: Record) -> int:
    """How many are done; a run that failed may tell of none."""
    return max(record.ended.epochs if record.ended else 0, record.history.epochs)


def _seconds(record: Record) -> float:
    return record.ended.seconds if record.ended else sum(record.history.seconds)


def _primary(record: Record) -> str | None:
    diagnosis = record.diagnosis
    return diagnosis.primary.name if diagnosis is not None and diagnosis.findings else None


def _sure(record: Record) -> float | None:
    diagnosis = record.diagnosis
    return diagnosis.primary.confidence if diagnosis is not None and diagnosis.findings else None


def _asked(order: Order) -> int:
    epochs = order.settings.get("epochs", 0)
    return int(epochs) if isinstance(epochs, int | float) else 0


def asked_at(run: str) -> float:
    """The time in the run's id, in seconds since 1970; 0 where the digits are no time."""
    try:
        return float(calendar.timegm(time.strptime(run[:15], "%Y%m%d-%H%M%S")))
    except ValueError:
        return 0.0
