"""What every filter of a layer gives for a picture; keys choose filter, layer and picture."""

from __future__ import annotations

from typing import ClassVar, cast

import msgspec
from textual.binding import Binding, BindingType

from tutor.lab.receptive import field
from tutor.lab.text.maps import Look, Page, Thumbnail, page, thumbnails
from tutor.lab.views.feature_maps import FeatureMaps, FeatureMapsQuery
from tutor.ui.views.base import Viewed
from tutor.ui.views.gallery import GalleryPane
from tutor.ui.widgets.rows import Rows


class FeatureMapsPane(GalleryPane):
    """The picture, the chosen filter's map, and the maps of all filters."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "image(1)", "Picture", tooltip="The next picture; N goes to the one before"),
        Binding("N", "image(-1)", show=False),
        Binding(
            "enter", "large", "Zoom", key_display="↵", tooltip="Picture and map alone, or all maps"
        ),
        Binding("escape", "all", "All maps", show=False),
    ]

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        self._maps: FeatureMaps | None = None
        self._thumbnail: Thumbnail | None = None
        self._asked = FeatureMapsQuery()
        self._large = False

    @property
    def count(self) -> int:
        """The filters of the layer."""
        return 0 if self._maps is None else len(self._maps.maps)

    def begin(self) -> None:
        """Ask for the first picture in the first layer."""
        self.ask(self._asked)

    def show(self, data: msgspec.Struct) -> None:
        """Show a layer's maps."""
        self._maps = cast("FeatureMaps", data)
        self._thumbnail = thumbnails(self._maps.maps, self.query_one(Rows).way)
        self.chosen = min(self.chosen, self.count - 1)
        self.draw()

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
        self.draw()

    def action_all(self) -> None:
        """Show all maps again."""
        self.action_large()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape goes back to all maps first, then to the screen before."""
        return self._large if action == "all" else super().check_action(action, parameters)

    def paged(self, size: tuple[int, int]) -> Page:
        """The picture and its maps."""
        assert self._maps is not None
        sees = field(self.viewed.order.network, self._maps.layers[self._maps.layer])
        look = Look(self.chosen, self._large, self.query_one(Rows).way)
        return page(self._maps, sees, look, size, self._thumbnail)

    def _ask(self, query: FeatureMapsQuery) -> None:
        self._asked = query
        self.ask(query)
