"""Look: what the network of a run does, one view at a time."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Static

from tutor.lab.events import ViewReady
from tutor.lab.run import Order, Run
from tutor.lab.tasks import headline
from tutor.lab.text.stack import stack
from tutor.lab.trial import Trial
from tutor.lab.views.catalog import View
from tutor.ui.inquiry import Inquiry
from tutor.ui.messages import TrialChanged, ViewChanged
from tutor.ui.screens.base import TutorScreen
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.views.panes import PANES, offered
from tutor.ui.widgets.keybar import KeyBar
from tutor.ui.widgets.view_names import ViewNames

_HELP = (
    "Each number is another view of what this run's network does. All is computed from the saved "
    "network, on any later day too; what can be seen live is shown while it trains."
)


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
        self._viewed = Viewed(run, order, self._worths)
        self._named = named
        self._views = offered(self._viewed, named)
        self._at = 0
        self._panes: dict[str, ViewPane] = {}
        self._training: Trial | None = None
        self._inquiry = Inquiry(self, run, lambda: self._seen, self._say)

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
        yield ViewNames()
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
        elif self._training is not None:
            self._say("This run is still being trained. Look again (v) once it has ended.")
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
        return self._inquiry.awaiting

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether there is another view to go to."""
        if action == "turn":
            return len(self._views) > 1
        return super().check_action(action, parameters)

    async def action_turn(self, step: int) -> None:
        """Go to another view."""
        if self._views:
            await self.action_view((self._at + step) % len(self._views))

    async def action_view(self, number: int) -> None:
        """Go to the view of this number, from 0."""
        if number >= len(self._views):
            return
        self._at = number
        self.query_one(ViewNames).show(self._views, self._at)
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
        self._inquiry.follow(self._panes[name])

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
        self.query_one(ViewNames).show(self._views, self._at)
        self.refresh_bindings()
        for pane in self._panes.values():
            pane.begin()

    def action_leave(self) -> None:
        """Go back to the run."""
        self.dismiss()

    @on(ViewPane.Ask)
    def _ask(self, event: ViewPane.Ask) -> None:
        self._inquiry.ask(event.pane, event.query)

    def on_view_changed(self, event: ViewChanged) -> None:
        """The network has answered."""
        self._inquiry.answer(event.inspection)

    def _worths(self) -> dict[str, float]:
        """How well the runs of the lesson did, by their ids."""
        lesson = self._viewed.order.lesson
        kept = self.tutor.session.keep(lambda progress: progress.runs.results(lesson), [])
        figures = ((row.run, headline(row.metrics)) for row in kept)
        return {run: figure.worth for run, figure in figures if figure is not None}

    @property
    def _seen(self) -> ViewPane | None:
        """The pane that is seen."""
        return self._panes.get(self._views[self._at].name) if self._views else None

    def _say(self, text: str) -> None:
        place = self.query_one("#awaited", Static)
        place.update(text)
        place.display = bool(text)
