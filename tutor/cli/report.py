"""`tutor report`: what was learned and trained, as one HTML file or as Markdown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tutor.store.report.gathered import Report


@click.command("report")
@click.option(
    "--to", "path", metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    help="Where to; `-` prints it. Else tutor-report.html or tutor-report.md.",
)  # fmt: skip
@click.option("--markdown", is_flag=True, help="Write Markdown in place of HTML.")
@click.option("--name", default="", help="Your name, to stand on it.")
@click.option("--force", is_flag=True, help="Overwrite a file of the same name.")
def command(path: Path | None, *, markdown: bool, name: str, force: bool) -> int:
    """Write a report: lessons, best runs with their curves, final quiz and notes.

    The HTML is one file that needs nothing else, to be kept, printed or sent.

    Exit status: 0 when it was written; 1 when it could not be.
    """
    from tutor import paths
    from tutor.course.catalog import Catalog
    from tutor.store.database import ProgressError
    from tutor.store.progress import Progress
    from tutor.store.report.gathered import gather

    with Progress.open() as progress:
        if progress.notice:
            click.echo(progress.notice, err=True)
        try:
            found = gather(Catalog.load(paths.lessons()), progress, name)
        except ProgressError as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            raise click.ClickException(f"The runs cannot be read: {error}.") from error
    text = _written(found, markdown=markdown)
    if path is not None and str(path) == "-":
        sys.stdout.buffer.write(text.encode())
        return 0
    path = path or Path("tutor-report.md" if markdown else "tutor-report.html")
    try:
        with path.open("w" if force else "x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        hint = "give --force to overwrite it, or --to FILE"
        raise click.ClickException(f"{path} is there already; {hint}.") from error
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}.") from error
    click.echo(f"wrote {path}")
    return 0


def _written(report: Report, *, markdown: bool) -> str:
    """The report in the form that is wanted; the other's libraries are not loaded."""
    if markdown:
        from tutor.store.report.markdown import markdown as as_text
    else:
        from tutor.store.report.html import html as as_text
    return as_text(report)
