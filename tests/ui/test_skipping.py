"""Skipping a question of a lesson: s twice, the answer shown, and marked where progress is."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import OptionList, Static

from tests.support import lesson
from tests.ui.conftest import Beds
from tutor.store.progress import Progress
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.question import QuestionCard

Compare = Callable[..., bool]
CNN = "convolutional-networks"
SHIFT = (CNN, "dense-shift")


def said(card: QuestionCard) -> str:
    return str(card.query_one(".feedback", Static).render())


async def test_s_says_that_a_second_one_skips_and_the_second_does(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        card = bed.app.screen.query_one(QuestionCard)
        progress = bed.app.session.progress
        await pilot.press("s")
        await pilot.pause()
        assert "press s again to skip it" in said(card)
        assert not card.answered
        assert progress.attempts(CNN) == []
        await pilot.press("s")
        await pilot.pause()
        assert card.answered
        assert "Solution: " in said(card)
        assert all(option.why in said(card) for option in card.quiz.options)
        assert card.border_title == "Question · skipped"
        best = progress.best(CNN)["dense-shift"]
        assert (best.skipped, best.correct, best.score) == (True, False, 0.0)
        row = progress.cards.find(SHIFT)
        assert row is not None
        assert 0 < row.due - time.time() <= 600
        await pilot.press("n")
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        assert screen.step == 1


async def test_an_answer_in_between_is_no_skip(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        card = bed.app.screen.query_one(QuestionCard)
        await pilot.press("s")
        card._grade(0)
        await pilot.press("s")
        await pilot.pause()
        assert card.answered
        assert not bed.app.session.progress.best(CNN)["dense-shift"].skipped


async def test_a_skipped_question_is_open_again_and_an_answer_takes_the_mark_away(
    beds: Beds,
) -> None:
    bed = beds()
    bed.app.session.progress.record_skip(*SHIFT)
    async with bed.app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        card = bed.app.screen.query_one(QuestionCard)
        assert card.border_title == "Question · skipped"
        assert not card.answered
        assert card.standing.tries == 0
        card._grade(1)
        await pilot.pause()
        assert card.border_title == "Question"
        session = bed.app.session
        assert session.skipped(lesson()) == 0
        assert session.progress.best(CNN)["dense-shift"].correct


async def test_home_says_what_was_skipped(beds: Beds) -> None:
    bed = beds(lesson=None)
    bed.app.session.progress.record_skip(*SHIFT)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        assert isinstance(bed.app.screen, HomeScreen)
        first = bed.app.screen.query_one("#course", OptionList).options[0]
        assert "right, 1 skipped" in str(first.prompt)
        about = str(bed.app.screen.query_one("#about-text", Static).render())
        assert "You skipped one question." in about or "You skipped 1 question." in about


def test_the_last_thing_done_counts() -> None:
    with Progress.open() as progress:
        progress.record_skip(*SHIFT)
        progress.record_attempt(*SHIFT, 0, score=0.0, correct=False)
        assert not progress.best(CNN)["dense-shift"].skipped
        progress.record_skip(*SHIFT)
        assert progress.best(CNN)["dense-shift"].skipped
        progress.record_attempt(*SHIFT, 1, score=1.0, correct=True)
        progress.record_skip(*SHIFT)
        assert not progress.best(CNN)["dense-shift"].skipped
        assert [one.skipped for one in progress.attempts(CNN)] == [True, False, True, False, True]


@pytest.mark.parametrize("size", [(40, 20), (200, 50)])
async def test_every_type_fits_when_it_is_skipped(beds: Beds, size: tuple[int, int]) -> None:
    bed = beds()
    async with bed.app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        for step in range(len(screen.lesson.steps)):
            screen.step = step
            await screen.action_step(0)
            for card in screen.query(QuestionCard):
                card.skip()
            await pilot.pause()
            wide = [w for w in screen.query(Widget) if w.region.right > size[0]]
            assert not wide, (step, wide)


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
def test_a_skipped_question(beds: Beds, snap_compare: Compare, size: tuple[int, int]) -> None:
    async def skip(pilot: Pilot[int]) -> None:
        await pilot.pause()
        await pilot.press("tab", "s", "s")
        await pilot.pause(0.2)

    assert snap_compare(beds().app, terminal_size=size, run_before=skip)


async def test_a_question_that_is_still_below_the_screen_gives_no_hint(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        card = bed.app.screen.query(QuestionCard).first()
        await pilot.press("h", "s")
        assert card.standing.hints == 0
        await pilot.press("tab", "h")
        assert card.standing.hints == 1
