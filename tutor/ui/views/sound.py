"""Utterances: what was said and heard, how it sounds and looks, and where mistakes lie."""

from __future__ import annotations

import textwrap
from typing import ClassVar, cast

import msgspec
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from tutor.lab.listening import Listening
from tutor.lab.sound import Player, SoundError
from tutor.lab.text.formants import chart, finding
from tutor.lab.text.utterance import headline, heard, insets, pictures
from tutor.lab.views.sound import Sounds, Utterance
from tutor.ui.styles import sheet
from tutor.ui.views.base import Viewed, ViewPane
from tutor.ui.widgets.rows import Rows

_BOTH_FROM = 130
"""Columns from which utterance and chart stand beside each other."""
_HEARD, _NARROW_HEARD = 32, 18
_NARROW = 60
"""Columns below which the list of vowels is short."""
_LEAST_CHART = 60
_CHECK_SECONDS = 0.6
"""After which a program that cannot play has given up."""


class SoundPane(ViewPane):
    """One utterance, and the chart of all."""

    can_focus = True
    HELP = "In the chart a→b is an a that was heard as b; brackets mark the one you listen to."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right,down,j",
            "move(1)",
            "Next",
            show=False,
            key_display="←→",
            tooltip="The utterance before, or the next one",
        ),
        Binding("left,up,k", "move(-1)", "Before", show=False),
        Binding("n", "mistake(1)", "Mistake", key_display="n/N"),
        Binding("N", "mistake(-1)", "Mistake before", show=False),
        Binding("c", "chart", "Chart"),
        Binding(
            "g",
            "group",
            "One group of speakers",
            show=False,
            tooltip="One group of speakers alone on the chart",
        ),
        Binding("p", "play", "Play"),
        Binding("w", "save", "Save"),
    ]
    DEFAULT_CSS = sheet(__file__)

    def __init__(self, viewed: Viewed) -> None:
        """Nothing is known yet."""
        super().__init__(viewed)
        self._listening = Listening()
        self._player = Player()
        self._charted = False
        self._waiting: int | None = None

    def compose(self) -> ComposeResult:
        """Two sentences, then the utterance and the chart."""
        yield Static("", classes="headline", markup=False)
        with Horizontal():
            for name in ("pictures", "heard", "chart"):
                yield Rows(id=name)
        yield Static("", classes="note", markup=False)

    def begin(self) -> None:
        """Ask for the validation set."""
        self._want()

    def show(self, data: msgspec.Struct) -> None:
        """Take in the set, or an utterance."""
        self._listening.take(cast("Sounds | Utterance", data))
        self._draw()

    def refuse(self, problem: str) -> None:
        """Another key asks again."""
        self._waiting = None

    def on_resize(self, event: events.Resize) -> None:
        """Draw in the new size."""
        self.set_class(event.size.width < _NARROW, "-narrow")
        self.refresh_bindings()
        self._draw()

    def on_hide(self, event: events.Hide) -> None:
        """Nobody looks: be quiet."""
        self._player.stop()

    def on_unmount(self, event: events.Unmount) -> None:
        """Be quiet."""
        self._player.stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The chart is turned to only where it has no place of its own."""
        return not (action == "chart" and self.size.width >= _BOTH_FROM)

    def action_move(self, step: int) -> None:
        """Go to another utterance."""
        self._listening.move(step)
        self._draw()

    def action_mistake(self, step: int) -> None:
        """Go to another mistake."""
        self._listening.move(step, mistakes=True)
        self._draw()

    def action_chart(self) -> None:
        """Turn to the chart, or back to the utterance."""
        self._charted = not self._charted
        self._draw()

    def action_group(self) -> None:
        """Look at one group of speakers, or at all."""
        self._listening.turn_group()
        self._draw()

    def action_save(self) -> None:
        """Save the sound."""
        self._listening.save()
        self._draw()

    def action_play(self) -> None:
        """Play the sound where the machine can; else say why not."""
        sound = self._listening.sound()
        if sound is None:
            return
        try:
            self._player.play(sound)
            self._listening.note = "Playing."
            self.set_timer(max(_CHECK_SECONDS, sound.seconds + 0.2), self._played)
        except SoundError as error:
            self._listening.note = str(error)
        self._draw()

    def _played(self) -> None:
        self._listening.note = self._player.problem
        self._draw()

    def _want(self) -> None:
        """Ask for what is wanted; a newer question makes an older one obsolete."""
        query = self._listening.wanted()
        number = getattr(query, "index", -1)
        if query is not None and number != self._waiting:
            self._waiting = number
            self.ask(query)

    def _tell(self, name: str, text: str) -> int:
        """Show a sentence in as many lines as it needs; how many they are."""
        place = self.query_one(f".{name}", Static)
        lines = len(textwrap.wrap(text, max(self.size.width, 1))) or 1
        place.styles.height = lines
        place.update(text)
        return lines

    def _draw(self) -> None:
        self._want()
        listening, width = self._listening, self.size.width
        if listening.sounds is None or not self.size:
            return
        narrow = width < _NARROW
        lines = self._tell("headline", headline(listening)) + (0 if narrow else 1)
        lines += self._tell("note", listening.note or finding(listening, short=narrow))
        height = max(self.size.height - lines, 1)
        both, beside = width >= _BOTH_FROM, _NARROW_HEARD if narrow else _HEARD
        charted, uttered = both or self._charted, both or not self._charted
        places = {name: self.query_one(f"#{name}", Rows) for name in ("pictures", "heard", "chart")}
        way = places["chart"].way
        wide = max(width - beside - (_LEAST_CHART + (width - _BOTH_FROM) // 2 if both else 0), 10)
        sizes = {
            "pictures": wide if uttered else 0,
            "heard": beside if uttered else 0,
            "chart": (width - wide - beside - 3 if both else width) if charted else 0,
        }
        for name, columns in sizes.items():
            places[name].display = columns > 0
            places[name].styles.width = columns
        if charted:
            places["chart"].show(chart(listening, sizes["chart"], height, way))
        if uttered and listening.utterance is not None:
            places["pictures"].show(pictures(listening.utterance, wide - 1, height, way))
            places["heard"].show(heard(listening, beside, way))
        shown = listening.utterance if uttered else None
        self.lay(places["pictures"], insets(shown, wide - 1, height) if shown else ())
