"""How far back a recurrent network remembers, beside the learner's runs with other cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, cast

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from tutor.lab.run import Order
from tutor.lab.text import memory
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import side_by_side
from tutor.lab.views.fellows import cell_of, fellows
from tutor.lab.views.memory import Memories, MemoryQuery, Remembered
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.widgets.rows import Rows

_BESIDE_FROM = 64
"""Columns from which on both charts stand beside each other."""
_GAP = 2
_LEAST_WIDTH = 20
_LEAST_CHART, _MOST_CHART = 8, 32
"""Rows of a chart."""


class MemoryPane(ViewPane):
    """Right answers against delay, and what is left of the gradient step by step."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll_rows(3)", "More", key_display="↓"),
        Binding("up,k", "scroll_rows(-3)", "Up", show=False),
    ]
    DEFAULT_CSS = """
    MemoryPane {
        .summary { height: auto; text-style: bold; margin-bottom: 1; }
    }
    .-narrow MemoryPane .summary, .-low MemoryPane .summary { margin-bottom: 0; }
    """

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        self._memories: Memories | None = None
        self._others: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Sentences, then the charts."""
        yield Static("", classes="summary", markup=False)
        yield Rows()

    def begin(self) -> None:
        """Ask about the run itself first: it is seen while the others are looked at."""
        found = fellows(self.viewed.run, self.viewed.order, _cell, self.viewed.worths())
        self._others = tuple(found[: memory.MOST - 1])
        self.ask(MemoryQuery())

    def show(self, data: msgspec.Struct) -> None:
        """Show what is known, and ask for the others where they are not there yet."""
        alone = self._memories is None
        self._memories = cast("Memories", data)
        self._draw()
        if alone and self._others:
            self.ask(MemoryQuery(others=self._others))

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the new size."""
        self._draw()

    def action_scroll_rows(self, lines: int) -> None:
        """Go down or up, where not all can be seen."""
        self.query_one(Rows).scroll_relative(y=lines, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to scroll only where something does not fit."""
        return self.query_one(Rows).max_scroll_y > 0

    def _draw(self) -> None:
        if self._memories is None:
            return
        hints = list(self._memories.missing)
        if not self._others:
            hints.append("Train another cell in the same step, and its curves come beside these.")
        summary = self.query_one(".summary", Static)
        summary.update(" ".join(hints))
        summary.display = bool(hints)
        self.call_after_refresh(self._draw_charts, self._memories.found[: memory.MOST])

    def _draw_charts(self, found: list[Remembered]) -> None:
        rows = self.query_one(Rows)
        width, height = self.size.width - 1, rows.size.height
        if width < _LEAST_WIDTH or height < 1:
            return
        braille = rows.way != "letters"
        drawn: list[PlotRow] = [*memory.legend(found, width, ascii_only=not braille), []]
        kinds = [(draw, shown) for draw, shown in _CHARTS if shown(found[0])]
        beside = width >= _BESIDE_FROM and len(kinds) > 1
        own = (width - _GAP) // 2 if beside else width
        notes = memory.left_back(found, width) + memory.footnote(found[0], width)
        tall = max(_LEAST_CHART, min(height - len(drawn) - len(notes), _MOST_CHART))
        charts = [
            draw([one for one in found if shown(one)], own, tall, braille=braille)
            for draw, shown in kinds
        ]
        if beside:
            drawn += side_by_side(charts[0], charts[1], own + _GAP)
        else:
            drawn += [row for chart in charts for row in chart]
        rows.show([*drawn, *notes])
        self.call_after_refresh(self.refresh_bindings)


_CHARTS: tuple[tuple[Callable[..., list[PlotRow]], Callable[[Remembered], bool]], ...] = (
    (memory.recall_chart, lambda one: bool(one.delays)),
    (memory.fading_chart, lambda one: bool(one.fading)),
)
"""Each chart, and of which networks it can be drawn."""


def _cell(order: Order) -> str | None:
    return cell_of(order.network) or None
