"""The screens through Pilot, with a worker that speaks the real protocol."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from tests.support import CURVES, FakeWorker
from tests.ui.conftest import Bed, Beds
from tutor.lab.events import ImportFailed
from tutor.lab.run import all_runs
from tutor.ui.app import TutorApp
from tutor.ui.desk import Desk
from tutor.ui.screens.dialogs import Ask, Help, Pick
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.run import RunScreen
from tutor.ui.widgets.answers import Answers
from tutor.ui.widgets.bench import Bench
from tutor.ui.widgets.builder import Builder
from tutor.ui.widgets.chart import Chart
from tutor.ui.widgets.diagnosis_card import DiagnosisCard
from tutor.ui.widgets.question import QuestionCard

EXPERIMENT_STEP = 5


async def until(pilot: Pilot[int], condition: Callable[[], bool], what: str = "") -> None:
    """Let the application run until something holds; fail where it never does."""
    for _ in range(200):
        if condition():
            return
        await pilot.pause(0.02)
    raise AssertionError(what or "this never came to hold")


async def go_to_experiment(bed: Bed, pilot: Pilot[int]) -> Bench:
    await pilot.pause()
    screen = bed.app.screen
    assert isinstance(screen, LessonScreen)
    screen.step = EXPERIMENT_STEP - 1
    await screen.action_step(1)
    await pilot.pause()
    return screen.query_one(Bench)


def status_of(bed: Bed) -> str:
    return str(bed.app.screen.query_one("#run-status", Static).render())


async def train(bed: Bed, pilot: Pilot[int]) -> None:
    """Press t and let the worker take the order on."""
    bed.worker.get_ready()
    await pilot.press("t", "t")  # the first one asks for a prediction
    await until(pilot, lambda: bool(bed.worker.orders), "no order reached the worker")
    bed.worker.begin()


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
        for _ in range(wrong):
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


async def test_a_step_answered_before_opens_at_its_beginning(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter", "enter", "n", "b")
        await pilot.pause(0.3)
        assert bed.app.screen.query_one("#page").scroll_offset.y == 0


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
        await pilot.press("n", "3")
        assert field.value == "n3"
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
        title = str(bench.query_one("#build-title", Static).render())
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
        assert "allowed is" in str(picker.query_one("#refusal", Static).render())
        await pilot.press("escape")


async def test_the_network_is_prepared_while_the_learner_chooses(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(100, 40)) as pilot:
        bench = await go_to_experiment(bed, pilot)
        await until(pilot, lambda: len(bed.worker.prepared) == 1, "nothing was prepared")
        await pilot.press("2", "a")
        await until(pilot, lambda: len(bed.worker.prepared) == 2, "the edit was not prepared")
        assert bed.worker.prepared[-1].network == bench.draft.network


async def test_training_draws_curves_then_goal_and_diagnosis_and_keeps_the_run(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        bench = await go_to_experiment(bed, pilot)
        await train(bed, pilot)
        assert bench.pane == "results"
        bed.worker.epochs(CURVES)
        chart = bed.app.screen.query_one("#loss", Chart)
        await until(pilot, lambda: chart.repainted_rows > 0, "no curve was drawn")
        assert "epoch 9 of 10" in status_of(bed)
        assert "left" in status_of(bed)
        bed.worker.end(metrics={"val_accuracy": 0.79, "val_loss": 0.9})
        card = bed.app.screen.query_one(DiagnosisCard)
        await until(pilot, lambda: card.display, "no diagnosis was shown")
        assert "Overfitting" in str(card.border_title)
        assert "93 % sure" in str(card.border_title)
        shown = str(card.render())
        assert "18 %" in shown
        assert "Set dropout to 0.3." in shown
        assert "learned the training digits by heart" in shown
        goal = str(bed.app.screen.query_one("#run-goal", Static).render())
        assert "not reached" in goal
        rows = bed.app.session.progress.runs("convolutional-networks")
        assert [row.diagnosis for row in rows] == ["overfitting"]


async def test_a_killed_worker_is_told_the_run_is_kept_and_training_works_again(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        await train(bed, pilot)
        bed.worker.epochs({name: values[:3] for name, values in CURVES.items()})
        await until(pilot, lambda: "epoch 4" in status_of(bed))
        bed.worker.die()
        await until(pilot, lambda: "killed" in status_of(bed), status_of(bed))
        assert "3 epochs are kept" in status_of(bed)
        await pilot.press("t")
        await until(pilot, lambda: len(bed.workers) == 2, "no new worker was started")
        bed.worker.get_ready()
        bed.worker.begin()
        bed.worker.epochs(CURVES)
        bed.worker.end(metrics={"val_accuracy": 0.98})
        await until(pilot, lambda: "Finished" in status_of(bed), status_of(bed))


async def test_stop_asks_the_worker_by_the_file_cancel(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        await train(bed, pilot)
        await until(pilot, lambda: "epoch 1 of" in status_of(bed))
        await pilot.press("x")
        assert all_runs()[-1].cancelled()
        bed.worker.end("cancelled", diagnosis=None, epochs=0)
        await until(pilot, lambda: "Stopped by you" in status_of(bed))


async def test_missing_tensorflow_is_told_and_reading_goes_on(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        bed.worker.tell(ImportFailed(message="TensorFlow cannot be loaded (ImportError: no)."))
        await until(pilot, lambda: "cannot be loaded" in status_of(bed))
        await pilot.press("b")
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        assert screen.step == EXPERIMENT_STEP - 1
        assert screen.query(QuestionCard)


async def test_quitting_while_training_asks_and_can_leave_it_running(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        await train(bed, pilot)
        await until(pilot, lambda: "epoch 1 of" in status_of(bed))
        await pilot.press("q")
        await pilot.pause()
        assert isinstance(bed.app.screen, Ask)
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(bed.app.screen, LessonScreen)
        await pilot.press("q")
        await pilot.pause()
        await pilot.press("l")
        await pilot.pause()
    assert bed.app.return_code == 0
    assert bed.worker.closed
    assert not all_runs()[-1].cancelled()


async def test_quitting_with_stop_cancels_the_run(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        await train(bed, pilot)
        await until(pilot, lambda: "epoch 1 of" in status_of(bed))
        await pilot.press("q")
        await pilot.pause()
        await pilot.press("s")
        await pilot.pause()
    assert all_runs()[-1].cancelled()


async def test_a_run_of_another_process_is_found_replayed_and_followed(beds: Beds) -> None:
    first = beds()
    async with first.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(first, pilot)
        await train(first, pilot)
        first.worker.epochs({name: values[:3] for name, values in CURVES.items()})
        await pilot.pause()
    second = beds(lesson=None)
    async with second.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        course = second.app.screen.query_one("#course", OptionList)
        lines = [str(option.prompt) for option in course.options]
        assert any("epoch 3 of 10" in line for line in lines), lines
        await pilot.press("end", "enter")
        await pilot.pause()
        assert isinstance(second.app.screen, RunScreen)
        await until(pilot, lambda: "epoch 4 of 10" in status_of(second), status_of(second))
        first.worker.epochs({name: values[3:] for name, values in CURVES.items()}, first=4)
        await until(pilot, lambda: "epoch 9 of 10" in status_of(second))
        first.worker.end(metrics={"val_accuracy": 0.79})
        await until(pilot, lambda: "Finished" in status_of(second))
        assert len(second.app.session.progress.runs()) == 1


async def test_the_lesson_goes_on_with_the_run_that_another_process_trains(beds: Beds) -> None:
    first = beds()
    async with first.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(first, pilot)
        await train(first, pilot)
        first.worker.epochs({name: values[:3] for name, values in CURVES.items()})
        await pilot.pause()
    second = beds()
    async with second.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(second, pilot)
        await until(pilot, lambda: "epoch 4 of 10" in status_of(second), status_of(second))
        await pilot.press("x")
        assert all_runs()[-1].cancelled()
        first.worker.end("cancelled", epochs=3)
        await until(pilot, lambda: "Stopped by you" in status_of(second))


async def test_a_run_that_ended_meanwhile_is_kept_at_the_start(beds: Beds) -> None:
    first = beds()
    async with first.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(first, pilot)
        await train(first, pilot)
    first.worker.epochs(CURVES)
    first.worker.end(metrics={"val_accuracy": 0.79})
    second = beds(lesson=None)
    async with second.app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: len(second.app.session.progress.runs()) == 1)
        assert second.app.session.progress.runs()[0].diagnosis == "overfitting"


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
    write_text(folder / "01-good.md", re.sub(r"^recorded = .*\n", "", good, flags=re.M))
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
