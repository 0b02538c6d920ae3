"""Analytics: key phrases and sentiment of any text, by two networks at once."""

from __future__ import annotations

import msgspec

from tutor.lab.views.phrases import Phrase
from tutor.lab.views.query import Query


class AnalyticsQuery(Query, tag="analytics", frozen=True, kw_only=True):
    """Key phrases and sentiment of a text.

    Attributes:
        text: as it was typed, cleaned.
        partner: the id of the run that tells what the run in question does not: sentiment where
            that one marks phrases, phrases where that one classifies texts; empty for none.
    """

    text: str
    partner: str = ""


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence and its sentiment.

    Attributes:
        first, after: the places of its first character and of the one after its last.
        shares: the probability of each class; empty where nothing tells it, or it has no word.
        words: how many it has.
        unknown: those of them without a token of their own in the network that classifies.
        left_out: those of them that did not fit in.
    """

    first: int
    after: int
    shares: list[float]
    words: int = 0
    unknown: int = 0
    left_out: int = 0


class Analytics(msgspec.Struct, frozen=True, kw_only=True):
    """What two networks make of a text.

    Attributes:
        text: that was read.
        labels: the classes of sentiment; empty where nothing tells it.
        shares: the mean of the sentences' probabilities, each sentence counting alike.
        sentences: in their order.
        phrases: None where nothing marks them.
    """

    text: str
    labels: list[str]
    shares: list[float]
    sentences: list[Sentence]
    phrases: list[Phrase] | None
