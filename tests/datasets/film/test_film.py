"""The film: who is in each frame is known exactly, and the star appears as promised."""

from __future__ import annotations

import itertools
import time
from typing import cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import Ridge

from tutor.datasets import registry
from tutor.datasets.appearances import Stretch, score, smooth, stretches, summary
from tutor.datasets.arrays import Data, Part
from tutor.datasets.film import sets as module
from tutor.datasets.film.people import CAST, NAMES, Facing, sprite, stranger
from tutor.datasets.film.scenes import SCENES, draw_scene
from tutor.datasets.film.shots import PRESENT, Visit, Way, film

SETS = ("train", "validation", "test")


@pytest.fixture(scope="module")
def data() -> Data:
    return registry.load("film")


def told(data: Data, what: str, name: str) -> tuple[Stretch, ...]:
    return cast("dict[str, tuple[Stretch, ...]]", data.extra[what])[name]


def intervals(data: Data, name: str) -> dict[str, tuple[Stretch, ...]]:
    return cast("dict[str, dict[str, tuple[Stretch, ...]]]", data.extra["intervals"])[name]


def part_of(data: Data, name: str) -> Part:
    return {"train": data.train, "validation": data.validation, "test": data.test}[name]


def present(data: Data, person: str, name: str = "test") -> list[bool]:
    return [bool(here) for here in part_of(data, name).y[:, NAMES.index(person)]]


def test_the_star_appears_seven_times_in_141_of_1000_frames(data: Data) -> None:
    frames = present(data, str(data.extra["star"]))
    assert (len(frames), sum(frames), len(stretches(frames))) == (1000, 141, 7)
    assert summary(frames) == "appears 7 times, 14.10 % of the film"


@pytest.mark.parametrize("name", SETS)
def test_intervals_and_visible_shares_say_what_the_targets_say(data: Data, name: str) -> None:
    part = part_of(data, name)
    marked = np.zeros_like(part.y)
    for person, found in intervals(data, name).items():
        for one in found:
            marked[one.first : one.last + 1, NAMES.index(person)] = 1.0
    assert (marked == part.y).all()
    visible = cast("dict[str, np.ndarray[tuple[int, int], np.dtype[np.float32]]]",
                   data.extra["visible"])[name]  # fmt: skip
    assert ((visible >= PRESENT) == (part.y > 0)).all()
    assert visible.max() <= 1.0


@pytest.mark.parametrize("name", SETS)
def test_clips_and_shots_make_the_set_and_nobody_goes_on_into_the_next(
    data: Data, name: str
) -> None:
    for what in ("clips", "shots"):
        cuts = told(data, what, name)
        frames = [frame for cut in cuts for frame in range(cut.first, cut.last + 1)]
        assert frames == list(range(len(part_of(data, name))))
    clips = told(data, "clips", name)
    assert len(told(data, "scenes", name)) == len(told(data, "shots", name))
    for one in itertools.chain.from_iterable(intervals(data, name).values()):
        assert any(clip.first <= one.first and one.last <= clip.last for clip in clips)
    assert (len(clips) == 1) == (name == "test")


def test_validation_and_test_also_play_where_training_never_was(data: Data) -> None:
    scenes = {name: set(told(data, "scenes", name)) for name in SETS}
    assert scenes["train"] & scenes["validation"]
    assert scenes["validation"] - scenes["train"]
    assert scenes["test"] - scenes["train"] - scenes["validation"]


def test_everybody_is_seen_often_and_missing_often(data: Data) -> None:
    assert registry.CARDS["film"].labels == NAMES
    for name in SETS:
        shares = part_of(data, name).y.mean(axis=0)
        assert shares.min() > 0.08
        assert shares.max() < 0.45
    assert data.train.y.sum(axis=1).max() == 3.0


def test_shades_are_those_of_a_camera(data: Data) -> None:
    for name in SETS:
        shades = part_of(data, name).x
        assert (shades.min(), shades.max()) == (0.0, 1.0)
        assert (shades[:50] * 255 == np.round(shades[:50] * 255)).all()


ways = st.sampled_from(["left", "right", "cut"])


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(NAMES), st.integers(1, 40), st.integers(8, 45), ways, ways, st.integers(0, 99)
)
def test_somebody_alone_is_seen_from_first_to_last(
    name: str, first: int, stay: int, enter: Way, leave: Way, seed: int
) -> None:
    first = 0 if enter == "cut" else first
    last = 49 if leave == "cut" else min(first + stay - 1, 48)
    if last - first < 5:
        return
    visit = Visit(CAST[name], first, last, enter, leave)
    shot = film(np.random.default_rng(seed), "beach", 50, [visit])
    here = shot.visible[:, NAMES.index(name)] >= PRESENT
    assert here[first + 1 : last].all(), "but for a frame at each end, where limbs decide"
    assert not here[: max(first - 1, 0)].any()
    assert not here[last + 2 :].any()
    assert shot.visible.sum(axis=0).argmax() == NAMES.index(name)


def test_who_is_hidden_is_not_there() -> None:
    behind = Visit(CAST["Emi"], 0, 19, "cut", "cut")
    wall = [Visit(CAST["Bruno"], 0, 19, "cut", "cut", front=True) for _ in range(40)]
    shot = film(np.random.default_rng(3), "beach", 20, [behind, *wall])
    assert shot.visible[:, NAMES.index("Emi")].max() < PRESENT


def test_all_scenes_can_be_drawn_and_what_hides_leaves_most_to_see() -> None:
    for name, seed in itertools.product(SCENES, range(20)):
        scene = draw_scene(np.random.default_rng(seed), name)
        assert scene.hides.mean() < 0.3
        assert len(np.unique(scene.behind.reshape(-1, 3), axis=0)) > 2


def test_two_people_differ_more_than_two_sides_of_one() -> None:
    sides: tuple[Facing, ...] = ("front", "back", "left")
    pictures = {(name, side): shrunk(name, side) for name in NAMES for side in sides}
    differences: dict[bool, list[float]] = {True: [], False: []}
    for (one, first), (other, second) in itertools.combinations(pictures.items(), 2):
        differences[one[0] == other[0]].append(float(np.abs(first - second).mean()))
    assert min(differences[False]) > 1.25 * max(differences[True])


def shrunk(name: str, side: Facing) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """A figure on grey in 20 × 12 pixels of the film, at its smallest size."""
    figure = sprite(CAST[name], 28, side, 0)
    sheet = np.full((40, 24, 3), 128.0)
    rows, columns = figure.mask.shape
    left = 12 - columns // 2
    sheet[40 - rows :, left : left + columns][figure.mask] = figure.shades[figure.mask]
    return np.asarray(sheet.reshape(20, 2, 12, 2, 3).mean(axis=(1, 3)))


def test_a_passer_by_is_none_of_the_five() -> None:
    random = np.random.default_rng(1)
    assert not {stranger(random) for _ in range(200)} & set(CAST.values())


def test_wrong_frames_make_flicker_and_smoothing_mends_it(data: Data) -> None:
    true = present(data, module.STAR)
    wrong = np.random.default_rng(4).random(1000) < 0.04
    seen = [bool(here != error) for here, error in zip(true, wrong, strict=True)]
    assert len(stretches(seen)) > 30
    mended = score(stretches(smooth(seen, 7)), stretches(true))
    assert mended.recall == 1.0
    assert mended.precision is not None
    assert mended.precision >= 0.85


def test_fresh_frames_are_of_the_same_kind() -> None:
    part = module.fresh(2000, 2)
    assert len(part) == 2000
    assert np.abs(part.y.mean(axis=0) - 0.24).max() < 0.12


def test_it_is_made_quickly() -> None:
    began = time.process_time()
    module.load()
    assert time.process_time() - began < 3.0


def test_the_baselines_of_the_card_are_reached(data: Data) -> None:
    baselines = registry.CARDS["film"].baselines
    wanted = data.validation.y > 0
    assert abs(1 - wanted.mean() - baselines["nobody, ever"]) < 0.005
    model = Ridge(alpha=100.0).fit(flat(data.train), data.train.y)
    right = (model.predict(flat(data.validation)) > 0.5) == wanted
    assert abs(right.mean() - baselines["linear model on the pixels"]) < 0.005


def flat(part: Part) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return part.x.reshape(len(part), -1).astype(np.float32)
