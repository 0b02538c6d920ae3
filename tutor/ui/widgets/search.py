"""A field to search with, which is there only while something is searched for."""

from __future__ import annotations

from textual.widget import Widget

from tutor.ui.widgets.field import Field


class SearchField(Field):
    """Opens when it is wanted; Enter leaves it as it is, and goes back to what was searched."""

    def __init__(self, searched: Widget, placeholder: str) -> None:
        """A field that is not seen yet.

        Args:
            searched: what has the focus when the field has not.
            placeholder: seen while it is empty.
        """
        super().__init__(placeholder=placeholder)
        self._searched = searched
        self.display = False

    def open(self) -> None:
        """Be seen, and take the focus."""
        self.display = True
        self.focus()

    def close(self) -> bool:
        """Search for nothing any more; whether the field was open."""
        if not self.display:
            return False
        self.value, self.display = "", False
        self._searched.focus()
        return True

    async def action_submit(self) -> None:
        """Back to what is searched; the field stays as long as there is something in it."""
        self.display = bool(self.value.strip())
        self._searched.focus()
