"""A bed of workers, on a machine whose free memory the test sets."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.lab.worker_bed import Bed
from tutor.lab import memory


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Callable[[float | None], None]:
    """Sets how much memory is free."""

    def set_free(megabytes: float | None) -> None:
        monkeypatch.setattr(memory, "free", lambda: megabytes)

    set_free(8000.0)
    return set_free


@pytest.fixture
def bed(room: Callable[[float | None], None]) -> Bed:
    return Bed()
