"""`tutor progress`: all that is kept of a learner, to a file and from one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tutor.store.progress import Progress

_WORDS: Mapping[str, tuple[str, str]] = {
    "attempts": ("answer", "answers"),
    "hints": ("question with hints", "questions with hints"),
    "halfway": ("answer half given", "answers half given"),
    "positions": ("place in a lesson", "places in lessons"),
    "completed": ("lesson done", "lessons done"),
    "cards": ("card for review", "cards for review"),
    "notes": ("note", "notes"),
    "bookmarks": ("bookmark", "bookmarks"),
    "finals": ("final quiz", "final quizzes"),
    "runs": ("run's outcome", "runs' outcomes"),
    "favourites": ("favourite", "favourites"),
    "set_aside": ("reset lesson", "reset lessons"),
}
"""What a row of each table is called: one, several."""


@click.group("progress")
def command() -> None:
    """Write your progress to a file, or merge such a file into it.

    Answers, hints, places, lessons done, cards for review, notes, bookmarks, final quizzes and what
    came of runs go along. The runs themselves, their networks and curves, do not: they are the
    folder `runs`.
    """


@command.command("export")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Overwrite FILE.")
def export_progress(file: Path, *, force: bool) -> None:
    """Write all progress to FILE.

    It is JSON that `tutor progress import` reads.

    Exit status: 0 when it was written; 1 when it could not be, or there is none.
    """
    from tutor.store.database import ProgressError
    from tutor.store.progress import Progress
    from tutor.store.transfer import TransferError

    with Progress.open() as progress:
        _tell_notice(progress)
        try:
            counts = progress.transfer.write(file, force=force)
        except (TransferError, ProgressError) as error:
            hint = " Give --force to overwrite it." if "already" in str(error) else ""
            raise click.ClickException(f"{error}{hint}") from error
    click.echo(f"wrote {file}: {_listed(counts) or 'nothing is there yet'}")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_progress(file: Path) -> None:
    """Merge FILE into your progress; nothing is lost.

    FILE is what `tutor progress export` wrote.

    Answers of both are kept. Of a place, a card and a final quiz the later one counts; of two notes
    on one step all lines stay. Doing it twice changes nothing more.

    Exit status: 0 when it was taken in; 1 when the file cannot be read, or progress not written.
    """
    from tutor.store.database import ProgressError
    from tutor.store.progress import Progress
    from tutor.store.transfer import TransferError

    with Progress.open() as progress:
        if not progress.kept:
            raise click.ClickException(progress.notice)
        _tell_notice(progress)
        try:
            counts = progress.transfer.take_in(file)
        except (TransferError, ProgressError) as error:
            raise click.ClickException(str(error)) from error
    listed = _listed(counts)
    click.echo(f"taken in: {listed}" if listed else "All of it was here already.")


def _tell_notice(progress: Progress) -> None:
    if progress.notice:
        click.echo(progress.notice, err=True)


def _listed(counts: Mapping[str, int]) -> str:
    """How many of what, in the order of `_WORDS`; empty where there is nothing."""
    found = [(counts.get(name, 0), words) for name, words in _WORDS.items()]
    return ", ".join(f"{count:,} {words[count != 1]}" for count, words in found if count)
