"""Figures of runs and their differences as sentences have them, all of a kind rounded alike."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.course.run_figures import loss_text
from tutor.lab.text.signs import minus
from tutor.ui.words import percent

_DIGITS = 2
"""Of a difference of losses, where an interval tells how little is known of it."""
_ABOUT_0 = {True: "just above 0", False: "just below 0"}
"""An end that is rounded to 0, by whether it is more."""
_DUST = 1e-9
"""What two sums of the same numbers may differ by."""
_SEEN = 0.01
"""As a share of the other end, the least end of an interval of losses that is told from 0."""
_WIDE = 0.5
"""The difference of shares to either side from which on it tells nothing."""


@dataclass(frozen=True, slots=True)
class Unit:
    """How a figure and its differences are written.

    Attributes:
        words: the figure's name in a sentence.
        share: whether it is a share from 0 to 1, and no loss.
        metric: its name in events.
    """

    words: str
    share: bool
    metric: str

    def value(self, value: float) -> str:
        """The figure itself."""
        return percent(value) if self.share else loss_text(value)

    def told(self, value: float) -> float:
        """The figure as it is written, so that differences are those of what stands there."""
        return float(f"{100 * value:.1f}") / 100 if self.share else value

    def moved(self, by: float) -> str:
        """By how much it moved: `+2.0 points`, `−0.500`."""
        return f"{minus(f'{100 * by:+.1f}')} points" if self.share else _signed(by)

    def reach(self, value: float) -> str:
        """A difference to either side; shares are never further apart than 100 points."""
        if self.share:
            return f"±{100 * min(value, 1.0):.1f} points"
        return f"±{loss_text(value, _DIGITS)}"

    def span(self, low: float, high: float) -> str:
        """An interval of differences; empty where nothing is seen of either end."""
        seen = 0.0 if self.share else max(abs(low), abs(high)) * _SEEN
        ends = [self._end(end, seen) for end in (low, high)]
        if set(ends) <= {*_ABOUT_0.values(), "0"}:
            return ""
        return f"{ends[0]} to {ends[1]}{' points' if self.share else ''}"

    def anything(self, reach: float, *values: float) -> bool:
        """Whether a difference to either side is so wide that it leaves all open.

        Args:
            reach: the difference.
            values: the figures that it is told of.
        """
        return reach >= (_WIDE if self.share else max(values))

    def _end(self, value: float, seen: float) -> str:
        """An end of an interval; where it is as good as 0, on which side of it it lies.

        Args:
            value: the end.
            seen: the least that is told from 0.
        """
        text = minus(f"{100 * value:+.1f}") if self.share else _signed(value, _DIGITS)
        if abs(value) >= seen and text.strip("+−0."):
            return text
        return _ABOUT_0[value > 0] if abs(value) > _DUST else "0"


def _signed(value: float, digits: int = 3) -> str:
    return f"{'−' if value < 0 else '+'}{loss_text(abs(value), digits)}"


LOSS = Unit("validation loss", share=False, metric="val_loss")
