"""What every filter of a layer gives for a picture; keys choose filter, layer and picture."""

from __future__ import annotations

from typing import ClassVar, cast

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tutor.lab.receptive import field
from tutor.lab.text.maps import Look, Page, Thumbnail, page, thumbnails
from tutor.lab.views.feature_maps import FeatureMaps, FeatureMapsQuery
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.widgets.rows import Rows


class FeatureMapsPane(ViewPane):
    """The picture, the chosen filter's map, and the maps of all filters."""

    can_focus = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "move(1)", "Filter", key_display="←→"),
        Binding("left", "move(-1)", show=False),
        Binding("down", "line(1)", show=False),
        Binding("up", "line(-1)", show=False),
        Binding("l", "layer(1)", "Layer"),
        Binding("L", "layer(-1)", show=False),
        Binding("n", "image(1)", "Next picture"),
        Binding("N", "image(-1)", show=False),
        Binding("enter", "large", "Large", key_display="↵"),
    ]

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        self._maps: FeatureMaps | None = None
        self._thumbnail: Thumbnail | None = None
        self._page = Page([])
        self._asked = FeatureMapsQuery()
        self._chosen = 0
        self._large = False

    def compose(self) -> ComposeResult:
        """All of it in rows."""
        yield Rows()

    def begin(self) -> None:
        """Ask for the first picture in the first layer."""
        self.ask(self._asked)

    def show(self, data: msgspec.Struct) -> None:
        """Show a layer's maps."""
        self._maps = cast("FeatureMaps", data)
        self._thumbnail = thumbnails(self._maps.maps, self.query_one(Rows).way)
        self._chosen = min(self._chosen, len(self._maps.maps) - 1)
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the new size."""
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """Choose the map that is clicked on."""
        gallery, at = self._page.gallery, event.get_content_offset(self)
        if self._maps is None or gallery is None or at is None:
            return
        place = (at.x - self._page.x, at.y - self._page.y)
        number = gallery.at(*place, self._chosen, len(self._maps.maps))
        if number is not None:
            self._choose(number)

    def action_move(self, step: int) -> None:
        """Go to another filter."""
        if self._maps is not None:
            self._choose((self._chosen + step) % len(self._maps.maps))

    def action_line(self, step: int) -> None:
        """Go to the filter above or below."""
        gallery = self._page.gallery
        if self._maps is not None:
            number = self._chosen + step * (1 if gallery is None else gallery.columns)
            if 0 <= number < len(self._maps.maps):
                self._choose(number)

    def action_layer(self, step: int) -> None:
        """Go to another layer, with the same picture."""
        if self._maps is not None:
            layer = (self._asked.layer + step) % len(self._maps.layers)
            self._ask(msgspec.structs.replace(self._asked, layer=layer))

    def action_image(self, step: int) -> None:
        """Go to another picture, in the same layer."""
        if self._maps is not None:
            image = (self._asked.image + step) % self._maps.images
            self._ask(msgspec.structs.replace(self._asked, image=image))

    def action_large(self) -> None:
        """Show picture and map alone, as large as they fit, or all maps again."""
        self._large = not self._large
        self._draw()

    def _ask(self, query: FeatureMapsQuery) -> None:
        self._asked = query
        self.ask(query)

    def _choose(self, number: int) -> None:
        self._chosen = number
        self._draw()

    def _draw(self) -> None:
        if self._maps is None or not self.size.width:
            return
        rows = self.query_one(Rows)
        sees = field(self.viewed.order.network, self._maps.layers[self._maps.layer])
        size = (self.size.width, self.size.height)
        look = Look(self._chosen, self._large, rows.way)
        self._page = page(self._maps, sees, look, size, self._thumbnail)
        rows.show(self._page.rows)
