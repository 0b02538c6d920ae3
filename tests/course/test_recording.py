"""What is kept of a run in the file of a recorded run."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tests.course.test_recorded import DIAGNOSED, EPOCHS, STARTED, WHOLE
from tests.support import order
from tutor.course.recording import Heading, heading, is_version, recording
from tutor.lab import events
from tutor.lab.tail import Tail

STEP = events.Step(epoch=1, step=3, steps=34, metrics={"loss": 2.25})
DETAILED = events.Epoch(
    first=1, metrics={"loss": [0.123456789, "NaN"], "accuracy": [1 / 3, 0.5]},
    seconds=[0.0123456789, 0.1], layers={"gradient_norm/dense_1": [0.5, 0.5]},
)  # fmt: skip
ENDED = events.RunEnded(
    reason="finished", epochs=2, seconds=0.2, metrics={"loss": 0.123456789}, look=True
)


def test_what_matters_is_kept_in_few_bytes(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    asked = msgspec.structs.replace(order(seed=4), environment={"data": "digits-1"})
    path.write_bytes(recording(asked, [STARTED, STEP, DETAILED, DIAGNOSED, ENDED]))
    found = Tail(path).read()
    assert [type(one) for one in found] == [
        type(STARTED),
        type(EPOCHS),
        type(DIAGNOSED),
        type(ENDED),
    ]
    epoch, ended = found[1], found[3]
    assert isinstance(epoch, events.Epoch)
    assert isinstance(ended, events.RunEnded)
    assert epoch.metrics == {"loss": [0.123457, "NaN"], "accuracy": [0.333333, 0.5]}
    assert (epoch.layers, epoch.seconds) == ({}, [0.0123457, 0.1])
    assert (ended.metrics, ended.look) == ({"loss": 0.123457}, False)
    assert heading(path) == Heading.of(asked)
    assert Heading.of(asked).version == "digits-1"
    assert Heading.of(asked).seed == 4


def test_other_files_have_no_heading(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    for data in (b"", b"\xff\n", b"[" * 5000, b"".join(map(events.encode, WHOLE))):
        path.write_bytes(data)
        assert heading(path) is None


def test_versions_may_say_more_than_the_card() -> None:
    assert is_version("digits-1", "digits-1")
    assert is_version("course-texts-1-0a1b", "course-texts-1")
    assert not is_version("digits-10", "digits-1")
