"""`tutor notes`: the learner's notes and bookmarks as Markdown."""

from __future__ import annotations

import json

import click

from tutor.cli.people import say


@click.command("notes")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object a step.")
def command(*, as_json: bool) -> None:
    """Print all notes and bookmarks as Markdown, by lesson and step.

    Notes on steps that are no longer in the course come under their old titles.
    """
    from tutor import paths
    from tutor.course.catalog import Catalog
    from tutor.store.database import ProgressError
    from tutor.store.progress import Progress
    from tutor.store.remarks import as_markdown, as_objects, remarks

    with Progress.open() as progress:
        if progress.notice:
            click.echo(progress.notice, err=True)
        try:
            found = remarks(Catalog.load(paths.lessons()), progress.notes)
        except ProgressError as error:
            raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps(as_objects(found), indent=2, ensure_ascii=False))
    elif found:
        say(as_markdown(found))
    else:
        click.echo("There are no notes yet. In a lesson on the screen, m writes one.")
