"""Notes as a standard MIDI file, format 0: one track.

Source: MIDI Manufacturers Association, Standard MIDI Files 1.0 (RP-001), 1996.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TICKS = 480
"""Ticks of a quarter note."""
_ON, _OFF, _META = 0x90, 0x80, 0xFF
_TEXT, _NAME, _END, _TEMPO, _METRE = 0x01, 0x03, 0x2F, 0x51, 0x58
_LOUD = 88


@dataclass(frozen=True, slots=True)
class Note:
    """A note.

    Attributes:
        pitch: MIDI number, 0 to 127, 60 for middle C.
        start, quarters: when it begins and how long it lasts, in quarter notes.
        channel: 0 to 15.
    """

    pitch: int
    start: float
    quarters: float
    channel: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """A text at a moment, in ASCII; sequencers show it.

    Attributes:
        start: in quarter notes.
        text: what is shown.
    """

    start: float
    text: str


def encoded(
    notes: Iterable[Note], *, title: str, tempo: float, metre: float, remarks: Sequence[Remark] = ()
) -> bytes:
    """The bytes of a MIDI file.

    Args:
        notes: in any order.
        title: the track's name; what is not ASCII becomes a question mark.
        tempo: quarter notes a minute.
        metre: quarter notes of a bar.
        remarks: texts in between.
    """
    events: list[tuple[int, int, bytes]] = [
        (0, 0, _meta(_NAME, _ascii(title))),
        (0, 0, _meta(_TEMPO, round(60e6 / tempo).to_bytes(3, "big"))),
        (0, 0, _meta(_METRE, _signature(metre))),
    ]
    events += [(_tick(one.start), 1, _meta(_TEXT, _ascii(one.text))) for one in remarks]
    for note in notes:  # at one tick, what ends comes before what begins
        on = bytes((_ON | note.channel, note.pitch, _LOUD))
        off = bytes((_OFF | note.channel, note.pitch, 0))
        events.append((_tick(note.start), 2, on))
        events.append((_tick(note.start + note.quarters), 1, off))
    track, now = b"", 0
    for tick, _, message in sorted(events, key=lambda event: event[:2]):
        track += _quantity(tick - now) + message
        now = tick
    track += _quantity(0) + _meta(_END, b"")
    header = struct.pack(">4sIHHH", b"MThd", 6, 0, 1, TICKS)
    return header + struct.pack(">4sI", b"MTrk", len(track)) + track


def _tick(quarters: float) -> int:
    return round(quarters * TICKS)


def _signature(metre: float) -> bytes:
    """A time signature: so many quarters, or eighths, a bar, its denominator as a power of two."""
    beats, power = (round(metre), 2) if metre == round(metre) else (round(2 * metre), 3)
    return bytes((max(1, min(beats, 255)), power, 24, 8))


def _meta(kind: int, data: bytes) -> bytes:
    return bytes((_META, kind)) + _quantity(len(data)) + data


def _ascii(text: str) -> bytes:
    return text.encode("ascii", "replace")


def _quantity(number: int) -> bytes:
    """A number in as many bytes as it needs, seven bits each, all but the last marked."""
    parts = [number & 0x7F]
    while number := number >> 7:
        parts.append(number & 0x7F | 0x80)
    return bytes(reversed(parts))
