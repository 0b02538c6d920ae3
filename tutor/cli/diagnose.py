"""`tutor diagnose`: what the log of a training made anywhere means."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tutor.lab.text.card import card
from tutor.lab.text.glyphs import plain, shows_unicode
from tutor.lab.text.layout import page_width, paragraph

if TYPE_CHECKING:
    from tutor.diagnosis.verdict import Diagnosis
    from tutor.lab.logs import Log

_COLOURS: dict[str, dict[str, Any]] = {
    "title": {"bold": True},
    "axis": {"dim": True},
    "train": {"fg": "cyan"},
    "validation": {"fg": "yellow"},
    "band": {"fg": "yellow", "dim": True},
    "mark": {"fg": "magenta"},
}
"""How each part of the chart looks where there is colour."""


@click.command("diagnose")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--no-chart", is_flag=True, help="Leave the chart of the losses out.")
def command(file: Path, *, as_json: bool, no_chart: bool) -> int:
    """Say what the training log in FILE means, and what to change.

    FILE is a CSV as Keras's CSVLogger or PyTorch Lightning's writes it, JSON of `history.history`
    or Hugging Face's trainer_state.json, a text that a training printed (`Epoch 3: loss: 0.41`), a
    TensorBoard event file, or a folder of such. It needs a loss; with val_loss, accuracy and
    val_accuracy more can be told. Epochs are named by the numbers that the file has in its column
    `epoch`; without one they count from 1.

    The chart shows training and validation loss. Shaded is what validation loss wobbles by from
    epoch to epoch, two standard deviations to each side.
    """
    from tutor.lab.logs import LogError, read_log
    from tutor.lab.report import diagnosis_object

    try:
        log = read_log(file)
    except LogError as error:
        raise click.ClickException(str(error)) from error
    from tutor.diagnosis.judge import diagnose

    diagnosis = diagnose(log.history)
    if as_json:
        click.echo(json.dumps(diagnosis_object(diagnosis)))
        return 0
    unicode = shows_unicode(sys.stdout)
    width = page_width()
    parts = [paragraph(_read(file, log), width)]
    if not no_chart:
        parts.append(_chart(log, diagnosis, width, unicode=unicode))
    parts.append(card(diagnosis, width))
    text = "\n\n".join(parts)
    click.echo(text if unicode else plain(text))
    return 0


def _read(file: Path, log: Log) -> str:
    """What was read: how many epochs of what, how they are numbered where not from 1, the notes."""
    from tutor.lab.logs.names import KNOWN
    from tutor.lab.logs.problem import printable

    history = log.history
    epochs = f"{history.epochs:,} epoch{'' if history.epochs == 1 else 's'}"
    columns = ", ".join(name for name in KNOWN if name in history.metrics)
    text = f"{printable(file.name or str(file))}: {epochs} of {columns}"
    if not history.first:
        text += "; epochs are numbered from 0, as in the file"
    return " ".join([f"{text}." if log.notes else text, *log.notes])


def _chart(log: Log, diagnosis: Diagnosis, width: int, *, unicode: bool) -> str:
    """The chart of the losses, coloured where the terminal shows colours and they are wanted."""
    from tutor.lab.text.curves import curves

    rows = curves(log.history, diagnosis, width, braille=unicode)
    if not _colours():
        return "\n".join("".join(text for text, _ in row).rstrip() for row in rows)
    return "\n".join(
        "".join(click.style(text, **_COLOURS[name]) if name else text for text, name in row)
        for row in rows
    )


def _colours() -> bool:
    """Whether standard output is a terminal that shows colours, and nobody asked for none."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and sys.stdout.isatty()
