"""Ctrl-C, taken note of and looked at when there is time for it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupts:
    """How often Ctrl-C was pressed.

    Python raises KeyboardInterrupt wherever it happens to be, and where that is a finaliser the
    exception is dropped, and the key with it. A number cannot be lost.

    Attributes:
        count: of the presses so far.
    """

    def __init__(self) -> None:
        """None yet."""
        self.count = 0

    def note(self, _signal: int, _frame: FrameType | None) -> None:
        """Count one; the handler of SIGINT."""
        self.count += 1


@contextmanager
def counted() -> Iterator[Interrupts]:
    """Count interrupts meanwhile; in any thread but the main one there are none to count."""
    interrupts = Interrupts()
    if threading.current_thread() is not threading.main_thread():
        yield interrupts
        return
    before = signal.signal(signal.SIGINT, interrupts.note)
    try:
        yield interrupts
    finally:
        signal.signal(signal.SIGINT, before)
