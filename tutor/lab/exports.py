"""Files that the learner saves: in a folder of their own, never one over another."""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path

from tutor import paths

_LONGEST = 80
"""Characters of a file's name, its ending not counted."""


def save(name: str, ending: str, data: bytes) -> Path:
    """Write `data` to a new file in `paths.exports()`; where it lies.

    What stands there stays: where the name is taken, `-2`, `-3`, … is put behind it.

    Args:
        name: what it is called; what a file's name should not hold becomes a hyphen.
        ending: of the file's name, with its dot, such as `.wav`.
        data: all of it.

    Raises:
        OSError: it cannot be written.
    """
    folder = paths.private_folder(paths.exports())
    stem = safe(name)
    for count in itertools.count(1):
        path = folder / f"{stem if count == 1 else f'{stem}-{count}'}{ending}"
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
        except OSError:
            path.unlink(missing_ok=True)
            raise
        return path
    raise AssertionError("there is always another number")


def safe(name: str) -> str:
    """`name` as it can stand in a file's name on any system; `saved` where nothing is left."""
    kept = re.sub(r"[^A-Za-z0-9._]+", "-", name).strip("-.")
    return kept[:_LONGEST].rstrip("-.") or "saved"
