"""The examples that a network was most wrong about, one at a time with its neighbours around."""

from __future__ import annotations

from typing import ClassVar, cast

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from tutor.lab.text.example import rows as example_rows
from tutor.lab.text.plot import PlotRow
from tutor.lab.views.outcomes import Mistake, Outcomes, OutcomesQuery
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.widgets.rows import Rows

_CELL, _HEIGHT = 18, 9
"""Columns and rows of a picture in the gallery, its caption not counted."""


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
        columns = max(1, (self.size.width - 1) // (_CELL + 2))
        lines = max(1, (self.size.height - 3) // (_HEIGHT + 2))
        page = columns * lines
        first = self._at // page * page
        shown = outcomes.mistakes[first : first + page]
        found: list[PlotRow] = []
        for start in range(0, len(shown), columns):
            found += self._line(shown[start : start + columns], first + start)
        rows.show(found)

    def _sentence(self, mistake: Mistake) -> str:
        assert self._outcomes is not None
        labels, count = self._outcomes.labels, len(self._outcomes.mistakes)
        return (
            f"{self._at + 1} of {count}: it is {labels[mistake.true]}, and the network says "
            f"{labels[mistake.told]}, {100 * mistake.sure:.0f} % sure; for {labels[mistake.true]} "
            f"it gave {100 * mistake.true_share:.1f} %."
        )

    def _line(self, mistakes: list[Mistake], first: int) -> list[PlotRow]:
        """Some mistakes beside each other, each with its caption below."""
        way = self.query_one(Rows).way
        drawn = [example_rows(one.example, _CELL, _HEIGHT, way) for one in mistakes]
        height = max(map(len, drawn))
        lines: list[PlotRow] = []
        for y in range(height):
            line: PlotRow = []
            for picture in drawn:
                row = picture[y] if y < len(picture) else []
                line += [*row, (" " * (_CELL + 2 - sum(len(text) for text, _ in row)), "")]
            lines.append(line)
        captions: PlotRow = []
        for offset, mistake in enumerate(mistakes):
            captions.append(self._caption(mistake, marked=first + offset == self._at))
        return [*lines, captions, []]

    def _caption(self, mistake: Mistake, *, marked: bool) -> tuple[str, str]:
        assert self._outcomes is not None
        labels = self._outcomes.labels
        text = f"{labels[mistake.true]} → {labels[mistake.told]} {100 * mistake.sure:.0f} %"
        sign = "▸ " if marked else "  "
        return f"{sign}{text[: _CELL - 2]:<{_CELL}}", "mark" if marked else "axis"
