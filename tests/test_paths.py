"""Where things are kept."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tutor import paths


@pytest.fixture
def unset(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No `TUTOR_HOME`, and a user's home folder of the test's own."""
    monkeypatch.delenv("TUTOR_HOME", raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_tutor_home_moves_all_state(home: Path) -> None:
    assert paths.home() == home
    places = [
        paths.cache(), paths.runs(), paths.workers(), paths.exports(), paths.database()
    ]  # fmt: skip
    assert [place.parent for place in places] == [home] * 5
    assert len(set(places)) == 5
    assert not home.exists()  # naming a folder makes none


def test_without_it_state_lives_in_the_users_folders(unset: Path) -> None:
    for place in (paths.home(), paths.cache(), paths.runs(), paths.database()):
        assert place.is_relative_to(unset)
        assert paths.APPLICATION in place.parts
    assert not paths.cache().is_relative_to(paths.home())


def test_an_empty_tutor_home_counts_as_none(unset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_HOME", "")
    assert paths.home().is_relative_to(unset)


def test_a_relative_tutor_home_stays_where_it_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TUTOR_HOME", "state")
    found = paths.home()
    assert found == tmp_path / "state"
    assert found.is_absolute()


def test_a_tilde_is_the_users_home(unset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUTOR_HOME", "~/state")
    assert paths.home() == unset / "state"


def test_a_tilde_with_nobodys_name_is_a_folders_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TUTOR_HOME", "~no-such-user-here/state")
    assert paths.home() == tmp_path / "~no-such-user-here" / "state"


def test_the_lessons_are_found_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.lessons().is_absolute()
    assert paths.lessons().is_dir()


@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_a_private_folder_and_its_new_parents_are_the_owners_alone(
    tmp_path: Path, umask: int
) -> None:
    tmp_path.chmod(0o755)
    before = os.umask(umask)
    try:
        made = paths.private_folder(tmp_path / "a" / "b")
    finally:
        os.umask(before)
    assert made == tmp_path / "a" / "b"
    for folder in (made, made.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755  # what was there stays as it was
    assert paths.private_folder(made) == made


def test_a_folder_that_cannot_be_made_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        paths.private_folder(tmp_path / "file" / "folder")


def test_lessons_within_the_package_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "tutor"
    package.mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", package)
    assert paths.lessons() == tmp_path / "lessons"  # beside it, as in a checkout
    (package / "lessons").mkdir()
    assert paths.lessons() == package / "lessons"  # as a wheel puts them
