"""`tutor review --due`, as text and as JSON."""

from __future__ import annotations

import json
import time

import pytest

from tutor import paths
from tutor.cli import run
from tutor.course.review import SECONDS_A_DAY, rate
from tutor.store.progress import Progress

CNN = "convolutional-networks"


def keep(quiz: str, days: float, lesson: str = CNN) -> None:
    """A question that was answered right at once, so many days ago."""
    with Progress.open() as progress:
        progress.cards.keep((lesson, quiz), rate(None, "good", time.time() - days * SECONDS_A_DAY))


def test_nothing_was_answered_yet(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["review", "--due"]) == 0
    assert "nothing to review yet" in capsys.readouterr().out
    assert run(["review", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == {"due": 0, "questions": 0, "next_due": None, "lessons": []}


def test_what_is_due_is_counted_by_lesson(capsys: pytest.CaptureFixture[str]) -> None:
    keep("dense-shift", 5)
    keep("edge-filter", 5)
    keep("recall-map", 0)
    keep("recall-gates", 5, "sentiment")
    keep("gone", 5)
    assert run(["review", "--due"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "3 questions are due, of 4 that you have answered."
    assert lines[1].split() == ["2", "Convolutional", "networks"]
    assert lines[3].startswith("Next: 1 ")
    assert lines[-1] == "Review them: tutor review"
    assert run(["review", "--due", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["due"], found["questions"]) == (3, 4)
    assert found["next_due"] > time.time()
    assert [(one["id"], one["due"]) for one in found["lessons"]] == [(CNN, 2), ("sentiment", 1)]


def test_old_answers_are_taken_in(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress.open() as progress:
        progress.record_attempt(CNN, "dense-shift", 1, score=1.0, correct=True)
    assert run(["review", "--due"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("0 questions are due, of 1 that you have answered.\nNext: 1 ")
    assert "tutor review" not in out


def test_without_a_terminal_the_screen_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["review"]) == 2
    assert "needs a terminal" in capsys.readouterr().err


def test_a_damaged_file_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    paths.private_folder(paths.home())
    paths.database().write_bytes(b"no database" * 100)
    assert run(["review", "--due"]) == 0
    assert "was damaged" in capsys.readouterr().err
