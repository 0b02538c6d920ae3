"""Searching in all lessons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import lesson
from tutor import paths
from tutor.course.catalog import Catalog
from tutor.course.excerpt import excerpt
from tutor.course.glossary import Glossary
from tutor.course.search import Index, folded
from tutor.lab.text.width import cells

LESSONS = [lesson(), lesson("sentiment")]
GLOSSARY = Glossary(
    term
    for term in Glossary.of(Catalog.load(paths.lessons())).terms
    if term.lesson in {one.id for one in LESSONS}
)
INDEX = Index(LESSONS, GLOSSARY)


def test_titles_and_terms_come_before_texts() -> None:
    hits = INDEX.find("pooling")
    assert (hits[0].kind, hits[0].heading) == ("term", "pooling")
    assert all("pooling" in f"{hit.heading} {hit.text}".lower() for hit in hits)
    assert INDEX.find("convolutional networks")[0].kind == "lesson"


def test_a_place_has_all_words_and_its_line_is_marked() -> None:
    hit = next(one for one in INDEX.find("keeps largest number") if one.kind == "step")
    assert hit.lesson == "convolutional-networks"
    step = lesson().steps[hit.step]
    assert hit.heading == step.title
    marked = [hit.text[start:end].lower() for start, end in hit.marks]
    assert "largest" in marked


@pytest.mark.parametrize("typed", ["conv", "CONVOLUTION", "cönvolution", "convlution"])
def test_beginnings_case_accents_and_misspellings_are_forgiven(typed: str) -> None:
    hits = INDEX.find(typed)
    assert "convolution" in {hit.heading for hit in hits}


@pytest.mark.parametrize("typed", ["", "   ", "?!", "qzxv", "qzxv jjjj"])
def test_what_stands_nowhere_finds_nothing(typed: str) -> None:
    assert INDEX.find(typed) == []


def test_words_that_stand_everywhere_count_only_alone() -> None:
    assert [hit.heading for hit in INDEX.find("what is a feature map")] == [
        hit.heading for hit in INDEX.find("feature map")
    ]
    assert INDEX.find("the")


def test_every_lesson_is_found_by_its_title_and_every_term_by_its_name() -> None:
    for one in LESSONS:
        assert one.id in {hit.lesson for hit in INDEX.find(one.title, 5)}
    for term in GLOSSARY.terms:
        assert term.name in {hit.heading for hit in INDEX.find(term.name, 5)}


@given(st.text(max_size=60))
def test_any_query_finds_places_with_marks_inside_their_texts(query: str) -> None:
    for hit in INDEX.find(query):
        for text, marks in ((hit.heading, hit.heading_marks), (hit.text, hit.marks)):
            ends = [place for mark in marks for place in mark]
            assert ends == sorted(ends)
            assert all(0 <= place <= len(text) for place in ends)


@given(st.text(max_size=120))
def test_folding_keeps_places(text: str) -> None:
    assert len(folded(text)) == len(text)


def test_an_empty_course_finds_nothing() -> None:
    assert Index([]).find("anything") == []


@given(st.text(alphabet="ab 漢é…", max_size=120), st.data(), st.integers(1, 60))
def test_an_excerpt_fits_and_keeps_its_first_match(
    text: str, data: st.DataObject, width: int
) -> None:
    words = text.split()
    line = " ".join(words)
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, min(start + 5, len(line))))
    shown, marks = excerpt(line, ((start, end),), width)
    assert cells(shown) <= width
    for a, b in marks:
        assert line[start:end].startswith(shown[a:b])
    if start < end and width >= 30:
        assert [shown[a:b] for a, b in marks] == [line[start:end]]
