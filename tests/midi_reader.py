"""Reads MIDI files of format 0, after the standard's own words; for tests alone."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field


@dataclass
class MidiFile:
    """What a file says.

    Attributes:
        format, ticks: from its header.
        notes: pitch, start, length in ticks, channel; in the order of their starts.
        meta: for each kind of meta event, when they come and their data.
    """

    format: int
    ticks: int
    notes: list[tuple[int, int, int, int]] = field(default_factory=list)
    meta: dict[int, list[tuple[int, bytes]]] = field(default_factory=dict)


def read(data: bytes) -> MidiFile:
    """A file's events; fails where it is not as the standard wants it."""
    kind, size, form, tracks, ticks = struct.unpack(">4sIHHH", data[:14])
    assert (kind, size, tracks) == (b"MThd", 6, 1)
    kind, size = struct.unpack(">4sI", data[14:22])
    assert kind == b"MTrk"
    assert size == len(data) - 22
    file, place, now = MidiFile(form, ticks), 22, 0
    sounding: dict[tuple[int, int], int] = {}
    while place < len(data):
        wait, place = _quantity(data, place)
        now += wait
        status = data[place]
        if status == 0xFF:
            number = data[place + 1]
            length, place = _quantity(data, place + 2)
            file.meta.setdefault(number, []).append((now, data[place : place + length]))
            place += length
            continue
        pitch, channel = data[place + 1], status & 0x0F
        assert pitch < 128
        assert data[place + 2] < 128
        if status & 0xF0 == 0x90:
            assert (channel, pitch) not in sounding
            sounding[channel, pitch] = now
        else:
            assert status & 0xF0 == 0x80
            start = sounding.pop((channel, pitch))
            file.notes.append((pitch, start, now - start, channel))
        place += 3
    assert not sounding
    assert file.meta[0x2F][-1][0] == now
    file.notes.sort(key=lambda note: note[1])
    return file


def _quantity(data: bytes, place: int) -> tuple[int, int]:
    """A number of variable length at a place, and the place behind it."""
    number = 0
    while True:
        number = number << 7 | data[place] & 0x7F
        place += 1
        if not data[place - 1] & 0x80:
            return number, place
