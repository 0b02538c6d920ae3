"""The cache: arrays are made once, and again when what is kept is not what was written."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor import paths
from tutor.datasets import registry
from tutor.datasets.cache import Arrays, cached, lines, pictures, shades, texts

ROOT = Path(__file__).resolve().parents[2]
WRITING = """
import numpy as np, sys
from tutor.datasets.cache import cached
for turn in range(60):
    found = cached(f"shared-{turn}", lambda: {"x": np.full(20_000, turn)})
    assert (found["x"] == turn).all() and len(found["x"]) == 20_000
"""


class Maker:
    """Makes arrays and counts how often."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> Arrays:
        self.made += 1
        return {"x": np.arange(12, dtype=np.int32).reshape(3, 4), "words": lines(["good", "äh"])}


def check(arrays: Arrays) -> None:
    assert arrays["x"].tolist() == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]
    assert arrays["x"].dtype == np.int32
    assert texts(arrays["words"]) == ("good", "äh")


def kept() -> Path:
    """The only file of the cache."""
    (path,) = (paths.cache() / "made").iterdir()
    return path


def test_arrays_are_made_once_for_each_version() -> None:
    make = Maker()
    for version, made in (("a-1", 1), ("a-1", 1), ("a-2", 2), ("a-1", 2)):
        check(cached(version, make))
        assert make.made == made


def test_any_damage_is_found_and_mended() -> None:
    make = Maker()
    check(cached("a-1", make))
    whole = kept().read_bytes()
    damaged = [whole[:end] for end in range(0, len(whole), 37)]
    damaged += [whole + b"more", b"\0" * len(whole)]
    for place in range(0, len(whole), 11):
        damaged.append(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
    for times, content in enumerate(damaged, 2):
        kept().write_bytes(content)
        check(cached("a-1", make))
        assert make.made == times
        check(cached("a-1", make))
        assert make.made == times
    assert kept().read_bytes()[:32] == whole[:32]


def test_a_folder_in_the_files_place_is_no_obstacle() -> None:
    make = Maker()
    (paths.cache() / "made" / "a-1.npz").mkdir(parents=True)
    check(cached("a-1", make))
    check(cached("a-1", make))
    assert make.made == 2
    assert kept().is_dir()


def test_a_cache_that_cannot_be_written_is_no_obstacle(home: Path) -> None:
    make = Maker()
    home.write_text("a file where the folder should be")
    check(cached("a-1", make))
    check(cached("a-1", make))
    assert make.made == 2


def test_processes_that_make_the_same_at_once_do_not_disturb_each_other() -> None:
    both = [
        subprocess.Popen([sys.executable, "-c", WRITING], cwd=ROOT, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for process in both:
        _, said = process.communicate(timeout=60)
        assert process.returncode == 0, said.decode()
    names = {path.name for path in (paths.cache() / "made").iterdir()}
    assert names == {f"shared-{turn}.npz" for turn in range(60)}


@given(
    st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"])), min_size=1)
)
def test_texts_come_back_as_they_were(written: list[str]) -> None:
    assert texts(lines(written)) == tuple(written)


def test_all_256_shades_come_back_as_they_were() -> None:
    every = np.arange(256, dtype=np.float32) / np.float32(255)
    back = pictures(shades(every))
    assert (back == every).all()
    assert back.dtype == np.float32


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("reviews", "tutor.datasets.reviews.sets"),
        ("film", "tutor.datasets.film.sets"),
        ("vowels", "tutor.datasets.vowels.sets"),
        ("faces", "tutor.datasets.faces"),
    ],
)
def test_data_from_the_cache_are_the_data_that_were_made(
    name: str, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = registry.load(name)
    monkeypatch.setattr(importlib.import_module(module), "_arrays", None)  # what calls it fails
    again = registry.load(name)
    for one, other in (
        (made.train, again.train), (made.validation, again.validation), (made.test, again.test),
    ):  # fmt: skip
        assert (one.x == other.x).all()
        assert (one.y == other.y).all()
        assert one.x.dtype == other.x.dtype
        assert one.y.dtype == other.y.dtype
    assert made.extra.keys() == again.extra.keys()
