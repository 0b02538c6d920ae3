"""A report as one HTML file that needs nothing else: styles and plots stand in it."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from tutor.lab.export.chart import drawing
from tutor.lab.export.vector import svg
from tutor.store.report import markdown
from tutor.store.report.gathered import BestRun, Report

_TEMPLATE = "report.html.jinja"


def html(report: Report) -> str:
    """The whole report, one HTML file."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["words"] = markdown
    environment.filters |= {"plot": _plot, "prose": _prose, "inline": _inline}
    return environment.get_template(_TEMPLATE).render(report=report)


def _plot(best: BestRun) -> Markup:
    """The curves of a run as SVG; empty where they are gone."""
    if not best.record.history.epochs:
        return Markup()
    # What it holds is escaped where it is made.
    return Markup(svg(drawing(best.record.history, best.figure)))


def _prose(text: str) -> Markup:
    """A note's Markdown, its lines kept; HTML in it stays text, and pictures are left out."""
    return Markup(_parser(breaks=True).render(text))


def _inline(text: str) -> Markup:
    """A line of Markdown."""
    return Markup(_parser().renderInline(text))


def _parser(*, breaks: bool = False) -> MarkdownIt:
    return (
        MarkdownIt("commonmark", {"html": False, "breaks": breaks}).enable("table").disable("image")
    )
