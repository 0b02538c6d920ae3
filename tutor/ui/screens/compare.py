"""Compare: runs beside each other, their curves, what was set differently, and what came out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from tutor.lab.run import RunError, find
from tutor.lab.text.overlay import Overlay, overlaid
from tutor.lab.text.plot import PlotRow
from tutor.store.ran import Ran
from tutor.ui.beside import MOST, Beside, beside, read
from tutor.ui.screens.base import TutorScreen
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.run_rows import RunRows


class CompareScreen(TutorScreen):
    """Two to six runs beside each other."""

    CSS_PATH = "compare.tcss"
    HELP_TITLE = "Runs beside each other"
    HELP = (
        "Each run has a letter. An unbroken line is its validation, a dashed one its training. "
        "Below stand the settings that differ, what came out, and whether the best differs from "
        "the others by more than chance. The arrows scroll."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "train", "Training curves", tooltip="Show or hide the training curves"),
        Binding("escape,b", "leave", "Back", key_display="Esc"),
    ]

    def __init__(self, runs: Sequence[str]) -> None:
        """Compare the runs with these ids, the first six of them."""
        super().__init__()
        self._ids = list(runs)[:MOST]
        self._beside = Beside([])
        self._train = False

    def compose(self) -> ComposeResult:
        """A head line, two charts, the table, the keys."""
        yield Static("", id="head", markup=False)
        with Horizontal(id="curves"):
            yield RunRows(id="loss")
            yield RunRows(id="share")
        yield RunRows(id="table", scrolls=True)
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the runs and show them."""
        runs: list[Ran] = []
        for name in self._ids:
            try:
                runs.append(read(find(name)))
            except RunError as error:
                self.app.notify(str(error), severity="warning", markup=False)
        self._beside = beside(self.tutor.session, runs)
        lessons = {run.order.lesson for run in runs if run.order}
        title = self.tutor.session.title(*lessons) if len(lessons) == 1 else "different lessons"
        told = [f"{len(runs)} runs beside each other", *([title] if lessons else [])]
        self.query_one("#head", Static).update(f" {' · '.join(told)}")
        self._draw_curves()
        self.query_one("#table", RunRows).draw(lambda width, _height, _dots: self._table(width))
        self.query_one("#table").focus()

    def _table(self, width: int) -> list[PlotRow]:
        if len(self._beside.runs) < 2:
            return [[("Fewer than two of these runs can be read.", "")]]
        return self._beside.rows(width)

    def _draw_curves(self) -> None:
        """Draw the loss and, beside it, the share."""
        if len(self._beside.runs) < 2:
            return
        overlays = self._beside.overlays(train=self._train)
        for name, overlay in zip(("loss", "share"), overlays, strict=True):

            def draw(
                width: int, height: int, dots: bool, overlay: Overlay = overlay
            ) -> list[PlotRow]:
                return overlaid(overlay, width, height, braille=dots)

            self.query_one(f"#{name}", RunRows).draw(draw)

    def action_train(self) -> None:
        """Show the training curves too, or hide them."""
        self._train = not self._train
        self._draw_curves()

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()
