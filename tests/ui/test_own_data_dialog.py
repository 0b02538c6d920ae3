"""Own data on the screen: the dialog, the network that follows, and the way back."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from tests.support import CURVES
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import go_to_experiment, status_of, train, until
from tutor.lab.run import Order, find
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.own_data import OwnData, completed
from tutor.ui.widgets.bench import Bench
from tutor.ui.widgets.build_pane import BuildTitle
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.prose import Prose, escaped


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Ninety pictures of 12×12, of three classes, in an archive with an odd name."""
    path = tmp_path / "my_*own*.npz"
    y = np.arange(90) % 3
    x = np.random.default_rng(1).integers(0, 255, (90, 12, 12), dtype=np.uint8)
    np.savez(path, x=x, y=y)
    return path


def state(bed: Bed) -> str:
    return str(bed.app.screen.query_one("#state", Static).render())


async def survey(bed: Bed, pilot: Pilot[int], path: Path) -> None:
    """Open the dialog, name the path, and let the worker answer."""
    await pilot.press("o")
    await pilot.pause()
    assert isinstance(bed.app.screen, OwnData)
    bed.app.screen.query_one(Input).value = str(path)
    await pilot.press("enter")
    await until(pilot, lambda: bool(bed.worker.surveys), "nothing was asked of the worker")
    bed.worker.answer_survey()
    await until(pilot, lambda: "…" not in state(bed), state(bed))


async def use(bed: Bed, pilot: Pilot[int], path: Path) -> Bench:
    await survey(bed, pilot, path)
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(bed.app.screen, LessonScreen)
    return bed.app.screen.query_one(Bench)


async def finish(bed: Bed, pilot: Pilot[int]) -> None:
    """Let the run that has begun come to its end."""
    bed.worker.epochs(CURVES)
    bed.worker.end(metrics={"val_accuracy": 0.79})
    await until(pilot, lambda: "Finished" in status_of(bed), status_of(bed))


def title(bench: Bench) -> str:
    return str(bench.query_one(BuildTitle).render())


async def test_the_worker_looks_the_card_is_told_and_the_network_follows(
    beds: Beds, pictures: Path
) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        bench = await go_to_experiment(bed, pilot)
        await survey(bed, pilot, pictures)
        said = state(bed)
        assert said.startswith("Data: 90 pictures of 3 classes.\n54 to train, 18 to validate, ")
        assert "12×12×1" in said
        assert "Classes: 0, 1, 2." in said
        assert "Shades were divided by 255." in said
        await pilot.press("enter", "2")
        await pilot.pause()
        assert bench.draft.network.inputs.shape == (12, 12, 1)
        assert title(bench).startswith(f"{bench.draft.network.parameters:,} parameters · my_*own*")
        assert "my\\_\\*own\\*\\.npz" in bench.query_one(".data", Prose).source
        assert "54 to train" in bench.query_one(".data", Prose).source
        assert "**Goal:** at least 97 %" in bench.query_one(".data", Prose).source
        assert "numpy" not in _new_imports()


def _new_imports() -> set[str]:
    """Whether the modules of the screen name a numerical library; the test itself imports one."""
    names = [name for name in sys.modules if name.startswith("tutor.ui")]
    return {"numpy"} & {key for name in names for key in vars(sys.modules[name])}


async def test_training_orders_the_own_data_without_a_prediction(
    beds: Beds, pictures: Path
) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        bed.worker.get_ready()
        await use(bed, pilot, pictures)
        prepared = bed.worker.prepared
        await until(pilot, lambda: any(one.dataset == "own" for one in prepared), "not prepared")
        await pilot.press("t")
        await until(pilot, lambda: bool(bed.worker.orders), "no order reached the worker")
        (ordered,) = bed.worker.orders
        assert ordered.dataset == "own"
        assert ordered.data_options["path"] == str(pictures)
        bed.worker.begin()
        assert find(ordered.run).order().data_options == ordered.data_options
        await finish(bed, pilot)
        outcome = str(bed.app.screen.query_one("#run-goal", Static).render())
        assert "You predicted" not in outcome
        assert "Goal" not in outcome  # it is about the lesson's data
        assert not bed.app.session.progress.runs.results()[-1].goal_reached


async def test_other_data_are_told_where_runs_are_compared(beds: Beds, pictures: Path) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        await train(bed, pilot)
        await finish(bed, pilot)
        await use(bed, pilot, pictures)
        await pilot.press("t")
        await until(pilot, lambda: len(bed.worker.orders) == 2, status_of(bed))
        first, second = bed.worker.orders
        assert compared_of(bed, second, "99991231-000000-aaaaaa") == (
            "Since the last run: other data."
        )
        assert "nothing changed" in compared_of(bed, first, "99991231-000001-aaaaaa")


def compared_of(bed: Bed, order: Order, run: str) -> str:
    """What is said beside the run of before when an order is carried out once more as `run`."""
    bed.worker.orders[-1] = later = msgspec.structs.replace(order, run=run)
    done = bed.worker.begin()
    bed.worker.end(diagnosis=None, epochs=0)
    return bed.app.session.context(later, done.record()).compared


async def test_back_to_the_lessons_data_and_own_edits_are_kept(beds: Beds, pictures: Path) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        bench = await go_to_experiment(bed, pilot)
        await pilot.press("2", "plus")
        before = bench.draft
        await use(bed, pilot, pictures)
        await pilot.press("2", "plus")
        assert bench.draft.settings["filters"] == 32
        bench = await go_to_experiment(bed, pilot)
        assert bench.draft.own is not None
        assert bench.draft.settings["filters"] == 32
        await pilot.press("o")
        await pilot.pause()
        assert state(bed).startswith("In use:\nData: 90 pictures")
        await pilot.press("down", "enter")
        await pilot.pause()
        assert bench.draft.own is None
        assert bench.draft.settings == before.settings
        assert "my" not in title(bench)
        assert "1,079 to train" in bench.query_one(".data", Prose).source


async def test_what_cannot_be_used_is_a_sentence_and_another_path_can_be_typed(
    beds: Beds, tmp_path: Path, pictures: Path
) -> None:
    bed = beds()
    text = tmp_path / "novel.txt"
    text.write_text("It was a dark and stormy night. " * 200)
    async with bed.app.run_test(size=(40, 20)) as pilot:
        await go_to_experiment(bed, pilot)
        await survey(bed, pilot, text)
        assert state(bed).startswith("novel.txt doesn't fit this experiment")
        bed.app.screen.query_one(Input).value = str(tmp_path / "none")
        await pilot.press("enter")
        await until(pilot, lambda: len(bed.worker.surveys) == 2)
        bed.worker.answer_survey()
        await until(pilot, lambda: "no such file" in state(bed), state(bed))
        assert not bed.app.screen.query_one(OptionList).display
        bed.app.screen.query_one(Input).value = str(pictures)
        await pilot.press("enter")
        await until(pilot, lambda: len(bed.worker.surveys) == 3)
        bed.worker.answer_survey()
        await until(pilot, lambda: "90 pictures" in state(bed), state(bed))
        await pilot.press("escape")
        await pilot.pause()
        bench = bed.app.screen.query_one(Bench)
        assert bench.draft.own is None
        await use(bed, pilot, pictures)
        await pilot.press("2")
        await pilot.pause()
        assert title(bench).rstrip().endswith("parameters · my_*own*.npz")


async def test_a_network_too_large_for_the_budget_is_told_in_the_dialog(
    beds: Beds, tmp_path: Path
) -> None:
    bed = beds()
    path = tmp_path / "large.npz"
    x = np.random.default_rng(1).integers(0, 255, (300, 200, 200), dtype=np.uint8)
    np.savez(path, x=x, y=np.arange(300) % 30)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        await survey(bed, pilot, path)
        assert "the lesson allows 500,000" in state(bed)


async def test_a_worker_that_dies_while_it_looks_is_told(beds: Beds, pictures: Path) -> None:
    bed = beds()
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await go_to_experiment(bed, pilot)
        await pilot.press("o")
        await pilot.pause()
        bed.app.screen.query_one(Input).value = str(pictures)
        await pilot.press("enter")
        await until(pilot, lambda: "Starting the training process" in state(bed), state(bed))
        bed.worker.die()
        await until(pilot, lambda: "killed" in state(bed), state(bed))
        assert bed.app.is_running


async def test_the_key_is_there_where_it_does_something(beds: Beds) -> None:
    bed = beds()
    async with bed.app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "Own data" not in bed.app.screen.query_one(KeyBar).render_line(0).text
        await go_to_experiment(bed, pilot)
        assert "o Own data" in bed.app.screen.query_one(KeyBar).render_line(0).text
        titles = [command.title for command in bed.app.get_system_commands(bed.app.screen)]
        assert "Own data" in titles


def test_paths_are_completed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "plain.csv").touch()
    assert completed(f"{tmp_path}/pi") == f"{tmp_path}/pictures/"
    assert completed(f"{tmp_path}/pl") == f"{tmp_path}/plain.csv"
    assert completed(f"{tmp_path}/p") == f"{tmp_path}/pictures/"
    assert completed(f"{tmp_path}/x") is None
    assert completed(f"{tmp_path}/") is None
    assert completed("/no such folder/a") is None
    monkeypatch.setenv("HOME", str(tmp_path))
    assert completed("~/pl") == "~/plain.csv"
    monkeypatch.chdir(tmp_path)
    assert completed("pl") == "plain.csv"


@given(st.text())
def test_whatever_is_typed_is_completed_or_left(value: str) -> None:
    found = completed(value)
    assert found is None or found.startswith(value)


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_markdown_shows_a_name_as_it_is(name: str) -> None:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt().parse(f"a {escaped(name)} z")
    shown = "".join(
        child.content
        for token in tokens
        for child in token.children or ()
        if child.type in {"text", "text_special"}
    )
    assert shown == f"a {name} z"
