"""The chart repaints only the rows that changed."""

from __future__ import annotations

import math

import pytest
from textual.app import App, ComposeResult

from tutor.lab.text.plot import Plot
from tutor.lab.text.scale import figure
from tutor.ui.widgets.chart import Chart
from tutor.ui.words import percent


class Sheet(App[None]):
    """One chart on a screen, with or without braille."""

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__()
        self.ascii_only = ascii_only

    def compose(self) -> ComposeResult:
        yield Chart(id="loss")

    CSS = "Chart { height: 12; }"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"curve-train": "#7dcfff", "curve-validation": "#e0af68"}


def plot(epochs: int) -> Plot:
    values = [1.0 / (1 + epoch) for epoch in range(epochs)]
    return Plot("loss", values, [value + 0.02 for value in values], 100)


async def test_one_more_epoch_repaints_a_few_rows_and_no_news_none() -> None:
    app = Sheet()
    async with app.run_test(size=(60, 14)) as pilot:
        chart = app.query_one(Chart)
        chart.show(plot(60))
        await pilot.pause()
        before = chart.repainted_rows
        chart.show(plot(61))
        assert 0 < chart.repainted_rows - before <= 3
        before = chart.repainted_rows
        chart.show(plot(61))
        assert chart.repainted_rows == before


async def test_the_title_has_the_newest_values_and_the_axis_the_last_epoch() -> None:
    app = Sheet()
    async with app.run_test(size=(60, 14)) as pilot:
        chart = app.query_one(Chart)
        chart.show(plot(2))
        await pilot.pause()
        rows = [chart.render_line(y).text for y in range(chart.size.height)]
        assert rows[0].startswith("loss ── val 0.520")
        assert "train 0.500" in rows[0]
        assert rows[-1].rstrip().endswith("epoch 100")


async def test_what_is_painted_before_the_new_size_is_told_is_drawn_in_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Sheet()
    async with app.run_test(size=(60, 14)) as pilot:
        chart = app.query_one(Chart)
        chart.show(plot(2))
        await pilot.pause()
        monkeypatch.setattr(Chart, "_redraw", lambda _chart: None)  # it is not told of it yet
        await pilot.resize_terminal(59, 14)
        assert chart.size.width == 59
        assert chart.render_line(chart.size.height - 1).text.endswith("epoch 100")


async def test_the_title_has_the_values_of_the_weights_that_were_kept() -> None:
    plotted = Plot("loss", [0.9, 0.5, 0.2], [0.8, 0.6, 0.7], 3, mark=2, mark_word="kept", kept=2)
    lines = await lines_of(plotted)
    assert lines[0].startswith("loss at epoch 2 ── val 0.600  ╌╌ train 0.500")
    assert "▲ kept 2" in lines[-1]
    narrow = await lines_of(plotted, 32)
    assert narrow[0].startswith("loss ── val 0.600")


def test_a_share_is_rounded_as_its_per_cent_are() -> None:
    for count in range(360):
        share = count / 359
        assert figure(share, share=True) == f"{float(percent(share).split()[0]) / 100:.3f}"
    assert figure(0.87249, share=True) == "0.872"
    assert figure(math.nan, share=True) == "NaN"


async def test_a_chart_too_small_draws_nothing_and_does_not_fail() -> None:
    app = Sheet()
    async with app.run_test(size=(8, 3)) as pilot:
        app.query_one(Chart).show(plot(5))
        await pilot.pause()
        assert app.query_one(Chart).render_line(0).text.strip() == ""


async def lines_of(shown: Plot, width: int = 60, *, ascii_only: bool = False) -> list[str]:
    app = Sheet(ascii_only=ascii_only)
    async with app.run_test(size=(width, 14)) as pilot:
        chart = app.query_one(Chart)
        chart.show(shown)
        await pilot.pause()
        return [chart.render_line(y).text.rstrip() for y in range(chart.size.height)]


async def test_an_axis_that_does_not_begin_at_0_is_marked_and_told() -> None:
    high = Plot("accuracy", [0.9, 0.95], [0.85, 0.9], 20, unit_range=True)
    lines = await lines_of(high)
    assert lines[-2].lstrip().startswith("0.8 ≈")
    assert "not from 0 but 0.8" in lines[-1]
    low = Plot("accuracy", [0.3, 0.95], [0.4, 0.9], 20, unit_range=True)
    lines = await lines_of(low)
    assert lines[-2].lstrip().startswith("0 │")
    assert "not from 0" not in lines[-1]
    assert [line.split()[0] for line in lines if line.split()[0] in {"0", "0.5", "1"}] == [
        "1", "0.5", "0",
    ]  # fmt: skip


async def test_the_mark_the_note_and_the_epochs_never_cover_one_another() -> None:
    for width in (22, 30, 38, 39, 40, 45, 60):
        plotted = Plot("accuracy", [0.9] * 8, [0.9] * 8, 8, unit_range=True, mark=4)
        line = (await lines_of(plotted, width))[-1]
        for word in ("epoch 8", "▲ best 4", "not from 0"):
            assert line.count(word[:4]) == line.count(word), (width, line)
        assert line.endswith("epoch 8")


@pytest.mark.parametrize(("ascii_only", "samples"), [(False, ("──", "╌╌")), (True, ("oo", "++"))])
@pytest.mark.parametrize("width", [32, 36, 37, 60])
async def test_the_legend_has_both_curves_in_their_shapes(
    ascii_only: bool, samples: tuple[str, str], width: int
) -> None:
    plotted = Plot("accuracy", [0.9, 0.95], [0.2, 0.4], 2, unit_range=True)
    lines = await lines_of(plotted, width, ascii_only=ascii_only)
    assert f"{samples[0]} val 0.400" in lines[0]
    assert f"{samples[1]} train 0.950" in lines[0]
    assert lines[0].startswith("acc")
    if ascii_only:
        drawn = "".join(line[7:] for line in lines[1:-1])
        assert "o" in drawn
        assert "+" in drawn
