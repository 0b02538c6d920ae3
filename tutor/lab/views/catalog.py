"""The views by the names that lessons use, and which runs they are of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tutor.datasets import own_data
from tutor.lab.network import Inputs
from tutor.lab.views import boundary

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
        live: whether it can be seen while the network trains.
        filters: whether it is of filters, of which a network may have none.
    """

    name: str
    title: str
    about: str
    fits: Callable[[Inputs, str], bool]
    live: bool = False
    filters: bool = False


def _classes(inputs: Inputs, _dataset: str) -> bool:
    return inputs.target == "class"


def _scored(inputs: Inputs, _dataset: str) -> bool:
    return (inputs.kind, inputs.target) in {("tokens", "tags"), ("image", "labels")}


def _pictures(inputs: Inputs, _dataset: str) -> bool:
    return inputs.kind == "image"


def _parts(inputs: Inputs, dataset: str) -> bool:
    return inputs.kind == "image" and dataset == "faces"


_LARGEST_DRAWN = 32
"""Pixels a side beyond which nobody draws a picture in a terminal."""


def _drawn(inputs: Inputs, dataset: str) -> bool:
    if inputs.kind != "image" or inputs.target != "class" or dataset == "vowels":
        return False
    height, width, channels = inputs.shape
    return channels == 1 and max(height, width) <= _LARGEST_DRAWN


def _remembering(inputs: Inputs, _dataset: str) -> bool:
    reads = inputs.kind in {"tokens", "sequence"}
    return reads and inputs.target in {"class", "number", "next"}


def _mazes(inputs: Inputs, dataset: str) -> bool:
    return inputs.target == "action" and dataset == "tmaze"


def _vowels(_inputs: Inputs, dataset: str) -> bool:
    return dataset == "vowels"


def _film(inputs: Inputs, _dataset: str) -> bool:
    return inputs.target == "labels" and inputs.kind == "image"


def _tunes(inputs: Inputs, dataset: str) -> bool:
    return inputs.target == "next" and dataset == "melodies"


def _texts(inputs: Inputs, dataset: str) -> bool:
    return inputs.target == "next" and dataset != "melodies"


def _phrases(inputs: Inputs, _dataset: str) -> bool:
    return inputs.kind == "tokens" and inputs.target == "tags"


def _classified(inputs: Inputs, dataset: str) -> bool:
    return inputs.kind == "tokens" and inputs.target == "class" and dataset in CLASSIFIED_TEXTS


def _any_text(inputs: Inputs, dataset: str) -> bool:
    return _phrases(inputs, dataset) or _classified(inputs, dataset)


VIEWS: dict[str, View] = {
    view.name: view
    for view in (
        View(boundary.NAME, "Boundary",
             "shows where in the plane the network changes its mind, and what each unit does there",
             boundary.fits, live=True),
        View("draw", "Draw",
             "names what you draw, while you draw it", _drawn),
        View("sound", "Sound",
             "draws utterances, and where a formant chart puts the mistakes", _vowels),
        View("film-index", "Film",
             "finds where each person appears in a film, and plays it there", _film),
        View("music", "Music", "continues a melody, and shows and plays its notes", _tunes),
        View("writing", "Writing",
             "writes on after your text, and shows how sure it is of each character", _texts),
        View("maze", "Maze",
             "plays the game step by step, with what it remembers", _mazes),
        View("your-sentence", "Your sentence",
             "tells the sentiment of what you type, and how far each word moved it", _classified),
        View("key-phrases", "Key phrases",
             "marks the key phrases of what you type", _phrases),
        View("text-analytics", "Any text",
             "tells key phrases and sentiment of any text, by two of your runs", _any_text),
        View("confusion-matrix", "Confusion",
             "shows which classes are taken for which, and each class's recall", _classes),
        View("worst-mistakes", "Mistakes",
             "shows the examples that the network was most wrong about", _classes),
        View("scores", "Scores",
             "shows how well each tag or label is found, and the examples that are most wrong",
             _scored),
        View("feature-maps", "Maps",
             "shows what every filter of a layer gives for a picture, place by place", _pictures,
             filters=True),
        View("filters", "Filters",
             "shows the kernels, and which patches of pictures excite a filter most", _pictures,
             filters=True),
        View("parts", "Parts",
             "shows which filter fires on the eyes, the mouth, the nose, the outline", _parts,
             filters=True),
        View("memory", "Memory",
             "shows how far back the network remembers, and how its gradient fades", _remembering),
    )
}  # fmt: skip
"""Every view by its name, in the order in which screens offer them: the more of one kind of data,
the earlier."""


def fitting(inputs: Inputs, dataset: str) -> list[View]:
    """The views of a network with these inputs that learned from `dataset`."""
    return [view for view in VIEWS.values() if view.fits(inputs, dataset)]


def live(written: Iterable[str]) -> bool:
    """Whether a run that still trains can be looked at, which has written these views so far."""
    return any(name in VIEWS and VIEWS[name].live for name in written)
