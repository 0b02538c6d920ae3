"""Record: all that is kept of one training, and how it becomes few bytes."""

from __future__ import annotations

import lzma
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from tests.benchmarks.diagnosis.configurations import Configuration

Role = Literal["run", "faulted", "twin"]
Floats = npt.NDArray[np.float32]

GROUPS = 40
_COARSE = 11
"""Bits of a float32's 23 that are left out where nobody needs them: 12 remain."""
_FINE = 7


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a training beside its curves.

    Attributes:
        configuration: what was trained.
        seed: of this training.
        role: an ordinary run, one with a planted fault, or such a one's twin.
        epochs: how many the diagnosis sees; fewer than asked for where the loss was lost.
        output: the last layer's activation.
        facts: what the tutor knows of a run: sizes, class counts, baseline, first loss.
        measures: what only the fresh examples tell; names as in `measured.Measured`.
        seconds: what it took to make.
    """

    configuration: Configuration
    seed: int
    role: Role
    epochs: int
    output: str = "softmax"
    facts: dict[str, float | int | list[int]]
    measures: dict[str, float]
    seconds: float = 0.0

    @property
    def key(self) -> str:
        """Unique among all records."""
        return f"{self.configuration.name} {self.seed} {self.role}"


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A training.

    Attributes:
        about: what is known of it.
        arrays: float32, by name. `column/NAME`: what the engine told of each epoch, (T',), the
            epochs beyond T included; `layer/NAME`: what went on in the layers, likewise.
            `group/loss` and `group/right`: mean loss and share of right
            answers of each group of validation examples, (T, groups), penalties left out.
            `group/later`: the losses from epoch T on, (T' − T + 1, groups). `group/wider`: those of
            the larger network, trained on the same data, at its own best epoch, (1, groups).
            `group/size`: (groups,). `true/NAME`: on the fresh examples, (T' + 1,), from before the
            first step on. `class/NAME`: of each class, (K,).
    """

    about: About
    arrays: dict[str, Floats]

    def columns(self) -> dict[str, Floats]:
        """What the engine told of the epochs up to T."""
        return self._told("column/")

    def layers(self) -> dict[str, Floats]:
        """What went on in the layers up to T, by the names of `History.layers`."""
        return self._told("layer/")

    def _told(self, kind: str) -> dict[str, Floats]:
        return {
            name.removeprefix(kind): array[: self.about.epochs]
            for name, array in self.arrays.items()
            if name.startswith(kind)
        }


class _Packed(msgspec.Struct, frozen=True):
    """Records of one file: arrays of one name stand together, byte by byte, which packs best."""

    abouts: list[About]
    names: list[str]
    shapes: dict[str, list[tuple[int, ...] | None]]
    bits: dict[str, int]
    planes: dict[str, list[bytes]]


def pack(records: Sequence[Record], *, small: bool = False) -> bytes:
    """Records as compressed bytes, quickly or as small as can be."""
    names = sorted({name for record in records for name in record.arrays})
    shapes: dict[str, list[tuple[int, ...] | None]] = {}
    bits: dict[str, int] = {}
    planes: dict[str, list[bytes]] = {}
    for name in names:
        found = [record.arrays.get(name) for record in records]
        shapes[name] = [None if array is None else array.shape for array in found]
        bits[name] = _bits(name)
        packed = [_differences(array, bits[name]) for array in found if array is not None]
        planes[name] = _planes(np.concatenate(packed))
    whole = _Packed([record.about for record in records], names, shapes, bits, planes)
    preset = 9 | lzma.PRESET_EXTREME if small else 1
    return lzma.compress(msgspec.msgpack.encode(whole), preset=preset)


def unpack(data: bytes) -> list[Record]:
    """What was packed, to the bits that were kept.

    Raises:
        lzma.LZMAError, msgspec.DecodeError: the bytes are damaged.
    """
    whole = msgspec.msgpack.decode(lzma.decompress(data), type=_Packed)
    arrays: list[dict[str, Floats]] = [{} for _ in whole.abouts]
    for name in whole.names:
        numbers, start = _joined(whole.planes[name]), 0
        for place, shape in enumerate(whole.shapes[name]):
            if shape is not None:
                end = start + int(np.prod(shape))
                arrays[place][name] = _summed(numbers[start:end], shape, whole.bits[name])
                start = end
    return [Record(about, found) for about, found in zip(whole.abouts, arrays, strict=True)]


def rounded(array: npt.ArrayLike, name: str) -> Floats:
    """An array as it will be unpacked again."""
    found = np.asarray(array, dtype=np.float32)
    bits = _bits(name)
    return _summed(_differences(found, bits), found.shape, bits)


def _bits(name: str) -> int:
    """How many bits of a number are left out."""
    coarse = name.startswith(("group/", "layer/")) and name != "group/size"
    return _COARSE if coarse else _FINE


def _differences(array: Floats, bits: int) -> npt.NDArray[np.uint32]:
    """The numbers as integers, rounded, each less the one before along the first axis."""
    numbers: Any = np.ascontiguousarray(array, dtype=np.float32).view(np.uint32).astype(np.int64)
    numbers = np.where(np.isfinite(array), numbers + (1 << (bits - 1)), numbers) >> bits
    if numbers.ndim and len(numbers):
        numbers[1:] = np.diff(numbers, axis=0)
    folded = (numbers << 1) ^ (numbers >> 63)
    return np.asarray(folded.ravel(), dtype=np.uint32)


def _summed(numbers: npt.NDArray[np.uint32], shape: tuple[int, ...], bits: int) -> Floats:
    """The reverse of `_differences`."""
    wide = numbers.astype(np.int64)
    whole = ((wide >> 1) ^ -(wide & 1)).reshape(shape)
    if whole.ndim and len(whole):
        whole = whole.cumsum(axis=0)
    return (whole << bits).astype(np.uint32).view(np.float32)


def _planes(numbers: npt.NDArray[np.uint32]) -> list[bytes]:
    """All first bytes, all second bytes, and so on."""
    return [((numbers >> (8 * place)) & 255).astype(np.uint8).tobytes() for place in range(4)]


def _joined(planes: list[bytes]) -> npt.NDArray[np.uint32]:
    total = np.zeros(len(planes[0]), np.uint32)
    for place, plane in enumerate(planes):
        total |= np.frombuffer(plane, np.uint8).astype(np.uint32) << (8 * place)
    return total
