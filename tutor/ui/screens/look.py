"""Look: what the network of a run does, one view at a time."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from tutor.lab.events import ViewReady
from tutor.lab.inspection import Inspection
from tutor.lab.run import Order, Run
from tutor.lab.text.stack import stack
from tutor.lab.trial import Trial
from tutor.lab.views import queries
from tutor.lab.views.catalog import View
from tutor.ui.messages import TrialChanged, ViewChanged
from tutor.ui.screens.base import TutorScreen
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.views.panes import PANES, offered
from tutor.ui.widgets.keybar import KeyBar

_HELP = (
    "Each number is another view of what this run's network does. All is computed from the saved "
    "network, on any later day too; what can be seen live is shown while it trains."
)
_PATIENCE_SECONDS = 0.3
"""How long an answer may take before it is said that it is awaited."""


class LookScreen(TutorScreen):
    """The views of one run; the first one is asked for at once."""

    CSS_PATH = "look.tcss"
    HELP_TITLE = "A look inside"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "turn(1)", "Next view", tooltip="The next view; V goes to the one before"),
        Binding("V", "turn(-1)", "View before", show=False),
        *(Binding(str(n), f"view({n - 1})", f"View {n}", show=False) for n in range(1, 10)),
        Binding("escape,b", "leave", "Back", key_display="Esc"),
    ]

    def __init__(self, run: Run, order: Order, named: list[str]) -> None:
        """Look at a run.

        Args:
            run: its folder.
            order: what was asked for.
            named: the views that its lesson names; they come first.
        """
        super().__init__()
        self._viewed = Viewed(run, order)
        self._named = named
        self._views = offered(self._viewed, named)
        self._at = 0
        self._panes: dict[str, ViewPane] = {}
        self._training: Trial | None = None
        self._asked: dict[ViewPane, Inspection] = {}
        self._problems: dict[ViewPane, str] = {}
        self._timer: Timer | None = None

    def about(self) -> str:
        """Of the view that is seen, then of all."""
        if not self._views:
            return _HELP
        view, pane = self._views[self._at], self._seen
        told = f"{view.title}: {view.about}."
        return " ".join(filter(None, (told, pane.HELP if pane else "", _HELP)))

    def compose(self) -> ComposeResult:
        """A head line, the names of the views, the view, a line for what is awaited, the keys."""
        yield Static("", id="head", markup=False)
        yield Static("", id="views")
        yield Container(id="view")
        yield Static("", id="awaited", markup=False)
        yield KeyBar()

    async def on_mount(self) -> None:
        """Open the first view."""
        trial = self.tutor.desk.following(self._viewed.run)
        if trial is not None and not trial.over:
            self._training = trial
            self._views = [view for view in self._views if view.live]
        order = self._viewed.order
        title = self.tutor.session.title(order.lesson)
        self.query_one("#head", Static).update(
            f" {title} · {stack(order.network)} · seed {order.seed}"
        )
        if self._views:
            await self.action_view(0)
        else:
            self._say("There is nothing to look at in this kind of run but its curves.")

    @property
    def views(self) -> list[View]:
        """The views that are offered, in the order of their numbers."""
        return list(self._views)

    @property
    def seen(self) -> View | None:
        """The view that is seen."""
        return self._views[self._at] if self._views else None

    @property
    def awaiting(self) -> bool:
        """Whether the view that is seen waits for an answer."""
        return self._seen is not None and self._seen in self._asked

    async def action_turn(self, step: int) -> None:
        """Go to another view."""
        if self._views:
            await self.action_view((self._at + step) % len(self._views))

    async def action_view(self, number: int) -> None:
        """Go to the view of this number, from 0."""
        if number >= len(self._views):
            return
        self._at = number
        self._name_views()
        name = self._views[number].name
        if name not in self._panes:
            pane = self._panes[name] = PANES[name](self._viewed)
            await self.query_one("#view").mount(pane)
            if self._training is None:
                pane.begin()
            else:
                pane.follow(self._training, pictured=True)
        for other, pane in self._panes.items():
            pane.display = other == name
        self.set_focus(None)
        if self._panes[name].can_focus:
            self._panes[name].focus()
        else:
            self.focus_next("ViewPane *")
        self._follow(self._panes[name])

    def _follow(self, pane: ViewPane) -> None:
        """Say what keeps a pane from showing anything; ask again what others made obsolete."""
        self._say(self._problems.get(pane, ""))
        asked = self._asked.get(pane)
        if asked is not None and asked.superseded:
            self._have_asked(pane, asked.query)
        elif asked is not None:
            self._await()

    def shows(self, trial: Trial) -> bool:
        """Whether it is this run's."""
        return trial is self._training

    def on_trial_changed(self, event: TrialChanged) -> None:
        """Follow a run that still trains; once it has ended, every view can be had."""
        trial = event.trial
        if self._training is None or trial is not self._training:
            return
        pictured = any(isinstance(one, ViewReady) for one in event.news)
        for pane in self._panes.values():
            pane.follow(trial, pictured=pictured)
        if trial.over:
            self._ended()

    def _ended(self) -> None:
        """Offer every view, and ask the network that was kept."""
        seen = self._views[self._at].name if self._views else ""
        self._training = None
        self._views = offered(self._viewed, self._named)
        names = [view.name for view in self._views]
        self._at = names.index(seen) if seen in names else 0
        self._name_views()
        for pane in self._panes.values():
            pane.begin()

    def action_leave(self) -> None:
        """Go back to the run."""
        self.dismiss()

    def on_resize(self) -> None:
        """The names of the views are as long as there is room."""
        self._name_views()

    @on(ViewPane.Ask)
    def _ask(self, event: ViewPane.Ask) -> None:
        self._have_asked(event.pane, event.query)

    def _have_asked(self, pane: ViewPane, query: queries.Any) -> None:
        """Have the network asked, or show what is known already."""
        inspection = self.tutor.desk.inspect(self._viewed.run, query)
        self._asked[pane] = inspection
        if inspection.over:
            self._answer(inspection)
            return
        self.tutor.wake()
        self._await()

    def on_view_changed(self, event: ViewChanged) -> None:
        """The network has answered."""
        self._answer(event.inspection)

    @property
    def _seen(self) -> ViewPane | None:
        """The pane that is seen."""
        return self._panes.get(self._views[self._at].name) if self._views else None

    def _answer(self, inspection: Inspection) -> None:
        for pane, asked in list(self._asked.items()):
            if asked is inspection:
                del self._asked[pane]
                self._problems[pane] = inspection.problem
                if inspection.data is not None:
                    pane.show(inspection.data)
                else:
                    pane.refuse(inspection.problem)
                if pane is self._seen:
                    self._say(inspection.problem)

    def _await(self) -> None:
        if self._timer is None:
            self._timer = self.set_timer(_PATIENCE_SECONDS, self._tell_awaited)

    def _tell_awaited(self) -> None:
        """Say what an answer waits for, as long as it does."""
        self._timer = None
        pane = self._seen
        asked = None if pane is None else self._asked.get(pane)
        if asked is None:
            return
        seconds = self.tutor.desk.loading_seconds
        loading = seconds is not None and asked.loading
        self._say(f"Loading TensorFlow … {seconds:.0f} s" if loading else "Asking the network …")
        self._await()

    def _say(self, text: str) -> None:
        place = self.query_one("#awaited", Static)
        place.update(text)
        place.display = bool(text)

    def _name_views(self) -> None:
        """The views with their numbers, the one seen marked; it alone where narrow."""
        whole = sum(len(view.title) + 4 for view in self._views) <= self.size.width
        parts: list[Content] = []
        for number, view in enumerate(self._views):
            seen = number == self._at
            if not (whole or seen):
                continue
            label = f" {number + 1} {view.title} "
            parts.append(
                Content.styled(label, "bold reverse $primary" if seen else "$foreground 70%")
            )
        if not whole:
            parts.append(Content(f" of {len(self._views)}"))
        self.query_one("#views", Static).update(Content(" ").join(parts))
