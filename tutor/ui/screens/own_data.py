"""The dialog in which a learner names data of their own, sees what they are, and takes them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar, Literal, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.suggester import Suggester
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tutor.datasets.registry import Card
from tutor.lab.client import WorkerError
from tutor.lab.survey import Survey
from tutor.ui.messages import SurveyChanged
from tutor.ui.widgets.field import Field
from tutor.ui.widgets.marked_list import MarkedList
from tutor.ui.words import plural

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp

BACK: Literal["lesson"] = "lesson"
"""The answer of who goes back to the lesson's data."""

_MOST_LABELS = 10
_MOST_ENTRIES = 5_000


class OwnData(ModalScreen[Card | Literal["lesson"] | None]):
    """Gives back the card of the data to use, `BACK` for the lesson's, None where all stays."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialogs.tcss", "own_data.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel"),
        Binding("down", "answers", "Answers", show=False),
        Binding("pageup", "scroll(-1)", "Up", show=False),
        Binding("pagedown", "scroll(1)", "Down", show=False),
    ]

    def __init__(self, forms: str, misfit: Callable[[Card], str], own: Card | None) -> None:
        """Ask for a path.

        Args:
            forms: of the data that can be used, for people.
            misfit: why data with a card can't be used; empty where they can.
            own: the card of the learner's data that are in use; None where they are the lesson's.
        """
        super().__init__()
        self._forms = forms
        self._misfit = misfit
        self._own = own
        self._survey: Survey | None = None
        self._found: Card | None = None

    def compose(self) -> ComposeResult:
        """What is wanted, the field, what was found, the answers."""
        path = "" if self._own is None else str(self._own.options["path"])
        with Vertical(classes="dialog"):
            yield Static("Own data", classes="title", markup=False)
            with VerticalScroll(id="found", can_focus=False):
                yield Static(self._intro(), id="state", markup=False)
            yield Field(path, placeholder="path of a file or folder", suggester=Names())
            yield MarkedList(id="answers")
            yield Static("", id="hint", classes="dim", markup=False)

    def on_mount(self) -> None:
        """Begin in the field."""
        self._offer()
        self.query_one(Input).focus()

    def on_input_changed(self) -> None:
        """What was found belongs to another path."""
        if self._found is not None:
            self._found = None
            self._offer()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Have the worker look at the path; a second Enter takes what it found."""
        if self._found is not None:
            self.dismiss(self._found)
            return
        path = event.value.strip()
        if not path:
            return
        tutor = cast("TutorApp", self.app)
        try:
            self._survey = tutor.desk.errands.look_at(_absolute(path))
        except (WorkerError, OSError) as error:
            self._say(str(error), refused=True)
            return
        tutor.wake()
        self._show(self._survey)

    def on_survey_changed(self, event: SurveyChanged) -> None:
        """Show how far the look is."""
        if event.survey is self._survey:
            self._show(event.survey)

    def action_answers(self) -> None:
        """From the field down to the answers."""
        answers = self.query_one(OptionList)
        if answers.option_count:
            answers.highlighted = 0
            answers.focus()

    def action_scroll(self, direction: int) -> None:
        """Scroll what was found, where it is longer than its room."""
        self.query_one("#found", VerticalScroll).scroll_relative(y=5 * direction, animate=False)

    @on(OptionList.OptionSelected)
    def _answered(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(BACK if event.option.id == BACK else self._found)

    def _show(self, survey: Survey) -> None:
        if not survey.over:
            doing = "Starting the training process" if survey.loading else "Reading"
            self._say(f"{doing} … {time.monotonic() - survey.started:.0f} s")
            return
        reason = survey.problem if survey.card is None else self._misfit(survey.card)
        if reason or survey.card is None:
            self._say(reason, refused=True)
            return
        self._found = survey.card
        self._say(described(survey.card))
        self._offer()

    def _offer(self) -> None:
        """The answers that there are now."""
        answers = self.query_one(OptionList)
        options = [Option("Use these data", id="use")] if self._found is not None else []
        if self._own is not None:
            options.append(Option("Back to the lesson's data", id=BACK))
        answers.set_options(options)
        answers.display = bool(options)
        enter = "uses them" if self._found is not None else "looks at it"
        more = "↓ answers, " if options else "→ completes, "
        self.query_one("#hint", Static).update(f"Enter {enter}, {more}Esc cancels.")

    def _say(self, text: str, *, refused: bool = False) -> None:
        state = self.query_one("#state", Static)
        state.update(text)
        state.set_class(refused, "-refused")

    def _intro(self) -> str:
        if self._own is not None:
            return f"In use:\n{described(self._own)}"
        return f"Train this network on data of your own: {self._forms}."


def _absolute(path: str) -> str:
    """The path from the root, since the worker runs in another folder.

    Raises:
        OSError: the folder that this program runs in is gone.
    """
    return os.path.abspath(os.path.expanduser(path))  # noqa: PTH100, PTH111  pathlib raises more


def described(card: Card) -> str:
    """The learner's data in a few lines: what, sizes, classes, what was changed or left out."""
    sizes = f"{card.train:,} to train, {card.validation:,} to validate, {card.test:,} to test."
    each = "×".join(map(str, card.sizes()))
    lines = [card.about.removeprefix("Your own "), f"{sizes} Each: {card.kind}, {each}."]
    if card.labels:
        more = len(card.labels) - _MOST_LABELS
        named = ", ".join(card.labels[:_MOST_LABELS])
        lines.append(f"Classes: {named}" + (f" and {plural(more, 'other')}." if more > 0 else "."))
    text = "\n".join([line[:1].upper() + line[1:] for line in lines] + [card.made])
    return text.strip()


class Names(Suggester):
    """Completes a path by the first name in its folder that begins so; folders end in a slash."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The whole path, or None where nothing begins so."""
        return completed(value)


def completed(value: str) -> str | None:
    """`value` completed by the first name that begins so; None where there is none."""
    _folder, _slash, start = value.rpartition("/")
    if not start:
        return None
    place = Path(os.path.expanduser(value[: len(value) - len(start)] or "."))  # noqa: PTH111
    best = None
    try:
        with os.scandir(place) as entries:
            for number, entry in enumerate(entries):
                if number > _MOST_ENTRIES:
                    break
                if entry.name.startswith(start) and (best is None or entry.name < best.name):
                    best = entry
        if best is None or not best.name.isprintable():
            return None
        return value[: len(value) - len(start)] + best.name + ("/" if best.is_dir() else "")
    except (OSError, ValueError):
        return None
