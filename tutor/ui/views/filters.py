"""The filters of a convolution: kernels, the patches that excite them most, computed pictures."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tutor.lab.text.filters import page
from tutor.lab.text.maps import Page
from tutor.lab.views.filters import GROUP, Exciting, ExcitingQuery, Filters, FiltersQuery
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.widgets.rows import Rows


class FiltersPane(ViewPane):
    """All filters of a convolution, and what excites the chosen one."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "move(1)", "Filter", key_display="←→"),
        Binding("left", "move(-1)", show=False),
        Binding("down", "line(1)", show=False),
        Binding("up", "line(-1)", show=False),
        Binding("l", "layer(1)", "Layer"),
        Binding("L", "layer(-1)", show=False),
        Binding("g", "compute", "Compute its picture"),
    ]

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        self._filters: Filters | None = None
        self._exciting: Exciting | None = None
        self._page = Page([])
        self._asked = FiltersQuery()
        self._chosen = 0

    def compose(self) -> ComposeResult:
        """All of it in rows."""
        yield Rows()

    def begin(self) -> None:
        """Ask for the first convolution."""
        self.ask(self._asked)

    def show(self, data: msgspec.Struct) -> None:
        """Show a layer's filters, or the pictures that were computed for some."""
        if isinstance(data, Exciting):
            self._exciting = data
        elif isinstance(data, Filters):
            self._filters = data
            self._chosen = min(self._chosen, len(data.patches) - 1)
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the new size."""
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Choose the filter that is clicked on."""
        gallery, at = self._page.gallery, event.get_content_offset(self)
        if self._filters is None or gallery is None or at is None:
            return
        place = (at.x - self._page.x, at.y - self._page.y)
        number = gallery.at(*place, self._chosen, len(self._filters.patches))
        if number is not None:
            self._choose(number)

    def action_move(self, step: int) -> None:
        """Go to another filter."""
        if self._filters is not None:
            self._choose((self._chosen + step) % len(self._filters.patches))

    def action_line(self, step: int) -> None:
        """Go to the filter above or below."""
        gallery = self._page.gallery
        if self._filters is not None:
            number = self._chosen + step * (1 if gallery is None else gallery.columns)
            if 0 <= number < len(self._filters.patches):
                self._choose(number)

    def action_layer(self, step: int) -> None:
        """Go to another convolution."""
        if self._filters is not None:
            self._asked = FiltersQuery(layer=(self._asked.layer + step) % len(self._filters.layers))
            self.ask(self._asked)

    def action_compute(self) -> None:
        """Have pictures computed that excite the chosen filter and its neighbours."""
        if self._filters is not None:
            query = ExcitingQuery(layer=self._filters.layer, group=self._chosen // GROUP)
            self.ask(query)

    def _choose(self, number: int) -> None:
        self._chosen = number
        self._draw()

    def _draw(self) -> None:
        if self._filters is None or not self.size.width:
            return
        rows = self.query_one(Rows)
        size = (self.size.width, self.size.height)
        self._page = page(self._filters, self._exciting, self._chosen, size, rows.way)
        rows.show(self._page.rows)
