"""Opens `progress.db`, and says in a sentence what is wrong where it cannot be read or written.

Only a file that SQLite calls corrupt or no database is taken for damaged and set aside. One that is
busy, on a full or failing disk, or not writable holds good data: it is left exactly as it is.
"""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tutor import paths
from tutor.store import schema

Reason = Literal["damaged", "newer", "busy", "full", "read_only", "failed"]

BUSY_SECONDS = 2.0
"""How long a call waits for another process that is writing; one write takes milliseconds."""

_REASONS: dict[int, Reason] = {
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_CANTOPEN: "read_only",
    sqlite3.SQLITE_PERM: "read_only",
}
"""By SQLite's primary result code, the lowest byte of its extended ones; all others `failed`."""

_ANOTHER = "start with a folder of your own: TUTOR_HOME=~/tutor tutor"
_SENTENCES: dict[Reason, tuple[str, str]] = {
    "damaged": (
        "{path} is damaged.",
        "Start the tutor again: it sets the file aside and begins a fresh one.",
    ),
    "newer": (
        "{path} was made by a newer version of this program ({detail}).",
        f"Update this one, or {_ANOTHER}",
    ),
    "busy": ("Another program holds {path}.", "Close that program and try again."),
    "full": ("The disk with {path} is full.", "Make room and try again."),
    "read_only": ("{path} cannot be written ({detail}).", f"To keep your progress, {_ANOTHER}"),
    "failed": ("{path} cannot be used ({detail}).", f"To keep your progress, {_ANOTHER}"),
}
"""For each reason, what is wrong and what to do about it."""


class ProgressError(Exception):
    """Progress cannot be read or written; the message says why and what to do.

    Attributes:
        reason: which kind of trouble it is.
    """

    def __init__(self, reason: Reason, path: Path, detail: object = "") -> None:
        what, remedy = _SENTENCES[reason]
        super().__init__(f"{what.format(path=path, detail=detail)} {remedy}")
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database.

    Attributes:
        connection: to the file, or to a copy in memory.
        kept: whether what is written outlives this process.
        notice: what people must be told; empty where all is well.
    """

    connection: sqlite3.Connection
    kept: bool
    notice: str = ""


def open_database(path: Path, wait: float = BUSY_SECONDS) -> Opened:
    """Open or make the file; where that cannot be, work in memory and say so.

    A damaged file is set aside, and a fresh one begun. Where the file can be read but not written,
    the memory starts with what it holds.

    Args:
        path: of the file; its folder is made where it is missing.
        wait: seconds to wait for another process that is writing.
    """
    try:
        return _open_or_replace(path, wait)
    except ProgressError as problem:
        memory = _in_memory(path, problem.reason)
        return Opened(memory, kept=False, notice=f"Nothing will be kept. {problem}")


def examine(path: Path, wait: float = BUSY_SECONDS) -> None:
    """Look at an existing file and leave it as it is.

    Raises:
        ProgressError: it is damaged, newer, or cannot be read.
    """
    with explained(path), closing(_connect(path, wait)) as connection:
        _check(connection, path)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns every error of SQLite, of the file system and of a value into a `ProgressError`."""
    try:
        yield
    except schema.NewerSchemaError as error:
        raise ProgressError("newer", path, error) from error
    except sqlite3.ProgrammingError:  # a mistake in this program: another thread, a closed file
        raise
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        raise ProgressError(_REASONS.get(code, "failed"), path, error) from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise ProgressError("full" if full else "read_only", path, error.strerror) from error
    except (ValueError, OverflowError) as error:
        raise ProgressError("failed", path, error) from error


@contextmanager
def writing(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """One transaction: all that is written within is kept, or nothing.

    Raises:
        ProgressError: it could not be kept, or a newer program has changed the tables meanwhile.
    """
    with explained(path), schema.transaction(connection):
        if (found := schema.version(connection)) > schema.VERSION:
            raise schema.NewerSchemaError(found)
        yield


def _open_or_replace(path: Path, wait: float) -> Opened:
    try:
        return Opened(_open(path, wait), kept=True)
    except ProgressError as problem:
        if problem.reason != "damaged":
            raise
    with explained(path), _alone_in(path.parent):
        try:
            # Another process may have replaced it while this one waited.
            return Opened(_open(path, wait), kept=True)
        except ProgressError as problem:
            if problem.reason != "damaged":
                raise
        aside = _set_aside(path)
        notice = (
            f"{path} was damaged. It has been set aside as {aside.name}, and a fresh one begun: "
            "your progress starts again."
        )
        return Opened(_open(path, wait), kept=True, notice=notice)


def _open(path: Path, wait: float) -> sqlite3.Connection:
    """The file at `path`, sound and of the newest version.

    Raises:
        ProgressError: it cannot be opened, or not written.
    """
    with explained(path):
        paths.private_folder(path.parent)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        connection = _connect(path, wait)
        try:
            _check(connection, path)
            for needed in (path, path.parent):
                if not os.access(needed, os.W_OK):
                    raise PermissionError(errno.EACCES, f"no permission to write {needed}")
            # Write-ahead logging needs shared memory, which network file systems don't have.
            connection.execute("PRAGMA journal_mode = DELETE")
            schema.migrate(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _connect(path: Path, wait: float) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=wait, isolation_level=None)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a newer file before anything else is read of it, and a damaged one."""
    if (found := schema.version(connection)) > schema.VERSION:
        raise schema.NewerSchemaError(found)
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise ProgressError("damaged", path)


def _in_memory(path: Path, reason: Reason) -> sqlite3.Connection:
    """A database that is gone with this process; it starts with what `path` holds, if it can."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    if reason not in ("damaged", "newer") and path.is_file():
        with suppress(ProgressError), explained(path), closing(_connect(path, 0)) as source:
            _check(source, path)
            source.backup(memory)
    schema.migrate(memory)
    return memory


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keeps other processes from replacing a damaged file in `folder` at the same time."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems lock no folders
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _set_aside(path: Path) -> Path:
    """Rename the file and its journal, so that neither is lost nor taken for the fresh one's."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.name}.damaged-{stamp}")
    number = 2
    while aside.exists():
        aside = path.with_name(f"{path.name}.damaged-{stamp}-{number}")
        number += 1
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        journal.rename(aside.with_name(f"{aside.name}-journal"))
    path.rename(aside)
    return aside
