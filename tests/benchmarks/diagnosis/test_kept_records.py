"""Records come back as they were kept, to the bits that are kept, whatever numbers they hold."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tests.benchmarks.diagnosis.configurations import Configuration
from tests.benchmarks.diagnosis.made_records import record
from tests.benchmarks.diagnosis.make import all_configurations
from tests.benchmarks.diagnosis.record import About, Record, pack, rounded, unpack
from tests.benchmarks.diagnosis.store import DATA, keep, read_packed
from tests.benchmarks.diagnosis.worlds.world import WorldPlan

CONFIGURATION = Configuration(
    name="one", frame="frame", profile="any",
    world=WorldPlan(family="dense", classes=2, seed=1),
    settings={"epochs": 4, "train_size": 100}, validation=50,
)  # fmt: skip
ABOUT = About(
    configuration=CONFIGURATION, seed=1, role="run", epochs=4, facts={"classes": 2},
    measures={"bayes": 0.5},
)  # fmt: skip

SHAPES = st.tuples(st.integers(1, 6)) | st.tuples(st.integers(1, 6), st.integers(1, 5))
NUMBERS = arrays.arrays(np.float32, SHAPES, elements=st.floats(width=32, allow_subnormal=False))


@given(NUMBERS, st.sampled_from(["group/loss", "column/loss", "true/loss"]))
def test_numbers_come_back_to_the_bits_that_are_kept(
    numbers: npt.NDArray[np.float32], name: str
) -> None:
    [back] = unpack(pack([Record(ABOUT, {name: numbers})]))
    found = back.arrays[name]
    assert found.shape == numbers.shape
    finite = np.isfinite(numbers) & (np.abs(numbers) < 1e38)
    error = 2.0**-12 if name == "group/loss" else 2.0**-16
    np.testing.assert_allclose(found[finite], numbers[finite], rtol=error)
    strange = ~np.isfinite(numbers)
    np.testing.assert_array_equal(found[strange], numbers[strange])
    np.testing.assert_array_equal(rounded(numbers, name), found)


def test_records_of_different_length_and_columns_stand_in_one_file() -> None:
    first = Record(ABOUT, {"column/loss": np.ones(3, np.float32)})
    second = Record(ABOUT, {"column/loss": np.full(5, 2, np.float32),
                            "column/gradient_norm/dense1": np.zeros(5, np.float32)})  # fmt: skip
    back = unpack(pack([first, second]))
    assert [record.about for record in back] == [ABOUT, ABOUT]
    assert [sorted(record.arrays) for record in back] == [
        ["column/loss"], ["column/gradient_norm/dense1", "column/loss"],
    ]  # fmt: skip
    assert back[1].arrays["column/loss"].tolist() == [2.0] * 5


def test_the_diagnosis_sees_no_epoch_beyond_the_last_one() -> None:
    record = Record(ABOUT, {"column/loss": np.arange(6, dtype=np.float32)})
    assert record.columns()["loss"].tolist() == [0, 1, 2, 3]


def test_small_sizes_are_exact() -> None:
    sizes = np.array([1, 2, 125, 126], np.float32)
    assert rounded(sizes, "group/size").tolist() == sizes.tolist()
    assert math.isnan(float(rounded(np.array([math.nan]), "column/loss")[0]))


def test_only_what_is_not_kept_yet_is_added_in_a_file_of_its_own(tmp_path: Path) -> None:
    first, second = (record(name) for name in ("one", "two"))
    assert keep([first], tmp_path) > 0
    before = (tmp_path / "runs-00.xz").read_bytes()
    assert keep([first, second], tmp_path) > 0
    assert (tmp_path / "runs-00.xz").read_bytes() == before
    assert [one.about.key for one in read_packed(tmp_path)] == [first.about.key, second.about.key]
    assert keep([first, second], tmp_path) == 0
    assert len(list(tmp_path.iterdir())) == 2


def test_all_kept_runs_are_of_the_grid_and_each_is_kept_once() -> None:
    kept = read_packed()
    names = {one.about.configuration.name: one.about.configuration for one in kept}
    known = {one.name: one for one in all_configurations()}
    assert len(kept) > 500
    assert {name: known.get(name) for name in names} == names
    assert len({one.about.key for one in kept}) == len(kept)
    assert sum(path.stat().st_size for path in DATA.glob("*.xz")) < 20_000_000
