"""Fields to type in whose keys take effect in the order in which they were pressed."""

from __future__ import annotations

from textual import events
from textual.widget import Widget
from textual.widgets import Input


async def act(field: Widget, event: events.Key) -> None:
    """Carry out a key that is bound to an action of the field itself, if it is such a one.

    Textual puts letters into a field at once, but lets other keys rise to the application first,
    so that of keys that come all at once, as over a slow line, a digit would overtake a Backspace
    or an Enter that follows it or goes before.
    """
    if event.is_printable:
        return
    for binding in field._bindings.key_to_bindings.get(event.key, ()):
        if "." not in binding.action and await field.app.run_action(binding.action, field):
            event.stop()
            event.prevent_default()
            return


class Field(Input):
    """One line to type into."""

    async def on_key(self, event: events.Key) -> None:
        """Keys that are not letters act before the next one is looked at."""
        await act(self, event)
