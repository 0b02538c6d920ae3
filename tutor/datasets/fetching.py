"""Fetching: a download on its way in a thread, so that a screen stays responsive."""

from __future__ import annotations

import threading

from tutor.datasets import downloads
from tutor.datasets.registry import DataError


class _CancelledError(Exception):
    """Nobody wants the data any more."""


class Fetching:
    """Fetches one data set; what it has come to can be read at any time.

    Attributes:
        name: of the data set.
        done, total: bytes that have come, and that will have come at the end.
        problem: why it failed, in one sentence; empty where it did not.
        cancelled: whether it was given up.
    """

    def __init__(self, name: str) -> None:
        """Begin.

        Raises:
            DataError: nothing of that name is fetched.
        """
        self.name = name
        self.done, self.total = 0, downloads.missing(name)
        self.problem = ""
        self.cancelled = False
        self._finished = threading.Event()
        threading.Thread(target=self._fetch, daemon=True).start()

    @property
    def over(self) -> bool:
        """Whether it is there, has failed or was given up."""
        return self.cancelled or self._finished.is_set()

    @property
    def complete(self) -> bool:
        """Whether all of it is there."""
        return self.over and not self.problem and not self.cancelled

    def cancel(self) -> None:
        """Give it up; nothing half stays once the next bytes have come."""
        self.cancelled = self.cancelled or not self._finished.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait for the thread's end, at most `seconds`; whether it has ended."""
        return self._finished.wait(seconds)

    def _fetch(self) -> None:
        try:
            downloads.fetch(self.name, self._progress)
        except DataError as error:
            self.problem = str(error)
        except _CancelledError:
            self.cancelled = True
        except Exception as error:  # told to the screen, whatever it is; a thread has no other way
            self.problem = f"{self.name} cannot be fetched: {type(error).__name__}: {error}"
        finally:
            self._finished.set()

    def _progress(self, done: int, total: int) -> None:
        if self.cancelled:
            raise _CancelledError
        self.done, self.total = done, total
