"""The page of a convolution's filters: a sentence, all filters, what excites the chosen one."""

from __future__ import annotations

from tutor.lab.text.example import picture
from tutor.lab.text.gallery import Gallery, Tile, beside, laid_out, pages, whole
from tutor.lab.text.maps import Page
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import sentence
from tutor.lab.text.signed import exact, legend
from tutor.lab.text.sizing import fit, resized, strongest, tiles
from tutor.lab.views.filters import Exciting, Filters
from tutor.lab.views.layers import spoken
from tutor.lab.views.shown import Pixels

_NARROW = 56
_TIMES, _LARGEST = 6, 24
"""How often a kernel is enlarged at most; pixels of a small patch's longer side."""
_PATCHES = 9
_INPUTS = 3
"""Inputs that are named: the strongest."""


def told(data: Filters, chosen: int) -> str:
    """What excites the chosen filter, and from where it is fed."""
    patches = data.patches[chosen]
    where = spoken(data.layers[data.layer]).capitalize()
    who = f"{where}, filter {chosen + 1} of {len(data.patches)}"
    if not patches:
        return f"{who}: gives nothing above 0 on any of {data.images} validation pictures."
    best, last = patches[0], patches[-1]
    text = (
        f"{who}: of {data.images} validation pictures, these {len(patches)} places excite it most, "
        f"from {best.value:.3g} to {last.value:.3g}."
    )
    labels = [patch.label for patch in patches if patch.label]
    if labels:
        common = max(sorted(set(labels)), key=labels.count)
        many = labels.count(common)
        text += (
            f" {many} of these {len(labels)} pictures have the label {common}."
            if 2 * many > len(labels)
            else f" They have {len(set(labels))} different labels."
        )
    return text


def fed(data: Filters, chosen: int) -> str:
    """Which inputs a filter of a deeper layer weighs most."""
    strengths = data.strengths[chosen]
    total = sum(value * value for value in strengths) or 1.0
    order = sorted(range(len(strengths)), key=lambda channel: -strengths[channel])[:_INPUTS]
    named = ", ".join(
        f"{channel + 1} ({100 * strengths[channel] ** 2 / total:.0f} %)" for channel in order
    )
    return f"Fed most by filters of {spoken(data.source)}: {named} of its squared weights."


def page(
    data: Filters, exciting: Exciting | None, chosen: int, size: tuple[int, int], way: Way
) -> Page:
    """All of it in `size` cells, (columns, rows).

    Args:
        data: of the layer.
        exciting: computed pictures, maybe of other filters.
        chosen: the filter's number, from 0.
        size: columns and rows.
        way: how pictures are drawn.
    """
    width, height = size
    head = sentence(told(data, chosen), width)
    if data.layer:
        head += sentence(fed(data, chosen), width, "")
    below = _under(data, exciting, chosen, way)
    room = max(height - len(head) - len(sentence(f"Page 1 of 9 · {below}", width)), 3)
    beneath = width < _NARROW
    side = width if beneath else min(width * 43 // 100, 80)
    detail = _detail(data, exciting, chosen, (side, room // 2 if beneath else room), way)
    y = len(detail) if beneath else 0
    space = (width if beneath else width - side - 2, max(room - y, 3))
    gallery = whole(len(data.patches), space, _tiles(data, space, way))
    small = gallery.rows(
        lambda number: Tile(_small(data, number, gallery, way), str(number + 1)),
        len(data.patches), chosen,
    )  # fmt: skip
    body = [*detail, *small] if beneath else beside([small, detail], [space[0], side], 2)
    more = pages(gallery, len(data.patches))
    if more > 1:
        below = f"Page {gallery.first(chosen) // gallery.page + 1} of {more} · {below}"
    return Page([*head, *body[:room], *sentence(below, width, "axis")], gallery, 0, y + len(head))


def _under(data: Filters, exciting: Exciting | None, chosen: int, way: Way) -> str:
    """What is seen, and what is computed."""
    left = (
        f"Each filter's weights ({legend(way)})"
        if data.kernels is not None
        else "Each filter's best patch"
    )
    found = _computed(exciting, data, chosen)
    if found is None or exciting is None:
        return f"{left} · g computes a picture that excites the filter most"
    return (
        f"{left} · The last picture is computed, none of the data: {exciting.steps} steps of "
        f"gradient ascent from noise (Erhan et al. 2009, Simonyan et al. 2013)"
    )


def _computed(exciting: Exciting | None, data: Filters, chosen: int) -> tuple[Pixels, float] | None:
    """The picture that was computed for the chosen filter and the value it reaches, if any was."""
    if exciting is None or exciting.layer != data.layer:
        return None
    at = chosen - exciting.first
    if not 0 <= at < len(exciting.pictures):
        return None
    return exciting.pictures[at], exciting.values[at]


def _detail(
    data: Filters, exciting: Exciting | None, chosen: int, size: tuple[int, int], way: Way
) -> list[PlotRow]:
    """The patches that excite the chosen filter, and the computed picture after them."""
    patches, found = data.patches[chosen], _computed(exciting, data, chosen)
    pictures = [(patch.cut, patch.value, patch.label) for patch in patches]
    if found is not None:
        pictures.append((*found, "computed"))
    if not pictures:
        return []
    gallery = _for_patches(pictures[0][0], size, way)
    shown = pictures[: gallery.page]
    if found is not None:
        shown[-1] = pictures[-1]

    def tile(number: int) -> Tile:
        cut, value, label = shown[number]
        told = f"{value:.2f}"
        if gallery.width > len(told) + len(label) + 1:
            told = f"{told} {label}"
        elif label == "computed":
            told = label if gallery.width > len(label) else "comp."
        return Tile(picture(cut, gallery.width, gallery.height, way), told)

    return gallery.rows(tile, len(shown), 0, mark=False)


def _for_patches(cut: Pixels, size: tuple[int, int], way: Way) -> Gallery:
    """The largest patches of which ten stand in `size` cells; else as many as there is room for."""
    columns, rows = size
    found: list[tuple[int, Gallery]] = []
    for across in (3, 4, 5):
        wide, high = (columns + 1) // across - 1, rows // -(-(_PATCHES + 1) // across) - 1
        if min(wide, high) >= 2:
            height, width = fit(cut.height, cut.width, min(wide, 36), min(high, 18), way)
            cells = (width, -(-height // 2)) if way == "colours" else (2 * width, height)
            found.append((height, laid_out(size, (max(cells[0], min(wide, 6)), cells[1]))))
    if not found:
        return laid_out(size, (max(1, min(columns, 6)), max(1, min(rows - 1, 3))))
    return max(found, key=lambda one: one[0])[1]


def _small(data: Filters, number: int, gallery: Gallery, way: Way) -> list[PlotRow]:
    """A filter's kernels, or its best patch where it is of a deeper layer."""
    if data.kernels is None:
        patches = data.patches[number]
        if not patches:
            return [[("never", "quiet")]]
        return picture(patches[0].cut, gallery.width, gallery.height, way)
    kernels = [data.kernels.picture(number * data.channels + at) for at in range(data.channels)]
    joined = [
        [level for at, kernel in enumerate(kernels) for level in ([0] if at else []) + kernel[y]]
        for y in range(data.kernels.height)
    ]
    height, width = fit(len(joined), len(joined[0]), gallery.width, gallery.height, way)
    return exact(resized(joined, height, width, strongest), way)


def _tiles(data: Filters, space: tuple[int, int], way: Way) -> list[tuple[int, int]]:
    """The sizes in cells that small pictures may have, the largest first."""
    if data.kernels is not None:
        height, width = data.kernels.height, data.channels * (data.kernels.width + 1) - 1
        return tiles(height, width, space, way, _TIMES * max(height, width))
    cut = next((patches[0].cut for patches in data.patches if patches), None)
    height, width = (8, 8) if cut is None else (cut.height, cut.width)
    return tiles(height, width, space, way, max(_LARGEST, height, width))
