"""Drawn faces in six moods: eyes, brows and mouth decide; everything else varies by chance."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Data, Floats, Integers, Part
from tutor.datasets.cache import Arrays, cached, pictures, shades
from tutor.datasets.faces_drawing import HAIR, PARTS, Faces, Masks, draw

VERSION = "faces-1"
SIZES = {"train": 1200, "validation": 400, "test": 400}
MOODS = ("neutral", "happy", "sad", "angry", "surprised", "sleepy")

Bound = float | npt.NDArray[np.float64]
_Ranges = dict[str, tuple[float, float]]
_NEUTRAL: _Ranges = {
    "x": (-2.5, 2.5), "y": (-1.5, 2.5), "size": (10.5, 12.5), "tilt": (-0.18, 0.18),
    "width": (0.78, 0.95), "line": (0.85, 1.25), "skin": (0.45, 0.95),
    "light_x": (-0.3, 0.3), "light_y": (-0.25, 0.15), "eye_gap": (0.36, 0.42),
    "nose": (0.06, 0.11), "look": (-0.05, 0.05),
    "eye_open": (0.16, 0.21), "eye_bend": (0, 0), "lid": (0, 0),
    "brow_tilt": (-0.1, 0.1), "brow_lift": (0.35, 0.41),
    "mouth_width": (0.2, 0.3), "mouth_bend": (-0.03, 0.03), "mouth_open": (0, 0), "teeth": (0, 0),
}  # fmt: skip
"""The least and the greatest value of what describes a face, unless its look says otherwise."""
_SMILE: _Ranges = {"mouth_width": (0.3, 0.4), "mouth_bend": (0.15, 0.23), "brow_lift": (0.38, 0.44)}
_ANGER: _Ranges = {"brow_tilt": (0.5, 0.7), "brow_lift": (0.25, 0.3), "eye_open": (0.14, 0.18)}
_TIRED: _Ranges = {"mouth_width": (0.1, 0.17), "mouth_open": (0, 0.06), "brow_tilt": (-0.15, 0)}
_LOOKS: tuple[tuple[str, _Ranges], ...] = (
    ("neutral", {}),
    ("happy", _SMILE),
    ("happy", {**_SMILE, "mouth_open": (0.1, 0.15), "teeth": (0.4, 0.5)}),
    ("happy", {**_SMILE, "eye_open": (0, 0), "eye_bend": (-0.17, -0.12)}),
    ("sad", {"mouth_bend": (-0.2, -0.12), "brow_tilt": (-0.8, -0.5), "brow_lift": (0.36, 0.42)}),
    ("angry", {**_ANGER, "mouth_bend": (-0.14, -0.05)}),
    ("angry", {**_ANGER, "mouth_width": (0.26, 0.34), "mouth_open": (0.1, 0.14), "teeth": (1, 1)}),
    ("surprised", {
        "mouth_width": (0.1, 0.15), "mouth_open": (0.13, 0.22),
        "eye_open": (0.23, 0.28), "brow_lift": (0.47, 0.54),
    }),
    ("sleepy", {**_TIRED, "eye_open": (0, 0), "eye_bend": (0.09, 0.14)}),
    ("sleepy", {**_TIRED, "lid": (0.6, 0.75)}),
)  # fmt: skip
"""Ways to show each mood; those of one mood are equally frequent."""
_WITH_GLASSES = 0.2
_CONTRAST = 0.25
"""How much the shades of hair and background differ from the skin's at least."""
_MOST_NOISE = 0.05


def load() -> Data:
    """Pictures of shape (n, 32, 32, 1) with 256 shades from 0 to 1, and moods 0 to 5.

    Every face is another person. `extra` holds `parts`, the names of the parts, and
    `validation_masks` and `test_masks`, uint8 of shape (n, 32, 32, parts): 1 where a part is.
    """
    arrays = cached(VERSION, _arrays)
    sets = {name: Part(pictures(arrays[f"{name}_x"]), arrays[f"{name}_y"]) for name in SIZES}
    extra: dict[str, object] = {
        "parts": PARTS,
        "validation_masks": arrays["validation_masks"],
        "test_masks": arrays["test_masks"],
    }
    return Data(**sets, version=VERSION, extra=extra)


def fresh(n: int, seed: int) -> Part:
    """`n` further faces, chosen by `seed`."""
    return fresh_with_masks(n, seed)[0]


def fresh_with_masks(n: int, seed: int) -> tuple[Part, Masks]:
    """The faces that `fresh` gives, and where their parts are, as in `load`'s `extra`."""
    return _drawn(n, np.random.default_rng([1, seed]))


def _arrays() -> Arrays:
    """Pictures, moods and masks of all sets, each array named by its set."""
    arrays: Arrays = {}
    for stream, (name, size) in enumerate(SIZES.items()):
        part, masks = _drawn(size, np.random.default_rng([0, stream]))
        arrays |= {f"{name}_x": shades(part.x), f"{name}_y": part.y, f"{name}_masks": masks}
    del arrays["train_masks"]
    return arrays


def _drawn(n: int, generator: np.random.Generator) -> tuple[Part, Masks]:
    """`n` faces, all moods equally frequent, in pictures of 256 shades."""
    moods = generator.permutation(np.arange(n, dtype=np.int32) % len(MOODS))
    shades, masks = draw(_described(moods, generator))
    noise = generator.uniform(0, _MOST_NOISE, (n, 1, 1)).astype(np.float32)
    shades += noise * generator.standard_normal(shades.shape, dtype=np.float32)
    pictures = np.round(np.clip(shades, 0, 1) * 255) / np.float32(255)
    return Part(pictures[..., np.newaxis].astype(np.float32), moods), masks


def _described(moods: Integers, generator: np.random.Generator) -> Faces:
    """Somebody in each of these moods."""
    n = len(moods)
    looks = _looks(moods, generator)
    values = {name: _between(name, looks, generator) for name in _NEUTRAL}
    for name in ("background", "hair"):
        values[name] = (values["skin"] + _even(generator, _CONTRAST, 1 - _CONTRAST, n)) % 1
    values["style"] = generator.integers(0, len(HAIR), n).astype(np.float32)
    values["glasses"] = (_even(generator, 0, 1, n) < _WITH_GLASSES).astype(np.float32)
    return Faces(**values)


def _looks(moods: Integers, generator: np.random.Generator) -> Integers:
    """For every face, the number of one of the looks of its mood."""
    chances = generator.random(len(moods))
    numbers = [
        np.array([number for number, (name, _) in enumerate(_LOOKS) if name == mood])
        for mood in MOODS
    ]
    count = np.array([len(ways) for ways in numbers])[moods]
    first = np.array([ways[0] for ways in numbers])[moods]
    return np.asarray(first + chances * count, dtype=np.int32)


def _between(name: str, looks: Integers, generator: np.random.Generator) -> Floats:
    """A value for every face, even between the least and the greatest of its look."""
    ranges = np.array([look.get(name, _NEUTRAL[name]) for _, look in _LOOKS])
    least, greatest = ranges[looks].T
    return _even(generator, least, greatest, len(looks))


def _even(generator: np.random.Generator, least: Bound, greatest: Bound, n: int) -> Floats:
    return generator.uniform(least, greatest, n).astype(np.float32)
