"""The glossary of a course, and where terms are used."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.course.lesson_texts import BODY, FRONT
from tests.support import lesson, write_text
from tutor import paths
from tutor.course.catalog import Catalog
from tutor.course.glossary import Glossary, Term, step_of


def term(name: str, of: str = "one", meaning: str = "") -> Term:
    return Term(name, meaning or f"What {name} means in {of}.", of, of.title())


TERMS = [
    term("feature map"), term("loss"), term("validation loss"), term("entropy"), term("bias"),
    term("weights"), term("loss", "two"), term("L2 penalty", "two"), term("C++", "two"),
]  # fmt: skip
GLOSSARY = Glossary(TERMS)


def found(text: str, lesson_id: str = "") -> list[tuple[str, str]]:
    """The terms that `text` uses, each with how it stands there."""
    return [(use.term.name, text[use.start : use.end]) for use in GLOSSARY.uses(text, lesson_id)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Each feature map, and all Feature-Maps.", [("feature map", "feature map")]),
        ("Feature maps first", [("feature map", "Feature maps")]),
        ("validation losses fall", [("validation loss", "validation losses")]),
        ("The loss, then the validation loss", [("loss", "loss"),
                                                ("validation loss", "validation loss")]),
        ("glossy lossless losers", []),
        ("entropies of a biased bias, of biases",
         [("entropy", "entropies"), ("bias", "bias")]),
        ("one weight", [("weights", "weight")]),
        ("an l2-penalty in C++", [("L2 penalty", "l2-penalty"), ("C++", "C++")]),
        ("", []),
    ],
)  # fmt: skip
def test_a_text_uses_terms_in_singular_and_plural(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text) == expected


def test_of_two_meanings_that_of_the_lesson_counts() -> None:
    assert GLOSSARY.uses("the loss")[0].term.lesson == "one"
    assert GLOSSARY.uses("the loss", "two")[0].term.lesson == "two"
    assert [one.lesson for one in GLOSSARY.terms if one.name == "loss"] == ["one", "two"]


@pytest.mark.parametrize(
    ("lesson_id", "of"),
    [("a", "b"), ("b", "b"), ("c", "b"), ("d", "d"), ("e", "d"), ("", "b"), ("unknown", "b")],
)
def test_of_other_lessons_the_last_one_before_counts(lesson_id: str, of: str) -> None:
    glossary = Glossary([term("loss", "b"), term("loss", "d")], list("abcde"))
    one = glossary.find("loss", lesson_id)
    assert one is not None
    assert one.lesson == of
    assert [sense.lesson for sense in glossary.senses(one)] == ["d" if of == "b" else "b"]


def test_a_lesson_never_gets_anothers_sense_of_its_own_term() -> None:
    catalog = Catalog.load(paths.lessons())
    glossary = Glossary.of(catalog)
    for entry in catalog.entries:
        own = entry.front.glossary if entry.front is not None else {}
        for name, meaning in own.items():
            one = glossary.find(name, entry.id)
            assert one is not None
            assert one.meaning == meaning


def test_a_meaning_told_twice_is_held_once() -> None:
    same = [term("epoch", "one", "A pass."), term("Epoch", "two", "A pass.")]
    assert [one.lesson for one in Glossary(same).terms] == ["one"]


@given(st.text(max_size=60))
def test_uses_are_where_they_say_and_never_overlap(text: str) -> None:
    end = 0
    for use in sorted(GLOSSARY.uses(text + " loss of weights "), key=lambda one: one.start):
        assert end <= use.start < use.end
        end = use.end


@given(st.lists(st.text(max_size=12), max_size=8), st.text(max_size=30))
def test_any_names_can_be_held_and_looked_for(names: list[str], text: str) -> None:
    glossary = Glossary(term(name) for name in names)
    glossary.uses(" ".join([*names, text]))
    assert set(glossary.matching(text)) <= set(glossary.terms)
    for one in glossary.terms:
        if one.key:
            assert one in glossary.matching(one.name)


@pytest.mark.parametrize(
    ("typed", "first"),
    [("los", "loss"), ("map", "feature map"), ("validation los", "validation loss"),
     ("wieghts", "weights"), ("entopy", "entropy"), ("LOSS", "loss")],
)  # fmt: skip
def test_what_is_typed_finds_the_likeliest_term_first(typed: str, first: str) -> None:
    assert GLOSSARY.matching(typed)[0].name == first


def test_words_of_a_meaning_find_it_and_nonsense_finds_nothing() -> None:
    glossary = Glossary([term("pooling", meaning="Keeps the largest of each block.")])
    assert [one.name for one in glossary.matching("largest block")] == ["pooling"]
    assert glossary.matching("qqqq") == []
    assert glossary.matching("  ") == glossary.terms


def test_a_lesson_has_the_terms_of_the_step_first_and_its_own_before_others() -> None:
    parts = GLOSSARY.arranged("two", {"loss", "feature map"})
    assert [(heading, [one.name for one in terms]) for heading, terms in parts] == [
        ("In this step", ["feature map", "loss"]),
        ("In this lesson", ["C++", "L2 penalty"]),
        ("In other lessons", ["bias", "entropy", "validation loss", "weights"]),
    ]
    assert parts[0][1][1].lesson == "two"
    likely = GLOSSARY.matching("loss", parts[0][1])
    assert (likely[0].lesson, likely[0].name) == ("two", "loss")


def test_terms_come_from_the_heads_of_lessons_which_are_not_read_for_them(tmp_path: Path) -> None:
    write_text(tmp_path / "good.md", FRONT + BODY)
    catalog = Catalog.load(tmp_path)
    glossary = Glossary.of(catalog)
    assert [(one.name, one.title) for one in glossary.terms] == [("feature map", "A good lesson")]
    assert not catalog.entries[0].read


def test_a_term_leads_to_the_step_that_uses_it_first() -> None:
    networks = lesson()
    glossary = Glossary.of(Catalog.load(paths.lessons()))
    for name in networks.front.glossary:
        one = glossary.find(name, networks.id)
        assert one is not None
        uses = [name in [used.name for used in glossary.used_in(step, networks.id)]
                for step in networks.steps]  # fmt: skip
        assert step_of(one, networks) == (uses.index(True) if any(uses) else 0)
    assert step_of(term("quaternion"), networks) == 0
