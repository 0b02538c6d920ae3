"""The views by the names that lessons use, and which runs they are of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tutor.lab.network import Inputs


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


def _pictures(inputs: Inputs, _dataset: str) -> bool:
    return inputs.kind == "image"


def _parts(inputs: Inputs, dataset: str) -> bool:
    return inputs.kind == "image" and dataset == "faces"


VIEWS: dict[str, View] = {
    view.name: view
    for view in (
        View("confusion-matrix", "Confusion",
             "shows which classes are taken for which, and each class's recall", _classes),
        View("worst-mistakes", "Mistakes",
             "shows the examples that the network was most wrong about", _classes),
        View("feature-maps", "Maps",
             "shows what every filter of a layer gives for a picture, place by place", _pictures),
        View("filters", "Filters",
             "shows the kernels, and which patches of pictures excite a filter most", _pictures),
        View("parts", "Parts",
             "shows which filter fires on the eyes, the mouth, the nose, the outline", _parts),
    )
}  # fmt: skip
"""Every view by its name, in the order in which screens offer them."""


def fitting(inputs: Inputs, dataset: str) -> list[View]:
    """The views of a network with these inputs that learned from `dataset`."""
    return [view for view in VIEWS.values() if view.fits(inputs, dataset)]
