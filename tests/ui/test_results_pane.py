"""The results pane: warnings while it trains, and what stands first at each size."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.support import CURVES, OVERFITTING
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import finish, left_training, training, until
from tutor.lab import events
from tutor.lab.run import all_runs
from tutor.ui.screens.run import RunScreen
from tutor.ui.widgets.chart import Chart
from tutor.ui.widgets.diagnosis_card import DiagnosisCard
from tutor.ui.widgets.keybar import KeyBar


def warning(bed: Bed) -> Static:
    return bed.app.screen.query_one("#run-early", Static)


def axis(bed: Bed, chart: str) -> str:
    found = bed.app.screen.query_one(f"#{chart}", Chart)
    return found.render_line(found.size.height - 1).text


async def warn(bed: Bed, pilot: Pilot[int]) -> None:
    """Let the worker tell of six epochs and, after them, that overfitting has begun."""
    bed.worker.epochs({name: values[:6] for name, values in CURVES.items()})
    found = replace(OVERFITTING.primary, confidence=0.97)
    bed.worker.tell_of_run(events.EarlyFinding(epoch=6, finding=found))
    await until(pilot, lambda: warning(bed).display, "nothing was said")


async def ended(bed: Bed, pilot: Pilot[int]) -> None:
    finish(bed)
    await until(pilot, lambda: bed.app.screen.query_one(DiagnosisCard).display)
    await pilot.pause()


async def test_overfitting_is_told_while_it_trains_with_its_key_and_its_mark(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
        assert not warning(bed).display
        await warn(bed, pilot)
        said = str(warning(bed).render())
        assert said == "! Validation loss rises since epoch 4 (97 % sure):  x  stops the run"
        await until(pilot, lambda: "▲ rises after 4" in axis(bed, "loss"), axis(bed, "loss"))
        assert "▲ epoch 4" in axis(bed, "accuracy")
        await pilot.press("x")
        assert all_runs()[-1].cancelled()
        bed.worker.end("cancelled", epochs=6)
        await until(pilot, lambda: not warning(bed).display, "the warning outlived the run")


async def test_the_next_run_begins_without_the_warning_of_the_last(beds: Beds) -> None:
    bed = beds()
    async with training(bed) as pilot:
        await warn(bed, pilot)
        bed.worker.die()
        await until(pilot, lambda: not warning(bed).display)
        await pilot.press("t")
        await until(pilot, lambda: len(bed.workers) == 2)
        bed.worker.get_ready()
        bed.worker.begin()
        bed.worker.epochs({name: values[:3] for name, values in CURVES.items()})
        await until(pilot, lambda: "epoch 10" in axis(bed, "loss"))
        assert not warning(bed).display


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40), (200, 50)])
async def test_goal_sentence_and_key_are_seen_without_scrolling(
    beds: Beds, size: tuple[int, int]
) -> None:
    bed = beds()
    async with training(bed, size) as pilot:
        await ended(bed, pilot)

        def seen() -> str:
            strips = bed.app.screen._compositor.render_strips()
            return "\n".join("".join(segment.text for segment in strip) for strip in strips)

        wanted = (
            "Overfitting · 93 % sure",
            "✗ Goal not reached",
            "After its best epoch",
            " r  Set dropout to 0.3",
        )
        await until(pilot, lambda: wanted[0] in seen(), seen())
        assert all(said in seen() for said in wanted), seen()


async def test_goal_and_diagnosis_stand_above_the_charts_only_while_it_is_narrow(
    beds: Beds,
) -> None:
    bed = beds()
    async with training(bed, (80, 24)) as pilot:
        await ended(bed, pilot)
        screen = bed.app.screen
        parts = ["#charts", "#run-goal", "#run-diagnosis"]

        def order() -> list[str]:
            assert all(screen.query_one(part).virtual_region for part in parts)
            return sorted(parts, key=lambda part: screen.query_one(part).virtual_region.y)

        assert order() == parts
        await pilot.resize_terminal(40, 60)
        await until(pilot, lambda: order() == [*parts[1:], parts[0]], "the charts stayed above")
        await pilot.resize_terminal(100, 40)
        await until(pilot, lambda: order() == parts, "the charts stayed below")


async def test_the_chart_of_an_only_epoch_ends_with_it(beds: Beds) -> None:
    bed = beds()
    async with training(bed, (80, 24)) as pilot:
        bed.worker.epochs({name: values[:1] for name, values in CURVES.items()})
        bed.worker.end(metrics={"val_accuracy": 0.4}, epochs=1)
        await until(pilot, lambda: bed.app.screen.query_one("#loss", Chart).size.height > 0)
        await until(pilot, lambda: "└" in axis(bed, "loss"), "there is no axis")
        assert "└epoch 1 " in axis(bed, "loss")


async def test_all_keys_fit_below_a_finished_run_on_80_columns(beds: Beds) -> None:
    bed = beds()
    async with training(bed, (80, 24)) as pilot:
        await ended(bed, pilot)
        bar = bed.app.screen.query_one(KeyBar).render_line(0).text
        for key in ("t Train", "r Try", "e Seed", "o Own data", "n Next", "Esc Home", "q Quit"):
            assert key in bar


@pytest.mark.parametrize("width", [80, 200])
async def test_lines_of_text_on_a_wide_page_of_a_run_are_not_too_long_to_read(
    beds: Beds, width: int
) -> None:
    first = await left_training(beds)
    finish(first)
    second = beds(lesson=None)
    async with second.app.run_test(size=(width, 50)) as pilot:
        second.app.push_screen(RunScreen(all_runs()[-1].id))
        await until(pilot, lambda: isinstance(second.app.screen, RunScreen))
        await pilot.pause()
        for name in ("#run-goal", "#run-diagnosis"):
            text = second.app.screen.query_one(name)
            assert text.display
            assert min(width - 10, 95) <= text.region.width <= 100, name
        charts = second.app.screen.query_one("#charts")
        assert charts.region.width >= width - 10
