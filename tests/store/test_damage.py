"""Files that are damaged or newer: what is set aside, what is left alone, and what is said."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.store import schema
from tutor.store.database import ProgressError, examine
from tutor.store.progress import Progress

Held = Callable[..., AbstractContextManager[Callable[[], None]]]

OPENER = """
import sys
from pathlib import Path
from tutor.store.progress import Progress

print("ready", flush=True)
sys.stdin.readline()
with Progress.open(Path(sys.argv[1]), wait=30.0) as progress:
    progress.complete(sys.argv[2])
    print(progress.kept, bool(progress.notice))
"""


@pytest.fixture
def path(progress_file: Path) -> Path:
    """A sound file, with two lessons completed."""
    return progress_file


def neighbours(path: Path) -> list[str]:
    """The names of all files in the folder of state."""
    return sorted(file.name for file in path.parent.iterdir())


def overwrite(path: Path, start: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def no_database(path: Path) -> None:
    path.write_bytes(b"This is a letter to my grandmother.\n" * 100)


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def scribbled_over(path: Path) -> None:
    # Every page after the first, whose header keeps saying that this is a database.
    overwrite(path, 4096, os.urandom(path.stat().st_size - 4096))


def without_its_schema(path: Path) -> None:
    overwrite(path, 100, bytes(1000))


@pytest.mark.parametrize("harm", [no_database, cut_short, scribbled_over, without_its_schema])
def test_a_damaged_file_is_set_aside_and_a_fresh_one_begun(
    path: Path, harm: Callable[[Path], None]
) -> None:
    harm(path)
    harmed = path.read_bytes()
    with Progress.open(path) as progress:
        assert progress.kept
        assert progress.completed() == {}
        progress.complete("pooling")
    aside, fresh = sorted(path.parent.iterdir(), reverse=True)
    assert fresh == path
    assert aside.name.startswith("progress.db.damaged-")
    assert aside.read_bytes() == harmed
    assert aside.name in progress.notice
    assert str(path) in progress.notice
    with Progress.open(path) as again:
        assert again.notice == ""
        assert set(again.completed()) == {"pooling"}


def test_a_damaged_file_takes_the_journal_of_a_write_under_way_along(
    path: Path, held: Held
) -> None:
    journal = path.with_name("progress.db-journal")
    with held(path, "BEGIN IMMEDIATE", "UPDATE completed SET at = 0"):
        written = journal.read_bytes()
        scribbled_over(path)
        with Progress.open(path) as progress:
            progress.complete("pooling")
            assert progress.kept
        (aside,) = path.parent.glob("*.damaged-*-journal")
        assert aside.read_bytes() == written
        assert aside.name.removesuffix("-journal") in progress.notice
        assert not journal.exists()


def test_files_set_aside_within_one_second_are_all_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.strftime", lambda _form: "20260131-120000")
    contents = [f"letter {number} ".encode() * 100 for number in range(3)]
    for content in contents:
        path.write_bytes(content)
        Progress.open(path).close()
    asides = sorted(path.parent.glob("*.damaged-*"))
    assert [aside.read_bytes() for aside in asides] == contents


def test_two_terminals_that_find_the_damage_at_once_begin_one_fresh_file(path: Path) -> None:
    no_database(path)
    both = [
        subprocess.Popen(
            [sys.executable, "-c", OPENER, str(path), lesson],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for lesson in ("first", "second")
    ]  # fmt: skip
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    told = [process.communicate(timeout=60)[0].split() for process in both]
    assert [kept for kept, _noticed in told] == ["True", "True"]
    assert "True" in [noticed for _kept, noticed in told]
    assert len(list(path.parent.glob("*.damaged-*"))) == 1
    with Progress.open(path) as progress:
        assert set(progress.completed()) == {"first", "second"}


@settings(max_examples=25, deadline=None)
@given(content=st.binary(max_size=3000), like_one=st.booleans())
def test_no_content_whatever_is_an_error_at_the_start(content: bytes, *, like_one: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "progress.db"
        path.write_bytes((b"SQLite format 3\0" if like_one else b"") + content)
        with Progress.open(path) as progress:
            progress.complete("circles")
            assert set(progress.completed()) == {"circles"}
            assert bool(progress.notice) or path.stat().st_size > 0


def test_a_newer_file_is_never_touched(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = path.read_bytes()
    with Progress.open(path) as progress:
        assert not progress.kept
        assert "made by a newer version" in progress.notice
        assert "Nothing will be kept" in progress.notice
        assert progress.completed() == {}
        progress.complete("pooling")
        assert set(progress.completed()) == {"pooling"}
    assert path.read_bytes() == before
    assert neighbours(path) == ["progress.db"]


def test_a_newer_file_that_is_damaged_too_is_not_ours_to_set_aside(path: Path) -> None:
    scribbled_over(path)
    overwrite(path, 60, (schema.VERSION + 1).to_bytes(4, "big"))
    before = path.read_bytes()
    Progress.open(path).close()
    assert path.read_bytes() == before
    assert neighbours(path) == ["progress.db"]


def test_tables_that_a_newer_program_changes_meanwhile_are_left_alone(path: Path) -> None:
    with Progress.open(path) as progress:
        with closing(sqlite3.connect(path)) as newer:
            newer.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        with pytest.raises(ProgressError, match="newer version") as caught:
            progress.complete("pooling")
        assert caught.value.reason == "newer"
        assert set(progress.completed()) == {"circles", "spirals"}


def test_looking_at_a_sound_file_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    examine(path)
    assert path.read_bytes() == before
    assert neighbours(path) == ["progress.db"]


@pytest.mark.parametrize("harm", [no_database, scribbled_over])
def test_looking_at_a_damaged_file_tells_and_leaves_it(
    path: Path, harm: Callable[[Path], None]
) -> None:
    harm(path)
    before = path.read_bytes()
    with pytest.raises(ProgressError) as caught:
        examine(path)
    assert caught.value.reason == "damaged"
    assert path.read_bytes() == before
    assert neighbours(path) == ["progress.db"]
