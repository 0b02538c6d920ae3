"""Runs that were deleted: for some weeks their folders lie in the trash and can be brought back."""

from __future__ import annotations

import contextlib
import os
import shutil
import time

from tutor import paths
from tutor.lab.locks import hold
from tutor.lab.run import Run, find

KEPT_DAYS = 30
"""How long a deleted run can be brought back."""


class TrashError(Exception):
    """A run that cannot be deleted or brought back; the message is for people."""


def throw(run: Run) -> None:
    """Delete a run: move its folder to the trash.

    Raises:
        TrashError: it is being trained or looked at again, or the folder cannot be moved.
    """
    if not run.folder.is_dir():
        raise TrashError(f"There is no run {run.id}.")
    try:
        lock = hold(run.folder / "lock")
    except BlockingIOError:
        raise TrashError(f"Run {run.id} is still going on. Stop it first.") from None
    except OSError as error:
        raise TrashError(f"Run {run.id} cannot be deleted: {error.strerror}.") from error
    try:
        target = paths.private_folder(paths.trash()) / run.id
        if target.exists():
            shutil.rmtree(target)
        run.folder.rename(target)
        os.utime(target)  # the day of its deletion
    except OSError as error:
        raise TrashError(f"Run {run.id} cannot be deleted: {error.strerror}.") from error
    finally:
        lock.close()


def restore(run: str) -> Run:
    """Bring a deleted run back.

    Raises:
        TrashError: it is not in the trash any more, or cannot be moved.
    """
    back = find(run)
    source = paths.trash() / back.id
    if not source.is_dir():
        raise TrashError(f"Run {run} is not in the trash.")
    if back.folder.exists():
        raise TrashError(f"Run {run} is there already.")
    try:
        source.rename(paths.private_folder(paths.runs()) / back.id)
    except OSError as error:
        raise TrashError(f"Run {run} cannot be brought back: {error.strerror}.") from error
    return back


def thrown() -> list[str]:
    """The ids of the runs in the trash, the last one deleted at the end."""
    try:
        folders = [path for path in paths.trash().iterdir() if path.is_dir()]
        return [path.name for path in sorted(folders, key=lambda path: path.stat().st_mtime)]
    except OSError:
        return []


def empty(days: float = KEPT_DAYS) -> None:
    """Remove for good what was deleted more than so many days ago; what cannot be stays."""
    with contextlib.suppress(OSError):
        for path in paths.trash().iterdir():
            if path.stat().st_mtime < time.time() - days * 86_400:
                shutil.rmtree(path, ignore_errors=True)
