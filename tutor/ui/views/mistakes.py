"""The examples that a network was most wrong about: many at once, or one large."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tutor.lab.text.mistakes import columns_of, gallery, insets, large
from tutor.lab.text.outcome_words import mistake_sentence, no_mistakes
from tutor.ui.views.base import Viewed
from tutor.ui.views.held import TEST
from tutor.ui.views.outcomes import OutcomesPane
from tutor.ui.widgets.rows import Rows


class MistakesPane(OutcomesPane):
    """A gallery of mistakes, the worst first; Enter shows one large."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "move(1)", "Move", key_display="←→↑↓"),
        Binding("left,h", "move(-1)", show=False),
        Binding("down,j", "line(1)", show=False),
        Binding("up,k", "line(-1)", show=False),
        Binding("enter", "large", "Zoom", tooltip="Show one mistake large, or many"),
        Binding("escape", "small", "Many", show=False),
        TEST,
    ]

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        self._at = 0
        self._large = False

    def changed(self) -> None:
        """Begin at the worst one."""
        self._at = 0

    def action_move(self, step: int) -> None:
        """Go to another mistake."""
        if self.outcomes is not None and self.outcomes.mistakes:
            last = len(self.outcomes.mistakes) - 1
            self._at = min(max(self._at + step, 0), last)
            self.draw()

    def action_line(self, step: int) -> None:
        """Go to the mistake below or above; to the next one where one is shown large."""
        if self.outcomes is None:
            return
        width, height = self._room
        way = self.query_one(Rows).way
        across = 1 if self._large else columns_of(self.outcomes, width, height, way)
        if 0 <= self._at + step * across < len(self.outcomes.mistakes):
            self.action_move(step * across)

    def action_large(self) -> None:
        """Show one mistake large, or many again."""
        self._large = not self._large
        self.draw()
        self.refresh_bindings()

    def action_small(self) -> None:
        """Show many again."""
        self.action_large()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape goes back to many first, then to the screen before; none need not be moved in."""
        if action == "small":
            return self._large
        if self.outcomes is None or action == "test":
            return self.outcomes is not None
        return bool(self.outcomes.mistakes)

    def draw(self) -> None:
        """Show the mistakes around the one that was chosen."""
        if self.outcomes is None:
            return
        rows = self.query_one(Rows)
        if not self.outcomes.mistakes:
            self.line("summary", no_mistakes(self.outcomes))
            rows.show([])
            self.lay(rows, ())
            return
        self.line("summary", mistake_sentence(self.outcomes, self._at))
        width, height = self._room
        drawn = large if self._large else gallery
        rows.show(drawn(self.outcomes, self._at, width, height, rows.way))
        self.lay(rows, insets(self.outcomes, self._at, width, height) if self._large else ())

    @property
    def _room(self) -> tuple[int, int]:
        """Columns and rows below the sentence, which takes as many lines as the longest may."""
        width = max(self.size.width - 1, 1)
        assert self.outcomes is not None
        mistakes = range(len(self.outcomes.mistakes))
        longest = max((len(mistake_sentence(self.outcomes, n)) for n in mistakes), default=0)
        lines = -(-(longest + 8) // width)
        noted = self.query_one(".opened").display
        return width, max(self.size.height - lines - 1 - 2 * noted, 1)
