"""The data sets by name: a card that screens can show at once, and a loader that only workers call.

Importing this module imports no numpy: a data set's own module is imported when it is loaded.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol, cast

if TYPE_CHECKING:
    from tutor.datasets.arrays import Data

Scalar = bool | int | float | str


class DataError(ValueError):
    """Data that cannot be had; the message is for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What people should know of a data set before they train on it.

    Attributes:
        name: in lesson files.
        title, about: what it is, for people.
        kind: `image`, `tokens` or `vector`.
        shape: of one example, without the batch.
        labels: the classes, in the order of their numbers.
        train, validation, test: examples in each set.
        vocabulary: how many different tokens, padding included; 0 where there are none.
        source, license, made: where it comes from, what may be done with it, how it was made.
        options: the data set's options with their defaults.
        baselines: what simple methods reach on the validation set, such as
            `{"bag of words": 0.71}`.
    """

    name: str
    title: str
    about: str
    kind: Literal["image", "tokens", "vector"]
    shape: tuple[int, ...]
    labels: tuple[str, ...]
    train: int
    validation: int
    test: int
    source: str
    license: str
    made: str
    vocabulary: int = 0
    options: Mapping[str, Scalar] = field(default_factory=dict)
    baselines: Mapping[str, float] = field(default_factory=dict)


class _Module(Protocol):
    """What the module of a data set offers beside its card."""

    def load(self, **options: Scalar) -> Data: ...


DIGITS = Card(
    name="digits",
    title="Handwritten digits",
    about="1,797 digits that 43 people wrote by hand, as pictures of 8×8 pixels in 17 shades.",
    kind="image",
    shape=(8, 8, 1),
    labels=tuple("0123456789"),
    train=1079,
    validation=359,
    test=359,
    source="Alpaydin & Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning "
    "Repository, 1998 (its test part, as scikit-learn carries it)",
    license="CC BY 4.0",
    made="Scanned at 32×32 black or white pixels; each 4×4 block counted. Shades scaled to 0–1. "
    "Split by class with a fixed seed, 60/20/20.",
    baselines={"logistic regression": 0.967},
)

REVIEWS = Card(
    name="reviews",
    title="Short reviews",
    about="Reviews of films, books, food, hotels and more, each good, bad or neither. Order and "
    "negation decide: the same words occur in good and in bad ones.",
    kind="tokens",
    shape=(24,),
    labels=("negative", "neutral", "positive"),
    train=40_000,
    validation=720,
    test=100,
    vocabulary=2_676,
    source="written for this course",
    license="MIT, like the program",
    made="A grammar writes the reviews to train and to validate on, from sentence patterns that "
    "the two don't share. The 100 test reviews were written by hand.",
    baselines={"bag of words": 0.654},
)

CARDS: dict[str, Card] = {card.name: card for card in (DIGITS, REVIEWS)}
"""Every data set's card by its name. The module of the same name loads it."""


def load(name: str, options: Mapping[str, Scalar] | None = None) -> Data:
    """The arrays of a data set.

    Raises:
        DataError: an unknown name or option, or the data cannot be had.
    """
    if name not in CARDS:
        raise DataError(f"There is no data set {name!r}; there are {', '.join(CARDS)}.")
    unknown = set(options or {}) - set(CARDS[name].options)
    if unknown:
        raise DataError(f"The data set {name!r} has no option {', '.join(sorted(unknown))}.")
    module = cast("_Module", importlib.import_module(f"tutor.datasets.{name}"))
    return module.load(**{**CARDS[name].options, **(options or {})})
