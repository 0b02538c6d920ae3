"""The examples that a network was most wrong about, one at a time with its neighbours around."""

from __future__ import annotations

from typing import ClassVar, cast

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from tutor.lab.text.example import rows as example_rows
from tutor.lab.text.gallery import Tile, laid_out
from tutor.lab.views.outcomes import Mistake, Outcomes, OutcomesQuery
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.widgets.rows import Rows

_CELL, _HEIGHT = 20, 9
"""Columns and rows of a place in the gallery; the caption stands below, two columns stay free."""


class MistakesPane(ViewPane):
    """A gallery of mistakes, the worst first."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,down,j", "move(1)", "Next", key_display="→"),
        Binding("left,up,k", "move(-1)", "Before", key_display="←"),
    ]
    DEFAULT_CSS = """
    MistakesPane {
        .summary { height: auto; text-style: bold; margin-bottom: 1; }
    }
    """

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        self._outcomes: Outcomes | None = None
        self._at = 0

    def compose(self) -> ComposeResult:
        """A sentence, then the gallery."""
        yield Static("", classes="summary", markup=False)
        yield Rows()

    def begin(self) -> None:
        """Ask for the validation set."""
        self.ask(OutcomesQuery())

    def show(self, data: msgspec.Struct) -> None:
        """Show what became of a set."""
        self._outcomes, self._at = cast("Outcomes", data), 0
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the new size."""
        self._draw()

    def action_move(self, step: int) -> None:
        """Go to another mistake."""
        if self._outcomes is not None and self._outcomes.mistakes:
            self._at = (self._at + step) % len(self._outcomes.mistakes)
            self._draw()

    def _draw(self) -> None:
        if self._outcomes is None:
            return
        outcomes, rows = self._outcomes, self.query_one(Rows)
        summary = self.query_one(".summary", Static)
        if not outcomes.mistakes:
            summary.update(f"No {outcomes.part} example was taken for another class.")
            rows.show([])
            return
        summary.update(self._sentence(outcomes.mistakes[self._at]))
        place = (self.size.width - 1, self.size.height - 3)
        gallery = laid_out(place, (_CELL, _HEIGHT), gap=0, blank=1)
        way = rows.way

        def tile(number: int) -> Tile:
            one = outcomes.mistakes[number]
            picture = example_rows(one.example, _CELL - 2, _HEIGHT, way)
            return Tile(picture, self._caption(one))

        rows.show(gallery.rows(tile, len(outcomes.mistakes), self._at))

    def _sentence(self, mistake: Mistake) -> str:
        assert self._outcomes is not None
        labels, count = self._outcomes.labels, len(self._outcomes.mistakes)
        return (
            f"{self._at + 1} of {count}: it is {labels[mistake.true]}, and the network says "
            f"{labels[mistake.told]}, {100 * mistake.sure:.0f} % sure; for {labels[mistake.true]} "
            f"it gave {100 * mistake.true_share:.1f} %."
        )

    def _caption(self, mistake: Mistake) -> str:
        assert self._outcomes is not None
        labels = self._outcomes.labels
        return f" {labels[mistake.true]} → {labels[mistake.told]} {100 * mistake.sure:.0f} %"
