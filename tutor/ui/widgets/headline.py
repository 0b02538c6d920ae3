"""The line at the top of a lesson: where the learner is, and how far."""

from __future__ import annotations

from textual.widgets import Static

from tutor.lab.text.width import cut
from tutor.lab.trial import Trial


class HeadLine(Static):
    """Lesson and step at the left, progress at the right; laid out anew for every width."""

    def __init__(self) -> None:
        """Nothing is said yet."""
        super().__init__("", id="head", markup=False)
        self._titles = ("", "")
        self._place = (1, 1)
        self._elsewhere = ""

    def show(self, titles: tuple[str, str], place: tuple[int, int], running: str = "") -> None:
        """Say where the learner is; for the arguments see `head_line`."""
        self._titles, self._place, self._elsewhere = titles, place, running
        self._lay_out()

    def on_resize(self) -> None:
        """The line fills the width."""
        self._lay_out()

    def _lay_out(self) -> None:
        self.update(head_line(self._titles, self._place, self._elsewhere, self.app.size.width))


def head_line(titles: tuple[str, str], place: tuple[int, int], running: str, width: int) -> str:
    """Lesson and step at the left, progress at the right, in `width` cells.

    Where the step's title has no room beside all that, the bar goes and words are shortened.

    Args:
        titles: of the lesson and of the step; the first is left out where there is no room.
        place: number of the step, from 1, and how many there are; 0 where there is no progress.
        running: marks of the step and what trains elsewhere; empty for nothing.
        width: of the line.
    """
    number, count = place
    filled = round(10 * number / max(count, 1))
    short = f"{number}/{count} " if count else ""
    progress = f"{'━' * filled}{'─' * (10 - filled)} {short}" if count else ""
    right = running + progress
    if width - len(right) - 2 < len(titles[1]):
        right = running.replace(" of ", "/").replace(" epochs", "") + short
    room = max(width - len(right) - 1, 8)
    left = f" {titles[0]} › {titles[1]}"
    if len(left) > room:
        left = cut(f" {titles[1]}", room)
    return f"{left:<{room}} {right}"


def elsewhere(trial: Trial | None) -> str:
    """How far a training has come that another screen shows; empty where none is under way."""
    if trial is None or trial.over:
        return ""
    record = trial.record
    asked = f" of {record.started.epochs}" if record.started else ""
    return f"▶ {record.history.epochs}{asked} epochs  "
