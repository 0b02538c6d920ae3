"""The sentiment of a typed text: the classes' probabilities, and what each word adds to them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tutor.datasets.arrays import Floats
from tutor.lab.views.sentiment import Sentiment, SentimentQuery, Support, Weighed
from tutor.training.views.subject import Subject
from tutor.training.views.typed_text import TextReader, Words, example_text, reader_of

_EDGES = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)
"""Probabilities between which a network counts as about as sure."""
_CALIBRATED = 1_000
"""Validation examples that tell how often the network is right; more would keep people waiting."""


def sentiment(subject: Subject, query: SentimentQuery) -> Sentiment:
    """The class of a text, and by how much each word moved it.

    A word's part is found by occlusion: the text is read once more without it.

    Raises:
        ViewError, DataError: the network or the data cannot be had, or are not of texts.
    """
    reader = reader_of(subject)
    text, true = query.text, None
    if query.example is not None:
        validation = subject.data.validation
        number = query.example % len(validation)
        text, true = example_text(subject.data, number), int(validation.y[number])
    read = reader.read(text)
    told = Sentiment(
        text=text, labels=subject.labels, shares=[], words=[], left_out=read.left_out,
        from_end=reader.from_end, true=true,
    )  # fmt: skip
    if not read.words:
        return told
    shares, moved = occluded(subject, reader, read)
    sure, right, unknown = subject.once("calibration", lambda: _calibration(subject, reader))
    words = [
        Weighed(text=word, known=token != reader.unknown, moved=float(change))
        for word, token, change in zip(read.words, read.ids, moved, strict=True)
    ]
    return Sentiment(
        text=text, labels=subject.labels, shares=shares.tolist(), words=words,
        left_out=read.left_out, from_end=reader.from_end, true=true,
        support=_support(float(shares.max()), sure, right), usual_unknown=unknown,
    )  # fmt: skip


def occluded(subject: Subject, reader: TextReader, read: Words) -> tuple[Floats, Floats]:
    """The probabilities of a text, (classes,), and each word's part in the likeliest, (words,).

    Source of occlusion: M. D. Zeiler and R. Fergus, Visualizing and understanding convolutional
    networks, ECCV 2014, there of patches of a picture. Without its only word a text is empty, and
    where the network gives no number for that, the word's part is 0.
    """
    without = [[*read.ids[:place], *read.ids[place + 1 :]] for place in range(len(read.ids))]
    shares = subject.predict(reader.rows([read.ids, *without]))
    told = shares[0].argmax()
    return shares[0], np.nan_to_num(shares[0, told] - shares[1:, told])


def _calibration(
    subject: Subject, reader: TextReader
) -> tuple[Floats, npt.NDArray[np.bool_], float]:
    """Of validation examples: how sure the network is, whether right, and unknown words' share."""
    part = subject.data.validation
    shares = subject.predict(part.x[:_CALIBRATED])
    right = shares.argmax(axis=1) == part.y[:_CALIBRATED]
    words = np.count_nonzero(part.x)
    return shares.max(axis=1), right, float((part.x == reader.unknown).sum() / max(words, 1))


def _support(share: float, sure: Floats, right: npt.NDArray[np.bool_]) -> Support:
    """What became of the examples between the same two edges."""
    at = min(int(np.searchsorted(_EDGES, share, side="right")), len(_EDGES) - 1)
    low, high = _EDGES[at - 1], _EDGES[at]
    alike = (sure >= low) & (sure < high if high < 1.0 else sure <= high)
    return Support(low=low, high=high, right=int(right[alike].sum()), of=int(alike.sum()))
