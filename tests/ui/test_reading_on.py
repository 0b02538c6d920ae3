"""A step opens at its top, and Enter passes nothing by that was not seen."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.support import write_text
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import choose, go_to_experiment, text_of, until
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.answers import Answers
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.step_view import StepView

WORDS = "Some words that fill a line of the page from its left end to its right. "
ASKED = """
```quiz
id = "asked"
type = "choice"
prompt = "Which one?"
hints = ["Begin at the top."]
solution = "The first."

[[options]]
text = "The first"
correct = true
why = "It is."

[[options]]
text = "The second"
why = "It is not."
```
"""


def course(folder: Path, before: int, after: int) -> Path:
    """A course of one lesson: a step with so many lines around its question, and a last one."""
    head = '+++\nformat = 1\nid = "steps"\ntitle = "Steps"\n+++\n'
    text = "\n\n".join([head, "## One", WORDS * before, ASKED, WORDS * after, "## Two", WORDS])
    write_text(folder / "01-steps.md", text)
    return folder


async def opened(bed: Bed, pilot: Pilot[int]) -> LessonScreen:
    """The lesson, once its step is laid out."""
    await pilot.pause(0.1)
    screen = bed.app.screen
    assert isinstance(screen, LessonScreen)
    return screen


def keys(screen: LessonScreen) -> str:
    return screen.query_one(KeyBar).render_line(0).text


@pytest.mark.parametrize(("lines", "size"), [(12, (80, 24)), (5, (40, 20))])
async def test_a_question_that_is_not_all_in_sight_waits_for_enter(
    beds: Beds, tmp_path: Path, lines: int, size: tuple[int, int]
) -> None:
    bed = beds("steps", course(tmp_path, lines, 1))
    async with bed.app.run_test(size=size) as pilot:
        screen = await opened(bed, pilot)
        page = screen.query_one(StepView).page
        assert page.has_focus
        assert page.scroll_offset.y == 0
        assert "Enter Question" in keys(screen)
        await pilot.press("enter")
        await pilot.pause()
        assert screen.query_one(Answers).has_focus
        assert screen.query_one(Answers).region.bottom <= page.content_region.bottom


async def test_text_before_a_question_is_read_before_enter_leads_to_it(
    beds: Beds, tmp_path: Path
) -> None:
    bed = beds("steps", course(tmp_path, 50, 1))
    async with bed.app.run_test(size=(80, 24)) as pilot:
        screen = await opened(bed, pilot)
        page, card = screen.query_one(StepView).page, screen.query_one(QuestionCard)
        pages = 0
        while card.region.y >= page.content_region.bottom:
            assert "Enter Read on" in keys(screen)
            assert "Enter Question" not in keys(screen)
            await pilot.press("enter")
            await pilot.pause(0.1)
            pages += 1
        assert pages > 1
        assert page.has_focus
        assert "Enter Question" in keys(screen)
        await pilot.press("enter")
        await until(pilot, lambda: screen.query_one(Answers).has_focus)


async def test_a_question_in_sight_with_all_before_it_has_the_focus(
    beds: Beds, tmp_path: Path
) -> None:
    bed = beds("steps", course(tmp_path, 3, 30))
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        assert bed.app.screen.query_one(Answers).has_focus
        assert bed.app.screen.query_one(StepView).page.scroll_offset.y == 0


async def test_a_question_without_the_focus_says_which_key_leads_to_it(
    beds: Beds, tmp_path: Path
) -> None:
    bed = beds("steps", course(tmp_path, 12, 1))
    async with bed.app.run_test(size=(80, 24)) as pilot:
        screen = await opened(bed, pilot)
        said = partial(text_of, screen, ".feedback")
        await until(pilot, lambda: said().startswith("Enter, then ↑↓ choose · Enter answers"))
        assert not screen.query_one(Answers).has_focus
        await pilot.press("enter")
        await until(pilot, lambda: said().startswith("↑↓ choose · Enter answers"))
        assert screen.query_one(Answers).has_focus


async def test_the_page_stands_still_as_the_focus_comes_and_goes(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(120, 40)) as pilot:
        await go_to_experiment(bed, pilot)
        card = bed.app.screen.query_one(QuestionCard)
        said = card.query_one(".feedback", Static)
        await until(pilot, lambda: "then" in str(said.render()) and said.size.height == 2)
        height = card.size.height
        await pilot.press("tab")
        await until(pilot, lambda: "then" not in str(said.render()))
        await pilot.pause(0.1)
        assert card.size.height == height


async def test_beside_other_panes_it_says_how_to_come_to_its_page(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(200, 50)) as pilot:
        await go_to_experiment(bed, pilot)
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        said = partial(text_of, screen, ".feedback")
        await until(pilot, lambda: said().startswith("Enter, then ↑↓ choose"))
        await pilot.press("2")
        await until(pilot, lambda: said().startswith("1 and Enter, then ↑↓ choose"))
        await pilot.press("3")
        await until(pilot, lambda: said().startswith("Enter, then ↑↓ choose"))
        await pilot.press("enter")
        await until(pilot, lambda: said().startswith("↑↓ choose"))


async def test_enter_reads_on_to_the_end_before_it_goes_to_the_next_step(
    beds: Beds, tmp_path: Path
) -> None:
    bed = beds("steps", course(tmp_path, 3, 40))
    async with bed.app.run_test(size=(80, 24)) as pilot:
        screen = await opened(bed, pilot)
        page = screen.query_one(StepView).page
        await choose(pilot, right=True)
        await pilot.pause(0.2)
        seen = []
        while "Enter Read on" in keys(screen):
            seen.append(page.scroll_offset.y)
            await pilot.press("enter")
            await pilot.pause(0.1)
            assert page.scroll_offset.y > seen[-1]
        assert len(seen) > 1
        assert page.scroll_offset.y == page.max_scroll_y
        assert "n/Enter Next" in keys(screen)
        await pilot.press("enter")
        await pilot.pause()
        assert screen.step == 1


async def test_home_and_end_show_where_they_lead(beds: Beds, tmp_path: Path) -> None:
    bed = beds("steps", course(tmp_path, 1, 1))
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        answers = bed.app.screen.query_one(Answers)
        for key, place in (("end", 1), ("home", 0), ("end", 1)):
            await pilot.press(key)
            marked = [str(answers.get_option_at_index(one).prompt)[0] == "▸" for one in (0, 1)]
            assert answers.highlighted == place
            assert marked == [place == 0, place == 1]


async def test_a_question_that_is_not_all_there_has_nothing_to_say(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        card = bed.app.screen.query(QuestionCard).first()
        await card.query(".feedback").remove()
        card.lead("Tab, then ")
        assert card.query(Answers).first().lead != "Tab, then "


async def test_a_step_that_is_being_left_needs_its_page_no_more(beds: Beds, tmp_path: Path) -> None:
    bed = beds("steps", course(tmp_path, 5, 1))
    async with bed.app.run_test() as pilot:
        view = bed.app.screen.query_one(StepView)
        await until(pilot, lambda: view.whole)
        await view.page.remove()  # as when the step is left: what stands in it goes first
        assert view.is_attached
        assert not view.whole
        view._focus_question(1)
        for action in ("read_on", "build", "answer", "other"):
            assert not view.check_action(action, (False,))
        view._reach_changed()
        await pilot.pause()
        await view.remove()
        view._focus_question(1)
        view._reach_changed()
        await pilot.pause()


async def test_of_two_steps_asked_for_at_once_the_later_is_shown(
    beds: Beds, tmp_path: Path
) -> None:
    bed = beds("steps", course(tmp_path, 5, 1))
    async with bed.app.run_test() as pilot:
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        await until(pilot, lambda: bool(screen.query(StepView)))
        await asyncio.gather(screen.action_step(1), screen.action_step(-1))
        await pilot.pause()
        assert screen.step == 0
        assert len(screen.query(StepView)) == 1
        assert screen.query_one(QuestionCard)
        await asyncio.gather(screen.action_step(1), screen.remove())
        assert await screen._show() is None


async def test_keys_that_come_while_the_program_ends_take_no_screen_away(
    beds: Beds, tmp_path: Path
) -> None:
    bed = beds("steps", course(tmp_path, 5, 1))
    async with bed.app.run_test():
        while len(bed.app.screen_stack) > 1:
            await bed.app.pop_screen()
        await bed.app.pop_screen()
        assert len(bed.app.screen_stack) == 1
