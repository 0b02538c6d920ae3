"""Events as lines, and a reader that follows a file as it grows."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.datasets.registry import CARDS
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab import events
from tutor.lab.numbers import decode_columns, encode_columns
from tutor.lab.tail import Tail

FINDING = Finding(
    name="overfitting", confidence=0.9, evidence="val_loss rose", remedy="more dropout",
    change={"dropout": 0.5, "activation": "tanh", "units": 8, "batch_norm": True}, epoch=7,
)  # fmt: skip
EACH: list[events.Event] = [
    events.RunStarted(
        run="20260131-120000-1a2b3c", at=1.5, epochs=20, steps=34, parameters=6090, train=1079,
        validation=359, test=359, device="CPU (2 threads)", prepare_seconds=0.25,
    ),
    events.Untrained(metrics={"val_loss": 2.31, "val_accuracy": 0.1}),
    events.Step(epoch=1, step=3, steps=34, metrics={"loss": 2.25, "accuracy": "NaN"}),
    events.Epoch(
        first=1, metrics={"loss": [2.5, "Infinity"]}, seconds=[0.5, 0.25],
        layers={"gradient_norm/dense_1": [0.5, "NaN"]},
    ),
    events.EarlyFinding(epoch=7, finding=FINDING),
    events.Validated(epoch=2, losses=[0.5, "NaN"], right=[1.0, 0.25]),
    events.RunEnded(reason="budget", epochs=2, seconds=0.75, metrics={"loss": "-Infinity"}),
    events.Diagnosed(diagnosis=Diagnosis((FINDING, FINDING))),
    events.Looking(stage="wider", epoch=3, epochs=10),
    events.ViewReady(view="filters", path="views/filters.npz"),
    events.Ready(import_seconds=2.5, device="CPU (2 threads)", versions={"keras": "3.15.1"}),
    events.Prepared(key="k", seconds=0.5),
    events.Surveyed(key="k", card=CARDS["digits"]),
    events.Inspected(key="k", path="views/outcomes-0123456789ab.json"),
    events.Refused(key="k", message="too large"),
    events.Memory(megabytes=812.5),
    events.ImportFailed(message="no TensorFlow"),
]  # fmt: skip
PREPARED = events.Prepared(key="k", seconds=0.5)
LINE = events.encode(PREPARED)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.jsonl"


def append(path: Path, data: bytes) -> None:
    with path.open("ab") as file:
        file.write(data)


@pytest.mark.parametrize("event", EACH, ids=lambda event: type(event).__name__)
def test_an_event_is_one_line_and_comes_back(event: events.Event) -> None:
    line = events.encode(event)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    json.loads(line, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert events.decode(line) == event


def test_no_kind_is_forgotten() -> None:
    assert {type(event) for event in EACH} == set(events.Event.__subclasses__())


@given(st.lists(st.floats(), min_size=1))
def test_losses_that_are_not_finite_come_back(losses: list[float]) -> None:
    event = events.Epoch(first=1, metrics=encode_columns({"loss": losses}), seconds=[])
    back = events.decode(events.encode(event))
    assert isinstance(back, events.Epoch)
    found = decode_columns(back.metrics)["loss"]
    assert [math.isnan(x) for x in found] == [math.isnan(x) for x in losses]
    assert [x for x in found if x == x] == [x for x in losses if x == x]  # noqa: PLR0124


def test_a_kind_that_is_not_known_is_skipped() -> None:
    assert events.decode(b'{"kind": "hologram", "of": {"no": [1, null]}}\n') is None


def test_a_field_that_is_not_known_is_skipped() -> None:
    line = b'{"kind": "prepared", "key": "k", "seconds": 0.5, "mood": "good"}\n'
    assert events.decode(line) == PREPARED


def test_a_newer_format_is_refused_in_a_sentence() -> None:
    line = json.dumps({"kind": "run_started", "format": events.FORMAT + 1}).encode()
    with pytest.raises(events.NewerFormatError, match=r"format 2; this program reads up to 1\. "):
        events.decode(line)


@pytest.mark.parametrize(
    "line",
    [
        b"", b"null", b"[]", b"7", b"{}", b"{", b"\xff", b'{"kind": "step\xff"}',
        b'{"kind": 3}',
        b'{"kind": "prepared", "key": "k"}',
        b'{"kind": "prepared", "key": "k", "seconds": "long"}',
        b'{"kind": "prepared", "key": "k", "seconds": NaN}',
        b'{"kind": "prepared", "key": "k", "seconds": null}',
        b'{"kind": "prepared", "key": "k", "seconds": 1e999}',
        b'{"kind": "epoch", "first": 1, "metrics": {"loss": [null]}, "seconds": []}',
        b'{"kind": "epoch", "first": 1, "metrics": {"loss": ["huge"]}, "seconds": []}',
        b'{"kind": "epoch", "first": 1, "metrics": {"loss": ["nan"]}, "seconds": []}',
        b'{"kind": "run_started", "format": "first"}',
        pytest.param(b'{"kind": "hologram", "deep": ' + b"[" * 100_000, id="deep"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_event_is_an_event_error(line: bytes) -> None:
    with pytest.raises(events.EventError, match="not an event"):
        events.decode(line)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)
KINDS = sorted(str(type(event).__struct_config__.tag) for event in EACH)
FIELDS = sorted({field for event in EACH for field in event.__struct_fields__})


@given(
    st.binary()
    | JSON.map(lambda value: json.dumps(value).encode())
    | st.tuples(st.sampled_from(KINDS), st.dictionaries(st.sampled_from(FIELDS), JSON)).map(
        lambda pair: json.dumps({**pair[1], "kind": pair[0]}).encode()
    )
)
def test_no_line_whatever_gives_anything_but_an_event_or_an_event_error(line: bytes) -> None:
    try:
        found = events.decode(line)
    except events.EventError:
        return
    assert found is None or events.decode(events.encode(found)) == found


def test_a_file_that_is_not_there_yet_has_no_events(path: Path) -> None:
    tail = Tail(path)
    assert tail.read() == []
    append(path, LINE)
    assert tail.read() == [PREPARED]


def test_each_event_is_read_once(path: Path) -> None:
    tail = Tail(path)
    append(path, LINE)
    assert tail.read() == [PREPARED]
    assert tail.read() == []
    append(path, LINE * 2)
    assert tail.read() == [PREPARED, PREPARED]


def test_two_readers_of_one_file_both_see_all_of_it(path: Path) -> None:
    append(path, LINE)
    first = Tail(path)
    assert first.read() == [PREPARED]
    append(path, LINE)
    assert Tail(path).read() == [PREPARED, PREPARED]
    assert first.read() == [PREPARED]


@given(st.data())
def test_lines_that_come_in_pieces_are_read_as_if_they_came_whole(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("torn") / "events.jsonl"
    whole = b"".join(map(events.encode, EACH))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=8)))
    tail, found = Tail(path), []
    for start, stop in zip([0, *cuts], [*cuts, len(whole)], strict=True):
        append(path, whole[start:stop])
        found += tail.read()
    assert found == EACH
    assert tail.damaged == 0


def test_a_torn_last_line_waits_for_its_rest(path: Path) -> None:
    append(path, LINE + LINE[:-1])
    tail = Tail(path)
    assert tail.read() == [PREPARED]
    assert tail.read() == []
    append(path, b"\n")
    assert tail.read() == [PREPARED]
    assert tail.damaged == 0


def test_damaged_lines_are_counted_and_the_others_read(path: Path) -> None:
    append(path, LINE + b"\0\0\0\n" + LINE + b'{"kind": "prepared"}\n' + LINE)
    tail = Tail(path)
    assert tail.read() == [PREPARED] * 3
    assert tail.damaged == 2


def test_unknown_kinds_are_no_damage(path: Path) -> None:
    append(path, b'{"kind": "hologram"}\n' + LINE)
    tail = Tail(path)
    assert tail.read() == [PREPARED]
    assert tail.damaged == 0


def test_a_newer_file_is_refused_however_often_it_is_read(path: Path) -> None:
    append(path, b'{"kind": "run_started", "format": 99}\n' + LINE)
    tail = Tail(path)
    for _again in range(2):
        with pytest.raises(events.NewerFormatError):
            tail.read()


def test_a_file_that_cannot_be_read_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        Tail(tmp_path).read()
