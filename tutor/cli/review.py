"""`tutor review`: spaced review on the screen, or how much of it is due."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tutor.course.catalog import Catalog
    from tutor.store.reviews import Outlook


@click.command("review")
@click.option("--due", "only_due", is_flag=True, help="Only print how many questions are due.")
@click.option("--json", "as_json", is_flag=True, help="Print that as one JSON object.")
@click.option(
    "--low-bandwidth", is_flag=True, envvar="TUTOR_LOW_BANDWIDTH",
    help="As `tutor learn --low-bandwidth`.",
)  # fmt: skip
@click.option("--pixels", is_flag=True, envvar="TUTOR_PIXELS", help="As `tutor learn --pixels`.")
def command(*, only_due: bool, as_json: bool, low_bandwidth: bool, pixels: bool) -> int:
    """Review the answered questions that are due, ten at most in a sitting.

    What you missed comes back after ten minutes, the rest after a day or two, then ever later.
    """
    if not (only_due or as_json):
        from tutor.cli.learn import open_screen

        return open_screen(at="review", low_bandwidth=low_bandwidth, pixels=pixels)
    from tutor import paths
    from tutor.course.catalog import Catalog
    from tutor.store.database import ProgressError
    from tutor.store.progress import Progress
    from tutor.store.reviews import Reviews

    catalog = Catalog.load(paths.lessons())
    with Progress.open() as progress:
        if progress.notice:
            click.echo(progress.notice, err=True)
        reviews = Reviews(catalog, progress)
        try:
            reviews.take_in()
            found = reviews.outlook()
        except ProgressError as error:
            raise click.ClickException(str(error)) from error
    told = json.dumps(outlook_object(found, catalog), indent=2)
    click.echo(told if as_json else "\n".join(lines(found, catalog, reviews.clock())))
    return 0


def outlook_object(found: Outlook, catalog: Catalog) -> dict[str, Any]:
    """What is due as plain data; `next_due` in seconds since 1970, null where nothing waits."""
    return {
        "due": len(found.due),
        "questions": found.questions,
        "next_due": found.upcoming[0] if found.upcoming else None,
        "lessons": [
            {"id": lesson, "title": title, "due": due}
            for lesson, title, due in _by_lesson(found, catalog)
        ],
    }


def lines(found: Outlook, catalog: Catalog, now: float) -> list[str]:
    """What is due, for people.

    Args:
        found: what waits.
        catalog: the course.
        now: seconds since 1970.
    """
    from tutor.course.problem import visible
    from tutor.course.review import waiting

    if not found.questions:
        return ["There is nothing to review yet: questions come back after you answer them."]
    are = "question is" if len(found.due) == 1 else "questions are"
    told = [f"{len(found.due)} {are} due, of {found.questions} that you have answered."]
    told += [f"{due:4}  {visible(title)}" for _, title, due in _by_lesson(found, catalog)]
    if found.upcoming:
        told.append(f"Next: {waiting(found.upcoming, now)}.")
    return [*told, "Review them: tutor review"] if found.due else told


def _by_lesson(found: Outlook, catalog: Catalog) -> list[tuple[str, str, int]]:
    """Id, title and count of each lesson with a question that is due, in the course's order."""
    counts = Counter(found.due)
    return [(one.id, one.title, counts[one.id]) for one in catalog.entries if counts[one.id]]
