"""A melody on the screen: other beginnings, files that are saved, a sound that is played."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from tests.answers.kept import Answers, kept
from tests.answers.melody import made
from tests.midi_reader import read
from tests.training.orders import made as ordered
from tests.ui.conftest import Bed, Beds
from tests.ui.steps import until
from tests.ui.views.looking import line, looking, open_view, pane_of
from tutor import paths
from tutor.lab import sound as sounds
from tutor.lab.run import Run
from tutor.lab.views.music import MusicQuery, Tones
from tutor.ui.views import melody_files
from tutor.ui.views.music import MusicPane, changed

MUSIC = made()
OTHER = msgspec.structs.replace(MUSIC, melody=1)
ASKED = MusicQuery(temperature=0.7)
ANSWERS: Answers = [
    (ASKED, MUSIC),
    (msgspec.structs.replace(ASKED, melody=1), OTHER),
    (melody_files.question(MUSIC), Tones(rate=22_050, samples=struct.pack("<2h", 1, -1))),
]


def run() -> Run:
    order = ordered("melodies", {"recurrent_layers": 1, "units": 8, "temperature": 0.7})
    return kept(ANSWERS, order)


def pane(bed: Bed) -> MusicPane:
    return pane_of(bed, MusicPane)


def saved(ending: str) -> list[Path]:
    return sorted(paths.exports().glob(f"*{ending}"))


async def test_it_begins_at_the_first_drawn_note_and_takes_another_melody(beds: Beds) -> None:
    bed = beds(None)
    async with looking(bed, run(), "music") as pilot:
        assert pane(bed)._at == 4
        assert "bigram 1.90" in line(bed, "figures")
        await pilot.press("right", *["left"] * 9, "o")
        assert pane(bed)._at == 0
        await pilot.press("n")
        assert line(bed, "told").startswith("Ode to Joy (Ludwig van Beethoven, died 1827; tr")
        await pilot.press("t")
        await pilot.pause()
        assert bed.app.screen.query_one(OptionList).highlighted == 1
        await pilot.press("up", "enter")
        await pilot.pause()
        assert line(bed, "told").startswith("Frère Jacques")


async def test_files_are_never_overwritten_and_their_paths_told(beds: Beds) -> None:
    bed = beds(None)
    async with looking(bed, run(), "music") as pilot:
        await pilot.press("m", "m", "w")
        await until(pilot, lambda: bool(saved(".wav")), "no sound was saved")
        name = "Frere-Jacques-20260131-120000-1a2b3c-bars2-t0.7-draw1"
        assert [path.name for path in saved(".mid")] == [f"{name}-2.mid", f"{name}.mid"]
        assert saved(".wav")[0].read_bytes()[:4] == b"RIFF"
        assert line(bed, "figures") == f"Saved: {saved('.wav')[0]}"


async def test_playing_needs_a_player(beds: Beds, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sounds, "_PLAYERS", (("no-such-player",),))
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    monkeypatch.delenv("SSH_TTY", raising=False)
    bed = beds(None)
    async with looking(bed, run(), "music") as pilot:
        await pilot.press("p")
        assert line(bed, "figures").startswith("No program that plays sounds was found")


def test_midi_has_the_notes_of_the_roll_each_hand_in_its_channel() -> None:
    file = read(melody_files.as_midi(MUSIC, "20260131-120000-1a2b3c"))
    told_notes = [(pitch, start / file.ticks, length / file.ticks, channel)
                  for pitch, start, length, channel in file.notes]  # fmt: skip
    assert told_notes == [
        (note.pitch, note.start, note.quarters, int(note.hand == "drawn"))
        for note in MUSIC.notes if note.pitch is not None
    ]  # fmt: skip
    assert file.meta[0x03] == [(0, b"Frere Jacques")]
    assert file.meta[0x01] == [(4 * file.ticks, b"run 20260131-120000-1a2b3c goes on")]


def test_what_can_be_changed_stays_within_what_there_is() -> None:
    def after(what: str, *steps: int) -> MusicQuery:
        query = ASKED
        for step in steps:
            query = changed(query, MUSIC, what, step)
        return query

    assert after("tenths", *[1] * 30).temperature == 2.0
    assert after("tenths", *[-1] * 30).temperature == 0.0
    assert after("melody", -1).melody == 1
    assert after("bars", 9).bars == 6
    assert after("bars", -9).bars == 1
    assert after("draw", 1, 1).draw == 3


@pytest.mark.parametrize("ascii_only", [False, True])
def test_its_layout(beds: Beds, snap_compare: Callable[..., bool], *, ascii_only: bool) -> None:
    bed = beds(None)
    bed.app.ascii_only = ascii_only

    async def see(pilot: Pilot[int]) -> None:
        await open_view(bed, pilot, run(), "music")
        await pilot.press("o", "right")

    assert snap_compare(bed.app, terminal_size=(80, 24), run_before=see)
