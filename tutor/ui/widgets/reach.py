"""How far a page of text and questions is seen: what of it is in sight, and what is still below."""

from __future__ import annotations

from textual.widget import Widget

from tutor.ui.widgets.question import QuestionCard

_OVERLAP = 2
"""Lines that are still seen after reading on, so that the eye finds its place."""


def in_sight(page: Widget, widget: Widget) -> bool:
    """Whether all of a widget is seen on a page, and all that stands before it."""
    seen, region = page.content_region, widget.region
    return page.scroll_offset.y == 0 and bool(region) and region.bottom <= seen.bottom


def unseen(page: Widget) -> bool:
    """Whether text stands below what is seen of a page."""
    shown = [child for child in page.children if child.display]
    return bool(shown) and _end(shown[-1]) > page.content_region.bottom


def below(page: Widget, widget: Widget) -> bool:
    """Whether a widget begins below what is seen of a page."""
    return bool(widget.region) and widget.region.y >= page.content_region.bottom


def read_on(page: Widget) -> None:
    """Scroll to what follows, as far as the end."""
    lines = max(page.content_region.height - _OVERLAP, 1)
    page.scroll_relative(y=lines, animate=False)


def _end(widget: Widget) -> int:
    """The row behind the last line of a widget that says something, without frame and margin."""
    if isinstance(widget, QuestionCard):
        return widget.region.bottom - widget.styles.border.spacing.bottom
    return max((child.region.bottom for child in widget.children), default=widget.region.bottom)
