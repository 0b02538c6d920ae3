"""`tutor lessons`: the course at a glance."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tutor.course.catalog import Catalog, Entry


@click.command("lessons")
@click.option("--json", "as_json", is_flag=True, help="Print a list of objects.")
def command(*, as_json: bool) -> int:
    """List the lessons of the course in their order."""
    from tutor import paths
    from tutor.course.catalog import Catalog

    catalog = Catalog.load(paths.lessons())
    for problem in catalog.problems:
        click.echo(str(problem), err=True)
    if as_json:
        click.echo(json.dumps([entry_object(entry) for entry in catalog.entries], indent=2))
    else:
        click.echo(listing(catalog))
    return 0


def entry_object(entry: Entry) -> dict[str, Any]:
    """A lesson as plain data; of a broken one what could be read, and its problems."""
    front, lesson = entry.front, entry.lesson
    return {
        "id": entry.id,
        "title": entry.title,
        "minutes": front.minutes if front else None,
        "objectives": front.objectives if front else [],
        "requires": front.requires if front else [],
        "experiments": [one.id for one in lesson.experiments] if lesson else [],
        "path": str(entry.path),
        "open": lesson is not None,
        "problems": [str(problem) for problem in entry.problems if not problem.warning],
    }


def listing(catalog: Catalog) -> str:
    """The course for people: a line a lesson, under a broken one what is wrong."""
    from tutor.course.problem import visible

    width = max((len(visible(entry.id)) for entry in catalog.entries), default=0)
    lines = [visible(catalog.title)]
    for number, entry in enumerate(catalog.entries, 1):
        minutes = f"{entry.front.minutes:3} min" if entry.front else " " * 7
        title = visible(entry.title) if entry.lesson else f"(broken) {visible(entry.title)}"
        lines.append(f"{number:2}  {visible(entry.id):<{width}}  {minutes}  {title}")
        errors = [problem for problem in entry.problems if not problem.warning]
        lines += [f"    {problem}" for problem in errors]
    return "\n".join(lines if catalog.entries else [*lines, "There are no lessons here."])
