"""Looks at the desk for what is new, and takes it to the screens that are seen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import ModalScreen
from textual.timer import Timer

from tutor.datasets.fetching import Fetching
from tutor.diagnosis.verdict import Diagnosis
from tutor.lab.trial import Trial
from tutor.ui import news
from tutor.ui.fetch_words import progress
from tutor.ui.messages import FetchChanged, TrialChanged
from tutor.ui.screens.base import TutorScreen

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp

EAGER_POLL_SECONDS = 0.02
LIVELY_POLL_SECONDS = 0.12
WAITING_POLL_SECONDS = 0.2
SLOW_LINK_POLL_SECONDS = 1.25
"""In place of the two before, where bytes are dear: curves then move about once a second."""


class Courier:
    """Polls by a timer, and only while there can be news."""

    def __init__(self, app: TutorApp, *, low_bandwidth: bool) -> None:
        """Be still until the first `wake`.

        Args:
            app: whose desk is looked at.
            low_bandwidth: whether to send as few bytes as can be.
        """
        self._app = app
        self._low_bandwidth = low_bandwidth
        self._timer: Timer | None = None
        self._recorded: dict[str, Diagnosis | None] = {}

    def wake(self) -> None:
        """Look for news from now on, as often as there can be any; never while there is none."""
        if self._timer is not None:
            self._timer.stop()
        desk = self._app.desk
        self._timer = None
        if desk.eager:
            self._timer = self._app.set_timer(EAGER_POLL_SECONDS, self._poll)
        elif desk.lively or desk.waiting:
            seconds = LIVELY_POLL_SECONDS if desk.lively else WAITING_POLL_SECONDS
            slow = SLOW_LINK_POLL_SECONDS if self._low_bandwidth else 0.0
            self._timer = self._app.set_timer(max(seconds, slow), self._poll)

    def _poll(self) -> None:
        for message in self._app.desk.poll():
            if isinstance(message, TrialChanged):
                self._record(message.trial)
            elif isinstance(message, FetchChanged) and message.fetching.over:
                self._tell_fetched(message.fetching)
            self._deliver(message)
        self.wake()

    def _tell_fetched(self, fetching: Fetching) -> None:
        """Tell that a download is over, where no screen shows it."""
        if not any(page.awaits(fetching.name) for page in self._page()):
            self._app.notify(progress(fetching), timeout=news.SECONDS, markup=False)

    def _record(self, trial: Trial) -> None:
        """Keep a run's result once it has ended, and tell of it where no screen shows it.

        What a second look finds is kept in place of the first diagnosis, and not told again.
        """
        run, found = trial.run.id, trial.record.diagnosis
        known = run in self._recorded
        if trial.record.ended is None or (known and self._recorded[run] is found):
            return
        self._recorded[run] = found
        session = self._app.session
        row = session.record(trial, again=known)
        if known:
            return
        seen = any(page.shows(trial) for page in self._page())
        if row is not None and not seen:
            self._app.notify(news.just_ended(session, row), timeout=news.SECONDS, markup=False)
        self._app.tell_notices()

    def _page(self) -> Iterator[TutorScreen]:
        """The full screen that is seen, below any dialogs; nothing where there is none."""
        stack = reversed(self._app.screen_stack)
        return islice((one for one in stack if isinstance(one, TutorScreen)), 1)

    def _deliver(self, message: Message) -> None:
        """Give a message to the screen that is seen, and to those that it lies over as a dialog.

        Screens further down learn of the news when they are shown again: Textual repaints all of
        the screen above whenever the one below it is woken.
        """
        for screen in reversed(self._app.screen_stack):
            screen.post_message(message)
            if not isinstance(screen, ModalScreen):
                return
