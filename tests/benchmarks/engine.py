"""The engine's rows: the real worker, without a screen, beside plain Keras scripts.

Both sides of a ratio are measured in turn in one run, so that it means the same on a machine that
is faster, or busy.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks import costs
from tests.benchmarks.cases import Case, cases, jax_installed, run_script
from tests.benchmarks.row import Row, row, worst
from tests.benchmarks.trainings import (
    Crew,
    carry_out,
    crew,
    epoch_seconds,
    first_epoch_seconds,
    prepare,
    stop_seconds,
)

_BY_HAND_EPOCHS = "400"
_ENDLESS = 10_000
_STOPS = 8
_SPAN = 1.15
"""Stops are spread evenly over so many epochs, so that some come while sets are judged."""


def rows(*, quick: bool) -> Iterator[Row]:
    """Measure everything: five runs of each, or one where it is only to be seen that it works."""
    runs = 1 if quick else 5
    with tempfile.TemporaryDirectory() as folder, crew() as hired:
        known = cases(Path(folder))
        for case in known.values():
            yield _against_plain(hired, case, runs)
        yield from _by_hand(hired, known["dense"], runs)
        for name in ("digits", "gru"):
            yield from _starts(hired, known[name], runs + 1)
        for name in ("digits", "large"):
            yield _stops(hired, known[name], 2 if quick else _STOPS)
        yield from costs.rows(hired, 1 if quick else 3)


def _against_plain(hired: Crew, case: Case, runs: int) -> Row:
    """Our epoch over default `fit`'s."""
    ours, ratios = [], []
    carry_out(hired, case.order(2))  # compiles
    for _ in range(runs):
        record = carry_out(hired, case.order())
        plain = case.plain()
        started = record.started
        assert started is not None
        same = (started.parameters, started.train, started.validation)
        if same != (plain.parameters, plain.train, plain.validation):
            raise RuntimeError(f"{case.name}: ours is {same}, the plain script's is {plain}")
        ours.append(epoch_seconds(record))
        ratios.append(ours[-1] / plain.epoch_seconds)
    note = f"(ours {1000 * min(ours):.3g} ms at best)"
    return row(f"epoch over default fit's, {case.name}", ratios, case.target, note=note)


def _by_hand(hired: Crew, case: Case, runs: int) -> list[Row]:
    """The dense network's epoch, beside the best that is written for it alone."""
    scripts = {"tf.function": "dense_tf.py"}
    if jax_installed():
        scripts["JAX"] = "dense_jax.py"
    ours: list[float] = []
    theirs: dict[str, list[float]] = {name: [] for name in scripts}
    for _ in range(runs):
        ours.append(epoch_seconds(carry_out(hired, case.order())))
        for name, script in scripts.items():
            theirs[name].append(run_script(script, _BY_HAND_EPOCHS).epoch_seconds)
    lacking = "" if jax_installed() else "JAX is not installed"
    found = [row(f"epoch, {case.name}", [1000 * one for one in ours], 2.0, "ms")]
    for name, seconds in theirs.items():
        ratios = [mine / their for mine, their in zip(ours, seconds, strict=True)]
        note = f"({1000 * min(seconds):.3g} ms at best) {lacking}".rstrip()
        found.append(row(f"epoch over one by hand in {name}, {case.name}", ratios, 1.1, note=note))
    return found


def _starts(hired: Crew, case: Case, runs: int) -> list[Row]:
    """How soon the first epoch is there: after preparing, and after another learning rate alone."""
    prepared, changed = [], []
    for number in range(runs):
        order = case.order(3, dropout=0.1 + number / 100)  # a network that is not compiled yet
        worker = hired.worker(order)
        prepare(worker, order)
        prepared.append(first_epoch_seconds(worker, order))
        rate = 0.002 + number / 1000
        again = case.order(3, dropout=0.1 + number / 100, learning_rate=rate)
        changed.append(first_epoch_seconds(worker, again))
    return [
        row(f"Train to first epoch, prepared, {case.name}", prepared, 0.25, "s"),
        row(f"another rate, Train to first epoch, {case.name}", changed, 0.15, "s"),
    ]


def _stops(hired: Crew, case: Case, stops: int) -> Row:
    """The slowest stop of those asked for at different places of an epoch."""
    order = case.order()
    whole = epoch_seconds(carry_out(hired, order))
    seconds = [
        stop_seconds(
            hired.worker(order), case.order(_ENDLESS), after=_SPAN * whole * (number + 0.5) / stops
        )
        for number in range(stops)
    ]
    return worst(f"stop pressed to stopped, {case.name}", seconds, 0.3, "s")
