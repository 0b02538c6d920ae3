"""Runs as a list: found in the progress and in their folders, sorted, searched, marked."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lab import events
from tutor.lab.run import Run
from tutor.store.listing import SORTS, alike, in_order, listed, matching, same_network
from tutor.store.progress import Progress
from tutor.store.runs import RunRow, adopt

MakeRun = Callable[..., Run]
FIRST, SECOND, THIRD = (f"20260131-12000{n}-1a2b3c" for n in range(3))


def row(run: str = FIRST, **fields: Any) -> RunRow:
    usual: dict[str, Any] = {"ended": "finished", "metrics": {"val_accuracy": 0.5}, "at": 1.0}
    return RunRow(run=run, **{**usual, **fields})


ROWS = [
    row(FIRST, at=1.0, seconds=3.0, parameters=20, settings={"units": 32, "activation": "relu"},
        diagnosis="large_gap"),
    row(SECOND, at=2.0, seconds=1.0, parameters=30, metrics={"val_accuracy": math.nan},
        settings={"units": [16, 8]}),
    row(THIRD, at=3.0, seconds=2.0, parameters=10, metrics={"val_accuracy": 0.9}, ended=None,
        settings={"units": 4, "learning_rate": 0.1, "batch_norm": True,
        "train_size": 1000}),
]  # fmt: skip


def ids(rows: list[RunRow]) -> list[str]:
    return [one.run for one in rows]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("date", [THIRD, SECOND, FIRST]), ("accuracy", [THIRD, FIRST, SECOND]),
        ("seconds", [SECOND, THIRD, FIRST]), ("parameters", [THIRD, FIRST, SECOND]),
    ],
)  # fmt: skip
def test_sorted(by: str, expected: list[str]) -> None:
    assert ids(in_order(ROWS, by)) == expected
    assert ids(in_order([row("x", problem="damaged", at=9.0), *ROWS], by))[-1] == "x"


def test_where_the_goal_is_on_the_loss_the_least_of_it_is_best() -> None:
    figures = {FIRST: (0.5, 1.9), SECOND: (0.6, 2.2), THIRD: (0.4, 1.7)}
    rows = [row(run, metrics={"val_accuracy": a, "val_loss": b}) for run, (a, b) in figures.items()]
    assert ids(in_order(rows, "accuracy", "val_loss")) == [THIRD, FIRST, SECOND]
    assert ids(in_order(rows, "accuracy")) == [SECOND, FIRST, THIRD]


def test_of_runs_that_did_as_well_the_smaller_stands_first() -> None:
    sizes = {FIRST: (0.9998, 900), SECOND: (0.99975, 50), THIRD: (0.99, 10)}
    rows = [row(run, metrics={"val_accuracy": a}, parameters=n) for run, (a, n) in sizes.items()]
    assert ids(in_order(rows, "accuracy")) == [SECOND, FIRST, THIRD]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [FIRST, SECOND, THIRD]), ("units=32", [FIRST]), ("units=16,8", [SECOND]),
        ("RELU", [FIRST]), ("large gap", [FIRST]), ("large units=16", []), ("running", [THIRD]),
        ("favourite", [SECOND]), ("units", []), ("units=8", [SECOND]), ("units = 16", [SECOND]),
        ("learning rate=0.1", [THIRD]), ("Learning_Rate= 0.1", [THIRD]),
        ("seed=0", [FIRST, SECOND, THIRD]),
        ("running learning-rate=0.1 units=8", []), ("running learning rate=0.1 units=4", [THIRD]),
        ("batch normalization=on", [THIRD]), ("games an epoch=0.1", [THIRD]), ("rate=0.1", []),
        ("training examples=1,000", [THIRD]), ("learning rate=", []), ("=0.1", []),
    ],
)  # fmt: skip
def test_searched(text: str, expected: list[str]) -> None:
    labels = {"learning_rate": "games an epoch"}
    found = matching(ROWS, text, {SECOND}, named=lambda _row, name: labels.get(name, name))
    assert ids(found) == expected


def test_the_words_of_a_lessons_title_are_found() -> None:
    rows = [row(FIRST, lesson="sentiment"), row(SECOND, lesson="spirals")]
    titles = {"sentiment": "Sentiment in sentences"}
    assert ids(matching(rows, "sentences", titles=titles)) == [FIRST]
    assert ids(matching(rows, "SPIRALS", titles=titles)) == [SECOND]


@given(st.text())
def test_any_search_finds_runs_or_none(text: str) -> None:
    assert len(matching(ROWS, text)) <= len(ROWS)


def test_the_names_of_orders_are_those_of_the_command() -> None:
    from tutor.cli.runs import SORTS as OF_COMMAND

    assert OF_COMMAND == SORTS


def test_runs_come_from_the_progress_and_from_folders(make_run: MakeRun) -> None:
    ended = events.RunEnded(
        reason="finished", epochs=4, seconds=2.0, metrics={"val_accuracy": 0.75}
    )
    make_run(FIRST, [ended])
    with Progress.open() as progress:
        adopt(progress, lambda _order, _record: True)
        make_run(SECOND, [ended], lesson="spirals")
        found = listed(progress)
        assert ids(found) == [SECOND, FIRST]
        assert [one.seconds for one in found] == [2.0, 2.0]
        assert found[1].asked == 20
        assert [one.goal_reached for one in found] == [False, True]  # the first is not recorded
        assert ids(listed(progress, "spirals")) == [SECOND]
        assert ids(listed(progress, most=1)) == [SECOND]
        progress.runs.set_favourite(FIRST, favourite=True)
        progress.runs.set_favourite(FIRST, favourite=True)
        assert progress.runs.favourites() == {FIRST}
        progress.runs.set_favourite(FIRST, favourite=False)
        assert progress.runs.favourites() == set()
        progress.runs.forget(FIRST)
        assert progress.runs.known() == set()


def test_runs_of_another_experiment_or_form_of_data_do_not_compare() -> None:
    ring = row("a", lesson="one", experiment="e", settings={"form": "circles", "units": 4})
    rows = [
        ring,
        row("b", lesson="one", experiment="e", settings={"form": "circles", "units": 8}),
        row("c", lesson="one", experiment="e", settings={"form": "xor", "units": 4}),
        row("d", lesson="one", experiment="f", settings={"form": "circles", "units": 4}),
        row("e", lesson="two", experiment="e", settings={"form": "circles", "units": 4}),
        row("f", lesson="one", experiment="e", settings={"form": "circles"}, problem="damaged"),
    ]
    assert ids(alike(rows, ring)) == ["a", "b"]


def test_runs_of_one_network_differ_in_what_is_done_with_its_answers_alone() -> None:
    settings = {"units": 8, "smoothing": 21}
    rows = [
        row(FIRST, settings=settings),
        row(SECOND, settings={**settings, "smoothing": 5}),
        row(THIRD, settings={**settings, "smoothing": 5}, seed=2),
        row("again", settings=settings),
        row("wider", settings={**settings, "units": 16}),
    ]
    assert ids(same_network(rows, rows[0])) == [SECOND]
    assert ids(same_network(rows, rows[1])) == [FIRST, "again"]
    assert same_network(rows, rows[2]) == []
