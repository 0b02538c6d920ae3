"""Recorded runs: a file beside the lesson, whole, of the reference, that reaches the goal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.course.lesson_texts import EXPERIMENT, GOOD, experiment, problems
from tutor.course.recorded import MAX_BYTES, RecordedError, load, recorded_faults
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab import events
from tutor.lab.events import encode

PARAMETERS = 1898
RECORDED = experiment(EXPERIMENT.replace("seed = 7", 'seed = 7\nrecorded = "data/run.jsonl"'))

STARTED = events.RunStarted(
    run="20260131-120000-1a2b3c", at=0.0, epochs=2, steps=34, parameters=PARAMETERS, train=1079,
    validation=359, test=359, device="CPU", prepare_seconds=0.5,
)  # fmt: skip
EPOCHS = events.Epoch(
    first=1, metrics={"loss": [1.0, 0.1], "val_accuracy": [0.7, 0.98]}, seconds=[0.1, 0.1]
)
FINDING = Finding(name="good_fit", confidence=0.9, evidence="Both settled.", remedy="Go on.")
OVERFITTING = replace(FINDING, name="overfitting")
DIAGNOSED = events.Diagnosed(diagnosis=Diagnosis((FINDING,)))
ENDED = events.RunEnded(
    reason="finished", epochs=2, seconds=0.2, metrics={"loss": 0.1, "val_accuracy": 0.98}
)
WHOLE: tuple[events.Event, ...] = (STARTED, EPOCHS, DIAGNOSED, ENDED)


def record(folder: Path, told: Sequence[events.Event] = WHOLE, more: bytes = b"") -> Path:
    path = folder / "data" / "run.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"".join(map(encode, told)) + more)
    return path


def faults(folder: Path) -> list[str]:
    found = [*recorded_faults(RECORDED, folder)]
    assert {fault.field for fault in found} <= {"recorded"}
    return [fault.message for fault in found]


def test_a_run_that_reaches_the_goal_is_sound(tmp_path: Path) -> None:
    record(tmp_path, more=b'{"kind": "from-tomorrow"}\n')
    assert faults(tmp_path) == []
    assert load(tmp_path, "data/run.jsonl").metrics["val_accuracy"] == 0.98


def test_no_recorded_run_is_no_fault(tmp_path: Path) -> None:
    assert not [*recorded_faults(experiment(EXPERIMENT), tmp_path)]


def changed(event: msgspec.Struct, **fields: Any) -> Any:
    return msgspec.structs.replace(event, **fields)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((), "which is no whole run; allowed is an events.jsonl with its start, its end and"),
        (WHOLE[1:], "which is no whole run"),
        (WHOLE[:-1], "which is no whole run"),
        ((STARTED, EPOCHS, ENDED), "which is no whole run"),
        ((changed(STARTED, parameters=12), *WHOLE[1:]),
         "found a network of 12 parameters; the reference has 1,898"),
        ((*WHOLE[:-1], changed(ENDED, metrics={"val_accuracy": 0.5})),
         "found a run that fails 'val_accuracy >= 0.9': there it is 0.5"),
        ((*WHOLE[:-1], changed(ENDED, metrics={})),
         "found a run that fails 'val_accuracy >= 0.9': there it is None"),
        ((*WHOLE[:-1], changed(ENDED, metrics={"val_accuracy": "NaN"})),
         "found val_accuracy that is not finite; record a run that ends well"),
        ((STARTED, changed(EPOCHS, metrics={"loss": [1.0, "Infinity"]}), DIAGNOSED, ENDED),
         "found loss that is not finite"),
        ((STARTED, changed(EPOCHS, metrics={"loss": [1.0], "val_loss": []}), DIAGNOSED, ENDED),
         "with 0 epochs; its run had 2"),
        ((changed(STARTED, format=9), *WHOLE[1:]), "which cannot be read: These events have"),
        ((STARTED, EPOCHS, changed(DIAGNOSED, diagnosis=Diagnosis((FINDING, OVERFITTING))), ENDED),
         "found a run that fails 'diagnosis != overfitting': there it is 'overfitting'"),
    ],
)  # fmt: skip
def test_runs_of_no_use_are_told(tmp_path: Path, told: tuple[events.Event, ...], said: str) -> None:
    record(tmp_path, told)
    found = faults(tmp_path)
    assert any(said in message for message in found), found


def test_lines_that_are_no_events_are_told(tmp_path: Path) -> None:
    record(tmp_path, more=b"\xff{\n")
    assert "with 1 lines that are no events" in faults(tmp_path)[0]


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../run.jsonl", "data/../../run.jsonl", "data\\run.jsonl", "~/../x"]
)
def test_paths_that_lead_elsewhere_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "lessons").mkdir()
    record(tmp_path)
    with pytest.raises(RecordedError, match="allowed is a file beside the lesson"):
        load(tmp_path / "lessons", name)


def test_links_that_lead_elsewhere_are_refused(tmp_path: Path) -> None:
    outside = record(tmp_path)
    lessons = tmp_path / "lessons"
    (lessons / "data").mkdir(parents=True)
    (lessons / "data" / "run.jsonl").symlink_to(outside)
    (lessons / "around").symlink_to(outside.parent)
    (lessons / "loop").symlink_to("loop")
    for name in ("data/run.jsonl", "around/run.jsonl"):
        with pytest.raises(RecordedError, match="which leads elsewhere"):
            load(lessons, name)
    with pytest.raises(RecordedError, match="loop"):
        load(lessons, "loop")


def test_links_inside_the_folder_are_followed(tmp_path: Path) -> None:
    path = record(tmp_path)
    (tmp_path / "link.jsonl").symlink_to(path)
    assert load(tmp_path, "link.jsonl").ended == ENDED


@pytest.mark.parametrize(
    ("name", "said"),
    [("none.jsonl", "which is not there"), ("data", "which is no regular file"),
     ("large.jsonl", "found 1,000,001 bytes; allowed are"), ("a\0b", "which is not there")],
)  # fmt: skip
def test_files_of_no_use_are_told(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "large.jsonl").write_bytes(b"\n" * (MAX_BYTES + 1))
    with pytest.raises(RecordedError, match=said):
        load(tmp_path, name)


def test_a_lessons_check_looks_at_its_recorded_run(tmp_path: Path) -> None:
    text = GOOD.replace("seed = 7", 'seed = 7\nrecorded = "data/run.jsonl"')
    path = tmp_path / "01-good.md"
    [problem] = problems(text, path=path)
    assert problem.field == "experiment.recorded"
    assert text.split("\n")[problem.line - 1].startswith("recorded")
    record(tmp_path)
    assert not problems(text, path=path)
