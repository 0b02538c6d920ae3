"""The prose of a step, with the figures of the learner's own runs in it."""

from __future__ import annotations

from tutor.course.figures import shown_prose, speaks_of_runs
from tutor.course.lesson import Lesson, Step
from tutor.course.lesson import Prose as ProsePart
from tutor.ui.own_runs import OwnRuns
from tutor.ui.widgets.prose import Prose


class StepProse:
    """Fills the texts of a step, again whenever a run has ended.

    Attributes:
        widgets: one for each text of the step, in order; those without text take no room.
    """

    def __init__(self, own: OwnRuns, lesson: Lesson, step: Step) -> None:
        """Make the widgets, filled by the runs that there are now."""
        self._own = own
        self._lesson = lesson
        self._texts = [part.text for part in step.parts if isinstance(part, ProsePart)]
        self._moving = any(map(speaks_of_runs, self._texts))
        self._shown = self._filled()
        self.widgets = [Prose(text) for text in self._shown]
        for widget, text in zip(self.widgets, self._shown, strict=True):
            widget.display = bool(text)

    def follow(self) -> None:
        """Fill the texts anew; only those that have changed are laid out again."""
        if not self._moving:
            return
        before, self._shown = self._shown, self._filled()
        for widget, old, new in zip(self.widgets, before, self._shown, strict=True):
            if old != new:
                widget.display = bool(new)
                widget.update(new)

    def _filled(self) -> list[str]:
        return shown_prose(self._texts, self._own.value(self._lesson))
