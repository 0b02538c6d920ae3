"""Sentiment: what a network that classifies texts makes of one text, and of each of its words."""

from __future__ import annotations

import msgspec

from tutor.lab.views.query import TextQuery


class SentimentQuery(TextQuery, tag="sentiment", frozen=True, kw_only=True):
    """The class of one text."""


class Weighed(msgspec.Struct, frozen=True, kw_only=True):
    """A word as the network reads it.

    Attributes:
        text: the word.
        known: whether it has a token of its own.
        moved: by how much the probability of the told class falls when the word is left out;
            negative where it rises.
    """

    text: str
    known: bool
    moved: float


class Support(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the validation examples for which the network was about as sure.

    Attributes:
        low, high: the probabilities of the class it told that count as about as sure.
        right: of these examples, how many were right.
        of: how many there are.
    """

    low: float
    high: float
    right: int
    of: int


class Sentiment(msgspec.Struct, frozen=True, kw_only=True):
    """What the network makes of a text.

    Attributes:
        text: that was read.
        labels: of the classes.
        shares: the probability of each class; empty where the text has no word.
        words: those that the network reads, in their order.
        left_out: words that did not fit in.
        from_end: whether it is the first words that were left out, not the last.
        true: the class of a validation example; None for a text of one's own.
        support: what became of validation examples as sure as this; None where there is no word.
        usual_unknown: the share of words of the validation examples that are unknown.
    """

    text: str
    labels: list[str]
    shares: list[float]
    words: list[Weighed]
    left_out: int = 0
    from_end: bool = False
    true: int | None = None
    support: Support | None = None
    usual_unknown: float = 0.0
