"""`tutor lessons`: the course at a glance, or one lesson with all that can be set in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from tutor.cli import refuse_name
from tutor.cli.people import say

if TYPE_CHECKING:
    from tutor.course.catalog import Catalog, Entry
    from tutor.course.lesson import Lesson


@click.command("lessons")
@click.argument("lesson", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON: a list of objects, or LESSON's.")
def command(lesson: str | None, *, as_json: bool) -> int:
    """List the lessons of the course in their order, or show what is in LESSON, an id or a number.

    Of one lesson: its objectives, its experiments with their goals, and every setting with its
    default and what is allowed.
    """
    from tutor import paths
    from tutor.course.catalog import Catalog

    if lesson is not None:
        return _one(lesson, as_json=as_json)
    catalog = Catalog.load(paths.lessons())
    for problem in catalog.problems:
        click.echo(str(problem), err=True)
    if as_json:
        click.echo(json.dumps([entry_object(entry) for entry in catalog.entries], indent=2))
    else:
        say(listing(catalog))
    return 0


def _one(name: str, *, as_json: bool) -> int:
    from tutor.cli.lesson_page import experiment_object, page
    from tutor.lab.text.layout import page_width

    entry, lesson = find_lesson(name)
    if as_json:
        details = [experiment_object(experiment) for experiment in lesson.experiments]
        click.echo(json.dumps({**entry_object(entry), "details": details}, indent=2))
    else:
        say(page(lesson, page_width()))
    return 0


def find_lesson(name: str) -> tuple[Entry, Lesson]:
    """The lesson of this id or number.

    Raises:
        click.UsageError: there is none; the nearest ids are offered.
        click.ClickException: it is broken; the problems are told.
    """
    from tutor import paths
    from tutor.course.catalog import Catalog

    entry = entry_named(Catalog.load(paths.lessons()), name)
    if entry.lesson is None:
        raise click.ClickException("\n".join(str(problem) for problem in entry.problems))
    return entry, entry.lesson


def entry_named(catalog: Catalog, name: str) -> Entry:
    """The lesson of this id or number, broken or not.

    Raises:
        click.UsageError: there is none; the nearest ids are offered.
    """
    entry = catalog.named(name)
    if entry is None:
        refuse_name("lesson", name, catalog.ids)
    return entry


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
    if not catalog.entries:
        return "\n".join([*lines, "There are no lessons here."])
    return "\n".join([*lines, "", "What is in one, and what can be set: tutor lessons LESSON"])
