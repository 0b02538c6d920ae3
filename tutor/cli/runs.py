"""`tutor runs`: every run there is, the oldest first."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tutor.lab.tasks import Headline
    from tutor.store.runs import RunRow

SORTS = ("date", "accuracy", "seconds", "parameters")
"""As in `tutor.store.listing`, which is imported when it is needed."""

_COLUMNS = ("run", "lesson", "experiment", "epochs", "figure", "goal", "diagnosis")
_SHORTEST = {"lesson": 10, "experiment": 0, "diagnosis": 9}
"""Columns that may be cut, in this order, and the least that stays of each; 0 leaves it out."""

_GAP = "  "
_CUT = ".."
_ENDS = {"early_stopped": "stopped early", "budget": "out of budget", "interrupted": "cut off"}
"""Why a run ended, where its name is none that people use."""


@click.command("runs")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object a run.")
@click.option(
    "--sort", "by", type=click.Choice(SORTS), help="The newest, best, quickest or smallest first."
)
@click.option("--find", "words", default="", metavar="WORDS", help="Only those with these words.")
def command(*, as_json: bool, by: str | None, words: str) -> None:
    """List all runs, the oldest first: those that ended and those that go on.

    WORDS stand in the lesson's name, the diagnosis or a setting, such as "overfitting units=32".
    """
    from tutor import paths
    from tutor.course.catalog import Catalog
    from tutor.lab.run import all_runs
    from tutor.store.best import aim_of
    from tutor.store.runs import status

    catalog = Catalog.load(paths.lessons())
    try:
        rows = [status(run, catalog.goal_reached) for run in all_runs()]
    except OSError as error:
        raise click.ClickException(f"{paths.runs()} cannot be read: {error.strerror}.") from error
    rows = _wanted(rows, by, words)
    if as_json:
        import json

        click.echo(json.dumps([run_object(row) for row in rows]))
        return
    readable = [row for row in rows if not row.problem]
    if readable:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        aims = {row.run: aim_of(catalog, [row]) for row in readable}
        click.echo("\n".join(table(readable, width, aims)))
    elif not rows and words:
        click.echo("No run has these words.")
    elif not rows:
        click.echo("There are no runs yet. Train one: tutor train LESSON")
    for row in rows:
        if row.problem:
            click.echo(_printable(f"{row.run} cannot be shown. {row.problem}"))


def _wanted(rows: list[RunRow], by: str | None, words: str) -> list[RunRow]:
    """Those that match, in the order asked for."""
    if by is None and not words:
        return rows
    from tutor.store.listing import in_order, matching

    found = matching(rows, words)
    return found if by is None else in_order(found, by)


def run_object(row: RunRow) -> dict[str, Any]:
    """One run as `--json` prints it; `problem` is null where its folder can be read."""
    from tutor.lab.numbers import encode_values

    return {
        "run": row.run,
        "lesson": row.lesson,
        "experiment": row.experiment,
        "epochs": row.epochs,
        "asked": row.asked,
        "ended": row.ended,
        "metrics": encode_values(row.metrics),
        "diagnosis": row.diagnosis,
        "goal_reached": row.goal_reached,
        "seed": row.seed,
        "at": row.at,
        "problem": row.problem or None,
    }


def table(
    rows: list[RunRow], width: int | None = None, aims: Mapping[str, str] | None = None
) -> list[str]:
    """The lines of a table with a heading, in ASCII.

    Beside the epochs stands why a run ended, unless it finished; under `goal`, whether the goal of
    its experiment was reached, which is open while it goes on. Where the figures of all runs are
    of one kind, their column is named after it; else each figure says what it is.

    Args:
        rows: what to show, at least one.
        width: columns of the terminal, into which names are cut and which may leave the experiment
            out; None for any.
        aims: by ids of runs, the metric that their goal is on, which is their figure then.
    """
    from tutor.lab.tasks import headline

    figures = [headline(row.metrics, (aims or {}).get(row.run, "")) for row in rows]
    kinds = {figure.word for figure in figures if figure is not None}
    kind = kinds.pop() if len(kinds) == 1 else ""
    headings = [kind if kind and name == "figure" else name for name in _COLUMNS]
    shown = [_shown(figure, named=not kind) for figure in figures]
    cells = [headings, *map(_cells, rows, shown)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for name, least in _SHORTEST.items():
        taken = [size for size in widths if size]
        surplus = 0 if width is None else sum(taken) + len(_GAP) * (len(taken) - 1) - width
        place = _COLUMNS.index(name)
        if surplus > 0:
            shorter = max(widths[place] - surplus, min(least, widths[place]))
            widths[place] = shorter if least else 0
    return [
        _GAP.join(
            _fitted(cell, size) for cell, size in zip(line, widths, strict=True) if size
        ).rstrip()
        for line in cells
    ]


def _fitted(cell: str, size: int) -> str:
    """A cell in `size` columns, with a mark where it is cut."""
    return cell.ljust(size) if len(cell) <= size else cell[: size - len(_CUT)] + _CUT


def _shown(figure: Headline | None, *, named: bool) -> str:
    """A figure; `named` where it says what it is."""
    if figure is None:
        return "-"
    value = f"{100 * figure.value:.1f} %" if figure.share else f"{figure.value:.3g}"
    return f"{figure.word} {value}" if named else value


def _cells(row: RunRow, shown: str) -> list[str]:
    """A run in columns, with its figure as it is `shown`."""
    from tutor.store.found import found

    why = _ENDS.get(row.ended or "running", row.ended or "running")
    ended = "" if row.ended == "finished" else f" {why}"
    return [
        row.run,
        _printable(row.lesson),
        _printable(row.experiment),
        _printable(f"{row.epochs}/{row.asked}{ended}"),
        shown,
        "-" if row.ended is None else "yes" if row.goal_reached else "no",
        _printable(found(row) or "-"),
    ]


def _printable(text: str) -> str:
    """`text` without what could move the cursor: a run's files may come from elsewhere."""
    return "".join(character if character.isprintable() else "?" for character in text)
