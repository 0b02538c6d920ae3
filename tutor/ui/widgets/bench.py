"""The bench: an experiment's three panes, read, build and results; tabs on narrow screens."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tutor.course.draft import Draft
from tutor.course.goal import in_words, parse
from tutor.course.lesson import Experiment, Placed, Step
from tutor.course.lesson import Prose as ProsePart
from tutor.datasets.registry import CARDS
from tutor.lab.settings import Settings
from tutor.ui.styles import sheet
from tutor.ui.widgets.builder import Builder
from tutor.ui.widgets.prose import Prose
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.results import Results
from tutor.ui.widgets.row_keys import RowKeys
from tutor.ui.words import plural

PANES = ("read", "build", "results")
WIDE_FROM = 120
"""Columns from which on all three stand side by side; the class `-wide` begins there too."""


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


class BuildTitle(Widget):
    """The number of parameters, and over the builder's columns what stands in them."""

    def __init__(self, parameters: int) -> None:
        """Begin with this many parameters."""
        super().__init__(id="build-title")
        self._parameters = parameters

    def show(self, parameters: int) -> None:
        """Show another number."""
        self._parameters = parameters
        self.refresh()

    def render(self) -> Content:
        """The number at the left, the columns' names at the right."""
        count = plural(self._parameters, "parameter")
        columns = f"{'shape':>8} {'params':>9} "
        return Content(f"{count}{columns:>{max(self.size.width - len(count), 0)}}")


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
        self, step: Step, experiment: Experiment, settings: Settings, cards: list[QuestionCard]
    ) -> None:
        """Lay out the step of an experiment.

        Args:
            step: whose prose is shown in the first pane.
            experiment: of the step.
            settings: to begin with.
            cards: the step's questions in order, the prediction last where there is one.
        """
        super().__init__()
        self.experiment = experiment
        self.pane = "read"
        self._step = step
        self._cards = cards
        self._draft = Draft(experiment, settings)

    @property
    def draft(self) -> Draft:
        """What is built so far."""
        return self._draft

    def compose(self) -> ComposeResult:
        """Tabs and the three panes."""
        with Horizontal(id="tabs"):
            for number, pane in enumerate(PANES, start=1):
                yield Tab(number, pane)
        with Horizontal(id="panes"):
            with VerticalScroll(id="read", can_focus=True):
                yield from self._reading()
            with Vertical(id="build"):
                yield BuildTitle(self._draft.network.parameters)
                yield Builder(self._draft, id="builder")
                yield Static("", id="build-note", markup=False)
                yield RowKeys()
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
        """The title follows the network; the message goes on to the screen."""
        self.query_one(BuildTitle).show(self._draft.network.parameters)
        self.note("")

    def on_builder_other_keys(self, event: Builder.OtherKeys) -> None:
        """The cursor is on another kind of row."""
        event.stop()
        self.query_one(RowKeys).show(event.kind)

    def on_builder_refused(self, event: Builder.Refused) -> None:
        """Say why an edit is not allowed."""
        event.stop()
        self.note(event.reason, refused=True)

    def note(self, text: str, *, refused: bool = False) -> None:
        """Show a line under the builder; in the colour of a warning where something is refused."""
        note = self.query_one("#build-note", Static)
        note.update(text)
        note.set_class(refused, "-refused")

    @property
    def results(self) -> Results:
        """The pane of results."""
        return self.query_one(Results)

    def _reading(self) -> ComposeResult:
        """The step's prose and questions, then the task with its goal and data."""
        cards = iter(self._cards)
        for part in self._step.parts:
            if isinstance(part, ProsePart):
                yield Prose(part.text)
            elif isinstance(part, Placed) and isinstance(part.content, Experiment):
                card = CARDS[self.experiment.dataset]
                goal = " and ".join(in_words(parse(text)) for text in self.experiment.goal)
                yield Prose(
                    f"**Goal:** {goal}.\n\n**Data:** {card.about} {card.train:,} to train, "
                    f"{card.validation:,} to validate, {card.test:,} kept for a last test."
                )
            else:
                yield next(cards)
        yield from cards
        yield Static(
            Content.assemble(
                "Next: ", ("2", "bold $accent"), " builds the network, ",
                ("t", "bold $accent"), " trains it.",
            ),
            classes="next",
        )  # fmt: skip
