"""`tutor check`: what is wrong with lesson files, each with its line."""

from __future__ import annotations

import itertools
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tutor.course.catalog import Entry
    from tutor.course.full import Train
    from tutor.course.problem import Problem
    from tutor.lab.client import Worker
    from tutor.lab.run import Order, Record

_PATIENCE = 10.0
"""Seconds in which an idle worker exits for certain."""


@click.command("check")
@click.option("--full", is_flag=True, help="Train as well: each reference and each default.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
def command(*, full: bool, paths: tuple[Path, ...]) -> int:
    """Check lesson files, or folders of them; without PATH, the course's own.

    With --full each experiment's reference is trained and has to reach the goal, and its defaults
    are trained and must not. Your own runs and progress are not touched.

    Exit status: 0 where there is no error, warnings or not; else 1.
    """
    from tutor import paths as folders
    from tutor.course.catalog import Catalog, check_paths

    known = Catalog.load(folders.lessons()).ids if paths else []
    entries, problems = check_paths(paths or [folders.lessons()], known)
    problems += [problem for entry in entries for problem in entry.problems]
    for problem in problems:
        click.echo(str(problem))
    if full:
        problems += _train(entries)
    errors = sum(not problem.warning for problem in problems)
    counts = (("lesson", len(entries)), ("error", errors), ("warning", len(problems) - errors))
    click.echo(", ".join(f"{n} {noun}{'' if n == 1 else 's'}" for noun, n in counts))
    return 1 if errors else 0


def _train(entries: Sequence[Entry]) -> list[Problem]:
    """Train what every sound lesson asks for, telling each problem as it is found."""
    from tutor.course.full import check_full, trainings

    lessons = [entry.lesson for entry in entries if entry.lesson]
    found: list[Problem] = []
    with _elsewhere(), _trainer(sum(map(trainings, lessons))) as train:
        for lesson in lessons:
            problems = check_full(lesson, train)
            for problem in problems:
                click.echo(str(problem))
            found += problems
    return found


@contextmanager
def _elsewhere() -> Iterator[None]:
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
def _trainer(count: int) -> Iterator[Train]:
    """One worker for all `count` runs, started when the first is asked for.

    Each run is a line on standard error: begun before it, ended with its seconds and figures.
    """
    from tutor.course.full import TrainError, Which
    from tutor.lab.client import Worker, WorkerError
    from tutor.lab.trial import train

    workers: list[Worker] = []
    places = itertools.count(1)

    def carry_out(order: Order, which: Which) -> Record:
        began = time.monotonic()
        name = f"{order.lesson}/{order.experiment} {which}"
        click.echo(f"{next(places)}/{count} {name}: ", nl=False, err=True)
        said = "not trained"
        try:
            if not workers or not workers[-1].alive or not workers[-1].suits(order):
                workers.append(Worker())
            trial = train(workers[-1], order)
            if trial.problem:
                raise TrainError(trial.problem)
            said = f"{time.monotonic() - began:.1f} s{_figures(trial.record)}"
        except WorkerError as error:
            raise TrainError(str(error)) from error
        finally:
            click.echo(said, err=True)
        return trial.record

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
