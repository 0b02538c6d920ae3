"""The chart repaints only the rows that changed."""

from __future__ import annotations

from textual.app import App, ComposeResult

from tutor.ui.widgets.chart import Chart, Plot


class Sheet(App[None]):
    """One chart on a screen."""

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
        assert rows[-1].rstrip().endswith("100")


async def test_a_chart_too_small_draws_nothing_and_does_not_fail() -> None:
    app = Sheet()
    async with app.run_test(size=(8, 3)) as pilot:
        app.query_one(Chart).show(plot(5))
        await pilot.pause()
        assert app.query_one(Chart).render_line(0).text.strip() == ""
