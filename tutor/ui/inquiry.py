"""What the panes of a run have asked its network, and which answer is awaited."""

from __future__ import annotations

from collections.abc import Callable

from textual.timer import Timer

from tutor.lab.inspection import Inspection
from tutor.lab.run import Run
from tutor.lab.views import queries
from tutor.ui.screens.base import TutorScreen
from tutor.ui.views.base import ViewPane

_PATIENCE_SECONDS = 0.3
"""How long an answer may take before it is said that it is awaited."""


class Inquiry:
    """Brings questions to the desk and answers to the panes; of each pane the newest counts."""

    def __init__(
        self,
        screen: TutorScreen,
        run: Run,
        seen: Callable[[], ViewPane | None],
        say: Callable[[str], None],
    ) -> None:
        """Nothing is asked yet.

        Args:
            screen: on which the panes are.
            run: whose network is asked.
            seen: gives the pane that is seen, None where there is none.
            say: shows a line below it; an empty one takes it away.
        """
        self._screen = screen
        self._run = run
        self._seen = seen
        self._say = say
        self._asked: dict[ViewPane, Inspection] = {}
        self._problems: dict[ViewPane, str] = {}
        self._timer: Timer | None = None

    @property
    def awaiting(self) -> bool:
        """Whether the pane that is seen waits for an answer."""
        return self._seen() in self._asked

    def ask(self, pane: ViewPane, query: queries.Any) -> None:
        """Have the network asked, or show what is known already."""
        inspection = self._screen.tutor.desk.errands.inspect(self._run, query)
        self._asked[pane] = inspection
        if inspection.over:
            self.answer(inspection)
            return
        self._screen.tutor.wake()
        self._await()

    def follow(self, pane: ViewPane) -> None:
        """Say what keeps a pane from showing anything; ask again what others made obsolete."""
        self._say(self._problems.get(pane, ""))
        asked = self._asked.get(pane)
        if asked is not None and asked.superseded:
            self.ask(pane, asked.query)
        elif asked is not None:
            self._await()

    def answer(self, inspection: Inspection) -> None:
        """Show an answer, or why there is none, on the panes that asked for it."""
        for pane, asked in list(self._asked.items()):
            if asked is inspection:
                del self._asked[pane]
                self._problems[pane] = inspection.problem
                if inspection.data is not None:
                    pane.show(inspection.data)
                else:
                    pane.refuse(inspection.problem)
                if pane is self._seen():
                    self._say(inspection.problem)

    def _await(self) -> None:
        if self._timer is None:
            self._timer = self._screen.set_timer(_PATIENCE_SECONDS, self._tell_awaited)

    def _tell_awaited(self) -> None:
        """Say what an answer waits for, as long as it does."""
        self._timer = None
        pane = self._seen()
        asked = None if pane is None else self._asked.get(pane)
        if asked is None:
            return
        seconds = self._screen.tutor.desk.loading_seconds
        loading = seconds is not None and asked.loading
        self._say(f"Loading TensorFlow … {seconds:.0f} s" if loading else "Asking the network …")
        self._await()
