"""Progress as one JSON file that goes to another machine: written whole, and merged in there."""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.store.tables import Tables

if TYPE_CHECKING:
    from tutor.store.holdings import Holdings

FORMAT = 1
"""The format of the files that this program writes, and the newest that it reads."""
KIND = "dl-tutor progress"
"""What a file says that it is."""
LARGEST = 200_000_000
"""Bytes of a file that is read; thousands of answers take one million."""


class TransferError(Exception):
    """A file that cannot be read or written; the message is for people."""


class Transfer:
    """All progress, out and in. Methods may raise `ProgressError` beside what they name."""

    def __init__(self, tables: Tables) -> None:
        """Read from `tables` and write to them."""
        self._tables = tables

    def write(self, path: Path, *, force: bool = False) -> Counter[str]:
        """Write everything to a file that only its owner can read; all of it or nothing.

        Returns:
            For each table how many rows it had.

        Raises:
            TransferError: the file is there already and `force` is off, or cannot be written.
        """
        from tutor.store.holdings import held

        found = self._tables.change(held)  # in a transaction: all from one moment
        if path.exists() and not force:
            raise TransferError(f"{path} is there already.")
        _write(path, _encoded(found))
        return Counter({name: len(getattr(found, name)) for name in found.__struct_fields__})

    def take_in(self, path: Path) -> Counter[str]:
        """Merge a file's progress into this one, in one transaction; nothing is lost.

        Returns:
            For each table how many rows are new or were changed.

        Raises:
            TransferError: the file cannot be read, is none of these, damaged, or newer.
        """
        from tutor.store.taking_in import take_in

        rows = read(path)
        return self._tables.change(lambda connection: take_in(connection, rows))


def read(path: Path) -> Holdings:
    """What a file holds; raises `TransferError` as `Transfer.take_in`."""
    import msgspec

    from tutor.store.holdings import Holdings

    data = _bytes(path)
    try:
        head = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        kind: object = msgspec.json.decode(head.get("kind", msgspec.Raw(b"null")))
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise TransferError(_not_ours(path, data)) from None
    if kind != KIND:
        raise TransferError(_not_ours(path, data))
    try:
        number = msgspec.json.decode(head.get("format", msgspec.Raw(b"null")), type=int)
        if number > FORMAT:
            raise TransferError(
                f"{path} was written by a newer version of this program (format {number}; this "
                f"one reads up to {FORMAT}): update this one."
            )
        return msgspec.json.decode(head.get("progress", msgspec.Raw(b"null")), type=Holdings)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise TransferError(f"{path} is damaged: {error}.") from None


def _not_ours(path: Path, data: bytes) -> str:
    """Why a file is none of these, in a sentence."""
    if KIND.encode() in data[:200]:
        return f"{path} is damaged: it ends too early, or was changed."
    return f"{path} is no file that `tutor progress export` has written."


def _bytes(path: Path) -> bytes:
    try:
        if not path.is_file():
            reason = "it is no file" if path.exists() else "there is no such file"
            raise TransferError(f"{path} cannot be read: {reason}.")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise TransferError(f"{path} cannot be read: {error.strerror}.") from error
    if len(data) > LARGEST:
        raise TransferError(f"{path} is too large: {LARGEST // 1_000_000} MB are read at most.")
    return data


def _encoded(found: Holdings) -> bytes:
    import msgspec

    whole = {"kind": KIND, "format": FORMAT, "at": time.time(), "progress": found}
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def _write(path: Path, data: bytes) -> None:
    """Put a file in place only when all of it is on the disk."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise TransferError(f"{path} cannot be written: {error.strerror}.") from error
