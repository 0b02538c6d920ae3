"""The text of a lesson: Markdown that opens nothing by itself."""

from __future__ import annotations

import re

from textual.widgets import Markdown

from tutor.ui.styles import sheet


class Prose(Markdown):
    """Markdown whose links are shown and copied, never opened: over SSH there is no browser."""

    DEFAULT_CSS = sheet(__file__)

    def __init__(self, text: str, *, classes: str | None = None) -> None:
        """Show `text`."""
        super().__init__(text, open_links=False, classes=classes)

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Copy the address and say so."""
        event.stop()
        self.app.copy_to_clipboard(event.href)
        self.app.notify(f"Copied the address: {event.href}", markup=False)


def escaped(text: str) -> str:
    """`text` as Markdown that shows it as it is, such as the name of a file."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
