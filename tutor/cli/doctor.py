"""`tutor doctor`: what this machine has and lacks, one line for each thing looked at."""

from __future__ import annotations

import json
import locale
import sys
from typing import TYPE_CHECKING

import click

from tutor.lab.text.layout import page_width, paragraph

if TYPE_CHECKING:
    from tutor.cli.checkup import Check

_MARKS = {"ok": "✓", "warning": "!", "missing": "✗"}
_ASCII_MARKS = {"ok": "ok", "warning": "!", "missing": "NO"}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(*, as_json: bool) -> int:
    """Look at Python, TensorFlow, the terminal, the folders and your progress.

    Exit status: 0 when all that is needed is there, 1 when something is missing.
    """
    from tutor.cli.checkup import every_check, speaks_unicode

    fancy = speaks_unicode(sys.stdout.encoding, locale.getencoding())
    width = page_width() if sys.stdout.isatty() else None
    seen: list[Check] = []
    for check in every_check():
        seen.append(check)
        if not as_json:
            click.echo(line(check, width, fancy=fancy))
    missing = [check.name for check in seen if check.state == "missing"]
    if as_json:
        click.echo(json.dumps({"ok": not missing, "checks": [_object(check) for check in seen]}))
    elif missing:
        click.echo(f"Needed, but not there: {', '.join(missing)}.")
    return 1 if missing else 0


def line(check: Check, width: int | None, *, fancy: bool) -> str:
    """One check as people read it.

    Args:
        check: what was found.
        width: of the terminal, at which the text goes on in a next line; None for one line.
        fancy: whether other characters than ASCII's can be shown.
    """
    mark = _MARKS[check.state] if fancy else f"{_ASCII_MARKS[check.state]:2}"
    head = f"{mark} {check.name:<14} "
    text = head + check.text if width is None else paragraph(check.text, width, head)
    return text if fancy else text.encode("ascii", "backslashreplace").decode()


def _object(check: Check) -> dict[str, object]:
    return {
        "name": check.name,
        "state": check.state,
        "text": check.text,
        "facts": dict(check.facts),
    }
