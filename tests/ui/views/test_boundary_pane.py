"""The boundary on the screen: live, then at its finest, moved through and replayed."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Static

from tests.answers.planes import boundary, film
from tests.support import CURVES
from tests.training.orders import made
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import training, until
from tests.ui.views.looking import drawn, line, offered, open_view, pane_of
from tutor.lab import events
from tutor.lab.run import Run, find
from tutor.lab.views import files
from tutor.lab.views.boundary import FILM, NAME, BoundaryQuery
from tutor.ui.screens.look import LookScreen
from tutor.ui.screens.run import RunScreen
from tutor.ui.views.boundary import BoundaryPane
from tutor.ui.widgets.rows import Rows

FINEST = files.answer_of(BoundaryQuery())


def begin(bed: Bed) -> Run:
    """A run on points that trains."""
    order = made("points", {"hidden_layers": 2, "units": [4, 3], "epochs": 8})
    bed.app.desk.train(order)
    bed.worker.get_ready()
    bed.worker.begin()
    bed.app.wake()
    return find(order.run)


def draw(bed: Bed, run: Run, epoch: int, radius: float = 0.6) -> None:
    """Let the worker write what the network looks like after an epoch."""
    path = files.write(run.folder, files.file_of(NAME), boundary(epoch=epoch, radius=radius))
    bed.worker.tell_of_run(events.ViewReady(view=NAME, path=path))


def end(bed: Bed, run: Run) -> None:
    """Let the run end, with a film and with what its network would answer."""
    bed.worker.epochs(CURVES)
    draw(bed, run, 8)
    path = files.write(run.folder, files.file_of(FILM), film())
    bed.worker.tell_of_run(events.ViewReady(view=FILM, path=path))
    files.write(run.folder, FINEST, boundary())
    bed.worker.end(metrics={"train_loss": 0.1, "train_accuracy": 0.97, "val_accuracy": 0.94})


def pane(bed: Bed) -> BoundaryPane:
    return pane_of(bed, BoundaryPane)


async def open_ended(bed: Bed, pilot: Pilot[int]) -> None:
    """Look at a run that has ended."""
    await pilot.pause()
    run = begin(bed)
    end(bed, run)
    await until(pilot, lambda: not bed.app.desk.busy)
    await open_view(bed, pilot, run, NAME)


async def test_it_bends_while_the_network_trains_and_only_changed_rows_are_repainted(
    beds: Beds,
) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        run = begin(bed)
        draw(bed, run, 0)
        trial = bed.app.desk.trial
        assert trial is not None
        await until(pilot, lambda: NAME in trial.record.views)
        await open_view(bed, pilot, run, NAME)
        await until(pilot, lambda: "Before the first epoch" in line(bed), line(bed))
        assert "Boundary" in offered(bed)
        assert "Confusion" not in offered(bed)
        rows = bed.app.screen.query_one("BoundaryPane Rows", Rows)
        before, painted = drawn(bed), rows.repainted_rows
        bed.worker.epochs({name: values[:4] for name, values in CURVES.items()})
        draw(bed, run, 4, radius=0.5)
        await until(pilot, lambda: "Epoch 4 of 8" in line(bed), line(bed))
        assert "loss 0.600" in line(bed)
        assert "accuracy 82.0 %" in line(bed)
        assert drawn(bed) != before
        assert 0 < rows.repainted_rows - painted <= 16  # not its title, axis and legend
        end(bed, run)
        await until(pilot, lambda: "After 8 epochs" in line(bed), line(bed))
        assert "Confusion" in offered(bed)


async def test_arrows_and_the_mouse_go_through_layers_and_units(beds: Beds) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await open_ended(bed, pilot)
        await until(pilot, lambda: "What the network says" in drawn(bed))
        await pilot.press("left")
        assert "Unit 1 of layer 2" in drawn(bed)
        await pilot.press("right")  # a layer's units stand in rows here
        assert "Unit 2 of layer 2" in drawn(bed)
        await pilot.press("down")
        assert "Unit 3 of layer 2" in drawn(bed)
        await pilot.press("up", "left", "left", "up")
        assert "Unit 4 of layer 1" in drawn(bed)
        await pilot.press("right")
        assert "of layer 2" in drawn(bed)
        await pilot.press("right", "right", "right")
        assert "What the network says" in drawn(bed)
        await pilot.press("down")
        assert "of layer 2" in drawn(bed)
        drawing = pane(bed)._drawing
        assert drawing is not None
        place = drawing.places[2]
        await pilot.click("BoundaryPane Rows", offset=(place.x + 1, place.y + 1))
        assert "Unit 3 of layer 2" in drawn(bed)
        await pilot.press("p")
        assert "•" in drawn(bed)
        assert "●" not in drawn(bed)


async def test_in_a_wide_terminal_layers_stand_side_by_side_and_units_below_each_other(
    beds: Beds,
) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(160, 50)) as pilot:
        await open_ended(bed, pilot)
        await until(pilot, lambda: "What the network says" in drawn(bed))
        await pilot.press("left", "down")
        assert "Unit 2 of layer 2" in drawn(bed)
        await pilot.press("left", "down")
        assert "Unit 2 of layer 1" in drawn(bed)
        await pilot.press("right")
        assert "Unit 2 of layer 2" in drawn(bed)


async def test_a_replay_goes_through_the_training_and_ends(beds: Beds) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await open_ended(bed, pilot)
        await until(pilot, lambda: "After 8 epochs" in line(bed))
        await pilot.press("space")
        await until(pilot, lambda: "Epoch 4 of 8" in line(bed), line(bed))
        assert "Layer" not in drawn(bed)
        await pilot.press("space")
        assert "After 8 epochs" in line(bed)
        assert "Layer 2 of 2" in drawn(bed)
        await pilot.press("space")
        await until(pilot, lambda: "Epoch 8 of 8" in line(bed), line(bed))
        await until(pilot, lambda: "After 8 epochs" in line(bed), "the film never ends")


async def test_a_damaged_picture_and_numbers_that_are_none_are_no_end(beds: Beds) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        run = begin(bed)
        draw(bed, run, 0)
        place = Path(run.folder / files.file_of(NAME))
        place.write_bytes(b"{")
        trial = bed.app.desk.trial
        assert trial is not None
        await until(pilot, lambda: NAME in trial.record.views)
        await open_view(bed, pilot, run, NAME)
        bed.worker.epochs({name: values[:2] for name, values in CURVES.items()})
        path = files.write(run.folder, files.file_of(NAME), boundary(epoch=2, finite=False))
        bed.worker.tell_of_run(events.ViewReady(view=NAME, path=path))
        await until(pilot, lambda: "diverged" in line(bed), line(bed))


async def test_a_run_is_looked_at_live_and_left_to_its_own_screen(beds: Beds) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        run = begin(bed)
        bed.app.push_screen(RunScreen(run.id))
        await until(pilot, lambda: isinstance(bed.app.screen, RunScreen))
        await until(pilot, lambda: bed.app.screen.check_action("look", ()) is False)
        draw(bed, run, 0)
        await until(pilot, lambda: bed.app.screen.check_action("look", ()) is True)
        await pilot.press("v")
        await until(pilot, lambda: isinstance(bed.app.screen, LookScreen))
        end(bed, run)
        await until(pilot, lambda: "After 8 epochs" in line(bed))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(bed.app.screen, RunScreen))
        status = bed.app.screen.query_one("#run-status", Static)
        await until(pilot, lambda: "Finished" in str(status.render()), str(status.render()))


async def test_on_a_bench_the_key_works_once_something_can_be_seen(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
        screen = bed.app.screen
        assert screen.check_action("look", ()) is False
        bed.worker.tell_of_run(events.ViewReady(view=NAME, path=files.file_of(NAME)))
        await until(pilot, lambda: screen.check_action("look", ()) is True)
