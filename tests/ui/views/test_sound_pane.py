"""Utterances on the screen, from what was looked at before."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from tests.listened import sounds, utterance
from tests.training.orders import made
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import until
from tutor import paths
from tutor.lab.run import Run, find
from tutor.lab.views import files
from tutor.lab.views.sound import SoundQuery, UtteranceQuery
from tutor.ui.views.sound import SoundPane

Compare = Callable[..., bool]


def recorded_run() -> Run:
    order = made("vowels", {"conv_layers": 1, "filters": 4})
    run = find(order.run)
    run.folder.mkdir(mode=0o700, parents=True)
    (run.folder / "settings.json").write_bytes(msgspec.json.encode(order))
    files.write(run.folder, files.answer_of(SoundQuery()), sounds())
    for index in range(10):
        place = files.answer_of(UtteranceQuery(index=index))
        files.write(run.folder, place, utterance(index))
    return run


def told(bed: Bed, name: str = "headline") -> str:
    return str(bed.app.screen.query_one(f"SoundPane .{name}", Static).render())


async def open_sound(bed: Bed, pilot: Pilot[int]) -> None:
    await pilot.pause()
    bed.app.look(recorded_run())
    await pilot.pause()
    await pilot.press("v", "v")
    await until(pilot, lambda: bool(bed.app.screen.query(SoundPane)), "the view never came")
    await until(pilot, lambda: "80 % sure" in told(bed), "nothing is told")


def rows(bed: Bed, name: str) -> str:
    part = bed.app.screen.query_one(f"#{name}")
    return "\n".join(part.render_line(y).text for y in range(part.size.height))


async def test_mistakes_are_gone_through_and_drawn_on_the_chart(beds: Beds) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await open_sound(bed, pilot)
        assert told(bed).startswith("2 of 10: a man says “hid”")
        await pilot.press("n")
        assert told(bed).startswith("8 of 10: a child says “head”; the network hears “had”")
        assert "heard" in rows(bed, "heard")
        await pilot.press("c")
        assert "[ɛ→æ]" in rows(bed, "chart")
        await pilot.press("g")
        assert "men alone" in rows(bed, "chart")
        assert "of the men" in told(bed, "note")


async def test_a_sound_is_saved_and_playing_says_why_it_cannot(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "1 2 3 4")
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    bed = beds(None)
    async with bed.app.run_test(size=(80, 24)) as pilot:
        await open_sound(bed, pilot)
        await pilot.press("p")
        assert told(bed, "note").startswith("Over SSH")
        await pilot.press("w")
        assert told(bed, "note").startswith("Saved: ")
        assert [path.name for path in paths.exports().iterdir()] == ["validation-002-hid.wav"]


@pytest.mark.parametrize("size", [(40, 20), (200, 50), (24, 8)])
async def test_any_size_shows_something(beds: Beds, size: tuple[int, int]) -> None:
    bed = beds(None)
    async with bed.app.run_test(size=size) as pilot:
        await open_sound(bed, pilot)
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
