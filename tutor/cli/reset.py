"""`tutor reset`: a lesson begun again, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tutor.cli.lessons import entry_named
from tutor.cli.people import confirm

if TYPE_CHECKING:
    from tutor.store.progress import Progress


@click.command("reset")
@click.argument("lesson", required=False)
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.option("--undo", is_flag=True, help="Undo the reset of LESSON, or the last one.")
def command(lesson: str | None, *, yes: bool, undo: bool) -> None:
    """Forget what you did in LESSON; until you answer in it again, --undo brings it back.

    Forgotten are your answers, hints and place in it, that it is done, and what of it comes back in
    review. Runs, notes and bookmarks stay.

    Exit status: 0 when that is done or there was nothing to forget; 1 when it could not be kept, or
    there is nothing to undo; 2 for a wrong name.
    """
    from tutor import paths
    from tutor.course.catalog import Catalog
    from tutor.store.database import ProgressError
    from tutor.store.progress import Progress

    if lesson is not None:
        lesson = entry_named(Catalog.load(paths.lessons()), lesson).id
    elif not undo:
        raise click.UsageError("Which lesson? `tutor lessons` lists them.")
    with Progress.open() as progress:
        if not progress.kept:
            raise click.ClickException(progress.notice)
        if progress.notice:
            click.echo(progress.notice, err=True)
        try:
            told = _undo(progress, lesson) if undo else _reset(progress, lesson or "", yes=yes)
        except ProgressError as error:
            raise click.ClickException(str(error)) from error
    click.echo(told)


def _reset(progress: Progress, lesson: str, *, yes: bool) -> str:
    """Forget a lesson, once that is confirmed; what to say."""
    if not progress.resets.anything(lesson):
        return f"There is nothing to forget of {lesson}."
    if not yes:
        confirm(f"Forget what you did in {lesson}?")
    progress.resets.reset(lesson)
    return f"{lesson} is reset. Until you answer in it, this undoes it: tutor reset --undo {lesson}"


def _undo(progress: Progress, lesson: str | None) -> str:
    """Undo the reset of a lesson, or the last one; what to say."""
    undoable = progress.resets.undoable()
    wanted = lesson or next(reversed(undoable), "")
    if wanted not in undoable or not progress.resets.undo(wanted):
        of = f" of {lesson}" if lesson else ""
        raise click.ClickException(f"There is no reset{of} to undo: it is undone, or answered in.")
    return f"{wanted} is as it was."
