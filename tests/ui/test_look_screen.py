"""The screen of views: its keys, what it says while it waits, and where the key `v` leads to it."""

from __future__ import annotations

import pytest

from tests.answers.kept import ID, kept
from tests.answers.outcomes import digits
from tests.support import CURVES
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import status_of, training, until
from tests.ui.views.looking import awaited, line, looking, offered, pane
from tutor.lab import events
from tutor.lab.trial import Trial
from tutor.lab.views.outcomes import OutcomesQuery
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.look import LookScreen
from tutor.ui.screens.run import RunScreen
from tutor.ui.views.confusion import ConfusionPane
from tutor.ui.views.mistakes import MistakesPane

VALIDATION = OutcomesQuery()
MATRIX, MISTAKES = "confusion-matrix", "worst-mistakes"


def keys(bed: Bed) -> set[str]:
    return {
        one.binding.description
        for one in bed.app.screen.active_bindings.values()
        if one.enabled and one.binding.show
    }


async def test_digits_and_v_change_the_view_and_escape_goes_back(beds: Beds) -> None:
    bed = beds(None)
    async with looking(bed, kept([(VALIDATION, digits())]), MATRIX, MISTAKES) as pilot:
        assert isinstance(pane(bed), ConfusionPane)
        await pilot.press("2")
        assert isinstance(pane(bed), MistakesPane)
        assert pane(bed).has_focus
        await pilot.press("9")
        assert isinstance(pane(bed), MistakesPane)
        await pilot.press("1", "V")
        assert not isinstance(pane(bed), ConfusionPane)
        await pilot.press("v")
        assert isinstance(pane(bed), ConfusionPane)
        assert {"Next view", "Back", "Test set"} <= keys(bed)
        offered_too = [one.title for one in bed.app.get_system_commands(bed.app.screen)]
        assert offered_too.count("Back") == 1  # though two keys lead back
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(bed.app.screen, LookScreen))


async def test_all_names_where_there_is_room_else_the_one_that_is_seen(beds: Beds) -> None:
    run = kept([(VALIDATION, digits())])
    for width in (200, 40):
        bed = beds(None)
        async with looking(bed, run, MATRIX, MISTAKES, size=(width, 24)) as pilot:
            assert "1 Confusion" in offered(bed)
            if width == 200:
                assert "2 Mistakes" in offered(bed)
            await pilot.press("2")
            assert "2 Mistakes" in offered(bed)
            await pilot.resize_terminal(38, 24)
            await pilot.pause()
            assert "2 Mistakes" in offered(bed)


async def test_what_is_awaited_is_said_and_both_views_share_the_answer(beds: Beds) -> None:
    bed = beds(None)
    async with looking(bed, kept(), MATRIX, MISTAKES) as pilot:
        await until(pilot, lambda: "Loading TensorFlow" in awaited(bed))
        bed.worker.get_ready()
        await until(pilot, lambda: awaited(bed) == "Asking the network …")
        await pilot.press("2")
        await until(pilot, lambda: awaited(bed) == "Asking the network …")
        assert len(bed.worker.questions) == 1
        bed.worker.answer_question(digits())
        await until(pilot, lambda: line(bed).startswith("Mistake 1 of 4"))
        assert awaited(bed) == ""
        await pilot.press("1")
        assert line(bed).startswith("356 of 360")


async def test_a_problem_is_said_and_still_said_later(beds: Beds) -> None:
    bed = beds(None)
    async with looking(bed, kept(), MATRIX, MISTAKES) as pilot:
        bed.worker.get_ready()
        bed.worker.answer_question("The network of this run was not kept.")
        await until(pilot, lambda: awaited(bed) == "The network of this run was not kept.")
        await pilot.press("2")
        await pilot.press("1")
        assert awaited(bed) == "The network of this run was not kept."


async def test_a_worker_that_dies_is_said(beds: Beds) -> None:
    bed = beds(None)
    async with looking(bed, kept(), MATRIX, MISTAKES) as pilot:
        bed.worker.die()
        await until(pilot, lambda: bool(awaited(bed)))
        assert "was killed" in awaited(bed)


async def test_a_view_that_others_made_obsolete_is_asked_again(beds: Beds) -> None:
    bed = beds(None)
    run = kept()
    async with looking(bed, run, MATRIX, MISTAKES) as pilot:
        bed.worker.get_ready()
        await until(pilot, lambda: bool(bed.worker.questions))
        bed.app.desk.errands.inspect(run, OutcomesQuery(part="test"))
        await pilot.press("2", "1")
        await until(pilot, lambda: len(bed.worker.questions) > 2)
        assert bed.worker.questions[-1].query == VALIDATION


@pytest.mark.parametrize(
    ("trains", "said"), [(False, "nothing to look at"), (True, "still being trained")]
)
async def test_a_run_with_nothing_to_look_at_says_so(
    beds: Beds, monkeypatch: pytest.MonkeyPatch, trains: bool, said: str
) -> None:
    bed = beds(None)
    monkeypatch.setattr("tutor.ui.screens.look.offered", lambda viewed, named: [])
    run = kept()
    if trains:
        monkeypatch.setattr(bed.app.desk, "following", Trial)  # which nothing was told of yet
    async with looking(bed, run) as pilot:
        assert said in awaited(bed)
        await pilot.press("v", "1")
        assert isinstance(bed.app.screen, LookScreen)


async def test_a_run_that_cannot_be_read_is_one_sentence(beds: Beds) -> None:
    bed = beds(None)
    run = kept()
    (run.folder / "settings.json").write_text("{")
    async with bed.app.run_test() as pilot:
        await pilot.pause()
        bed.app.look(run)
        await pilot.pause()
        assert not isinstance(bed.app.screen, LookScreen)
        assert "cannot be read" in next(iter(bed.app._notifications)).message


async def test_in_a_lesson_v_waits_for_the_end_of_the_run(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
        assert "Look" not in keys(bed)
        await pilot.press("v")
        assert isinstance(bed.app.screen, LessonScreen)
        bed.worker.epochs(CURVES)
        bed.worker.end(metrics={"val_accuracy": 0.79})
        await until(pilot, lambda: "Look" in keys(bed))
        await pilot.press("v")
        await until(pilot, lambda: isinstance(bed.app.screen, LookScreen))


async def test_on_the_screen_of_a_run_too(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
        run = bed.worker.orders[-1].run
        bed.app.push_screen(RunScreen(run))
        await until(pilot, lambda: "Stop" in keys(bed) and isinstance(bed.app.screen, RunScreen))
        await pilot.pause()
        assert "Look" not in keys(bed)
        bed.worker.epochs(CURVES)
        bed.worker.end(metrics={"val_accuracy": 0.79})
        await until(pilot, lambda: "Look" in keys(bed))
        await pilot.press("v")
        await until(pilot, lambda: isinstance(bed.app.screen, LookScreen))


def test_the_end_of_a_run_is_an_event() -> None:
    assert isinstance(events.decode(kept().events_path.read_bytes()), events.RunEnded)
    assert kept().id == ID


async def test_on_a_step_after_the_experiment_v_looks_at_its_newest_run(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
        bed.worker.epochs(CURVES)
        bed.worker.end()
        await until(pilot, lambda: "Finished" in status_of(bed))
        await pilot.press("n")
        await pilot.pause()
        assert "Look" in keys(bed)
        await pilot.press("v")
        await until(pilot, lambda: isinstance(bed.app.screen, LookScreen))
        await pilot.press("escape")
        await pilot.pause()
        lesson = bed.app.screen
        assert isinstance(lesson, LessonScreen)
        await pilot.press("b", "b")
        await pilot.pause()
        assert lesson.training is None
        assert "Look" not in keys(bed), "before the experiment there is nothing to look at"
