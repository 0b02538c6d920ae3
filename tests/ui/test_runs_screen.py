"""The list of runs and runs beside each other, by their keys."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tests.past_runs import Past
from tests.support import CURVES
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import until
from tutor.lab.run import all_runs
from tutor.ui.run_rows import columns
from tutor.ui.screens.compare import CompareScreen
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.run import RunScreen
from tutor.ui.screens.runs import RunsScreen
from tutor.ui.widgets.run_list import RunList
from tutor.ui.widgets.run_rows import RunRows
from tutor.ui.words import moment

Compare = Callable[..., bool]


def slower(by: float) -> dict[str, list[float]]:
    """The curves of an overfitting run, of one that learns more slowly."""
    return {
        name: [value * by if "loss" in name else value / by for value in values]
        for name, values in CURVES.items()
    }


def three_runs(bed: Bed) -> None:
    """Runs of 90, 65 and 70 %, the second one with dropout and another seed."""
    past = Past()
    past.train(0.9, right=[0.9] * 40, epochs=8, columns=slower(0.9), seconds=7.5)
    past.train(0.65, right=[0.65] * 40, epochs=8, columns=slower(1.4), seconds=2.5,
               dropout=0.3, seed=2)  # fmt: skip
    past.train(0.7, right=[0.7] * 40, epochs=8, columns=slower(1.1), seconds=0.8,
               learning_rate=0.01)  # fmt: skip
    bed.app.session.adopt()


def listed(pilot: Pilot[int]) -> RunList:
    return pilot.app.screen.query_one(RunList)


def rows_of(pilot: Pilot[int], name: str) -> str:
    rows = pilot.app.screen.query_one(f"#{name}", RunRows)._rows
    return "\n".join("".join(text for text, _ in row) for row in rows)


async def test_runs_are_sorted_searched_marked_and_compared(beds: Beds) -> None:
    bed = beds(None)
    three_runs(bed)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        await pilot.press("c")
        runs = listed(pilot)
        assert len(runs.shown) == 3
        await pilot.press("o")
        assert [row.metrics["val_accuracy"] for row in runs.shown] == [0.9, 0.7, 0.65]
        await pilot.press("c")
        assert isinstance(pilot.app.screen, RunsScreen)
        assert "Mark two runs" in [one.message for one in bed.app._notifications][-1]
        await pilot.press("space", "space")
        assert runs.marked == []
        await pilot.press("space", "down", "space")
        assert "2 marked" in str(pilot.app.screen.query_one("#head", Static).render())
        assert [runs.letter(row.run) for row in runs.shown] == ["A", "B", ""]
        assert {"A", "B"} <= set(rows_of(pilot, "plot"))
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CompareScreen)
        told = rows_of(pilot, "table")
        assert "learning rate" in told
        assert "dropout" not in told
        assert "A against B: +20.0 points; more than chance makes with 359 examples" in told
        await pilot.press("escape", "slash", *"dropout=0.3", "enter")
        assert [row.seed for row in runs.shown] == [2]
        await pilot.press("space", "c")
        assert "dropout" in rows_of(pilot, "table")
        assert "Each interval" in rows_of(pilot, "table")
        await pilot.press("escape", "escape")
        assert len(runs.shown) == 3
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_runs_of_two_lessons_are_not_called_those_of_one(beds: Beds) -> None:
    bed = beds(None)
    three_runs(bed)
    settings = all_runs()[-1].folder / "settings.json"
    told = settings.read_text(encoding="utf-8")
    settings.write_text(told.replace('"convolutional-networks"', '"sentiment"'), encoding="utf-8")

    def head(pilot: Pilot[int]) -> str:
        return str(pilot.app.screen.query_one("#head", Static).render())

    async with bed.app.run_test(size=(80, 24)) as pilot:
        ids = [run.id for run in all_runs()]
        await bed.app.push_screen(CompareScreen(ids[:2]))
        assert head(pilot) == " 2 runs beside each other · Convolutional networks"
        await bed.app.push_screen(CompareScreen(ids))
        assert head(pilot) == " 3 runs beside each other · different lessons"


async def test_the_plot_shows_the_runs_that_compare_with_the_one_under_the_cursor(
    beds: Beds,
) -> None:
    bed = beds(None)
    three_runs(bed)
    settings = all_runs()[0].folder / "settings.json"  # of 90 %, 7.5 s
    told = settings.read_text(encoding="utf-8")
    settings.write_text(told.replace('"experiment":"', '"experiment":"other-'), encoding="utf-8")
    bed.app.session.progress.runs.forget(all_runs()[0].id)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        await pilot.press("c")
        runs = listed(pilot)
        assert len(runs.shown) == 3
        assert "7.5" not in rows_of(pilot, "plot")
        assert "2.5" in rows_of(pilot, "plot")
        assert "2 of 3 runs, of the same experiment and data · seconds" in rows_of(pilot, "plot")
        about = pilot.app.screen.query_one("#about", Static)
        assert "Convolutional networks · Build it and train it · seed 1" in str(about.render())
        await pilot.press("end")
        assert "seconds 7.5" in rows_of(pilot, "plot")
        assert "2.5" not in rows_of(pilot, "plot")


async def test_a_run_is_deleted_and_brought_back(beds: Beds) -> None:
    bed = beds(None)
    three_runs(bed)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        await pilot.press("c")
        shown = listed(pilot).row
        assert shown is not None
        await pilot.press("d")
        asked = str(pilot.app.screen.query_one("#question", Static).render())
        assert asked == f"Delete the run of {moment(shown.at)} with accuracy 70.0 %?"
        await pilot.press("k")
        assert len(all_runs()) == 3
        await pilot.press("down")
        gone = listed(pilot).row
        await pilot.press("d", "d")
        assert len(all_runs()) == 2
        assert len(listed(pilot).shown) == 2
        assert len(bed.app.session.progress.runs.known()) == 2
        await pilot.press("up", "u")
        assert len(listed(pilot).shown) == 3
        assert listed(pilot).row == gone
        said = [one.message for one in bed.app._notifications][-1]
        assert said.startswith("The run of ")
        assert said.endswith(" with accuracy 65.0 % is back.")
        assert len(bed.app.session.progress.runs.known()) == 3
        await pilot.press("f")
        assert len(bed.app.session.progress.runs.favourites()) == 1


async def test_news_is_read_whole_on_a_narrow_terminal(beds: Beds) -> None:
    app = beds(None).app
    async with app.run_test(size=(40, 20), notifications=True) as pilot:
        app.notify("Copied 90 lines, where this terminal lets programs copy.")
        await until(pilot, lambda: bool(pilot.app.screen.query("Toast")))
        await pilot.pause()
        toast = pilot.app.screen.query_one("Toast")
        assert toast.region.right <= 40
        assert toast.size.height == 2


async def test_from_a_run_to_others_of_its_lesson(beds: Beds) -> None:
    bed = beds(None)
    three_runs(bed)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        await pilot.press("c", "enter")
        assert isinstance(pilot.app.screen, RunScreen)
        await pilot.press("c")
        assert isinstance(pilot.app.screen, RunsScreen)
        assert len(listed(pilot).marked) == 1
        await pilot.press("down", "c")
        assert isinstance(pilot.app.screen, CompareScreen)
        await pilot.press("t")


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (200, 50)])
async def test_without_runs_it_says_so(beds: Beds, size: tuple[int, int]) -> None:
    async with beds(None).app.run_test(size=size) as pilot:
        await pilot.press("c", "enter", "space", "d", "o", "u")
        about = str(pilot.app.screen.query_one("#about", Static).render())
        assert about == "There is no run yet: train a network."


async def test_a_run_is_saved_and_copied(beds: Beds) -> None:
    bed = beds(None)
    three_runs(bed)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        await pilot.press("c", "enter", "y", "h")
        assert pilot.app.clipboard.startswith("epoch,accuracy,loss,train_accuracy,")
        await pilot.press("y", "s")
        assert "model = keras.Sequential(" in pilot.app.clipboard
        await pilot.press("s")
        folder = all_runs()[0].folder.parent.parent / "out"
        pilot.app.screen.query_one(Input).value = str(folder)
        await pilot.press("down", "down", "down", "down", "down", "space", "shift+tab", "enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, RunScreen)
        names = {path.name for path in folder.iterdir()}
        assert names == {"run.py", "run.ipynb", "history.csv", "curves.svg", "curves.png"}
        await pilot.press("s")
        pilot.app.screen.query_one(Input).value = str(folder)
        await pilot.press("enter")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.1)
        said = str(pilot.app.screen.query_one("#refusal", Static).render())
        assert "already; nothing was written" in said


def test_layout_of_the_list(
    beds: Beds, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    bed = beds(None)
    three_runs(bed)
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()

    async def mark(pilot: Pilot[int]) -> None:
        await pilot.pause(0.1)
        await pilot.press("c", "space", "down", "f", "space")
        await pilot.pause()

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=mark)


def test_layout_of_runs_beside_each_other(beds: Beds, snap_compare: Compare) -> None:
    bed = beds(None)
    three_runs(bed)

    async def compare(pilot: Pilot[int]) -> None:
        await pilot.pause(0.1)
        await pilot.press("c", "space", "down", "space", "down", "space", "c")
        await pilot.pause()

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=compare)


async def test_runs_of_equal_size_tell_what_is_set_in_place_of_it(beds: Beds) -> None:
    bed = beds()
    past = Past()
    for dropout in (0.2, 0.3):
        past.train(0.7, right=[0.7] * 40, epochs=8, columns=slower(1.1), dropout=dropout)
    bed.app.session.adopt()

    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        await bed.app.push_screen(RunsScreen("convolutional-networks"))
        await pilot.pause()
        runs = listed(pilot)
        assert "parameters" not in runs.columns
        assert runs.columns.endswith("dropout")
        told = [str(option.prompt).rstrip() for option in runs.options]
        assert [line[-3:] for line in told] == ["0.3", "0.2"]
        past.train(0.7, right=[0.7] * 40, epochs=8, columns=slower(1.1), learning_rate=0.01)
        bed.app.session.adopt()
        runs.reload()
        assert runs.columns.endswith("dropout")
        assert "learning rate" in str(runs.options[0].prompt)


def test_parameters_that_differ_stay_where_there_is_no_room_for_both() -> None:
    assert "parameters" in columns(76, "units", "loss")
    assert "units" not in columns(76, "units", "loss")
    assert "parameters" not in columns(76, "units", "loss", first=True)
    assert {"parameters", "units"} <= set(columns(110, "units", "loss", first=True).split())


async def test_runs_of_two_experiments_stand_apart(beds: Beds) -> None:
    bed = beds(None)
    three_runs(bed)
    settings = all_runs()[0].folder / "settings.json"  # of 90 %, the oldest
    told = settings.read_text(encoding="utf-8")
    settings.write_text(told.replace('"experiment":"', '"experiment":"other-'), encoding="utf-8")
    bed.app.session.progress.runs.forget(all_runs()[0].id)

    def lines(pilot: Pilot[int]) -> list[str]:
        return [str(option.prompt) for option in listed(pilot).options]

    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        await bed.app.push_screen(RunsScreen("convolutional-networks"))
        await pilot.pause()
        assert lines(pilot)[0] == "Build it and train it"
        assert lines(pilot)[3] == "Other runs"
        runs = listed(pilot)
        assert runs.highlighted == 1
        await pilot.press("o")  # the best first, in each of them
        shares = [row.metrics["val_accuracy"] for row in runs.shown]
        assert shares == [0.7, 0.65, 0.9]
        assert runs.row == runs.shown[0]
        await pilot.press("down", "down")  # over the heading
        assert runs.row == runs.shown[2]
        await pilot.press("slash", *"0.01", "enter")
        assert len(lines(pilot)) == 1
        assert runs.row == runs.shown[0]
