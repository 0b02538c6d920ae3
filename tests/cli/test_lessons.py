"""`tutor lessons`: the course in order, broken lessons with what is wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.course.lesson_texts import GOOD
from tutor import paths
from tutor.cli import run

LESSON = """+++
format = 1
id = "ID"
title = "On ID"
minutes = 7
objectives = ["Know ID"]
+++
## Read
Text.
"""


@pytest.fixture(autouse=True)
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The course of these tests: two good lessons, a broken one, one that is not there."""
    for name in ("dense", "conv"):
        (tmp_path / f"{name}.md").write_text(LESSON.replace("ID", name))
    (tmp_path / "rnn.md").write_text(LESSON.replace("ID", "rnn").replace("minutes", "minuets"))
    listing = 'title = "Layers"\nlessons = ["conv.md", "09-far.md", "rnn.md"]\n'
    (tmp_path / "course.toml").write_text(listing)
    monkeypatch.setattr(paths, "lessons", lambda: tmp_path)
    return tmp_path


def test_json_has_every_lesson_in_order(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lessons", "--json"]) == 0
    first, far, broken, last = json.loads(capsys.readouterr().out)
    assert first == {
        "id": "conv",
        "title": "On conv",
        "minutes": 7,
        "objectives": ["Know conv"],
        "requires": [],
        "experiments": [],
        "path": str(course / "conv.md"),
        "open": True,
        "problems": [],
    }
    assert (far["id"], far["open"], far["minutes"]) == ("far", False, None)
    assert "which is not in this folder" in far["problems"][0]
    assert (broken["id"], broken["open"]) == ("rnn", False)
    assert broken["problems"][0].startswith(f"{course / 'rnn.md'}:5: minuets: ")
    assert last["id"] == "dense"


def test_text_is_a_tidy_list(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lessons"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Layers"
    assert lines[1] == " 1  conv     7 min  On conv"
    assert lines[2].startswith(" 2  far ")
    assert lines[2].endswith("(broken) 09-far.md")
    assert lines[3].strip().startswith(f"{course / 'course.toml'}:2: course.lessons[2]: ")
    assert lines[-3] == " 4  dense    7 min  On dense"
    assert lines[-1].endswith(": tutor lessons LESSON")


def test_a_broken_course_file_is_told_apart(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "course.toml").write_text("title = \n")
    assert run(["lessons", "--json"]) == 0
    found = capsys.readouterr()
    assert [one["id"] for one in json.loads(found.out)] == ["conv", "dense", "rnn"]
    assert found.err.startswith(f"{course / 'course.toml'}:1: course: not TOML: ")


def test_no_escape_of_a_strangers_lesson_reaches_the_terminal(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "bad.md").write_text(LESSON.replace("On ID", "On \x1b[2J"))
    (course / "a\x1b[2Jb.md").write_text(LESSON)
    assert run(["lessons"]) == 0
    assert "\x1b" not in capsys.readouterr().out


def test_an_empty_course_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(paths, "lessons", lambda: tmp_path / "none")
    assert run(["lessons"]) == 0
    assert capsys.readouterr().out == "none\nThere are no lessons here.\n"


def test_one_lesson_is_a_page_with_goal_and_settings(
    course: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (course / "good.md").write_text(GOOD)
    for columns in (40, 80, 200):
        monkeypatch.setenv("COLUMNS", str(columns))
        assert run(["lessons", "good"]) == 0
        out = capsys.readouterr().out
        words = " ".join(out.split())
        assert "at least 90 % validation accuracy" in words
        assert re.search(r"^  conv_layers +0 +0 to ", out, re.MULTILINE)
        assert re.search(r"^  filters\* +8 ", out, re.MULTILINE)
        assert re.search(r"^  batch_size +32 +1 to 1024$", out, re.MULTILINE)
        assert "tutor train good --set NAME=VALUE" in out
        body = out.split("\nOpen it:")[0]
        assert max(map(len, body.splitlines())) <= max(min(columns, 100), 50)


def test_one_lesson_as_json_has_its_experiments_with_all_settings(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "good.md").write_text(GOOD)
    assert run(["lessons", "good", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    [experiment] = found["details"]
    assert [experiment["id"]] == found["experiments"]
    settings = {setting["name"]: setting for setting in experiment["settings"]}
    assert settings["batch_size"] == {
        "name": "batch_size", "label": "batch size", "default": 32, "choices": None,
        "min": 1.0, "max": 1024.0, "per_layer": False,
    }  # fmt: skip


def test_a_lesson_without_experiment_has_a_page_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lessons", "dense"]) == 0
    assert capsys.readouterr().out == (
        "On dense (dense), 7 min\n\nAfter it you can\n  - Know dense\n\n"
        "Open it:   tutor learn dense\n"
    )


def test_a_lesson_is_named_by_its_number_too(capsys: pytest.CaptureFixture[str]) -> None:
    run(["lessons", "--json"])
    ids = [lesson["id"] for lesson in json.loads(capsys.readouterr().out)]
    assert run(["lessons", "dense"]) == 0
    page = capsys.readouterr().out
    assert run(["lessons", str(1 + ids.index("dense"))]) == 0
    assert capsys.readouterr().out == page


def test_an_unknown_and_a_broken_lesson_are_told(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["lessons", "0"]) == 2
    assert "There is no lesson '0'." in capsys.readouterr().err
    assert run(["lessons", "dens"]) == 2
    assert "Did you mean dense?" in capsys.readouterr().err
    assert run(["lessons", "rnn"]) == 1
    assert f"{course / 'rnn.md'}:5: minuets: " in capsys.readouterr().err
