"""What commands say to people and ask them."""

from __future__ import annotations

import sys

import click

from tutor.lab.text.glyphs import legible


def say(text: str) -> None:
    """Print a text; in ASCII where nothing else can be shown."""
    click.echo(legible(text, sys.stdout))


def confirm(question: str) -> None:
    """Go on only if the answer is yes.

    Raises:
        click.Abort: it is not.
        click.UsageError: nobody is there to answer.
    """
    try:
        agreed = click.confirm(question)
    except click.Abort as no_answer:
        if sys.stdin is not None and sys.stdin.isatty():
            raise
        raise click.UsageError("Nobody can be asked here; --yes goes on unasked.") from no_answer
    if not agreed:
        raise click.Abort
