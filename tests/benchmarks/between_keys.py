"""What is computed between two keys, or before a screen comes; one function a measure."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

import numpy as np

from tutor import paths
from tutor.course.catalog import Catalog
from tutor.course.search import Index
from tutor.datasets import own_data
from tutor.lab.text.plot import Plot, drawn

_EPOCHS = 100_000
_PICTURES = 10_000


def lesson_milliseconds() -> list[float]:
    """What it takes to read and check each lesson of the course, in milliseconds."""
    found = []
    for entry in Catalog.load(paths.lessons()).entries:
        began = time.process_time()
        assert entry.lesson is not None
        found.append(1000 * (time.process_time() - began))
    return found


def search_milliseconds() -> list[float]:
    """Searches through the whole course, the first left out, which folds its texts."""
    lessons = [entry.lesson for entry in Catalog.load(paths.lessons()).entries]
    index = Index([one for one in lessons if one is not None])
    index.find("con")
    found = []
    for query in ("c", "conv", "validation set", "filter weights", "convlution"):
        began = time.process_time()
        index.find(query)
        found.append(1000 * (time.process_time() - began))
    return found


def chart_milliseconds(runs: int) -> list[float]:
    """Two curves of 100,000 epochs drawn at 80×24, in milliseconds."""
    noise = random.Random(1)
    values = [2 / (1 + 20 * n / _EPOCHS) + 0.1 * noise.random() for n in range(_EPOCHS)]
    plot = Plot("loss", values, values, _EPOCHS)
    found = []
    for _ in range(runs):
        began = time.process_time()
        drawn(plot, 80, 24, braille=True)
        found.append(1000 * (time.process_time() - began))
    return found


def survey_seconds() -> float:
    """A file of 10,000 pictures of 28×28, from its name to what can be learned from it."""
    x = np.random.default_rng(1).integers(0, 256, (_PICTURES, 28, 28), dtype=np.uint8)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pictures.npz"
        np.savez(path, x=x, y=np.arange(_PICTURES) % 10)
        began = time.perf_counter()
        own_data.survey(path)
        return time.perf_counter() - began
