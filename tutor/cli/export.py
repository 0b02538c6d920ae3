"""`tutor export`: a run as a script, a notebook, a table, pictures and its model."""

from __future__ import annotations

from pathlib import Path

import click

from tutor.cli.run_names import named


@click.command("export")
@click.argument("run")
@click.option(
    "--to", "folder", required=True, metavar="FOLDER", help="Where to; made where it is missing.",
    type=click.Path(file_okay=False, path_type=Path),
)  # fmt: skip
@click.option("--script", is_flag=True, help="A plain Keras script that repeats the run: run.py")
@click.option("--notebook", is_flag=True, help="The same as a Jupyter notebook: run.ipynb")
@click.option("--history", is_flag=True, help="As Keras's CSVLogger writes it: history.csv")
@click.option("--plots", is_flag=True, help="The curves: curves.svg, curves.png")
@click.option("--model", is_flag=True, help="The trained network: model.keras")
@click.option("--force", is_flag=True, help="Overwrite files of the same names.")
def command(run: str, folder: Path, *, force: bool, **kinds: bool) -> None:
    """Write RUN into a folder: all of it, or what is named.

    RUN is an id, a part of it that no other run has, or `last`.

    Exit status: 0 when all was written; 1 when something could not be; 2 for a wrong name.
    """
    from tutor.lab.export.export import KINDS, export
    from tutor.lab.export.script import ExportError

    wanted = [kind for kind in KINDS if kinds.get(kind)] or list(KINDS)
    try:
        done = export(named(run), folder, wanted, force=force)
    except ExportError as error:
        hint = " Give --force to overwrite." if "already" in str(error) else ""
        raise click.ClickException(f"{error}{hint}") from error
    for path in done.files:
        click.echo(f"wrote {path}")
    for sentence in done.left:
        click.echo(sentence, err=True)
    if done.left:
        click.get_current_context().exit(1)
