"""The names of a run's views with their numbers, the one that is seen marked."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from tutor.lab.views.catalog import View


class ViewNames(Static):
    """One line; only the view that is seen where there is no room for all."""

    DEFAULT_CSS = "ViewNames { height: 1; padding: 0 1; text-wrap: nowrap; }"

    def __init__(self) -> None:
        """Name nothing yet."""
        super().__init__("")
        self._views: Sequence[View] = ()
        self._at = 0

    def show(self, views: Sequence[View], at: int) -> None:
        """Name these views, of which the one at index `at` is seen."""
        self._views, self._at = views, at
        self._put()

    def on_resize(self) -> None:
        """All are named as long as there is room."""
        self._put()

    def _put(self) -> None:
        whole = sum(len(view.title) + 4 for view in self._views) <= self.app.size.width
        parts: list[Content] = []
        for number, view in enumerate(self._views):
            seen = number == self._at
            if not (whole or seen):
                continue
            label = f" {number + 1} {view.title} "
            parts.append(
                Content.styled(label, "bold reverse $primary" if seen else "$foreground 70%")
            )
        if not whole:
            parts.append(Content(f" of {len(self._views)}"))
        self.update(Content(" ").join(parts))
