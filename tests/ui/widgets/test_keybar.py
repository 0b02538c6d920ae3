"""Which keys the line at the bottom shows, by its width."""

from __future__ import annotations

import pytest
from textual.binding import Binding

from tests.ui.conftest import Beds
from tutor.ui.widgets.keybar import Entry, KeyBar, entries, fitting

LAST = [Entry("Esc", "Back", always=True), Entry("?", "Help", always=True),
        Entry("q", "Quit", always=True)]  # fmt: skip
ENTRIES = [Entry("t", "Train"), Entry("r", "Try"), Entry("Enter", "To the question"),
           Entry("v", "Look"), *LAST]  # fmt: skip


def shown(width: int) -> str:
    return "".join(f" {entry.key} {entry.text} ".rstrip() for entry in fitting(ENTRIES, width))


@pytest.mark.parametrize(
    ("width", "keys"),
    [
        (80, " t Train r Try Enter To the question v Look Esc Back ? Help q Quit"),
        (60, " t Train r Try v Look Esc Back ? Help q Quit"),
        (40, " t Train r Try v Look Esc Back ?"),
        (24, " t Train Esc Back ?"),
        (10, " Esc Back ?"),
    ],
)
def test_the_way_back_and_help_stay_and_as_many_others_as_fit(width: int, keys: str) -> None:
    assert shown(width) == keys


@pytest.mark.parametrize("width", [40, 59])
def test_quitting_is_shown_on_narrow_lines_too_where_there_is_room(width: int) -> None:
    found = fitting([Entry("Enter", "Open"), *LAST], width)
    assert [entry.key for entry in found] == ["Enter", "Esc", "?", "q"]


def test_a_narrow_bench_tells_how_to_train_and_where_enter_leads() -> None:
    reading = [Entry("Enter", "Question"), Entry("n", "Next", always=True), Entry("b", "Back"),
               Entry("t", "Train"), *LAST]  # fmt: skip
    found = fitting(reading, 40)
    assert [(entry.key, entry.text) for entry in found] == [
        ("Enter", "Question"), ("n", "Next"), ("t", "Train"), ("Esc", ""), ("?", ""),
    ]  # fmt: skip


def test_esc_keeps_its_word_where_nothing_needs_the_room() -> None:
    results = [Entry("t", "Train"), Entry("r", "Try"), Entry("e", "Seed"),
               Entry("n", "Next", always=True), *LAST]  # fmt: skip
    assert Entry("Esc", "Back", always=True) in fitting(results, 40)


def test_what_is_shown_fits() -> None:
    for width in range(13, 90):
        assert sum(entry.cells for entry in fitting(ENTRIES, width)) <= width


def test_keys_that_do_the_same_share_an_entry_and_the_way_on_is_kept() -> None:
    found = entries([
        Binding("enter", "go_on", "Next"), Binding("escape", "leave", "Home", key_display="Esc"),
        Binding("t", "train", "Train"), Binding("n", "step(1)", "Next"),
    ])  # fmt: skip
    assert found == [
        Entry("Enter/n", "Next", always=True), Entry("t", "Train"),
        Entry("Esc", "Home", always=True),
    ]  # fmt: skip


async def test_under_a_dialog_the_bar_tells_the_keys_of_that(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        bar = bed.app.screen.query_one(KeyBar)
        before = bar.render_line(0).text
        assert "n Next" in before
        await pilot.press("m")
        await pilot.pause()
        assert bar.render_line(0).text.split() == ["Esc", "Close"]
        await pilot.press("escape")
        await pilot.pause()
        assert bar.render_line(0).text == before


async def test_below_another_full_screen_the_bar_is_left_alone(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        home, lesson = (screen.query_one(KeyBar) for screen in bed.app.screen_stack[-2:])
        touched: list[KeyBar] = []
        monkeypatch.setattr(KeyBar, "refresh", lambda self, *_, **__: touched.append(self))
        bed.app.screen.refresh_bindings()
        await pilot.pause()
        assert lesson in touched
        assert home not in touched
