"""The parts of a picture of a network on a plane: the large field, a unit, the weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tutor.lab.text.board import Board
from tutor.lab.text.field import field, legend, small
from tutor.lab.text.picture import mixed, plain
from tutor.lab.text.signs import minus
from tutor.lab.text.surface import of_network, of_unit
from tutor.lab.text.tints import Look
from tutor.lab.views.boundary import Boundary, Unit

AROUND = 3
"""Rows around a field: its title above, its axis and its legend below."""
_ENTRY = 19
"""Columns of a weight in a list."""
_BAR = 5
_FROM_ZERO = {"relu", "relu6", "sigmoid", "hard_sigmoid", "softplus"}
"""Activations that never answer below 0."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is shown large.

    Attributes:
        layer: a hidden one, from 0; the number of hidden layers means the network's answer.
        unit: of that layer, or the class whose weights are told, from 0.
    """

    layer: int
    unit: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a unit's picture lies, for the mouse.

    Attributes:
        x, y, width, height: in cells.
        chosen: the unit.
    """

    x: int
    y: int
    width: int
    height: int
    chosen: Chosen

    def holds(self, x: int, y: int) -> bool:
        """Whether a cell belongs to it."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height


@dataclass(frozen=True, slots=True)
class Scene:
    """All that a picture is made of.

    Attributes:
        boundary: what the network makes of the plane.
        chosen: what is shown large.
        parts: the sets whose examples are shown.
        look: how things are drawn.
    """

    boundary: Boundary
    chosen: Chosen
    parts: Sequence[str]
    look: Look

    @property
    def unit(self) -> Unit | None:
        """The unit that is chosen; None for the network's answer."""
        layers, chosen = self.boundary.layers, self.chosen
        return None if chosen.layer >= len(layers) else layers[chosen.layer].units[chosen.unit]


def large(board: Board, scene: Scene, x: int, y: int, size: tuple[int, int]) -> None:
    """The network's answer or the chosen unit's, with a title, an axis and what its signs mean.

    Args:
        board: to draw on.
        scene: what to draw.
        x, y: the upper left corner.
        size: columns and rows of the field itself.
    """
    boundary, look, unit = scene.boundary, scene.look, scene.unit
    width, height = size
    points = [part for part in boundary.points if part.part in scene.parts]
    if unit is None:
        surface, title = of_network(boundary), "What the network says"
    else:
        layer = boundary.layers[scene.chosen.layer]
        surface = of_unit(layer, unit)
        title = (
            f"Unit {scene.chosen.unit + 1} of layer {scene.chosen.layer + 1}, {layer.activation}"
        )
    board.write(x, y, title[:width], "title")
    board.lay(x, y + 1, field(surface, width, height, look, points, unit=unit is not None))
    board.write(x, y + height + 1, _axis(boundary, width), "axis")
    if unit is None:
        board.lay(x, y + height + 2, [legend(look, boundary.labels, scene.parts)])
    else:
        activation = boundary.layers[scene.chosen.layer].activation
        board.lay(x, y + height + 2, [_meaning(unit, activation, look)])


def _axis(boundary: Boundary, width: int) -> str:
    """The ends of the axis across, and the limits of the one upwards between them."""
    (left, bottom), (right, top) = boundary.low, boundary.high
    first, last = f"{left:.2g}", f"{right:.2g}"
    between = f"x₁→  x₂↑ {bottom:.2g} to {top:.2g}"
    room = width - len(first) - len(last)
    if len(between) + 2 > room:
        between = "x₁"
    return (first + f"{between:^{max(room, 0)}}" + last)[:width]


def _meaning(unit: Unit, activation: str, look: Look) -> list[tuple[str, str]]:
    """What the shades of a unit's response mean; some activations answer nothing below 0."""
    if unit.scale == 0.0:
        return [("silent: 0 everywhere", "axis")]
    if look.way != "colours":
        below, above = look.response(0, 1.0) * 2, look.response(1, 1.0) * 2
        styles = ("", "")
    else:
        below = above = "██"
        styles = plain(look.palette.areas[0]), plain(look.palette.areas[1])
    if activation in _FROM_ZERO:
        return [(above, styles[1]), (f" from 0 up to {unit.scale:.2g}", "axis")]
    return [(below, styles[0]), (" below 0  ", "axis"), (above, styles[1]),
            (f" above 0  up to {unit.scale:.2g}", "axis")]  # fmt: skip


def picture(board: Board, scene: Scene, place: Place) -> None:
    """The small picture of a unit at its place; an arrow on each side where it is chosen."""
    layer = scene.boundary.layers[place.chosen.layer]
    response = layer.units[place.chosen.unit].response
    rows = small(response, layer.grid, place.width, place.height, scene.look)
    board.lay(place.x, place.y, rows)
    if place.chosen == scene.chosen:
        middle = place.y + (place.height - 1) // 2
        board.put(place.x - 1, middle, "▸", "mark")
        board.put(place.x + place.width, middle, "◂", "mark")


def incoming(scene: Scene) -> tuple[str, list[tuple[str, float]]]:
    """What comes into the chosen unit or class: a title, and each source with its weight.

    Of two classes the second one's weights less the first one's are told, since those decide.
    """
    boundary, chosen, unit = scene.boundary, scene.chosen, scene.unit
    before = len(boundary.layers) if unit is None else chosen.layer
    if unit is not None:
        title, weights = minus(f"Weights in, bias {unit.bias:+.2f}"), unit.incoming
    elif len(boundary.output) == 2:
        first, second = boundary.output
        title = f"Weights for {boundary.labels[1]}"
        weights = [other - one for one, other in zip(first, second, strict=True)]
    else:
        title = f"Weights for {boundary.labels[chosen.unit]}"
        weights = boundary.output[chosen.unit]
    names = ["x₁", "x₂"] if before == 0 else [f"unit {at + 1}" for at in range(len(weights))]
    return title, list(zip(names, weights, strict=False))


def weights(board: Board, scene: Scene, x: int, y: int, room: tuple[int, int]) -> None:
    """The chosen unit's incoming weights, the strongest first, in columns of `room` cells.

    Args:
        board: to draw on.
        scene: what to draw.
        x, y: the upper left corner.
        room: columns and rows.
    """
    width, height = room
    title, found = incoming(scene)
    if height < 2 or width < _ENTRY:
        return
    strongest = max((abs(weight) for _, weight in found), default=0.0) or 1.0
    ordered = sorted(found, key=lambda one: -abs(one[1]))
    columns = max(1, width // (_ENTRY + 1))
    shown = ordered[: columns * (height - 1)]
    if len(shown) < len(ordered):
        title += f" ({len(shown)} of {len(ordered)})"
    board.write(x, y, title[:width], "title")
    for at, (name, weight) in enumerate(shown):
        column, line = divmod(at, height - 1)
        left, row = x + column * (_ENTRY + 1), y + 1 + line
        length = max(round(_BAR * abs(weight) / strongest), 1)
        sign, style = ("━", _coloured(scene.look, 1)) if weight > 0 else (
            "╌", _coloured(scene.look, 0))  # fmt: skip
        board.write(left, row, f"{name:<7}{minus(f'{weight:+6.2f}')} ", "axis")
        board.write(left + 14, row, sign * length, style)


def _coloured(look: Look, told: int) -> str:
    """The style of a bar of this sign."""
    if look.way != "colours":
        return ""
    return plain(mixed(look.palette.areas[told], look.palette.points[told], 0.5))
