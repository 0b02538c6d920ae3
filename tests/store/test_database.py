"""Files that are busy, full or not writable: nothing is lost, and what is said."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest

from tutor.store.database import ProgressError, open_database
from tutor.store.progress import Progress

Held = Callable[..., AbstractContextManager[Callable[[], None]]]

NOBODY = 65534

BOUNDED = """
import resource, sys
from pathlib import Path
from tutor.store.database import ProgressError
from tutor.store.progress import Progress

path = Path(sys.argv[1])
with Progress.open(path) as progress:
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 20_000, hard))
    kept = 0
    try:
        while True:
            progress.record_attempt("big", "quiz", "x" * 3000, score=0.0, correct=False)
            kept += 1
    except ProgressError as problem:
        print(problem.reason)
    print(kept, len(progress.attempts("big")))
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    progress.complete("afterwards")
"""
"""Fills the file up to a limit that the system sets, then goes on without the limit."""

WITHOUT_ROOM = """
import resource, sys
from pathlib import Path
from tutor.store.database import ProgressError
from tutor.store.progress import Progress

resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
with Progress.open(Path(sys.argv[1])) as progress:
    try:
        progress.complete("pooling")
    except ProgressError as problem:
        print("Refused:", problem)
    print(progress.kept, sorted(progress.completed()), progress.notice)
"""

WITHOUT_RIGHTS = f"""
import os, sys
from pathlib import Path
from tutor.store.progress import Progress

if os.geteuid() == 0:
    os.setuid({NOBODY})
with Progress.open(Path(sys.argv[1])) as progress:
    print(progress.kept, sorted(progress.completed()))
    progress.complete("pooling")
    print(sorted(progress.completed()))
    print(progress.notice)
"""


@pytest.fixture
def path(progress_file: Path) -> Path:
    """A sound file, with two lessons completed."""
    return progress_file


def neighbours(path: Path) -> list[str]:
    """The names of all files in the folder of state."""
    return sorted(file.name for file in path.parent.iterdir())


def test_a_file_that_another_process_holds_is_busy_not_damaged(path: Path, held: Held) -> None:
    with Progress.open(path, wait=0.05) as progress, held(path) as let_go:
        with pytest.raises(ProgressError, match="Another program holds") as caught:
            progress.complete("pooling")
        assert caught.value.reason == "busy"
        with pytest.raises(ProgressError, match="Another program holds"):
            progress.completed()
        let_go()
        progress.complete("pooling")
        assert set(progress.completed()) == {"circles", "spirals", "pooling"}
    assert neighbours(path) == ["progress.db"]


def test_a_file_that_is_busy_at_the_start_is_left_as_it_is(path: Path, held: Held) -> None:
    with held(path), Progress.open(path, wait=0.05) as progress:
        assert not progress.kept
        assert "Nothing will be kept" in progress.notice
        assert "Another program holds" in progress.notice
        progress.complete("pooling")
        assert set(progress.completed()) == {"pooling"}
    assert neighbours(path) == ["progress.db"]
    with Progress.open(path) as progress:
        assert set(progress.completed()) == {"circles", "spirals"}


def test_a_write_waits_for_another_that_takes_a_moment(path: Path, held: Held) -> None:
    with Progress.open(path, wait=60.0) as progress, held(path) as let_go:
        other = threading.Timer(0.1, let_go)
        other.start()
        progress.complete("pooling")
        other.join()
        assert "pooling" in progress.completed()


def test_a_full_disk_is_told_and_loses_nothing(path: Path) -> None:
    opened = open_database(path)
    with Progress(path, opened) as progress:
        (pages,) = opened.connection.execute("PRAGMA page_count").fetchone()
        opened.connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(ProgressError, match="is full") as caught:
            progress.record_attempt("circles", "why", "x" * 50_000, score=0.0, correct=False)
        assert caught.value.reason == "full"
        assert len(progress.attempts("circles")) == 100
        progress.set_position("circles", 1)  # fits into the pages there are
    assert neighbours(path) == ["progress.db"]
    with Progress.open(path) as progress:
        assert progress.notice == ""
        assert set(progress.completed()) == {"circles", "spirals"}
        assert len(progress.attempts("circles")) == 100


def test_a_file_that_cannot_grow_keeps_what_it_has_and_goes_on_later(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BOUNDED, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    reason, kept, there = done.stdout.split()
    assert reason in {"failed", "full"}
    assert kept == there
    assert int(kept) > 0
    assert neighbours(path) == ["progress.db"]
    with Progress.open(path) as progress:
        assert progress.notice == ""
        assert set(progress.completed()) == {"circles", "spirals", "afterwards"}
        assert len(progress.attempts("big")) == int(kept)


def without_room(path: Path) -> str:
    """What a process tells that may not write a single byte."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_ROOM, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert list(path.parent.glob("*.damaged-*")) == []
    return done.stdout


def test_a_disk_without_any_room_for_a_new_file_is_told_at_the_start(tmp_path: Path) -> None:
    told = without_room(tmp_path / "progress.db")
    assert told.startswith("False ['pooling'] Nothing will be kept.")


def test_a_disk_without_any_room_lets_an_existing_file_be_read(path: Path) -> None:
    told = without_room(path)
    assert told.startswith("Refused: ")
    assert "True ['circles', 'spirals']" in told


def test_a_folder_that_cannot_be_made_means_working_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with Progress.open(tmp_path / "file" / "home" / "progress.db") as progress:
        assert not progress.kept
        assert "Nothing will be kept" in progress.notice
        assert "TUTOR_HOME=" in progress.notice
        progress.complete("circles")
        assert set(progress.completed()) == {"circles"}


def test_a_folder_in_the_place_of_the_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    path.mkdir()
    with Progress.open(path) as progress:
        assert not progress.kept
        assert "TUTOR_HOME=" in progress.notice
    assert path.is_dir()


@pytest.mark.parametrize("sealed", ["file", "folder"])
def test_what_cannot_be_written_is_read_and_carried_on_in_memory(path: Path, sealed: str) -> None:
    # Not within the test's own folder, which nobody but its owner may enter.
    home = Path(tempfile.mkdtemp())
    copy = home / "progress.db"
    try:
        shutil.copy(path, copy)
        copy.chmod(0o444 if sealed == "file" else 0o666)
        home.chmod(0o777 if sealed == "file" else 0o555)
        done = subprocess.run(
            [sys.executable, "-c", WITHOUT_RIGHTS, str(copy)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert copy.read_bytes() == path.read_bytes()
    finally:
        home.chmod(0o700)
        shutil.rmtree(home)
    assert done.returncode == 0, done.stderr
    first, second, notice = done.stdout.splitlines()
    assert first == "False ['circles', 'spirals']"
    assert second == "['circles', 'pooling', 'spirals']"
    assert notice.startswith("Nothing will be kept.")
    assert "TUTOR_HOME=" in notice


def test_the_file_has_a_rollback_journal_whatever_it_had_before(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    with Progress.open(path) as progress:
        progress.complete("pooling")
        assert neighbours(path) == ["progress.db"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_call_from_another_thread_is_a_mistake_not_a_notice(path: Path) -> None:
    raised: list[BaseException] = []

    def call() -> None:
        try:
            progress.completed()
        except BaseException as error:
            raised.append(error)

    with Progress.open(path) as progress:
        thread = threading.Thread(target=call)
        thread.start()
        thread.join()
    assert [type(error) for error in raised] == [sqlite3.ProgrammingError]
