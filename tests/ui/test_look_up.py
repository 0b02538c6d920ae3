"""The glossary and the search, by their keys."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Static

from tests.course.lesson_texts import BODY, FRONT
from tests.support import small_course, write_text
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import until
from tutor.course.glossary import Glossary, Term
from tutor.ui.screens.find import Found, Query
from tutor.ui.screens.glossary import GlossaryScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.search import SearchScreen
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.prose import Prose
from tutor.ui.widgets.terms import TERM

NETWORKS = "convolutional-networks"


def listed(bed: Bed) -> list[str]:
    """The rows that are listed, the empty lines between them left out."""
    found = bed.app.screen.query_one(Found)
    texts = [str(found.get_option_at_index(n).prompt) for n in range(found.option_count)]
    return [text for text in texts if text]


def head(bed: Bed) -> str:
    return str(bed.app.screen.query_one("#head", Static).render())


def keys(bed: Bed) -> dict[str, str]:
    return {entry.key: entry.text for entry in bed.app.screen.query_one(KeyBar)._entries()}


async def typed(pilot: Pilot[int], text: str) -> None:
    await pilot.press(*("space" if sign == " " else sign for sign in text))
    await pilot.pause()


async def test_home_shows_all_terms_and_typing_finds_one(beds: Beds, tmp_path: Path) -> None:
    bed = beds(None, small_course(tmp_path))
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("g")
        await pilot.pause()
        assert isinstance(bed.app.screen, GlossaryScreen)
        terms = bed.app.session.glossary.terms
        assert head(bed) == f" Glossary · {len(terms)} terms"
        assert [row.split("  ")[0] for row in listed(bed)] == [term.name for term in terms]
        await typed(pilot, "poling")
        assert listed(bed)[0].startswith("pooling")
        await typed(pilot, "qqq")
        assert not bed.app.screen.query_one(Found).display
        said = str(bed.app.screen.query_one("#nothing", Static).render())
        assert said.startswith("No term is like “polingqqq”.")
        assert keys(bed) == {"Esc": "Back"}
        await pilot.press("enter", "down", "escape")
        assert bed.app.screen.query_one(Query).value == ""
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(bed.app.screen, HomeScreen)


async def test_enter_opens_the_step_that_uses_a_term_first_and_escape_comes_back(
    beds: Beds, tmp_path: Path
) -> None:
    bed = beds(None, small_course(tmp_path))
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("g")
        await typed(pilot, "pooling")
        await pilot.press("enter")
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        assert (screen.lesson.id, screen.step) == (NETWORKS, 3)
        assert keys(bed)["Esc"] == "Return"
        assert bed.app.session.progress.position(NETWORKS) is None, "only looked up"
        await pilot.press("n")
        await pilot.pause()
        place = bed.app.session.progress.position(NETWORKS)
        assert place is not None
        assert place.step == 4, "read on from there"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(bed.app.screen, GlossaryScreen)
        assert bed.app.screen.query_one(Query).value == "pooling"


async def test_a_step_has_its_terms_first_and_marks_them_once(beds: Beds, tmp_path: Path) -> None:
    bed = beds(course=small_course(tmp_path))
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        marked = [
            block.content.plain[span.start : span.end]
            for block in bed.app.screen.query("MarkdownParagraph").results(Static)
            if isinstance(block.content, Content)
            for span in block.content.spans
            if TERM in str(getattr(span.style, "meta", ""))
        ]
        assert marked == ["convolution", "filter", "feature map"]
        await pilot.press("g")
        await pilot.pause()
        rows = [row.split("  ")[0] for row in listed(bed)]
        assert rows[:5] == [
            "In this step", "convolution", "feature map", "filter", "In this lesson",
        ]  # fmt: skip
        assert "In other lessons" in rows
        found = bed.app.screen.query_one(Found)
        assert found.row == 1
        await pilot.press("down", "down", "down")
        assert found.row == 5, "the heading is passed over"
        await pilot.press("escape")
        await pilot.pause()
        assert keys(bed)["Esc"] == "Home"


async def test_a_click_on_a_marked_term_shows_it(beds: Beds, tmp_path: Path) -> None:
    bed = beds(course=small_course(tmp_path))
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        bed.app.screen.query(Prose).first().post_message(Prose.TermClicked("feature map"))
        await until(pilot, lambda: isinstance(bed.app.screen, GlossaryScreen))
        await pilot.pause()
        row = bed.app.screen.query_one(Found).row
        assert row is not None
        assert listed(bed)[row].startswith("feature map")


async def test_words_are_found_and_enter_goes_there(beds: Beds, tmp_path: Path) -> None:
    bed = beds(course=small_course(tmp_path))
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "n")
        await pilot.pause()
        await pilot.press("slash")
        await pilot.pause()
        assert isinstance(bed.app.screen, SearchScreen)
        await typed(pilot, "keeps largest")
        rows = listed(bed)
        at = next(n for n, row in enumerate(rows) if row.startswith("Smaller maps, wider view"))
        assert all("\n" in row for row in rows)
        await pilot.press(*["down"] * at, "enter")
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        assert screen.lesson.steps[screen.step].title == "Smaller maps, wider view"
        await pilot.press("n")
        await pilot.press("escape", "escape", "escape")
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        assert screen.step == 2
        place = bed.app.session.progress.position(NETWORKS)
        assert place is not None
        assert place.step == 2, "the learner's place is where they came from"


async def test_a_click_opens_what_was_found(beds: Beds, tmp_path: Path) -> None:
    bed = beds(None, small_course(tmp_path))
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("slash")
        await typed(pilot, "pooling")
        await pilot.click(Found, offset=(4, 4))
        await pilot.pause()
        assert isinstance(bed.app.screen, LessonScreen)


async def test_the_palette_has_all_of_it(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        titles = {command.title for command in bed.app.get_system_commands(bed.app.screen)}
        assert {
            "Terms of the course, and what they mean", "Search in all lessons",
            "Your note on this step", "Set a bookmark here, or take it away",
        } <= titles  # fmt: skip


@pytest.mark.parametrize("size", [(38, 14), (200, 50)])
async def test_every_size_has_room(beds: Beds, size: tuple[int, int]) -> None:
    bed = beds()
    async with bed.app.run_test(size=size) as pilot:
        for key in ("g", "slash"):
            await pilot.pause()
            await pilot.press(key)
            await typed(pilot, "fi")
            assert listed(bed)
            await pilot.resize_terminal(size[0] + 3, size[1] + 1)
            await pilot.pause()
            assert listed(bed)
            await pilot.press("escape", "escape")


async def test_a_course_without_terms_says_so(beds: Beds, tmp_path: Path) -> None:
    front = FRONT[: FRONT.index("[glossary]")] + "+++\n"
    write_text(tmp_path / "good.md", front + BODY)
    bed = beds(None, tmp_path)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("g")
        await pilot.pause()
        said = str(bed.app.screen.query_one("#nothing", Static).render())
        assert said == "The lessons of this course have no terms."


async def test_a_term_of_a_broken_lesson_is_told_and_does_not_open(
    beds: Beds, tmp_path: Path
) -> None:
    write_text(tmp_path / "good.md", FRONT + BODY.replace("[[options]]", "[[optoins]]", 1))
    bed = beds(None, tmp_path)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("g", "enter")
        await pilot.pause()
        assert isinstance(bed.app.screen, GlossaryScreen)
        assert [note.message for note in bed.app._notifications] == [
            "This lesson cannot be opened."
        ]


def test_nothing_of_it_is_loaded_before_it_is_wanted() -> None:
    statement = (
        "import sys, tutor.ui.app; from tutor.ui.session import Session; Session()\n"
        "late = ('course.glossary', 'course.search', 'store.merging', 'ui.screens.find',\n"
        "        'ui.screens.note', 'ui.widgets.prose')\n"
        "print([name for name in late if f'tutor.{name}' in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", statement], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


async def test_a_finished_lesson_begins_anew_however_it_was_left(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        screen.step = len(screen.lesson.steps) - 2
        await screen.action_step(1)
        await pilot.press("n", "l")
        await until(pilot, lambda: isinstance(bed.app.screen, HomeScreen))
        await pilot.pause()
        place = bed.app.session.progress.position(NETWORKS)
        assert place is not None
        assert place.step == 0


async def test_a_term_of_two_lessons_is_listed_once_with_both_meanings(beds: Beds) -> None:
    glossary = Glossary(
        [Term("loss", "A number.", "one", "First"), Term("Loss", "What hurts.", "two", "Second")],
        ["one", "two"],
    )
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await bed.app.push_screen(GlossaryScreen(glossary))
        await pilot.pause()
        assert head(bed) == " Glossary · 1 term"
        for text in ("", "hurts"):
            await typed(pilot, text)
            (row,) = listed(bed)
            assert row.startswith("Loss" if text else "loss")
            assert "A number." in row
            assert "What hurts." in row
            assert ("First: " if text else "Second: ") in row


async def test_rows_keep_their_lines_when_the_scroll_bar_comes_back(beds: Beds) -> None:
    bed = beds(lesson=None)
    async with bed.app.run_test(size=(52, 16)) as pilot:
        await pilot.pause()
        await pilot.press("g")
        await pilot.pause()
        found = bed.app.screen.query_one(Found)
        fresh = found.virtual_size.height
        assert fresh > found.size.height
        await typed(pilot, "pooling")
        assert found.virtual_size.height <= found.size.height, "nothing is to be scrolled"
        await pilot.press("escape")
        await pilot.pause()
        assert found.virtual_size.height == fresh
