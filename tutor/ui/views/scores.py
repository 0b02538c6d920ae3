"""How well each tag or label of a run is found, and the worst mistakes of one of them."""

from __future__ import annotations

from typing import ClassVar, cast

import msgspec
from textual.binding import Binding, BindingType

from tutor.lab.text import score_page
from tutor.lab.text.score_words import mistake, no_mistakes, summary
from tutor.lab.views import queries
from tutor.lab.views.outcomes import Held
from tutor.lab.views.scores import Scores, ScoresQuery
from tutor.ui.views.base import Viewed
from tutor.ui.views.held import TEST, HeldPane
from tutor.ui.widgets.rows import Rows

_TALL = 20
"""Rows from which on there is room for more than the first sentences."""


class ScoresPane(HeldPane):
    """A table in which a row is chosen; Enter goes to the mistakes of this row."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "line(1)", "Move", key_display="←→↑↓"),
        Binding("up,k", "line(-1)", show=False),
        Binding("right,l", "move(1)", show=False),
        Binding("left,h", "move(-1)", show=False),
        Binding("enter", "mistakes", "Mistakes", tooltip="Go to this row's worst mistakes"),
        Binding("enter", "table", "Table", tooltip="Go back to the table"),
        Binding("escape", "table", "Table", show=False),
        TEST,
    ]

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        self._scores: Scores | None = None
        self._row = 0
        self._at: int | None = None

    def question(self, part: Held) -> queries.Any:
        """How well its tags or labels are found."""
        return ScoresQuery(part=part)

    @property
    def part(self) -> Held | None:
        """The set that is shown; None until the first answer."""
        return None if self._scores is None else self._scores.part

    def take(self, data: msgspec.Struct) -> None:
        """Keep the scores of a set; the same row stays chosen."""
        self._scores = cast("Scores", data)
        self._at = None
        self.refresh_bindings()

    def action_line(self, step: int) -> None:
        """Choose another row; among mistakes, the one below or above."""
        if self._scores is None:
            return
        if self._at is None:
            self._row = min(max(self._row + step, 0), len(self._scores.rows) - 1)
            self.draw()
            return
        width, height = self._room
        way = self.query_one(Rows).way
        beside = score_page.columns_of(self._scores, self._row, width, height, way)
        if 0 <= self._at + step * beside < len(self._scores.rows[self._row].wrong):
            self.action_move(step * beside)

    def action_move(self, step: int) -> None:
        """Go to another mistake."""
        if self._scores is not None and self._at is not None:
            last = len(self._scores.rows[self._row].wrong) - 1
            self._at = min(max(self._at + step, 0), last)
            self.draw()

    def action_mistakes(self) -> None:
        """Go to the mistakes of the row that is chosen."""
        if self._scores is not None and self._scores.rows[self._row].wrong:
            self._turn_to(0)

    def action_table(self) -> None:
        """Go back to the table."""
        self._turn_to(None)

    def _turn_to(self, at: int | None) -> None:
        """Show one of the row's mistakes, or the table."""
        self._at = at
        self.draw()
        self.query_one(Rows).scroll_to(y=0, animate=False)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape goes back to the table first, then to the screen before."""
        if action == "table":
            return self._at is not None
        return self._at is None if action == "mistakes" else True

    def draw(self) -> None:
        """Show the table with the chosen row, or this row's mistakes."""
        if self._scores is None:
            return
        self.line("summary", self._sentence(self._at))
        rows, (width, height) = self.query_one(Rows), self._room
        rows.show(score_page.rows(self._scores, self._row, self._at, width, height, rows.way))

    def _sentence(self, at: int | None) -> str:
        assert self._scores is not None
        if at is not None:
            return mistake(self._scores, self._row, at)
        text = summary(self._scores, brief=self.size.height < _TALL)
        if self._scores.total and not self._scores.rows[self._row].places:
            return f"{text} {no_mistakes(self._scores, self._row)}"
        return text

    @property
    def _room(self) -> tuple[int, int]:
        """Columns and rows below the sentence, which takes as many lines as the longest may."""
        assert self._scores is not None
        width = max(self.size.width - 1, 1)
        if self._at is None:
            told = [self._sentence(None)]
        else:
            told = [self._sentence(n) for n in range(len(self._scores.rows[self._row].wrong))]
        lines = -(-(max(map(len, told), default=0) + 8) // width)
        noted = self.query_one(".opened").display
        return width, max(self.size.height - lines - 1 - 2 * noted, 1)
