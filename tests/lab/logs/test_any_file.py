"""Whatever stands in a file, it is read or refused in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor.diagnosis.history import History
from tutor.lab.logs import LogError, read_history

CHARACTERS = 'abcdelosv_,;\t"\n\r 0123456789.-+eE{}[]:NaIfity\x00\x1b\ufeffé'


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.csv"


def read_or_refuse(path: Path, content: bytes) -> History | None:
    """The history, of at least one epoch; None where the file is refused by its name."""
    path.write_bytes(content)
    refused = ""
    try:
        made: History | None = read_history(path)
    except LogError as error:
        made, refused = None, str(error)
    assert path.name in refused if made is None else made.epochs >= 1
    return made


@given(st.one_of(st.binary(max_size=200), st.text(CHARACTERS, max_size=200).map(str.encode)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_file_is_read_or_refused(log: Path, content: bytes) -> None:
    made = read_or_refuse(log, content)
    assert made is None or len({len(column) for column in made.metrics.values()}) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["loss", "val_loss", "history", "acc"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(JSON)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_json_is_read_or_refused(log: Path, content: object) -> None:
    made = read_or_refuse(log, json.dumps(content).encode())
    assert made is None or "loss" in made.metrics or "val_loss" in made.metrics
