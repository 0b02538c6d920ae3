"""The scripts' process ends with the tests that ask it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.training.scripted import PROCESS


@pytest.fixture(scope="session", autouse=True)
def _scripts() -> Iterator[None]:
    yield
    PROCESS.close()
