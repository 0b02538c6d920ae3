"""Runs that end where the learner is not looking are told by name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import OptionList

from tests.ui.conftest import Bed, Beds
from tests.ui.steps import (
    EXPERIMENT_STEP,
    finish,
    left_training,
    status_of,
    training,
    until,
)
from tutor.store.rows import RunResult
from tutor.ui.news import just_ended, outcome, while_away
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.session import Session

RUN = RunResult(
    run="20260131-120000-1a2b3c", lesson="convolutional-networks", experiment="digits",
    settings={}, seed=1, ended="finished", epochs=10, metrics={"val_accuracy": 0.897},
    diagnosis="still_improving", goal_reached=False, parameters=1370, seconds=1.0, at=0.0,
)  # fmt: skip


def told_by(bed: Bed) -> str:
    return "\n".join(note.message for note in bed.app._notifications)


def test_a_run_is_told_with_its_lesson_experiment_accuracy_and_diagnosis(session: Session) -> None:
    assert outcome(session, RUN) == (
        "Convolutional networks (digits) finished · validation accuracy 89.7 % · still improving"
    )
    unsure = replace(RUN, diagnosis="good_fit", sure=0.38)
    assert outcome(session, unsure).endswith(" · perhaps a good fit")
    reached = replace(RUN, goal_reached=True, diagnosis=None, ended="cancelled")
    assert "was stopped by you" in outcome(session, reached)
    assert "goal reached" in outcome(session, reached)


def test_where_the_goal_is_on_a_loss_that_is_told(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tutor.ui.news.aim_of", lambda *_: "val_loss")
    told = replace(RUN, metrics={"val_accuracy": 0.897, "val_loss": 1.8612})
    assert " · validation loss 1.86 · " in outcome(session, told)
    assert " · validation accuracy 89.7 % · " in outcome(session, RUN)


def test_of_many_runs_the_newest_are_told_and_the_others_counted(session: Session) -> None:
    runs = [replace(RUN, metrics={"val_accuracy": share / 10}) for share in range(5)]
    said = while_away(session, runs)
    assert said.index("40.0 %") < said.index("30.0 %")
    assert "20.0 %" not in said
    assert "and 3 more runs" in said
    assert "Your runs" in said
    assert while_away(session, []) == ""
    assert "away" not in just_ended(session, RUN)


async def test_a_run_that_ended_meanwhile_is_named_at_the_start(beds: Beds) -> None:
    first = await left_training(beds)
    finish(first)
    second = beds(lesson=None)
    async with second.app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "away" in told_by(second))
        assert "Convolutional networks (digits) finished" in told_by(second)
        assert "79.0 % · overfitting" in told_by(second)


async def test_home_follows_a_run_of_another_terminal_and_tells_its_end(beds: Beds) -> None:
    first = await left_training(beds)
    second = beds(lesson=None)
    async with second.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(second.app.screen, HomeScreen)
        course = second.app.screen.query_one("#course", OptionList)

        def row() -> str:
            runs = (one for one in course.options if str(one.id).startswith("run:"))
            return str(next(runs).prompt)

        assert "0 of 10 epochs" in row()
        finish(first)
        await until(pilot, lambda: "overfitting" in row(), row())
        assert "Convolutional networks (digits) finished" in told_by(second)
        assert "away" not in told_by(second)


async def test_a_run_that_ends_on_another_step_is_told_there(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
        await pilot.press("n")
        await pilot.pause()
        screen = bed.app.screen
        assert isinstance(screen, LessonScreen)
        assert screen.step == EXPERIMENT_STEP + 1
        finish(bed)
        await until(pilot, lambda: "finished" in told_by(bed))


async def test_a_run_that_ends_in_sight_is_not_told_twice(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
        finish(bed)
        await until(pilot, lambda: "Finished" in status_of(bed))
        assert told_by(bed) == ""
