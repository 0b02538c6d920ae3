"""The sentiment of what the learner types, while it is typed."""

from __future__ import annotations

from tutor.datasets import own_data
from tutor.lab.text import sentiment as drawing
from tutor.lab.text.plot import PlotRow
from tutor.lab.views import queries
from tutor.lab.views.sentiment import Sentiment, SentimentQuery
from tutor.ui.views.base import Viewed
from tutor.ui.views.typed import TextPane
from tutor.ui.widgets.rows import Rows

_PAIRS = (
    "The plot is not good, it is great.",
    "The plot is not great, it is not good.",
    "Breakfast is served between seven and ten.",
)
"""What is read first of reviews: the same words in another order; a plain fact."""


class SentimentPane(TextPane[Sentiment]):
    """The probability of each class, and what each word adds."""

    PLACEHOLDER = "Type a sentence, such as: The food was not bad at all."

    def __init__(self, viewed: Viewed) -> None:
        """Nothing has been read yet."""
        super().__init__(viewed)
        self._pairs = () if viewed.order.dataset == own_data.NAME else _PAIRS

    def question(self, text: str) -> queries.Any:
        """Its sentiment."""
        return SentimentQuery(text=text)

    def show_example(self, number: int) -> None:
        """The lesson's own sentences first, then those of the validation set."""
        if 0 <= number < len(self._pairs):
            self.read(self._pairs[number])
        else:
            self.ask(SentimentQuery(example=max(number, 0) - len(self._pairs)))

    def action_example(self, step: int) -> None:
        """Go to another example; there is none before the first."""
        self._example = max(0, self._example + step)
        self.show_example(self._example)

    def example_in(self, told: Sentiment) -> str | None:
        """The text of a validation example."""
        return None if told.true is None else told.text

    def drawn(self, told: Sentiment, width: int) -> tuple[str, list[PlotRow]]:
        """The class in words; bars and words below."""
        sentence = drawing.verdict(told.labels, told.shares)
        if told.true is not None:
            sentence += f". A validation text: its class is {told.labels[told.true]}."
        rows = self.query_one(Rows)
        return sentence, drawing.rows(told, width, rows.way, rows.ground)
