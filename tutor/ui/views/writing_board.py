"""What is seen of a text that a learner and a network write together."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from tutor.datasets.alphabet import OTHER
from tutor.lab.text.likely import bars
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.writing import figures, legend, paper
from tutor.ui.views.manuscript import Manuscript
from tutor.ui.widgets.rows import Rows

_BESIDE_FROM = 60
"""Columns from which on the bars stand beside the text."""
_BARS = 26
_COLD = ": the likeliest is taken"
"""What no draw changes; how likely it is, is told as at temperature 1."""
_UNKNOWN = 8
"""Characters that the alphabet lacks of which so many are told."""


class WritingBoard(Vertical):
    """The text beside its next character, what the shades mean, and the figures."""

    DEFAULT_CSS = """
    WritingBoard {
        .told { height: auto; text-style: bold; margin-bottom: 1; }
        #desk { height: 1fr; layout: horizontal; }
        #bars { width: 28; height: 1fr; margin-left: 2; }
        #legend { height: 1; margin-top: 1; }
        .figures { height: auto; }
        &.-slim #desk { layout: vertical; }
        &.-slim #bars { width: 1fr; height: 5; margin-left: 0; }
        &.-slim .told { margin-bottom: 0; max-height: 2; }
        &.-slim #legend { display: none; }
    }
    """

    def compose(self) -> ComposeResult:
        """All of it from the top."""
        yield Static("", classes="told", markup=False)
        with Container(id="desk"):
            yield Rows(id="paper")
            yield Rows(id="bars")
        yield Rows(id="legend")
        yield Static("", classes="figures", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Put the bars under the text where it is narrow."""
        self.set_class(event.size.width < _BESIDE_FROM, "-slim")

    def draw(self, script: Manuscript, back: int, hidden: int) -> None:
        """Show a text.

        Args:
            script: it.
            back: how many characters before the end the cursor stands.
            hidden: how many characters at the end are not shown yet.
        """
        marks = script.marks[: len(script.marks) - hidden]
        at = len(marks) - back
        sheet, beside, explained = self.query(Rows)
        rows, cursor = paper(marks, at, sheet.size.width - 1, sheet.way)
        sheet.show(rows)
        sheet.scroll_to(y=max(0, cursor + 2 - sheet.size.height), animate=False)
        likely, came = script.likely(at)
        cold = not script.temperature
        head: PlotRow = [(f"next, at temperature {script.temperature or 1:g}", "title")]
        room = (min(_BARS, beside.size.width), max(beside.size.height - 1, 0))
        beside.show([head, *bars(likely, room, beside.way, came=came, own=cold)])
        explained.show([legend(explained.size.width, explained.way)])
        answer = script.answer
        told = "" if answer is None else figures(marks, answer.val_loss, answer.bigram)
        self.query_one(".figures", Static).update(told)

    def say(self, script: Manuscript, *, typing: bool) -> None:
        """Tell what is set, and what could not be read."""
        drawn = f" · draw {script.draw}" if script.temperature else _COLD
        text = (
            f"Temperature {script.temperature:g}{drawn} · "
            f"{script.length} characters at a time{' · typing' if typing else ''}"
        )
        if script.unknown:
            unknown = " ".join(script.unknown[:_UNKNOWN])
            text = f"The network does not know {unknown} (it reads one sign for all of these)."
        elif script.answer is not None and not script.marks:
            text += ". Nothing is given: it begins after a line's end."
        elif any(mark.symbol == OTHER for mark in script.drawn):
            text = f"{OTHER} is what it writes for any sign that its alphabet lacks. {text}"
        self.query_one(".told", Static).update(text)
