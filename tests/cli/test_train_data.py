"""`tutor train` on own data, and on data that must be fetched first."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import numpy as np
import pytest

from tests.loopback import CONTENT, course, serving
from tutor import paths
from tutor.cli import run
from tutor.cli.train_data import own_text, require
from tutor.datasets import downloads
from tutor.datasets.own_data import survey
from tutor.datasets.registry import CARDS
from tutor.lab.run import all_runs, find

ROOT = Path(__file__).resolve().parents[2]


def table(folder: Path, rows: int = 120) -> Path:
    """A table of two columns and two classes."""
    path = folder / "table.csv"
    lines = [f"{n},{n * n % 50},{'ab'[n % 2]}\n" for n in range(rows)]
    path.write_text("one,two,label\n" + "".join(lines))
    return path


def archive(path: Path, count: int) -> Path:
    """Pictures of 28×28 with a bar whose height is the class, like MNIST in size."""
    random = np.random.default_rng(1)
    y = random.integers(0, 10, count)
    x = random.integers(0, 80, (count, 28, 28), dtype=np.uint8)
    x[np.arange(28)[None, :] // 3 == y[:, None]] += 150
    np.savez_compressed(path, x=x, y=y)
    return path


@pytest.mark.slow
def test_ten_thousand_pictures_train_and_the_run_can_be_repeated(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.npz", 10_000)
    done = subprocess.run(
        [
            sys.executable, "-m", "tutor", "train", "convolutional-networks", "--data", str(path),
            "--set", "epochs=1", "--test", "--json",
        ],
        check=False, capture_output=True, text=True, timeout=150,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    assert result["data"] == {"train": 6000, "validation": 2000, "test": 2000}
    assert result["network"]["layers"][0]["shape"] == [28, 28, 8]
    assert result["metrics"]["val_accuracy"] > 0.9
    assert 0 <= result["metrics"]["test_accuracy"] <= 1
    assert result["goal"] == {"reached": False, "conditions": []}  # it is about the lesson's data
    order = find(result["run"]).order()
    assert order.dataset == "own"
    assert order.data_options == survey(path).options
    assert order.environment["data"] == f"own-1-{order.data_options['fingerprint']}"


@pytest.mark.parametrize(
    ("content", "arguments", "status", "said"),
    [
        ("one,label\n", (), 1, "found"),
        (None, (), 1, "there is no such file or folder."),
        ("", (), 1, "found an empty file."),
    ],
)
def test_data_that_cannot_be_read(
    content: str | None, arguments: tuple[str, ...], status: int, said: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    path = tmp_path / "x.csv"
    if content is not None:
        path.write_text(content)
    assert run(["train", "convolutional-networks", "--data", str(path), *arguments]) == status
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"Error: {path}")
    assert said in err
    assert not all_runs()


def test_data_that_do_not_fit_are_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "novel.txt"
    path.write_text("It was a dark and stormy night. " * 200)
    assert run(["train", "sentiment", "--data", str(path)]) == 2
    err = capsys.readouterr().err
    assert "Error: novel.txt doesn't fit this experiment, whose network tells to which class" in err
    assert "All settings" not in err


def test_a_setting_without_effect_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--data", str(table(tmp_path)), "--set", "filters=4"]
    assert run(["train", "convolutional-networks", *arguments]) == 2
    err = capsys.readouterr().err
    assert "filters has no effect on these data: it is for image data, and table.csv has" in err


def test_a_name_that_no_order_can_carry(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["train", "sentiment", "--data", "/x/\udcff.csv"]) == 2
    assert "is not in UTF-8" in capsys.readouterr().err


def test_the_page_tells_what_is_used_and_what_was_made_of_it(tmp_path: Path) -> None:
    card = survey(archive(tmp_path / "x.npz", 300))
    lines = own_text(card, 60).splitlines()
    assert lines[0] == "Your own data in place of the lesson's"
    said = " ".join(" ".join(lines).split())
    assert f"data {tmp_path / 'x.npz'}: 300 pictures of 10 classes." in said
    assert f"sets {card.train} to train, {card.validation} to validate, {card.test} to test" in said
    assert "made Shades were divided by 255." in said


def test_a_lesson_whose_data_are_missing_says_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = course(tmp_path / "course")
    monkeypatch.setattr(paths, "lessons", lambda: folder)
    assert run(["train", "good"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "Error: This lesson's data, mnist, are not on this machine yet.",
        f"MNIST digits: 11.5 MB to fetch, into {downloads.folder()}.",
        f"Source: {CARDS['mnist'].source}. Licence: {CARDS['mnist'].license}.",
        "Fetch them with: tutor data fetch mnist",
    ]
    assert run(["train", "good", "--set", "epochs=0"]) == 2
    assert not all_runs()


@pytest.mark.parametrize("agreed", [True, False])
def test_in_a_terminal_it_asks_whether_to_fetch_now(
    agreed: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "confirm", lambda question: agreed)
    with serving(monkeypatch):
        if agreed:
            require(CARDS["mnist"], may_ask=True)
            assert downloads.missing("mnist") == 0
            require(CARDS["mnist"], may_ask=True)
        else:
            with pytest.raises(click.ClickException, match=r"Nothing was fetched\. Later: tutor"):
                require(CARDS["mnist"], may_ask=True)
            assert downloads.missing("mnist") == len(CONTENT)
    assert capsys.readouterr().out.startswith("MNIST digits: 0.4 MB to fetch, into ")


def test_scripts_are_never_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    with serving(monkeypatch), pytest.raises(click.ClickException, match="not on this machine"):
        require(CARDS["mnist"], may_ask=False)


def test_what_comes_with_the_program_is_there(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(click, "confirm", lambda *told, **_: asked.append(told))
    require(CARDS["digits"], may_ask=True)
    assert not asked
    assert capsys.readouterr().out == ""
