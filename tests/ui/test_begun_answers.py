"""An answer that was begun is there again when its step is."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.ui.conftest import Bed, Beds
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.answers import Answers
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.typed import Typed

LESSON = "convolutional-networks"


async def go_to(bed: Bed, pilot: Pilot[int], kind: str) -> QuestionCard:
    """The first question of a type, on its step."""
    await pilot.pause()
    screen = bed.app.screen
    assert isinstance(screen, LessonScreen)
    place, quiz = next(
        (at, quiz)
        for at, step in enumerate(screen.lesson.steps)
        for quiz in step.quizzes
        if quiz.type == kind
    )
    await screen.action_step(place - screen.step)
    await pilot.pause()
    return next(one for one in screen.query(QuestionCard) if one.quiz.id == quiz.id)


def said(card: QuestionCard) -> str:
    return str(card.query_one(".feedback", Static).render())


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("select", ["down", "space"]),
        ("order", ["space", "down", "space"]),
        ("match", ["right", "right"]),
    ],
)
async def test_marks_outlive_the_program_and_no_stray_enter_gives_them(
    beds: Beds, kind: str, keys: list[str]
) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 60)) as pilot:
        card = await go_to(bed, pilot, kind)
        card.focus_answers()
        await pilot.press(*keys)
        await pilot.pause()
        begun = card.query_one(Answers)._marks.answer
    bed = beds()
    async with bed.app.run_test(size=(80, 60)) as pilot:
        card = await go_to(bed, pilot, kind)
        answers, attempts = card.query_one(Answers), bed.app.session.progress.attempts
        assert answers._marks.answer == begun
        card.focus_answers()
        await pilot.press("enter")
        await pilot.pause()
        assert "So far you had come" in said(card)
        assert attempts(LESSON) == []
        await pilot.press("enter")
        await pilot.pause()
        if kind == "match":  # partners are missing
            assert attempts(LESSON) == []
            assert bed.app.session.progress.halfway.of(LESSON) == {card.quiz.id: begun}
        else:
            assert [one.answer for one in attempts(LESSON)] == [begun]
            assert bed.app.session.progress.halfway.of(LESSON) == {}


async def test_what_is_changed_of_it_is_given_by_one_enter(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 60)) as pilot:
        card = await go_to(bed, pilot, "select")
        bed.app.session.progress.halfway.keep(LESSON, card.quiz.id, [0])
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        await screen.action_step(-1)
        card = await go_to(bed, pilot, "select")
        card.focus_answers()
        await pilot.press("space", "down", "space", "enter")
        await pilot.pause()
        assert len(bed.app.session.progress.attempts(LESSON)) == 1


async def test_what_was_typed_stays_when_the_page_is_turned(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 60)) as pilot:
        card = await go_to(bed, pilot, "number")
        field = card.query_one(Typed)
        field.focus()
        await pilot.press("1", "2", "escape", "b", "n")
        await pilot.pause()
        card = await go_to(bed, pilot, "number")
        field = card.query_one(Typed)
        assert field.value == "12"
        field.focus()
        await pilot.press("5", "escape", "tab", "0")  # gone on with, also the second time
        await pilot.pause()
        assert field.value == "1250"
        assert bed.app.session.progress.attempts(LESSON) == []
