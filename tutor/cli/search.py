"""`tutor search`: words in the lessons' texts, questions and terms."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from tutor.cli.people import say

if TYPE_CHECKING:
    from tutor.course.excerpt import Marks
    from tutor.course.search import Hit

_PIPED = 100
"""Cells of a line where there is no terminal."""


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--most", default=10, show_default=True, type=click.IntRange(1, 1000),
              help="How many places to print.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list, one object a place.")
def command(words: tuple[str, ...], *, most: int, as_json: bool) -> None:
    """Find WORDS in all lessons: titles, objectives, texts, questions, terms. The best come first.

    What matches is bold in a terminal, and between stars elsewhere. The beginning of a word is
    enough; a word that stands nowhere is taken for one that is spelt alike.
    """
    from tutor import paths
    from tutor.course.catalog import Catalog
    from tutor.course.glossary import Glossary
    from tutor.course.search import Index

    catalog = Catalog.load(paths.lessons())
    hits = Index(catalog.lessons, Glossary.of(catalog)).find(" ".join(words), most)
    if as_json:
        click.echo(json.dumps([hit_object(hit) for hit in hits], indent=2))
    elif hits:
        say("\n".join(line for hit in hits for line in lines(hit)))
    else:
        click.echo("Nothing in the course has these words.")


def hit_object(hit: Hit) -> dict[str, Any]:
    """A place as plain data; steps count from 1, `marks` are offsets in `text`."""
    return {
        "lesson": hit.lesson,
        "title": hit.title,
        "step": hit.step + 1,
        "kind": hit.kind,
        "heading": hit.heading,
        "text": hit.text,
        "marks": [list(mark) for mark in hit.marks],
    }


def lines(hit: Hit) -> list[str]:
    """Where it is, and the line of text with the match."""
    from tutor.course.excerpt import excerpt
    from tutor.lab.text.layout import INDENT, page_width

    terminal = sys.stdout.isatty()
    width = page_width() if terminal else _PIPED
    place = {"lesson": "", "step": f", step {hit.step + 1}", "term": ", term"}[hit.kind]
    heading = _marked(hit.heading, hit.heading_marks, terminal=terminal)
    line = _marked(*excerpt(hit.text, hit.marks, width - len(INDENT) - 4), terminal=terminal)
    return [f"{heading} ({hit.lesson}{place})", *([INDENT + line] if line else [])]


def _marked(text: str, marks: Marks, *, terminal: bool) -> str:
    """A line with its matches told apart, safe for a terminal."""
    from tutor.course.problem import visible

    parts, end = [], 0
    for start, stop in marks:
        found = visible(text[start:stop])
        parts += [visible(text[end:start])]
        parts += [click.style(found, bold=True, underline=True) if terminal else f"*{found}*"]
        end = stop
    return "".join([*parts, visible(text[end:])])
