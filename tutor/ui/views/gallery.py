"""What the views on the filters of a layer share: a gallery in which one of them is chosen."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tutor.lab.text.maps import Page
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.widgets.rows import Rows


class GalleryPane(ViewPane):
    """Rows with a gallery; arrows and clicks choose a filter.

    Attributes:
        chosen: the number of the chosen filter, from 0.
        page: what is drawn.
    """

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "move(1)", "Filter", key_display="←→"),
        Binding("left", "move(-1)", show=False),
        Binding("down", "line(1)", show=False),
        Binding("up", "line(-1)", show=False),
        Binding("l", "layer(1)", "Layer", tooltip="The next layer; L goes to the one before"),
        Binding("L", "layer(-1)", show=False),
    ]

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        self.chosen = 0
        self.page = Page([])

    def compose(self) -> ComposeResult:
        """All of it in rows."""
        yield Rows()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key does anything before there are filters."""
        return self.count > 0

    @property
    def count(self) -> int:
        """How many filters there are to choose from; 0 while none is known."""
        raise NotImplementedError

    def paged(self, size: tuple[int, int]) -> Page:
        """What is to be seen in so many columns and rows; asked for once filters are known."""
        raise NotImplementedError

    def action_layer(self, step: int) -> None:
        """Go to another layer."""
        raise NotImplementedError

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the new size."""
        self.draw()

    def on_click(self, event: events.Click) -> None:
        """Choose the filter that is clicked on."""
        gallery, at = self.page.gallery, event.get_content_offset(self)
        if not self.count or gallery is None or at is None:
            return
        number = gallery.at(at.x - self.page.x, at.y - self.page.y, self.chosen, self.count)
        if number is not None:
            self._choose(number)

    def action_move(self, step: int) -> None:
        """Go to another filter."""
        if self.count:
            self._choose((self.chosen + step) % self.count)

    def action_line(self, step: int) -> None:
        """Go to the filter above or below."""
        gallery = self.page.gallery
        number = self.chosen + step * (1 if gallery is None else gallery.columns)
        if 0 <= number < self.count:
            self._choose(number)

    def draw(self) -> None:
        """Show what there is, the chosen filter marked."""
        if self.count and self.size.width:
            self.page = self.paged((self.size.width, self.size.height))
            rows = self.query_one(Rows)
            rows.show(self.page.rows)
            self.lay(rows, self.page.insets)
            self.refresh_bindings()

    def _choose(self, number: int) -> None:
        self.chosen = number
        self.draw()
