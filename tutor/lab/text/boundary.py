"""A network on a plane in rows of text, in one of three layouts by the room there is.

Where it is wide, the whole network from its inputs to its answer; else the answer or the chosen
unit, with the units of one layer beside it; where it is narrow, that alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor.lab.text.board import Board
from tutor.lab.text.boundary_parts import AROUND, Chosen, Place, Scene, large, picture, weights
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.wires import Wire, wires
from tutor.lab.views.boundary import UnitLayer

_WHOLE_FROM = 100, 22
_BESIDE_FROM = 60, 10
"""Columns and rows from which on there is room for the whole network, or for one layer."""
_INPUT = 2
_SIZES = ((12, 6), (10, 5), (8, 4), (6, 3), (4, 2))
"""Columns and rows of a unit's picture."""
_LEAST_GAP, _GOOD_GAP, _MOST_GAP = 5, 8, 18
_LEAST_LIST = 4
"""Rows that a list of weights needs."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture.

    Attributes:
        rows: of text.
        places: where units lie, for the mouse.
    """

    rows: list[PlotRow]
    places: list[Place]


def drawn(scene: Scene, width: int, height: int, *, alone: bool = False) -> Drawing:
    """The picture in at most `width` × `height` cells.

    Args:
        scene: what to draw.
        width, height: in cells.
        alone: whether to draw the large field alone, since nothing else is known.
    """
    board = Board(max(width, 1), max(height, 1))
    places: list[Place] = []
    if not alone and width >= _WHOLE_FROM[0] and height >= _WHOLE_FROM[1]:
        places = _whole(board, scene)
    elif not alone and width >= _BESIDE_FROM[0] and height >= _BESIDE_FROM[1]:
        places = _beside(board, scene)
    else:
        large(board, scene, 0, 0, _square(width, height - AROUND))
    return Drawing(board.rows(), places)


def _square(width: int, height: int) -> tuple[int, int]:
    """The largest field that looks square in this room: cells are twice as high as wide."""
    rows = max(min(height, width // 2), 1)
    return 2 * rows, rows


def _beside(board: Board, scene: Scene) -> list[Place]:
    """The large field, and to the right of it the units of one layer over the chosen's weights."""
    layers = scene.boundary.layers
    size = _square(board.width - 24, board.height - AROUND)
    large(board, scene, 0, 0, size)
    x = size[0] + 3
    room = board.width - x
    if not layers:
        board.write(x, 0, "No hidden layer: straight boundaries."[:room], "title")
        weights(board, scene, x, 2, (room, board.height - 2))
        return []
    at = min(scene.chosen.layer, len(layers) - 1)
    layer = layers[at]
    units, of = f"{layer.total} × {layer.activation}", f"{at + 1} of {len(layers)}"
    titles = (f"Layer {of}: {units}", f"Layer {at + 1}: {units}", f"{at + 1}: {units}")
    title = next((one for one in titles if len(one) <= room), titles[-1])
    board.write(x, 0, title[:room], "title")
    places = _gallery(layer, at, scene.chosen, (x, 2, room, board.height - 2 - _LEAST_LIST))
    for place in places:
        picture(board, scene, place)
        board.write(place.x, place.y + place.height, str(place.chosen.unit + 1),
                    "mark" if place.chosen == scene.chosen else "quiet")  # fmt: skip
    below = max((place.y + place.height + 2 for place in places), default=2)
    weights(board, scene, x, below, (room, board.height - below))
    return places


def _gallery(
    layer: UnitLayer, number: int, chosen: Chosen, room: tuple[int, int, int, int]
) -> list[Place]:
    """Where the units of one layer lie, as large as they fit; those around the chosen one.

    Args:
        layer: whose units.
        number: the layer's.
        chosen: what must be among them.
        room: left column, upper row, columns and rows.
    """
    x, y, width, height = room
    count = len(layer.units)
    for wide, high in _SIZES[2:]:
        columns, lines = width // (wide + 2), height // (high + 1)
        if columns * lines >= count or (wide, high) == _SIZES[-1]:
            break
    columns = max(min(columns, -(-count // max(-(-count // max(columns, 1)), 1))), 1)
    lines = max(lines, 1)
    line = chosen.unit // columns if chosen.layer == number else 0
    first = max(line - lines + 1, 0) * columns
    return [
        Place(x + 1 + (at % columns) * (wide + 2), y + at // columns * (high + 1), wide, high,
              Chosen(number, first + at))
        for at in range(min(columns * lines, count - first))
    ]  # fmt: skip


def _whole(board: Board, scene: Scene) -> list[Place]:
    """Inputs, every layer's units and the large field, with lines between them."""
    layers = scene.boundary.layers
    if not layers:
        return _beside(board, scene)
    size = _square(int(board.width * 0.42), board.height - AROUND)
    left = board.width - size[0] - 1
    sized = _sized(layers, left, board.height - 2)
    if sized is None:
        return _beside(board, scene)
    wide, high, gap = sized
    used = _INPUT + len(layers) * wide + (len(layers) + 1) * gap
    x = max(left - used, 0) // 2
    inputs = [board.height // 3, board.height - 1 - board.height // 3]
    columns: list[list[Place]] = []
    for number, layer in enumerate(layers):
        start = x + _INPUT + gap + number * (wide + gap)
        columns.append(_column(layer, number, scene.chosen, start, (wide, high, board.height)))
    field_x = x + used
    _lines(board, scene, columns, (x + _INPUT, field_x, gap), (inputs, size[1]))
    for at, row in enumerate(inputs):
        board.write(x, row, ("x₁", "x₂")[at], "title")
    for number, column in enumerate(columns):
        _head(board, layers[number], number, column, marked=number == scene.chosen.layer)
        for place in column:
            picture(board, scene, place)
    top = max((board.height - size[1] - AROUND - _LEAST_LIST - 2) // 2, 0)
    large(board, scene, field_x, top, size)
    below = top + size[1] + AROUND + 1
    weights(board, scene, field_x, below, (size[0], board.height - below))
    return [place for column in columns for place in column]


def _sized(layers: list[UnitLayer], width: int, height: int) -> tuple[int, int, int] | None:
    """Columns and rows of a unit's picture and columns between layers; None where nothing fits."""
    most = max(len(layer.units) for layer in layers)
    for least in (_GOOD_GAP, _LEAST_GAP):
        for wide, high in _SIZES:
            gap = (width - _INPUT - len(layers) * wide) // (len(layers) + 1)
            low = high == _SIZES[-1][1] and least == _LEAST_GAP
            if gap >= least and (most * (high + 1) <= height + 1 or low):
                return wide, high, min(gap, _MOST_GAP)
    return None


def _column(
    layer: UnitLayer, number: int, chosen: Chosen, x: int, size: tuple[int, int, int]
) -> list[Place]:
    """Where the units of a layer lie, one below the other, around the middle.

    Args:
        layer: whose units.
        number: the layer's.
        chosen: what must be among them, where there are too many.
        x: the left column.
        size: columns and rows of a picture, and rows there are.
    """
    wide, high, rows = size
    room, count = rows - 2, len(layer.units)
    step = high + 1 if count * (high + 1) <= room + 1 else high
    shown = min(count, room // step)
    first = max(chosen.unit - shown + 1, 0) if chosen.layer == number else 0
    spare = room - shown * step
    step += min(spare // max(shown, 1), 1)
    top = 2 + max(room - shown * step + step - high, 0) // 2
    return [Place(x, top + at * step, wide, high, Chosen(number, first + at))
            for at in range(shown)]  # fmt: skip


def _head(
    board: Board, layer: UnitLayer, number: int, column: list[Place], *, marked: bool
) -> None:
    """A layer's number and activation above its units, and how many are not seen."""
    first = column[0]
    style = "mark" if marked else "title"
    middle = first.x + first.width // 2
    for row, text in ((0, f"layer {number + 1}"), (1, layer.activation)):
        board.write(middle - len(text) // 2, row, text, style if row == 0 else "quiet")
    if len(column) < layer.total:
        text = f"{len(column)} of {layer.total}"
        board.write(middle - len(text) // 2, board.height - 1, text, "quiet")


def _lines(
    board: Board,
    scene: Scene,
    columns: list[list[Place]],
    across: tuple[int, int, int],
    down: tuple[list[int], int],
) -> None:
    """The weights between all columns.

    Args:
        board: to draw on.
        scene: what to draw.
        columns: where the units lie.
        across: the column right of the inputs, the field's, and how many lie between layers.
        down: the inputs' rows, and the field's height.
    """
    boundary, chosen = scene.boundary, scene.chosen
    x, field_x, gap = across
    starts: list[tuple[int, float]] = list(enumerate(map(float, down[0])))
    for number, column in enumerate(columns):
        units = boundary.layers[number].units
        found = [
            (start, _middle(place), units[place.chosen.unit].incoming[source],
             chosen in (place.chosen, Chosen(number - 1, source)))
            for place in column for source, start in starts
        ]  # fmt: skip
        _strung(board, scene, found, x, gap)
        starts = [(place.chosen.unit, _middle(place)) for place in column]
        x = column[0].x + column[0].width
    outputs = boundary.output
    if len(outputs) == 2:
        outputs = [[two - one for one, two in zip(*outputs, strict=True)]]
    ends = [board.height * (at + 1) / (len(outputs) + 1) for at in range(len(outputs))]
    last = len(columns) - 1
    found = [
        (start, ends[at], row[source], chosen == Chosen(last, source)
         or (len(outputs) > 1 and chosen == Chosen(last + 1, at)))
        for at, row in enumerate(outputs) for source, start in starts
    ]  # fmt: skip
    _strung(board, scene, found, x, field_x - x)


def _strung(
    board: Board, scene: Scene, found: list[tuple[float, float, float, bool]], x: int, width: int
) -> None:
    """Lines between two columns: (start, end, weight, whether it is the chosen one's)."""
    strongest = max((abs(weight) for _, _, weight, _ in found), default=0.0) or 1.0
    some = [Wire(start, end, weight / strongest, marked) for start, end, weight, marked in found]
    wires(board, x, width, some, scene.look)


def _middle(place: Place) -> float:
    return place.y + (place.height - 1) / 2
