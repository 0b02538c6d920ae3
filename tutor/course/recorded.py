"""Looks at the recorded run of an experiment: the events of its reference, kept in a file."""

from __future__ import annotations

import math
import stat
from collections.abc import Iterator
from pathlib import Path, PurePath

from tutor.course.goal import GoalError, judge
from tutor.course.lesson import Experiment
from tutor.course.plan import complete, network
from tutor.course.problem import Fault, quoted
from tutor.course.recording import AGAIN, Heading, heading, misfits
from tutor.lab.numbers import decode_values
from tutor.lab.run import Record
from tutor.lab.settings import SettingError
from tutor.lab.tail import Tail

MAX_BYTES = 1_000_000
"""The largest recorded run that is read."""


class RecordedError(ValueError):
    """A recorded run that cannot be used; the message says why."""


def load(folder: Path, recorded: str) -> Record:
    """The run recorded in the file `recorded`, which lies in `folder`, a lesson's own.

    Raises:
        RecordedError: the file lies elsewhere, is missing, too large, or holds no whole run.
    """
    path = _inside(folder, recorded)
    tail, record = Tail(path), Record()
    try:
        for event in tail.read():
            record.apply(event)
    except (OSError, ValueError) as error:
        raise RecordedError(f"found {quoted(recorded)}, which cannot be read: {error}") from error
    if tail.damaged:
        raise RecordedError(
            f"found {quoted(recorded)} with {tail.damaged} lines that are no events"
        )
    if record.started is None or record.ended is None or record.diagnosis is None:
        raise RecordedError(
            f"found {quoted(recorded)}, which is no whole run; "
            "allowed is an events.jsonl with its start, its end and its diagnosis"
        )
    if record.history.epochs != record.ended.epochs:
        raise RecordedError(
            f"found {quoted(recorded)} with {record.history.epochs} epochs; "
            f"its run had {record.ended.epochs}"
        )
    return record


def heading_of(folder: Path, recorded: str) -> Heading | None:
    """What the run recorded in a file was on; None where the file does not tell.

    Raises:
        RecordedError: the file lies elsewhere, is missing or too large.
    """
    try:
        return heading(_inside(folder, recorded))
    except OSError as error:
        raise RecordedError(f"found {quoted(recorded)}, which cannot be read: {error}") from error


def _inside(folder: Path, recorded: str) -> Path:
    """The path of a file in `folder`, wherever links lead."""
    parts = PurePath(recorded)
    allowed = "allowed is a file beside the lesson or in a folder there"
    if parts.is_absolute() or ".." in parts.parts or "\\" in recorded:
        raise RecordedError(f"found {quoted(recorded)}; {allowed}")
    try:
        path = (folder / parts).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise RecordedError(f"found {quoted(recorded)}, which leads elsewhere; {allowed}")
        state = path.stat()
    except (OSError, ValueError, RuntimeError) as error:
        if isinstance(error, RecordedError):
            raise
        raise RecordedError(f"found {quoted(recorded)}, which is not there") from error
    if not stat.S_ISREG(state.st_mode):
        raise RecordedError(f"found {quoted(recorded)}, which is no regular file; {allowed}")
    if state.st_size > MAX_BYTES:
        raise RecordedError(f"found {state.st_size:,} bytes; allowed are {MAX_BYTES:,}")
    return path


def recorded_faults(experiment: Experiment, folder: Path) -> Iterator[Fault]:
    """What is wrong with the recorded run of an experiment that is right otherwise."""
    if not experiment.recorded:
        return
    try:
        record = load(folder, experiment.recorded)
        settings = complete(experiment, experiment.reference)
        parameters = network(experiment, settings).parameters
        outcomes = judge(experiment.goal, record, settings)
        found = heading_of(folder, experiment.recorded)
    except (RecordedError, SettingError, GoalError) as error:
        yield Fault("recorded", str(error))
        return
    for misfit in misfits(experiment, found) if found else ():
        yield Fault("recorded", f"found a run with {misfit}; {AGAIN}")
    for name in _not_finite(record):
        yield Fault("recorded", f"found {name} that is not finite; record a run that ends well")
    if record.started is not None and record.started.parameters != parameters:
        theirs = f"{record.started.parameters:,}"
        message = f"found a network of {theirs} parameters; the reference has {parameters:,}"
        yield Fault("recorded", message)
    for outcome in outcomes:
        if not outcome.met:
            text, value = outcome.condition.text, quoted(outcome.value)
            yield Fault("recorded", f"found a run that fails {quoted(text)}: there it is {value}")


def _not_finite(record: Record) -> list[str]:
    """Names of metrics that have a NaN or an infinity anywhere."""
    columns = {name: list(column) for name, column in record.history.metrics.items()}
    for name, value in decode_values(record.ended.metrics if record.ended else {}).items():
        columns.setdefault(name, []).append(value)
    return [name for name, column in columns.items() if not all(map(math.isfinite, column))]
