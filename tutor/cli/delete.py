"""`tutor delete`: a run to the trash, and back."""

from __future__ import annotations

import click

from tutor.cli.people import confirm
from tutor.cli.run_names import named, refuse


@click.command("delete")
@click.argument("run", required=False)
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.option("--undo", is_flag=True, help="Bring RUN back, or the run that was deleted last.")
def command(run: str | None, *, yes: bool, undo: bool) -> None:
    """Delete RUN; for 30 days `tutor delete --undo` brings it back.

    RUN is an id, a part of it that no other run has, or `last`.
    """
    from tutor.store.trash import TrashError

    try:
        if undo:
            click.echo(_undo(run))
        elif run is None:
            refuse("Which run? `tutor runs` lists them.")
        else:
            _delete(run, yes=yes)
    except TrashError as error:
        raise click.ClickException(str(error)) from error


def _delete(name: str, *, yes: bool) -> None:
    from tutor.store import trash
    from tutor.store.database import ProgressError
    from tutor.store.progress import Progress

    found = named(name)
    if not yes:
        confirm(f"Delete run {found.id}?")
    trash.throw(found)
    with Progress.open() as progress:
        try:
            progress.runs.forget(found.id)
        except ProgressError as error:
            click.echo(str(error), err=True)
    click.echo(f"Deleted. For {trash.KEPT_DAYS} days this brings it back: "
               f"tutor delete --undo {found.id}")  # fmt: skip


def _undo(name: str | None) -> str:
    """Bring a run back; what to say."""
    from tutor.store import trash

    thrown = [run for run in trash.thrown() if name is None or name in run]
    if not thrown:
        raise trash.TrashError("There is no such run in the trash.")
    run = trash.restore(thrown[-1])
    trash.empty()
    return f"Run {run.id} is back."
