"""What is said about an answer is brought into sight, to the end of its frame."""

from __future__ import annotations

from functools import partial

import pytest
from textual.containers import VerticalScroll

from tests.support import lesson
from tests.ui.conftest import COURSE, Beds
from tests.ui.steps import until
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.pre_quiz import PreQuizScreen
from tutor.ui.widgets.answers import Answers
from tutor.ui.widgets.question import QuestionCard


def _in_sight(card: QuestionCard) -> bool:
    """Whether all that is said is seen with the card's frame, or its beginning if it is longer."""
    page = card.screen.query_one("#page", VerticalScroll)
    said, seen = card.query_one(".feedback").region, page.content_region
    if not said.height or said.bottom != card.region.bottom - 1:  # it is not laid out yet
        return False
    if card.region.bottom - said.y > seen.height:
        return said.y == seen.y
    return said.y >= seen.y and card.region.bottom <= seen.bottom


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_in_a_lesson(beds: Beds, size: tuple[int, int]) -> None:
    bed = beds("sentiment")
    async with bed.app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        for step in (0, 2, 3, len(screen.lesson.steps) - 1):
            screen.step = step
            await screen.action_step(0)
            for card in screen.query(QuestionCard):
                card.focus_answers()
                await until(pilot, partial(card.has_pseudo_class, "focus-within"))
                await pilot.wait_for_scheduled_animations()
                card.skip()
                await until(pilot, partial(_in_sight, card), card.quiz.id)


def _cursor_in_sight(answers: Answers) -> bool:
    page = answers.screen.query_one("#page", VerticalScroll)
    assert answers.highlighted is not None
    return page.content_region.contains_region(answers._entry(answers.highlighted))


async def test_keys_do_nothing_to_answers_that_nobody_sees(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        attempts = partial(bed.app.session.progress.attempts, screen.lesson.id)
        await screen.action_step(len(screen.lesson.steps) - 1)
        await pilot.pause()
        card = next(one for one in screen.query(QuestionCard) if one.quiz.type == "select")
        page, answers = screen.query_one("#page", VerticalScroll), card.query_one(Answers)
        await until(pilot, lambda: isinstance(bed.app.focused, Answers))  # the first question's
        await pilot.wait_for_scheduled_animations()
        card.focus_answers()
        await until(pilot, lambda: answers.has_focus and _cursor_in_sight(answers))
        for key, place in (("down", 1), ("space", 1), ("up", 0), ("enter", 0)):
            page.scroll_to(y=0, animate=False)
            await until(pilot, lambda: not _cursor_in_sight(answers))
            await pilot.press(key)
            await until(pilot, lambda: _cursor_in_sight(answers), key)
            assert (answers.highlighted, answers._marks.ticked, attempts()) == (place, set(), [])
        await pilot.press("space")
        assert answers._marks.ticked
        await pilot.press("enter")
        await until(pilot, lambda: len(attempts()) == 1)


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_alone_on_the_screen(beds: Beds, size: tuple[int, int]) -> None:
    bed = beds(lesson=None)
    async with bed.app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = PreQuizScreen(lesson("sentiment", COURSE))
        await bed.app.push_screen(screen)
        await pilot.pause()
        for _ in screen._quizzes:
            assert screen.view is not None
            card = screen.view.card
            await until(pilot, partial(card.has_pseudo_class, "focus-within"))
            await pilot.press(*["f3" if card.typed else "s"] * 2)
            await until(pilot, partial(_in_sight, card), card.quiz.id)
            await screen.action_next()
