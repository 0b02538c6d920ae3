"""A list of options moves by pages once it is laid out, and bears the keys before."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import OptionList

from tutor.ui.widgets.marked_list import MarkedList


class Bed(App[None]):
    def compose(self) -> ComposeResult:
        yield MarkedList(*map(str, range(100)))


async def test_pages_are_moved_by_once_there_are_any() -> None:
    bed = Bed()
    async with bed.run_test(size=(40, 10)) as pilot:
        listed = bed.query_one(MarkedList)
        listed.focus()
        await pilot.press("home", "pagedown")
        first = listed.highlighted
        assert first
        await pilot.press("pagedown")
        assert listed.highlighted
        assert listed.highlighted > first
        await pilot.press("pageup", "pageup")
        assert listed.highlighted == 0


async def test_a_list_that_is_not_laid_out_stays_where_it_is() -> None:
    bed = Bed()
    async with bed.run_test():
        listed = MarkedList("one", "two")
        assert isinstance(listed, OptionList)
        listed.highlighted = 1
        listed.action_page_down()
        listed.action_page_up()
        assert listed.highlighted == 1
