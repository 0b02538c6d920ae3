"""The page of a layer's feature maps: a sentence, the picture, the chosen map, all maps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tutor.lab.receptive import Field
from tutor.lab.text.example import colours
from tutor.lab.text.gallery import Gallery, Tile, beside, pages, whole
from tutor.lab.text.inset import Inset, inset
from tutor.lab.text.marks import SEEN, marked, ring
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import sentence
from tutor.lab.text.signed import colour, legend, signed
from tutor.lab.text.sizing import fit, mean, resized, tiles
from tutor.lab.views.feature_maps import FeatureMaps
from tutor.lab.views.layers import TOP, Stack, spoken

_HALF = TOP / 2
_WIDE, _NARROW = 100, 56
"""Columns from which on picture, map and gallery stand side by side; below which the gallery stands
under the other two."""
_FINE = 4
"""How many times as thin as a pixel the edge of what is seen is, where it can be."""
_LARGEST = 24
"""Pixels of a small map's longer side, at most, unless it has more."""

Thumbnail = Callable[[int, int, int], list[PlotRow]]
"""The rows of a map by its number, in at most so many columns and rows."""


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and where the gallery lies in them.

    Attributes:
        rows: all of them.
        gallery: how the small pictures are laid out; None where there are none.
        x, y: the cell of its upper left corner.
        insets: what of it a terminal may show in pixels; it stands in `rows` too.
    """

    rows: list[PlotRow]
    gallery: Gallery | None = None
    x: int = 0
    y: int = 0
    insets: tuple[Inset, ...] = ()


@dataclass(frozen=True, slots=True)
class Strongest:
    """Where a filter gives most in a picture.

    Attributes:
        share: of places that are above half the filter's scale.
        level: the greatest one.
        row, column: where that is, from 0.
    """

    share: float
    level: int
    row: int
    column: int


def strongest(levels: list[list[int]]) -> Strongest:
    """Where a map is greatest, and how much of it is above half the scale."""
    flat = [level for row in levels for level in row]
    level = max(flat)
    row, column = divmod(flat.index(level), len(levels[0]))
    return Strongest(sum(one > _HALF for one in flat) / len(flat), level, row, column)


def told(data: FeatureMaps, sees: Field, chosen: int, *, brief: bool = False) -> str:
    """What the chosen filter does on the picture; briefly, without what it sees there."""
    found, scale = strongest(data.maps.picture(chosen)), data.maps.scales[chosen]
    who = f"{spoken(data.layers[data.layer]).capitalize()}, filter {chosen + 1} of {len(data.maps)}"
    if found.level <= 0:
        ever = "this picture" if scale else f"any of {data.compared} pictures"
        return f"{who}: gives nothing above 0 on {ever}."
    share = f"{100 * found.share:.0f} %" if found.share >= 0.005 or not found.share else "under 1 %"
    place = f"strongest at row {found.row + 1}, column {found.column + 1}"
    if brief:
        return f"{who}: strong at {share} of the places, {place}."
    top, left, bottom, right = sees.region(found.row, found.column)
    height, width = data.picture.height, data.picture.width
    rows = _range("row", max(top, 0), min(bottom, height))
    columns = _range("column", max(left, 0), min(right, width))
    return (
        f"{who}: strong at {share} of the places, {place}, "
        f"with {100 * found.level / TOP:.0f} % of its greatest value "
        f"({scale:.3g}). There it sees {rows}, {columns} of the picture."
    )


def under(data: FeatureMaps, chosen: int, way: Way, *, brief: bool = False) -> str:
    """Which picture it is, and, unless briefly, how to read the maps and what is said of one."""
    answer = f" ({data.answer})" if data.answer else ""
    if brief:
        return f"Picture {data.image + 1} of {data.images}{answer}"
    parts = [f"Picture {data.image + 1} of {data.images}{answer}"]
    if strongest(data.maps.picture(chosen)).level > 0:
        most = f"half of the most it gives on any of {data.compared} pictures"
        parts.append(f"“strong” is over {most}")
    return " · ".join([*parts, legend(way)] if data.maps.signed else parts)


@dataclass(frozen=True, slots=True)
class Look:
    """How a layer's maps are looked at.

    Attributes:
        chosen: the filter's number, from 0.
        large: whether picture and map take all the room.
        way: how pictures are drawn.
    """

    chosen: int
    large: bool
    way: Way


def page(
    data: FeatureMaps, sees: Field, look: Look, size: tuple[int, int],
    thumbnail: Thumbnail | None = None,
) -> Page:  # fmt: skip
    """All of it in `size` cells, (columns, rows).

    Args:
        data: of the layer.
        sees: the layer's receptive fields.
        look: the filter that is chosen, and how it is looked at.
        size: columns and rows.
        thumbnail: gives the small maps, where they are kept.
    """
    (width, height), way = size, look.way
    brief = width < _NARROW
    head = sentence(told(data, sees, look.chosen, brief=brief), width)
    below = under(data, look.chosen, way, brief=brief)
    room = max(height - len(head) - len(sentence(f"Page 1 of 9 · {below}", width)), 3)
    if look.large:
        half = (width - 2) // 2
        body = beside(_pair(data, sees, look, (half, room)), [half, half], 2)
        insets = _insets(data, sees, look, len(head), (half, room))
        return Page([*head, *body, *sentence(below, width, "axis")], insets=insets)
    left, used, under_it = _left(data, sees, look, (width, room))
    x, y = (0, len(left)) if under_it else (used + 2, 0)
    space = (width - x, room - y)
    maps = data.maps
    sizes = tiles(maps.height, maps.width, space, way, max(_LARGEST, maps.height, maps.width))
    gallery = whole(len(maps), space, sizes)
    draw = thumbnail or thumbnails(data.maps, way)
    small = gallery.rows(
        lambda number: Tile(draw(number, gallery.width, gallery.height), str(number + 1)),
        len(data.maps), look.chosen,
    )  # fmt: skip
    body = [*left, *small] if under_it else beside([left, small], [used, space[0]], 2)
    more = pages(gallery, len(data.maps))
    if more > 1:
        below = f"Page {gallery.first(look.chosen) // gallery.page + 1} of {more} · {below}"
    return Page([*head, *body[:room], *sentence(below, width, "axis")], gallery, x, y + len(head))


def _left(
    data: FeatureMaps, sees: Field, look: Look, size: tuple[int, int]
) -> tuple[list[PlotRow], int, bool]:
    """Picture and chosen map, the columns they take, and whether the gallery stands under them."""
    width, room = size
    if width >= _WIDE:
        each = min(width // 4, _columns(room, data))
        return beside(_pair(data, sees, look, (each, room)), [each, each], 2), 2 * each + 2, False
    if width >= _NARROW:
        each, high = min(width // 3, _columns(room // 2, data)), room // 2
        picture, chosen_map = _pair(data, sees, look, (each, high))
        return [*picture, *([[]] * (high - len(picture))), *chosen_map], each, False
    each, high = (width - 2) // 2, max(room // 2, 3)
    return beside(_pair(data, sees, look, (each, high)), [each, each], 2), width, True


def thumbnails(maps: Stack, way: Way) -> Thumbnail:
    """Small maps, each drawn once for each size."""
    drawn: dict[tuple[int, int, int], list[PlotRow]] = {}

    def draw(number: int, columns: int, rows: int) -> list[PlotRow]:
        key = (number, columns, rows)
        if key not in drawn:
            drawn[key] = signed(maps.picture(number), columns, rows, way)
        return drawn[key]

    return draw


def _pair(
    data: FeatureMaps, sees: Field, look: Look, size: tuple[int, int]
) -> tuple[list[PlotRow], list[PlotRow]]:
    """The picture, with the edge of what the strongest place sees, and the chosen map."""
    levels, (columns, rows), way = data.maps.picture(look.chosen), size, look.way
    found, old = strongest(levels), (data.picture.height, data.picture.width)
    new = fit(*old, columns, rows, way)
    places = ring(sees.region(found.row, found.column), old, new) if found.level > 0 else []
    picture = marked(resized(colours(data.picture), *new, mean), dict.fromkeys(places, SEEN), way)
    return picture, signed(levels, columns, rows, way)


def _insets(
    data: FeatureMaps, sees: Field, look: Look, y: int, size: tuple[int, int]
) -> tuple[Inset, Inset]:
    """The pair as `_pair` has it, each as large as it fits, side by side from row `y` on."""
    levels, old = data.maps.picture(look.chosen), (data.picture.height, data.picture.width)
    found, new = strongest(levels), (_FINE * old[0], _FINE * old[1])
    picture = resized(colours(data.picture), *new, mean)
    if found.level > 0:
        for row, column in ring(sees.region(found.row, found.column), old, new):
            picture[row][column] = SEEN.colour
    shown = [[colour(level) for level in line] for line in levels]
    return inset(picture, (0, y), size), inset(shown, (size[0] + 2, y), size)


def _columns(rows: int, data: FeatureMaps) -> int:
    """The columns that the picture takes in that many rows."""
    wide = data.picture.width / data.picture.height
    return max(8, round(2 * rows * wide))


def _range(what: str, first: int, end: int) -> str:
    """`rows 3 to 5`, or `row 3`; counted from 1."""
    return f"{what} {end}" if end - first <= 1 else f"{what}s {first + 1} to {end}"
