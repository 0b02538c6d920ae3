"""Which examples belong together, as the data sets tell it."""

from __future__ import annotations

import numpy as np
import pytest

from tutor.datasets.appearances import Stretch
from tutor.datasets.arrays import Data, Part
from tutor.training.drawn_together import clusters_of, witnesses, witnesses_by

STRETCHES = tuple(Stretch(first, first + 2) for first in range(0, 60, 3))


def data(**extra: object) -> Data:
    part = Part(np.zeros((60, 2), np.float32), np.zeros(60, np.int32))
    return Data(part, part, part, "v1", extra)


@pytest.mark.parametrize(
    ("extra", "name"),
    [
        ({"shots": {"validation": STRETCHES}}, "shots"),
        ({"shots": {"validation": STRETCHES[:1]}, "clips": {"validation": STRETCHES}}, "clips"),
        ({"speakers": {"validation": np.arange(60) // 3 + 7}}, "speakers"),
        ({"validation_subjects": tuple(f"s{at // 3:02}" for at in range(60))}, "subjects"),
    ],
)
def test_each_example_has_the_number_of_what_it_was_drawn_by(
    extra: dict[str, object], name: str
) -> None:
    found = clusters_of(data(**extra), "validation", 60)
    assert found is not None
    assert found[0] == name
    assert found[1].tolist() == [at // 3 for at in range(60)]
    assert clusters_of(data(**extra), "test", 60) is None
    known = witnesses(data(**extra))
    assert known is not None
    assert known.max() == 19
    assert (witnesses_by(data(**extra)) or ("",))[0] == name


def test_where_nothing_is_known_or_all_is_one_there_are_none() -> None:
    assert clusters_of(data(), "validation", 60) is None
    assert witnesses(data(validation_subjects=("volcanoes",) * 60)) is None
    assert clusters_of(data(validation_subjects=("a", "b")), "validation", 60) is None


def test_of_few_clusters_no_test_is_made() -> None:
    few = data(validation_subjects=tuple(f"s{at % 19:02}" for at in range(60)))
    assert clusters_of(few, "validation", 60) is not None
    assert witnesses(few) is None
