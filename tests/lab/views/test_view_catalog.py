"""Every view of the catalogue has its question, its answer and its pane."""

from __future__ import annotations

import pytest

from tutor.datasets.registry import CARDS
from tutor.lab.network import inputs_of
from tutor.lab.text.printed import PRINTED
from tutor.lab.views.catalog import VIEWS, fitting
from tutor.lab.views.queries import ANSWERS
from tutor.ui.views.panes import PANES


def test_every_view_has_a_pane_and_what_is_printed_is_a_view() -> None:
    assert set(PANES) == set(VIEWS)
    assert set(PRINTED) <= set(VIEWS)
    assert {type(printed.query("validation")) for printed in PRINTED.values()} <= set(ANSWERS)


@pytest.mark.parametrize("name", ["digits", "wine", "reviews", "vowels", "recall", "points"])
def test_what_has_classes_has_a_matrix_and_mistakes(name: str) -> None:
    found = [view.name for view in fitting(inputs_of(CARDS[name]), name)]
    assert [one for one in found if one in {"confusion-matrix", "worst-mistakes"}] == [
        "confusion-matrix", "worst-mistakes",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["adding", "tmaze", "course-texts", "film", "key-phrases"])
def test_what_has_no_classes_has_none(name: str) -> None:
    found = {view.name for view in fitting(inputs_of(CARDS[name]), name)}
    assert not found & {"confusion-matrix", "worst-mistakes"}
    assert ("scores" in found) == (name in {"film", "key-phrases"})
