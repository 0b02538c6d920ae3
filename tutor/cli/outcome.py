"""A run's outcome as one object, for `--json`, and as text."""

from __future__ import annotations

from typing import Any

from tutor.course.goal import Outcome, judge, reached
from tutor.lab.events import Ready, RunStarted
from tutor.lab.network import Network
from tutor.lab.numbers import encode, encode_columns, encode_values
from tutor.lab.report import diagnosis_object
from tutor.lab.run import Order, Record
from tutor.lab.settings import Value

_COLUMNS = ("loss", "val_loss", "accuracy", "val_accuracy", "train_loss")
"""Columns that a history always has, empty where nothing was recorded."""


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


def run_text(result: dict[str, Any]) -> str:
    """The object of `run_object` for people."""
    metrics = "  ".join(f"{name} {value:.4f}" if isinstance(value, float) else f"{name} {value}"
                        for name, value in result["metrics"].items())  # fmt: skip
    lines = [
        f"Run {result['run']}: {result['ended']} after {len(result['history']['loss'])} epochs, "
        f"{result['seconds']['train']:.1f} s",
        f"  {result['network']['parameters']:,} parameters, seed {result['seed']}",
        f"  {metrics}",
    ]
    diagnosis = result["diagnosis"]
    for finding in diagnosis["findings"] if diagnosis else []:
        share = round(100 * finding["confidence"])
        lines += [f"{finding['name'].replace('_', ' ')} ({share} % sure): {finding['evidence']}",
                  f"  {finding['remedy']}"]  # fmt: skip
    for outcome in result["goal"]["conditions"]:
        mark = "met" if outcome["met"] else "not met"
        value = outcome["value"]
        shown = f"{value:.4g}" if isinstance(value, float) else value
        lines.append(f"Goal {outcome['condition']}: {mark} ({shown})")
    return "\n".join(lines)
