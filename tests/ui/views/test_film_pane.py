"""The index of a film on the screen, from what was looked at before."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.answers import film
from tests.answers.kept import kept
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import until
from tests.ui.views.looking import drawn, line, open_view, opened
from tutor.lab.views.film import FilmQuery, FramesQuery
from tutor.ui.screens.dialogs import Ask

Compare = Callable[..., bool]


def told(bed: Bed) -> str:
    return line(bed, "headline")


def panel(bed: Bed) -> str:
    return drawn(bed, "#panel")


async def open_film(bed: Bed, pilot: Pilot[int]) -> None:
    await open_view(bed, pilot, kept(film.answers(), film.order()), "film-index")
    await until(pilot, lambda: "ound" in told(bed), "nothing is told")


def looking(
    beds: Beds, size: tuple[int, int] = (80, 24)
) -> AbstractAsyncContextManager[tuple[Bed, Pilot[int]]]:
    return opened(beds, open_film, size)


async def test_a_person_is_chosen_and_their_appearances_told(beds: Beds) -> None:
    async with looking(beds) as (bed, pilot):
        assert told(bed).startswith("Found: Ada appears 13 times, 27.20 % of the film.")
        await pilot.press("down", "down")
        assert told(bed).endswith("True: 7 times, 14.10 %.")
        await pilot.press("up", "up", "up")
        assert "Emi" in told(bed)


async def test_the_next_appearance_is_a_key_away(beds: Beds) -> None:
    async with looking(beds) as (bed, pilot):
        await pilot.press("n")
        assert "Appearance 1 of 13, frames 18–43: right" in line(bed, "note")
        assert "frame 18 of 1,000" in panel(bed)
        await pilot.press("n", "p", "p")
        assert "no earlier appearance" in line(bed, "note")


async def test_smoothing_and_threshold_change_figures_at_once_without_the_worker(
    beds: Beds,
) -> None:
    async with looking(beds) as (bed, pilot):
        before = told(bed)
        await pilot.press("s")
        assert told(bed) != before
        assert "7" in panel(bed).splitlines()[7]
        await pilot.press("S", "S", "t")
        assert "0.55" in panel(bed)
        await pilot.press("0")
        assert told(bed) == before
        assert not bed.workers or not bed.worker.questions


async def test_help_tells_every_key_and_what_the_marks_mean(beds: Beds) -> None:
    async with looking(beds) as (bed, pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        told = " ".join(str(one.render()) for one in bed.app.screen.query(Static))
        assert {"s/S", "t/T", "+/-", "←→", "PgDn", "V"} <= set(told.split())
        assert "Film: finds where each person appears" in told
        assert "t: truly there" in told


async def test_it_plays_and_stops(beds: Beds) -> None:
    async with looking(beds) as (bed, pilot):
        await pilot.press("plus", "plus", "plus", "space")
        assert "▶ 50/s" in panel(bed)
        await until(pilot, lambda: "frame 1 of" not in panel(bed), "it stands still")
        await pilot.press("space")
        assert "▶" not in panel(bed)
        here = panel(bed)
        await pilot.pause(0.1)
        assert panel(bed) == here


async def test_frames_that_are_not_there_are_asked_for(beds: Beds) -> None:
    async with looking(beds) as (bed, pilot):
        await pilot.press("end")
        await until(pilot, lambda: bool(bed.workers and bed.worker.questions), "nothing is asked")
        assert bed.worker.questions[-1].query == FramesQuery(first=900, count=100)
        assert "frame 1,000 of 1,000" in panel(bed)


async def test_the_test_film_is_opened_on_purpose(beds: Beds) -> None:
    async with looking(beds) as (bed, pilot):
        await pilot.press("o")
        assert isinstance(bed.app.screen, Ask)
        await pilot.press("c")
        assert not bed.workers or not bed.worker.questions
        await pilot.press("o", "o")
        await until(pilot, lambda: bool(bed.workers and bed.worker.questions), "nothing is asked")
        assert bed.worker.questions[-1].query == FilmQuery(part="test")


async def test_the_timeline_takes_a_click(beds: Beds) -> None:
    async with looking(beds) as (bed, pilot):
        await pilot.click("#timeline", offset=(8 + 34, 1))
        assert "frame 501 of 1,000" in panel(bed)


@pytest.mark.parametrize("size", [(40, 20), (200, 50), (24, 8), (80, 10)])
async def test_any_size_shows_something(beds: Beds, size: tuple[int, int]) -> None:
    async with looking(beds, size) as (bed, pilot):
        await pilot.press("n", "down", "space", "space")
        assert "Bruno" in told(bed)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_layout(beds: Beds, snap_compare: Compare, size: tuple[int, int]) -> None:
    bed = beds(None)

    async def go(pilot: Pilot[int]) -> None:
        await open_film(bed, pilot)
        await pilot.press("down", "down", "n")

    assert snap_compare(bed.app, terminal_size=size, run_before=go)
