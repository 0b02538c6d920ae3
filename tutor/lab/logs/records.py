"""The numbers in a TensorBoard event file, read without TensorFlow or TensorBoard.

An event file is a row of records, each with its length, a checksum of that, the data and a
checksum of those (the TFRecord format, tensorflow.org/tutorials/load_data/tfrecord); the data are
protocol buffers (protobuf.dev/programming-guides/encoding) of the message `Event` in
tensorflow/core/util/event.proto. Only what a number needs is looked at; pictures and graphs are
passed over unread.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tutor.lab.logs.problem import LogError, printable

_LARGEST_SCALAR = 4096
"""Bytes of the largest record that is looked into: an event with numbers is far smaller."""
_HEADER = 12
_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5
_FORMATS = {1: ("<f", 4), 2: ("<d", 8), 3: ("<i", 4), 9: ("<q", 8), 14: ("", 2), 19: ("<e", 2)}
"""How a tensor's bytes hold one number, by TensorFlow's `DataType`: float, double, int32, int64,
bfloat16 (the upper half of a float), half."""
_LISTS = {5: ("<f", 4), 6: ("<d", 8)}
"""The fields of a tensor that list its numbers as floats and as doubles."""

Field = tuple[int, int, int | bytes]
"""A field of a message: its number, its wire type and what it holds."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One number of an event file.

    Attributes:
        time: when it was written, in seconds since 1970.
        step: of the training, as its writer counts.
        tag: its name.
        value: the number.
    """

    time: float
    step: int
    tag: str
    value: float


def is_event_file(path: Path) -> bool:
    """Whether a file begins as an event file does: with a length and its checksum."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except (OSError, ValueError):
        return False
    return len(header) == _HEADER and _sound(header[:8], header[8:])


def scalars(path: Path, name: str) -> Iterator[Scalar]:
    """The numbers in an event file, in the order in which they were written.

    A last record that is cut off is passed over: the training may still be going on.

    Args:
        path: the file.
        name: what messages call it.

    Raises:
        LogError: it can't be read or is damaged; the message names the byte.
    """
    try:
        with path.open("rb") as file:
            for place, data in _records(file, name):
                try:
                    yield from _numbers(data)
                except (ValueError, IndexError, struct.error, OverflowError):
                    raise LogError(
                        f"{name}: the record at byte {place:,} is no event of TensorBoard."
                    ) from None
    except OSError as error:
        raise LogError(f"{name}: it can't be read ({error.strerror}).") from None


def _records(file: BinaryIO, name: str) -> Iterator[tuple[int, bytes]]:
    """Where each record begins, and its data; large ones are passed over."""
    place = 0
    size = file.seek(0, 2)
    file.seek(0)
    while len(header := file.read(_HEADER)) == _HEADER:
        if not _sound(header[:8], header[8:]):
            raise LogError(
                f"{name}: damaged at byte {place:,}; expected the length of a TensorBoard event."
            )
        length = struct.unpack("<Q", header[:8])[0]
        end = place + _HEADER + length + 4
        if end > size:
            return
        if length <= _LARGEST_SCALAR:
            data = file.read(length)
            if not _sound(data, file.read(4)):
                raise LogError(f"{name}: the record at byte {place:,} is damaged.")
            yield place, data
        else:
            file.seek(end)
        place = end


def _numbers(data: bytes) -> Iterator[Scalar]:
    """The numbers of an event; none where it holds something else."""
    time, step = 0.0, 0
    values: list[bytes] = []
    for number, kind, held in _fields(data):
        if number == 1 and kind == _EIGHT and isinstance(held, bytes):
            time = struct.unpack("<d", held)[0]
        elif number == 2 and isinstance(held, int):
            step = held - (1 << 64) if held >> 63 else held
        elif number == 5 and isinstance(held, bytes):
            values += [value for of, _, value in _fields(held)
                       if of == 1 and isinstance(value, bytes)]  # fmt: skip
    for message in values:
        tag, value = _value(message)
        if value is not None:
            yield Scalar(time, step, tag, value)


def _value(message: bytes) -> tuple[str, float | None]:
    """The tag of a summary's value, and the number if it is one."""
    tag, value = "", None
    for number, kind, held in _fields(message):
        if not isinstance(held, bytes):
            continue
        if number == 1 and kind == _BYTES:
            tag = printable(held.decode())
        elif number == 2 and kind == _FOUR:
            value = struct.unpack("<f", held)[0]
        elif number == 8 and kind == _BYTES:
            value = _of_tensor(held)
    return tag, value


def _of_tensor(message: bytes) -> float | None:
    """The number in a tensor of rank 0; None for any other tensor."""
    fields = list(_fields(message))
    kind = next((held for number, _, held in fields if number == 1), 0)
    if not isinstance(kind, int) or kind not in _FORMATS:
        return None
    shape = next((held for number, _, held in fields if number == 2), b"")
    if shape:
        return None
    code, size = _FORMATS[kind]
    for number, _, held in fields:
        if number == 4 and isinstance(held, bytes) and len(held) == size:
            if not code:
                return float(struct.unpack("<f", b"\0\0" + held)[0])
            return float(struct.unpack(code, held)[0])
        if number in _LISTS and isinstance(held, bytes) and len(held) == _LISTS[number][1]:
            return float(struct.unpack(_LISTS[number][0], held)[0])
    return None


def _fields(message: bytes) -> Iterator[Field]:
    """The fields of a protocol buffer in their order.

    Raises:
        ValueError: it is none.
        IndexError: it is cut off.
    """
    place = 0
    while place < len(message):
        key, place = _varint(message, place)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, place = _varint(message, place)
            yield number, kind, value
            continue
        if kind == _BYTES:
            size, place = _varint(message, place)
        elif kind in (_EIGHT, _FOUR):
            size = 8 if kind == _EIGHT else 4
        else:
            raise ValueError(f"wire type {kind}")
        if number == 0 or place + size > len(message):
            raise ValueError("cut off")
        yield number, kind, message[place : place + size]
        place += size


def _varint(message: bytes, place: int) -> tuple[int, int]:
    """A whole number of up to ten bytes, seven bits in each, and where it ends."""
    value = 0
    for shift in range(0, 70, 7):
        byte = message[place]
        place += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, place
    raise ValueError("a number too long")


def _table() -> list[int]:
    """For each byte its share in a CRC-32C, the cyclic checksum of Castagnoli's polynomial."""
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


_TABLE = _table()


def checksum(data: bytes) -> int:
    """The masked CRC-32C that a record carries (RFC 3720, appendix B.4)."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = _TABLE[(crc ^ byte) & 0xFF] ^ crc >> 8
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def _sound(data: bytes, told: bytes) -> bool:
    return len(told) == 4 and checksum(data) == struct.unpack("<I", told)[0]
