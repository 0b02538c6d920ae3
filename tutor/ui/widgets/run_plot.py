"""What is told beside a list of runs: seconds against accuracy, and the run under the cursor.

Plotted are the runs of one experiment on data of one form: a ring's figures say nothing of a
spiral's.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tutor.lab.tasks import headline
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.scatter import Point, scattered
from tutor.store.listing import alike, same_network, worth
from tutor.ui.session import Session
from tutor.ui.widgets.run_list import RunList
from tutor.ui.widgets.run_rows import RunRows
from tutor.ui.words import plural

_TELLING = 64
"""Columns from which on there is room to say why some runs are not plotted."""


class RunPlot(Vertical):
    """A plot of the runs that are listed, and a sentence on one of them."""

    def __init__(self, session: Session, lesson: str | None, *, id: str) -> None:  # noqa: A002 - Textual's own name
        """Nothing is listed yet.

        Args:
            session: course and progress.
            lesson: the id of the lesson whose runs are listed; None for all.
            id: the widget's.
        """
        super().__init__(id=id)
        self._session = session
        self._lesson = lesson

    def compose(self) -> ComposeResult:
        """The plot, then the sentence."""
        yield RunRows(id="plot")
        yield Static("", id="about", markup=False)

    def show(self, runs: RunList) -> None:
        """Show the runs as they are listed now."""

        def drawn(width: int, height: int, dots: bool) -> list[PlotRow]:
            return _plotted(runs, width, height, braille=dots)

        self.query_one("#plot", RunRows).draw(drawn)
        self.query_one("#about", Static).update(self._about(runs))

    def _about(self, runs: RunList) -> str:
        row = runs.row
        if row is None:
            return "No run matches." if runs.text else "There is no run yet: train a network."
        if row.problem:
            return row.problem
        changed = self._session.changed(row) or "all settings at their defaults"
        epochs = plural(row.epochs, "epoch")
        if row.epochs < row.asked:
            epochs = f"{row.epochs} of {plural(row.asked, 'epoch')}"
        elif f"epochs {row.epochs}" in changed.split("; "):
            epochs = ""
        told = [
            "" if self._lesson else self._session.title(row.lesson), runs.shelf.step(row),
            f"seed {row.seed}", epochs, changed,
        ]  # fmt: skip
        twins = len(same_network(runs.shown, row))
        told.append(_twins(twins))
        return " · ".join(filter(None, told))


def _twins(others: int) -> str:
    """That runs are of one network, so that their seconds differ by the machine's mood alone."""
    if not others:
        return ""
    return (
        f"the same network as in {plural(others, 'other run')} here: only how its answers are used "
        "differs, and seconds by chance"
    )


def _plotted(runs: RunList, width: int, height: int, *, braille: bool) -> list[PlotRow]:
    """The runs that compare with the one under the cursor."""
    here = runs.row
    rows = [] if here is None or here.problem else alike(runs.shown, here)
    aim = runs.shelf.aim(here) if here else ""
    found = [headline(row.metrics, aim) for row in rows]
    kinds = {(one.words, one.share) for one in found if one is not None}
    told, share = kinds.pop() if len(kinds) == 1 else ("figure", True)
    points = [
        Point(row.seconds, worth(row, aim), runs.letter(row.run), row is here,
              row.diagnosis != "leakage")
        for row in rows
    ]  # fmt: skip
    sound = [row for row in runs.shown if not row.problem]
    few = len(points) < len(sound) and width >= _TELLING
    only = (
        f"{len(points)} of {plural(len(sound), 'run')}, of the same experiment and data · "
        if few
        else ""
    )
    words = (told if share else f"{told}, the lowest on top", f"{only}seconds")
    return scattered(points, width, height, words, shares=share, braille=braille)
