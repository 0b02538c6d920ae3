"""What every full screen of the tutor has."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual import on
from textual.events import ScreenResume, ScreenSuspend
from textual.screen import ModalScreen, Screen

from tutor.lab.trial import Trial
from tutor.ui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp


class TutorScreen(Screen[None]):
    """A screen that knows its application and can tell which training is seen on it."""

    @property
    def tutor(self) -> TutorApp:
        """The application, by its own type."""
        return cast("TutorApp", self.app)

    @on(ScreenSuspend)
    @on(ScreenResume)
    def _bar_follows(self) -> None:
        """Where a dialog comes to lie over this screen, the bar tells the keys of that.

        Below another full screen it follows nothing: Textual repaints all of the screen above
        whenever one below it is touched.
        """
        front = self.app.screen
        for bar in self.query(KeyBar):
            if isinstance(front, ModalScreen):
                bar.covered(front)
            elif front is self:
                bar.refresh()

    def about(self) -> str:
        """What help says of this screen before it lists the keys."""
        return self.HELP or ""

    def shows(self, trial: Trial) -> bool:
        """Whether this screen tells the learner what becomes of `trial`."""
        return False

    def awaits(self, dataset: str) -> bool:
        """Whether this screen tells the learner how far the download of `dataset` is."""
        return False
