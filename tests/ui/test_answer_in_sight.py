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
