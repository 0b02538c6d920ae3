from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.lab.logs.written import write_curves
from tutor.cli.diagnose import command

OVERFITTED = "epoch,loss,val_loss\n" + "".join(
    f"{i},{0.9**i:.4f},{0.5 + 0.5 * 0.5**i + 0.05 * max(i - 6, 0):.4f}\n" for i in range(20)
)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(OVERFITTED)
    return path


def run(*arguments: str, columns: int = 80, **environment: str) -> Result:
    return CliRunner().invoke(command, arguments, env={"COLUMNS": str(columns), **environment})


def test_json_is_one_object_and_nothing_else(log: Path) -> None:
    result = run(str(log), "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert found["primary"] == "overfitting"
    assert 0 <= found["confidence"] <= 1
    assert found["findings"][0]["name"] == "overfitting"
    assert set(found["findings"][0]) == {
        "name", "confidence", "evidence", "remedy", "change", "doubt", "epoch",
    }  # fmt: skip


def test_json_of_a_divergence_is_strict_json(tmp_path: Path) -> None:
    path = tmp_path / "log.json"
    path.write_text('{"loss": [2.3, 9.0, 1e9, NaN, NaN]}')
    found = json.loads(run(str(path), "--json").stdout, parse_constant=pytest.fail)
    assert found["primary"] == "diverged"


@pytest.mark.parametrize("columns", [24, 40, 80])
def test_the_losses_are_drawn_above_the_card(log: Path, columns: int) -> None:
    text = run(str(log), columns=columns).stdout
    lines = text.splitlines()
    if columns >= 40:
        assert text.index("best 6") < text.index("Overfitting")
    drawn = [line for line in lines if line[6:7] == "│"]
    assert len(drawn) >= 7
    assert any("⠀" < character < "⣿" for line in drawn for character in line)
    assert max(map(len, lines)) <= columns


def test_the_chart_can_be_left_out_and_json_has_none(log: Path) -> None:
    assert "│" not in run(str(log), "--no-chart").stdout
    assert "Overfitting" in run(str(log), "--no-chart").stdout
    assert len(run(str(log), "--json").stdout.splitlines()) == 1


@pytest.mark.parametrize(
    "environment", [{"LC_ALL": "C"}, {"TERM": "linux"}, {"LANG": "de_DE.ISO-8859-1", "LC_ALL": ""}]
)
@pytest.mark.parametrize("columns", [40, 80])
def test_where_only_ascii_can_be_shown_all_is_ascii(
    log: Path, environment: dict[str, str], columns: int
) -> None:
    text = run(str(log), columns=columns, **environment).stdout
    assert text.isascii()
    assert "best 6" in text
    assert "o" in "".join(line for line in text.splitlines() if line[6:7] == "|")


def test_what_is_piped_has_no_colours(log: Path) -> None:
    assert "\x1b" not in run(str(log)).stdout


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_a_terminal_gets_colours_unless_they_are_not_wanted(
    log: Path, no_color: str, coloured: bool
) -> None:
    environment = {**os.environ, "NO_COLOR": no_color, "COLUMNS": "80"}
    master, slave = pty.openpty()
    command_line = [sys.executable, "-m", "tutor", "diagnose", str(log)]
    with subprocess.Popen(command_line, stdout=slave, env=environment) as process:
        os.close(slave)
        written = b""
        with contextlib.suppress(OSError):  # Linux ends a pseudo-terminal with an error
            while piece := os.read(master, 65536):
                written += piece
    os.close(master)
    assert process.returncode == 0
    assert (b"\x1b[36m" in written) is coloured
    assert "⣀".encode() in written or "⠉".encode() in written


def test_what_was_done_with_a_log_is_said(tmp_path: Path) -> None:
    path = tmp_path / "metrics.csv"
    rows = [f"{i},{i * 10},{2 - i / 10},\n" + (f"{i},{i * 10},,2\n" if i % 2 else "")
            for i in range(12)]  # fmt: skip
    path.write_text("epoch,step,train_loss,val_loss\n" + "".join(rows))
    words = " ".join(run(str(path)).stdout.split())
    assert "as in the file. 6 of 12 epochs are left out: not all columns have" in words


def test_a_folder_of_events_is_a_log(tmp_path: Path) -> None:
    for folder, column in (("train", 1), ("validation", 2)):
        losses = [float(row.split(",")[column]) for row in OVERFITTED.splitlines()[1:]]
        write_curves(tmp_path / folder / "events.out.tfevents.1.host", {"epoch_loss": losses})
    found = json.loads(run(str(tmp_path), "--json").stdout)
    assert found["primary"] == "overfitting"
    assert found["findings"][0]["epoch"] == 6


@pytest.mark.parametrize("columns", [24, 40, 80, 200])
def test_the_card_says_what_why_and_what_to_do_in_the_width_there_is(
    log: Path, columns: int
) -> None:
    result = run(str(log), columns=columns)
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    assert "log.csv: 20 epochs of loss, val_loss; epochs are numbered from 0, as in" in words
    assert re.search(r"Overfitting \(9\d % sure\)", words)
    assert re.search(r"at epoch 6, its lowest, to [\d.]+ in epochs 17 to 19", words)
    assert words.count("Stop at epoch 6") == 1
    assert words.index("Evidence") < words.index("Try") < words.index("Would change it")
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= min(columns, 100)
    assert not any(line.strip().startswith("%") for line in lines)


@pytest.mark.parametrize(("first", "said"), [(0, True), (1, False), (7, False)])
def test_epochs_are_named_by_the_numbers_of_the_file(
    tmp_path: Path, first: int, said: bool
) -> None:
    path = tmp_path / "log.csv"
    heading, *rows = OVERFITTED.splitlines()
    cells = [row.split(",", 1) for row in rows]
    shifted = [f"{int(number) + first},{rest}" for number, rest in cells]
    path.write_text("\n".join([heading, *shifted]))
    text = run(str(path)).stdout
    assert ("numbered from 0" in text) == said
    assert f"at epoch {6 + first}, its lowest" in " ".join(text.split())
    assert json.loads(run(str(path), "--json").stdout)["findings"][0]["epoch"] == 6 + first


def test_further_findings_follow(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    rows = (f"{1.0 - 0.03 * i},{1.5 - 0.03 * i},{0.5 + 0.015 * i},{0.4 + 0.012 * i}\n"
            for i in range(30))  # fmt: skip
    path.write_text("loss,val_loss,acc,val_acc\n" + "".join(rows))
    result = run(str(path))
    assert "Still improving" in result.stdout
    assert "Also: Large gap" in result.stdout


def test_a_file_that_cannot_be_read_is_a_sentence_and_status_1(tmp_path: Path) -> None:
    for name, content in (("words.csv", "loss\na\n"), ("uneven.json", '{"loss":[1,2],"acc":[1]}')):
        (tmp_path / name).write_text(content)
        result = run(str(tmp_path / name))
        assert result.exit_code == 1
        assert result.stdout == ""
        assert name in result.stderr
        assert "Traceback" not in result.stderr
    assert run(str(tmp_path / "none.csv")).exit_code == 1


def test_wrong_usage_is_status_2(log: Path) -> None:
    assert run().exit_code == 2
    assert run(str(log), "--jsn").exit_code == 2
    assert run(str(log), "more").exit_code == 2


def test_importing_the_command_imports_no_numbers() -> None:
    code = (
        "import sys, tutor.cli.diagnose, tutor.lab.logs, tutor.lab.report; "
        "print([name for name in ('numpy', 'keras', 'tensorflow') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
