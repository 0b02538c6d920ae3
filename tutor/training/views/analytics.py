"""Key phrases and sentiment of any text, by the networks of two runs."""

from __future__ import annotations

import numpy as np

from tutor.datasets.key_phrases.tokens import places, sentences, tokenize
from tutor.lab.views.analytics import Analytics, AnalyticsQuery, Sentence
from tutor.training.views.phrases import phrases_of
from tutor.training.views.subject import Subject
from tutor.training.views.typed_text import reader_of

_LONGEST = 1_000
"""Tokens without a full stop that are one sentence all the same."""


def analytics(subject: Subject, query: AnalyticsQuery) -> Analytics:
    """The phrases by the run that tags, the sentiment by the one that classifies.

    Raises:
        ViewError, DataError, RunError: a network or its data cannot be had.
    """
    partner = subject.beside(query.partner) if query.partner else None
    tags = subject.order.network.inputs.target == "tags"
    tagger, classifier = (subject, partner) if tags else (partner, subject)
    text = query.text
    found = sentences_of(text)
    told = _with_sentiment(classifier, text, found) if classifier is not None else found
    shares = [sentence.shares for sentence in told if sentence.shares]
    return Analytics(
        text=text,
        labels=classifier.labels if classifier is not None else [],
        shares=np.mean(shares, axis=0).tolist() if shares else [],
        sentences=told,
        phrases=phrases_of(tagger, text) if tagger is not None else None,
    )


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of a text; no shares yet."""
    where = places(text)
    found: list[Sentence] = []
    first = 0
    for words in sentences(tokenize(text), _LONGEST):
        last = first + len(words) - 1
        found.append(Sentence(first=where[first][0], after=where[last][1], shares=[]))
        first = last + 1
    return found


def _with_sentiment(subject: Subject, text: str, found: list[Sentence]) -> list[Sentence]:
    """The sentences with the probabilities of their classes."""
    reader = reader_of(subject)
    read = [reader.read(text[one.first : one.after]) for one in found]
    told = [words.ids for words in read if words.ids]
    shares = iter(subject.predict(reader.rows(told)).tolist() if told else [])
    return [
        Sentence(
            first=one.first, after=one.after, shares=next(shares) if words.ids else [],
            words=len(words.ids), unknown=words.ids.count(reader.unknown),
            left_out=words.left_out,
        )
        for one, words in zip(found, read, strict=True)
    ]  # fmt: skip
