"""Keys that come all at once, as over a slow line or from a paste: none overtakes another."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual import events
from textual.keys import Keys
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from tests.ui.conftest import Beds
from tutor.ui.widgets.question import QuestionCard


@asynccontextmanager
async def reading(beds: Beds) -> AsyncIterator[tuple[Pilot[int], Screen[object]]]:
    """The first step of a lesson."""
    bed = beds()
    async with bed.app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        yield pilot, bed.app.screen


async def burst(pilot: Pilot[int], *keys: str) -> None:
    """Send keys without waiting between them, as a terminal's driver does."""
    for key in keys:
        character = key if len(key) == 1 else None
        pilot.app.post_message(events.Key(key, character))
    await pilot.pause(0.2)


async def test_a_number_typed_at_once_is_the_answer(beds: Beds) -> None:
    async with reading(beds) as (pilot, screen):
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("enter")
        for keys, value in ((("7", "7"), "77"), (("backspace", "5"), "5"),
                            (("8", "8", "backspace"), "8")):  # fmt: skip
            await burst(pilot, *keys, Keys.Enter.value)
            assert screen.query_one(Input).value == value
            standing = screen.query_one(QuestionCard).standing
            assert (standing.given, standing.problem) == (value, "")


async def test_a_note_keeps_the_order_of_its_keys(beds: Beds) -> None:
    async with reading(beds) as (pilot, _):
        await pilot.press("m")
        await pilot.pause()
        await burst(pilot, "a", "c", "backspace", "b")
        assert pilot.app.screen.query_one(TextArea).text == "ab"
