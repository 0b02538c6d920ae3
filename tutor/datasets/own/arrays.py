"""Own data as an `npz` archive with `x` and `y`, as `numpy.savez` writes it.

Sizes are looked at before anything is read, and pickled objects are never loaded.
"""

from __future__ import annotations

import math
import zipfile
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Floats, Integers
from tutor.datasets.own.examples import Arranged, Examples
from tutor.datasets.own.split import digests
from tutor.datasets.own_files import check_memory, fault
from tutor.datasets.registry import DataError

MOST_TOKENS = 100_000
"""The largest vocabulary."""

_CHANNELS = (1, 2, 3, 4)
_WHOLE = "iu"
_NUMBERS = "biuf"
_COPIES = 3
"""Arrays of the size of `x` in float32 that reading and splitting take."""

Raw = npt.NDArray[Any]


def read(path: Path) -> Examples:
    """The examples of an archive.

    `x` holds pictures (n, height, width) or (n, height, width, channels), decimal numbers (n, size)
    or tokens, which are whole numbers (n, length); `y` whole numbers (n,).

    Raises:
        DataError: it is none, lacks `x` or `y`, or they are not of that form.
    """
    x, y = _load(path)
    _check_x(path, x)
    numbers, classes = _classes(path, y)
    if len(x) != len(numbers):
        raise fault(
            path, f"found {len(numbers):,} labels for the {len(x):,} examples of x.", field="y"
        )
    content = digests(row.tobytes() for row in _comparable(path, x))
    if x.ndim > 2:
        return Examples(
            "pictures", numbers, classes, content, lambda train: _pictures(path, x, train)
        )
    if x.dtype.kind in _WHOLE:
        return Examples("texts", numbers, classes, content, lambda train: _tokens(x))
    return Examples("rows", numbers, classes, content, lambda train: _rows(path, x))


def _load(path: Path) -> tuple[Raw, Raw]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = {info.filename: info for info in archive.infolist()}
            lacking = [name for name in ("x", "y") if f"{name}.npy" not in members]
            if lacking:
                names = [name.removesuffix(".npy") for name in sorted(members)]
                raise fault(
                    path,
                    f"found the arrays {', '.join(names[:10]) or 'none'}; x and y are needed.",
                    field=lacking[0],
                )
            x, y = (_member(path, archive, members[f"{name}.npy"]) for name in ("x", "y"))
    except DataError:
        raise
    except MemoryError as error:
        raise fault(path, "is too large for this machine's memory.") from error
    except Exception as error:  # zipfile, zlib, lzma and numpy raise whatever damage provokes
        raise fault(path, f"is no npz archive, or is damaged: {error}.") from error
    return x, y


def _member(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Raw:
    """One array, once its header has told that it is one that can be read and held."""
    name = info.filename.removesuffix(".npy")
    with archive.open(info) as stream:
        shape, dtype, offset = _header(stream)
    if dtype.hasobject:
        raise fault(
            path,
            "found Python objects (pickle), which are never loaded; allowed are plain numbers.",
            field=name,
        )
    if dtype.kind not in _NUMBERS:
        raise fault(path, f"found values of type {dtype}; allowed are numbers.", field=name)
    size = math.prod(shape) * dtype.itemsize
    if min(shape, default=0) < 0 or size + offset != info.file_size:
        raise fault(path, "is damaged: its size is not what its header tells.", field=name)
    check_memory(path, size + _COPIES * 4 * math.prod(shape))
    with archive.open(info) as stream:
        array: Raw = np.lib.format.read_array(stream, allow_pickle=False)
    return array


def _header(stream: IO[bytes]) -> tuple[tuple[int, ...], np.dtype[Any], int]:
    """Shape and type of an array, and where in its file its numbers begin."""
    version = np.lib.format.read_magic(stream)
    if version == (1, 0):
        shape, _, dtype = np.lib.format.read_array_header_1_0(stream)
    elif version == (2, 0):
        shape, _, dtype = np.lib.format.read_array_header_2_0(stream)
    else:
        raise ValueError(f"version {version} of the npy format holds no plain numbers")
    return shape, dtype, stream.tell()


def _check_x(path: Path, x: Raw) -> None:
    if not 2 <= x.ndim <= 4 or 0 in x.shape:
        raise fault(
            path,
            f"found the shape {x.shape}; allowed are (n, height, width) or (n, height, width, "
            "channels) for pictures, (n, size) for numbers, (n, length) for tokens.",
            field="x",
        )
    if x.ndim == 4 and x.shape[3] not in _CHANNELS:
        turn = " Move the channels to the end." if x.shape[1] in _CHANNELS else ""
        raise fault(
            path,
            f"found the shape {x.shape}, so {x.shape[3]} channels; allowed are 1 to 4.{turn}",
            field="x",
        )
    _check_finite(path, x, "x")
    if x.ndim == 2 and x.dtype.kind in _WHOLE:
        low, high = int(x.min()), int(x.max())
        if low < 0 or high >= MOST_TOKENS:
            raise fault(
                path,
                f"found the whole number {low if low < 0 else high}; tokens are 0 to "
                f"{MOST_TOKENS - 1:,}. Save measurements as decimal numbers (float32).",
                field="x",
            )


def _check_finite(path: Path, array: Raw, name: str) -> None:
    if array.dtype.kind != "f":
        return
    wrong = ~np.isfinite(array)
    if wrong.any():
        place = np.unravel_index(int(wrong.argmax()), array.shape)
        where = ", ".join(str(int(index)) for index in place)
        raise fault(
            path,
            f"found {array[place]} at {name}[{where}], {int(wrong.sum()):,} such values in all; "
            "allowed are finite numbers.",
            field=name,
        )


def _classes(path: Path, y: Raw) -> tuple[Integers, tuple[str, ...]]:
    """Numbers of classes from 0 without gaps, and the labels as they stand in the file."""
    flat = y[:, 0] if y.ndim == 2 and y.shape[1] == 1 else y
    if flat.ndim != 1:
        raise fault(
            path, f"found the shape {y.shape}; allowed is (n,), one label an example.", field="y"
        )
    if flat.dtype.kind == "f":
        _check_finite(path, flat, "y")
        whole = flat == np.floor(flat)
        found = f"{flat[int(whole.argmin())] if len(flat) else flat.dtype}"
        raise fault(
            path,
            f"found decimal numbers, such as {found}; allowed are whole numbers from 0. "
            "If they are classes, save y.astype(int).",
            field="y",
        )
    if len(flat) and flat.min() < 0:
        row = int(flat.argmin())
        raise fault(path, f"found {flat[row]} at y[{row}]; allowed are 0, 1, 2, …", field="y")
    values, numbers = np.unique(flat, return_inverse=True)
    return numbers.astype(np.int32), tuple(str(int(value)) for value in values)


def _pictures(path: Path, x: Raw, train: npt.NDArray[np.intp]) -> Arranged:
    """Shades 0 to 1; the scale is that of the training set where 255 is not the whitest."""
    low, high = float(x[train].min()), float(x[train].max())
    shades = _single(path, x)
    notes: tuple[str, ...] = ()
    if low >= 0 and 1 < high <= 255:
        shades /= 255
        notes = ("Shades were divided by 255.",)
    elif (low < 0 or high > 1) and high > low:
        shades = (shades - np.float32(low)) / np.float32(high - low)
        notes = (f"Shades {low:g} to {high:g} were scaled to 0–1.",)
    return Arranged(shades if x.ndim == 4 else shades[..., np.newaxis], "image", notes=notes)


def _rows(path: Path, x: Raw) -> Arranged:
    return Arranged(_single(path, x), "vector")


def _comparable(path: Path, x: Raw) -> Raw:
    """An array in which examples that a network can't tell apart have the same bytes."""
    same: Raw = _single(path, x) + np.float32(0) if x.dtype.kind == "f" else x  # no -0.0
    return np.ascontiguousarray(same)


def _single(path: Path, x: Raw) -> Floats:
    with np.errstate(over="ignore"):
        single = x.astype(np.float32)
    if not np.isfinite(single).all():
        raise fault(path, "found numbers beyond 3e38, too large for a network.", field="x")
    return single


def _tokens(x: Raw) -> Arranged:
    """Tokens; 0 fills up where it stands at the ends of examples only."""
    filled = x != 0
    padded = bool((~filled).any() and filled.any(1).all() and _only_ends(filled))
    note = "Whole numbers were read as tokens; save measurements as decimal numbers (float32)."
    fills = ("Token 0 was read as filling up.",) if padded else ()
    return Arranged(
        x.astype(np.int32), "tokens", int(x.max()) + 1, padded=padded, notes=(note, *fills)
    )


def _only_ends(filled: npt.NDArray[np.bool_]) -> bool:
    """Whether nothing follows the first gap of any row."""
    return bool((filled[:, 1:] <= filled[:, :-1]).all())
