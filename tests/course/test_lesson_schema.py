"""Filling structures from TOML: everything wrong is told, with what was found and is allowed."""

from __future__ import annotations

import tomllib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.course.lesson import Experiment, Front, Quiz
from tutor.course.schema import convert


def faults(text: str, kind: type[msgspec.Struct]) -> dict[str, str]:
    value, found = convert(tomllib.loads(text), kind)
    assert (value is None) == bool(found)
    return {fault.field: fault.message for fault in found}


def test_a_good_text_fills_the_structure_with_its_defaults() -> None:
    value, found = convert(tomllib.loads('format = 1\nid = "a"\ntitle = "A"'), Front)
    assert not found
    assert value == Front(format=1, id="a", title="A", minutes=15)


def test_whole_numbers_serve_as_numbers() -> None:
    text = 'id="a"\ntype="number"\nprompt="?"\nsolution="!"\nhints=["h"]\ntolerance=2'
    value, found = convert(tomllib.loads(text), Quiz)
    assert not found
    assert value is not None
    assert isinstance(value.tolerance, float)


def test_every_fault_is_told_not_only_the_first() -> None:
    found = faults(
        'id = 3\ntype = "chioce"\npromt = "?"\nhints = ["a", 2]\n'
        '[[options]]\ntext = "x"\n[[options]]\nwhy = true\ntext = "y"\ncorect = true',
        Quiz,
    )
    assert found == {
        "promt": "there is no field 'promt' here; did you mean prompt?",
        "id": "found 3; allowed is text",
        "type": "found 'chioce'; allowed is choice, select, number, text, order or match; "
        "did you mean choice?",
        "prompt": "is missing; allowed is text",
        "solution": "is missing; allowed is text",
        "hints[2]": "found 2; allowed is text",
        "options[1].why": "is missing; allowed is text",
        "options[2].why": "found true; allowed is text",
        "options[2].corect": "there is no field 'corect' here; did you mean correct?",
    }


@pytest.mark.parametrize(
    ("line", "field", "message"),
    [
        ("minutes = 1.5", "minutes", "found 1.5; allowed is a whole number"),
        ("minutes = true", "minutes", "found true; allowed is a whole number"),
        ("minutes = 2026-01-31", "minutes", "found 2026-01-31; allowed is a whole number"),
        ('tags = "x"', "tags", "found 'x'; allowed is a list, each entry text"),
        ("glossary = [1]", "glossary", "found a list of 1; allowed is a table"),
        ("glossary.x = {}", "glossary.x", "found a table; allowed is text"),
    ],
)
def test_what_was_found_and_what_is_allowed(line: str, field: str, message: str) -> None:
    assert faults(f'format = 1\nid = "a"\ntitle = "A"\n{line}', Front) == {field: message}


def test_tables_within_tables_are_told_by_their_path() -> None:
    text = (
        'id="a"\ntask="classify"\ndataset="digits"\ngoal=[]\nreference={filters=[1, {}]}\n'
        'settings=[{name="epochs", default={}}]\nbudget={seconds="long"}\nnetwork={haed="x"}\n'
        "predict = 3"
    )
    assert faults(text, Experiment) == {
        "settings[1].default": "found a table; allowed is true or false, a number or text, "
        "or a list of these",
        "reference.filters": "found a list of 2; allowed is true or false, a number or text, "
        "or a list of these",
        "network.haed": "there is no field 'haed' here; did you mean head?",
        "predict": "found 3; allowed is a table",
        "budget.seconds": "found 'long'; allowed is a number",
    }


def test_escapes_of_toml_bring_no_control_character_in() -> None:
    found = faults(
        'title = "a\\u001b[31m"\ntags = ["\\u202e"]\n[glossary]\n"x\\u0007" = "y"', Front
    )
    assert {field: message.split(";")[0] for field, message in found.items()} == {
        "title": "found the control character U+001B",
        "tags[1]": "found the control character U+202E",
        "glossary": "found the control character U+0007",
    }


def test_numbers_beyond_all_bounds_are_refused() -> None:
    base = 'id="a"\ntype="number"\nprompt="?"\nsolution="!"\nhints=["h"]\n'
    found = faults(f"{base}tolerance = {'9' * 400}", Quiz)
    assert found["tolerance"].startswith("found 9999")
    assert len(found["tolerance"]) < 120
    found = faults(f"format = 0x{'f' * 9000}\nid = 'a'\ntitle = 'b'", Front)
    assert found == {
        "format": "found a number of thousands of digits; allowed are whole numbers of 64 bits"
    }


def test_bottomless_tables_are_refused() -> None:
    text = ".".join("a" * 30) + " = 1"
    assert "deep" in next(iter(faults(text, Front).values()))


SCALARS = st.one_of(
    st.text(max_size=5), st.integers(), st.floats(), st.booleans(), st.dates(), st.none()
)
NAMES = st.sampled_from([*Quiz.__struct_fields__, *Experiment.__struct_fields__, "x"])
DATA = st.dictionaries(
    NAMES,
    st.recursive(
        SCALARS,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)
        ),
        max_leaves=6,
    ),
    max_size=8,
)


@given(DATA, st.sampled_from([Quiz, Experiment, Front]))
def test_nothing_raises(data: dict[str, object], kind: type[msgspec.Struct]) -> None:
    value, found = convert(data, kind)
    assert (value is None) == bool(found)
    assert all(fault.message for fault in found)


@pytest.mark.parametrize(
    ("words", "field", "message"),
    [
        ("3", "on.good_fit", "found 3; allowed is text or a table, or a list of tables"),
        ('{ sai = "a" }', "on.good_fit.sai", "there is no field 'sai' here; "),
        ('[{ sai = "a" }]', "on.good_fit[1].sai", "there is no field 'sai' here; "),
        ('["a"]', "on.good_fit[1]", "found 'a'; allowed is a table"),
        ('[{ say = "a", reached = 1 }]', "on.good_fit[1].reached", "allowed is true or false"),
    ],
)
def test_of_a_text_or_tables_each_entry_is_looked_into(
    words: str, field: str, message: str
) -> None:
    rest = 'id = "a"\ntask = "classify"\ndataset = "digits"\nsettings = []\ngoal = []\n'
    found = faults(f"{rest}reference = {{}}\n[on]\ngood_fit = {words}", Experiment)
    assert message in found[field]
