"""Pane: a scrolling part of a screen that takes the focus as a whole."""

from __future__ import annotations

from textual.containers import VerticalScroll


class Pane(VerticalScroll):
    """Scrolls; nothing within it looks otherwise while it has the focus."""

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Style it alone anew: Textual would do so with everything in it, on every key to it."""
        self.app.stylesheet.update_nodes([self])
