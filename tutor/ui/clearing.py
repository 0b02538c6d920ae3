"""Removing what a screen shows without losing the keys that it was sent."""

from __future__ import annotations

import asyncio

from textual.widget import Widget

_PATIENCE = 1.0
"""Seconds that a widget is given to hand on its keys; one that hangs or closes never does."""


async def clear(holder: Widget) -> None:
    """Remove the children of `holder`; the keys that they were sent go on to the screen.

    Textual sends a key to the widget in focus, from where it goes up to what has a binding for it.
    A widget that is removed takes those with it that are on their way: of two keys in a row the
    second would be lost where the first one turns a page.

    Args:
        holder: of what is removed, on a screen.
    """
    screen = holder.screen
    focused = screen.focused
    if focused is not None and holder in focused.ancestors:
        screen.set_focus(None)  # the next keys go to the screen
        await _hand_on(focused, holder)
    await holder.remove_children()


async def _hand_on(focused: Widget, holder: Widget) -> None:
    """Wait until the widgets from `focused` up to below `holder` have handled what they were sent.

    Each hands a key on to the one above it, so they are waited for in this order.
    """
    for node in focused.ancestors_with_self:
        if node is holder:
            return
        handled = asyncio.Event()
        if node.call_later(handled.set):
            try:
                await asyncio.wait_for(handled.wait(), _PATIENCE)
            except TimeoutError:
                return
