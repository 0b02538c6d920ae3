"""Waits for what a real worker does, and not for ever."""

from __future__ import annotations

import time
from collections.abc import Callable

from tutor.lab.client import Worker

_LONGEST_SECONDS = 60.0
_STEP_SECONDS = 0.003


def wait(worker: Worker, over: Callable[[], bool]) -> None:
    """Poll a worker until something is so."""
    deadline = time.monotonic() + _LONGEST_SECONDS
    while not over():
        assert time.monotonic() < deadline, "it never came"
        worker.poll()
        time.sleep(_STEP_SECONDS)
