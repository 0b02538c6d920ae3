"""A beat: what plays in a view goes on by it."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer
from textual.widget import Widget


class Beat:
    """Calls something again and again until it is stopped; a new beat ends the one before."""

    def __init__(self, widget: Widget) -> None:
        """Stand still.

        Args:
            widget: in whose name it calls; with that it ends.
        """
        self._widget = widget
        self._timer: Timer | None = None

    @property
    def going(self) -> bool:
        """Whether it has been started and not stopped."""
        return self._timer is not None

    def start(self, seconds: float, call: Callable[[], None]) -> None:
        """Call every so many seconds."""
        self.stop()
        self._timer = self._widget.set_interval(seconds, call)

    def stop(self) -> None:
        """Call no more."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
