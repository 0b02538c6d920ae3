"""`tutor look`: what the network of a run does, as text or JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tutor.cli import refuse_name
from tutor.cli.run_names import named
from tutor.lab.text.layout import page_width

if TYPE_CHECKING:
    from tutor.lab.inspection import Inspection
    from tutor.lab.run import Order, Run
    from tutor.lab.text.printed import Printed
    from tutor.lab.views.outcomes import Held


@click.command("look")
@click.argument("run")
@click.argument("view", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the view's data as one JSON object.")
@click.option(
    "--test", "open_test", is_flag=True, help="Open the test set, instead of the validation set."
)
def command(run: str, view: str | None, *, as_json: bool, open_test: bool) -> int:
    """Show what the network of RUN does.

    RUN is an id that `tutor runs` lists, a part of it that no other has, or `last`. VIEW is one of
    the views of its data, such as confusion-matrix or worst-mistakes; the first of them where none
    is named.

    The test set is looked at once, at the end: whatever you choose by what it says, it can't judge
    any more.
    """
    found = named(run)
    order = _order(found)
    name, printed = _printed(order, view)
    part: Held = "test" if open_test else "validation"
    inspection = _inspected(found, printed, part)
    if inspection.data is None:
        raise click.ClickException(inspection.problem)
    if as_json:
        click.echo(_json(found, name, inspection))
    else:
        click.echo(_text(order, name, printed, inspection, part))
    return 0


def _order(run: Run) -> Order:
    from tutor.lab.run import RunError

    try:
        return run.order()
    except RunError as error:
        raise click.ClickException(str(error)) from error


def _printed(order: Order, view: str | None) -> tuple[str, Printed]:
    """A view of the run, and how it is printed.

    Raises:
        click.ClickException: the run has no such view, or it is for the screen only.
        click.UsageError: there is no view of that name.
    """
    from tutor.lab.names import listed
    from tutor.lab.text.printed import PRINTED
    from tutor.lab.views.catalog import VIEWS, fitting

    fit = [one.name for one in fitting(order.network.inputs, order.dataset)]
    texts = [name for name in fit if name in PRINTED]
    if view is None and not texts:
        raise click.ClickException("This run has no view that can be printed.")
    name = view or texts[0]
    if name not in VIEWS:
        refuse_name("view", name, list(VIEWS))
    offer = f" It has {listed(texts)}." if texts else ""
    if name not in fit:
        raise click.ClickException(f"This run has no view {name!r}.{offer}")
    if name not in PRINTED:
        raise click.ClickException(
            f"The view {name!r} is for the screen: open the run there and press v.{offer}"
        )
    return name, PRINTED[name]


def _inspected(run: Run, printed: Printed, part: Held) -> Inspection:
    """The view's data, from the run's folder or from a worker that is started for it."""
    from tutor.lab.client import Worker, WorkerError
    from tutor.lab.inspection import Inspection

    inspection = Inspection(run, printed.query(part))
    if inspection.over:
        return inspection
    worker = None
    try:
        worker = Worker()
        inspection.wait(worker)
    except WorkerError as error:
        raise click.ClickException(str(error)) from error
    finally:
        if worker is not None:
            worker.close()
    return inspection


def _json(run: Run, name: str, inspection: Inspection) -> str:
    import msgspec

    told = {"run": run.id, "view": name, "data": inspection.data}
    return msgspec.json.encode(told).decode()


def _text(order: Order, name: str, printed: Printed, inspection: Inspection, part: Held) -> str:
    """The view for people, in ASCII where standard output shows nothing else."""
    from tutor.lab.text.glyphs import plain, shows_unicode
    from tutor.lab.text.outcome_words import opened_sentence
    from tutor.lab.views.catalog import VIEWS
    from tutor.lab.views.opened import others_opened

    unicode = shows_unicode(sys.stdout)
    rows = printed.rows(inspection.data, page_width(), "shades" if unicode else "letters")
    lines = ["".join(text for text, _ in row).rstrip() for row in rows]
    title = f"{VIEWS[name].title}: {order.lesson}, run {order.run}"
    opened = opened_sentence(others_opened(order)) if part == "test" else ""
    text = "\n".join([_printable(title), "", *lines, *(["", opened] if opened else [])])
    return text if unicode else plain(text)


def _printable(text: str) -> str:
    """`text` without what could move the cursor: a run's files may come from elsewhere."""
    return "".join(character if character.isprintable() else "?" for character in text)
