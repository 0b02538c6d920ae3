"""What can be looked at after a run is written and read again; damage is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lab.views import files
from tutor.lab.views.outcomes import OutcomesQuery
from tutor.lab.views.writing import SAMPLE, Sample

WRITTEN = Sample(temperature=0.5, given=["a"], drawn=["b", "\n"])
PLACE = files.file_of(SAMPLE)


def test_a_sample_comes_back(tmp_path: Path) -> None:
    assert files.write(tmp_path, PLACE, WRITTEN) == "views/sample.json"
    assert files.read(tmp_path, PLACE, Sample) == WRITTEN
    assert [path.name for path in (tmp_path / "views").iterdir()] == ["sample.json"]


def test_what_a_learner_drew_or_typed_is_theirs_alone(tmp_path: Path) -> None:
    files.write(tmp_path, PLACE, WRITTEN)
    assert (tmp_path / "views").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / PLACE).stat().st_mode & 0o777 == 0o600


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(files.ViewError, match=r"sample\.json: cannot be read"):
        files.read(tmp_path, PLACE, Sample)


@given(data=st.binary(max_size=60))
def test_whatever_stands_there_gives_a_sample_or_one_sentence(
    data: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("run")
    (folder / "views").mkdir()
    (folder / PLACE).write_bytes(data)
    with pytest.raises(files.ViewError, match="cannot be read"):
        files.read(folder, PLACE, Sample)


def test_equal_queries_have_one_place_and_others_another() -> None:
    places = {files.answer_of(OutcomesQuery(part=part)) for part in ("validation", "test")}
    assert len(places) == 2
    assert files.answer_of(OutcomesQuery()) == files.answer_of(OutcomesQuery(part="validation"))
    assert all(place.startswith("views/outcomes-") for place in places)


def test_a_folder_that_cannot_be_written_leaves_nothing_half(tmp_path: Path) -> None:
    (tmp_path / "views").mkdir()
    (tmp_path / PLACE).mkdir()
    with pytest.raises(OSError, match="sample"):
        files.write(tmp_path, PLACE, WRITTEN)
    assert [path.name for path in (tmp_path / "views").iterdir()] == ["sample.json"]


def test_the_oldest_answers_of_a_view_are_let_go(tmp_path: Path) -> None:
    for number in range(40):
        path = tmp_path / files.write(tmp_path, f"views/outcomes-{number:012x}.json", WRITTEN)
        os.utime(path, (number, number))
    files.write(tmp_path, PLACE, WRITTEN)
    files.tidy(tmp_path, OutcomesQuery())
    left = {path.name for path in (tmp_path / "views").iterdir()}
    assert left == {"sample.json", *(f"outcomes-{n:012x}.json" for n in range(8, 40))}
    files.tidy(tmp_path / "gone", OutcomesQuery())
