"""`tutor runs`: every run there is, the oldest first."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tutor.store.runs import RunRow

_HEADINGS = ("run", "lesson", "epochs", "accuracy", "ended", "diagnosis")
_LESSON = _HEADINGS.index("lesson")
_SHORTEST_LESSON = 10
_GAP = "  "


@click.command("runs")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object a run.")
def command(*, as_json: bool) -> None:
    """List all runs, the oldest first: those that ended and those that go on."""
    from tutor import paths
    from tutor.lab.run import all_runs
    from tutor.store.runs import status

    try:
        rows = [status(run) for run in all_runs()]
    except OSError as error:
        raise click.ClickException(f"{paths.runs()} cannot be read: {error.strerror}.") from error
    if as_json:
        import json

        click.echo(json.dumps([run_object(row) for row in rows]))
        return
    readable = [row for row in rows if not row.problem]
    if readable:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo("\n".join(table(readable, width)))
    elif not rows:
        click.echo("There are no runs yet. Train one: tutor train LESSON")
    for row in rows:
        if row.problem:
            click.echo(_printable(f"{row.run} cannot be shown. {row.problem}"))


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
        "seed": row.seed,
        "at": row.at,
        "problem": row.problem or None,
    }


def table(rows: list[RunRow], width: int | None = None) -> list[str]:
    """The lines of a table with a heading, in ASCII.

    Args:
        rows: what to show, at least one.
        width: columns of the terminal, into which lessons' names are cut; None for any.
    """
    cells = [_HEADINGS, *(_cells(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    if width is not None:
        surplus = sum(widths) + len(_GAP) * (len(widths) - 1) - width
        widths[_LESSON] = max(
            widths[_LESSON] - max(surplus, 0), min(_SHORTEST_LESSON, widths[_LESSON])
        )
    return [
        _GAP.join(cell[:size].ljust(size) for cell, size in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]


def _cells(row: RunRow) -> tuple[str, ...]:
    name = next((name for name in ("val_accuracy", "accuracy") if name in row.metrics), None)
    return (
        row.run,
        _printable(row.lesson),
        f"{row.epochs}/{row.asked}",
        "-" if name is None else f"{row.metrics[name]:.2%}",
        _printable(row.ended or "running"),
        _printable(row.diagnosis or "-"),
    )


def _printable(text: str) -> str:
    """`text` without what could move the cursor: a run's files may come from elsewhere."""
    return "".join(character if character.isprintable() else "?" for character in text)
