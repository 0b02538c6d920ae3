"""What can be looked at after a run is written and read again; damage is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lab import views

SAMPLE = views.Sample(temperature=0.5, given=["a"], drawn=["b", "\n"])


def test_a_sample_comes_back(tmp_path: Path) -> None:
    assert views.write(tmp_path, views.SAMPLE, SAMPLE) == "views/sample.json"
    assert views.read_sample(tmp_path) == SAMPLE


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(views.ViewError, match=r"sample\.json: cannot be read"):
        views.read_sample(tmp_path)


@given(data=st.binary(max_size=60))
def test_whatever_stands_there_gives_a_sample_or_one_sentence(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("run")
    (folder / "views").mkdir()
    (folder / views.path_of(views.SAMPLE)).write_bytes(data)
    with pytest.raises(views.ViewError, match="cannot be read"):
        views.read_sample(folder)
