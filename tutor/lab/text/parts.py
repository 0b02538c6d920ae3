"""The pages of parts: which filters fire on them, and one filter's firing on faces."""

from __future__ import annotations

from tutor.lab.text.example import colours
from tutor.lab.text.gallery import Tile, laid_out, pages
from tutor.lab.text.marks import BOTH, FIRES, PART, marked, outline
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.rows import cut, sentence
from tutor.lab.text.sizing import fit, mean, resized
from tutor.lab.views.layers import spoken
from tutor.lab.views.parts import Overlap, PartMaps, Parts

_BAR = 20
"""Cells of a bar for an overlap of 1."""
_WIDE = 70
_NEARLY = 0.75
"""The share of a face's height from which on it is drawn pixel by pixel."""


def rows_for(data: Parts, part: int | None) -> list[Overlap]:
    """What is listed: each filter with one part, or with the part that it overlaps best.

    Those beyond chance come first, the greatest overlap before.
    """
    if part is not None:
        found = [one for one in data.overlaps if one.part == part]
    else:
        best: dict[tuple[int, int], Overlap] = {}
        for one in sorted(data.overlaps, key=lambda one: (not one.beyond, -one.overlap)):
            best.setdefault((one.layer, one.filter), one)
        found = list(best.values())
    return sorted(found, key=lambda one: (not one.beyond, -one.overlap, one.layer, one.filter))


def told(data: Parts, untrained: Parts | None, chosen: Overlap) -> str:
    """The chosen filter's overlap, and what the same network had before its training."""
    name, where = data.parts[chosen.part], spoken(data.layers[chosen.layer]).capitalize()
    figures = f"overlap {chosen.overlap:.2f} ({chosen.low:.2f} to {chosen.high:.2f})"
    against = f"chance gives {chosen.chance:.2f}"
    if chosen.beyond:
        text = f"{where}, filter {chosen.filter + 1} fires on the {name}: {figures}, {against}."
    else:
        text = (
            f"{where}, filter {chosen.filter + 1} fires on the {name} no more than chance "
            f"explains: {figures}, {against}."
        )
    if untrained is not None:
        before = max(one.overlap for one in untrained.overlaps if one.part == chosen.part)
        text += (
            f" Before the training no filter had more than {before:.2f} with the {name}."
            if before < chosen.overlap
            else f" That is none of the training's doing: before it a filter had {before:.2f}."
        )
    return text


def listing(
    data: Parts, untrained: Parts | None, part: int | None, chosen: int, size: tuple[int, int]
) -> list[PlotRow]:
    """The list in `size` cells, (columns, rows), scrolled to the chosen row."""
    width, height = size
    found = rows_for(data, part)
    head = sentence(told(data, untrained, found[chosen]), width)
    foot = sentence(_under(data, part, width), width, "axis")
    room = max(height - len(head) - len(foot) - 2, 1)
    first = min(max(chosen - room // 2, 0), max(len(found) - room, 0))
    titles = f"  {'layer':<8}{'filter':>6}  {'part':<8}{'overlap':>8}"
    if width >= _WIDE:
        titles += f"  {'(95 %)':<14}{'chance':>7}"
    rows: list[PlotRow] = [*head, [], [(titles[:width], "axis")]]
    for number in range(first, min(first + room, len(found))):
        rows.append(cut(_row(data, found[number], width, marked=number == chosen), width))
    rows += [[] for _ in range(height - len(rows) - len(foot))]
    return [*rows, *foot]


def faces(
    data: PartMaps, parts: Parts, chosen: Overlap, size: tuple[int, int], way: Way, turned: int = 0
) -> list[PlotRow]:
    """Faces with the part's outline and the places where the filter fires.

    Args:
        data: where the filter fires.
        parts: all overlaps.
        chosen: the filter's overlap with the part.
        size: columns and rows.
        way: how pictures are drawn.
        turned: how many pages of faces have been turned.
    """
    width, height = size
    name = data.parts[chosen.part]
    who = f"{spoken(parts.layers[data.layer]).capitalize()}, filter {data.filter + 1}"
    head = sentence(
        f"{who} and the {name} on the first faces of the validation set: overlap "
        f"{chosen.overlap:.2f} over all {parts.images}, chance gives {chosen.chance:.2f}.", width
    )  # fmt: skip
    foot = sentence(_legend(name, 100 * parts.shares[chosen.part], way), width, "axis")
    room = max(height - len(head) - len(foot), 3)
    first = data.pictures[0]
    across = max(1, width // (first.width * (1 if way == "colours" else 2) + 2))
    for lines in (2, 1):
        cells = ((width - 2 * across) // across, room // lines - 1)
        high, wide = fit(first.height, first.width, *cells, way)
        if high >= first.height:
            break
    if _NEARLY * first.height <= high < first.height:  # sharp, with its last row cut off
        high, wide = first.height, first.width
    columns, rows = (wide, -(-high // 2)) if way == "colours" else (2 * wide, high)
    gallery = laid_out((width, room), (min(columns, width), rows), 2)

    def tile(number: int) -> Tile:
        return Tile(_face(data, number, chosen.part, (high, wide), way), str(number + 1))

    page = turned % pages(gallery, len(data.pictures))
    found = gallery.rows(tile, len(data.pictures), page * gallery.page, mark=False)
    return [*head, *found[:room], *foot]


def _face(data: PartMaps, number: int, part: int, new: tuple[int, int], way: Way) -> list[PlotRow]:
    picture = data.pictures[number]
    old = (picture.height, picture.width)

    def flags(bits: bytes) -> list[list[bool]]:
        grid = [
            [bool(bits[y * old[1] + x] >> part & 1) for x in range(old[1])] for y in range(old[0])
        ]
        return resized(grid, *new, any)

    edge = set(outline(flags(data.masks[number])))
    fires = {
        (y, x) for y, row in enumerate(flags(data.fired[number])) for x, on in enumerate(row) if on
    }
    marks = dict.fromkeys(fires, FIRES) | {
        place: BOTH if place in fires else PART for place in edge
    }
    return marked(resized(colours(picture), *new, mean), marks, way)


def _row(data: Parts, one: Overlap, width: int, *, marked: bool) -> PlotRow:
    layer, part = spoken(data.layers[one.layer]), data.parts[one.part]
    text = f"{layer:<8}{one.filter + 1:>6}  {part:<8}{one.overlap:>8.2f}"
    style = "mark" if marked else ("" if one.beyond else "quiet")
    row: PlotRow = [("▸ " if marked else "  ", "mark"), (text, style)]
    if width >= _WIDE:
        interval = f"({one.low:.2f} to {one.high:.2f})"
        row.append((f"  {interval:<14}{one.chance:>7.2f}  ", style))
        row.append(("█" * round(_BAR * one.overlap), "train" if one.beyond else "quiet"))
    elif not one.beyond:
        row.append((" chance", style))
    return row


def _under(data: Parts, part: int | None, width: int) -> str:
    listed = "its best part" if part is None else f"the {data.parts[part]}"
    beyond = sum(one.beyond for one in rows_for(data, part))
    total = sum(data.filters)
    short = (
        f"Every filter with {listed}; {beyond} of {total} beyond chance. Overlap: pixels in both "
        f"by pixels in either, over {data.images} faces."
    )
    if width < _WIDE:
        return short
    return (
        f"{short} A filter fires in its greatest values, over all faces as many as the part has "
        "pixels (after Bau et al. 2017). Chance: the map of one face with the part of another."
    )


def _legend(name: str, share: float, way: Way) -> str:
    fires, edge, both = (
        ("orange", "blue", "green") if way == "colours" else (FIRES.sign, PART.sign, BOTH.sign)
    )
    return (
        f"{fires}: the filter fires (its greatest {share:.1f} % of values) · {edge}: the edge of "
        f"the {name} · {both}: both · n: more faces"
    )
