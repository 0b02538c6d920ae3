"""Networks on a plane in rows of text: what stands where, with and without colour."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.answers.planes import boundary, film, three_classes
from tutor.lab.text.boundary import Drawing, drawn
from tutor.lab.text.boundary_parts import Chosen, Scene
from tutor.lab.text.field import boundary as line_of
from tutor.lab.text.picture import Way
from tutor.lab.text.surface import of_network, of_unit
from tutor.lab.text.tints import Look
from tutor.lab.views.boundary import Boundary

ANSWER = Chosen(2)
BOTH = ("train", "validation")


def picture(
    width: int, height: int, *, chosen: Chosen = ANSWER, way: Way = "colours",
    parts: tuple[str, ...] = ("train",), of: Boundary | None = None, alone: bool = False,
) -> Drawing:  # fmt: skip
    return drawn(Scene(of or boundary(), chosen, parts, Look(way)), width, height, alone=alone)


def text(drawing: Drawing) -> str:
    return "\n".join("".join(run for run, _ in row) for row in drawing.rows)


def test_the_line_of_a_circle_is_a_circle() -> None:
    surface = of_network(boundary())
    cells = line_of(surface, surface.rows(40, 40))
    assert len(cells) > 30
    for x, y in cells:
        distance = ((x - 19.5) ** 2 + (2 * y + 0.5 - 19.5) ** 2) ** 0.5
        assert 10 < distance < 14.5, (x, y)


def test_a_sure_network_has_no_line() -> None:
    flat = boundary(radius=9.0)
    surface = of_network(flat)
    assert line_of(surface, surface.rows(20, 20)) == {}


@pytest.mark.parametrize("way", ["colours", "shades", "letters"])
@pytest.mark.parametrize("size", [(75, 19), (36, 15), (126, 36), (195, 44)])
def test_rows_fill_the_room_and_no_more(way: Way, size: tuple[int, int]) -> None:
    drawing = picture(*size, way=way, parts=BOTH)
    assert len(drawing.rows) == size[1]
    assert {sum(len(run) for run, _ in row) for row in drawing.rows} == {size[0]}


def test_without_colour_classes_sets_and_line_differ_by_shape() -> None:
    told = text(picture(75, 19, way="shades", parts=BOTH))
    assert set("○●◦•·▒") <= set(told)
    assert any("\u2800" < sign < "\u28ff" for sign in told)
    assert all(style in {"", "title", "axis", "quiet", "mark"}
               for row in picture(126, 36, way="shades").rows for _, style in row)  # fmt: skip


def test_letters_are_ascii_but_for_what_a_terminal_stands_in_for() -> None:
    rows = picture(36, 15, way="letters", parts=BOTH).rows[1:-2]
    field = "".join(run[:24] for row in rows for run, _ in row)
    assert field.isascii()
    assert set("XOxo*") <= set(field)


def test_the_units_of_one_layer_stand_beside_the_answer_with_its_weights() -> None:
    drawing = picture(75, 19)
    told = text(drawing)
    assert "Layer 2 of 2: 3 × tanh" in told
    assert "Weights for second" in told
    assert "unit 2  +1.82" in told
    assert [place.chosen for place in drawing.places] == [Chosen(1, at) for at in range(3)]


def test_where_little_is_beside_the_answer_the_layer_is_named_shorter_and_whole() -> None:
    heads = {text(picture(width, 34)).splitlines()[0].rstrip() for width in range(60, 90)}
    assert any(head.endswith("Layer 2: 3 × tanh") for head in heads)
    assert all(head.endswith("3 × tanh") for head in heads)


def test_a_unit_is_shown_large_with_what_comes_in() -> None:
    told = text(picture(75, 19, chosen=Chosen(0, 1)))
    assert "Unit 2 of layer 1, tanh" in told
    assert "Layer 1 of 2: 4 × tanh" in told
    assert "▸" in told
    assert "bias −0.25" in told
    assert "x₁      +0.28" in told


@pytest.mark.parametrize("way", ["colours", "shades", "letters"])
@pytest.mark.parametrize(
    ("activation", "below"),
    [("tanh", True), ("leaky_relu", True), ("linear", True), ("relu", False), ("sigmoid", False)],
)
def test_the_legend_of_a_unit_tells_what_its_activation_can_answer(
    way: Way, activation: str, below: bool
) -> None:
    plane = boundary()
    layers = [msgspec.structs.replace(one, activation=activation) for one in plane.layers]
    of = msgspec.structs.replace(plane, layers=layers)
    told = text(picture(75, 19, chosen=Chosen(0, 1), way=way, of=of))
    assert ("below 0" in told) == below
    assert ("from 0 up to " in told) != below


def test_where_it_is_wide_the_whole_network_is_seen_with_lines() -> None:
    drawing = picture(126, 36)
    told = text(drawing)
    assert "layer 1" in told.splitlines()[0]
    assert "layer 2" in told.splitlines()[0]
    assert len(drawing.places) == 7
    between = [line[5:20] for line in told.splitlines()]
    assert any("\u2800" < sign < "\u28ff" for line in between for sign in line)


def test_where_it_is_narrow_the_answer_stands_alone() -> None:
    drawing = picture(36, 15)
    assert drawing.places == []
    assert "What the network says" in text(drawing)


def test_a_layer_of_many_units_shows_those_around_the_chosen_one() -> None:
    wide = boundary((32, 32))
    for size in ((75, 19), (126, 36)):
        drawing = picture(*size, of=wide, chosen=Chosen(1, 31))
        assert Chosen(1, 31) in [place.chosen for place in drawing.places]
    assert "of 32" in text(picture(126, 36, of=wide))


def test_of_more_classes_each_has_its_number_and_its_weights() -> None:
    told = text(picture(75, 19, of=three_classes(), chosen=Chosen(0, 2), way="shades"))
    rows = told.splitlines()[2:15]
    assert all(row[:8].strip(" 1○●◦•") == "" for row in rows)
    assert "1" in rows[0]
    assert "2" in rows[0][10:22]
    assert "3" in rows[0][22:32]
    assert "Weights for c" in told
    assert "No hidden layer: straight boundaries" in told


def test_a_silent_unit_is_said_to_be_silent() -> None:
    silent = boundary((1,))
    unit = silent.layers[0].units[0]
    made = type(unit)(scale=0.0, bias=0.0, incoming=[0.0, 0.0], response=bytes([128] * 900))
    layers = [type(silent.layers[0])(activation="relu", total=1, grid=30, units=[made])]
    changed = Boundary(**{name: getattr(silent, name) for name in silent.__struct_fields__}
                       | {"layers": layers})  # fmt: skip
    assert "silent: 0 everywhere" in text(picture(75, 19, of=changed, chosen=Chosen(0, 0)))
    assert of_unit(layers[0], made).heights == (0.0,) * 900


def test_a_film_shows_the_answer_alone() -> None:
    assert picture(126, 36, alone=True).places == []
    assert len(film().fields) == len(film().epochs)


@settings(max_examples=40)
@given(
    width=st.integers(0, 210), height=st.integers(0, 60),
    layer=st.integers(0, 2), way=st.sampled_from(("colours", "shades", "letters")),
)  # fmt: skip
def test_any_size_can_be_drawn(width: int, height: int, layer: int, way: Way) -> None:
    drawing = picture(width, height, chosen=Chosen(layer), way=way)
    assert len(drawing.rows) == max(height, 1)
