"""Progress to a file and from one: merged, nothing lost, whatever the file is."""

from __future__ import annotations

import contextlib
import json
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.test_progress import RUN
from tutor.course.review import rate
from tutor.store.progress import Progress
from tutor.store.transfer import FORMAT, KIND, TransferError, read

LESSON = "circles"
CARD = (LESSON, "why")


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Progress]:
    with Progress.open(tmp_path / "mine" / "progress.db") as opened:
        yield opened


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[Progress]:
    with Progress.open(tmp_path / "theirs" / "progress.db") as opened:
        yield opened


def fill(progress: Progress) -> None:
    """Something of everything."""
    progress.record_attempt(LESSON, "why", [1, 0], score=0.5, correct=False)
    progress.record_attempt(LESSON, "why", "漢 ½", score=1.0, correct=True)
    progress.record_skip(LESSON, "how")
    progress.record_hints(LESSON, "why", 2)
    progress.halfway.keep(LESSON, "which", [2, -1, 0])
    progress.set_position(LESSON, 3)
    progress.complete(LESSON)
    progress.cards.keep(CARD, rate(None, "hard", 1.8e9))
    progress.notes.write(LESSON, "A step", "first line\nmine", "")
    progress.notes.set_bookmark(LESSON, "A step", there=True)
    final = progress.finals.begin(["a", "b"])
    progress.finals.answer(final.key, 0, "a", right=True, enough=2)
    progress.runs.record(RUN)
    progress.runs.set_favourite(RUN.run, favourite=True)
    progress.record_attempt("spirals", "q", 1, score=1.0, correct=True)
    progress.resets.reset("spirals")


def move(source: Progress, target: Progress, path: Path) -> dict[str, int]:
    """From one to the other; how much was new."""
    source.transfer.write(path, force=True)
    return {name: count for name, count in target.transfer.take_in(path).items() if count}


def whole(progress: Progress, path: Path) -> object:
    progress.transfer.write(path, force=True)
    return json.loads(path.read_text())["progress"]


def test_all_of_it_arrives_and_a_second_time_changes_nothing(
    mine: Progress, theirs: Progress, tmp_path: Path
) -> None:
    fill(theirs)
    path = tmp_path / "file.json"
    assert move(theirs, mine, path) == {
        "attempts": 3, "hints": 1, "halfway": 1, "positions": 1, "completed": 1, "cards": 1,
        "notes": 1, "bookmarks": 1, "finals": 1, "runs": 1, "favourites": 1, "set_aside": 1,
    }  # fmt: skip
    assert whole(mine, path) == whole(theirs, path)
    assert move(theirs, mine, path) == {}
    assert mine.attempts(LESSON) == theirs.attempts(LESSON)
    assert mine.runs.results() == [RUN]
    assert mine.finals.every() == theirs.finals.every()
    assert mine.resets.undo("spirals")
    assert len(mine.attempts("spirals")) == 1


def test_a_file_of_before_tells_of_runs_without_how_sure_their_findings_are(
    mine: Progress, theirs: Progress, tmp_path: Path
) -> None:
    theirs.runs.record(RUN)
    path = tmp_path / "file.json"
    theirs.transfer.write(path)
    written = json.loads(path.read_text())
    del written["progress"]["runs"][0]["sure"]
    path.write_text(json.dumps(written))
    assert mine.transfer.take_in(path)["runs"] == 1
    assert mine.runs.results() == [replace(RUN, sure=None)]


def test_the_file_is_its_owners_alone_and_is_not_overwritten(
    mine: Progress, tmp_path: Path
) -> None:
    path = tmp_path / "file.json"
    assert mine.transfer.write(path).total() == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with pytest.raises(TransferError, match="there already"):
        mine.transfer.write(path)
    with pytest.raises(TransferError, match="cannot be written"):
        mine.transfer.write(tmp_path / "nowhere" / "file.json")
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == ["file.json"]


def test_answers_of_both_stand_in_the_order_of_their_times(
    mine: Progress, theirs: Progress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for progress, hour in ((mine, 1), (theirs, 2), (mine, 3), (theirs, 4)):
        monkeypatch.setattr("time.time", lambda hour=hour: 3600.0 * hour)
        progress.record_attempt(LESSON, "why", hour, score=0.0, correct=False)
        progress.set_position(LESSON, hour)
        progress.set_position(f"lesson {hour}", 0)
    move(theirs, mine, tmp_path / "file.json")
    assert [one.answer for one in mine.attempts(LESSON)] == [1, 2, 3, 4]
    position = mine.position(LESSON)
    assert position is not None
    assert position.step == 4
    assert mine.last_lesson() == "lesson 4"
    move(mine, theirs, tmp_path / "file.json")
    assert theirs.attempts(LESSON) == mine.attempts(LESSON)


def test_the_card_reviewed_later_counts_and_any_rather_than_a_damaged_one(
    mine: Progress, theirs: Progress, tmp_path: Path
) -> None:
    old, new = rate(None, "good", 1.7e9), rate(None, "again", 1.8e9)
    mine.cards.keep(CARD, new)
    theirs.cards.keep(CARD, old)
    path = tmp_path / "file.json"
    assert move(theirs, mine, path) == {}
    theirs.cards.keep((LESSON, "how"), old)
    theirs._tables.write("UPDATE cards SET card = 'spoilt' WHERE quiz = ?", ("why",))
    assert move(theirs, mine, path) == {"cards": 1}
    move(mine, theirs, path)
    row = theirs.cards.find(CARD)
    assert row is not None
    assert row.card == new


def test_of_two_notes_on_one_step_all_lines_stay(
    mine: Progress, theirs: Progress, tmp_path: Path
) -> None:
    mine.notes.write(LESSON, "A step", "here", "")
    theirs.notes.write(LESSON, "A step", "there\x1b[2J", "")
    path = tmp_path / "file.json"
    assert move(theirs, mine, path) == {"notes": 1}
    note = mine.notes.note(LESSON, "A step")
    assert note == "here\n\n(in the progress that was taken in:)\nthere"
    assert move(theirs, mine, path) == {}
    assert move(mine, theirs, path) == {"notes": 1}
    assert theirs.notes.note(LESSON, "A step") == note


def test_of_a_final_quiz_the_version_with_more_answers_counts(
    mine: Progress, theirs: Progress, tmp_path: Path
) -> None:
    path = tmp_path / "file.json"
    final = theirs.finals.begin(["a", "b"])
    move(theirs, mine, path)
    theirs.finals.answer(final.key, 0, "a", right=True, enough=2)
    assert move(mine, theirs, path) == {}
    assert move(theirs, mine, path) == {"finals": 1}
    assert mine.finals.every() == theirs.finals.every()


def test_a_reset_here_stays_undoable_when_older_answers_come_in(
    mine: Progress, theirs: Progress, tmp_path: Path
) -> None:
    fill(mine)
    path = tmp_path / "file.json"
    move(mine, theirs, path)
    mine.record_attempt(LESSON, "new", 1, score=1.0, correct=True)
    answers = mine.attempts(LESSON)
    mine.resets.reset(LESSON)
    move(theirs, mine, path)
    assert len(mine.attempts(LESSON)) == 3
    assert mine.resets.undo(LESSON)
    assert mine.attempts(LESSON) == answers


def test_a_reset_there_takes_nothing_away_here(
    mine: Progress, theirs: Progress, tmp_path: Path
) -> None:
    fill(mine)
    path = tmp_path / "file.json"
    move(mine, theirs, path)
    theirs.resets.reset(LESSON)
    assert move(theirs, mine, path) == {}
    assert mine.resets.undoable() == ["spirals"]
    assert len(mine.attempts(LESSON)) == 3


def written(path: Path, **changes: object) -> Path:
    path.write_text(json.dumps({"kind": KIND, "format": FORMAT, "progress": {}, **changes}))
    return path


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": FORMAT + 1, "progress": 5}, "newer version of this program"),
        ({"format": "one"}, "is damaged"),
        ({"progress": {"attempts": [{"lesson": 5}]}}, "is damaged"),
        ({"progress": {"positions": [{"lesson": "a", "step": -1, "at": 0}]}}, "is damaged"),
        ({"kind": "other"}, "no file that `tutor progress export` has written"),
    ],
)
def test_files_that_cannot_be_taken_in(
    tmp_path: Path, changes: dict[str, object], said: str
) -> None:
    with pytest.raises(TransferError, match=said):
        read(written(tmp_path / "file.json", **changes))


@pytest.mark.parametrize(
    "data", [b"", b"\xff\x00", b"[]", b"{", b"SQLite format 3\x00", b"[" * 9999]
)
def test_files_that_are_something_else(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(TransferError, match="no file that"):
        read(path)


def test_no_file_and_folders(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(TransferError, match="cannot be read"):
            read(path)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.floats(0, 1), byte=st.integers(0, 255))
def test_a_damaged_file_gets_a_sentence_and_changes_nothing(
    mine: Progress, theirs: Progress, tmp_path: Path, cut: float, byte: int
) -> None:
    path = tmp_path / "file.json"
    if not theirs.attempts(LESSON):
        fill(theirs)
    theirs.transfer.write(path, force=True)
    data = path.read_bytes().rstrip()  # a file without its last newline is whole
    at = int(cut * (len(data) - 1))
    before = whole(mine, tmp_path / "before.json")
    path.write_bytes(data[:at] + bytes([byte]) + data[at + 1 :])
    with contextlib.suppress(TransferError):
        read(path)  # raises nothing else
    path.write_bytes(data[:at])
    with pytest.raises(TransferError):
        mine.transfer.take_in(path)
    assert whole(mine, tmp_path / "before.json") == before
