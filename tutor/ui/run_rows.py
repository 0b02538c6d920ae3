"""One run as a row of the list of runs; it knows no widget."""

from __future__ import annotations

import math
from collections.abc import Iterable

from textual.content import Content

from tutor.course.run_figures import loss_text
from tutor.diagnosis.verdict import HARMLESS
from tutor.lab.tasks import headline
from tutor.lab.text.width import cut
from tutor.store.found import found as found_words
from tutor.store.runs import RunRow
from tutor.ui.words import duration, ending, moment, percent, plural

FULL_FROM = 66
"""Cells from which on a row has room for dates."""
_SIZED_FROM = 48
"""Cells from which on it has room for parameters."""
NONE = "–"
"""Stands for a figure where there is none."""
OUTCOME = 20
"""Cells of the column that says what came of a run."""


def outcome(row: RunRow) -> str:
    """How far a run is, its goal if that is reached, its diagnosis, or how it ended."""
    if row.problem:
        return "cannot be read"
    if row.ended is None:
        return f"{row.epochs} of {plural(row.asked, 'epoch')}"
    found = found_words(row)
    if not row.goal_reached:
        return found or ending(row.ended).removeprefix("was ")
    both = f"✓ goal, {found}"
    troubled = found and row.diagnosis not in HARMLESS
    return both if troubled and len(both) <= OUTCOME else "✓ goal reached"


def figure(row: RunRow, aim: str) -> str:
    """The figure that tells most of a run: `97.2 %`, `1.74` for a loss, a dash where it has none.

    Args:
        row: of the run.
        aim: the metric that the goal of its experiment is on; empty where that is not known.
    """
    found = headline(row.metrics, aim)
    if found is None or not math.isfinite(found.value):
        return NONE
    return percent(found.value) if found.share else loss_text(found.value)


def called(row: RunRow, aim: str) -> str:
    """A run by what the list shows of it: `the run of 31 Jan 12:00 with accuracy 97.2 %`.

    Args:
        row: of the run.
        aim: as for `figure`.
    """
    if row.problem:
        return f"run {row.run}"
    found, told = headline(row.metrics, aim), figure(row, aim)
    came = f" with {found.word} {told}" if found is not None and told != NONE else ""
    return f"the run of {moment(row.at)}{came}"


def _has_note(room: int, *, first: bool) -> bool:
    """Whether a row has room for its note, which may go before its parameters."""
    return room >= (FULL_FROM if first else FULL_FROM + OUTCOME)


def _has_size(room: int, *, first: bool) -> bool:
    """Whether a row has room for its parameters, before which its note may go."""
    return room >= (FULL_FROM + OUTCOME if first and room >= FULL_FROM else _SIZED_FROM)


def figure_name(rows: Iterable[tuple[RunRow, str]]) -> str:
    """What the figures of rows are, in a word: `figure` where they are not of one kind.

    Args:
        rows: each with its aim, as for `figure`.
    """
    found = [headline(row.metrics, aim) for row, aim in rows]
    words = {one.word for one in found if one is not None}
    return words.pop() if len(words) == 1 else "figure"


def columns(room: int, heading: str, figure: str, *, first: bool = False) -> str:
    """The heading over the rows, with those of the note and of the figure; see `line`."""
    when = f"{'when':<13}" if room >= FULL_FROM else ""
    size = f"{'parameters':>12}" if _has_size(room, first=first) else ""
    end = f"{'came to':<{OUTCOME}} {heading}" if _has_note(room, first=first) else "came to"
    return cut(f"{'':4}{when}{figure:>8}{'time':>11}{size}  {end}", room)


def marks(letter: str, *, favourite: bool) -> Content:
    """What stands before a row: the letter with which a run is marked, and a favourite's star."""
    return Content.assemble(
        (f"{letter or ' '} ", f"bold $run-{letter.lower()}" if letter else ""),
        ("★ " if favourite else "  ", "$accent"),
    )


def line(
    row: RunRow, before: Content, note: str, room: int, *, first: bool = False, aim: str = ""
) -> Content:
    """A run in one row.

    Args:
        row: of the run.
        before: its `marks`.
        note: what tells it from others: settings or its lesson.
        room: cells that the row has.
        first: whether the note goes before the parameters, where there is no room for both.
        aim: as for `figure`.
    """
    if row.problem:
        return before + Content.styled(cut(f"{row.run}: cannot be read", room - 4), "$text-error")
    when = f"{moment(row.at)} " if room >= FULL_FROM else ""
    came = outcome(row)
    end = f"{came:<{OUTCOME}} {note}" if _has_note(room, first=first) else came
    size = f"{row.parameters:>12,}" if _has_size(room, first=first) else ""
    told = f"{figure(row, aim):>8}{duration(row.seconds):>11}{size}  {end}"
    style = "bold $text-warning" if row.ended is None else ""
    return Content.assemble(before, (when, "dim"), (cut(told, room - 4 - len(when)), style))
