"""The line of keys at the bottom: what can be pressed here, as many as fit, the rest under `?`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from tutor.lab.text.worded import said
from tutor.ui.styles import sheet

_LAST = ("escape", "question_mark", "q")
"""What stands last, and keeps its place however much else there is."""
_ALWAYS = {*_LAST, "n"}
"""What keeps its place: also the way on."""
_NARROW = 60
"""Columns below which `?` has no word beside it, and quitting, which help tells, is no exception.

Else those that are always kept would leave no room for any other.
"""
_ON_BENCH = ("t", "enter")
"""What a bench is for, and where Enter leads: where it is narrow, Esc gives its word for them."""
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


@dataclass(frozen=True, slots=True)
class Entry:
    """A key on the bar.

    Attributes:
        key: as people read it.
        text: what it does; empty where the key alone is shown.
        always: whether it keeps its place.
    """

    key: str
    text: str
    always: bool = False

    @property
    def cells(self) -> int:
        """Columns that it takes, spaces around both parts included."""
        return len(self.key) + 2 + (len(self.text) + 1 if self.text else 0)


class KeyBar(Widget):
    """Shows the active bindings of the screen that it stands on, or of a dialog over it.

    A widget with `TELLS_KEYS` shows its own keys itself; they are left out here.
    """

    DEFAULT_CSS = sheet(__file__)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"keybar--key", "keybar--text"}

    def on_mount(self) -> None:
        """Follow the bindings, which change with the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def covered(self, dialog: Screen[object]) -> None:
        """Follow the bindings of a dialog that lies over the screen now."""
        dialog.bindings_updated_signal.subscribe(self, self._changed)
        self.refresh()

    def _changed(self, screen: Screen[object]) -> None:
        if screen in {self.screen, self.app.screen}:
            self.refresh()

    @property
    def _front(self) -> Screen[object]:
        """The screen whose keys work: the bar's own, or a dialog through which it is seen."""
        front = self.app.screen
        return front if isinstance(front, ModalScreen) else self.screen

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line."""
        return 1

    def render_line(self, y: int) -> Strip:
        """The keys that fit; the way back, help and quit keep their place."""
        base, width = self.rich_style, self.size.width
        key_style = base + self.get_component_rich_style("keybar--key", partial=True)
        text_style = base + self.get_component_rich_style("keybar--text", partial=True)
        segments: list[Segment] = []
        for entry in fitting(self._entries(), width):
            segments.append(Segment(f" {entry.key} ", key_style))
            if entry.text:
                segments.append(Segment(f"{entry.text} ", text_style))
        return Strip(segments).adjust_cell_length(width, base)

    def _entries(self) -> list[Entry]:
        """Each shown binding once, the way back, help and quit last."""
        found: list[Binding] = []
        typing = isinstance(self._front.focused, Input)  # where signs are no keys
        for active in self._front.active_bindings.values():
            elsewhere = getattr(active.node, "TELLS_KEYS", False)
            sign = typing and len(key_name(active.binding)) == 1
            if active.binding.show and active.enabled and not elsewhere and not sign:
                found.append(active.binding)
        told = entries(found)
        if getattr(self.app, "ascii_only", False):
            told = [replace(entry, key=said(entry.key)) for entry in told]
        return told


def entries(bindings: Sequence[Binding]) -> list[Entry]:
    """What the bar shows of bindings: keys that do the same, by their words, share an entry."""
    shared: dict[str, list[Binding]] = {}
    for binding in sorted(bindings, key=_place):
        shared.setdefault(binding.description, []).append(binding)
    return [
        Entry(
            "/".join(dict.fromkeys(map(key_name, alike))),
            said,
            any(one.key in _ALWAYS for one in alike),
        )
        for said, alike in shared.items()
    ]


def _place(binding: Binding) -> int:
    """Where a binding stands: what stands last in its order, all others before as they come."""
    return _LAST.index(binding.key) + 1 if binding.key in _LAST else 0


def key_name(binding: Binding) -> str:
    """A binding's key as people read it."""
    return binding.key_display or _NAMES.get(binding.key, binding.key)


def fitting(entries: list[Entry], width: int) -> list[Entry]:
    """As many entries as `width` cells hold, those always kept first of all."""
    if width >= _NARROW:
        return _kept(entries, width)
    entries = [_shortened(entry) for entry in entries]
    kept = _kept(entries, width)
    trains = any(entry.key == _ON_BENCH[0] for entry in entries)
    return _with_bench(entries, kept, width) if trains else kept


def _with_bench(entries: list[Entry], kept: list[Entry], width: int) -> list[Entry]:
    """What is kept, and the keys of a bench where Esc can give its word for them."""
    keys = {_NAMES.get(key, key) for key in _ON_BENCH} & {entry.key for entry in entries}
    tight = [_wordless(entry, _NAMES["escape"]) for entry in entries]
    tight = [replace(one, always=one.always or one.key in keys) for one in tight]
    room = width + 1  # the blank behind the last one may fall off
    tight = _kept(tight, room)
    fits = sum(entry.cells for entry in tight) <= room
    more = {entry.key for entry in kept} < {entry.key for entry in tight}
    return tight if fits and more and not keys <= {entry.key for entry in kept} else kept


def _kept(entries: list[Entry], width: int) -> list[Entry]:
    """Those of the entries that fit."""
    room = width - sum(entry.cells for entry in entries if entry.always)
    kept: list[Entry] = []
    for entry in entries:
        if entry.always:
            kept.append(entry)
        elif entry.cells <= room:
            kept.append(entry)
            room -= entry.cells
    return kept


def _shortened(entry: Entry) -> Entry:
    """An entry where there are few columns."""
    if entry.key == "q":
        return replace(entry, always=False)
    return _wordless(entry, _NAMES["question_mark"])


def _wordless(entry: Entry, key: str) -> Entry:
    """An entry without its word, where its key is this one."""
    return replace(entry, text="") if entry.key == key else entry
