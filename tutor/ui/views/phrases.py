"""The key phrases of what the learner types, while it is typed."""

from __future__ import annotations

from tutor.lab.text import phrases as drawing
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.sentiment import counted
from tutor.lab.views import queries
from tutor.lab.views.phrases import Phrases, PhrasesQuery
from tutor.ui.views.typed import TextPane
from tutor.ui.widgets.rows import Rows


class PhrasesPane(TextPane[Phrases]):
    """A text with its key phrases marked, and how sure the network is of each."""

    PLACEHOLDER = "Type or paste any text, such as: The crater often fills with rain."

    def question(self, text: str) -> queries.Any:
        """Its phrases."""
        return PhrasesQuery(text=text)

    def show_example(self, number: int) -> None:
        """A sentence of the validation set."""
        self.ask(PhrasesQuery(example=number))

    def example_in(self, told: Phrases) -> str | None:
        """The text of a validation example."""
        return None if told.true is None else told.text

    def drawn(self, told: Phrases, width: int) -> tuple[str, list[PlotRow]]:
        """How many phrases there are; the text and all else below."""
        count = len(told.found)
        sentence = f"{count} key phrase{'' if count == 1 else 's'} in {counted(told.words)}"
        sentence += ", each with how sure the network is of it" if count else ""
        if told.true is not None:
            sentence += ". A validation sentence, on a subject that it never saw."
        return sentence, drawing.rows(told, width, self.query_one(Rows).way)
