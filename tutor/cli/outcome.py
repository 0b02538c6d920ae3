"""A run's outcome as one object, for `--json`, and as text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.course.advice.towards import towards
from tutor.course.advice.tried import Tried
from tutor.course.goal import DIAGNOSIS, Outcome, judge, reached
from tutor.course.goal_words import in_words
from tutor.course.problem import visible
from tutor.lab.events import Ready, RunStarted
from tutor.lab.network import Network
from tutor.lab.numbers import encode, encode_columns, encode_values
from tutor.lab.report import diagnosis_object
from tutor.lab.run import Order, Record, RunError, find
from tutor.lab.settings import Value
from tutor.lab.tasks import SHARES
from tutor.lab.text.card import card
from tutor.lab.text.layout import INDENT, labelled, paragraph
from tutor.lab.trials import triable
from tutor.lab.views import files
from tutor.lab.views.writing import SAMPLE, Sample

_COLUMNS = ("loss", "val_loss", "accuracy", "val_accuracy", "train_loss")
"""Columns that a history always has, empty where nothing was recorded."""

_SETS = {"train": "training", "val": "validation", "test": "test"}
"""How metrics on each set begin, and what people call the set."""

_ENDS = {
    "finished": "Finished",
    "early_stopped": "Ended early,",
    "cancelled": "Stopped",
    "budget": "Out of budget",
    "failed": "Failed",
}
"""Why a run ended, before `after … epochs`."""
_LOOK_AGAIN = (
    "What curves leave open can be tried out: --second-look goes on unseen, and trains a wider "
    "network beside this one."
)


def run_object(
    record: Record, order: Order, goal: list[str], ready: Ready | None, *, total: float
) -> dict[str, Any]:
    """What `tutor train --json` prints.

    Args:
        record: of a run that has ended.
        order: what was asked for.
        goal: the experiment's conditions.
        ready: what the worker said of its start; None where another process started it.
        total: wall seconds of the whole command.
    """
    return {
        "run": order.run,
        "lesson": order.lesson,
        "experiment": order.experiment,
        "settings": order.settings,
        "seed": order.seed,
        "network": network_object(order.network),
        "data": _sizes(record.started),
        "history": {**{name: [] for name in _COLUMNS}, **encode_columns(record.history.metrics)},
        "metrics": encode_values(record.metrics),
        "diagnosis": diagnosis_object(record.diagnosis) if record.diagnosis else None,
        "goal": _goal_object(judge(goal, record, order.settings)),
        "seconds": {
            "import": ready.import_seconds if ready else 0.0,
            "prepare": record.started.prepare_seconds if record.started else 0.0,
            "train": record.ended.seconds if record.ended else 0.0,
            "total": total,
        },
        "ended": record.ended.reason if record.ended else None,
    }


def _sizes(started: RunStarted | None) -> dict[str, int]:
    """Examples in each set."""
    if started is None:
        return {"train": 0, "validation": 0, "test": 0}
    return {"train": started.train, "validation": started.validation, "test": started.test}


def _goal_object(outcomes: list[Outcome]) -> dict[str, Any]:
    """Whether the goal was reached, and each condition with what it met."""
    conditions = [
        {"condition": o.condition.text, "value": _wire(o.value), "met": o.met} for o in outcomes
    ]
    return {"reached": reached(outcomes), "conditions": conditions}


def _wire(value: Value | None) -> Value | None:
    """A value as JSON can hold it."""
    return encode(value) if isinstance(value, float) else value


def network_object(network: Network) -> dict[str, Any]:
    """The layers as plain data."""
    return {
        "parameters": network.parameters,
        "layers": [
            {
                "type": layer.type,
                "shape": list(layer.shape),
                "activation": layer.activation,
                "parameters": layer.parameters,
            }
            for layer in network.layers
        ],
    }


def run_text(record: Record, order: Order, goal: list[str], width: int) -> str:
    """The outcome of a run that has ended, for people, in lines of at most `width` columns."""
    parts = [_heading(record, order, width), _metrics_table(record.metrics)]
    outcomes = judge(goal, record, order.settings)
    if record.diagnosis:
        told = towards(record.diagnosis, outcomes, tried=Tried(order.settings, record.metrics))
        parts.append(f"Diagnosis: {card(told, width)}")
        unsure = told.primary.name == "not_enough_evidence" and not order.second_look
        if unsure and record.ended and triable(order, record.ended.reason):
            parts.append(paragraph(_LOOK_AGAIN, width))
    if SAMPLE in record.views:
        parts.append(_sample_text(order.run, width))
    parts.append(_goal_text(outcomes, width))
    return "\n\n".join(part for part in parts if part)


def _sample_text(run: str, width: int) -> str:
    """What the network wrote; nothing where that cannot be read."""
    try:
        written = files.read(find(run).folder, files.file_of(SAMPLE), Sample)
    except (files.ViewError, RunError):
        return ""
    single = all(len(symbol) == 1 for symbol in written.drawn)
    given, drawn = (("" if single else " ").join(s) for s in (written.given, written.drawn))
    heading = f"It goes on from {visible(given.strip()[-40:])!r}, at temperature "
    lines = [paragraph(visible(line), width, INDENT) for line in drawn.splitlines() if line]
    return "\n".join([f"{heading}{written.temperature:g}:", *lines])


def _heading(record: Record, order: Order, width: int) -> str:
    """How the run ended, and what it was."""
    if record.ended is None:
        return f"Run {order.run} has not ended."
    done, asked = record.ended.epochs, order.settings["epochs"]
    epochs = f"{done} epoch{'' if done == 1 else 's'}"
    after = epochs if done == asked else f"{done} of {asked} epochs"
    how = _ENDS.get(record.ended.reason, record.ended.reason.capitalize())
    lines = [
        f"{how} after {after}, {record.ended.seconds:.1f} s of training",
        f"Run {order.run}, {order.network.parameters:,} parameters, seed {order.seed}",
    ]
    if record.ended.message:
        lines.insert(1, paragraph(record.ended.message, width))
    return "\n".join(lines)


def _metrics_table(metrics: Mapping[str, float]) -> str:
    """Loss and accuracy on each set; the running values of the last epoch are left to `--json`.

    Those are means over an epoch in which the weights change, with dropout on, and are no match
    for validation.
    """
    told = ("loss", *SHARES)
    sets = [name for name in _SETS if any(f"{name}_{measure}" in metrics for measure in told)]
    if not sets:
        return ""
    rows = [["", *(_SETS[name] for name in sets)]]
    for measure in told:
        cells = [_cell(metrics.get(f"{name}_{measure}"), share=measure != "loss") for name in sets]
        if any(cells):
            rows.append([measure, *cells])
    lines = [f"{INDENT}{row[0]:<9}" + "".join(f"{cell:>12}" for cell in row[1:]) for row in rows]
    return "\n".join([*lines, f"{INDENT}Measured after the last whole epoch, with dropout off."])


def _cell(value: float | None, *, share: bool) -> str:
    """A figure of the table; empty where there is none."""
    if value is None:
        return ""
    return f"{100 * value:.1f} %" if share else f"{value:.4f}"


def _goal_text(outcomes: list[Outcome], width: int) -> str:
    """Each condition with whether it is met, and what the run had."""
    if not outcomes:
        return ""
    rows = [
        ("met" if outcome.met else "not met", f"{in_words(outcome.condition)}{_had(outcome)}")
        for outcome in outcomes
    ]
    heading = "Goal reached" if reached(outcomes) else "Goal not reached yet"
    return "\n".join([heading, *labelled(rows, width)])


def _had(outcome: Outcome) -> str:
    """What the run had, in brackets; nothing where the condition says it already."""
    value, name = outcome.value, outcome.condition.name
    if value is None:
        return " (it has none)"
    if isinstance(value, float) and name.endswith(SHARES):
        return f" (it has {100 * value:.1f} %)"
    if name == DIAGNOSIS:
        return "" if outcome.met else f" (it says “{str(value).replace('_', ' ')}”)"
    if isinstance(value, bool):
        return "" if outcome.met else f" (it is {'on' if value else 'off'})"
    if isinstance(value, float):
        return f" (it has {value:,.4g})"
    return f" (it has {value:,})" if isinstance(value, int) else f" (it has {value})"
