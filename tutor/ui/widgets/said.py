"""Bringing into sight what a question's card says below the answers."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.widget import Widget


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
