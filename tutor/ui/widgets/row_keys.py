"""What the keys do on the builder's row under the cursor: one line, or two where it is narrow."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tutor.lab.text.worded import said
from tutor.ui.styles import sheet

_KEYS: dict[str, tuple[tuple[str, str], ...]] = {
    "layer": (
        ("↑↓←→", "move"), ("+ -", "change"), ("Enter", "list"), ("a", "add"), ("d", "delete"),
    ),
    "single": (
        ("↑↓", "move"), ("←→ + -", "change"), ("Enter", "list"), ("a", "add"), ("d", "delete"),
    ),
    "setting": (
        ("↑↓", "move"), ("←→ + -", "change"), ("Enter", "list"),
    ),
    "away": (("2", "changes the network"),),
    "empty": (("↑↓", "move"), ("a Enter", "add a layer here")),
}  # fmt: skip
_ONE_LINE_FROM = 70


class RowKeys(Widget):
    """The keys of one kind of row; repainted only where the kind changes."""

    DEFAULT_CSS = sheet(__file__)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"row-keys--key", "row-keys--text"}

    def __init__(self) -> None:
        """The keys of a layer, until told otherwise."""
        super().__init__(id="row-keys")
        self._kind, self._typed, self._away = "layer", False, False

    def show(self, kind: str, *, typed: bool = False) -> None:
        """Show the keys of a kind of row: `layer`, `single`, `setting` or `empty`.

        `layer` has several values, `single` is one with a single value.

        Args:
            kind: of the row.
            typed: whether Enter opens a field to type the value in, and not a list.
        """
        if (kind, typed) != (self._kind, self._typed):
            self._kind, self._typed = kind, typed
            self.refresh()

    def leave(self, away: bool) -> None:
        """Show how to come to the rows while their keys do nothing, or those keys again."""
        if away != self._away:
            self._away = away
            self.refresh()

    def _keys(self) -> tuple[tuple[str, str], ...]:
        """The keys and what they do, as the terminal can show them."""
        keys = _KEYS["away" if self._away else self._kind]
        if self._typed:
            keys = tuple((key, "type it" if text == "list" else text) for key, text in keys)
        if getattr(self.app, "ascii_only", False):
            keys = tuple((said(key), text) for key, text in keys)
        return keys

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line, or two; the same for every kind, so that nothing moves."""
        return 1 if width >= _ONE_LINE_FROM else 2

    def render_line(self, y: int) -> Strip:
        """The keys that stand in this line."""
        base, width = self.rich_style, self.size.width
        key_style = base + self.get_component_rich_style("row-keys--key", partial=True)
        text_style = base + self.get_component_rich_style("row-keys--text", partial=True)
        lines = arranged(self._keys(), width)
        segments: list[Segment] = []
        for key, text in lines[y] if y < len(lines) else ():
            segments += [Segment(f"{key} ", key_style), Segment(f"{text}  ", text_style)]
        return Strip(segments).adjust_cell_length(width, base)


def arranged(keys: tuple[tuple[str, str], ...], width: int) -> list[list[tuple[str, str]]]:
    """The keys in lines of at most `width` cells, in their order."""
    lines: list[list[tuple[str, str]]] = [[]]
    room = width
    for key, text in keys:
        size = len(key) + 1 + len(text)
        if size > room and lines[-1]:
            lines.append([])
            room = width
        lines[-1].append((key, text))
        room -= size + 2
    return lines
