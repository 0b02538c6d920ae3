"""The key phrases of what the learner types, while it is typed."""

from __future__ import annotations

from typing import cast

import msgspec

from tutor.lab.text import phrases as drawing
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.sentiment import counted
from tutor.lab.views import queries
from tutor.lab.views.phrases import Phrases, PhrasesQuery
from tutor.ui.views.base import Viewed
from tutor.ui.views.typed import TextPane
from tutor.ui.widgets.rows import Rows


class PhrasesPane(TextPane):
    """A text with its key phrases marked, and how sure the network is of each."""

    PLACEHOLDER = "Type or paste any text, such as: The crater often fills with rain."

    def __init__(self, viewed: Viewed) -> None:
        """Nothing has been read yet."""
        super().__init__(viewed)
        self._told: Phrases | None = None

    def begin(self) -> None:
        """Read the first validation sentence."""
        self.show_example(0)

    def question(self, text: str) -> queries.Any:
        """Its phrases."""
        return PhrasesQuery(text=text)

    def show_example(self, number: int) -> None:
        """A sentence of the validation set."""
        self.ask(PhrasesQuery(example=number))

    def show(self, data: msgspec.Struct) -> None:
        """Show the phrases of a text."""
        self._told = cast("Phrases", data)
        if self._told.true is not None:
            self.put(self._told.text)
        self.draw()

    def drawn(self, width: int) -> tuple[str, list[PlotRow]]:
        """How many phrases there are; the text and all else below."""
        told = self._told
        if told is None:
            return "", []
        count = len(told.found)
        sentence = f"{count} key phrase{'' if count == 1 else 's'} in {counted(told.words)}"
        if told.true is not None:
            sentence += ". A validation sentence, on a subject that it never saw."
        return sentence, drawing.rows(told, width, self.query_one(Rows).way)
