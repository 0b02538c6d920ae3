"""Phrases: the key phrases that a network marks in a text."""

from __future__ import annotations

import msgspec

from tutor.lab.views.query import TextQuery


class PhrasesQuery(TextQuery, tag="phrases", frozen=True, kw_only=True):
    """The key phrases of a text."""


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a text.

    Attributes:
        first, after: the places of its first character and of the one after its last.
        share: the probability that the network gives for exactly this phrase: that its first word
            begins one, each other word continues it, and the next one doesn't.
    """

    first: int
    after: int
    share: float = 1.0


class Phrases(msgspec.Struct, frozen=True, kw_only=True):
    """The key phrases of a text.

    Attributes:
        text: that was read; the places of phrases are places in it.
        found: the phrases that the network marks, in their order.
        true: those of a validation example; None for a text of one's own.
        words: how many words the text has.
        unknown: those that the network sees only by their shape, each once.
    """

    text: str
    found: list[Phrase]
    true: list[Phrase] | None = None
    words: int = 0
    unknown: list[str] = []
