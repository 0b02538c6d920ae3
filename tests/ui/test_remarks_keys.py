"""Notes and bookmarks, by their keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import Static

from tests.ui.conftest import Bed, Beds
from tests.ui.steps import until
from tutor.store.merging import TOGETHER
from tutor.store.notes import LIMIT
from tutor.store.progress import Progress
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.note import NoteDialog, NoteText
from tutor.ui.screens.notes import NotesScreen, RemarkList
from tutor.ui.widgets.headline import HeadLine

NETWORKS = "convolutional-networks"
FIRST = "Why not just connect everything?"


def note(bed: Bed, step: str = FIRST, lesson: str = NETWORKS) -> str:
    return bed.app.session.progress.notes.note(lesson, step)


def head(bed: Bed) -> str:
    return str(bed.app.screen.query_one(HeadLine).render())


def kept(bed: Bed) -> str:
    return str(bed.app.screen.query_one("#kept", Static).render())


def rows(bed: Bed) -> list[str]:
    found = bed.app.screen.query_one(RemarkList)
    return [str(found.get_option_at_index(n).prompt) for n in range(found.option_count)]


async def paste(bed: Bed, pilot: Pilot[int], text: str) -> None:
    bed.app.post_message(Paste(text))
    await pilot.pause()


async def test_a_note_is_kept_at_a_pause_and_on_leaving(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "✎" not in head(bed)
        await pilot.press("m", "a", "q", "question_mark", "enter", "g")
        await until(pilot, lambda: note(bed) == "aq?\ng", "it was not kept at a pause")
        await pilot.press("m", "escape")
        await pilot.pause()
        assert isinstance(bed.app.screen, LessonScreen)
        assert note(bed) == "aq?\ngm"
        assert "✎" in head(bed)
        await pilot.press("n")
        await pilot.pause()
        assert "✎" not in head(bed)
        await pilot.press("b", "m")
        await pilot.pause()
        area = bed.app.screen.query_one(NoteText)
        assert area.text == "aq?\ngm"
        await pilot.press(*["backspace"] * 6, "escape")
        await pilot.pause()
        assert "✎" not in head(bed)


async def test_what_was_written_is_kept_when_the_program_ends(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("m", "x")
        bed.app.exit(0)
    assert note(bed) == "x"


async def test_any_text_can_be_pasted_up_to_a_limit(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("m")
        await pilot.pause()
        await paste(bed, pilot, "漢字 😀\r\nשלום \x1b[31mred\x07\u202e")
        assert bed.app.screen.query_one(NoteText).text == "漢字 😀\nשלום red"
        assert kept(bed) == "Kept while you write. Esc closes."
        await paste(bed, pilot, "x" * LIMIT)
        assert kept(bed) == "A note holds 20,000 characters: the rest was left out."
        await pilot.press("backspace")
        await pilot.pause()
        assert kept(bed) == "19,999 of 20,000 characters. Esc closes."
        await pilot.press("escape")
        await pilot.pause()
        assert len(note(bed)) == LIMIT - 1


async def test_what_another_terminal_writes_meanwhile_is_shown_and_kept(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("m", "o", "n", "e")
        with Progress.open() as other:
            other.notes.write(NETWORKS, FIRST, "two", "")
        both = f"two\n\n{TOGETHER}\none"
        await until(pilot, lambda: note(bed) == both)
        assert bed.app.screen.query_one(NoteText).text == both
        assert "Both texts" in [*bed.app._notifications][-1].message
        await pilot.press("escape")
        assert note(bed) == both


async def test_a_note_that_cannot_be_kept_stays_in_the_dialog_and_says_why(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        bed.app.session.progress._tables._connection.execute("PRAGMA query_only = ON")
        await pilot.press("m", "x")
        await until(pilot, lambda: bool([*bed.app._notifications]))
        assert bed.app.screen.query_one(NoteText).text == "x"
        bed.app.session.progress._tables._connection.execute("PRAGMA query_only = OFF")
        await pilot.press("y", "escape")
        await pilot.pause()
        assert note(bed) == "xy"


async def test_a_bookmark_is_set_seen_and_taken_away(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        await pilot.press("k")
        await pilot.pause()
        assert "★" in head(bed)
        await pilot.press("k")
        await pilot.pause()
        assert "★" not in head(bed)


def some(bed: Bed) -> None:
    """A note, a bookmark, and a note on a lesson that is gone."""
    book = bed.app.session.progress.notes
    book.write("old-lesson", "Once", "still here", "")
    book.write(NETWORKS, FIRST, "about\nweights", "")
    book.set_bookmark(NETWORKS, "What sharing saves", there=True)


async def test_home_lists_them_and_enter_goes_there(beds: Beds) -> None:
    bed = beds(None)
    some(bed)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("m")
        await pilot.pause()
        assert isinstance(bed.app.screen, NotesScreen)
        said = [row.strip() for row in rows(bed)]
        assert said[0] == "Convolutional networks"
        assert said[1].startswith("✎")
        assert "about weights" in said[1]
        assert said[2].startswith("★")
        assert said[3] == "old-lesson"
        await pilot.press("down", "enter")
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        assert screen.step == 2
        await pilot.press("k", "escape")
        await pilot.pause()
        assert len(rows(bed)) == 4, "the bookmark is gone"
        await pilot.press("end")
        text = str(bed.app.screen.query_one("#text", Static).render())
        assert text == "This step is no longer in the course.\n\nstill here"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(bed.app.screen, NoteDialog)
        await pilot.press("!", "escape")
        await pilot.pause()
        assert note(bed, "Once", "old-lesson") == "still here!"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(bed.app.screen, HomeScreen)


async def test_what_is_deleted_comes_back(beds: Beds) -> None:
    bed = beds(None)
    some(bed)
    bed.app.session.progress.notes.set_bookmark(NETWORKS, FIRST, there=True)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("m", "u", "d")
        await pilot.pause()
        assert note(bed) == ""
        assert len(rows(bed)) == 4
        await pilot.press("d", "d")
        await pilot.pause()
        assert rows(bed) == []
        assert bed.app.screen.query_one("#none").display
        await pilot.press("u", "u", "u")
        await pilot.pause()
        assert note(bed) == "about\nweights"
        assert bed.app.session.progress.notes.bookmarked(NETWORKS) == {FIRST, "What sharing saves"}
        assert len(rows(bed)) == 5


async def test_without_any_the_keys_are_told(beds: Beds, tmp_path: Path) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(38, 14)) as pilot:
        await pilot.pause()
        await pilot.press("m", "enter", "d")
        await pilot.pause()
        said = str(bed.app.screen.query_one("#none", Static).render())
        assert "In a lesson, m writes a note on the step, and k sets a bookmark." in said
