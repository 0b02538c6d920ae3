"""`tutor check`: one line a problem, a summary, and an exit status that scripts can trust."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from tests.course.lesson_texts import GOOD
from tests.support import FakeWorker
from tutor import paths
from tutor.cli import run
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab import client, commands

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


GOOD_FIT = Finding(name="good_fit", confidence=0.9, evidence="Both settled.", remedy="Go on.")


class Quick(FakeWorker):
    """Carries an order out when it is told; with convolutions it reaches 98 %, else 49 %."""

    made: ClassVar[list[Quick]] = []

    def __init__(self) -> None:
        super().__init__()
        Quick.made.append(self)

    def send(self, command: commands.Command) -> None:
        super().send(command)
        accuracy = 0.98 if self.orders[-1].settings["conv_layers"] else 0.49
        self.begin()
        self.epochs({"val_accuracy": [accuracy]})
        self.end(metrics={"val_accuracy": accuracy}, diagnosis=Diagnosis((GOOD_FIT,)), epochs=1)
        assert self._run_sink is not None
        self._run_sink.close()

    def wait(self, seconds: float) -> bool:
        self.let_go()
        return seconds > 0


@pytest.fixture
def quick(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Quick]]:
    """All workers that a command starts."""
    monkeypatch.setattr(client, "Worker", Quick)
    yield Quick.made
    for worker in Quick.made:
        worker.let_go()
    Quick.made.clear()


def test_full_trains_reference_and_defaults_with_one_worker(
    course: Path, quick: list[Quick], capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "02-good.md").write_text(GOOD)
    assert run(["check", "--full", "--seeds", "2"]) == 0
    found = capsys.readouterr()
    _blank, *table, _blank_too, last = found.out.splitlines()
    assert last == "2 lessons, 0 errors, 0 warnings"
    assert [line.split() for line in table] == [
        ["experiment", "settings", "seeds", "figure", "from", "to", "seconds", "diagnosis"],
        ["good/digits-cnn", "reference", "2", "val_accuracy",
         "98.0", "%", "98.0", "%", "0.4–0.4", "2×", "good_fit"],
        ["good/digits-cnn", "defaults", "2", "val_accuracy",
         "49.0", "%", "49.0", "%", "0.4–0.4", "2×", "good_fit"],
    ]  # fmt: skip
    [worker] = quick
    assert [order.settings["conv_layers"] for order in worker.orders] == [2, 0, 2, 0]
    assert worker.closed
    lines = found.err.splitlines()
    assert len(lines) == 4
    assert re.fullmatch(
        r"1/4 good/digits-cnn reference, seed 7: \d\.\d s, val_accuracy 0.98, good_fit", lines[0]
    )
    assert re.fullmatch(
        r"2/4 good/digits-cnn defaults, seed 7: \d\.\d s, val_accuracy 0.49, good_fit", lines[1]
    )


def test_full_leaves_nothing_behind_neither_at_home_nor_elsewhere(
    course: Path, home: Path, quick: list[Quick]
) -> None:
    before = sorted(home.rglob("*"))
    (course / "02-good.md").write_text(GOOD)
    assert run(["check", "--full"]) == 0
    [worker] = quick
    assert paths.home() == home
    assert sorted(home.rglob("*")) == before
    used = worker.folder.parents[1]
    assert used != home
    assert not used.exists()


def test_full_fails_an_exercise_that_enter_solves(
    course: Path, quick: list[Quick], capsys: pytest.CaptureFixture[str]
) -> None:
    path = course / "02-good.md"
    path.write_text(GOOD.replace("default = 0", "default = 1"))
    assert run(["check", "--full"]) == 1
    first, *_table, last = capsys.readouterr().out.splitlines()
    assert first.startswith(
        f"{path}:43: experiment.goal: the defaults reach the goal with seed 7 (val_accuracy"
    )
    assert last == "2 lessons, 1 error, 0 warnings"


def test_full_tells_why_it_cannot_train(
    course: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise client.WorkerError("The training process cannot be started: no memory.")

    monkeypatch.setattr(client, "Worker", refuse)
    (course / "02-good.md").write_text(GOOD)
    assert run(["check", "--full"]) == 1
    out, err = capsys.readouterr()
    assert err.splitlines()[0].endswith(" reference, seed 7: not trained")
    assert "experiment.reference: cannot be trained with seed 7: The training process" in out
    assert out.endswith("2 lessons, 2 errors, 0 warnings\n")


def test_full_trains_no_lesson_with_errors(
    course: Path, quick: list[Quick], capsys: pytest.CaptureFixture[str]
) -> None:
    (course / "02-good.md").write_text(GOOD.replace("seed = 7", "seed = -7"))
    assert run(["check", "--full"]) == 1
    assert capsys.readouterr().out.endswith("2 lessons, 1 error, 0 warnings\n")
    assert not quick


def test_full_in_json(course: Path, quick: list[Quick], capsys: pytest.CaptureFixture[str]) -> None:
    (course / "02-good.md").write_text(GOOD)
    assert run(["check", "--full", "--seeds", "1", "--words", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["lessons"], found["errors"], found["problems"]) == (2, 0, [])
    assert [run["which"] for run in found["runs"]] == ["reference", "defaults"]
    assert found["runs"][0] == {
        "lesson": "good", "experiment": "digits-cnn", "which": "reference", "seeds": [7],
        "metric": "val_accuracy", "values": [0.98], "diagnoses": ["good_fit"], "seconds": [0.4],
    }  # fmt: skip
    assert [one["lesson"] for one in found["words"]] == ["plain", "good"]
    assert len(quick) == 1


def test_some_lessons_are_trained_by_turns(course: Path, quick: list[Quick]) -> None:
    for name in ("a", "b", "c"):
        (course / f"{name}.md").write_text(GOOD.replace('id = "good"', f'id = "{name}"'))
    for turn, wanted in (("0", {"a", "b"}), ("1", {"c", "a"})):
        assert run(["check", "--full", "--seeds", "1", "--some", "2", "--turn", turn]) == 0
        assert {order.lesson for order in quick[-1].orders} == wanted


def test_how_much_there_is_to_read(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (course / "02-good.md").write_text(GOOD)
    assert run(["check", "--words"]) == 0
    _blank, head, plain, good, *_rest = capsys.readouterr().out.splitlines()
    assert head.split()[:5] == ["lesson", "steps", "words", "median", "most"]
    assert plain.split() == ["plain", "1", "1", "1", "1", "1", "1.0", "0", "0"]
    assert good.split() == ["good", "2", "11", "5.5", "8", "8", "5.5", "1", "1"]


RECORDED = GOOD.replace("seed = 7", 'seed = 7\nrecorded = "data/run.jsonl"').replace(
    "Build a network.", "The reference reaches {reference.val_accuracy} with {reference.filters}."
)


def test_a_reference_is_recorded_and_then_fits(
    course: Path, quick: list[Quick], capsys: pytest.CaptureFixture[str]
) -> None:
    path = course / "02-good.md"
    path.write_text(RECORDED)
    assert run(["check", str(path)]) == 1
    assert "reference needs the recorded run: found 'data/run.jsonl', which is not there" in (
        capsys.readouterr().out
    )
    assert run(["check", "--record", str(path)]) == 0
    found = capsys.readouterr()
    assert found.out == "1 lesson, 0 errors, 0 warnings\n"
    assert "good/digits-cnn reference, seed 7" in found.err
    assert len((course / "data" / "run.jsonl").read_bytes().splitlines()) == 5
    assert [order.seed for order in quick[-1].orders] == [7]
    path.write_text(RECORDED.replace("filters = [8, 16]", "filters = [16, 8]"))
    assert run(["check", str(path)]) == 1
    said = "found a run with filters [8,16]; the reference has [16,8]; make it anew with tutor"
    assert said in capsys.readouterr().out


def test_nothing_is_recorded_without_being_named(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", "--record"]) == 2
    assert "name the lessons" in capsys.readouterr().err
    assert run(["check", "--record", str(course)]) == 1
    assert "No experiment there has recorded" in capsys.readouterr().err
    path = course / "02-good.md"
    path.write_text(RECORDED.replace("data/run", "../run"))
    assert run(["check", "--record", str(path)]) == 1
    assert "allowed is a file beside the lesson" in capsys.readouterr().err
