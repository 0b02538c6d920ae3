"""Quitting while a network trains, and when its training ends before the answer."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from tests.ui.conftest import Bed, Beds
from tests.ui.steps import finish, go_to_experiment, status_of, train, until
from tutor.lab.run import all_runs
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.quit import AskQuit


async def ask_while_training(bed: Bed, pilot: Pilot[int]) -> AskQuit:
    await go_to_experiment(bed, pilot)
    await train(bed, pilot)
    await until(pilot, lambda: "epoch 1 of" in status_of(bed))
    await pilot.press("q")
    await pilot.pause()
    screen = bed.app.screen
    assert isinstance(screen, AskQuit)
    return screen


def words_of(dialog: AskQuit) -> str:
    return str(dialog.query_one("#question", Static).render())


def answers_of(dialog: AskQuit) -> list[str]:
    return [str(option.prompt) for option in dialog.query_one(OptionList).options]


async def end_training(bed: Bed, pilot: Pilot[int], dialog: AskQuit) -> None:
    finish(bed)
    await until(pilot, lambda: "has ended" in words_of(dialog), words_of(dialog))


async def test_the_dialog_notices_that_the_training_has_ended(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        dialog = await ask_while_training(bed, pilot)
        assert "is training" in words_of(dialog)
        assert len(answers_of(dialog)) == 3
        await end_training(bed, pilot, dialog)
        assert "is training" not in words_of(dialog)
        assert [answer.split()[0] for answer in answers_of(dialog)] == ["y", "c"]
        await pilot.press("l", "s")  # answers to what is asked no more
        assert bed.app.screen is dialog
        await pilot.press("y")
        await pilot.pause()
    assert bed.app.return_code == 0
    assert not all_runs()[-1].cancelled()


async def test_the_cursor_stays_on_staying_when_the_words_change(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        dialog = await ask_while_training(bed, pilot)
        await pilot.press("down", "down")
        await end_training(bed, pilot, dialog)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(bed.app.screen, LessonScreen)
        assert "Finished" in status_of(bed)


async def test_the_dialog_tells_of_a_worker_that_was_killed(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        dialog = await ask_while_training(bed, pilot)
        bed.worker.die()
        await until(pilot, lambda: "killed" in words_of(dialog), words_of(dialog))
        await pilot.press("c")
        await pilot.pause()
        assert isinstance(bed.app.screen, LessonScreen)
