"""Drawing on the look screen, with keys and with the mouse."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import msgspec
import pytest
from textual.pilot import Pilot

from tests.answers.kept import kept
from tests.training.orders import made
from tests.ui.conftest import Bed, Beds
from tests.ui.views.looking import (
    answering,
    awaited,
    drawn,
    line,
    looking,
    open_view,
    opened,
    pane_of,
)
from tutor.lab.inspection import Inspection
from tutor.lab.run import Run
from tutor.lab.views import queries
from tutor.lab.views.drawing import Drawn, DrawQuery
from tutor.lab.views.shown import Pixels
from tutor.ui.views.draw import DrawPane

LABELS = [str(n) for n in range(10)]
ORDER = made("digits", {"conv_layers": 1, "filters": 8})
SEVEN = bytes(255 * (y == 0 or x == 6 - y // 2) for y in range(8) for x in range(8))


def answer(query: DrawQuery) -> Drawn:
    """Takes an example for a 7, all that is drawn for a 3."""
    if query.example is not None:
        picture = Pixels(height=8, width=8, channels=1, shades=SEVEN)
        return Drawn(labels=LABELS, shares=_sure(7), example=picture, number=query.example, true=7)
    return Drawn(labels=LABELS, shares=_sure(3) if query.shades else [])


def _sure(of: int) -> list[float]:
    return [0.91 if n == of else 0.01 for n in range(10)]


async def open_draw(bed: Bed, pilot: Pilot[int], monkeypatch: pytest.MonkeyPatch) -> None:
    answering(bed, monkeypatch, {DrawQuery: answer})
    await open_view(bed, pilot, kept(order=ORDER), "draw")


def drawing(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> AbstractAsyncContextManager[tuple[Bed, Pilot[int]]]:
    return opened(beds, lambda bed, pilot: open_draw(bed, pilot, monkeypatch))


async def test_what_is_drawn_is_named_and_an_empty_canvas_is_not(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drawing(beds, monkeypatch) as (bed, pilot):
        assert "Nothing is drawn yet" in line(bed)
        assert "%" not in drawn(bed)
        await pilot.press("space", *["down"] * 4, "space")
        await pilot.pause()
        assert line(bed).startswith("It says 3, 91 % sure")
        assert "91 %" in drawn(bed)
        await pilot.press("c")
        await pilot.pause()
        assert "Nothing is drawn yet" in line(bed)
        await pilot.press("u")
        await pilot.pause()
        assert line(bed).startswith("It says 3")


async def test_an_example_is_begun_with_and_its_class_is_told(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drawing(beds, monkeypatch) as (bed, pilot):
        await pilot.press("n")
        await pilot.pause()
        assert line(bed).startswith("It says 7, 91 % sure")
        assert line(bed).endswith("Validation example 1 is 7.")
        await pilot.press("e", "space", "right", "right")
        await pilot.pause()
        assert line(bed).startswith("It says 3")


async def test_u_brings_back_what_was_drawn_before_any_number_of_examples(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drawing(beds, monkeypatch) as (bed, pilot):
        await pilot.press("space", *["down"] * 4, "space")
        await pilot.pause()
        drawn_before = pane_of(bed, DrawPane).drawing.seen()
        await pilot.press("n", "n", "n")
        await pilot.pause()
        assert line(bed).endswith("Validation example 3 is 7. u brings your drawing back.")
        await pilot.press("u")
        await pilot.pause()
        assert pane_of(bed, DrawPane).drawing.seen() == drawn_before
        assert line(bed).startswith("It says 3")
        assert "example" not in line(bed)


async def test_an_altered_example_comes_back_as_itself(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    def another(query: DrawQuery) -> Drawn:
        found = answer(query)
        if query.example != 1 or found.example is None:
            return found
        shades = SEVEN[::-1]
        return msgspec.structs.replace(
            found, true=1, example=msgspec.structs.replace(found.example, shades=shades)
        )

    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        answering(bed, monkeypatch, {DrawQuery: another})
        await open_view(bed, pilot, kept(order=ORDER), "draw")
        await pilot.press("n", "space", "right", "n")
        await pilot.pause()
        assert "Validation example 2 is 1." in line(bed)
        await pilot.press("u")
        await pilot.pause()
        assert "Validation example 1 is 7." in line(bed)


async def test_a_network_that_cannot_be_asked_is_not_awaited(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(run: Run, query: queries.Any) -> Inspection:
        inspection = Inspection(run, query)
        inspection.problem = "The network of this run was not kept."
        return inspection

    bed = beds(None)
    monkeypatch.setattr(bed.app.desk.errands, "inspect", refused)
    async with looking(bed, kept(order=ORDER), "draw") as pilot:
        await pilot.press("space", "down")
        await pilot.pause()
        assert line(bed).startswith("You can draw, but the network can't be asked")
        assert awaited(bed) == "The network of this run was not kept."


async def test_the_mouse_draws_where_it_is_dragged(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with drawing(beds, monkeypatch) as (bed, pilot):
        await pilot.mouse_down("DrawPane Rows", offset=(4, 4))
        await pilot.hover("DrawPane Rows", offset=(4, 9))
        await pilot.mouse_up("DrawPane Rows", offset=(4, 9))
        await pilot.hover("DrawPane Rows", offset=(20, 9))
        await pilot.pause()
        assert line(bed).startswith("It says 3")
        inked = [
            at % 32 for at, mark in enumerate(pane_of(bed, DrawPane).drawing.marks()) if mark == 1
        ]
        assert max(inked) < 10


async def test_one_question_is_asked_at_a_time_and_the_newest_picture_follows(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[DrawQuery] = []
    async with drawing(beds, monkeypatch) as (bed, pilot):
        pane = pane_of(bed, DrawPane)
        monkeypatch.setattr(pane, "ask", asked.append)
        await pilot.press("space", "down", "down", "down")
        assert len(asked) == 1
        pane.show(Drawn(labels=LABELS, shares=_sure(3)))
        assert len(asked) == 2
        assert asked[1].shades == pane.drawing.seen()


Compare = Callable[..., bool]


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
def test_layout(
    beds: Beds, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    bed = beds(None)

    async def draw(pilot: Pilot[int]) -> None:
        await open_draw(bed, pilot, monkeypatch)
        await pilot.press("up", "up", "space", *["right"] * 4, *["down"] * 3, *["left"] * 2)
        await pilot.pause()

    assert snap_compare(bed.app, terminal_size=size, run_before=draw)
