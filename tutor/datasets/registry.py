"""The data sets by name: a card that screens can show at once, and a loader that only workers call.

A card is `cards/<name>.toml`; the module of the same name (hyphens as underscores) makes the
arrays. Importing this module imports no numpy: a data set's own module is imported when it is
loaded.
"""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, Protocol, cast

import msgspec

if TYPE_CHECKING:
    from tutor.datasets.arrays import Data, Part

Scalar = bool | int | float | str

Kind = Literal["image", "tokens", "vector", "sequence"]
"""What one example is: (height, width, channels) shades, (length,) numbers of tokens, (size,)
numbers, or (length, size) numbers in order."""

Target = Literal["class", "labels", "tags", "next", "number", "action"]
"""What belongs to an example: one class; any number of labels, yes or no each; a tag for each
token; the symbol that follows each one; a number; or, in a game, the action to take."""


class DataError(ValueError):
    """Data that cannot be had; the message is for people."""


class Card(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What people should know of a data set before they train on it.

    Attributes:
        name: in lesson files.
        title, about: what it is, for people.
        kind: of an example.
        target: what is to be learned of it.
        shape: of one example, without the batch; a word stands for the option of that name.
        labels: the classes, labels, tags or actions, in the order of their numbers; empty where
            every token is one (`next`) and where there is a number to learn.
        train, validation, test: examples in each set.
        vocabulary: how many different tokens; 0 where there are none.
        padded: whether token 0 is no token but fills the sequence up.
        source, license, made: where it comes from, what may be done with it, how it was made.
        options: the data set's options with their defaults.
        ranges: the least and the greatest value of options that are numbers, both allowed.
        baselines: what simple methods reach on the validation set, such as
            `{"bag of words": 0.71}`.
        version: of the arrays, which may add a hyphen and more to it; empty where it is not told.
        download: bytes to fetch before it can be used; 0 for what comes with the program.
    """

    title: str
    about: str
    kind: Kind
    shape: tuple[int | str, ...]
    train: int
    validation: int
    test: int
    source: str
    license: str
    made: str
    name: str = ""
    target: Target = "class"
    labels: tuple[str, ...] = ()
    vocabulary: int = 0
    padded: bool = False
    options: dict[str, Scalar] = {}
    ranges: dict[str, tuple[float, float]] = {}
    baselines: dict[str, float] = {}
    version: str = ""
    download: int = 0

    def __post_init__(self) -> None:
        """Refuse ranges of what is no option, or that leave the option's default out.

        Raises:
            ValueError: with the first such name.
        """
        for name, (low, high) in self.ranges.items():
            default = self.options.get(name)
            if isinstance(default, str | bool | None) or not low <= default <= high:
                raise ValueError(f"ranges.{name}: the option's default is {default!r}")

    def sizes(self, options: Mapping[str, Scalar] | None = None) -> tuple[int, ...]:
        """The shape of one example with these options, the others at their defaults."""
        known = {**self.options, **(options or {})}
        return tuple(int(known[n]) if isinstance(n, str) else n for n in self.shape)

    @property
    def outputs(self) -> int:
        """How many numbers a network must give for an example, or for each of its tokens."""
        if self.target == "number":
            return 1
        return len(self.labels) or self.vocabulary


class Cards(Mapping[str, Card]):
    """Every data set's card by its name, read when it is asked for."""

    def __getitem__(self, name: str) -> Card:
        if name not in _names():
            raise KeyError(name)
        return _read(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_names())

    def __len__(self) -> int:
        return len(_names())


CARDS = Cards()


@cache
def _names() -> tuple[str, ...]:
    folder = files("tutor.datasets").joinpath("cards")
    return tuple(sorted(f.name.removesuffix(".toml") for f in folder.iterdir()))


@cache
def _read(name: str) -> Card:
    text = files("tutor.datasets").joinpath("cards", f"{name}.toml").read_text(encoding="utf-8")
    return msgspec.convert({"name": name, **tomllib.loads(text)}, Card)


class _Module(Protocol):
    """What the module of a data set offers; `fresh` only where a generator makes the data."""

    def load(self, **options: Scalar) -> Data: ...

    def fresh(self, n: int, seed: int, **options: Scalar) -> Part: ...


def load(name: str, options: Mapping[str, Scalar] | None = None) -> Data:
    """The arrays of a data set.

    Raises:
        DataError: an unknown name or option, or the data cannot be had.
    """
    return _module(name, options).load(**{**CARDS[name].options, **(options or {})})


def fresh(name: str, n: int, seed: int, options: Mapping[str, Scalar] | None = None) -> Part | None:
    """`n` further examples of the same kind that no set has, or None where nothing makes any.

    Raises:
        DataError: an unknown name or option.
    """
    module = _module(name, options)
    if not hasattr(module, "fresh"):
        return None
    return module.fresh(n, seed, **{**CARDS[name].options, **(options or {})})


def _module(name: str, options: Mapping[str, Scalar] | None) -> _Module:
    if name not in CARDS:
        raise DataError(f"There is no data set {name!r}; there are {', '.join(CARDS)}.")
    unknown = set(options or {}) - set(CARDS[name].options)
    if unknown:
        raise DataError(f"The data set {name!r} has no option {', '.join(sorted(unknown))}.")
    return cast("_Module", importlib.import_module(f"tutor.datasets.{name.replace('-', '_')}"))
