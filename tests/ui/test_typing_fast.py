"""Keys that come all at once, as over a slow line or from a paste: none overtakes another."""

from __future__ import annotations

from textual import events
from textual.keys import Keys
from textual.pilot import Pilot
from textual.widgets import Input, Static, TextArea

from tests.ui.conftest import Bed, Beds
from tutor.ui.widgets.question import QuestionCard


async def burst(pilot: Pilot[int], *keys: str) -> None:
    """Send keys without waiting between them, as a terminal's driver does."""
    for key in keys:
        character = key if len(key) == 1 else None
        pilot.app.post_message(events.Key(key, character))
    await pilot.pause(0.2)


def said(bed: Bed) -> str:
    return str(bed.app.screen.query_one(".feedback", Static).render())


async def test_a_number_typed_at_once_is_the_answer(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("enter")
        await burst(pilot, "7", "7", Keys.Enter.value)
        assert bed.app.screen.query_one(Input).value == "77"
        assert "Type a number first" not in said(bed)
        await burst(pilot, "backspace", "5", Keys.Enter.value)
        assert bed.app.screen.query_one(Input).value == "5"
        assert "Type a number first" not in said(bed)
        await burst(pilot, "8", "8", "backspace", Keys.Enter.value)
        assert bed.app.screen.query_one(Input).value == "8"
        assert bed.app.screen.query_one(QuestionCard).standing.given == "8"


async def test_a_note_keeps_the_order_of_its_keys(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        await pilot.press("m")
        await pilot.pause()
        await burst(pilot, "a", "c", "backspace", "b")
        assert bed.app.screen.query_one(TextArea).text == "ab"
