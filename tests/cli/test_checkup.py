"""Each single thing that `tutor doctor` looks at, but for the libraries."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tutor.cli.checkup import (
    colour_check,
    encoding_check,
    folder_check,
    lessons_check,
    progress_check,
    python_check,
    size_check,
    speaks_unicode,
    terminal_check,
)
from tutor.store.progress import Progress


@pytest.mark.parametrize(
    ("encodings", "speaks"),
    [
        (["utf-8", "UTF-8"], True),
        (["utf-8", "ANSI_X3.4-1968"], False),
        (["latin-1", "utf-8"], False),
        ([None, "utf-8"], False),
        (["no-such-encoding"], False),
    ],
)
def test_marks_need_unicode_everywhere(encodings: list[str | None], *, speaks: bool) -> None:
    assert speaks_unicode(*encodings) is speaks


@pytest.mark.parametrize(
    ("version", "state"),
    [((3, 10, 14), "missing"), ((3, 11, 0), "ok"), ((3, 13, 9), "ok"), ((3, 14, 0), "missing")],
)
def test_pythons_version(version: tuple[int, int, int], state: str) -> None:
    check = python_check(version)
    assert check.state == state
    assert check.text.startswith(".".join(map(str, version)))
    assert ("3.11 to 3.13" in check.text) == (state == "missing")


@pytest.mark.parametrize(
    ("term", "is_terminal", "state", "told"),
    [
        ("xterm-256color", True, "ok", "TERM=xterm-256color"),
        ("xterm", False, "warning", "no terminal"),
        ("dumb", True, "warning", "TERM is dumb"),
        (None, True, "warning", "TERM is not set"),
    ],
)
def test_the_terminal(term: str | None, state: str, told: str, *, is_terminal: bool) -> None:
    check = terminal_check({} if term is None else {"TERM": term}, is_terminal=is_terminal)
    assert check.state == state
    assert told in check.text


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "16 million"),
        ({"TERM": "screen-256color"}, "256"),
        ({"TERM": "linux"}, "16"),
        ({"TERM": "dumb"}, "none"),
        ({}, "none"),
        ({"TERM": "xterm", "COLORTERM": "truecolor", "NO_COLOR": "1"}, "none, as NO_COLOR asks"),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, "256"),
    ],
)
def test_colours(environment: dict[str, str], told: str) -> None:
    check = colour_check(environment)
    assert check.state == "ok"
    assert check.text.split(" (")[0] == told


@pytest.mark.parametrize(
    ("output", "terminal", "state", "told"),
    [
        ("utf-8", "UTF-8", "ok", "utf-8"),
        ("utf-8", "ANSI_X3.4-1968", "warning", "ANSI_X3.4-1968; "),
        ("latin-1", "UTF-8", "warning", "latin-1; "),
        (None, "UTF-8", "warning", "no encoding; "),
    ],
)
def test_characters(output: str | None, terminal: str, state: str, told: str) -> None:
    check = encoding_check(output, terminal)
    assert check.state == state
    assert check.text.startswith(told)


@pytest.mark.parametrize(
    ("columns", "lines", "state", "told"),
    [
        (80, 24, "ok", "80x24"),
        (200, 50, "ok", "200x50"),
        (79, 24, "warning", "79x24; usable; 80x24 shows more"),
        (40, 20, "warning", "40x20; usable; 80x24 shows more"),
        (39, 50, "warning", "39x50; the screen needs 40x20"),
        (200, 19, "warning", "200x19; the screen needs 40x20"),
    ],
)
def test_the_screens_size(columns: int, lines: int, state: str, told: str) -> None:
    check = size_check(columns, lines)
    assert (check.state, check.text) == (state, told)


def test_a_folder_that_can_be_written(tmp_path: Path) -> None:
    check = folder_check("state folder", tmp_path, needed=True)
    assert check.facts["exists"] is True
    assert check.text.startswith(f"{tmp_path}, ")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_can_be_made(tmp_path: Path) -> None:
    check = folder_check("state folder", tmp_path / "a" / "b", needed=True)
    assert check.facts["exists"] is False
    assert "made when it is needed" in check.text
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_worth_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tutor.cli.checkup.LEAST_FREE", 10**18)
    check = folder_check("state folder", tmp_path, needed=True)
    assert check.state == "warning"
    assert "make room" in check.text


@pytest.mark.parametrize(("needed", "state"), [(True, "missing"), (False, "warning")])
def test_a_folder_that_cannot_be_made(tmp_path: Path, state: str, *, needed: bool) -> None:
    (tmp_path / "file").write_text("in the way")
    check = folder_check("folder", tmp_path / "file" / "home", needed=needed)
    assert check.state == state
    assert "TUTOR_HOME=" in check.text


def test_lessons_that_are_there_are_counted(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("no lesson")
    (tmp_path / "01-circles.md").write_text("")
    assert lessons_check(tmp_path).text == f"1 in {tmp_path}"
    missing = lessons_check(tmp_path / "nowhere")
    assert missing.state == "missing"
    assert "install the tutor again" in missing.text


def test_progress_that_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    assert progress_check(path).state == "ok"
    assert not path.exists()
    Progress.open(path).close()
    check = progress_check(path)
    assert check.state == "ok"
    assert "kB" in check.text


def test_progress_that_is_damaged_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    path.write_bytes(b"a letter" * 100)
    check = progress_check(path)
    assert check.state == "warning"
    assert check.facts["problem"] == "damaged"
    assert "is damaged" in check.text
    assert [file.name for file in tmp_path.iterdir()] == ["progress.db"]


def test_progress_of_a_newer_program_is_told(tmp_path: Path) -> None:
    path = tmp_path / "progress.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    check = progress_check(path)
    assert check.facts["problem"] == "newer"
    assert "newer version" in check.text
