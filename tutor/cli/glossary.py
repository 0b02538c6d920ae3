"""`tutor glossary`: the terms of the course with their meanings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from tutor.cli.people import say

if TYPE_CHECKING:
    from tutor.course.glossary import Term


@click.command("glossary")
@click.argument("term", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object a term.")
def command(term: str | None, *, as_json: bool) -> None:
    """Print all terms of the course with their meanings, or those that TERM can mean.

    TERM is a term, a part of one, or one that is spelt alike.
    """
    from tutor import paths
    from tutor.course.catalog import Catalog
    from tutor.course.glossary import Glossary

    glossary = Glossary.of(Catalog.load(paths.lessons()))
    found = glossary.terms if term is None else glossary.matching(term)
    if not found and term is not None and glossary.terms:
        raise click.UsageError(f"There is no term {term!r}. `tutor glossary` prints them all.")
    if as_json:
        click.echo(json.dumps([term_object(one) for one in found], indent=2))
    elif found:
        say("\n".join(page(found)))
    else:
        click.echo("The lessons of this course have no terms.")


def term_object(term: Term) -> dict[str, Any]:
    """A term as plain data."""
    return {
        "term": term.name, "meaning": term.meaning, "lesson": term.lesson, "title": term.title,
    }  # fmt: skip


def page(terms: list[Term]) -> list[str]:
    """Each term once with the lessons that use it, and below it what it means in them."""
    from tutor.course.problem import visible
    from tutor.lab.text.layout import INDENT, page_width, paragraph

    width = page_width()
    lines = []
    for name, meanings in _by_name(terms).items():
        lessons = visible(", ".join(lesson for one in meanings.values() for lesson in one))
        head = click.style(visible(name), bold=True)
        lines.append(f"{head} ({lessons})" if len(meanings) == 1 else head)
        for meaning, where in meanings.items():
            told = meaning if len(meanings) == 1 else f"{meaning} ({', '.join(where)})"
            lines.append(paragraph(visible(told), width, INDENT))
    return lines


def _by_name(terms: list[Term]) -> dict[str, dict[str, list[str]]]:
    """The lessons of each meaning of each term, in the order of the terms."""
    found: dict[str, dict[str, list[str]]] = {}
    names: dict[str, str] = {}
    for term in terms:
        name = names.setdefault(term.key, term.name)
        found.setdefault(name, {}).setdefault(term.meaning, []).append(term.lesson)
    return found
