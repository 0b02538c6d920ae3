"""Tests of removing what a screen shows without losing keys."""

from __future__ import annotations

import asyncio
from typing import ClassVar

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll

from tutor.ui import clearing
from tutor.ui.clearing import clear


class Slow(VerticalScroll, can_focus=True):
    """A page that takes its time with a key."""

    seconds = 0.05

    async def on_key(self) -> None:
        """Be busy."""
        await asyncio.sleep(self.seconds)


class Pages(App[None]):
    """A page that is cleared while a key is on its way through it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "count"), Binding("x", "turn")]
    counted = 0

    def compose(self) -> ComposeResult:
        """A page in a view in the holder."""
        with Container(id="holder"), Container():
            yield Slow(id="page")

    @property
    def holder(self) -> Container:
        return self.query_one("#holder", Container)

    def action_count(self) -> None:
        """Tell that the key has come through."""
        self.counted += 1

    async def action_turn(self) -> None:
        """Clear the page right after it was sent a key."""
        self.query_one("#page")._forward_event(events.Key("n", "n"))
        await clear(self.holder)


async def test_a_key_that_is_on_its_way_through_what_is_removed_comes_through() -> None:
    app = Pages()
    async with app.run_test() as pilot:
        app.query_one("#page").focus()
        await pilot.press("x")
        await pilot.pause()
        assert not app.holder.children
        assert app.counted == 1


async def test_what_never_handles_its_keys_is_removed_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clearing, "_PATIENCE", 0.01)
    app = Pages()
    async with app.run_test() as pilot:
        page = app.query_one("#page", Slow).focus()
        page.seconds = 0.0
        monkeypatch.setattr(page, "call_later", lambda _: True)
        await pilot.press("x")
        await pilot.pause()
        assert not app.holder.children


async def test_the_focus_stays_where_it_is_elsewhere() -> None:
    app = Pages()
    async with app.run_test() as pilot:
        other = VerticalScroll(can_focus=True)
        await app.mount(other)
        other.focus()
        await pilot.press("x")
        await pilot.pause()
        assert not app.holder.children
        assert app.focused is other
