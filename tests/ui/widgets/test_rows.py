"""Rows are repainted one by one, and scrolled where they are too many."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from tutor.lab.text.plot import PlotRow
from tutor.ui.theme import DARK, LIGHT
from tutor.ui.widgets.rows import Rows


class Sheet(App[None]):
    """Rows on a screen."""

    def __init__(self, *, ascii_only: bool = False) -> None:
        super().__init__()
        self.ascii_only = ascii_only

    def compose(self) -> ComposeResult:
        yield Rows()

    def on_mount(self) -> None:
        self.register_theme(LIGHT)
        self.theme = "tutor-light"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {name: DARK.variables[name] for name in ("curve-train", "curve-validation")}


def lines(count: int, changed: int = -1) -> list[PlotRow]:
    return [[(f"row {n}{' changed' * (n == changed)}", "axis")] for n in range(count)]


def seen(rows: Rows) -> list[str]:
    return [rows.render_line(y).text.rstrip() for y in range(rows.size.height)]


async def test_only_what_changed_is_repainted() -> None:
    app = Sheet()
    async with app.run_test(size=(30, 8)) as pilot:
        rows = app.query_one(Rows)
        rows.show(lines(6))
        assert rows.repainted_rows == 6
        rows.show(lines(6))
        assert rows.repainted_rows == 6
        rows.show(lines(6, changed=2))
        assert rows.repainted_rows == 7
        rows.show(lines(4, changed=2))
        assert rows.repainted_rows == 9
        await pilot.pause()
        assert seen(rows)[:5] == ["row 0", "row 1", "row 2 changed", "row 3", ""]


async def test_rows_that_are_too_many_are_scrolled_to() -> None:
    app = Sheet()
    async with app.run_test(size=(30, 8)) as pilot:
        rows = app.query_one(Rows)
        rows.show(lines(50))
        await pilot.pause()
        rows.bring(20)
        await pilot.pause()
        assert seen(rows)[-1].startswith("row 20")
        rows.bring(15)
        await pilot.pause()
        assert seen(rows)[-1].startswith("row 20")
        rows.bring(9)
        await pilot.pause()
        assert seen(rows)[0].startswith("row 9")
        rows.bring(3)
        await pilot.pause()
        assert seen(rows)[0].startswith("row 0")


async def test_wide_rows_are_scrolled_sideways_and_short_ones_filled() -> None:
    app = Sheet()
    async with app.run_test(size=(20, 8)) as pilot:
        rows = app.query_one(Rows)
        rows.show([[("0123456789" * 5, ""), ("end", "miss")], []])
        await pilot.pause()
        rows.scroll_to(x=33, animate=False)
        await pilot.pause()
        assert rows.render_line(0).text == "34567890123456789end"
        assert rows.render_line(1).cell_length == rows.size.width


async def test_colours_are_those_of_the_cell_and_the_ground_is_the_theme() -> None:
    app = Sheet()
    async with app.run_test(size=(20, 8)) as pilot:
        rows = app.query_one(Rows)
        rows.show([[("▀", "#102030/#405060"), ("x", "#ffffff"), ("c", "cursor")]])
        await pilot.pause()
        cell, sign, cursor = list(rows.render_line(0))[:3]
        assert cell.style is not None
        assert cell.style.color is not None
        assert cell.style.bgcolor is not None
        assert (cell.style.color.name, cell.style.bgcolor.name) == ("#102030", "#405060")
        assert sign.style is not None
        assert cursor.style is not None
        assert cursor.style.reverse
        assert rows.ground == (0xFB, 0xFB, 0xF8)
        assert rows.way == "colours"


@pytest.mark.parametrize(("ascii_only", "way"), [(True, "letters"), (False, "shades")])
async def test_the_way_follows_the_terminal(
    monkeypatch: pytest.MonkeyPatch, way: str, *, ascii_only: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Sheet(ascii_only=ascii_only)
    async with app.run_test(size=(20, 8)):
        assert app.query_one(Rows).way == way
