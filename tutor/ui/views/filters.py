"""The filters of a convolution: kernels, the patches that excite them most, computed pictures."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from textual.binding import Binding, BindingType

from tutor.lab.text.filters import page
from tutor.lab.text.maps import Page
from tutor.lab.views.filters import GROUP, Exciting, ExcitingQuery, Filters, FiltersQuery
from tutor.ui.views.base import Viewed
from tutor.ui.views.gallery import GalleryPane
from tutor.ui.widgets.rows import Rows


class FiltersPane(GalleryPane):
    """All filters of a convolution, and what excites the chosen one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "compute", "Compute", tooltip="Compute a picture that excites it most"),
    ]

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        self._filters: Filters | None = None
        self._exciting: Exciting | None = None
        self._asked = FiltersQuery()

    @property
    def count(self) -> int:
        """The filters of the convolution."""
        return 0 if self._filters is None else len(self._filters.patches)

    def begin(self) -> None:
        """Ask for the first convolution."""
        self.ask(self._asked)

    def show(self, data: msgspec.Struct) -> None:
        """Show a layer's filters, or the pictures that were computed for some."""
        if isinstance(data, Exciting):
            self._exciting = data
        elif isinstance(data, Filters):
            self._filters = data
            self.chosen = min(self.chosen, self.count - 1)
        self.draw()

    def action_layer(self, step: int) -> None:
        """Go to another convolution."""
        if self._filters is not None:
            self._asked = FiltersQuery(layer=(self._asked.layer + step) % len(self._filters.layers))
            self.ask(self._asked)

    def action_compute(self) -> None:
        """Have pictures computed that excite the chosen filter and its neighbours."""
        if self._filters is not None:
            query = ExcitingQuery(layer=self._filters.layer, group=self.chosen // GROUP)
            self.ask(query)

    def paged(self, size: tuple[int, int]) -> Page:
        """The filters, and what excites the chosen one."""
        assert self._filters is not None
        way = self.query_one(Rows).way
        return page(self._filters, self._exciting, self.chosen, size, way)
