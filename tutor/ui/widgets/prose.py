"""The text of a lesson: Markdown that opens nothing by itself."""

from __future__ import annotations

import re
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from textual.message import Message
from textual.widgets import Markdown

from tutor.lab.text.worded import worded
from tutor.ui.styles import sheet
from tutor.ui.widgets.terms import TERM, TermMarks


class Prose(Markdown):
    """Markdown whose links are shown and copied, never opened: over SSH there is no browser.

    Within something with `terms` it marks terms of the glossary, unless it has a class of its own,
    as the prompts of questions do.
    """

    class TermClicked(Message):
        """A marked term was clicked.

        Attributes:
            name: of the term.
        """

        def __init__(self, name: str) -> None:
            self.name = name
            super().__init__()

    DEFAULT_CSS = sheet(__file__)

    def __init__(self, text: str, *, classes: str | None = None) -> None:
        """Show `text`."""
        self._plain = classes is not None
        super().__init__(text, open_links=False, classes=classes, parser_factory=self._parser)

    def _parser(self) -> MarkdownIt:
        """What reads the text, and marks its terms."""
        holders = () if self._plain else (getattr(one, "terms", None) for one in self.ancestors)
        marks = next((one for one in holders if isinstance(one, TermMarks)), None)
        parser = MarkdownIt("gfm-like") if marks is None else marks.parser(self)
        if getattr(self.app, "ascii_only", False):
            parser.core.ruler.push("worded", _word)
        return parser

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Tell of a term; of a link copy the address, and say so."""
        event.stop()
        if event.href.startswith(TERM):
            self.post_message(self.TermClicked(unquote(event.href.removeprefix(TERM))))
            return
        self.app.copy_to_clipboard(event.href)
        self.app.notify(f"Copied the address: {event.href}", markup=False)


def _word(state: StateCore) -> None:
    """Spell in ASCII what is prose; blocks of code keep their columns."""
    for token in state.tokens:
        for part in token.children or ():
            if part.type in {"text", "code_inline"}:
                part.content = worded(part.content)


def escaped(text: str) -> str:
    """`text` as Markdown that shows it as it is, such as the name of a file."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
