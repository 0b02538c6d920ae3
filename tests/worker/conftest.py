"""A real worker, shared by the tests of one module, since TensorFlow takes seconds to load."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tutor.lab.client import Worker


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """A worker that trains into a folder of state of its own."""
    home = tmp_path_factory.mktemp("worker-home")
    before = os.environ.get("TUTOR_HOME")
    os.environ["TUTOR_HOME"] = str(home)
    made = Worker()
    if before is not None:
        os.environ["TUTOR_HOME"] = before
    yield made
    made.close()
    if not made.wait(60):
        made.kill()


@pytest.fixture
def worker_home(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> Worker:
    """The worker, with this test's state folder being the worker's."""
    monkeypatch.setenv("TUTOR_HOME", str(worker.folder.parents[1]))
    return worker
