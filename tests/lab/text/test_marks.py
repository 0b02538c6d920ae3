"""Marks: rings around regions, outlines of masks, in colours and in signs."""

from __future__ import annotations

from tutor.lab.text.marks import FIRES, PART, marked, outline, ring

GREY = [[(90, 90, 90)] * 4 for _ in range(4)]


def test_a_ring_lies_around_its_region_and_in_the_picture() -> None:
    assert len(ring((1, 1, 3, 3), (8, 8), (8, 8))) == 12
    assert set(ring((-1, -1, 1, 1), (4, 4), (4, 4))) == {(1, 0), (1, 1), (0, 1)}
    assert ring((-9, -9, 99, 99), (4, 4), (4, 4)) == []


def test_an_outline_is_the_edge_of_a_mask_but_not_of_the_picture() -> None:
    mask = [[x < 2 for x in range(4)] for _ in range(3)]
    assert outline(mask) == [(0, 1), (1, 1), (2, 1)]
    assert outline([[True, True]]) == []
    assert outline([]) == []


def test_marks_show_as_signs_where_there_is_no_colour() -> None:
    rows = marked(GREY, {(0, 1): PART, (3, 3): FIRES}, "letters")
    assert rows[0][0][0][2:4] == "oo"
    assert rows[3][0][0][6:] == "XX"


def test_firing_lets_the_picture_through_and_an_outline_does_not() -> None:
    rows = marked(GREY, {(0, 0): PART, (1, 0): FIRES}, "colours")
    upper, lower = rows[0][0][1].split("/")
    assert upper == "#46d2ff"
    assert lower not in {"#ff9614", "#5a5a5a"}
