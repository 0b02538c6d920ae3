"""Answers about texts as a worker gives them, for tests of what is shown of them."""

from __future__ import annotations

from tutor.lab.views.analytics import Analytics, Sentence
from tutor.lab.views.phrases import Phrase, Phrases
from tutor.lab.views.sentiment import Sentiment, Support, Weighed

_MOVED = {"the": 0.0, "plot": -0.05, "is": 0.001, "not": 0.61, "bad": 0.4, "zyx": -0.004}

SENTIMENT = Sentiment(
    text="The plot is not bad, zyx.",
    labels=["negative", "neutral", "positive"],
    shares=[0.06, 0.01, 0.93],
    words=[
        Weighed(text=word, known=word != "zyx", moved=moved) for word, moved in _MOVED.items()
    ],
    support=Support(low=0.9, high=0.95, right=36, of=42),
    usual_unknown=0.03,
)  # fmt: skip

_TEXT = "A volcano is an opening in the crust through which molten rock rises."


def place(text: str, phrase: str, share: float = 1.0) -> Phrase:
    """A phrase of a text by its words."""
    first = text.index(phrase)
    return Phrase(first=first, after=first + len(phrase), share=share)


PHRASES = Phrases(
    text=_TEXT,
    found=[place(_TEXT, "volcano", 0.99), place(_TEXT, "crust", 0.8), place(_TEXT, "rock", 0.51)],
    true=[
        place(_TEXT, "volcano"), place(_TEXT, "opening"), place(_TEXT, "crust"),
        place(_TEXT, "molten rock"),
    ],
    words=13,
    unknown=["volcano", "crust", "molten"],
)  # fmt: skip

_TWO = "The museum was wonderful. The café sells soup."

ANALYTICS = Analytics(
    text=_TWO,
    labels=SENTIMENT.labels,
    shares=[0.02, 0.48, 0.5],
    sentences=[
        Sentence(first=0, after=25, shares=[0.01, 0.01, 0.98], words=4),
        Sentence(first=26, after=len(_TWO), shares=[0.03, 0.95, 0.02], words=4, unknown=1),
    ],
    phrases=[place(_TWO, "museum", 0.99), place(_TWO, "café", 0.87), place(_TWO, "soup", 0.98)],
)
