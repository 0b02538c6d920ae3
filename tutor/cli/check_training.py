"""The trainings of `tutor check`: out of the learner's way, one worker for all of them."""

from __future__ import annotations

import itertools
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tutor.course.full import Train, Trained
    from tutor.course.lesson import Experiment, Lesson
    from tutor.lab.client import Worker
    from tutor.lab.run import Order, Record

_PATIENCE = 10.0
"""Seconds in which an idle worker exits for certain."""


@contextmanager
def elsewhere() -> Iterator[None]:
    """Keep runs in a temporary folder, out of the learner's own; nothing of them stays."""
    from tutor import paths

    before = os.environ.get("TUTOR_HOME")
    folder = paths.use_temporary_home()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TUTOR_HOME"]
        else:
            os.environ["TUTOR_HOME"] = before
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def trainer(count: int) -> Iterator[Train]:
    """One worker for all `count` runs, started when the first is asked for.

    Each run is a line on standard error: begun before it, ended with its seconds and figures.
    """
    from tutor.course.full import Trained, TrainError, Which
    from tutor.lab.client import Worker, WorkerError
    from tutor.lab.run import RunError
    from tutor.lab.trial import train

    workers: list[Worker] = []
    places = itertools.count(1)

    def carry_out(order: Order, which: Which) -> Trained:
        began = time.monotonic()
        name = f"{order.lesson}/{order.experiment} {which}, seed {order.seed}"
        click.echo(f"{next(places)}/{count} {name}: ", nl=False, err=True)
        said = "not trained"
        try:
            if not workers or not workers[-1].alive or not workers[-1].suits(order):
                workers.append(Worker())
            trial = train(workers[-1], order)
            if trial.problem:
                raise TrainError(trial.problem)
            said = f"{time.monotonic() - began:.1f} s{_figures(trial.record)}"
            return Trained(trial.run.order(), trial.record)
        except (WorkerError, RunError) as error:
            raise TrainError(str(error)) from error
        finally:
            click.echo(said, err=True)

    try:
        yield carry_out
    finally:
        for worker in workers:
            _end(worker)


def _figures(record: Record) -> str:
    """What a run reached, to follow its seconds."""
    from tutor.lab.tasks import headline

    figure = headline(record.metrics)
    said = "" if figure is None else f", {figure.metric} {figure.value:.4g}"
    return said + (f", {record.diagnosis.primary.name}" if record.diagnosis else "")


def _end(worker: Worker) -> None:
    """Let a worker go and wait until it no longer writes; a run that Ctrl-C left goes with it."""
    worker.close()
    if not worker.wait(_PATIENCE):
        worker.kill()


def record_references(paths: Sequence[Path]) -> None:
    """Train the reference of every experiment that names a recorded run, and write that file.

    Raises:
        click.ClickException: a lesson has an error that keeps it from being trained, the training
            failed, or the file cannot be written.
    """
    wanted = [(lesson, experiment) for path in _files(paths) for lesson in [_readable(path)]
              for experiment in lesson.experiments if experiment.recorded]  # fmt: skip
    if not wanted:
        raise click.ClickException('No experiment there has recorded = "data/NAME.jsonl".')
    with elsewhere(), trainer(len(wanted)) as train:
        for lesson, experiment in wanted:
            _record(lesson, experiment, train)


def _files(paths: Sequence[Path]) -> list[Path]:
    """The lesson files among paths and in folders."""
    from tutor.course.catalog import check_paths

    entries, _problems = check_paths(paths)
    return [entry.path for entry in entries if entry.missing is None]


def _readable(path: Path) -> Lesson:
    """A lesson that may be wrong in its texts and recorded runs, but can be trained."""
    from tutor.course.checks.experiment import experiment_faults
    from tutor.course.markdown import read
    from tutor.course.problem import Problem

    lesson, problems = read(path)
    for step in lesson.steps if lesson else ():
        for block in step.blocks:
            if block.content is step.experiment and step.experiment is not None:
                problems += [Problem(path, block.line_of(fault.field), *fault)
                             for fault in experiment_faults(step.experiment)]  # fmt: skip
    errors = [str(problem) for problem in problems if not problem.warning]
    if lesson is None or errors:
        raise click.ClickException("\n".join(errors))
    return lesson


def _record(lesson: Lesson, experiment: Experiment, train: Train) -> None:
    from tutor.course.full import TrainError
    from tutor.course.plan import order
    from tutor.course.prediction import WHOLE

    where = PurePath(experiment.recorded)
    if where.is_absolute() or ".." in where.parts or "\\" in experiment.recorded:
        raise click.ClickException(f"{where}: allowed is a file beside the lesson.")
    try:
        trained = train(order(lesson.id, experiment, experiment.reference), "reference")
        ended = trained.record.ended
        if ended is None or ended.reason not in WHOLE:
            raise TrainError((ended.message if ended else "") or "the run was cut short")
        path = lesson.path.parent / where
        path.parent.mkdir(parents=True, exist_ok=True)
        size = _write(path, trained)
    except (TrainError, OSError) as error:
        raise click.ClickException(f"{lesson.id}/{experiment.id}: {error}") from error
    click.echo(f"{path}: {size:,} bytes", err=True)


def _write(path: Path, trained: Trained) -> int:
    """Write a recorded run, whole or not at all; its bytes."""
    from tutor.course.recording import recording
    from tutor.lab.run import find
    from tutor.lab.tail import Tail

    data = recording(trained.order, Tail(find(trained.order.run).events_path).read())
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
    return len(data)
