"""Bringing into sight what a question's card says below the answers."""

from __future__ import annotations

from textual.containers import Vertical, VerticalScroll
from textual.widget import Widget

_SETTLED_SECONDS = 1.0
"""After so long what stands below an answer has the height that it keeps, on slow machines too."""


class TellingCard(Vertical):
    """A card with a `.feedback`, which comes into sight when it is told."""

    _telling = False

    def bring_into_view(self) -> None:
        """Scroll to what is said about the answer, again as layouts give it its height."""
        self._telling = True
        self.set_timer(_SETTLED_SECONDS, self._told)
        self.call_after_refresh(scroll_to_said, self)

    def on_resize(self) -> None:
        """What is said has come to its height."""
        if self._telling:
            self.call_after_refresh(scroll_to_said, self)

    def _told(self) -> None:
        self._telling = False


def scroll_to_said(card: Widget) -> None:
    """Scroll the page to the end of a card, or to where its feedback begins if that is too long.

    The card's frame belongs to it: without its end there would seem to be more to come.

    Args:
        card: a question's, laid out on a page.
    """
    page = next((one for one in card.ancestors if isinstance(one, VerticalScroll)), None)
    for said in card.query(".feedback"):  # none once the learner has gone on
        if page is not None:
            whole = card.virtual_region
            begin = whole.y + said.region.y - card.region.y
            end = whole.bottom - page.content_region.height
            page.scroll_to(y=min(begin, max(end, page.scroll_offset.y)), animate=False)
