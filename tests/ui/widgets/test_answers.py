"""The answers of a question as they are listed."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Static

from tests.support import lesson
from tests.ui.conftest import Beds
from tests.ui.steps import go_to_end
from tutor.course.answers import shown_order
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.answer_words import hanging
from tutor.ui.widgets.answers import Answers
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.question import QuestionCard


def test_partners_are_listed_in_the_order_in_which_the_keys_give_them() -> None:
    quiz = next(quiz for quiz in lesson().quizzes if quiz.type == "match")
    named = " | ".join(quiz.options[index].match for index in shown_order(quiz, 3))
    assert Answers(quiz, 3).help_text.startswith(f"To choose from: {named}\n←→")


def test_later_lines_stand_below_the_first() -> None:
    text = hanging(Content("▸ ○ "), Content("a long answer that is broken"), 20)
    assert text.plain.split("\n") == ["▸ ○ a long answer", "    that is broken"]
    assert hanging(Content("▸ "), Content("short"), 0).plain == "▸ short"


def shows(card: QuestionCard) -> str:
    return str(card.query_one(".feedback", Static).render())


@pytest.mark.parametrize(("key", "place"), [("down", 0), ("up", -1)])
async def test_enter_before_a_choice_asks_for_one_and_is_no_attempt(
    beds: Beds, key: str, place: int
) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        card = bed.app.screen.query_one(QuestionCard)
        bar = bed.app.screen.query_one(KeyBar)
        answers = card.query_one(Answers)
        answers.focus()
        await pilot.press("enter", "space", "enter")
        await pilot.pause()
        assert "Choose an answer first, with ↑↓." in shows(card)
        assert bed.app.session.progress.attempts("convolutional-networks") == []
        assert "Enter Answer" not in bar.render_line(0).text
        await pilot.press(key)
        await pilot.pause()
        assert answers.highlighted == range(len(answers.quiz.options))[place]
        assert "first, with" not in shows(card)
        assert "Enter Answer" in bar.render_line(0).text
        await pilot.press("enter")
        await pilot.pause()
        assert len(bed.app.session.progress.attempts("convolutional-networks")) == 1


@pytest.mark.parametrize(
    ("kind", "asks", "keys"),
    [
        ("select", "Tick an answer first", ["space"]),
        ("order", "Move an answer first", ["space", "down"]),
        ("match", "Choose a partner first", ["right", "down", "right", "down", "right"]),
    ],
)
async def test_enter_answers_nothing_that_the_learner_did_not_arrange(
    beds: Beds, kind: str, asks: str, keys: list[str]
) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 60)) as pilot:
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        steps = screen.lesson.steps
        place, quiz = next(
            (n, quiz) for n, step in enumerate(steps) for quiz in step.quizzes if quiz.type == kind
        )
        # An answer of an earlier day is shown, but not given again.
        wrong = [0] if kind == "select" else [*range(1, len(quiz.options)), 0]
        progress = bed.app.session.progress
        progress.record_attempt(screen.lesson.id, quiz.id, wrong, score=0.0, correct=False)
        await screen.action_step(place)
        await pilot.pause()
        card = next(card for card in screen.query(QuestionCard) if card.quiz.id == quiz.id)
        card.focus_answers()
        await pilot.press("enter")
        await pilot.pause()
        assert asks in shows(card)
        assert len(progress.attempts(screen.lesson.id)) == 1
        await pilot.press(*keys, "enter")
        await pilot.pause()
        assert len(progress.attempts(screen.lesson.id)) == 2


async def test_home_and_end_take_a_held_entry_along() -> None:
    quiz = next(quiz for quiz in lesson().quizzes if quiz.type == "order")

    class Sheet(App[None]):
        def compose(self) -> ComposeResult:
            yield Answers(quiz)

    async with Sheet().run_test() as pilot:
        answers = pilot.app.query_one(Answers)
        before = list(answers._shown)
        await pilot.press("space", "end")
        assert answers._shown == [*before[1:], before[0]]
        await pilot.press("home")
        assert answers._shown == before
        assert "↕" in str(answers.get_option_at_index(0).prompt)
        await pilot.press("down", "enter")  # an answer puts it down
        assert not any("↕" in str(answers.get_option_at_index(at).prompt) for at in range(2))


async def test_all_right_options_are_marked_where_the_answer_can_not_be_changed() -> None:
    quiz = next(quiz for quiz in lesson().quizzes if quiz.type == "select")

    class Sheet(App[None]):
        def compose(self) -> ComposeResult:
            yield Answers(quiz)

    async with Sheet().run_test(size=(120, 30)) as pilot:
        answers = pilot.app.query_one(Answers)
        await pilot.press("space")
        answers.close(tell=True)
        await pilot.pause()
        marked = [str(one.prompt).endswith("✓") for one in answers.options]
        assert marked == [quiz.options[index].correct for index in answers._shown]
        assert "[x]" in str(answers.options[0].prompt), "what was ticked stays"


async def test_answers_that_have_left_the_screen_fail_at_nothing(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        screen = await go_to_end(bed, pilot)
        answers = screen.query(Answers).first()
        await answers.remove()
        answers._is_mounted = True  # as it is until the removal has come to its end
        answers.refresh_bindings()
        await pilot.pause()
        assert not answers.is_attached
        assert bed.app.screen is screen, "the screen goes on without them"
