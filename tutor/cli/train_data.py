"""The data of `tutor train`: the learner's own, and those that must be fetched first."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tutor.lab.text.layout import labelled

if TYPE_CHECKING:
    from tutor.course.lesson import Experiment
    from tutor.datasets.registry import Card


def own_card(path: str, experiment: Experiment) -> Card:
    """The card of the data at a path, which an experiment can learn from.

    Raises:
        click.UsageError: no order could name the path, or the data don't fit the experiment.
        click.ClickException: the data cannot be used; the sentence says why.
    """
    from tutor.course.own import misfit
    from tutor.datasets.own_data import survey
    from tutor.datasets.own_files import quoted
    from tutor.datasets.registry import DataError

    try:
        path.encode()
    except UnicodeEncodeError as error:
        raise click.UsageError(f"--data: the name {quoted(path)} is not in UTF-8.") from error
    try:
        card = survey(path)
    except DataError as error:
        raise click.ClickException(str(error)) from error
    reason = misfit(experiment, card)
    if reason:
        raise click.UsageError(reason)
    return card


def own_text(card: Card, width: int) -> str:
    """What is used of the learner's data, and what was changed or left out, for people."""
    sizes = f"{card.train:,} to train, {card.validation:,} to validate, {card.test:,} to test"
    rows = [
        ("data", f"{card.source}: {card.about.removeprefix('Your own data: ')}"),
        ("sets", sizes),
    ]
    rows += [("made", card.made)] if card.made else []
    return "\n".join(["Your own data in place of the lesson's", *labelled(rows, width)])


def require(card: Card, *, may_ask: bool) -> None:
    """See to it that the data of an experiment are on this machine.

    Args:
        card: of the data.
        may_ask: whether a person can be asked to have them fetched now.

    Raises:
        click.ClickException: they are not; the sentences say how to get them.
    """
    if not card.download:
        return
    from tutor.cli.data import fetch, offer
    from tutor.datasets.downloads import missing

    size = missing(card.name)
    if not size:
        return
    if may_ask and sys.stdin.isatty() and sys.stdout.isatty():
        click.echo("\n".join(offer(card, size)))
        if click.confirm("This lesson needs it. Fetch it now?"):
            fetch(card.name, size)
            return
        raise click.ClickException(f"Nothing was fetched. Later: tutor data fetch {card.name}")
    raise click.ClickException(
        "\n".join(
            [
                f"This lesson's data, {card.name}, are not on this machine yet.",
                *offer(card, size),
                f"Fetch them with: tutor data fetch {card.name}",
            ]
        )
    )
