"""The files that hold the data of views: one JSON file an answer, in the run's folder `views/`."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from pathlib import Path
from typing import TypeVar

import msgspec

from tutor.lab.views.query import Query, name_of

_KEPT = 32
"""Answers that are kept of one view of a run; what was drawn or typed long ago is asked anew."""

T = TypeVar("T")


class ViewError(ValueError):
    """A view that cannot be had; the message is for people."""


def file_of(view: str) -> str:
    """Where a view's file lies that needs no query, relative to the run's folder."""
    return f"views/{view}.json"


def answer_of(query: Query) -> str:
    """Where the answer to a query lies, relative to the run's folder."""
    asked = hashlib.sha256(msgspec.json.encode(query)).hexdigest()[:12]
    return file_of(f"{name_of(query)}-{asked}")


def write(folder: Path, place: str, data: msgspec.Struct) -> str:
    """Write a view's data into the run's `folder` at `place`, all of it or nothing.

    Raises:
        OSError: it cannot be written.
    """
    path = folder / place
    path.parent.mkdir(mode=0o700, exist_ok=True)
    nascent = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    descriptor = os.open(nascent, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(msgspec.json.encode(data))
        nascent.replace(path)
    except OSError:
        nascent.unlink(missing_ok=True)
        raise
    return place


def read(folder: Path, place: str, kind: type[T]) -> T:
    """The data of a view of the run in `folder`.

    Raises:
        ViewError: there is no such file, or it is damaged.
    """
    path = folder / place
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ViewError(f"{path}: cannot be read ({error})") from error


def tidy(folder: Path, query: Query) -> None:
    """Let go of the oldest answers of a query's view where there are many."""
    with contextlib.suppress(OSError):
        found = sorted(
            (folder / "views").glob(f"{name_of(query)}-*.json"),
            key=lambda path: path.stat().st_mtime_ns,
        )
        for path in found[:-_KEPT]:
            path.unlink(missing_ok=True)
