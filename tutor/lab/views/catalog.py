"""The views by the names that lessons use, and which runs they are of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tutor.datasets import own_data
from tutor.lab.network import Inputs

CLASSIFIED_TEXTS = ("reviews", "imdb", own_data.NAME)
"""Data sets of texts with a class each."""


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a run.

    Attributes:
        name: in lesson files.
        title: for people, short.
        about: what it shows, for people: `It …`.
        fits: whether a network with these inputs, learning from the data set of that name, can be
            looked at so.
    """

    name: str
    title: str
    about: str
    fits: Callable[[Inputs, str], bool]


def _classes(inputs: Inputs, _dataset: str) -> bool:
    return inputs.target == "class"


def _phrases(inputs: Inputs, _dataset: str) -> bool:
    return inputs.kind == "tokens" and inputs.target == "tags"


def _texts(inputs: Inputs, dataset: str) -> bool:
    return inputs.kind == "tokens" and inputs.target == "class" and dataset in CLASSIFIED_TEXTS


def _any_text(inputs: Inputs, dataset: str) -> bool:
    return _phrases(inputs, dataset) or _texts(inputs, dataset)


VIEWS: dict[str, View] = {
    view.name: view
    for view in (
        View("confusion-matrix", "Confusion",
             "shows which classes are taken for which, and each class's recall", _classes),
        View("worst-mistakes", "Mistakes",
             "shows the examples that the network was most wrong about", _classes),
        View("your-sentence", "Your sentence",
             "tells the sentiment of what you type, and how far each word moved it", _texts),
        View("key-phrases", "Key phrases",
             "marks the key phrases of what you type", _phrases),
        View("text-analytics", "Any text",
             "tells key phrases and sentiment of any text, by two of your runs", _any_text),
    )
}  # fmt: skip
"""Every view by its name, in the order in which screens offer them."""


def fitting(inputs: Inputs, dataset: str) -> list[View]:
    """The views of a network with these inputs that learned from `dataset`."""
    return [view for view in VIEWS.values() if view.fits(inputs, dataset)]
