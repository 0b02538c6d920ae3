"""Small questions over a screen: pick a value, choose what to do, read the keys."""

from __future__ import annotations

import time
from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tutor.lab.knobs import value_words
from tutor.lab.settings import Setting, SettingError, Value, parse
from tutor.ui.widgets.field import Field
from tutor.ui.widgets.marked_list import MarkedList

_HOW = "Enter sets it, Esc cancels."
_TYPING_SECONDS = 1.5
"""After so long without a key, the next one begins another value."""
LEAST_WIDTH, LEAST_HEIGHT = 38, 14
"""The smallest terminal, in cells, in which everything can be reached."""


class Ask(ModalScreen[str | None]):
    """A question with a few answers; gives back the key of the one chosen, None for Escape."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    def __init__(self, question: str, answers: Sequence[tuple[str, str]]) -> None:
        """Ask `question`.

        Args:
            question: in one or two sentences.
            answers: for each its letter, which also chooses it, and its text.
        """
        super().__init__()
        self._question = question
        self._answers = answers

    def compose(self) -> ComposeResult:
        """The question over its answers."""
        with Vertical(classes="dialog"):
            yield Static(self._question, id="question", markup=False)
            yield MarkedList(*self._options())

    def _options(self) -> list[Option]:
        return [
            Option(Content.assemble((f" {key} ", "bold $accent"), f" {text}"), id=key)
            for key, text in self._answers
        ]

    def ask(self, question: str, answers: Sequence[tuple[str, str]]) -> None:
        """Ask something else in the same place, the cursor on the same answer if it is there."""
        self._question, self._answers = question, answers
        self.query_one("#question", Static).update(question)
        choices = self.query_one(OptionList)
        at = choices.highlighted_option
        choices.set_options(self._options())
        letters = [letter for letter, _ in answers]
        choices.highlighted = letters.index(at.id) if at and at.id in letters else 0

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the answer back."""
        self.dismiss(event.option.id)

    def key_for(self, key: str) -> bool:
        """Whether a key chooses an answer."""
        return any(key == letter for letter, _ in self._answers)

    def on_key(self, event: Key) -> None:
        """A letter chooses at once."""
        if self.key_for(event.key):
            event.stop()
            self.dismiss(event.key)


class Pick(ModalScreen[Value | None]):
    """Choose a setting's value from its list, in which typing leads to values, or type one."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Cancel")]

    def __init__(self, setting: Setting, value: Value) -> None:
        """Offer the values of `setting`, beginning at `value`."""
        super().__init__()
        self._setting = setting
        self._value = value
        self._typed, self._typed_at = "", 0.0
        self._words = [value_words(setting.name, value) for value in setting.values or ()]

    def compose(self) -> ComposeResult:
        """A list, or a field to type in."""
        with Vertical(classes="dialog"):
            yield Static(f"{self._setting.title}: {self._setting.told()}", markup=False)
            yield Static(_HOW, id="how", classes="dim", markup=False)
            values = self._setting.values
            if values is None:
                yield Field(_typed(self._value), select_on_focus=True)
                yield Static("", id="refusal", markup=False)
            else:
                yield MarkedList(*map(Option, self._words))

    def on_mount(self) -> None:
        """Begin at the present value."""
        values = self._setting.values
        if values is not None and self._value in values:
            self.query_one(OptionList).highlighted = values.index(self._value)

    def on_key(self, event: Key) -> None:
        """In a list, what is typed leads to the value that is or begins so."""
        if self._setting.values is None:
            return
        letter = event.character if event.is_printable else None
        if letter is not None and letter.strip():
            event.stop()
            now = time.monotonic()
            before = self._typed if now - self._typed_at < _TYPING_SECONDS else ""
            self._typed_at = now
            self._type(before + letter.lower())
        elif event.key != "enter":
            self._type("")

    def _type(self, typed: str) -> None:
        """Lead to the value that is or begins so; where there is none, to no value."""
        self._typed = typed
        values = [word.lower() for word in self._words]
        fitting = [value for value in values if value.startswith(typed)]
        if typed:
            value = typed if typed in fitting else next(iter(fitting), None)
            choices = self.query_one(OptionList)
            choices.highlighted = None if value is None else values.index(value)
        told = "" if fitting else f"“{typed}” is not allowed: {self._setting.told()}."
        self.query_one("#how", Static).update(told or _HOW)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the value back."""
        self.dismiss((self._setting.values or [])[event.option_index])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the number back, or say why it cannot be."""
        try:
            _, value = parse(
                f"{self._setting.name}={event.value}", {self._setting.name: self._setting}
            )
        except SettingError as error:
            self.query_one("#refusal", Static).update(error.told)
            return
        self.dismiss(value)


def _typed(value: Value) -> str:
    """A value as it is typed, exactly and without a power of ten."""
    return f"{Decimal(repr(value)):f}" if isinstance(value, float) else str(value)


class TooSmall(ModalScreen[None]):
    """Stands over everything while the terminal is too small to be used."""

    CSS_PATH = "dialogs.tcss"

    def compose(self) -> ComposeResult:
        """What is needed."""
        yield Static(
            f"Please make this terminal larger: {LEAST_WIDTH}×{LEAST_HEIGHT} at least. "
            "Nothing is lost meanwhile.",
            markup=False,
        )


class Help(ModalScreen[None]):
    """The keys that work on the screen below."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter", "dismiss(None)", "Close")
    ]

    def __init__(self, title: str, keys: Sequence[tuple[str, str]], text: str) -> None:
        """Show `keys` (each with what it does) and a text about the screen."""
        super().__init__()
        self._title = title
        self._keys = keys
        self._text = text

    def compose(self) -> ComposeResult:
        """The text, then the keys."""
        width = max((len(key) for key, _ in self._keys), default=1)
        lines = [
            Content.assemble((f" {key:>{width}}  ", "bold $accent"), text)
            for key, text in self._keys
        ]
        with VerticalScroll(classes="dialog help"):
            yield Static(self._title, classes="title", markup=False)
            yield Static(self._text, markup=False)
            yield Static(Content("\n").join(lines), classes="keys")
            yield Static("Esc closes this.", classes="dim", markup=False)
