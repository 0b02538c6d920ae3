"""The review through Pilot: one question at a time, kept at once, and what came of all."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from tests.support import lesson
from tests.ui.conftest import COURSE, Bed, Beds
from tests.ui.steps import choose, text_of
from tutor.course.review import SECONDS_A_DAY, Rating, rate
from tutor.store.cards import Key
from tutor.store.reviews import questions
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.review import ReviewScreen
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.review_view import ReviewView

Compare = Callable[..., bool]
NOW = 1.8e9
CNN = "convolutional-networks"
SHIFT, FILTER = (CNN, "dense-shift"), (CNN, "edge-filter")
SIZES = [(80, 24), (40, 20)]


def reviewing(beds: Beds, *keys: Key, days: float = 9.0, rated: Rating = "good") -> Bed:
    """Home with cards of these questions, last answered so many days ago; time stands still."""
    bed = beds(lesson=None)
    session = bed.app.session
    session.reviews.clock = lambda: NOW
    for place, key in enumerate(keys):
        # The first one named has faded most.
        at = NOW - days * SECONDS_A_DAY + place
        session.progress.cards.keep(key, rate(None, rated, at))
    return bed


async def begin(pilot: Pilot[int]) -> ReviewScreen:
    await pilot.pause()
    await pilot.press("v")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


def due_in(bed: Bed, key: Key) -> float:
    row = bed.app.session.progress.cards.find(key)
    assert row is not None
    return row.due - NOW


async def test_home_says_how_many_are_due_and_v_asks_them(beds: Beds) -> None:
    bed = reviewing(beds, SHIFT, FILTER, (CNN, "gone"))
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "2 due (v)" in str(bed.app.screen.query_one("#head", Static).render())
        screen = await begin(pilot)
        assert screen.query_one(QuestionCard).quiz.id == "dense-shift"
        assert "Review › Convolutional networks" in text_of(screen, "#head")
        assert "1/2" in text_of(screen, "#head")
        assert len(screen.query(QuestionCard)) == 1


async def test_a_right_answer_is_kept_at_once_and_says_when_it_comes_back(beds: Beds) -> None:
    bed = reviewing(beds, SHIFT)
    async with bed.app.run_test(size=(80, 40)) as pilot:
        screen = await begin(pilot)
        await choose(pilot, right=True)
        assert due_in(bed, SHIFT) > 5 * SECONDS_A_DAY
        assert "Back in" in text_of(screen, "#after")
        assert "Why not just connect everything?" in text_of(screen, "#after")
        assert bed.app.session.progress.best(CNN)["dense-shift"].correct
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(bed.app.screen, HomeScreen)
        assert "due (v)" not in str(bed.app.screen.query_one("#head", Static).render())


async def test_a_wrong_one_is_missed_until_it_is_right_after_all(beds: Beds) -> None:
    bed = reviewing(beds, SHIFT)
    async with bed.app.run_test(size=(80, 40)) as pilot:
        screen = await begin(pilot)
        await choose(pilot, right=False)
        assert due_in(bed, SHIFT) == 600
        assert not screen.query_one("#after").display
        await choose(pilot, right=True)
        assert due_in(bed, SHIFT) > SECONDS_A_DAY
        await pilot.press("n")
        await pilot.pause()
        assert "1 right with a hint or another try" in text_of(screen, "#told Static")


async def test_the_summary_names_what_was_missed(beds: Beds) -> None:
    bed = reviewing(beds, SHIFT, FILTER)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await choose(pilot, right=True)
        await pilot.press("enter")
        await pilot.pause()
        assert screen.query_one(QuestionCard).quiz.id == "edge-filter"
        await pilot.press("escape", "s")
        await pilot.pause()
        assert not screen.query_one(QuestionCard).answered
        assert "press F3 again" in text_of(screen, ".feedback")
        await pilot.press("s")
        await pilot.pause()
        assert "Solution" in text_of(screen, ".feedback")
        assert due_in(bed, FILTER) == 600
        await pilot.press("n")
        await pilot.pause()
        told = text_of(screen, "#told Static")
        assert "Reviewed: 2 questions." in told
        assert "1 right at once" in told
        assert "1 missed" in told
        assert "back in 10 minutes" in told
        assert "Next: 1 in 10 minutes" in told


async def test_hints_count_here_alone(beds: Beds) -> None:
    bed = reviewing(beds, SHIFT)
    async with bed.app.run_test(size=(80, 40)) as pilot:
        await begin(pilot)
        await pilot.press("h")
        await choose(pilot, right=True)
        session = bed.app.session
        assert session.progress.hints(CNN) == {}
        row = session.progress.cards.find(SHIFT)
        assert row is not None
        before = rate(None, "good", NOW - 9 * SECONDS_A_DAY)
        assert row.card == rate(before, "hard", NOW)


async def test_ten_at_most_then_v_goes_on(beds: Beds) -> None:
    known = [(CNN, quiz) for quiz in questions(lesson(course=COURSE))]
    bed = reviewing(beds, *known)
    assert len(known) > 10
    async with bed.app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        for number in range(1, 11):
            assert f" {number}/10" in text_of(screen, "#head")
            view = screen.query_one(ReviewView)
            view.card.skip()
            await pilot.pause()
            await screen.action_next()
            await pilot.pause()
        told = text_of(screen, "#told Static")
        assert "Reviewed: 10 questions." in told
        assert f"Due now: {len(known) - 10}. v goes on." in told
        await pilot.press("v")
        await pilot.pause()
        assert f" 1/{len(known) - 10}" in text_of(screen, "#head")


async def test_what_another_terminal_answered_is_not_asked_again(beds: Beds) -> None:
    bed = reviewing(beds, SHIFT, FILTER)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        bed.app.session.reviews.sitting().rate(FILTER, "good")  # as the other would
        await choose(pilot, right=True)
        await pilot.press("n")
        await pilot.pause()
        assert "Reviewed: 1 question." in text_of(screen, "#told Static")


async def test_l_opens_the_step_and_the_place_in_the_lesson_stays(beds: Beds) -> None:
    bed = reviewing(beds, FILTER)
    bed.app.session.progress.set_position(CNN, 4)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        assert screen.query_one(Input).has_focus
        await pilot.press("escape", "l")
        await pilot.pause()
        assert bed.app.screen is screen  # not before the question is closed
        await pilot.press("s", "s", "l")
        await pilot.pause()
        shown = bed.app.screen
        assert isinstance(shown, LessonScreen)
        assert (shown.lesson.id, shown.step) == (CNN, 1)
        await pilot.press("escape")
        await pilot.pause()
        assert bed.app.screen is screen
        position = bed.app.session.progress.position(CNN)
        assert position is not None
        assert position.step == 4


async def test_nothing_is_due_says_when_something_is(beds: Beds) -> None:
    bed = reviewing(beds, SHIFT, days=0)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        told = text_of(screen, "#told Static")
        assert told.startswith("Nothing is due now. The next question is due ")
        await pilot.press("n", "l", "s", "h", "v", "enter")
        await pilot.pause()
        assert bed.app.screen is screen


async def test_nothing_was_ever_answered(beds: Beds) -> None:
    bed = reviewing(beds)
    async with bed.app.run_test(size=(40, 20)) as pilot:
        screen = await begin(pilot)
        assert "nothing to review yet" in text_of(screen, "#told Static")


async def test_answers_in_a_lesson_make_cards_and_predictions_none(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        cards = bed.app.session.progress.cards
        await choose(pilot, right=False)
        row = cards.find(SHIFT)
        assert row is not None
        assert 0 < row.due - time.time() <= 600
        await choose(pilot, right=True)
        row = cards.find(SHIFT)
        assert row is not None
        assert row.due - time.time() > SECONDS_A_DAY / 2
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        screen.step = 4
        await screen.action_step(1)
        await pilot.pause()
        card = next(c for c in screen.query(QuestionCard) if c.quiz.id == "predict-default")
        card._grade(0)
        await pilot.pause()
        assert [row.key for row in cards.every()] == [SHIFT]
        assert "predict-default" in bed.app.session.progress.best(CNN)


async def test_answers_from_before_become_cards_when_home_stands(beds: Beds) -> None:
    bed = beds(lesson=None)
    session = bed.app.session
    session.progress.record_attempt(CNN, "dense-shift", 0, score=0.0, correct=False)
    session.reviews.clock = lambda: time.time() + SECONDS_A_DAY
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        assert "1 due (v)" in str(bed.app.screen.query_one("#head", Static).render())


async def screens_to_home(bed: Bed) -> list[type[Screen[object]]]:
    """The screen that the program begins on, and that which Escape leads to."""
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        first = type(bed.app.screen)
        await pilot.press("escape")
        await pilot.pause()
        return [first, type(bed.app.screen)]


async def test_tutor_review_begins_there_and_leaves_to_home(beds: Beds) -> None:
    bed = reviewing(beds, SHIFT)
    bed.app.begins_with = "review"
    assert await screens_to_home(bed) == [ReviewScreen, HomeScreen]


@pytest.mark.parametrize("size", [(40, 20), (200, 50)])
async def test_every_type_of_question_fits(beds: Beds, size: tuple[int, int]) -> None:
    each = {asked.quiz.type: asked.key for asked in questions(lesson(course=COURSE)).values()}
    bed = reviewing(beds, *each.values())
    async with bed.app.run_test(size=size) as pilot:
        screen = await begin(pilot)
        for left in range(len(each), 0, -1):
            [view] = screen.query(ReviewView)
            view.card.skip()
            await pilot.pause()
            wide = [w for w in screen.query(Widget) if w.region.right > size[0]]
            assert not wide, (left, wide)
            await screen.action_next()
            await pilot.pause()
        assert screen.query_one("#told")


@pytest.mark.parametrize("size", SIZES)
def test_a_question_that_is_due(beds: Beds, snap_compare: Compare, size: tuple[int, int]) -> None:
    bed = reviewing(beds, SHIFT, FILTER)

    async def answer(pilot: Pilot[int]) -> None:
        await begin(pilot)
        await choose(pilot, right=True)
        await pilot.pause(0.3)

    assert snap_compare(bed.app, terminal_size=size, run_before=answer)


@pytest.mark.parametrize("size", SIZES)
def test_the_end_of_a_sitting(beds: Beds, snap_compare: Compare, size: tuple[int, int]) -> None:
    bed = reviewing(beds, SHIFT, FILTER)

    async def answer(pilot: Pilot[int]) -> None:
        await begin(pilot)
        await choose(pilot, right=True)
        await pilot.press("n", "escape", "s", "s", "n")
        await pilot.pause(0.1)

    assert snap_compare(bed.app, terminal_size=size, run_before=answer)
