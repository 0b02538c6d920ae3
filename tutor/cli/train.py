"""`tutor train`: the same client, worker and diagnosis as on the screen, for scripts and pipes."""

from __future__ import annotations

import shutil
import sys
import time
from typing import TYPE_CHECKING

import click

from tutor.cli import refuse_name
from tutor.lab.text.layout import page_width

if TYPE_CHECKING:
    from tutor.course.lesson import Experiment, Lesson
    from tutor.datasets.registry import Card
    from tutor.lab.run import Order, Record
    from tutor.lab.trial import Trial


class TrainCommand(click.Command):
    """The command, whose help lists the settings of the lesson that is named beside `--help`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, and keep the words for the help, which click writes before it has a lesson."""
        ctx.obj = list(args)
        return super().parse_args(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and, where a lesson is named, what can be set in it."""
        super().format_options(ctx, formatter)
        from tutor import paths
        from tutor.course.catalog import Catalog

        words = ctx.obj or []
        if not words:
            return
        catalog = Catalog.load(paths.lessons())
        # A number behind an option is its value; before all of them it is a lesson's.
        for entry in [catalog.named(words[0]), *map(catalog.find, words[1:])]:
            if entry is not None and entry.lesson:
                for experiment in entry.lesson.experiments:
                    formatter.write(f"\n{_settings(entry.lesson, experiment)}\n")


@click.command("train", cls=TrainCommand)
@click.argument("lesson")
@click.option("--experiment", "experiment_id", help="Which experiment; the lesson's first if not.")
@click.option(
    "--set",
    "assignments",
    multiple=True,
    metavar="NAME=VALUE",
    help="Set a setting; again for the next.",
)
@click.option(
    "--data",
    "data",
    metavar="PATH",
    help="Train on your own data: a folder of pictures for each class, a CSV, text or npz file.",
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Another seed than the lesson's.")
@click.option("--test", "open_test", is_flag=True, help="Evaluate the test set once, at the end.")
@click.option(
    "--second-look",
    "second_look",
    is_flag=True,
    help="Try what curves can't tell: go on unseen, and train a wider network beside it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(  # noqa: PLR0913  click passes each option by itself
    lesson: str,
    experiment_id: str | None,
    assignments: tuple[str, ...],
    data: str | None,
    seed: int | None,
    *,
    open_test: bool,
    second_look: bool,
    as_json: bool,
) -> int:
    """Train an experiment of LESSON and say what came out.

    `tutor train LESSON --help` lists the settings of that lesson, with their defaults and what is
    allowed; `tutor lessons` lists the lessons; `tutor data PATH` shows what your own data are.

    Exit status: 0 when the run ended, goal reached or not; 1 when it failed or the data cannot be
    had; 2 for wrong usage; 130 after Ctrl-C.
    """
    from msgspec.structs import replace

    from tutor.cli import train_data
    from tutor.cli.lessons import find_lesson
    from tutor.course.plan import order as plan
    from tutor.lab.settings import SettingError, parse

    began = time.perf_counter()
    _entry, found = find_lesson(lesson)
    experiment = _experiment(found, experiment_id)
    try:
        chosen = dict(parse(text, experiment.offered) for text in assignments)
        own = None if data is None else train_data.own_card(data, experiment)
        order = plan(found.id, experiment, chosen, seed=seed, open_test=open_test, own=own)
        order = replace(order, second_look=second_look)
    except SettingError as error:
        listed = _remedy(assignments, found, experiment)
        raise click.UsageError(f"{error}\n{listed}") from error
    _provide(own, experiment, as_json=as_json)
    return _run(order, experiment, began, as_json=as_json)


def _provide(own: Card | None, experiment: Experiment, *, as_json: bool) -> None:
    """Have the experiment's data here, or say what the learner's own are."""
    from tutor.cli import train_data
    from tutor.datasets.registry import CARDS

    if own is None:
        train_data.require(CARDS[experiment.dataset], may_ask=not as_json)
    elif not as_json:
        click.echo(train_data.own_text(own, page_width()) + "\n")


def _remedy(assignments: tuple[str, ...], lesson: Lesson, experiment: Experiment) -> str:
    """Where all settings are listed; the list itself where a name is unknown."""
    names = [text.partition("=")[0].strip() for text in assignments if "=" in text]
    known = len(names) == len(assignments) and set(names) <= set(experiment.offered)
    if known:
        return f"All settings: tutor train {lesson.id} --help"
    return "\n" + _settings(lesson, experiment)


def _settings(lesson: Lesson, experiment: Experiment) -> str:
    """What can be set in an experiment, with a heading."""
    from tutor.cli.lesson_page import settings_table

    heading = f"Settings of {lesson.id}, experiment {experiment.id}:"
    return "\n".join([heading, *settings_table(experiment, page_width())])


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
    ticker = Ticker(shown=not as_json and sys.stderr.isatty())
    try:
        worker = Worker()
        trial = train(worker, order, ticker)
    except WorkerError as error:
        raise click.ClickException(str(error)) from error
    except Interrupted as stop:
        trial, interrupted = stop.trial, True
    finally:
        ticker.close()
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

    goal = experiment.goal_on(order.dataset)
    if not as_json:
        click.echo(run_text(trial.record, order, goal, page_width()))
        return
    ready = worker.ready if isinstance(worker, Worker) else None
    result = run_object(trial.record, order, goal, ready, total=seconds)
    click.echo(json.dumps(result))


class Ticker:
    """One line on standard error that follows the training, where that is a terminal."""

    def __init__(self, *, shown: bool) -> None:
        """Write the line where it is to be `shown`."""
        self._shown = shown
        self._write("Starting TensorFlow ...")

    def __call__(self, trial: Trial) -> None:
        """Say where the training is."""
        self._write("" if trial.settled else progress(trial.record))

    def close(self) -> None:
        """Take the line away."""
        self._write("")

    def _write(self, line: str) -> None:
        """Put `line` in place of the last one, with nothing but spaces and carriage returns."""
        if self._shown:
            width = max(shutil.get_terminal_size().columns - 1, 1)
            end = "" if line else "\r"
            click.echo(f"\r{line[:width]:<{width}}{end}", nl=False, err=True)


def progress(record: Record) -> str:
    """The epoch under way and what the last whole one reached, in one line."""
    if record.started is None:
        return "Building the network ..."
    if record.looking:
        from tutor.lab.text.looking import looking

        return f"Second look: {looking(record)}"
    done, asked = record.history.epochs, record.started.epochs
    step = record.step
    inside = f" ({100 * step.step // step.steps} %)" if step is not None and step.steps else ""
    if done >= asked:
        return f"Epoch {asked} of {asked} is done"
    line = f"In epoch {done + 1} of {asked}{inside}"
    last = record.history.last()
    loss, accuracy = last.get("val_loss"), last.get("val_accuracy")
    if loss is None or accuracy is None:
        return line
    return f"{line}; validation after {done}: loss {loss:.3g}, accuracy {100 * accuracy:.1f} %"
