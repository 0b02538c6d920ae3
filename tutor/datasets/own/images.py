"""Own data as a folder that holds a folder of pictures for each class."""

from __future__ import annotations

import contextlib
import logging
import stat
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from tutor.datasets.own.examples import Arranged, Examples
from tutor.datasets.own.split import digests
from tutor.datasets.own_files import check_memory, fault, gigabytes, printable

if TYPE_CHECKING:
    from PIL import Image

LONGEST_SIDE = 64
"""Pixels; larger pictures are made smaller."""
FORMATS = ("PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "PPM")

_MOST_BYTES = 100_000_000
_MOST_PIXELS = 50_000_000
_TOO_WIDE = f"has more than {_MOST_PIXELS // 1_000_000} million pixels"
_MOST_REASON = 80
_ALIKE = 4
"""How far red, green and blue may be apart in a grey picture: JPEG rounds."""
_COPIES = 13
"""Bytes of memory for each byte of all pictures: itself, and three times in float32."""
_ORIENTATION = 0x0112
_TURNED = (5, 6, 7, 8)

# Pillow logs what it finds wrong; without a handler that would be written over the screen.
logging.getLogger("PIL").addHandler(logging.NullHandler())

Size = tuple[int, int]
Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Picture:
    """A file that could be opened, its class, and its size (width, height)."""

    path: Path
    label: int
    size: Size


class _UnreadableError(Exception):
    """A file that is left out; the message is the reason."""


def read(folder: Path) -> Examples:
    """The pictures of a folder; its folders' names are the classes.

    They are grey where all of them are, else in colour; transparent parts become white. Where sizes
    differ, all are resized to the commonest; larger sides than `LONGEST_SIDE` are made smaller.

    Raises:
        DataError: there are no such folders, or one without any picture that can be read.
    """
    classes, skipped = _classes(folder)
    pictures = [
        picture
        for label, inner in enumerate(classes)
        for picture in _open_all(folder, inner, label, skipped)
    ]
    _check_each(classes, {picture.label for picture in pictures}, skipped)
    size, notes = _common_size(pictures)
    check_memory(folder, _COPIES * 3 * size[0] * size[1] * len(pictures))
    pixels: list[Pixels] = []
    labels: list[int] = []
    for picture in pictures:
        try:
            pixels.append(_decode(picture.path, size))
            labels.append(picture.label)
        except _UnreadableError as error:
            skipped.append((_name(folder, picture.path), str(error)))
    _check_each(classes, set(labels), skipped)
    return Examples(
        "pictures", np.array(labels, dtype=np.int32),
        tuple(printable(inner.name) for inner in classes), digests(one.tobytes() for one in pixels),
        lambda train: _arrange(pixels), notes, tuple(skipped),
    )  # fmt: skip


def _classes(folder: Path) -> tuple[list[Path], list[tuple[str, str]]]:
    """The folders of the classes by name; files beside them are left out."""
    try:
        entries = sorted(path for path in folder.iterdir() if not path.name.startswith((".", "__")))
        classes = [path for path in entries if path.is_dir()]
    except OSError as error:
        raise fault(folder, f"cannot be read: {error.strerror}.") from error
    if not classes:
        found = f"{len(entries):,} files but no folder in it" if entries else "an empty folder"
        raise fault(folder, f"found {found}; needed is a folder of pictures for each class.")
    beside = [path for path in entries if path not in set(classes)]
    return classes, [
        (printable(path.name), "stands beside the classes' folders") for path in beside
    ]


def _open_all(
    folder: Path, inner: Path, label: int, skipped: list[tuple[str, str]]
) -> list[_Picture]:
    """The files of a class that can be opened as pictures; the others go to `skipped`."""
    try:
        paths = sorted(path for path in inner.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise fault(inner, f"cannot be read: {error.strerror}.") from error
    found = []
    for path in paths:
        try:
            found.append(_Picture(path, label, _look(path)))
        except _UnreadableError as error:
            skipped.append((_name(folder, path), str(error)))
    return found


def _name(folder: Path, path: Path) -> str:
    return printable(str(path.relative_to(folder)))


def _look(path: Path) -> Size:
    """Width and height as they are seen, from the file's header.

    Raises:
        _UnreadableError: it is no picture, or too large.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise _UnreadableError(f"cannot be read: {error.strerror}") from error
    if not stat.S_ISREG(state.st_mode):
        raise _UnreadableError("is a folder" if stat.S_ISDIR(state.st_mode) else "is no file")
    if state.st_size > _MOST_BYTES:
        raise _UnreadableError(f"has {gigabytes(state.st_size)}, more than 100 MB")
    with _opened(path) as image:
        width, height = image.size
        if width * height > _MOST_PIXELS:
            raise _UnreadableError(_TOO_WIDE)
        # Asking a PNG whose header has no orientation would decode it; a TIFF's size is turned.
        asked = image.format in {"JPEG", "WEBP"} or (image.format == "PNG" and "exif" in image.info)
        turned = asked and image.getexif().get(_ORIENTATION) in _TURNED
    return (height, width) if turned else (width, height)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """An image while it is open; whatever its decoder raises becomes an `_UnreadableError`."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=FORMATS) as image:
                yield image
    except (MemoryError, _UnreadableError):
        raise
    except Exception as error:  # decoders raise whatever a damaged file provokes
        raise _UnreadableError(_reason(error)) from error


def _reason(error: Exception) -> str:
    from PIL import Image, UnidentifiedImageError

    if isinstance(error, Image.DecompressionBombError):
        return _TOO_WIDE
    if isinstance(error, UnidentifiedImageError):
        return f"is no picture in {', '.join(FORMATS[:-1])} or {FORMATS[-1]}"
    if isinstance(error, PermissionError):
        return f"cannot be read: {error.strerror}"
    return printable(f"is damaged: {error}")[:_MOST_REASON]


def _check_each(classes: list[Path], readable: set[int], skipped: list[tuple[str, str]]) -> None:
    """Refuse a class of which no picture can be read."""
    for label, inner in enumerate(classes):
        if label not in readable:
            own = f"{printable(inner.name)}/"
            why = next((f"; {name} {reason}" for name, reason in skipped if own in name), "")
            raise fault(inner, f"found no picture that can be read{why}.")


def _common_size(pictures: list[_Picture]) -> tuple[Size, tuple[str, ...]]:
    """The size that all pictures will have, and what is to be said of it."""
    sizes = Counter(picture.size for picture in pictures)
    common = max(sizes, key=lambda size: (sizes[size], -size[0] * size[1], size))
    notes = []
    others = len(pictures) - sizes[common]
    if others:
        notes.append(
            f"{others:,} of {len(pictures):,} pictures have another size than the commonest, "
            f"{common[0]}×{common[1]}, and were stretched to it."
        )
    longest = max(common)
    if longest > LONGEST_SIDE:
        small = [max(round(side * LONGEST_SIDE / longest), 1) for side in common]
        notes.append(f"All were made smaller, to {small[0]}×{small[1]} pixels.")
        common = (small[0], small[1])
    return common, tuple(notes)


def _decode(path: Path, size: Size) -> Pixels:
    """The picture's colours (height, width, 3), upright, resized.

    Raises:
        _UnreadableError: it is damaged.
    """
    from PIL import Image, ImageOps

    with _opened(path) as image:
        image.draft("RGB", (2 * max(size), 2 * max(size)))
        upright = _opaque(ImageOps.exif_transpose(image))
        if upright.size != size:
            upright = upright.resize(size, Image.Resampling.BILINEAR)
        return np.asarray(upright, dtype=np.uint8).copy()


def _opaque(image: Image.Image) -> Image.Image:
    """The image in 8-bit colours; transparent parts become white, 16 bits become 8."""
    from PIL import Image

    if image.mode == "F":
        raise _UnreadableError("has shades in decimals, which have no fixed white")
    if image.mode.startswith("I"):
        deep = np.asarray(image).astype(np.int64).clip(0, 65_535)
        image = Image.fromarray((deep // 257).astype(np.uint8))
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        white = Image.new("RGBA", seen.size, "white")
        image = Image.alpha_composite(white, seen)
    return image.convert("RGB")


def _arrange(pixels: list[Pixels]) -> Arranged:
    """Shades 0 to 1, with one channel where every picture is grey."""
    colours = np.stack(pixels)
    spread = max(int(np.ptp(one.astype(np.int16), axis=-1).max()) for one in pixels)
    if spread <= _ALIKE:
        colours = colours[..., 1:2]
    shades = colours.astype(np.float32)
    shades /= 255
    note = "grey" if spread <= _ALIKE else "in colour"
    return Arranged(shades, "image", notes=(f"The pictures are {note}.",))
