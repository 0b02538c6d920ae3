"""Advisory locks that die with their holder: how a living run is told from a dead one."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO


def hold(path: Path) -> IO[bytes]:
    """Take the lock at `path`, making the file; it is held until the returned file is closed.

    Raises:
        BlockingIOError: another process holds it.
        OSError: the file cannot be made.
    """
    file = path.open("ab")
    try:
        path.chmod(0o600)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise
    return file


def locked(path: Path) -> bool:
    """Whether a living process holds the lock at `path`.

    The look takes a shared lock for a moment, so that two who look don't see each other.
    """
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
