"""Where records lie: shards of a work folder while they are made, packed files in the repository.

A shard is only ever appended to, one finished configuration at a time, so that a process that is
killed loses at most the configuration in hand.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.diagnosis.record import Record, pack, unpack
from tutor import paths

DATA = Path(__file__).with_name("data")
"""The packed files."""

_IN_FILE = 200
_LENGTH = struct.Struct("<Q")


def work_folder() -> Path:
    """Where shards lie unless told otherwise."""
    return paths.cache() / "diagnosis"


def append(folder: Path, shard: str, records: Sequence[Record]) -> None:
    """Add the records of one configuration to a shard.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data = pack(records)
    with (folder / f"{shard}.shard").open("ab") as file:
        file.write(_LENGTH.pack(len(data)) + data)


def made(folder: Path) -> Iterator[list[Record]]:
    """The records of every finished configuration, shard by shard; a torn end is left out."""
    for path in sorted(folder.glob("*.shard")):
        data = path.read_bytes()
        start = 0
        while start + _LENGTH.size <= len(data):
            (length,) = _LENGTH.unpack_from(data, start)
            start += _LENGTH.size
            if start + length > len(data):
                break
            yield unpack(data[start : start + length])
            start += length


def mend(folder: Path, shard: str) -> None:
    """Cut a torn end off a shard, so that what is appended can be read."""
    path = folder / f"{shard}.shard"
    if not path.exists():
        return
    data, start = path.read_bytes(), 0
    while start + _LENGTH.size <= len(data):
        (length,) = _LENGTH.unpack_from(data, start)
        if start + _LENGTH.size + length > len(data):
            break
        start += _LENGTH.size + length
    if start < len(data):
        with path.open("r+b") as file:
            file.truncate(start)


def names_made(folder: Path, data: Path = DATA) -> set[str]:
    """Names of the configurations that are finished, in the work folder or kept already."""
    return {record.about.configuration.name for record in all_records(folder, data)}


def all_records(folder: Path, data: Path = DATA) -> list[Record]:
    """Everything that is kept, and everything in the work folder beside it."""
    kept = {record.about.key: record for record in read_packed(data)}
    for records in made(folder):
        for record in records:
            kept.setdefault(record.about.key, record)
    return list(kept.values())


def keep(records: Sequence[Record], folder: Path = DATA) -> int:
    """Write the records that are not kept yet to further packed files; the bytes written.

    Files that are there stay as they are, so that a history of them does not grow by copies.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = {record.about.key for record in read_packed(folder)}
    fresh = sorted(
        (record for record in records if record.about.key not in known),
        key=lambda record: record.about.key,
    )
    first, total = len(list(folder.glob("*.xz"))), 0
    for number, start in enumerate(range(0, len(fresh), _IN_FILE), start=first):
        data = pack(fresh[start : start + _IN_FILE], small=True)
        (folder / f"runs-{number:02}.xz").write_bytes(data)
        total += len(data)
    return total


def read_packed(folder: Path = DATA) -> list[Record]:
    """All records of the packed files, by their keys in order.

    Raises:
        lzma.LZMAError, msgspec.DecodeError: a file is damaged.
    """
    return [r for path in sorted(folder.glob("*.xz")) for r in unpack(path.read_bytes())]
