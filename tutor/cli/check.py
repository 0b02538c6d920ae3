"""`tutor check`: what is wrong with lesson files, each with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tutor.course.catalog import Entry
    from tutor.course.problem import Problem
    from tutor.lab.run import Order, Record


@click.command("check")
@click.option("--full", is_flag=True, help="Train as well: each reference and each default.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
def command(*, full: bool, paths: tuple[Path, ...]) -> int:
    """Check lesson files, or folders of them; without PATH, the course's own.

    With --full each experiment's reference is trained and has to reach the goal, and its defaults
    are trained and must not. Exit status: 0 where there is no error, warnings or not; else 1.
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
    from tutor.course.full import check_full

    found: list[Problem] = []
    with _trainer() as train:
        for entry in entries:
            problems = check_full(entry.lesson, train) if entry.lesson else []
            for problem in problems:
                click.echo(str(problem))
            found += problems
    return found


@contextmanager
def _trainer() -> Iterator[Callable[[Order], Record]]:
    """One worker for all runs, started when the first is asked for."""
    from tutor.course.full import TrainError
    from tutor.lab.client import Worker, WorkerError
    from tutor.lab.trial import train

    workers: list[Worker] = []

    def carry_out(order: Order) -> Record:
        click.echo(f"Training {order.lesson}, {order.experiment} …", err=True)
        try:
            if not workers or not workers[-1].alive or not workers[-1].suits(order):
                workers.append(Worker())
            trial = train(workers[-1], order)
        except WorkerError as error:
            raise TrainError(str(error)) from error
        if trial.problem:
            raise TrainError(trial.problem)
        return trial.record

    try:
        yield carry_out
    finally:
        for worker in workers:
            worker.close()
