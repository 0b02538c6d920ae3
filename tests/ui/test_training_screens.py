"""Training on the screen through Pilot, with a worker that speaks the real protocol."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from types import SimpleNamespace

import pytest
from textual.widgets import OptionList, Static

from tests.support import CURVES, OVERFITTING
from tests.ui.conftest import Beds
from tests.ui.steps import (
    EXPERIMENT_STEP,
    finish,
    go_to_experiment,
    left_training,
    status_of,
    train,
    training,
    until,
)
from tutor.diagnosis.verdict import Diagnosis
from tutor.lab.events import ImportFailed
from tutor.lab.run import all_runs
from tutor.ui.screens.dialogs import Ask
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.run import RunScreen
from tutor.ui.widgets.bench import Bench
from tutor.ui.widgets.chart import Chart
from tutor.ui.widgets.diagnosis_card import DiagnosisCard
from tutor.ui.widgets.question import QuestionCard


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
        assert "learned what holds only for its training examples" in shown
        assert " r  Set dropout to 0.3 and train again" in shown
        assert "learned the training digits by heart" in shown
        goal = str(bed.app.screen.query_one("#run-goal", Static).render())
        assert "not reached" in goal
        rows = bed.app.session.progress.runs.results("convolutional-networks")
        assert [row.diagnosis for row in rows] == ["overfitting"]
        assert bed.worker.opened == [bed.worker.orders[0].run]


async def test_seconds_are_counted_until_the_training_starts(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        bed.worker.get_ready()
        await pilot.press("t", "t")  # the first one asks for a prediction
        await until(pilot, lambda: bool(bed.worker.orders))
        assert status_of(bed).startswith("Compiling the network …")
        later = SimpleNamespace(monotonic=lambda: time.monotonic() + 12.0)
        monkeypatch.setattr("tutor.ui.shown.time", later)
        counted = re.compile(r"Compiling the network … [1-9]\d s")
        await until(pilot, lambda: counted.search(status_of(bed)) is not None)
        bed.worker.begin()
        await until(pilot, lambda: "epoch 1 of" in status_of(bed))


async def test_who_leaves_while_it_compiles_finds_home_and_the_run_begins_all_the_same(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        bench = await go_to_experiment(bed, pilot)
        bed.worker.get_ready()
        later = SimpleNamespace(monotonic=lambda: time.monotonic() + 12.0)
        await pilot.press("t", "t")  # the first one asks for a prediction
        await until(pilot, lambda: bool(bed.worker.orders))
        monkeypatch.setattr("tutor.ui.shown.time", later)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(bed.app.screen, HomeScreen))
        await until(pilot, lambda: not bench.is_attached)
        await pilot.pause(0.6)  # more than two turns of the clock that counts the seconds
        bed.worker.begin()
        course = bed.app.screen.query_one(OptionList)
        await until(pilot, lambda: "0 of 10" in str(course.get_option_at_index(1).prompt))
        assert str(course.get_option_at_index(0).prompt) == "Training now"
        assert isinstance(bed.app.screen, HomeScreen)


async def test_a_killed_worker_is_told_the_run_is_kept_and_training_works_again(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
        bed.worker.epochs({name: values[:3] for name, values in CURVES.items()})
        await until(pilot, lambda: "epoch 4" in status_of(bed))
        bed.worker.die()
        await until(pilot, lambda: "killed" in status_of(bed), status_of(bed))
        assert "3 of 10 epochs are kept" in status_of(bed)
        await pilot.press("t")
        await until(pilot, lambda: len(bed.workers) == 2, "no new worker was started")
        bed.worker.get_ready()
        bed.worker.begin()
        bed.worker.epochs(CURVES)
        bed.worker.end(metrics={"val_accuracy": 0.98})
        await until(pilot, lambda: "Finished" in status_of(bed), status_of(bed))


async def test_stop_asks_the_worker_by_the_file_cancel(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
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
    async with training(bed) as pilot:
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
    async with training(bed) as pilot:
        await until(pilot, lambda: "epoch 1 of" in status_of(bed))
        await pilot.press("q")
        await pilot.pause()
        await pilot.press("s")
        await pilot.pause()
    assert all_runs()[-1].cancelled()


async def test_a_run_of_another_process_is_found_replayed_and_followed(beds: Beds) -> None:
    first = await left_training(beds, epochs=3)
    second = beds(lesson=None)
    async with second.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        course = second.app.screen.query_one("#course", OptionList)
        lines = [str(option.prompt) for option in course.options]
        assert any("3 of 10 epochs" in line for line in lines), lines
        await pilot.press("home", "enter")
        await pilot.pause()
        assert isinstance(second.app.screen, RunScreen)
        await until(pilot, lambda: "epoch 4 of 10" in status_of(second), status_of(second))
        first.worker.epochs({name: values[3:] for name, values in CURVES.items()}, first=4)
        await until(pilot, lambda: "epoch 9 of 10" in status_of(second))
        first.worker.end(metrics={"val_accuracy": 0.79})
        await until(pilot, lambda: "Finished" in status_of(second))
        assert len(second.app.session.progress.runs.results()) == 1
        assert second.worker.opened == [all_runs()[-1].id]


async def test_the_network_of_an_ended_run_is_got_ready_where_its_curves_are_seen(
    beds: Beds,
) -> None:
    first = await left_training(beds)
    finish(first)
    run = all_runs()[-1].id
    second = beds()
    async with second.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(second, pilot)
        assert set(second.worker.opened) == {run}
        second.worker.opened.clear()
        second.app.push_screen(RunScreen(run))
        await until(pilot, lambda: second.worker.opened == [run])


async def test_the_lesson_goes_on_with_the_run_that_another_process_trains(beds: Beds) -> None:
    first = await left_training(beds, epochs=3)
    second = beds()
    async with second.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(second, pilot)
        await until(pilot, lambda: "epoch 4 of 10" in status_of(second), status_of(second))
        await pilot.press("x")
        assert all_runs()[-1].cancelled()
        first.worker.end("cancelled", epochs=3)
        await until(pilot, lambda: "Stopped by you" in status_of(second))


async def test_a_run_that_ended_meanwhile_is_kept_at_the_start(beds: Beds) -> None:
    first = await left_training(beds)
    finish(first)
    second = beds(lesson=None)
    async with second.app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: len(second.app.session.progress.runs.results()) == 1)
        assert second.app.session.progress.runs.results()[0].diagnosis == "overfitting"


async def test_r_does_what_the_diagnosis_advises_and_trains_again(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
        await pilot.press("r")  # nothing is advised while it trains
        assert len(bed.worker.orders) == 1
        finish(bed)
        await until(pilot, lambda: "Finished" in status_of(bed))
        card = str(bed.app.screen.query_one("#run-diagnosis", Static).render())
        assert " r  Set dropout to 0.3 and train again" in card
        assert bed.worker.orders[0].settings["dropout"] != 0.3
        await pilot.press("r")
        await until(pilot, lambda: len(bed.worker.orders) == 2, "it was not trained again")
        first, second = (order.settings for order in bed.worker.orders)
        assert second == {**first, "dropout": 0.3}
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        assert screen.query_one(Bench).draft.settings["dropout"] == 0.3


async def test_without_a_setting_to_change_there_is_no_key_for_it(beds: Beds) -> None:
    bed = beds()
    advice = replace(OVERFITTING.primary, change={}, remedy="Take more examples.")
    async with training(bed) as pilot:
        bed.worker.epochs(CURVES)
        bed.worker.end(metrics={"val_accuracy": 0.99}, diagnosis=Diagnosis((advice,)))
        await until(pilot, lambda: "Finished" in status_of(bed))
        card = str(bed.app.screen.query_one("#run-diagnosis", Static).render())
        assert "Try: Take more examples." in card
        assert "and train again" not in card
        assert "2 changes the network, t trains it again." in card
        await pilot.press("r")
        await pilot.pause()
        assert len(bed.worker.orders) == 1
