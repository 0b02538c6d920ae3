"""What is said where only ASCII can be shown, and asked where nobody answers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tutor.store.progress import Progress


def started(home: Path, *arguments: str, asked: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tutor", *arguments], input=asked, capture_output=True, text=True,
        check=False, env={**os.environ, "TUTOR_HOME": str(home), "LC_ALL": "C"},
    )  # fmt: skip


@pytest.mark.parametrize(
    "command", [("glossary",), ("search", "convolution"), ("lessons", "overfitting"), ("lessons",)]
)
def test_what_is_for_people_is_ascii_where_nothing_else_can_be_shown(
    home: Path, command: tuple[str, ...]
) -> None:
    done = started(home, *command)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()
    assert done.stdout.isascii()


def test_where_nobody_answers_the_option_is_named(home: Path) -> None:
    assert "nothing to forget" in started(home, "reset", "overfitting").stdout
    with Progress.open() as progress:
        progress.complete("overfitting")
    done = started(home, "reset", "overfitting")
    assert done.returncode == 2
    assert "--yes goes on unasked" in done.stderr
    done = started(home, "reset", "overfitting", asked="n\n")
    assert (done.returncode, "--yes" in done.stderr) == (130, False)
    done = started(home, "reset", "overfitting", asked="y\n")
    assert (done.returncode, "overfitting is reset." in done.stdout) == (0, True)


def test_a_review_without_a_terminal_names_what_works_there(home: Path) -> None:
    assert "`tutor review --due` works without one." in started(home, "review").stderr
    for command in ("learn", "final"):
        assert "`tutor lessons` and `tutor train` work" in started(home, command).stderr


def test_what_is_fixed_of_the_data_and_which_experiment_is_trained_are_told(home: Path) -> None:
    ring, spiral = started(home, "lessons", "what-is-deep-learning").stdout.split("spiral\n", 1)
    assert "Here " not in ring, "its form can be chosen"
    assert "Here    form of the data spiral" in spiral
    assert "tutor train what-is-deep-learning --experiment NAME --set NAME=VALUE" in spiral
