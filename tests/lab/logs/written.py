"""Event files as TensorBoard's writers make them, byte by byte."""

from __future__ import annotations

import struct
from pathlib import Path

from tutor.lab.logs.records import checksum


def varint(value: int) -> bytes:
    """A whole number in a protocol buffer."""
    out = bytearray()
    value &= (1 << 64) - 1
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def holding(number: int, data: bytes) -> bytes:
    """A field that holds bytes."""
    return varint(number << 3 | 2) + varint(len(data)) + data


def fixed(number: int, code: str, value: float) -> bytes:
    """A field of four or eight bytes."""
    data = struct.pack(code, value)
    return varint(number << 3 | (5 if len(data) == 4 else 1)) + data


def simple(tag: str, value: float) -> bytes:
    """A number as PyTorch writes it."""
    return holding(1, tag.encode()) + fixed(2, "<f", value)


def tensor(
    tag: str, value: float, *, code: str = "<f", kind: int = 1, content: bool = True
) -> bytes:
    """A number as TensorFlow 2 writes it: a tensor of rank 0, in its content or in its list."""
    data = struct.pack(code, value)
    held = holding(4, data) if content else holding(5 if kind == 1 else 6, data)
    message = varint(1 << 3) + varint(kind) + holding(2, b"") + held
    return (
        holding(1, tag.encode())
        + holding(9, holding(1, holding(1, b"scalars")))
        + holding(8, message)
    )


def event(step: int, *values: bytes, time: float = 1.0) -> bytes:
    """One event with its numbers."""
    summary = b"".join(holding(1, value) for value in values)
    return fixed(1, "<d", time) + varint(2 << 3) + varint(step) + holding(5, summary)


def record(data: bytes) -> bytes:
    """An event as it stands in a file."""
    length = struct.pack("<Q", len(data))
    return b"".join(
        [length, struct.pack("<I", checksum(length)), data, struct.pack("<I", checksum(data))]
    )


def write(path: Path, *events: bytes) -> Path:
    """An event file that begins as all do."""
    path.parent.mkdir(parents=True, exist_ok=True)
    start = fixed(1, "<d", 0.0) + holding(3, b"brain.Event:2")
    path.write_bytes(b"".join(map(record, [start, *events])))
    return path


def write_curves(path: Path, curves: dict[str, list[float]], *, first: int = 0) -> Path:
    """An event file with curves by tag, a step for each value, as PyTorch writes them."""
    rows = max(map(len, curves.values()))
    return write(
        path,
        *(
            event(first + i, simple(tag, values[i]), time=10.0 + i)
            for i in range(rows)
            for tag, values in curves.items()
            if i < len(values)
        ),
    )
