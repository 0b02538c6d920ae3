"""What a network wrote that predicts the next symbol, and how sure it was of every one."""

from __future__ import annotations

import msgspec

from tutor.lab.views.query import Query

SAMPLE = "sample"
"""The view that is written at a run's end."""

LONGEST_SEED = 4_000
"""Characters of a text that are kept; of more, the last ones."""
MOST_DRAWN = 1_000
"""Characters that are written in one answer."""


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """What a network wrote.

    Attributes:
        temperature: of the sampling.
        given: the symbols that it went on from.
        drawn: the symbols it wrote.
    """

    temperature: float
    given: list[str]
    drawn: list[str]


class WritingQuery(Query, tag="writing", frozen=True, kw_only=True):
    """A text to read, and how much to write after it.

    Attributes:
        text: what is read; None for the beginning of a validation text.
        length: characters to write on; 0 to tell only what may follow.
        temperature: of the draws.
        draw: the number of the draw; another number gives another text. A longer answer to the
            same text begins with a shorter one.
    """

    text: str | None = None
    length: int = 0
    temperature: float = 1.0
    draw: int = 1


class Likely(msgspec.Struct, frozen=True, array_like=True):
    """A symbol that may come next.

    Attributes:
        symbol: which.
        share: its probability.
        tempered: its probability at the temperature asked for.
    """

    symbol: str
    share: float
    tempered: float


class Step(msgspec.Struct, frozen=True, array_like=True):
    """A symbol in its place.

    Attributes:
        symbol: which.
        share: the probability that the network gave it, at temperature 1.
        entropy: of all the probabilities there, at temperature 1, in nats.
        likely: the symbols that were likeliest there, and itself.
    """

    symbol: str
    share: float
    entropy: float
    likely: list[Likely]


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A text as a network reads and continues it.

    Attributes:
        given: its characters.
        skipped: how many characters before them were not read, the text being too long.
        drawn: what the network wrote.
        following: what may come after all of it.
        entropy: of what may come, in nats.
        val_loss: nats a character on the run's validation set; None where the run tells none.
        bigram: the same of a guess from the character before alone; None where nobody knows.
    """

    given: list[Step]
    skipped: int
    drawn: list[Step]
    following: list[Likely]
    entropy: float
    val_loss: float | None
    bigram: float | None
