"""`tutor compare`: two to six runs beside each other, as the screen shows them."""

from __future__ import annotations

import click

from tutor.cli.run_names import named, refuse
from tutor.lab.text.layout import page_width

_MOST = 6


@click.command("compare")
@click.argument("runs", nargs=-1, required=True, metavar="RUN RUN...")
@click.option("--train", is_flag=True, help="Draw the training curves too, dashed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(runs: tuple[str, ...], *, train: bool, as_json: bool) -> None:
    """Show runs beside each other: curves, settings that differ, what came out, chance.

    A RUN is its id, a part of it that no other run has, or `last`.
    """
    from tutor.lab.run import RunError
    from tutor.ui.beside import beside, read

    ids = list(dict.fromkeys(named(name).id for name in runs))
    if not 2 <= len(ids) <= _MOST:
        refuse(f"Two to {_MOST} different runs can be compared, not {len(ids)}.")
    try:
        found = [read(named(name)) for name in ids]
    except RunError as error:
        raise click.ClickException(str(error)) from error
    from tutor.ui.session import Session

    session = Session()
    shown = beside(session, found)
    session.progress.close()
    if as_json:
        import json

        told = {"runs": shown.objects(), "chance": shown.verdicts()}
        click.echo(json.dumps(told))
        return
    click.echo(page(shown, page_width(), train=train))


def page(beside: object, width: int, *, train: bool) -> str:
    """Curves and table as text, in ASCII where the terminal shows no more."""
    import sys

    from tutor.lab.text.glyphs import legible, shows_unicode
    from tutor.lab.text.overlay import overlaid
    from tutor.ui.beside import Beside

    assert isinstance(beside, Beside)
    braille = shows_unicode(sys.stdout)
    charts = [
        overlaid(overlay, max(width, 30), 14, braille=braille)
        for overlay in beside.overlays(train=train)
    ]
    rows = [row for chart in charts for row in (*chart, [])] + beside.rows(width)
    return legible("\n".join("".join(text for text, _ in row).rstrip() for row in rows), sys.stdout)
