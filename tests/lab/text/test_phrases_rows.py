"""A text with its key phrases marked, with and without colours, and the scores below."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.answers.texts import PHRASES
from tutor.lab.text import phrases as drawing
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.width import cells
from tutor.lab.views.phrases import Phrase


def texts(rows: list[PlotRow]) -> list[str]:
    return ["".join(text for text, _ in row) for row in rows]


def test_without_colours_phrases_stand_in_brackets() -> None:
    found = " ".join(texts(drawing.marked(PHRASES.text, PHRASES.found, 74, "shades")))
    assert found == ("A [volcano] is an opening in the [crust] through which molten [rock] rises.")


def test_with_colours_they_have_a_ground_the_stronger_the_surer() -> None:
    (row,) = drawing.marked(PHRASES.text, PHRASES.found, 100, "colours")
    styles = {text: style for text, style in row if style}
    assert list(styles) == ["volcano", "crust", "rock"]
    assert styles["volcano"] != styles["rock"]


def test_each_phrase_has_its_probability() -> None:
    (row,) = texts(drawing.listed(PHRASES.text, PHRASES.found, 74))
    assert row.split() == ["99", "%", "volcano", "80", "%", "crust", "51", "%", "rock"]
    assert texts(drawing.listed(PHRASES.text, [], 74)) == [drawing.NOTHING]


def test_wide_signs_keep_the_columns_in_line() -> None:
    text = "日本語 word"
    found = [Phrase(first=0, after=3, share=0.9), Phrase(first=4, after=8, share=0.8)]
    rows = drawing.listed(text, found, 20)
    assert len({cells(entry) for entry in texts(rows)}) == 1


def test_an_example_is_held_against_people() -> None:
    assert drawing.judged(PHRASES) == (
        "2 of its 4 key phrases found; missed: opening, molten rock; marked though none: rock."
    )
    assert drawing.judged(replace(PHRASES, true=None)) == ""


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))))
def test_places_that_make_no_sense_do_no_harm(text: str, spans: list[tuple[int, int]]) -> None:
    phrases = [Phrase(first=first, after=after) for first, after in spans]
    ways: list[Way] = ["colours", "letters"]
    for way in ways:
        rows = drawing.marked(text, phrases, 10, way)
        shown = "".join(part for row in rows for part, _ in row)
        assert len(shown) >= len("".join(text.split()))
