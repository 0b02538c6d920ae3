"""A drawn film with five people: who is in each frame, known for every frame of every clip.

See `people` for the cast, `scenes` for the places, `shots` for the filming, and
`appearances` for stretches of frames.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from tutor.datasets.appearances import Stretch, stretches
from tutor.datasets.arrays import Array, Data, Part
from tutor.datasets.cache import Arrays, cached, lines, pictures, shades, texts
from tutor.datasets.film.people import CAST, NAMES
from tutor.datasets.film.scenes import SCENES
from tutor.datasets.film.shots import PRESENT, Shot, Visit, Way, film, plan

VERSION = "film-1"

STAR = "Clara"
"""Who appears exactly 7 times in the test film, in 141 of its 1,000 frames."""
_STARRING: dict[int, tuple[int, int, Way, Way]] = {
    1: (12, 35, "left", "right"), 4: (0, 12, "cut", "left"), 7: (9, 39, "right", "right"),
    9: (20, 28, "left", "left"), 12: (28, 49, "right", "cut"), 15: (17, 33, "right", "left"),
    18: (5, 29, "left", "right"),
}  # fmt: skip
"""Of each shot of the test film with the star: first frame, last frame, and ways in and out."""

_SEEDS = {"train": 1, "validation": 2, "test": 3}
_FRESH = 1_000
"""Seeds of fresh examples begin here, beyond those of the sets."""
_CLIPS = {"train": (300, 24, 3), "validation": (20, 30, 1), "test": (20, 50, 1)}
"""How many shots, of how many frames, of which one in how many is kept.

Of the clips to train on few frames are kept, since neighbours teach little that is new. The shots
of the test set are one film, cut together.
"""
_SCENES = {
    "train": ("street", "park", "room", "station", "beach"),
    "validation": ("street", "room", "beach", "shop"),
    "test": ("park", "harbour", "street", "station", "room", "beach"),
}


def load() -> Data:
    """Frames of shape (n, 24, 32, 3), shades 0–1, and who is in them, (n, 5), 0 or 1.

    Somebody is in a frame when at least a third of their figure is seen. Frames stand in the order
    of the film, clip after clip.

    `extra` holds, each as a dictionary by set (`train`, `validation`, `test`): `clips` and `shots`,
    tuples of `Stretch` (the test set is one clip of many shots, elsewhere a clip is one shot),
    `scenes`, the names of the places by shot, `visible` (n, 5), the share of each figure that is
    seen, and `intervals`, by name the stretches in which somebody appears. All frames are counted
    from the beginning of the set. `star` is the name of who appears 7 times in the test film.
    """
    arrays = cached(VERSION, _arrays)
    shots = {name: _unpacked(arrays, name) for name in _SEEDS}
    parts = {name: _part(made) for name, made in shots.items()}
    told = {name: _tell(shots[name], parts[name], whole=name == "test") for name in parts}
    extra: dict[str, object] = {
        key: {name: about[key] for name, about in told.items()} for key in told["train"]
    }
    extra["star"] = STAR
    return Data(parts["train"], parts["validation"], parts["test"], VERSION, extra)


def fresh(n: int, seed: int) -> Part:
    """`n` frames of new clips like those of the validation set, in scenes of all kinds."""
    _, length, every = _CLIPS["validation"]
    shots = [
        _shot(_FRESH + seed, number, SCENES, length, every) for number in range(-(-n // length))
    ]
    return _part(shots).take(np.arange(n))


def _arrays() -> Arrays:
    """The shots of all sets, each array named by its set and by what it tells of the frames."""
    shots = {"train": _shots("train"), "validation": _shots("validation"), "test": _film()}
    arrays: Arrays = {}
    for name, made in shots.items():
        arrays[f"{name}_frames"] = shades(np.concatenate([shot.frames for shot in made]))
        arrays[f"{name}_visible"] = np.concatenate([shot.visible for shot in made])
        arrays[f"{name}_ends"] = np.cumsum([len(shot.frames) for shot in made])
        arrays[f"{name}_scenes"] = lines(shot.scene for shot in made)
    return arrays


def _unpacked(arrays: Arrays, name: str) -> list[Shot]:
    """The shots of a set, as `_arrays` packed them."""
    cuts = arrays[f"{name}_ends"][:-1]
    frames = np.split(pictures(arrays[f"{name}_frames"]), cuts)
    visible = np.split(arrays[f"{name}_visible"], cuts)
    scenes = texts(arrays[f"{name}_scenes"])
    return [Shot(*shot) for shot in zip(frames, visible, scenes, strict=True)]


def _shots(name: str) -> list[Shot]:
    """The clips of a set, each of one shot."""
    count, length, every = _CLIPS[name]
    return [_shot(_SEEDS[name], number, _SCENES[name], length, every) for number in range(count)]


def _shot(seed: int, number: int, scenes: Sequence[str], length: int, every: int) -> Shot:
    """A shot with one to three of the cast and up to two passers-by."""
    random = np.random.default_rng([seed, number])
    people, strangers = 1 + int(random.choice(3, p=(0.3, 0.4, 0.3))), int(random.integers(3))
    visits = plan(random, length, people, strangers)
    return film(random, scenes[number % len(scenes)], length, visits, every)


def _film() -> list[Shot]:
    """The test film: others come and go, and its star appears as `_STARRING` says."""
    count, length, _ = _CLIPS["test"]
    shots = []
    for number in range(count):
        random = np.random.default_rng([_SEEDS["test"], number])
        visits = plan(
            random, length, 1 + int(random.integers(2)), int(random.integers(3)), but=STAR
        )
        if number in _STARRING:
            visits.append(Visit(CAST[STAR], *_STARRING[number], front=True))
        scenes = _SCENES["test"]
        shots.append(film(random, scenes[number % len(scenes)], length, visits))
    return shots


def _part(shots: Iterable[Shot]) -> Part:
    """The frames of `shots`, one after another, and who is in them."""
    every = list(shots)
    visible = np.concatenate([shot.visible for shot in every])
    frames = np.concatenate([shot.frames for shot in every])
    return Part(frames, (visible >= PRESENT).astype(np.float32))


def _tell(shots: Sequence[Shot], part: Part, *, whole: bool) -> dict[str, object]:
    """What is known of a set, by the names of `load`'s `extra`; `whole` where it is one clip."""
    ends = np.cumsum([len(shot.frames) for shot in shots]).tolist()
    cuts = tuple(Stretch(first, end - 1) for first, end in zip([0, *ends], ends, strict=False))
    clips = (Stretch(0, ends[-1] - 1),) if whole else cuts
    return {
        "clips": clips,
        "shots": cuts,
        "scenes": tuple(shot.scene for shot in shots),
        "visible": np.concatenate([shot.visible for shot in shots]),
        "intervals": {
            name: _intervals(part.y[:, number], clips) for number, name in enumerate(NAMES)
        },
    }


def _intervals(present: Array, clips: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Where somebody appears, clip by clip, frames counted from the beginning of the set."""
    return tuple(
        Stretch(clip.first + one.first, clip.first + one.last)
        for clip in clips
        for one in stretches((present[clip.first : clip.last + 1] > 0).tolist())
    )
