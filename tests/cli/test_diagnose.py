from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tutor.cli.diagnose import command

OVERFITTED = "epoch,loss,val_loss\n" + "".join(
    f"{i},{0.9**i:.4f},{0.5 + 0.5 * 0.5**i + 0.05 * max(i - 6, 0):.4f}\n" for i in range(20)
)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(OVERFITTED)
    return path


def run(*arguments: str, columns: int = 80) -> Result:
    return CliRunner().invoke(command, arguments, env={"COLUMNS": str(columns)})


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


@pytest.mark.parametrize("columns", [24, 40, 80, 200])
def test_the_card_says_what_why_and_what_to_do_in_the_width_there_is(
    log: Path, columns: int
) -> None:
    result = run(str(log), columns=columns)
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    assert "log.csv: 20 epochs of loss, val_loss; epochs are numbered from 0, as in" in words
    assert "Overfitting (99 % sure)" in words
    assert "from its lowest at epoch 6 to epoch 19" in words
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
    assert f"from its lowest at epoch {6 + first}" in " ".join(text.split())
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
