"""What every kind of a learner's own data needs: looking at a path, its size and its encoding."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from tutor.datasets.registry import DataError

MOST_BYTES = 2_000_000_000
"""The largest file that is read."""

_LONGEST = 60


def fault(path: Path, message: str, *, line: int | None = None, field: str = "") -> DataError:
    """An error about a file, in one line: where, then what was found and what is allowed.

    Args:
        path: of the file or folder.
        message: the rest of the sentence.
        line: in the file, from 1.
        field: column, array or folder.
    """
    place = [str(path) if line is None else f"{path}:{line}", *([field] if field else [])]
    return DataError(printable(": ".join([*place, message])))


def printable(text: str) -> str:
    """`text` without what could move the cursor, reverse its direction or break the line."""
    return "".join(character if character.isprintable() else "?" for character in text)


def quoted(text: str) -> str:
    """What was found, short and in quotes."""
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return f"'{printable(short)}'"


def gigabytes(size: int) -> str:
    """A number of bytes for people: `10.0 GB`."""
    return f"{size / 1e9:,.1f} GB" if size >= 1e8 else f"{size / 1e6:,.1f} MB"


def look(path: str) -> tuple[Path, bool]:
    """The absolute path, and whether it is a folder.

    Raises:
        DataError: there is nothing there, or neither a folder nor a regular file, or a file that is
            too large.
    """
    found = _absolute(path)
    try:
        state = found.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise fault(found, "there is no such file or folder.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no file can have this name"
        raise fault(found, f"cannot be looked at: {reason}.") from error
    if stat.S_ISDIR(state.st_mode):
        return found, True
    if not stat.S_ISREG(state.st_mode):
        raise fault(found, "found a device or pipe; allowed are files and folders.")
    if not state.st_size:
        raise fault(found, "found an empty file.")
    if state.st_size > MOST_BYTES:
        raise fault(
            found,
            f"found {gigabytes(state.st_size)}; allowed are {gigabytes(MOST_BYTES)}. "
            "Take a part of it.",
        )
    return found, False


def _absolute(path: str) -> Path:
    """The path from the root; `~name` of nobody is a folder's name, as it is to a shell."""
    try:
        return Path(path).expanduser().absolute()
    except RuntimeError:
        return Path(path).absolute()


def check_memory(path: Path, needed: int) -> None:
    """Refuse what this machine's memory can't hold.

    Args:
        path: of the data.
        needed: bytes that reading them would take.

    Raises:
        DataError: there is less.
    """
    free = free_memory()
    if needed > free:
        raise fault(
            path,
            f"would take about {gigabytes(needed)} of memory; found {gigabytes(free)} free. "
            "Take a part of it.",
        )


def free_memory() -> int:
    """Bytes that a process may still take; half of all where the system doesn't tell."""
    try:
        with Path("/proc/meminfo").open(encoding="ascii") as lines:
            for line in lines:
                if line.startswith("MemAvailable:"):
                    return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2


def read_bytes(path: Path, *, times: int, most: int | None = None) -> bytes:
    """The content of a file.

    Args:
        path: of a regular file.
        times: how many times its size all work with it takes of memory.
        most: the number of bytes after which reading stops; None for all.

    Raises:
        DataError: it can't be read, or not held.
    """
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            check_memory(path, times * min(size, size if most is None else most))
            return file.read() if most is None else file.read(most)
    except OSError as error:
        raise fault(path, f"cannot be read: {error.strerror}.") from error


def decode(path: Path, data: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte order mark.

    Raises:
        DataError: it is no UTF-8; names byte and line of the first character that isn't.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # The codec counts from after a byte order mark.
        start = error.start + (len(data) - len(error.object))
        line = data.count(b"\n", 0, start) + 1
        sixteen = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
        guess = " It begins like UTF-16." if sixteen else ""
        raise fault(
            path,
            f"found the byte {data[start]:#04x} at offset {start:,}, which is no UTF-8; "
            f"allowed is text in UTF-8.{guess} Save it in UTF-8.",
            line=line,
        ) from error
