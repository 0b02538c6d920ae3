"""The line of keys at the bottom: what can be pressed here, as many as fit, the rest under `?`."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding
from textual.geometry import Size
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tutor.ui.styles import sheet

_ALWAYS = ("escape", "question_mark", "q")
_NAMES = {
    "question_mark": "?",
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "ctrl+p": "^p",
    "plus": "+",
    "minus": "-",
    "tab": "Tab",
}  # fmt: skip


class KeyBar(Widget):
    """Shows the active bindings of the screen that it stands on.

    A widget with `TELLS_KEYS` shows its own keys itself; they are left out here.
    """

    DEFAULT_CSS = sheet(__file__)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keybar--key", "keybar--text"}

    def on_mount(self) -> None:
        """Follow the bindings, which change with the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line."""
        return 1

    def render_line(self, y: int) -> Strip:
        """The keys that fit; help and quit keep their place."""
        base, width = self.rich_style, self.size.width
        key_style = base + self.get_component_rich_style("keybar--key", partial=True)
        text_style = base + self.get_component_rich_style("keybar--text", partial=True)
        segments: list[Segment] = []
        for key, text in fitting(self._entries(), width):
            segments += [Segment(f" {key} ", key_style), Segment(f"{text} ", text_style)]
        return Strip(segments).adjust_cell_length(width, base)

    def _entries(self) -> list[tuple[str, str, bool]]:
        """Each shown binding once: its key, what it does, and whether it is always kept."""
        found: list[tuple[str, str, bool]] = []
        for active in self.screen.active_bindings.values():
            binding = active.binding
            told = getattr(active.node, "TELLS_KEYS", False)
            if binding.show and active.enabled and not told:
                found.append((key_name(binding), binding.description, binding.key in _ALWAYS))
        unique = list(dict.fromkeys(found))
        return [e for e in unique if not e[2]] + [e for e in unique if e[2]]


def key_name(binding: Binding) -> str:
    """A binding's key as people read it."""
    return binding.key_display or _NAMES.get(binding.key, binding.key)


def fitting(entries: list[tuple[str, str, bool]], width: int) -> list[tuple[str, str]]:
    """As many entries as `width` cells hold, those always kept first of all."""
    room = width - sum(len(key) + len(text) + 3 for key, text, always in entries if always)
    kept: list[tuple[str, str]] = []
    for key, text, always in entries:
        size = len(key) + len(text) + 3
        if always:
            kept.append((key, text))
        elif size <= room:
            kept.append((key, text))
            room -= size
    return kept
