"""Numbers that JSON has no way to write."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.numbers import (
    Wire,
    decode,
    decode_columns,
    decode_values,
    encode,
    encode_columns,
    encode_values,
)


def same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))


@given(st.floats())
def test_every_number_survives_strict_json(value: float) -> None:
    written = json.dumps(encode(value), allow_nan=False)
    assert same(decode(json.loads(written)), value)


@pytest.mark.parametrize(
    ("value", "written"),
    [(math.nan, "NaN"), (math.inf, "Infinity"), (-math.inf, "-Infinity"), (0.5, 0.5), (-0.0, 0.0)],
)
def test_each_kind_has_its_own_form(value: float, written: Wire) -> None:
    assert encode(value) == written


@given(st.text().filter(lambda text: text not in {"NaN", "Infinity", "-Infinity"}))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="strings allowed are NaN, Infinity, -Infinity"):
        decode(text)  # type: ignore[arg-type]


def test_a_whole_number_becomes_a_float() -> None:
    assert isinstance(decode(3), float)


@given(st.dictionaries(st.text(), st.lists(st.floats())))
def test_columns_come_back(columns: dict[str, list[float]]) -> None:
    back = decode_columns(json.loads(json.dumps(encode_columns(columns), allow_nan=False)))
    assert list(back) == list(columns)
    for name, values in columns.items():
        assert len(back[name]) == len(values)
        assert all(map(same, back[name], values))


@given(st.dictionaries(st.text(), st.floats()))
def test_values_come_back(values: dict[str, float]) -> None:
    back = decode_values(json.loads(json.dumps(encode_values(values), allow_nan=False)))
    assert list(back) == list(values)
    assert all(same(back[name], value) for name, value in values.items())
