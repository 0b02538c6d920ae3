"""Whom a workshop tells of the networks it compiles."""

from __future__ import annotations

import pytest

from tests.training.scripted import found

pytestmark = pytest.mark.slow


def test_a_network_that_nobody_wants_any_more_is_told_to_nobody() -> None:
    assert found("preparing.py")["overtaken"] == [[], ["second"]]


def test_the_newest_of_two_orders_for_one_network_is_told_of_it() -> None:
    assert found("preparing.py")["joined"] == ["faster"]


def test_a_network_compiled_aside_begins_as_that_of_a_run_does() -> None:
    same = found("preparing.py")["beginnings"]
    assert len(same) > 4
    assert all(same)


def test_a_training_that_goes_on_is_the_one_that_was_asked_to_take_longer() -> None:
    whole, parted = found("preparing.py")["continued"]
    assert len(set(whole)) == 9
    assert parted == whole
