"""A download in a thread: how far it is, giving it up, what goes wrong."""

from __future__ import annotations

import pytest

from tests.loopback import CONTENT, serving
from tutor.datasets import downloads
from tutor.datasets.fetching import Fetching
from tutor.datasets.registry import DataError


def test_it_tells_how_far_it_is_and_is_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(monkeypatch):
        fetching = Fetching("mnist")
        assert fetching.total == len(CONTENT)
        assert fetching.wait(30)
    assert fetching.over
    assert fetching.complete, fetching.problem
    assert fetching.done == len(CONTENT)
    assert downloads.missing("mnist") == 0
    fetching.cancel()
    assert fetching.complete


def test_given_up_it_is_over_at_once_and_leaves_nothing_half(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with serving(monkeypatch) as server:
        server.gate.clear()
        fetching = Fetching("mnist")
        while not fetching.done:
            assert not fetching.over, fetching.problem
        fetching.cancel()
        assert fetching.over
        assert not fetching.complete
        server.gate.set()
        assert fetching.wait(30)
    assert not fetching.problem
    assert not list(downloads.folder().glob("fetching-*"))
    assert downloads.missing("mnist") == len(CONTENT)


def test_what_goes_wrong_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(monkeypatch):
        files = downloads.FILES
    monkeypatch.setattr(downloads, "FILES", files)  # the server is gone
    fetching = Fetching("mnist")
    assert fetching.wait(30)
    assert not fetching.complete
    assert fetching.problem.startswith("There is no connection while mnist.npz was to come")


def test_a_name_that_nothing_has() -> None:
    with pytest.raises(DataError, match="'digits' is not fetched from anywhere"):
        Fetching("digits")
