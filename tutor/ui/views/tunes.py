"""A list of melodies to choose one from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tutor.ui.widgets.marked_list import MarkedList


class PickTune(ModalScreen[int | None]):
    """Gives back the place of the melody that is chosen, None for Escape."""

    CSS_PATH = "../screens/dialogs.tcss"
    DEFAULT_CSS = "PickTune { align: center middle; background: $background 60%; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    def __init__(self, titles: Sequence[str], at: int) -> None:
        """Offer melodies, beginning at place `at`."""
        super().__init__()
        self._titles = titles
        self._at = at

    def compose(self) -> ComposeResult:
        """What to do, over the list."""
        with Vertical(classes="dialog"):
            yield Static("A melody to begin with. Enter takes it, Esc cancels.", markup=False)
            yield MarkedList(*(Option(Content(title)) for title in self._titles))

    def on_mount(self) -> None:
        """Begin at the present melody."""
        self.query_one(OptionList).highlighted = self._at

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give it back."""
        self.dismiss(event.option_index)
