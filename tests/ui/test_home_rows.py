"""Home's rows: one line each, whatever the width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.widgets import OptionList, Static

from tests.ui.conftest import Beds
from tests.ui.steps import finish, left_training, until
from tutor.course.answers import right_answer
from tutor.store.rows import Position
from tutor.store.runs import RunRow
from tutor.ui.home_lines import about_final, about_lesson, run_line
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.session import Session
from tutor.ui.widgets.question import QuestionCard

ROW = RunRow(
    run="20260131-120000-1a2b3c", lesson="x", experiment="y", epochs=3, asked=10,
    metrics={"val_accuracy": 0.897}, at=1.8e9,
)  # fmt: skip
GOING_ON = str(run_line(ROW, "Convolutional networks", 75))


@given(st.text(max_size=60), st.integers(20, 200), st.sampled_from([None, "finished"]))
def test_a_run_never_takes_more_room_than_there_is(
    title: str, room: int, ended: str | None
) -> None:
    row = RunRow(run=ROW.run, metrics=ROW.metrics, ended=ended, epochs=3, asked=10, at=1.8e9)
    assert run_line(row, title, room).cell_length <= room


def test_the_outcome_stands_before_the_title_where_it_is_narrow() -> None:
    row = RunRow(
        run=ROW.run, ended="finished", diagnosis="still_improving", metrics=ROW.metrics, at=1.8e9
    )
    said = str(run_line(row, "Convolutional networks", 35))
    assert "89.7 %  still improving · Con" in said
    assert said.endswith("…")
    assert "3 of 10 epochs" in GOING_ON


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40)])
async def test_every_row_of_home_is_one_line(beds: Beds, size: tuple[int, int]) -> None:
    first = await left_training(beds)
    finish(first)
    second = beds(lesson=None)
    async with second.app.run_test(size=size) as pilot:
        await pilot.pause()
        course = second.app.screen.query_one("#course", OptionList)
        heading = 1  # the blank line over "Your runs"
        assert course.virtual_size.height == course.option_count + heading
        head = str(second.app.screen.query_one("#head", Static).render())
        assert "lessons done" in head
        assert len(head) <= size[0]


async def test_rows_are_cut_anew_when_the_terminal_is_resized(beds: Beds) -> None:
    bed = beds(lesson=None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        course = bed.app.screen.query_one("#course", OptionList)
        assert "min" in str(course.options[0].prompt)
        await pilot.resize_terminal(40, 20)
        await pilot.pause()
        assert "min" not in str(course.options[0].prompt)


async def test_a_run_under_way_stands_above_the_lessons_and_the_cursor_stays(beds: Beds) -> None:
    first = await left_training(beds)
    second = beds(lesson=None)
    async with second.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        course = second.app.screen.query_one("#course", OptionList)
        ids = [option.id or "" for option in course.options]
        kinds = [one.partition(":")[0] for one in ids]
        assert kinds == ["", "run", "", "lesson", "lesson", "final"]
        assert "Training now" in str(course.options[0].prompt)
        assert course.highlighted == 3
        finish(first)
        await until(pilot, lambda: (course.options[0].id or "").startswith("lesson:"))
        assert course.highlighted == 0
        assert "Your runs" in str(course.options[3].prompt)


async def test_a_lesson_is_begun_beyond_its_first_step_and_what_is_untried_is_gone_to(
    beds: Beds,
) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        assert not bed.app.session.begun(screen.lesson.id)
        screen.step = len(screen.lesson.steps) - 1
        await screen.action_end(False)
        await pilot.pause()
        await pilot.press("g")
        await pilot.pause()
        assert isinstance(bed.app.screen, LessonScreen)
        assert screen.step == 0  # its question is the first that was not tried
        await screen.action_step(1)
        assert bed.app.session.begun(screen.lesson.id)


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_the_question_that_is_not_tried_is_gone_to_not_the_first_of_its_step(
    beds: Beds, size: tuple[int, int]
) -> None:
    bed = beds()
    async with bed.app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        lesson, left = screen.lesson, "recall-val"
        for quiz in lesson.questions:
            if quiz.id != left:
                bed.app.session.progress.record_attempt(
                    lesson.id, quiz.id, right_answer(quiz), score=1.0, correct=True
                )
        screen.step = len(lesson.steps) - 1
        await screen.action_end(False)
        await pilot.press("g")
        await until(pilot, lambda: bool(screen.query("QuestionCard:focus-within")))
        await pilot.pause(0.1)
        card = screen.query_one("QuestionCard:focus-within", QuestionCard)
        assert card.quiz.id == left
        page = screen.query_one("#page")
        assert page.region.y <= card.region.y < page.region.bottom


@pytest.mark.parametrize("visit", [False, True])
async def test_who_leaves_the_last_step_with_all_answered_has_done_the_lesson(
    beds: Beds, visit: bool
) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        lesson = bed.app.session.catalog.lessons[0]
        bed.app.push_screen(LessonScreen(lesson, len(lesson.steps) - 1, visit=visit))
        await until(pilot, lambda: bool(bed.app.screen.query("QuestionCard")))
        for number, quiz in enumerate(lesson.questions):
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(bed.app.screen, HomeScreen))
            assert not bed.app.session.progress.completed(), number
            bed.app.session.progress.record_attempt(
                lesson.id, quiz.id, right_answer(quiz), score=1.0, correct=True
            )
            bed.app.push_screen(LessonScreen(lesson, len(lesson.steps) - 1, visit=visit))
            await until(pilot, lambda: bool(bed.app.screen.query("QuestionCard")))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(bed.app.screen, HomeScreen))
        assert bool(bed.app.session.progress.completed()) is not visit


async def test_who_has_answered_all_and_went_back_a_step_has_done_the_lesson_once(
    beds: Beds,
) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        progress, lesson = bed.app.session.progress, bed.app.session.catalog.lessons[0]
        for quiz in lesson.questions:
            progress.record_attempt(lesson.id, quiz.id, right_answer(quiz), score=1.0, correct=True)

        async def leave(step: int) -> None:
            bed.app.push_screen(LessonScreen(lesson, step))
            await until(pilot, lambda: isinstance(bed.app.screen, LessonScreen))
            await pilot.pause()
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(bed.app.screen, HomeScreen))

        await leave(len(lesson.steps) - 2)
        first = progress.completed()
        assert list(first) == [lesson.id]
        place = progress.position(lesson.id)
        assert place is not None
        assert place.step == len(lesson.steps) - 2
        await leave(1)
        assert progress.completed() == first


async def test_after_a_lesson_the_cursor_is_on_the_next_and_without_colours_it_has_a_mark(
    beds: Beds,
) -> None:
    bed = beds()
    bed.app.no_color = True
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        screen.complete()
        await until(pilot, lambda: isinstance(bed.app.screen, HomeScreen))
        await pilot.pause()
        course = bed.app.screen.query_one("#course", OptionList)
        chosen = course.highlighted_option
        assert chosen is not None
        assert chosen.id == "lesson:sentiment"
        marks = [course.render_line(y).text[0] for y in range(3)]
        assert marks == [" ", "▸", " "]
        await pilot.press("up")
        await pilot.pause()
        about = str(bed.app.screen.query_one("#about-text", Static).render())
        assert "You have finished this lesson: " in about
        assert f"{len(screen.lesson.questions)} questions of it are not tried." in about
        assert "You are at step" not in about
        await pilot.press("r")
        await until(pilot, lambda: isinstance(bed.app.screen, LessonScreen))
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        assert screen.lesson.id == "sentiment"


@pytest.mark.parametrize("size", [(40, 20), (60, 30), (80, 24), (120, 40)])
async def test_the_list_keeps_its_height_whatever_is_told_of_a_row(
    beds: Beds, size: tuple[int, int]
) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = bed.app.screen
        told = screen.query_one("#about-text", Static)
        heights = set()
        for lines in (1, 4, 20):
            told.update("\n".join("a line" for _ in range(lines)))
            await pilot.pause()
            heights.add(screen.query_one("#course", OptionList).size.height)
        assert len(heights) == 1


def test_where_the_learner_is_and_how_long_it_takes_are_two_things(session: Session) -> None:
    entry = session.catalog.find("sentiment")
    assert entry is not None
    assert entry.lesson is not None
    count, minutes = len(entry.lesson.steps), entry.lesson.front.minutes
    here = Position(lesson="sentiment", step=1, at=1.8e9)
    assert str(about_lesson(entry, here, 0)[-1]) == (
        f"You are at step 2 of {count}; the lesson takes about {minutes} minutes."
    )
    assert str(about_lesson(entry, None, 1)[-1]) == (
        f"{count} steps, about {minutes} minutes. You skipped 1 question."
    )
    assert str(about_lesson(entry, None, 0, done=True, missed=2)[-1]).endswith(
        "minutes. 2 answers were not right: such questions come back in reviews."
    )
    final = session.catalog.final
    assert final is not None
    enough = final.rules.enough(final.rules.questions)
    said = " ".join(map(str, about_final(final.rules, None, None)))
    assert f"{enough} right are enough to pass." in said
