"""What tells the runs of a list from each other."""

from __future__ import annotations

from typing import Any

from tutor.lab.knobs import called
from tutor.store.differing import differing
from tutor.store.runs import RunRow


def row(run: str, experiment: str = "e", seed: int = 1, **settings: Any) -> RunRow:
    return RunRow(
        run=run, lesson="one", experiment=experiment, ended="finished", at=1.0, seed=seed,
        settings=settings,
    )  # fmt: skip


def told(*rows: RunRow) -> list[str]:
    found = differing(rows, lambda _row, name: called(name))
    return [found.name, *(found.told.get(one.run, "") for one in rows)]


def test_what_is_the_same_in_all_runs_of_an_experiment_is_not_told() -> None:
    rows = [
        row("a", learning_rate=0.01, epochs=20, filters=[8, 16]),
        row("b", learning_rate=0.1, epochs=20, filters=[8, 16], seed=2),
        row("c", learning_rate=0.1, epochs=20, filters=8),
        row("d", "other", learning_rate=0.3),
    ]
    assert told(*rows) == ["learning rate", "0.01", "0.1", "0.1; filters 8", ""]


def test_what_varies_most_is_named_once_and_what_is_rare_beside_it() -> None:
    rates = [row(str(rate), learning_rate=rate, epochs=10) for rate in (0.1, 0.01, 0.001)]
    longer = row("longer", learning_rate=0.001, epochs=30)
    assert told(*rates, longer) == ["learning rate", "0.1", "0.01", "0.001", "0.001; epochs 30"]
    other = [row("x", "other", units=4), row("y", "other", units=8)]
    assert told(*rates, *other) == [
        "", "learning rate 0.1", "learning rate 0.01", "learning rate 0.001", "units 4", "units 8",
    ]  # fmt: skip


def test_where_no_setting_differs_seeds_do() -> None:
    assert told(row("a", units=8), row("b", units=8, seed=4)) == ["seed", "1", "4"]
    assert told(row("a", units=8), row("b", units=8)) == ["", "", ""]


def test_one_setting_alone_is_named_once() -> None:
    rows = [row("a", batch_size=8, epochs=2), row("b", batch_size=1024, epochs=2, seed=3)]
    assert told(*rows) == ["batch size", "8", "1,024"]


def test_a_run_that_cannot_be_read_differs_in_nothing() -> None:
    assert told(row("a", units=8), RunRow(run="b", at=1.0, problem="damaged")) == ["", "", ""]
