"""Data that must be fetched first: the question, the bar, giving up, and training on."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from tests.loopback import CONTENT, course, serving
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import status_of, until
from tutor.datasets import downloads
from tutor.ui.screens.dialogs import Ask
from tutor.ui.screens.lesson import LessonScreen


async def ask(bed: Bed, pilot: Pilot[int]) -> str:
    """Go to the experiment and press Train, until it asks; the question."""
    await pilot.pause()
    screen = bed.app.screen
    assert isinstance(screen, LessonScreen)
    screen.step = 0
    await screen.action_step(1)
    await pilot.pause()
    bed.worker.get_ready()
    await pilot.press("t")
    await until(pilot, lambda: isinstance(bed.app.screen, Ask), "nothing was asked")
    return str(bed.app.screen.query_one("#question", Static).render())


async def fetch_half(bed: Bed, pilot: Pilot[int]) -> None:
    """Have it fetched, until half of it is there."""
    await ask(bed, pilot)
    await pilot.press("y")
    await until(pilot, lambda: "49 %" in status_of(bed), status_of(bed))


async def test_it_is_fetched_with_a_bar_and_then_trained_on(
    beds: Beds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds("good", course(tmp_path / "course"))
    with serving(monkeypatch) as server:
        server.gate.clear()
        async with bed.app.run_test(size=(80, 24)) as pilot:
            question = await ask(bed, pilot)
            assert question.startswith("MNIST digits must be fetched first: 0.4 MB.\nSource: LeCun")
            assert "Licence: CC BY-SA 3.0" in question
            assert not bed.worker.prepared
            await pilot.press("y")
            await until(pilot, lambda: "49 %" in status_of(bed), status_of(bed))
            assert "Fetching MNIST digits ████████░░░░░░░░" in status_of(bed)
            assert not bed.worker.orders
            await pilot.press("2")  # the screen stays responsive
            assert "t Train" not in str(bed.app.screen.active_bindings)
            server.gate.set()
            await until(pilot, lambda: bool(bed.worker.orders), status_of(bed))
    assert bed.worker.orders[0].dataset == "mnist"
    assert downloads.missing("mnist") == 0


async def test_x_gives_it_up_and_it_can_be_asked_for_again(
    beds: Beds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds("good", course(tmp_path / "course"))
    with serving(monkeypatch) as server:
        server.gate.clear()
        async with bed.app.run_test(size=(80, 24)) as pilot:
            await fetch_half(bed, pilot)
            await pilot.press("x")
            await until(pilot, lambda: "stopped by you" in status_of(bed), status_of(bed))
            server.gate.set()
            fetching = bed.app.desk.errands.fetching
            assert fetching is not None
            await until(pilot, lambda: fetching.wait(0.0))
            assert downloads.missing("mnist") == len(CONTENT)
            await pilot.press("t")
            await until(pilot, lambda: isinstance(bed.app.screen, Ask), "it was not asked again")
            await pilot.press("y")
            await until(pilot, lambda: bool(bed.worker.orders), status_of(bed))


async def test_no_leaves_all_as_it_is(
    beds: Beds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds("good", course(tmp_path / "course"))
    async with bed.app.run_test(size=(40, 20)) as pilot:
        await ask(bed, pilot)
        await pilot.press("n")
        await pilot.pause()
        assert isinstance(bed.app.screen, LessonScreen)
        assert bed.app.desk.errands.fetching is None
        assert not bed.worker.orders


async def test_own_data_need_no_fetching(beds: Beds, tmp_path: Path) -> None:
    bed = beds("good", course(tmp_path / "course"))
    path = tmp_path / "own.csv"
    path.write_text("a,label\n" + "".join(f"{n},{n % 2}\n" for n in range(60)))
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await ask(bed, pilot)
        await pilot.press("n", "o")
        await pilot.pause()
        bed.app.screen.query_one(Input).value = str(path)
        await pilot.press("enter")
        await until(pilot, lambda: bool(bed.worker.surveys))
        bed.worker.answer_survey()
        await until(pilot, lambda: bed.app.screen.query_one(OptionList).display)
        await pilot.press("enter", "t")
        await until(pilot, lambda: bool(bed.worker.orders), "it did not train")
        assert bed.worker.orders[0].dataset == "own"


async def test_what_goes_wrong_is_told_in_the_results(
    beds: Beds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds("good", course(tmp_path / "course"))
    with serving(monkeypatch):
        files = downloads.FILES
    monkeypatch.setattr(downloads, "FILES", files)  # the server is gone
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await ask(bed, pilot)
        await pilot.press("y")
        await until(pilot, lambda: "✗ There is no connection" in status_of(bed), status_of(bed))
        assert not bed.worker.orders


async def test_leaving_the_lesson_the_end_is_told_anyway(
    beds: Beds, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds("good", course(tmp_path / "course"))
    with serving(monkeypatch) as server:
        server.gate.clear()
        async with bed.app.run_test(size=(80, 24)) as pilot:
            await fetch_half(bed, pilot)
            await pilot.press("escape")
            server.gate.set()
            await until(pilot, lambda: len(bed.app._notifications) > 0, "nothing was told")
            (told,) = bed.app._notifications
            assert told.message == "✓ MNIST digits is here now."
            assert not bed.worker.orders
