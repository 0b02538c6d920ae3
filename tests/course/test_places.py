"""Lines of TOML keys: exact for every way to write a key, and complete for any TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.course.places import Places, places

TEXT = '''# a comment with = and [brackets]
title = "a # b"
long = """
quiz = "not a key"
[[options]]
""\\"" """
raw = \'\'\'
x = 1
\'\'\'\'
tags = [
  "one",  # the first

  "two"]
inline = { a = 1, "b c" = [ { d = 2 } ] }
a.b."c.d" = 5

[on]
good_fit = "x"

[[options]]
text = 'one'
[[options]]
text = "two"
why.deep = 3
[options.more]
x = 1
[[options.sub]]
y = 1
'''


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("title", 2), ("long", 3), ("raw", 7), ("tags", 10), ("tags[1]", 11), ("tags[2]", 13),
        ("inline", 14), ("inline.a", 14), ("inline.b c[1].d", 14), ("a.b", 15), ("a.b.c.d", 15),
        ("on", 17), ("on.good_fit", 18), ("options", 20), ("options[1]", 20),
        ("options[1].text", 21), ("options[2]", 22), ("options[2].text", 23),
        ("options[2].why.deep", 24), ("options[2].more", 25), ("options[2].more.x", 26),
        ("options[2].sub[1].y", 28),
    ],
)  # fmt: skip
def test_every_key_has_its_line(field: str, line: int) -> None:
    tomllib.loads(TEXT)
    assert places(TEXT)[field] == line


def test_texts_and_comments_hold_no_keys() -> None:
    assert not {"quiz", "x", "a comment with"} & places(TEXT).keys()


def test_what_is_missing_is_looked_for_around_it() -> None:
    known = Places(TEXT, before=100)
    assert known.line_of("options[2].colour", 99) == 122
    assert known.line_of("options[9].colour", 99) == 120
    assert known.line_of("on.x.y", 99) == 117
    assert known.line_of("nowhere", 99) == 99
    assert known.line_of("", 99) == 99
    assert Places().line_of("on", 99) == 99


KEYS = st.text(alphabet="ab \".'\\#é=[]", max_size=4)
LEAVES = st.one_of(st.integers(), st.booleans(), st.text(max_size=8), st.floats(allow_nan=False))
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=8,
)  # fmt: skip


def quoted(text: str) -> str:
    characters = (
        f"\\U{ord(one):08x}" if one in '"\\' or not one.isprintable() else one for one in text
    )
    return f'"{"".join(characters)}"'


def written(value: object, gap: str) -> str:
    """`value` as TOML, lists over several lines where `gap` is a line end."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return quoted(value)
        case list():
            return f"[{gap}{f',{gap}'.join(written(one, gap) for one in value)}{gap}]"
        case dict():
            pairs = (f"{quoted(key)} = {written(one, '')}" for key, one in value.items())
            return f"{{ {', '.join(pairs)} }}"
        case _:
            return repr(value)


def paths(value: object, path: str) -> Iterator[str]:
    if isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield f"{path}[{number}]"
            yield from paths(one, f"{path}[{number}]")
    if isinstance(value, dict):
        for key, one in value.items():
            inner = f"{path}.{key}" if path else str(key)
            yield inner
            yield from paths(one, inner)


@given(st.dictionaries(KEYS, VALUES, max_size=5), st.sampled_from(["", "\n", " # x, ]\n  "]))
def test_any_toml_is_walked_to_its_end(data: dict[str, object], gap: str) -> None:
    lines = [f"{quoted(key)} = {written(value, gap)}" for key, value in data.items()]
    text = "\n".join(lines)
    assert tomllib.loads(text) == data
    found = places(text)
    assert set(found) == set(paths(data, ""))
    assert all(1 <= line <= text.count("\n") + 1 for line in found.values())


@given(st.lists(st.lists(st.sampled_from("xyz"), unique=True, max_size=3), max_size=5))
def test_entries_of_a_list_of_tables_are_counted(entries: list[list[str]]) -> None:
    text = "".join("[[e]]\n" + "".join(f"{key} = 1\n" for key in keys) for keys in entries)
    line, found = 1, places(text)
    for number, keys in enumerate(entries, 1):
        assert found[f"e[{number}]"] == line
        for offset, key in enumerate(keys, 1):
            assert found[f"e[{number}].{key}"] == line + offset
        line += 1 + len(keys)
