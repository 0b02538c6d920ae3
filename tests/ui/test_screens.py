"""The screens through Pilot, with a worker that speaks the real protocol."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from tests.support import FakeWorker
from tests.ui.conftest import Beds
from tests.ui.steps import go_to_end, go_to_experiment
from tutor.lab.settings import Setting
from tutor.ui.app import TutorApp
from tutor.ui.desk import Desk
from tutor.ui.screens import dialogs
from tutor.ui.screens.dialogs import Help, Pick
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.widgets.answers import Answers
from tutor.ui.widgets.build_pane import BuildTitle
from tutor.ui.widgets.builder import Builder
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.typed import Typed


async def test_home_lists_lessons_and_enter_opens_one(beds: Beds) -> None:
    bed = beds(lesson=None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(bed.app.screen, HomeScreen)
        shown = str(bed.app.screen.query_one("#about-text", Static).render())
        assert "Convolutional networks" in shown
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(bed.app.screen, LessonScreen)


async def test_next_and_back_and_the_place_is_kept(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("n", "b", "n")
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        assert screen.step == 1
        position = bed.app.session.progress.position("convolutional-networks")
        assert position is not None
        assert position.step == 1


async def test_a_wrong_answer_gets_its_why_and_a_right_one_closes_the_question(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        card = bed.app.screen.query_one(QuestionCard)
        answers = card.query_one(Answers)
        answers.focus()
        await pilot.pause()
        order = answers._shown
        wrong, right = order.index(0), order.index(1)
        for _ in range(1 + wrong):  # the first one goes to the first answer
            await pilot.press("down")
        await pilot.press("enter")
        await pilot.pause()
        feedback = str(card.query_one(".feedback", Static).render())
        assert "Not this" in feedback
        assert "64 separate numbers" in feedback
        for _ in range(abs(right - wrong)):
            await pilot.press("down" if right > wrong else "up")
        await pilot.press("enter")
        await pilot.pause()
        assert card.answered
        best = bed.app.session.progress.best("convolutional-networks")["dense-shift"]
        assert best.correct
        assert best.attempts == 2
        screen = bed.app.screen
        assert "n/Enter Next" in screen.query_one(KeyBar).render_line(0).text
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(screen, LessonScreen)
        assert screen.step == 1
        await pilot.press("enter", *"77", "enter", *"78")
        assert screen.query_one(Input).value == "78"


async def test_a_step_answered_before_opens_at_its_beginning(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter", "down", "enter", "n", "b")
        await pilot.pause(0.3)
        assert bed.app.screen.query_one("#page").scroll_offset.y == 0


async def test_a_digit_on_the_page_begins_the_answer_that_is_a_number(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        await pilot.press("4")  # no number is asked for here
        await pilot.press("n")
        await pilot.pause()
        field = bed.app.screen.query_one(Input)
        assert (field.value, field.has_focus) == ("", False)
        await pilot.press("7", "8")
        assert (field.value, field.has_focus) == ("78", True)


async def test_what_is_nearly_right_can_be_mended_where_it_stands(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        found = ((n, quiz.id) for n, step in enumerate(screen.lesson.steps) for quiz in step.quizzes
                 if quiz.type == "text")  # fmt: skip
        await screen.turn_to(*next(found))
        [field] = [
            one.query_one(Typed) for one in screen.query(QuestionCard) if one.quiz.type == "text"
        ]
        field.focus()
        await pilot.press(*"feature", "space", *"ma", "enter")
        assert field.value == "feature ma"
        await pilot.press("p")
        assert field.value == "feature map"


async def test_letters_are_text_while_a_field_has_the_focus_and_escape_leaves_it(
    beds: Beds,
) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("enter")
        field = bed.app.screen.query_one(Input)
        assert field.has_focus
        await pilot.press("n", "3")  # where a number is asked for no letter is taken
        assert field.value == "3"
        await pilot.press("f2")
        await pilot.pause()
        feedback = str(bed.app.screen.query_one(".feedback", Static).render())
        assert "Hint: " in feedback
        assert "F2 hint (" in feedback
        assert field.has_focus
        await pilot.press("escape")
        assert not field.has_focus
        await pilot.press("n")
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        assert screen.step == 2


async def test_hints_come_one_at_a_time_and_are_kept(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        await pilot.press("h")
        await pilot.pause()
        feedback = str(bed.app.screen.query_one(".feedback", Static).render())
        assert "Hint: Which weights" in feedback
        assert "Nothing is shared" not in feedback
        assert bed.app.session.progress.hints("convolutional-networks")["dense-shift"] == 1
        assert "h Hint" in bed.app.screen.query_one(KeyBar).render_line(0).text
        await pilot.press("h", "h", "h")
        await pilot.pause()
        assert "h Hint" not in bed.app.screen.query_one(KeyBar).render_line(0).text


async def test_tab_goes_on_from_a_field_that_was_answered(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 60)) as pilot:
        screen = await go_to_end(bed, pilot)
        cards = {card.quiz.id: card for card in screen.query(QuestionCard)}
        cards["recall-map"].focus_answers()
        await pilot.press(*"feature", "space", *"map", "enter")
        await pilot.pause()
        assert cards["recall-map"].answered
        assert "Next question" in screen.query_one(KeyBar).render_line(0).text
        await pilot.press("tab")
        assert cards["recall-val"].query_one(Answers).has_focus
        for card in cards.values():
            card.skip()
        await pilot.pause()
        for key in ("tab", "tab"):
            await pilot.press(key)
            assert "Next question" not in screen.query_one(KeyBar).render_line(0).text


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_that_a_lesson_is_done_is_told_where_nothing_stands(
    beds: Beds, size: tuple[int, int]
) -> None:
    bed = beds()
    async with bed.app.run_test(size=size, notifications=True) as pilot:
        screen = await go_to_end(bed, pilot)
        bar = screen.query_one(KeyBar).render_line(0).text
        assert "Finish" in bar
        assert "Next" not in bar.replace("Next question", "")
        await pilot.press("n", "l")
        await pilot.pause(0.2)
        assert isinstance(bed.app.screen, HomeScreen)
        toast = bed.app.screen.query_one("Toast")
        assert str(toast.render()).startswith("Done: 0 of ")
        assert (toast.region.y, toast.region.height) == (1, 1)


async def test_the_stack_is_edited_in_place_and_parameters_follow(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(100, 40)) as pilot:
        bench = await go_to_experiment(bed, pilot)
        await pilot.press("2", "d")
        await pilot.pause()
        assert bench.draft.settings["conv_layers"] == 0
        await pilot.press("a")
        await pilot.pause()
        assert bench.draft.settings["conv_layers"] == 1
        builder = bench.query_one(Builder)
        assert builder.has_focus
        await pilot.press("plus", "right", "right", "plus")
        await pilot.pause()
        assert bench.draft.settings["filters"] == 16
        assert bench.draft.settings["activation"] == "tanh"
        await pilot.press("a")
        await pilot.pause()
        assert [layer.type for layer in bench.draft.network.layers].count("Conv2D") == 2
        title = str(bench.query_one(BuildTitle).render())
        assert f"{bench.draft.network.parameters:,}" in title
        await pilot.press("d", "d")
        await pilot.pause()
        assert bench.draft.settings["conv_layers"] == 0


async def test_enter_picks_a_value_from_a_list_and_a_typed_one_is_checked(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(100, 40)) as pilot:
        bench = await go_to_experiment(bed, pilot)
        await pilot.press("2", "right", "right", "enter")
        await pilot.pause()
        assert isinstance(bed.app.screen, Pick)
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert bench.draft.settings["activation"] == "sigmoid"
        for _ in range(20):
            await pilot.press("down")
        await pilot.press("enter")
        await pilot.pause()
        picker = bed.app.screen
        assert isinstance(picker, Pick)
        picker.query_one(Input).value = "1000"
        await pilot.press("enter")
        await pilot.pause()
        assert bed.app.screen is picker
        refusal = str(picker.query_one("#refusal", Static).render())
        assert refusal == "learning rate 1000 is not allowed: 0.00001 to 10."
        await pilot.press("escape")


async def test_typing_in_a_list_leads_to_the_value_that_begins_so(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds()
    async with bed.app.run_test(size=(100, 40)) as pilot:
        bench = await go_to_experiment(bed, pilot)
        await pilot.press("2", "right", "right", "enter")
        await pilot.pause()
        picker = bed.app.screen
        assert isinstance(picker, Pick)
        choices = picker.query_one(OptionList)
        values = picker._setting.values
        assert values is not None

        def how() -> str:
            return str(picker.query_one("#how", Static).render())

        await pilot.press("s", "i")
        assert values[choices.highlighted or 0] == "sigmoid"
        await pilot.press("q")
        assert how().startswith("“siq” is not allowed: relu, ")
        await pilot.press("enter")
        assert bed.app.screen is picker  # nothing is set that was not typed
        monkeypatch.setattr(dialogs, "_TYPING_SECONDS", 0.0)
        await pilot.press("T")
        assert values[choices.highlighted or 0] == "tanh"
        assert how() == "Enter sets it, Esc cancels."
        await pilot.press("up", "s", "enter")
        await pilot.pause()
        assert bench.draft.settings["activation"] == "sigmoid"


async def test_a_number_that_is_not_in_the_list_leads_to_no_other(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(100, 40)) as pilot:
        await pilot.pause()
        picker = Pick(Setting(name="epochs", default=20, choices=[2, 20, 50]), 50)
        bed.app.push_screen(picker)
        await pilot.pause()
        choices = picker.query_one(OptionList)
        await pilot.press("2")
        assert choices.highlighted == 0
        await pilot.press("0")
        assert choices.highlighted == 1
        await pilot.press("0", "enter")
        assert choices.highlighted is None
        assert bed.app.screen is picker
        said = str(picker.query_one("#how", Static).render())
        assert said == "“200” is not allowed: 2, 20 or 50."


async def test_help_shows_the_keys_of_the_screen_and_f1_the_palette(beds: Beds) -> None:
    bed = beds(lesson=None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(bed.app.screen, Help)
        keys = str(bed.app.screen.query_one(".keys", Static).render())
        assert "Open" in keys
        assert "Quit" in keys
        await pilot.press("escape", "f1")
        await pilot.pause()
        assert (
            bed.app.screen.id == "--command-palette" or "Palette" in type(bed.app.screen).__name__
        )


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40), (200, 50)])
async def test_every_step_fits_every_size(beds: Beds, size: tuple[int, int]) -> None:
    bed = beds()
    async with bed.app.run_test(size=size) as pilot:
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        for _ in range(len(screen.lesson.steps) - 1):
            await screen.action_step(1)
            await pilot.pause()
            wide = [w for w in screen.query(Widget) if w.region.right > size[0]]
            assert not wide, wide


async def test_a_broken_lesson_is_named_with_its_line_and_the_others_open(tmp_path: Path) -> None:
    from tests.support import write_text
    from tutor import paths
    from tutor.course.catalog import Catalog
    from tutor.ui.session import Session

    folder = tmp_path / "course"
    good = (paths.lessons() / "03-convolutional-networks.md").read_text(encoding="utf-8")
    alone = re.sub(r"^recorded = .*\n|{reference.*}", "", good, flags=re.M)
    write_text(folder / "01-good.md", alone)
    write_text(
        folder / "02-bad.md", '+++\nformat = 1\nid = "bad"\ntitle = "Bad"\ncolour = 3\n+++\n## a\n'
    )
    app = TutorApp(Session(Catalog.load(folder)), desk=Desk(FakeWorker), ascii_only=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("down")
        await pilot.pause()
        about = str(app.screen.query_one("#about-text", Static).render())
        assert "02-bad.md:5: colour" in about.replace("\n", "")
        await pilot.press("up", "enter")
        await pilot.pause()
        assert isinstance(app.screen, LessonScreen)
