"""The bench: an experiment's three panes, read, build and results; tabs on narrow screens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tutor.course.draft import Draft
from tutor.course.goal_words import sentence
from tutor.course.lesson import Experiment, Placed, Step
from tutor.course.lesson import Prose as ProsePart
from tutor.datasets.registry import CARDS
from tutor.lab.settings import Settings, Value
from tutor.lab.text.sets import held
from tutor.ui.breakpoints import WIDE_FROM
from tutor.ui.styles import sheet
from tutor.ui.widgets.build_pane import BuildPane
from tutor.ui.widgets.pane import Pane
from tutor.ui.widgets.prose import Prose, escaped
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.results import Results

PANES = ("read", "build", "results")


class Tab(Static):
    """The name of a pane, to be clicked."""

    class Chosen(Message):
        """The learner wants this pane."""

        def __init__(self, pane: str) -> None:
            self.pane = pane
            super().__init__()

    def __init__(self, number: int, pane: str) -> None:
        """The tab of `pane`, reached by the digit `number`."""
        super().__init__(f"{number} {pane.capitalize()}", id=f"tab-{pane}")
        self._pane = pane

    def on_click(self, event: events.Click) -> None:
        """Ask for the pane."""
        event.stop()
        self.post_message(self.Chosen(self._pane))


class Bench(Vertical):
    """One experiment.

    Attributes:
        experiment: what is tried.
        pane: the pane in front where there is room for one only.
    """

    DEFAULT_CSS = sheet(__file__)
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "pane('read')", "Read", show=False),
        Binding("2", "pane('build')", "Build", show=False),
        Binding("3", "pane('results')", "Results", show=False),
    ]

    def __init__(
        self,
        step: Step,
        experiment: Experiment,
        settings: Settings,
        prose: list[Prose],
        cards: list[QuestionCard],
    ) -> None:
        """Lay out the step of an experiment.

        Args:
            step: what stands in the first pane, in order.
            experiment: of the step.
            settings: to begin with.
            prose: the step's texts in order.
            cards: the step's questions in order, the prediction last where there is one.
        """
        super().__init__()
        self.experiment = experiment
        self.pane = "read"
        self._step = step
        self._prose = prose
        self._cards = cards
        self._typing = False
        self._draft = self._on_lesson_data = Draft(experiment, settings)

    @property
    def draft(self) -> Draft:
        """What is built so far."""
        return self._draft

    def use(self, draft: Draft | None) -> None:
        """Go on with a draft on the learner's own data, or back to the one on the lesson's."""
        self._draft = self._on_lesson_data if draft is None else draft
        if self.is_mounted:
            self._show_draft()

    def adopt(self, change: Mapping[str, Value]) -> None:
        """Build what a remedy asks for.

        Raises:
            SettingError: it is not allowed.
        """
        self._draft.adopt(change)
        self._show_draft()

    def _show_draft(self) -> None:
        self.query_one(BuildPane).show(self._draft)
        self._data()

    def _data(self) -> None:
        """Tell the data in use, and how many of them the settings leave."""
        said, shown = self._data_line(), self.query_one(".data", Prose)
        if said != shown.source:
            shown.update(said)

    def compose(self) -> ComposeResult:
        """Tabs and the three panes."""
        with Horizontal(id="tabs"):
            for number, pane in enumerate(PANES, start=1):
                yield Tab(number, pane)
        with Horizontal(id="panes"):
            with Pane(id="read", can_focus=True):
                yield from self._reading()
            yield BuildPane(self._draft)
            yield Results(id="results", again="2 changes the network, t trains it again.")

    def on_mount(self) -> None:
        """Begin with reading."""
        self.action_pane("read", focus=False)

    def action_pane(self, pane: str, *, focus: bool = True) -> None:
        """Bring a pane to the front and put the focus into it."""
        self.pane = pane
        for name in PANES:
            self.query_one(f"#tab-{name}").set_class(name == pane, "-front")
        self._arrange()
        if focus:
            target = "#builder" if pane == "build" else f"#{pane}"
            # At once: the next key may already be waiting, and belongs to this pane.
            self.screen.set_focus(self.query_one(target))

    def on_resize(self) -> None:
        """Panes stand side by side where there is room."""
        self._arrange()

    def _arrange(self) -> None:
        """Show the pane in front, or all of them on a wide screen.

        Set on the panes themselves: a class would have everything in them styled anew.
        """
        wide = self.app.size.width >= WIDE_FROM
        for name in PANES:
            pane = self.query_one(f"#{name}")
            shown = wide or name == self.pane
            if pane.display != shown:
                pane.display = shown

    def on_tab_chosen(self, event: Tab.Chosen) -> None:
        """A tab was clicked."""
        event.stop()
        self.action_pane(event.pane)

    def on_builder_changed(self) -> None:
        """The data line follows the settings; the message goes on to the screen."""
        self._data()

    def note(self, text: str, *, refused: bool = False) -> None:
        """Show a line under the builder, as `BuildPane.note` does."""
        self.query_one(BuildPane).note(text, refused=refused)

    def reached(self) -> None:
        """The goal is reached: the first pane needs no more to say how to begin."""
        for said in self.query("#read .next"):
            said.display = False

    def lead(self, *, typing: bool) -> None:
        """Say how to begin: from a field to type in, where keys are text, Esc comes first."""
        if typing != self._typing:
            self._typing = typing
            for said in self.query("#read .next").results(Static):
                said.update(_next_words(typing=typing))

    @property
    def results(self) -> Results:
        """The pane of results."""
        return self.query_one(Results)

    def _data_line(self) -> str:
        """The goal and the data in use, as Markdown."""
        own = self._draft.own
        card = CARDS[self.experiment.dataset] if own is None else own
        about = card.about if own is None else f"your own, {escaped(own.source)}."
        made = "" if own is None else f" {escaped(own.made)}"
        goal = sentence(self.experiment.goal)
        sizes = held(card, "kept for a last test", self._draft.settings)
        sizes = f"{sizes[:1].upper()}{sizes[1:]}."
        return f"**Goal:** {goal}.\n\n**Data:** {about} {sizes}{made}"

    def _reading(self) -> ComposeResult:
        """The step's prose and questions, then the task with its goal and data."""
        texts, cards = iter(self._prose), iter(self._cards)
        for part in self._step.parts:
            if isinstance(part, ProsePart):
                yield next(texts)
            elif isinstance(part, Placed) and isinstance(part.content, Experiment):
                yield Prose(self._data_line(), classes="data")
            else:
                yield next(cards)
        yield from cards
        yield Static(_next_words(typing=False), classes="next")


def _next_words(*, typing: bool) -> Content:
    """Which keys build and train."""
    first = Content.assemble(("Esc", "bold $accent"), ", then ") if typing else ""
    return Content.assemble(
        "Next: ", first, ("2", "bold $accent"), " builds the network, ", ("t", "bold $accent"),
        " trains it.",
    )  # fmt: skip
