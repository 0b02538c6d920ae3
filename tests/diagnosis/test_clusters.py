"""Intervals of shares among examples that come in clusters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.diagnosis.clusters import clustered
from tutor.diagnosis.comparison import quantile
from tutor.diagnosis.proportions import wilson

CLUSTERS = st.lists(
    st.integers(0, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), max_size=12
)


@given(CLUSTERS)
def test_it_holds_the_share_and_is_no_narrower_than_of_single_examples(
    pairs: list[tuple[int, int]],
) -> None:
    right, of = [one for one, _ in pairs], [many for _, many in pairs]
    found = clustered(right, of)
    known = sum(many > 0 for many in of)
    if known < 2:
        assert found is None
        return
    assert found is not None
    share = sum(right) / sum(of)
    single = wilson(share, sum(of), quantile(known - 1))
    assert 0.0 <= found.low <= share + 1e-9
    assert share - 1e-9 <= found.high <= 1.0
    assert found.high - found.low >= single.high - single.low - 1e-9


def test_alike_examples_are_worth_as_many_as_there_are_clusters() -> None:
    assert clustered([30] * 10, [30] * 10) == wilson(1.0, 10, quantile(9))
    found, share = clustered([30] * 8 + [0] * 2, [30] * 10), wilson(0.8, 9, quantile(9))
    assert found == pytest.approx(share)


def test_examples_that_are_as_mixed_in_each_cluster_count_one_by_one() -> None:
    assert clustered([24] * 10, [30] * 10) == wilson(0.8, 300, quantile(9))


def test_it_holds_the_true_share_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(1)
    held = single = 0
    for _ in range(600):
        of = random.poisson(30, 10) + 1
        right = random.binomial(of, random.beta(3.2, 0.8, 10))
        low, high = clustered(right.tolist(), of.tolist()) or (1.0, 0.0)
        held += low <= 0.8 <= high
        narrow = wilson(right.sum() / of.sum(), int(of.sum()))
        single += narrow.low <= 0.8 <= narrow.high
    assert 0.91 <= held / 600 <= 0.98
    assert single / 600 < 0.7
