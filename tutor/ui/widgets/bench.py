"""The bench: an experiment's three panes, read, build and results; tabs on narrow screens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from tutor.course.draft import Draft
from tutor.course.goal_words import sentence
from tutor.course.lesson import Experiment, Placed, Step
from tutor.course.lesson import Prose as ProsePart
from tutor.datasets.registry import CARDS
from tutor.lab.settings import Settings, Value
from tutor.lab.text.sets import held
from tutor.lab.text.width import cut
from tutor.ui.breakpoints import WIDE_FROM
from tutor.ui.styles import sheet
from tutor.ui.widgets.builder import Builder
from tutor.ui.widgets.prose import Prose, escaped
from tutor.ui.widgets.question import QuestionCard
from tutor.ui.widgets.results import Results
from tutor.ui.widgets.row_keys import RowKeys
from tutor.ui.words import plural

PANES = ("read", "build", "results")
_NAME_WIDTH = 12
"""Cells that the name of own data needs; where there are fewer, it takes those of the columns."""


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
    """The number of parameters, own data in use, and the names of the builder's columns."""

    def __init__(self, parameters: int) -> None:
        """Begin with this many parameters."""
        super().__init__(id="build-title")
        self._parameters = parameters
        self._data = ""

    def show(self, parameters: int, data: str = "") -> None:
        """Show another number, and the name of the learner's own data where they are in use."""
        self._parameters = parameters
        self._data = data
        self.refresh()

    def render(self) -> Content:
        """The number and the data at the left, the columns' names at the right."""
        count = plural(self._parameters, "parameter")
        columns = f"{'shape':>8} {'params':>9} "
        if self._data:
            free = self.size.width - len(count) - 3
            room = free - len(columns.lstrip()) - 1
            if room < _NAME_WIDTH:
                room, columns = free, ""
            count = f"{count} · {cut(self._data, max(room, 0))}"
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
        self._draft = self._on_lesson_data = Draft(experiment, settings)
        self._hidden = ""

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
        self.query_one(Builder).show(self._draft)
        self._title()
        self._data()
        self.note("")

    def _title(self) -> None:
        own = self._draft.own
        title = "" if own is None else own.title
        self.query_one(BuildTitle).show(self._draft.network.parameters, title)

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
        self._title()
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
        """Title and data follow the settings; the message goes on to the screen."""
        self._title()
        self._data()
        self.note("")

    def on_builder_hidden(self, event: Builder.Hidden) -> None:
        """The marked row has no room for its shape: it stands below, where nothing else does."""
        event.stop()
        self._hidden = event.text
        self.note("")

    def on_builder_other_keys(self, event: Builder.OtherKeys) -> None:
        """The cursor is on another kind of row."""
        event.stop()
        self.query_one(RowKeys).show(event.kind, typed=event.typed)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _focus_moved(self) -> None:
        """The keys of the builder's rows do something only while it has the focus."""
        for keys in self.query(RowKeys):
            keys.leave(not self.query_one(Builder).has_focus)

    def on_builder_refused(self, event: Builder.Refused) -> None:
        """Say why an edit is not allowed."""
        event.stop()
        self.note(event.reason, refused=True)

    def reached(self) -> None:
        """The goal is reached: the first pane needs no more to say how to begin."""
        for said in self.query("#read .next"):
            said.display = False

    def note(self, text: str, *, refused: bool = False) -> None:
        """Show a line under the builder; in the colour of a warning where something is refused.

        Without one, what the marked row has no room for stands there.
        """
        note = self.query_one("#build-note", Static)
        note.update(text or self._hidden)
        note.set_class(refused, "-refused")

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
        yield Static(
            Content.assemble(
                "Next: ", ("2", "bold $accent"), " builds the network, ",
                ("t", "bold $accent"), " trains it.",
            ),
            classes="next",
        )  # fmt: skip
