"""A run as it is named on the command line: its id, a part of it that no other has, or `last`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from tutor.lab.run import Run

LAST = "last"


def named(name: str) -> Run:  # noqa: RET503 - `refuse` never returns
    """The run that a person means.

    Raises:
        click.ClickException: there is none, there are several, or none can be read.
    """
    from tutor.lab.run import all_runs

    try:
        runs = all_runs()
    except OSError as error:
        raise click.ClickException(f"The runs cannot be read: {error.strerror}.") from error
    if not runs:
        refuse("There are no runs yet. Train one: tutor train LESSON")
    if name == LAST:
        return runs[-1]
    found = [run for run in runs if run.id == name] or [run for run in runs if name in run.id]
    if len(found) == 1:
        return found[0]
    if not found:
        refuse(f"There is no run {name!r}. `tutor runs` lists them.")
    some = ", ".join(run.id for run in found[:3])
    refuse(f"{len(found)} runs have {name!r} in their name, such as {some}. Give more of it.")


def refuse(sentence: str) -> NoReturn:
    """Answer a name that cannot be.

    Raises:
        click.UsageError: always.
    """
    raise click.UsageError(sentence)
