"""A run's outcome as one object, for `--json`, and as text."""

from __future__ import annotations

from typing import Any

from tutor.course.goal import judge, reached
from tutor.lab.events import Ready
from tutor.lab.network import Network
from tutor.lab.numbers import Wire, encode, encode_columns, encode_values
from tutor.lab.report import diagnosis_object
from tutor.lab.run import Order, Record
from tutor.lab.settings import Value


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
    started, ended = record.started, record.ended
    history: dict[str, list[Wire]] = {
        name: [] for name in ("loss", "val_loss", "accuracy", "val_accuracy", "train_loss")
    }
    outcomes = judge(goal, record, order.settings)
    return {
        "run": order.run,
        "lesson": order.lesson,
        "experiment": order.experiment,
        "settings": order.settings,
        "seed": order.seed,
        "network": network_object(order.network),
        "data": {
            "train": started.train if started else 0,
            "validation": started.validation if started else 0,
            "test": started.test if started else 0,
        },
        "history": {**history, **encode_columns(record.history.metrics)},
        "metrics": encode_values(record.metrics),
        "diagnosis": diagnosis_object(record.diagnosis) if record.diagnosis else None,
        "goal": {
            "reached": reached(outcomes),
            "conditions": [
                {"condition": o.condition.text, "value": _wire(o.value), "met": o.met}
                for o in outcomes
            ],
        },
        "seconds": {
            "import": ready.import_seconds if ready else 0.0,
            "prepare": started.prepare_seconds if started else 0.0,
            "train": ended.seconds if ended else 0.0,
            "total": total,
        },
        "ended": ended.reason if ended else None,
    }


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
        lines.append(f"Goal {outcome['condition']}: {mark} ({outcome['value']})")
    return "\n".join(lines)
