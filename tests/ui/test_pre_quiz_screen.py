"""The pre-quiz through Pilot: one try each, kept at once, and what the end offers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, OptionList

from tests.support import lesson
from tests.ui.conftest import COURSE, Bed, Beds
from tests.ui.steps import text_of
from tutor.course.answers import Answer, right_answer
from tutor.course.grading import grade
from tutor.course.lesson import Quiz
from tutor.course.prequiz import recall
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.pre_quiz import PreQuizScreen
from tutor.ui.widgets.question import QuestionCard

Compare = Callable[..., bool]
CNN = "convolutional-networks"
QUIZZES = recall(lesson(course=COURSE))
SIZES = [(80, 24), (40, 20)]


def right(quiz: Quiz) -> Answer:
    return str(quiz.accept[0]) if quiz.accept else right_answer(quiz)


def wrong(quiz: Quiz) -> Answer:
    if quiz.accept:
        return "-1" if quiz.type == "number" else "zebra"
    answers: list[Answer] = [0, 1, [0], [1], list(reversed(range(len(quiz.options))))]
    return next(one for one in answers if not (g := grade(quiz, one)).correct and not g.problem)


async def begin(pilot: Pilot[int]) -> PreQuizScreen:
    await pilot.pause()
    await pilot.press("p")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, PreQuizScreen)
    return screen


async def answer(pilot: Pilot[int], *rights: bool) -> None:
    """Answer the questions from the one on the screen on, and go on after each."""
    for one in rights:
        screen = pilot.app.screen
        assert isinstance(screen, PreQuizScreen)
        assert screen.view is not None
        card = screen.view.card
        card._grade(right(card.quiz) if one else wrong(card.quiz))
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()


def place(screen: Screen[None]) -> str:
    return text_of(screen, "#head")


async def test_p_asks_the_last_step_one_try_each_without_hints(beds: Beds) -> None:
    bed = beds(lesson=None)
    async with bed.app.run_test(size=(80, 40)) as pilot:
        screen = await begin(pilot)
        assert "Pre-quiz › Convolutional networks" in place(screen)
        assert "1/5" in place(screen)
        assert screen.view is not None
        card = screen.view.card
        assert card.quiz == QUIZZES[0]
        assert text_of(screen, ".feedback").endswith("Enter answers · one try")
        await pilot.press("n", "h")
        await pilot.pause()
        assert screen.view.card is card
        card._grade(wrong(card.quiz))
        await pilot.pause()
        assert card.answered
        assert "Solution: " in text_of(screen, ".feedback")
        assert "Back in 10 minutes." in text_of(screen, "#after")
        progress = bed.app.session.progress
        assert [(one.quiz, one.correct) for one in progress.attempts(CNN)] == [
            (QUIZZES[0].id, False)
        ]
        assert progress.position(CNN) is None
        await pilot.press("enter")
        await pilot.pause()
        assert "2/5" in place(screen)


async def test_four_of_five_may_be_marked_as_known_and_the_next_lesson_opens(beds: Beds) -> None:
    bed = beds(lesson=None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await answer(pilot, True, True, False, True, True)
        told = text_of(screen, "#told Static")
        assert "4 of 5 right." in told
        assert "Enter marks it as known" in told
        assert "Sentiment" in told
        assert "What you missed stands in:" in told
        assert bed.app.session.progress.completed() == {}
        await pilot.press("enter")
        await pilot.pause()
        assert list(bed.app.session.progress.completed()) == [CNN]
        shown = bed.app.screen
        assert isinstance(shown, LessonScreen)
        assert shown.lesson.id == "sentiment"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(bed.app.screen, HomeScreen)
        assert "1 of 2 lessons done" in place(bed.app.screen)
        first = bed.app.screen.query_one("#course", OptionList).options[0]
        assert "✓" in str(first.prompt)


async def test_else_the_steps_worth_reading_are_named_and_enter_opens_the_lesson(
    beds: Beds,
) -> None:
    bed = beds(lesson=None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await answer(pilot, True, False, False, True, True)
        told = text_of(screen, "#told Static")
        assert "3 of 5 right." in told
        assert "• Step 3, What sharing saves" in told
        assert "known" not in told
        await pilot.press("k", "enter")
        await pilot.pause()
        shown = bed.app.screen
        assert isinstance(shown, LessonScreen)
        assert (shown.lesson.id, shown.step) == (CNN, 0)
        assert bed.app.session.progress.completed() == {}


async def test_left_half_way_it_goes_on_there_and_at_the_end_counts_all(beds: Beds) -> None:
    bed = beds(lesson=None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await answer(pilot, True, True)
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert isinstance(bed.app.screen, HomeScreen)
        screen = await begin(pilot)
        assert "3/5" in place(screen)
        await answer(pilot, True, True, True)
        assert "5 of 5 right." in text_of(screen, "#told Static")
        await pilot.press("l")
        await pilot.pause()
        assert isinstance(bed.app.screen, LessonScreen)


async def test_the_first_answers_count_once_for_all(beds: Beds) -> None:
    bed = beds(lesson=None)
    for quiz in QUIZZES:
        for one in (False, True):
            bed.app.session.progress.record_attempt(
                CNN, quiz.id, right(quiz), score=float(one), correct=one
            )
    async with bed.app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        told = text_of(screen, "#told Static")
        assert "You have answered these questions: 0 of 5 right at the first try." in told


async def test_what_is_not_known_can_be_skipped(beds: Beds) -> None:
    bed = beds(lesson=None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        for _ in QUIZZES:
            if screen.query(Input):
                await pilot.press("escape")
            await pilot.press("s", "s", "n")
            await pilot.pause()
        assert "0 of 5 right." in text_of(screen, "#told Static")
        assert bed.app.session.skipped(lesson(course=COURSE)) == 0


@pytest.mark.parametrize("keys", ["", "ss"], ids=["answered", "skipped"])
async def test_the_lesson_asks_afresh_what_the_pre_quiz_asked(beds: Beds, keys: str) -> None:
    bed = beds(lesson=None)
    read = lesson(course=COURSE)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        for _ in QUIZZES:
            if keys:
                assert screen.view is not None
                screen.view.focus_first()
                if screen.query(Input):
                    await pilot.press("escape")
                await pilot.press(*keys, "n")
                await pilot.pause()
            else:
                await answer(pilot, False)
        progress = bed.app.session.progress
        assert all(one.early for one in progress.attempts(CNN))
        last = len(read.steps) - 1
        untried = [(last, quiz.id) for quiz in QUIZZES]
        assert bed.app.session.untried(read)[-len(QUIZZES) :] == untried
        await pilot.press("enter")
        await pilot.pause()
        shown = bed.app.screen
        assert isinstance(shown, LessonScreen)
        await shown.action_step(last)
        await pilot.pause()
        cards = list(shown.query(QuestionCard))
        assert [card.quiz for card in cards] == QUIZZES
        told = text_of(shown, "#known-before")
        assert told.endswith("before you read the lesson, you had 0 of these 5 right.")
        assert not any(card.answered or card.standing.tries for card in cards)
        cards[0]._grade(right(cards[0].quiz))
        await pilot.pause()
        assert not progress.attempts(CNN)[-1].early
        assert bed.app.session.answered(read, done=False)[0] == 1
        assert bed.app.session.untried(read)[1 - len(QUIZZES) :] == untried[1:]


@pytest.mark.parametrize("size", [(40, 20), (200, 50)])
async def test_everything_fits(beds: Beds, size: tuple[int, int]) -> None:
    bed = beds(lesson=None)
    async with bed.app.run_test(size=size) as pilot:
        screen = await begin(pilot)
        for _ in QUIZZES:
            wide = [w for w in screen.query(Widget) if w.region.right > size[0]]
            assert not wide, wide
            await answer(pilot, False)


def at_end(beds: Beds, *rights: bool) -> tuple[Bed, Callable[[Pilot[int]], object]]:
    bed = beds(lesson=None)

    async def run(pilot: Pilot[int]) -> None:
        await begin(pilot)
        await answer(pilot, *rights)
        await pilot.pause(0.2)

    return bed, run


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("passed", [True, False])
def test_the_end(beds: Beds, snap_compare: Compare, size: tuple[int, int], passed: bool) -> None:
    bed, run = at_end(beds, True, False, passed, True, True)
    assert snap_compare(bed.app, terminal_size=size, run_before=run)


def test_a_question_missed(beds: Beds, snap_compare: Compare) -> None:
    bed = beds(lesson=None)

    async def run(pilot: Pilot[int]) -> None:
        screen = await begin(pilot)
        assert screen.view is not None
        screen.view.card._grade(wrong(QUIZZES[0]))
        await pilot.pause(0.3)

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=run)
