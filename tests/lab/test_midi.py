"""MIDI files, read back by a reader of our own after the standard."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.midi_reader import read
from tutor.lab.midi import TICKS, Note, Remark, encoded

LENGTHS = st.sampled_from([0.25, 0.5, 0.75, 1.0, 1.5, 3.0, 9.0])


@given(st.lists(st.tuples(st.integers(0, 127), LENGTHS, st.integers(0, 15)), max_size=40))
def test_notes_come_back(drawn: list[tuple[int, float, int]]) -> None:
    notes, start = [], 0.0
    for pitch, quarters, channel in drawn:
        notes.append(Note(pitch, start, quarters, channel))
        start += quarters
    file = read(encoded(notes, title="Tune", tempo=120.0, metre=4.0))
    assert file.format == 0
    assert file.ticks == TICKS
    found = [Note(pitch, at / TICKS, length / TICKS, channel)
             for pitch, at, length, channel in file.notes]  # fmt: skip
    assert found == notes


def test_name_tempo_metre_and_remarks_are_told() -> None:
    data = encoded([Note(60, 3.0, 1.0)], title="Frère", tempo=100.0, metre=1.5,
                   remarks=[Remark(3.0, "goes on")])  # fmt: skip
    told = read(data).meta
    assert told[0x03] == [(0, b"Fr?re")]
    assert told[0x51] == [(0, (600_000).to_bytes(3, "big"))]
    assert told[0x58] == [(0, bytes([3, 3, 24, 8]))]
    assert told[0x01] == [(3 * TICKS, b"goes on")]
    assert len(told[0x2F]) == 1


def test_one_note_byte_by_byte() -> None:
    data = encoded([Note(60, 0.0, 1.0)], title="", tempo=120.0, metre=4.0)
    assert data[:14] == b"MThd\0\0\0\6\0\0\0\1\x01\xe0"
    assert data.endswith(bytes.fromhex("00903c58 8360803c00 00ff2f00"))
    assert int.from_bytes(data[18:22], "big") == len(data) - 22
    assert Fraction(TICKS) == 0x1E0
