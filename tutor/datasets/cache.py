"""Arrays that take long to make, kept in the cache folder between processes.

A file holds the SHA-256 digest of all that follows it: an `npz` archive. What is damaged, of
another version or not to be read is made anew, and a folder that cannot be written is no obstacle.
Files appear whole, by renaming, so that processes may make the same one at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tutor import paths
from tutor.datasets.arrays import Array, Floats

Arrays = dict[str, npt.NDArray[Any]]

_DIGEST = hashlib.sha256().digest_size


def cached(version: str, make: Callable[[], Arrays]) -> Arrays:
    """What `make` gives, from the cache where it was put there before.

    Args:
        version: of the data; changes whenever the arrays would.
        make: makes the arrays, none of which holds Python objects.
    """
    path = paths.cache() / "made" / f"{version}.npz"
    found = _read(path)
    if found is not None:
        return found
    arrays = make()
    with contextlib.suppress(OSError):  # without a cache the next process makes them again
        _write(path, arrays)
    return arrays


def lines(texts: Iterable[str]) -> npt.NDArray[np.uint8]:
    """Texts without line breaks as bytes, since an array of texts has room for the longest each."""
    return np.frombuffer("\n".join(texts).encode(), dtype=np.uint8)


def texts(array: npt.NDArray[np.uint8]) -> tuple[str, ...]:
    """The texts that `lines` was given, of which there was at least one."""
    return tuple(array.tobytes().decode().split("\n"))


def shades(pictures: Array) -> npt.NDArray[np.uint8]:
    """Pictures of 256 shades from 0 to 1 in a byte each."""
    return np.round(pictures * 255).astype(np.uint8)


def pictures(array: npt.NDArray[np.uint8]) -> Floats:
    """The pictures that `shades` was given."""
    return np.asarray(array / np.float32(255), dtype=np.float32)


def _read(path: Path) -> Arrays | None:
    """The arrays of a file; None where it is missing or not as it was written."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    body = memoryview(content)[_DIGEST:]
    if hashlib.sha256(body).digest() != content[:_DIGEST]:
        return None
    with np.load(io.BytesIO(body), allow_pickle=False) as archive:
        return dict(archive)


def _write(path: Path, arrays: Arrays) -> None:
    """Put a file in place, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w") as member:
                np.lib.format.write_array(member, array, allow_pickle=False)
    body = buffer.getbuffer()
    handle, name = tempfile.mkstemp(dir=paths.private_folder(path.parent), prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(hashlib.sha256(body).digest())
            file.write(body)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
