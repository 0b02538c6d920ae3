"""`tutor check`: one line a problem, a summary, and an exit status that scripts can trust."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor import paths
from tutor.cli import run

LESSON = """+++
format = 1
id = "plain"
title = "Plain"
+++
## Read
Text.
"""


@pytest.fixture(autouse=True)
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The course of these tests: one lesson without a problem."""
    folder = tmp_path / "course"
    folder.mkdir()
    (folder / "01-plain.md").write_text(LESSON)
    monkeypatch.setattr(paths, "lessons", lambda: folder)
    return folder


def test_a_sound_course_is_passed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check"]) == 0
    assert capsys.readouterr().out == "1 lesson, 0 errors, 0 warnings\n"


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("# hello\n", 1, "front matter"),
        ("+++\nid = \n+++\n## a\n", 2, "front matter"),
        (LESSON.replace("+++\n##", "colour = 3\n+++\n##"), 5, "colour"),
        (LESSON + '```quiz\ntype = "choise"\n```\n', 9, "quiz.type"),
        (LESSON.replace("format = 1", "format = 99"), 2, "format"),
    ],
)
def test_problems_name_file_line_and_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, line: int, field: str
) -> None:
    path = tmp_path / "bad.md"
    path.write_text(text)
    assert run(["check", str(path)]) == 1
    found = capsys.readouterr()
    assert any(one.startswith(f"{path}:{line}: {field}: ") for one in found.out.splitlines())
    assert found.err == ""


def test_warnings_alone_pass(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "01-plain.md").write_text(LESSON + "word " * 130)
    assert run(["check"]) == 0
    out = capsys.readouterr().out
    assert f"{course / '01-plain.md'}:6: step: warning: found 131 words" in out
    assert out.endswith("1 lesson, 0 errors, 1 warning\n")


def test_a_faulty_course_file_fails(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "course.toml").write_text('title = "X"\nlessons = ["02.md"]\nsize = 3\n')
    assert run(["check"]) == 1
    out = capsys.readouterr().out
    assert f"{course / 'course.toml'}:3: course.size: there is no field 'size' here" in out
    assert out.endswith("1 lesson, 1 error, 0 warnings\n")


def test_a_lesson_elsewhere_may_require_one_of_the_course(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.md"
    path.write_text(LESSON.replace('id = "plain"', 'id = "mine"\nrequires = ["plain"]'))
    assert run(["check", str(path)]) == 0
    path.write_text(LESSON.replace('id = "plain"', 'id = "mine"\nrequires = ["plane"]'))
    assert run(["check", str(path)]) == 1
    assert "did you mean plain?" in capsys.readouterr().out


def test_files_that_are_not_there_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "none.md"
    assert run(["check", str(path)]) == 1
    said = f"{path}:1: file: cannot be read: No such file or directory"
    assert capsys.readouterr().out.splitlines() == [said, "1 lesson, 1 error, 0 warnings"]


def test_full_passes_over_lessons_without_experiments(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--full"]) == 0
    assert capsys.readouterr().out == "1 lesson, 0 errors, 0 warnings\n"
