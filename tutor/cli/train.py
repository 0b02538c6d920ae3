"""`tutor train`: the same client, worker and diagnosis as on the screen, for scripts and pipes."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from tutor.cli import refuse_name

if TYPE_CHECKING:
    from tutor.course.lesson import Experiment, Lesson
    from tutor.lab.run import Order
    from tutor.lab.trial import Trial


@click.command("train")
@click.argument("lesson")
@click.option("--experiment", "experiment_id", help="Which experiment; the lesson's first if not.")
@click.option("--set", "assignments", multiple=True, metavar="NAME=VALUE", help="Set a setting.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Another seed than the lesson's.")
@click.option("--test", "open_test", is_flag=True, help="Evaluate the test set once, at the end.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    lesson: str,
    experiment_id: str | None,
    assignments: tuple[str, ...],
    seed: int | None,
    *,
    open_test: bool,
    as_json: bool,
) -> int:
    """Train an experiment of LESSON and say what came out.

    Exit status: 0 when the run ended, goal reached or not; 1 when it failed; 130 after Ctrl-C.
    """
    from tutor.course.plan import order as plan
    from tutor.lab.settings import SettingError, parse

    began = time.perf_counter()
    found = _lesson(lesson)
    experiment = _experiment(found, experiment_id)
    try:
        chosen = dict(parse(text, experiment.offered) for text in assignments)
        order = plan(found.id, experiment, chosen, seed=seed, open_test=open_test)
    except SettingError as error:
        raise click.UsageError(str(error)) from error
    return _run(order, experiment, began, as_json=as_json)


def _lesson(name: str) -> Lesson:
    from tutor import paths
    from tutor.course.catalog import Catalog

    catalog = Catalog.load(paths.lessons())
    entry = catalog.find(name)
    if entry is None:
        refuse_name("lesson", name, catalog.ids)
    if entry.lesson is None:
        raise click.ClickException("\n".join(str(problem) for problem in entry.problems))
    return entry.lesson


def _experiment(lesson: Lesson, name: str | None) -> Experiment:
    if not lesson.experiments:
        raise click.UsageError(f"The lesson {lesson.id!r} has no experiment.")
    if name is None:
        return lesson.experiments[0]
    experiments = {experiment.id: experiment for experiment in lesson.experiments}
    if name not in experiments:
        refuse_name("experiment", name, list(experiments))
    return experiments[name]


def _run(order: Order, experiment: Experiment, began: float, *, as_json: bool) -> int:
    from tutor.lab.client import Worker, WorkerError
    from tutor.lab.trial import Interrupted, train

    worker = None
    interrupted = False
    try:
        worker = Worker()
        trial = train(worker, order, None if as_json else _Ticker())
    except WorkerError as error:
        raise click.ClickException(str(error)) from error
    except Interrupted as stop:
        trial, interrupted = stop.trial, True
    finally:
        if worker is not None:
            worker.close()
    if trial.record.ended is None:
        click.echo(f"Error: {trial.problem}", err=True)
        return 130 if interrupted else 1
    _report(trial, order, experiment, worker, time.perf_counter() - began, as_json=as_json)
    if interrupted:
        return 130
    return 1 if trial.record.ended.reason == "failed" else 0


def _report(
    trial: Trial,
    order: Order,
    experiment: Experiment,
    worker: object,
    seconds: float,
    *,
    as_json: bool,
) -> None:
    import json

    from tutor.cli.outcome import run_object, run_text
    from tutor.lab.client import Worker

    ready = worker.ready if isinstance(worker, Worker) else None
    result = run_object(trial.record, order, experiment.goal, ready, total=seconds)
    click.echo(json.dumps(result) if as_json else run_text(result))


class _Ticker:
    """One line on standard error that follows the training, where that is a terminal."""

    def __init__(self) -> None:
        self._quiet = not sys.stderr.isatty()

    def __call__(self, trial: Trial) -> None:
        record = trial.record
        if self._quiet or record.started is None:
            return
        values = "  ".join(f"{name} {value:.4f}" for name, value in record.history.last().items())
        line = f"epoch {record.history.epochs}/{record.started.epochs}  {values}"
        click.echo(f"\r\x1b[K{line[:100]}", nl=bool(record.ended), err=True)
