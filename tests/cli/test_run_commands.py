"""`tutor compare`, `tutor delete` and `tutor export`."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from tests.past_runs import Past
from tutor.cli import compare, delete, export, runs
from tutor.lab.run import all_runs

FIRST, SECOND = "20260131-120000-1a2b3c", "20260131-120001-1a2b3c"


@pytest.fixture(autouse=True)
def two_runs(home: Path) -> None:
    past = Past()
    past.train(0.9, right=[0.9] * 40)
    past.train(0.65, right=[0.65] * 40, dropout=0.3)


def invoke(command: click.Command, *arguments: str) -> Result:
    result = CliRunner().invoke(command, arguments, standalone_mode=True)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_runs_are_compared() -> None:
    told = invoke(compare.command, FIRST, "last").stdout
    assert "A against B: +25.0 points" in told
    assert any(line.split() == ["dropout", "0", "0.3"] for line in told.splitlines())
    found = json.loads(invoke(compare.command, FIRST, SECOND, "--json").stdout)
    assert [run["value"] for run in found["runs"]] == [0.9, 0.65]
    assert found["runs"][0]["interval"][0] == pytest.approx(0.865, abs=0.01)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["last"], "Two to 6 different runs"), (["1a2b3c", "last"], "2 runs have '1a2b3c'"),
        (["nothing"], "There is no run 'nothing'"),
    ],
)  # fmt: skip
def test_names_that_cannot_be(names: list[str], said: str) -> None:
    result = invoke(compare.command, *names)
    assert result.exit_code == 2
    assert said in result.output


def test_a_run_is_deleted_and_brought_back() -> None:
    assert CliRunner().invoke(delete.command, [FIRST], input="n\n").exit_code == 1
    assert len(all_runs()) == 2
    assert f"--undo {FIRST}" in invoke(delete.command, FIRST, "--yes").stdout
    assert [run.id for run in all_runs()] == [SECOND]
    assert invoke(delete.command, "--undo").stdout == f"Run {FIRST} is back.\n"
    assert invoke(delete.command, "--undo").exit_code == 1
    assert invoke(delete.command).exit_code == 2


def test_runs_are_sorted_and_found() -> None:
    lines = invoke(runs.command, "--sort", "accuracy").stdout.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [FIRST, SECOND]
    assert SECOND in invoke(runs.command, "--find", "dropout=0.3").stdout
    assert invoke(runs.command, "--find", "xyz").stdout == "No run has these words.\n"


def test_a_run_is_written_out_and_not_twice(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    done = invoke(export.command, "last", "--to", str(folder), "--history", "--plots")
    assert done.exit_code == 0
    assert f"wrote {folder / 'curves.png'}" in done.stdout
    again = invoke(export.command, "last", "--to", str(folder))
    assert again.exit_code == 1
    assert "history.csv, curves.svg, curves.png already; nothing was written" in again.output
    forced = invoke(export.command, "last", "--to", str(folder), "--force")
    assert forced.exit_code == 1
    assert "no saved network" in forced.stderr
    assert (folder / "run.ipynb").is_file()
    assert [path for path in folder.iterdir() if path.name.startswith(".")] == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = invoke(export.command, "last", "--to", str(tmp_path / "file" / "in"))
    assert result.exit_code == 1
    assert "cannot be written" in result.output
