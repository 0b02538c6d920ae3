"""One run as a row of the list of runs; it knows no widget."""

from __future__ import annotations

import math

from textual.content import Content

from tutor.diagnosis.meaning import title as finding_title
from tutor.lab.tasks import headline
from tutor.lab.text.width import cut
from tutor.store.runs import RunRow
from tutor.ui.words import duration, ending, moment, percent, plural

FULL_FROM = 66
"""Cells from which on a row has room for dates."""
_SIZED_FROM = 48
"""Cells from which on it has room for parameters."""
_OUTCOME = 20


def outcome(row: RunRow) -> str:
    """How far a run is, its diagnosis, or how it ended."""
    if row.problem:
        return "cannot be read"
    if row.ended is None:
        return f"{row.epochs} of {plural(row.asked, 'epoch')}"
    if row.diagnosis:
        return finding_title(row.diagnosis).lower()
    return ending(row.ended).removeprefix("was ")


def _has_note(room: int, *, first: bool) -> bool:
    """Whether a row has room for its note, which may go before its parameters."""
    return room >= (FULL_FROM if first else FULL_FROM + _OUTCOME)


def _has_size(room: int, *, first: bool) -> bool:
    """Whether a row has room for its parameters, before which its note may go."""
    return room >= (FULL_FROM + _OUTCOME if first and room >= FULL_FROM else _SIZED_FROM)


def columns(room: int, heading: str, *, first: bool = False) -> str:
    """The heading over the rows, with that of the note; see `line`."""
    when = f"{'when':<13}" if room >= FULL_FROM else ""
    size = f"{'parameters':>12}" if _has_size(room, first=first) else ""
    end = f"{'came to':<{_OUTCOME}} {heading}" if _has_note(room, first=first) else "came to"
    return cut(f"{'':4}{when}{'figure':>7}{'time':>11}{size}  {end}", room)


def line(
    row: RunRow, letter: str, note: str, room: int, *, favourite: bool, first: bool = False
) -> Content:
    """A run in one row.

    Args:
        row: of the run.
        letter: with which it is marked; empty where it is not.
        note: what tells it from others: settings or its lesson.
        room: cells that the row has.
        favourite: whether it is one.
        first: whether the note goes before the parameters, where there is no room for both.
    """
    mark = Content.assemble(
        (f"{letter or ' '} ", f"bold $run-{letter.lower()}" if letter else ""),
        ("★ " if favourite else "  ", "$accent"),
    )
    if row.problem:
        return mark + Content.styled(cut(f"{row.run}: cannot be read", room - 4), "$text-error")
    when = f"{moment(row.at)} " if room >= FULL_FROM else ""
    found = headline(row.metrics)
    figure = percent(found.value) if found and math.isfinite(found.value) else "–"
    came = outcome(row)
    end = f"{came:<{_OUTCOME}} {note}" if _has_note(room, first=first) else came
    size = f"{row.parameters:>12,}" if _has_size(room, first=first) else ""
    told = f"{figure:>7}{duration(row.seconds):>11}{size}  {end}"
    style = "bold $text-warning" if row.ended is None else ""
    return Content.assemble(mark, (when, "dim"), (cut(told, room - 4 - len(when)), style))
