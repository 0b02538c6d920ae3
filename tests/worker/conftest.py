"""Real workers, shared by the tests of this folder, since TensorFlow takes seconds to load."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tutor.lab.client import Worker


@contextmanager
def started(home: str) -> Iterator[Worker]:
    """A worker that trains into a folder of state of its own."""
    before = os.environ.get("TUTOR_HOME")
    os.environ["TUTOR_HOME"] = home
    made = Worker()
    if before is not None:
        os.environ["TUTOR_HOME"] = before
    yield made
    made.close()
    if not made.wait(60):
        made.kill()


@pytest.fixture(scope="session")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """The worker of most tests; the more it has trained before, the more they prove."""
    with started(str(tmp_path_factory.mktemp("worker-home"))) as made:
        yield made


@pytest.fixture(scope="module")
def fresh(worker: Worker) -> Iterator[Worker]:
    """A worker that has trained nothing when a module's first test gets it."""
    with started(str(worker.folder.parents[1])) as made:
        yield made


@pytest.fixture
def worker_home(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> Worker:
    """The worker, with this test's state folder being the worker's."""
    monkeypatch.setenv("TUTOR_HOME", str(worker.folder.parents[1]))
    return worker
