"""What is recorded comes back, from another process and at another time, too."""

from __future__ import annotations

import math
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tutor import paths
from tutor.store.database import ProgressError
from tutor.store.progress import Progress
from tutor.store.rows import RunResult

RUN = RunResult(
    run="20260131-120000-1a2b3c",
    lesson="circles",
    experiment="first",
    settings={"filters": [8, 16], "activation": "relu", "dropout": 0.5, "batch_norm": True},
    seed=7,
    ended="finished",
    epochs=20,
    metrics={"val_accuracy": 0.9751, "val_loss": 0.125},
    diagnosis="good_fit",
    goal_reached=True,
    parameters=6090,
    seconds=3.25,
    at=1_769_860_800.5,
    sure=0.38,
)

WRITER = """
import sys
from pathlib import Path
from tutor.store.progress import Progress

path, name, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
with Progress.open(path, wait=30.0) as progress:
    assert progress.kept, progress.notice
    for number in range(times):
        progress.record_attempt(name, "quiz", number, score=1.0, correct=True)
        print(number, flush=True)
"""
"""Records numbers in order, once told to, and prints each that is kept."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Of a file that does not exist yet."""
    return tmp_path / "home" / "progress.db"


@pytest.fixture
def progress(path: Path) -> Iterator[Progress]:
    with Progress.open(path) as opened:
        yield opened


def writer(path: Path, name: str, times: int) -> subprocess.Popen[str]:
    """A process that waits for a line, then writes."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), name, str(times)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_everything_is_there_when_the_file_is_opened_again(path: Path) -> None:
    with Progress.open(path) as first:
        first.record_attempt("circles", "why", ["a", 2], score=0.5, correct=False)
        first.record_hints("circles", "why", 2)
        first.set_position("circles", 4)
        first.complete("circles")
        first.runs.record(RUN)
    with Progress.open(path) as second:
        assert second.kept
        assert second.notice == ""
        (attempt,) = second.attempts("circles")
        assert (attempt.lesson, attempt.quiz) == ("circles", "why")
        assert (attempt.answer, attempt.score, attempt.correct) == (["a", 2], 0.5, False)
        assert second.hints("circles") == {"why": 2}
        position = second.position("circles")
        assert position is not None
        assert position.step == 4
        assert second.last_lesson() == "circles"
        assert set(second.completed()) == {"circles"}
        assert second.runs.results() == [RUN]


def test_the_usual_file_is_the_one_in_the_folder_of_state(home: Path) -> None:
    with Progress.open() as opened:
        assert opened.path == home / "progress.db" == paths.database()
    assert opened.path.is_file()


def test_a_fresh_file_knows_nothing(progress: Progress) -> None:
    assert progress.attempts("circles") == []
    assert progress.best("circles") == {}
    assert progress.hints("circles") == {}
    assert progress.position("circles") is None
    assert progress.last_lesson() is None
    assert progress.completed() == {}
    assert progress.runs.results() == []
    assert progress.runs.known() == set()


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_only_the_owner_can_read_the_file_and_its_folder(path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        with Progress.open(path) as opened:
            opened.complete("circles")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_best_of_all_attempts_counts(progress: Progress) -> None:
    for score, correct in ((0.25, False), (1.0, True), (0.5, False)):
        progress.record_attempt("circles", "why", "b", score=score, correct=correct)
    progress.record_attempt("circles", "how", "a", score=0.0, correct=False)
    progress.record_attempt("spirals", "why", "a", score=1.0, correct=True)
    best = progress.best("circles")
    assert set(best) == {"why", "how"}
    assert (best["why"].attempts, best["why"].score, best["why"].correct) == (3, 1.0, True)
    assert (best["how"].attempts, best["how"].score, best["how"].correct) == (1, 0.0, False)


def test_the_number_of_hints_never_falls(progress: Progress) -> None:
    for used in (1, 3, 2):
        progress.record_hints("circles", "why", used)
    assert progress.hints("circles") == {"why": 3}


def test_the_last_lesson_is_the_one_opened_last_whatever_the_clock_says(
    progress: Progress, monkeypatch: pytest.MonkeyPatch
) -> None:
    for clock, lesson in ((300.0, "a"), (200.0, "b"), (200.0, "c"), (100.0, "b")):
        monkeypatch.setattr("time.time", lambda clock=clock: clock)
        progress.set_position(lesson, 1)
    assert progress.last_lesson() == "b"
    position = progress.position("b")
    assert position is not None
    assert position.at == 100.0


def test_a_lesson_is_completed_once(progress: Progress, monkeypatch: pytest.MonkeyPatch) -> None:
    for clock in (100.0, 200.0):
        monkeypatch.setattr("time.time", lambda clock=clock: clock)
        progress.complete("circles")
    assert progress.completed() == {"circles": 100.0}


def test_a_run_that_is_known_stays_as_it_is(progress: Progress) -> None:
    later = replace(RUN, run="20260131-120001-000000", lesson="spirals", diagnosis=None)
    progress.runs.record_all([later, RUN])
    progress.runs.record(replace(RUN, ended="failed"))
    assert progress.runs.results() == [RUN, later]
    assert progress.runs.results("spirals") == [later]
    assert progress.runs.results("nothing") == []
    assert progress.runs.known() == {RUN.run, later.run}


def test_a_diverged_run_keeps_its_infinite_losses(progress: Progress) -> None:
    metrics = {"loss": math.nan, "val_loss": math.inf, "least": -math.inf}
    progress.runs.record(replace(RUN, metrics=metrics))
    (kept,) = progress.runs.results()
    assert math.isnan(kept.metrics["loss"])
    assert (kept.metrics["val_loss"], kept.metrics["least"]) == (math.inf, -math.inf)


ANSWERS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


# A terminal that does not speak UTF-8 can hand over surrogates, which no encoding holds.
SURROGATES = st.text(st.characters(categories=["Cs", "L"]))


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lesson=st.text(), quiz=st.text(), answer=ANSWERS | SURROGATES)
def test_any_answer_comes_back_as_it_was_given(
    progress: Progress, lesson: str, quiz: str, answer: object
) -> None:
    progress.record_attempt(lesson, quiz, answer, score=0.0, correct=False)
    kept = progress.attempts(lesson)[-1]
    assert kept.answer == answer
    assert (kept.lesson, kept.quiz) == (lesson, quiz)


def test_a_value_that_cannot_be_kept_is_refused_in_a_sentence(progress: Progress) -> None:
    with pytest.raises(ProgressError, match="cannot be used"):
        progress.runs.record(replace(RUN, seed=2**70))
    with pytest.raises(ProgressError, match="cannot be used"):
        progress.set_position("half \ud800", 1)
    assert progress.runs.results() == []
    assert progress.last_lesson() is None


def test_a_row_that_is_no_json_is_told_in_a_sentence(path: Path, progress: Progress) -> None:
    progress.runs.record(RUN)
    with closing(sqlite3.connect(path)) as meddler, meddler:
        meddler.execute("""UPDATE runs SET metrics = '{"loss": "huge"}'""")
    with pytest.raises(ProgressError, match="'huge' is no number"):
        progress.runs.results()
    with closing(sqlite3.connect(path)) as meddler, meddler:
        meddler.execute("UPDATE runs SET metrics = '{'")
    with pytest.raises(ProgressError, match="cannot be used"):
        progress.runs.results()


def test_two_processes_write_at_the_same_time_from_the_first_moment(path: Path) -> None:
    both = [writer(path, name, 40) for name in ("first", "second")]
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in both:
        process.communicate(timeout=60)
        assert process.returncode == 0
    with Progress.open(path) as opened:
        assert opened.notice == ""
        for name in ("first", "second"):
            assert [attempt.answer for attempt in opened.attempts(name)] == list(range(40))


def test_what_one_terminal_records_the_other_sees(path: Path, progress: Progress) -> None:
    with Progress.open(path) as other:
        other.complete("circles")
        assert set(progress.completed()) == {"circles"}
        progress.complete("spirals")
        assert set(other.completed()) == {"circles", "spirals"}


def test_a_killed_terminal_loses_nothing_that_was_recorded(path: Path) -> None:
    process = writer(path, "killed", 1_000_000)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("go\n")
    process.stdin.flush()
    while process.stdout.readline() != "9\n":
        pass
    process.send_signal(signal.SIGKILL)
    printed, _nothing = process.communicate(timeout=60)
    told = 10 + len(printed.splitlines())
    with Progress.open(path) as opened:
        assert opened.notice == ""
        kept = [attempt.answer for attempt in opened.attempts("killed")]
    assert kept[:10] == list(range(10))
    assert len(kept) >= told
    assert kept == list(range(len(kept)))
