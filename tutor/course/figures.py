"""Figures in texts: `{KIND.NAME}` and `{KIND.NAME of EXPERIMENT}`, found and filled in.

`reference`, `defaults` and `data` are known as soon as a lesson is read (`tutor.course.resolved`).
`run`, `first`, `best` and `runs` speak of the learner's own runs: a paragraph with one that is not
there yet is not shown, and one line stands in place of all such paragraphs of a step.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from tutor.course.problem import hint, quoted

OWN = ("run", "first", "best", "runs")
"""The kinds that speak of the learner's runs."""

STATIC = ("reference", "defaults", "data")
"""The kinds that are known without the learner."""

KINDS = (*OWN, *STATIC)

OF = " of "

NOT_YET = "*Your own figures come here once you have trained.*"
"""Stands in place of the paragraphs of a step that speak of runs which are not there yet."""

_MARK = re.compile(r"\{\{|\{([^{}]{0,200})\}|\{")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


class FigureError(ValueError):
    """A figure that cannot be; the message says what was found and what is allowed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text.

    Attributes:
        kind: one of `KINDS`.
        name: what of it: a metric, `parameters`, a setting, a baseline.
        experiment: the id of the experiment meant; empty for the nearest one.
    """

    kind: str
    name: str
    experiment: str = ""

    def __str__(self) -> str:
        """The figure as it is written."""
        of = f"{OF}{self.experiment}" if self.experiment else ""
        return f"{{{self.kind}.{self.name}{of}}}"

    @property
    def own(self) -> bool:
        """Whether it speaks of the learner's runs."""
        return self.kind in OWN


Value = Callable[[Figure], "str | None"]
"""What stands for a figure; None where it is not there yet."""


def figure(body: str, experiments: Collection[str] = ()) -> Figure:
    """The figure that stands between two braces.

    Args:
        body: such as `run.val_accuracy of digits`.
        experiments: ids; of `data`, whose names may hold an `of`, only what follows the last one
            and is an id counts as the experiment.

    Raises:
        FigureError: it has no such form, or there is no such kind.
    """
    body = " ".join(body.split())
    kind, point, rest = body.partition(".")
    if not point or not rest.strip():
        form = "a figure is KIND.NAME in braces, and a brace itself is written {{"
        raise FigureError(f"found {quoted('{' + body + '}')}; {form}")
    if kind not in KINDS:
        raise FigureError(f"there is no kind of figure {quoted(kind)}; {hint(kind, KINDS)}")
    name, of, experiment = rest.rpartition(OF)
    if not of or (kind == "data" and experiment not in experiments):
        return Figure(kind, rest)
    return Figure(kind, name, experiment)


def replaced(
    text: str, change: Callable[[Figure], str], experiments: Collection[str] = ()
) -> tuple[str, list[tuple[int, FigureError]]]:
    """`text` with `change` of every figure in its place; `{{` is left as it is.

    Returns:
        The text, and what is wrong with it: offsets of braces and errors. A figure that `change`
        raises a `FigureError` for is left as it is.
    """
    errors: list[tuple[int, FigureError]] = []

    def put(found: re.Match[str]) -> str:
        if found[0] == "{{":
            return found[0]
        try:
            if found[1] is None:
                raise FigureError(f"found {quoted('{')} alone; a brace itself is written {{{{")
            return change(figure(found[1], experiments))
        except FigureError as error:
            errors.append((found.start(), error))
            return found[0]

    return (_MARK.sub(put, text) if "{" in text else text), errors


def escaped(text: str) -> str:
    """`text` as it has to be written to be shown as it is."""
    return text.replace("{", "{{")


def unescaped(text: str) -> str:
    """`text` without figures, as it is shown."""
    return text.replace("{{", "{")


def filled(text: str, value: Value) -> str | None:
    """`text` as it is shown; None where one of its figures is not there yet."""
    shown, missing = _filled(text, value)
    return None if missing else shown


def _filled(text: str, value: Value) -> tuple[str, list[Figure]]:
    """`text` as it is shown, and its figures that are not there yet."""
    missing: list[Figure] = []

    def put(one: Figure) -> str:
        found = value(one)
        if found is None:
            missing.append(one)
        return escaped(found or "")

    shown, _errors = replaced(text, put)
    return unescaped(shown), missing


def shown_prose(texts: Sequence[str], value: Value, note: str = NOT_YET) -> list[str]:
    """The Markdown texts of a step as they are shown, paragraph by paragraph.

    A paragraph with a figure that is not there is left out; for the first of them in the step
    stands `note`, where it is there as soon as somebody trains.
    """
    waiting = False
    found = []
    for text in texts:
        parts = []
        for paragraph in paragraphs(text) if "{" in text else [text]:
            part, missing = _filled(paragraph, value)
            if not missing:
                parts.append(part)
            elif not waiting and any(_untrained(one, value) for one in missing):
                waiting = True
                parts.append(note)
        found.append("\n\n".join(part for part in parts if part))
    return found


def _untrained(one: Figure, value: Value) -> bool:
    """Whether a figure is missing because there is no run; else the runs had nothing like it."""
    return value(Figure("runs", "count", one.experiment)) is None


def without_own(text: str) -> str:
    """A Markdown text as it is shown to nobody in particular: no paragraph speaks of their runs."""
    return shown_prose([text], lambda _figure: None, note="")[0]


def speaks_of_runs(text: str) -> bool:
    """Whether any figure of `text` is about the learner's runs."""
    found: list[Figure] = []

    def note(one: Figure) -> str:
        found.append(one)
        return ""

    replaced(text, note)
    return any(one.own for one in found)


def paragraphs(text: str) -> list[str]:
    """The blocks of a Markdown text that empty lines keep apart; a fenced block is one."""
    blocks: list[list[str]] = [[]]
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and line.strip().strip(fence[0]) == "" and len(mark[1]) >= len(fence):
            fence = ""
        if line.strip() or fence:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return ["\n".join(block) for block in blocks if block]
