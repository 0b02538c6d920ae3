"""Utterances on the screen, from what was looked at before."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

import pytest
from textual.pilot import Pilot

from tests.answers import sounds
from tests.answers.kept import kept
from tests.training.orders import made
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import until
from tests.ui.views.looking import drawn, line, open_view, opened
from tutor import paths

Compare = Callable[..., bool]


def told(bed: Bed) -> str:
    return line(bed, "headline")


async def open_sound(bed: Bed, pilot: Pilot[int]) -> None:
    order = made("vowels", {"conv_layers": 1, "filters": 4})
    await open_view(bed, pilot, kept(sounds.answers(), order), "sound")
    await until(pilot, lambda: "80 % sure" in told(bed), "nothing is told")


def looking(
    beds: Beds, size: tuple[int, int] = (80, 24)
) -> AbstractAsyncContextManager[tuple[Bed, Pilot[int]]]:
    return opened(beds, open_sound, size)


async def test_mistakes_are_gone_through_and_drawn_on_the_chart(beds: Beds) -> None:
    async with looking(beds) as (bed, pilot):
        assert told(bed).startswith("2 of 10: a man says “hid”")
        await pilot.press("n")
        assert told(bed).startswith("8 of 10: a child says “head”; the network hears “had”")
        assert "heard" in drawn(bed, "#heard")
        await pilot.press("c")
        assert "[ɛ→æ]" in drawn(bed, "#chart")
        await pilot.press("g")
        assert "men alone" in drawn(bed, "#chart")
        assert "of the men" in line(bed, "note")


async def test_a_sound_is_saved_and_playing_says_why_it_cannot(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "1 2 3 4")
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    async with looking(beds) as (bed, pilot):
        await pilot.press("p")
        assert line(bed, "note").startswith("Over SSH")
        await pilot.press("w")
        assert line(bed, "note").startswith("Saved: ")
        assert [path.name for path in paths.exports().iterdir()] == ["validation-002-hid.wav"]


@pytest.mark.parametrize("size", [(40, 20), (200, 50), (24, 8)])
async def test_any_size_shows_something(beds: Beds, size: tuple[int, int]) -> None:
    async with looking(beds, size) as (bed, pilot):
        await pilot.press("right", "c", "n", "c")
        assert "of 10" in told(bed)


@pytest.mark.parametrize("keys", [(), ("c",)])
def test_layout(beds: Beds, snap_compare: Compare, keys: tuple[str, ...]) -> None:
    bed = beds(None)

    async def go(pilot: Pilot[int]) -> None:
        await open_sound(bed, pilot)
        await pilot.press(*keys)
        await pilot.pause()

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=go)
