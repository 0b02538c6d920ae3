"""The final quiz through Pilot: one answer a question, kept at once, missed ones asked again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.ui.conftest import COURSE, Bed, Beds
from tests.ui.steps import choose, text_of
from tests.ui.test_review_screen import SIZES, screens_to_home
from tutor import paths
from tutor.store.finals import Sat
from tutor.ui.screens.final import FinalScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.answers import Answers
from tutor.ui.widgets.question import QuestionCard

Compare = Callable[..., bool]
ASKED = ("cnn-1", "cnn-2", "rnn-1", "rnn-3")


def quizzing(beds: Beds, *answers: bool) -> Bed:
    """Home with a quiz under way that was answered so far."""
    bed = beds(lesson=None)
    finals = bed.app.session.progress.finals
    key = finals.begin(ASKED).key
    for place, right in enumerate(answers):
        finals.answer(key, place, ASKED[place], right=right, enough=3)
    return bed


async def begin(pilot: Pilot[int]) -> FinalScreen:
    await pilot.pause()
    await pilot.press("f")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, FinalScreen)
    return screen


def newest(bed: Bed) -> Sat:
    sat = bed.app.session.progress.finals.newest()
    assert sat is not None
    return sat


async def test_tutor_final_begins_there_and_leaves_to_home(beds: Beds) -> None:
    bed = quizzing(beds, True)
    bed.app.begins_with = "final"
    assert await screens_to_home(bed) == [FinalScreen, HomeScreen]


async def test_from_the_row_on_home_to_the_first_question(beds: Beds) -> None:
    bed = beds(lesson=None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        course = bed.app.screen.query_one("#course", OptionList)
        assert "○ Final quiz" in str(course.options[-1].prompt)
        assert "4 questions" in str(course.options[-1].prompt)
        await pilot.press("end", "enter")
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, FinalScreen)
        told = text_of(screen, "#told Static")
        assert "4 questions on the whole course" in told
        assert "3 right are enough to pass" in told
        assert "2 lessons are not done yet" in told
        await pilot.press("enter")
        await pilot.pause()
        assert " 1/4" in text_of(screen, "#head")
        assert len(screen.query(QuestionCard)) == 1
        assert newest(bed).answered == 0


async def test_a_wrong_answer_closes_the_question_with_its_solution(beds: Beds) -> None:
    bed = quizzing(beds, True)
    async with bed.app.run_test(size=(80, 30)) as pilot:
        screen = await begin(pilot)
        assert "3 questions left of 4; 1 right." in text_of(screen, "#told Static")
        await pilot.press("enter")
        await pilot.pause()
        assert "hint" not in text_of(screen, ".feedback")
        await pilot.press("h", "s", "n", "l")
        await choose(pilot, right=False)
        assert "Solution: " in text_of(screen, ".feedback")
        assert "1 right of 2" in text_of(screen, "#after")
        assert newest(bed).places[1].answers == (False,)
        await choose(pilot, right=True)
        assert newest(bed).places[1].answers == (False,), "one answer is all"
        progress = bed.app.session.progress
        assert progress.cards.every() == [], "questions of the bank are never reviewed"
        assert progress.attempts("final-quiz") == []
        await pilot.press("n")
        await pilot.pause()
        assert " 3/4" in text_of(screen, "#head")


async def test_a_wrong_answer_stays_and_the_right_option_is_marked(beds: Beds) -> None:
    bed = quizzing(beds, True)
    async with bed.app.run_test(size=(80, 30)) as pilot:
        screen = await begin(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await choose(pilot, right=False)
        answers = screen.query_one(Answers)
        options = answers.quiz.options
        listed = [str(option.prompt) for option in answers.options]
        right = next(line for line in listed if line.endswith("✓"))
        assert f"○ {next(one.text for one in options if one.correct)} ✓" in right
        assert [line for line in listed if "● " in line and "✓" not in line]
        await pilot.press("n")
        await pilot.pause()
        await choose(pilot, right=True)
        assert not [1 for one in screen.query_one(Answers).options if "✓" in str(one.prompt)]


async def test_l_opens_the_lesson_that_a_question_is_on(beds: Beds) -> None:
    bed = quizzing(beds)
    async with bed.app.run_test(size=(80, 30)) as pilot:
        screen = await begin(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await choose(pilot, right=True)
        assert "“Convolutional networks”" in text_of(screen, "#after")
        await pilot.press("l")
        await pilot.pause()
        opened = bed.app.screen
        assert isinstance(opened, LessonScreen)
        assert opened.lesson.id == "convolutional-networks"
        await pilot.press("escape")
        await pilot.pause()
        assert bed.app.screen is screen


async def test_passing_is_told_and_shown_on_home(beds: Beds) -> None:
    bed = quizzing(beds, True, False, True)
    async with bed.app.run_test(size=(80, 30)) as pilot:
        screen = await begin(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await choose(pilot, right=True)
        await pilot.press("enter")
        await pilot.pause()
        told = text_of(screen, "#told Static")
        assert "✓ Passed" in told
        assert "3 of 4 right" in told
        assert "• Convolutional networks" in told
        assert newest(bed).passed
        await pilot.press("enter", "n")
        assert bed.app.screen is screen
        assert len(bed.app.session.progress.finals.every()) == 1, "Enter begins no other one"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(bed.app.screen, HomeScreen)
        course = bed.app.screen.query_one("#course", OptionList)
        assert "✓ Final quiz" in str(course.options[-1].prompt)
        assert "3/4" in str(course.options[-1].prompt)


async def test_only_what_was_missed_is_asked_again(beds: Beds) -> None:
    bed = quizzing(beds, True, False, False, True)
    async with bed.app.run_test(size=(80, 30)) as pilot:
        screen = await begin(pilot)
        told = text_of(screen, "#told Static")
        assert "✗ Not passed yet" in told
        assert (
            "r asks a fresh question for each one that was missed; the 2 right answers are kept."
            in told
        )
        await pilot.press("r")
        await pilot.pause()
        assert text_of(screen, "#after").startswith("2 of 4 are right and kept.")
        for _ in range(2):
            assert screen.query_one(QuestionCard).quiz.id not in ASKED
            await choose(pilot, right=True)
            await pilot.press("n")
            await pilot.pause()
        told = text_of(screen, "#told Static")
        assert "✓ Passed" in told
        assert "At the first go: 2 of 4." in told
        await pilot.press("r")
        assert newest(bed).right == 4, "nothing is left to ask again"
        await pilot.press("a")
        await pilot.pause()
        assert len(bed.app.session.progress.finals.every()) == 2


async def test_who_asks_again_may_begin_another_instead(beds: Beds) -> None:
    bed = quizzing(beds, True, False, False, True)
    async with bed.app.run_test(size=(80, 30)) as pilot:
        screen = await begin(pilot)
        assert "✗ Not passed yet" in text_of(screen, "#told Static")
        assert "2 of 4 right, 50 %;" in text_of(screen, "#told Static")
        await pilot.press("r", "escape")
        await pilot.pause()
        screen = await begin(pilot)
        told = text_of(screen, "#told Static")
        assert "What you missed is being asked again" in told
        assert "2 questions left of 4; 2 right." in told
        await pilot.press("r", "p", "w")
        assert bed.app.screen is screen
        await pilot.press("a")
        await pilot.pause()
        assert " 1/4" in text_of(screen, "#head")
        assert len(bed.app.session.progress.finals.every()) == 2
        await pilot.press("escape")
        await pilot.pause()
        screen = await begin(pilot)
        await pilot.press("a")
        assert len(bed.app.session.progress.finals.every()) == 2, "a first go is gone on with"


async def test_a_quiz_that_was_passed_stays_in_sight_beside_another(beds: Beds) -> None:
    bed = quizzing(beds, True, False, True, True)
    async with bed.app.run_test(size=(80, 30)) as pilot:
        screen = await begin(pilot)
        await pilot.press("p")
        assert "✓ Passed" in text_of(screen, "#told Static"), "it is the one that is shown"
        await pilot.press("a")
        await pilot.pause()
        await choose(pilot, right=False)
        await pilot.press("escape")
        await pilot.pause()
        course = bed.app.screen.query_one("#course", OptionList)
        assert "✓ Final quiz" in str(course.options[-1].prompt)
        assert "3/4" in str(course.options[-1].prompt)
        screen = await begin(pilot)
        told = text_of(screen, "#told Static")
        assert "A final quiz is under way" in told
        assert "You have passed another one: 3 of 4 right" in told
        await pilot.press("p")
        await pilot.pause()
        told = text_of(screen, "#told Static")
        assert "✓ Passed" in told
        assert "r asks a fresh question" in told
        await pilot.press("a")
        await pilot.pause()
        assert " 2/4" in text_of(screen, "#head"), "the one under way goes on"
        assert len(bed.app.session.progress.finals.every()) == 2


async def test_a_lesson_missed_says_how_often_and_a_first_go_keeps_nothing(beds: Beds) -> None:
    bed = quizzing(beds, True, False, False)
    async with bed.app.run_test(size=(80, 30)) as pilot:
        screen = await begin(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert text_of(screen, "#after") == ""
        await choose(pilot, right=False)
        assert text_of(screen, "#after").startswith("✗ 1 right of 4.")
        await pilot.press("n")
        await pilot.pause()
        told = text_of(screen, "#told Static")
        assert "• Convolutional networks (1 missed)" in told
        assert "(2 missed)" in told
        await pilot.press("r")
        await pilot.pause()
        await choose(pilot, right=True)
        assert text_of(screen, "#after").startswith("✓ 2 of 4 right by now.")


async def test_w_writes_a_report(beds: Beds) -> None:
    bed = quizzing(beds, True, True, True, True)
    async with bed.app.run_test(size=(80, 30)) as pilot:
        await begin(pilot)
        await pilot.press("w")
        await pilot.pause()
        [written] = paths.exports().glob("tutor-report*.html")
        assert "4 of 4" in written.read_text(encoding="utf-8")


async def test_a_course_without_a_final_quiz_says_so(
    beds: Beds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "10-sentiment.md").write_text((COURSE / "10-sentiment.md").read_text())
    bed = beds(lesson=None, course=tmp_path)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        course = bed.app.screen.query_one("#course", OptionList)
        assert "final:" not in [option.id for option in course.options]
        await pilot.press("f")
        await pilot.pause()
        assert isinstance(bed.app.screen, HomeScreen)
        assert [one.message for one in bed.app._notifications] == ["This course has no final quiz."]


async def test_a_broken_bank_is_named(beds: Beds, tmp_path: Path) -> None:
    (tmp_path / "10-sentiment.md").write_text((COURSE / "10-sentiment.md").read_text())
    (tmp_path / "final-quiz.md").write_text("nothing")
    (tmp_path / "course.toml").write_text(
        'title = "One"\nlessons = ["10-sentiment.md"]\n[final]\nbank = "final-quiz.md"\n'
    )
    bed = beds(lesson=None, course=tmp_path)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("f")
        await pilot.pause()
        assert isinstance(bed.app.screen, HomeScreen)
        [told] = [one.message for one in bed.app._notifications]
        assert told.startswith(f"The final quiz cannot be asked: {tmp_path}/final-quiz.md:1: ")


@pytest.mark.parametrize("size", SIZES)
def test_a_missed_question(beds: Beds, snap_compare: Compare, size: tuple[int, int]) -> None:
    bed = quizzing(beds, True)

    async def answer(pilot: Pilot[int]) -> None:
        await begin(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await choose(pilot, right=False)
        await pilot.pause(0.3)

    assert snap_compare(bed.app, terminal_size=size, run_before=answer)
