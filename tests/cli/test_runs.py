"""`tutor runs`, as text and as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.support import CURVES, FIRST, SECOND, STARTED, FakeWorker, order
from tutor.cli import run
from tutor.cli.runs import command, table
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab import events
from tutor.lab.locks import hold
from tutor.lab.run import Run
from tutor.store.runs import RunRow

MakeRun = Callable[..., Run]

FIRST_COLUMNS = ["run", "lesson", "experiment", "epochs"]
EPOCH = events.Epoch(first=1, metrics={"loss": [0.5], "val_accuracy": [0.75]}, seconds=[0.1])
ENDED = events.RunEnded(
    reason="finished", epochs=20, seconds=2.0, metrics={"val_accuracy": 0.97512, "loss": "NaN"}
)
DIAGNOSED = events.Diagnosed(
    diagnosis=Diagnosis((Finding(name="good_fit", confidence=0.9, evidence="e", remedy="r"),))
)


def invoke(*arguments: str) -> Result:
    result = CliRunner().invoke(command, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def rows() -> list[dict[str, Any]]:
    result = invoke("--json")
    assert result.exit_code == 0
    found: list[dict[str, Any]] = json.loads(
        result.stdout, parse_constant=lambda name: pytest.fail(f"{name} is no JSON")
    )
    return found


@pytest.mark.usefixtures("home")
def test_without_runs_it_says_so() -> None:
    assert rows() == []
    result = invoke()
    assert result.exit_code == 0
    assert result.stdout == "There are no runs yet. Train one: tutor train LESSON\n"


def test_each_run_is_an_object_the_oldest_first(make_run: MakeRun) -> None:
    make_run(SECOND, [STARTED, EPOCH])
    make_run(FIRST, [STARTED, ENDED, DIAGNOSED])
    first, second = rows()
    assert first == {
        "run": FIRST,
        "lesson": "circles",
        "experiment": "first",
        "epochs": 20,
        "asked": 20,
        "ended": "finished",
        "metrics": {"val_accuracy": 0.97512, "loss": "NaN"},
        "diagnosis": "good_fit",
        "goal_reached": False,
        "seed": 3,
        "at": 5.0,
        "problem": None,
    }
    assert (second["run"], second["ended"], second["diagnosis"]) == (SECOND, "interrupted", None)


def test_a_run_that_goes_on_has_not_ended(make_run: MakeRun) -> None:
    run = make_run(FIRST, [STARTED, EPOCH])
    with hold(run.folder / "lock"):
        (row,) = rows()
        text = invoke().stdout
    assert (row["ended"], row["epochs"], row["asked"]) == (None, 1, 20)
    assert "running" in text
    assert "1/20" in text


def test_the_table_has_a_line_for_each_run(make_run: MakeRun) -> None:
    make_run(FIRST, [STARTED, ENDED, DIAGNOSED])
    make_run(SECOND, [STARTED])
    heading, first, second = invoke().stdout.splitlines()
    assert heading.split() == [
        "run", "lesson", "experiment", "epochs", "accuracy", "goal", "diagnosis"
    ]  # fmt: skip
    told = [FIRST, "circles", "first", "20/20", "97.5", "%", "no", "good", "fit"]
    assert first.split() == told
    assert second.split() == [SECOND, "circles", "first", "0/20", "cut", "off", "-", "no", "-"]
    assert first.index("circles") == second.index("circles") == heading.index("lesson")


def test_a_folder_that_cannot_be_read_is_told_beside_the_others(make_run: MakeRun) -> None:
    broken = make_run(FIRST)
    (broken.folder / "settings.json").write_bytes(b"{")
    make_run(SECOND, [STARTED, ENDED])
    result = invoke()
    assert result.exit_code == 0
    assert SECOND in result.stdout
    assert f"{FIRST} cannot be shown. {broken.folder / 'settings.json'}" in result.stdout
    first, second = rows()
    assert "settings.json" in first["problem"]
    assert (first["lesson"], first["epochs"], first["ended"]) == ("", 0, None)
    assert second["problem"] is None


@pytest.mark.usefixtures("home")
def test_runs_that_cannot_be_listed_are_an_error_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> list[Run]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tutor.lab.run.all_runs", refuse)
    result = invoke()
    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert result.output.endswith("runs cannot be read: Permission denied.\n")


def row(**fields: Any) -> RunRow:
    usual: dict[str, Any] = {
        "run": FIRST, "lesson": "convolutional-networks", "epochs": 20, "asked": 20, "at": 0.0,
        "ended": "finished", "diagnosis": "good_fit", "metrics": {"val_accuracy": 0.975},
    }  # fmt: skip
    return RunRow(**{**usual, **fields})


def test_on_80_columns_names_are_cut_and_marked() -> None:
    rows = [row(), row(ended="interrupted", diagnosis="not_enough_evidence")]
    assert max(map(len, table(rows))) > 80
    narrow = table(rows, 80)
    assert max(map(len, narrow)) <= 80
    assert " convolut.. " in narrow[1]
    assert narrow[1].endswith("good fit")
    assert " 20/20 cut off " in narrow[2]
    assert narrow[2].endswith("not enough ..")
    assert "experiment" not in narrow[0]
    assert table(rows, 200) == table(rows)


def test_a_fit_that_is_not_likely_is_told_so() -> None:
    assert table([row(sure=0.38)])[1].endswith("  perhaps a good fit")
    assert table([row(sure=0.8)])[1].endswith("  good fit")


def test_the_column_of_figures_is_named_by_what_they_are() -> None:
    phrases = row(metrics={"val_accuracy": 0.9, "val_f1": 0.61})
    unfinished = row(metrics={})
    heading, first, _ = table([phrases, unfinished])
    assert heading.split() == [*FIRST_COLUMNS, "F1", "goal", "diagnosis"]
    assert " 61.0 %  " in first
    heading, first, second, third = table([phrases, row(), row(metrics={"val_success": 0.8})])
    assert heading.split() == [*FIRST_COLUMNS, "figure", "goal", "diagnosis"]
    figures = [line[heading.index("figure") :].split("  ")[0] for line in (first, second, third)]
    assert figures == ["F1 61.0 %", "accuracy 97.5 %", "success 80.0 %"]
    assert table([unfinished])[0].split()[4] == "figure"


def test_the_figure_is_what_the_goal_is_on() -> None:
    music = row(lesson="music", metrics={"val_accuracy": 0.51, "val_loss": 1.3921})
    heading, line = table([music], aims={music.run: "val_loss"})
    assert heading.split() == [*FIRST_COLUMNS, "loss", "goal", "diagnosis"]
    assert " 1.39  " in line
    both = table([music, row(run="20260131-120001-000001")], aims={music.run: "val_loss"})
    assert "loss 1.39" in both[1]
    assert "accuracy 97.5 %" in both[2]


def test_the_goal_is_told_once_a_run_has_ended() -> None:
    heading, *lines = table([row(), row(goal_reached=True), row(ended=None)])
    place = heading.index("goal")
    assert [line[place:].split()[0] for line in lines] == ["no", "yes", "-"]


def test_a_run_of_a_lesson_reached_its_goal(
    worker: FakeWorker, capsys: pytest.CaptureFixture[str]
) -> None:
    worker.orders.append(order({"conv_layers": 2}))
    worker.begin()
    worker.epochs(CURVES)
    worker.end(metrics={"val_accuracy": 0.991}, diagnosis=DIAGNOSED.diagnosis)
    assert run(["runs", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["goal_reached"] is True


def test_a_short_name_is_not_cut_where_the_rest_is_too_wide() -> None:
    assert " cnn " in table([row(lesson="cnn")], 10)[1]


def test_names_cannot_move_the_cursor() -> None:
    lines = table([row(lesson="a\x1b[2Jb\r\n", diagnosis="\x07")])
    assert all(line.isprintable() for line in lines)
    assert "a?[2Jb??" in lines[1]


def test_it_waits_for_no_large_library(home: Path) -> None:
    script = (
        "import sys\n"
        "sys.argv = ['tutor', 'runs', '--json']\n"
        "from tutor.cli import run\n"
        "assert run(['runs', '--json']) == 0\n"
        "large = {'numpy', 'keras', 'tensorflow', 'sklearn', 'scipy', 'textual', 'rich'}\n"
        "assert not large & set(sys.modules), large & set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, "TUTOR_HOME": str(home)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr
