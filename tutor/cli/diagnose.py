"""`tutor diagnose`: what the log of a training made anywhere means."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tutor.lab.text.card import card
from tutor.lab.text.layout import page_width, paragraph

if TYPE_CHECKING:
    from tutor.diagnosis.history import History


@click.command("diagnose")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(file: Path, *, as_json: bool) -> int:
    """Say what the training log in FILE means, and what to change.

    FILE is a CSV as Keras's CSVLogger writes it, or JSON of `history.history`. It needs a loss;
    with val_loss, accuracy and val_accuracy more can be told. Epochs are named by the numbers that
    the file has in its column `epoch`; without one they count from 1.
    """
    from tutor.lab.logs import LogError, read_history
    from tutor.lab.report import diagnosis_object

    try:
        history = read_history(file)
    except LogError as error:
        raise click.ClickException(str(error)) from error
    from tutor.diagnosis.judge import diagnose

    diagnosis = diagnose(history)
    if as_json:
        click.echo(json.dumps(diagnosis_object(diagnosis)))
        return 0
    click.echo(paragraph(_read(file, history), page_width()) + "\n")
    click.echo(card(diagnosis, page_width()))
    return 0


def _read(file: Path, history: History) -> str:
    """What was read: how many epochs of what, and how they are numbered where not from 1."""
    from tutor.lab.log_columns import KNOWN, printable

    epochs = f"{history.epochs:,} epoch{'' if history.epochs == 1 else 's'}"
    columns = ", ".join(name for name in KNOWN if name in history.metrics)
    text = f"{printable(file.name)}: {epochs} of {columns}"
    return text if history.first else f"{text}; epochs are numbered from 0, as in the file"
