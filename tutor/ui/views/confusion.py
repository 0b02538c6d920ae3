"""The confusion matrix of a run, and the recall of each class."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tutor.lab.text.confusion import Confusion, Pair
from tutor.lab.text.outcome_words import pair_sentence, summary
from tutor.ui.views.base import Viewed
from tutor.ui.views.held import TEST
from tutor.ui.views.outcomes import OutcomesPane
from tutor.ui.widgets.rows import Rows

_TALL = 14
"""Rows from which on there is room for more than one sentence."""


class ConfusionPane(OutcomesPane):
    """Which classes are taken for which: true ones down, told ones across."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "move(1, 0)", "Move", key_display="←→↑↓"),
        Binding("left,h", "move(-1, 0)", show=False),
        Binding("up,k", "move(0, -1)", show=False),
        Binding("down,j", "move(0, 1)", show=False),
        TEST,
    ]

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        self._laid: Confusion | None = None
        self._at: Pair = (0, 0)

    def changed(self) -> None:
        """Begin at the pair that is mistaken most often."""
        self._laid = None

    def action_move(self, right: int, down: int) -> None:
        """Go to another cell; beyond the first and the last one only the rows move."""
        if self._laid is None or self.outcomes is None:
            return
        before, rows = self._at, self.query_one(Rows)
        self._at = self._laid.moved(before, right, down)
        if self._at == before and down:
            rows.scroll_relative(y=down, animate=False)
            return
        self._paint()
        rows.bring(self._laid.row_of(self._at))

    def draw(self) -> None:
        """Lay the matrix out anew."""
        if self.outcomes is None:
            return
        first, rows = self._laid is None, self.query_one(Rows)
        width = max(self.size.width - 1, 1)
        self._laid = Confusion(self.outcomes, width, rows.way, rows.ground)
        if first:
            self._at = self._laid.start
        self.line("summary", summary(self.outcomes, brief=self.size.height < _TALL))
        self._paint()

    def _paint(self) -> None:
        assert self._laid is not None
        assert self.outcomes is not None
        self.query_one(Rows).show(self._laid.rows(self._at))
        self.line("detail", pair_sentence(self.outcomes, self._at))
