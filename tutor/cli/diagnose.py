"""`tutor diagnose`: what the log of a training made anywhere means."""

from __future__ import annotations

import json
import shutil
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tutor.diagnosis.verdict import Diagnosis, Finding

_WIDEST = 100
_INDENT = "  "


@click.command("diagnose")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(file: Path, *, as_json: bool) -> int:
    """Say what the training log in FILE means, and what to change.

    FILE is a CSV as Keras's CSVLogger writes it, or JSON of `history.history`. It needs a loss;
    with val_loss, accuracy and val_accuracy more can be told.
    """
    from tutor.lab.log_columns import KNOWN, printable
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
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    epochs = f"{history.epochs:,} epoch{'' if history.epochs == 1 else 's'}"
    read = ", ".join(name for name in KNOWN if name in history.metrics)
    click.echo(f"{printable(file.name)}: {epochs} of {read}\n")
    click.echo(card(diagnosis, width))
    return 0


def card(diagnosis: Diagnosis, width: int) -> str:
    """A diagnosis for people, in lines of at most `width` columns."""
    primary, *others = diagnosis.findings
    parts = [
        _heading(primary),
        _paragraph(primary.evidence, width),
        _paragraph(f"Try: {primary.remedy}", width),
    ]
    if primary.doubt:
        parts.append(_paragraph(f"What would change this: {primary.doubt}", width))
    for finding in others:
        parts += ["", f"Also: {_heading(finding)}", _paragraph(finding.evidence, width)]
        parts.append(_paragraph(f"Try: {finding.remedy}", width))
    return "\n".join(parts)


def _heading(finding: Finding) -> str:
    words = finding.name.replace("_", " ").capitalize()
    return f"{words} ({round(100 * finding.confidence)} % sure)"


def _paragraph(text: str, width: int) -> str:
    """`text` in lines, a number and its percent sign on one."""
    lines = textwrap.fill(
        text.replace(" %", "\0%"), max(width, 20), initial_indent=_INDENT,
        subsequent_indent=_INDENT * 2,
    )  # fmt: skip
    return lines.replace("\0", " ")
