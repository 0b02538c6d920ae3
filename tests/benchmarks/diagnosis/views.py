"""What is handed to the diagnosis of a kept run, and what is measured of its truth."""

from __future__ import annotations

import dataclasses
import math
from typing import Any, Literal

import numpy as np

from tests.benchmarks.diagnosis.faults import FAULTS
from tests.benchmarks.diagnosis.measured import Array, Measured
from tests.benchmarks.diagnosis.record import Record
from tutor.diagnosis.examples import Examples
from tutor.diagnosis.history import Facts, History, Output
from tutor.diagnosis.limits import Limit
from tutor.diagnosis.second_look import Mean, SecondLook
from tutor.lab.knobs import COUNTS

View = Literal["curves", "facts", "everything", "second look"]
VIEWS: tuple[View, ...] = ("curves", "facts", "everything", "second look")
"""What anybody's log holds; that and the sizes; all that the tutor's own runs tell; and what two
further trainings show."""

_CURVES = ("loss", "accuracy", "val_loss", "val_accuracy")
_HIDDEN = ("penalty",)
_LEAST_GROUPS = 20
_FACTS = frozenset(field.name for field in dataclasses.fields(Facts))


Seen = tuple[History, Facts, Examples | None, SecondLook | None]


def seen(record: Record, view: View) -> Seen:
    """The arguments of `tutor.diagnosis.judge.diagnose`.

    Facts are those of the record that `Facts` has a field for. Groups of validation examples stand
    in for single ones where there are at least twenty.
    """
    wanted = record.columns()
    names = _CURVES if view == "curves" else [n for n in wanted if n not in _HIDDEN]
    if view == "facts":
        names = _CURVES
    history = History({name: wanted[name].astype(float).tolist() for name in names})
    if view == "curves":
        return history, Facts(), None, None
    known: dict[str, Any] = {
        k: v for k, v in record.about.facts.items() if k in _FACTS - {"repeated"}
    }
    if view == "facts":
        return history, Facts(settings=record.about.configuration.settings, **known), None, None
    history.layers = {name: values.astype(float).tolist() for name, values
                      in record.layers().items()}  # fmt: skip
    history.initial = {"val_loss": float(record.about.facts["first_loss"])}  # type: ignore[arg-type]
    known |= _all_known(record)
    facts = Facts(settings=record.about.configuration.settings, **known)
    second = _second(record) if view == "second look" else None
    return history, facts, _examples(record), second


def _all_known(record: Record) -> dict[str, Any]:
    """The facts of the tutor's own runs that are kept in another form."""
    arrays, facts = record.arrays, record.about.facts
    counts = arrays["class/train"].astype(int).tolist()
    right, asked = (arrays[f"class/{name}"].astype(int).tolist()
                    for name in ("validation_right", "validation"))  # fmt: skip
    copies, size = float(facts["copies"]), float(facts["validation_examples"])  # type: ignore[arg-type]
    repeated, train = float(facts.get("repeated", 0)), float(facts["train_examples"])  # type: ignore[arg-type]
    output = Output(
        activation=record.about.output, units=len(counts), label_size=1, whole=True,
        loss="sparse_categorical_crossentropy", labels=(0.0, len(counts) - 1.0),
    )  # fmt: skip
    return {
        "class_counts": counts, "class_right": list(zip(right, asked, strict=True)),
        "copied": copies / size, "repeated": repeated / train, "output": output,
        "limit": _limit(record),
    }  # fmt: skip


def _limit(record: Record) -> Limit:
    """What the network can't overcome; layers that bend stand in all networks that have layers."""
    about = record.about
    if about.role == "faulted" and about.configuration.fault == "unscaled":
        return "scale"
    return "" if any(about.configuration.settings.get(name) for name in COUNTS) else "straight"


def _examples(record: Record) -> Examples | None:
    losses = record.arrays["group/loss"]
    if losses.shape[1] < _LEAST_GROUPS:
        return None
    return Examples(losses=losses, correct=record.arrays["group/right"])


def _second(record: Record) -> SecondLook | None:
    """What the further trainings told of the validation examples."""
    if "group/wider" not in record.arrays:
        return None
    columns, last = record.columns(), record.about.epochs - 1
    own = float(columns["train_loss"][last] - columns["penalty"][last])
    known: Any = record.about.facts
    simple = None
    if "simple_train" in known:
        train, validation = (
            Mean(known[name], known[f"{name}_error"])
            for name in ("simple_train", "simple_validation")
        )
        simple = (train, validation)
    limit = _limit(record)
    return SecondLook(
        simple=simple, past="straight" if limit == "straight" else "",
        later=record.arrays["group/later"], wider=record.arrays["group/wider"][0],
        train=own, learned=record.about.measures["train_accuracy"],
        wider_train=record.about.measures["wider_train"],
    )  # fmt: skip


def measured(record: Record) -> Measured:
    """What `truth.truth_of` needs."""
    about, measures = record.about, record.about.measures
    columns = record.columns()
    tracked = [columns[name] for name in ("loss", "train_loss") if name in columns]
    known = {name: measures[name] for name in _OPTIONAL if name in measures}
    fault = FAULTS.get(about.configuration.fault) if about.role == "faulted" else None
    strange = fault is not None and fault.strange
    return Measured(
        epochs=about.epochs,
        risk=_wide(record, "true/loss"),
        accuracy=_wide(record, "true/accuracy"),
        to_end=_wide(record, "true/to_end"),
        right_to_end=_wide(record, "true/right_to_end"),
        wobble=_wide(record, "true/wobble"),
        train=_training(record),
        finite=all(bool(np.isfinite(column).all()) for column in tracked),
        fresh=int(measures["fresh"]),
        train_size=int(about.facts["train_examples"]),  # type: ignore[arg-type]
        validation_size=int(about.facts["validation_examples"]),  # type: ignore[arg-type]
        entropy=measures["entropy"],
        majority=measures["majority"],
        end_spread=measures["end_spread"],
        train_accuracy=measures["train_accuracy"],
        train_loss=measures["train_loss"],
        validation_risk=measures["validation_risk"],
        bayes=math.nan if strange else measures.get("bayes", math.nan),
        linear=float(about.facts["baseline_accuracy"]),  # type: ignore[arg-type]
        planted=fault.plants if fault is not None else "",
        biased=bool(measures.get("biased", 0.0)),
        shares=_wide(record, "class/shares"),
        recall=_wide(record, "class/recall"),
        asked=_wide(record, "class/asked"),
        **known,
    )


_OPTIONAL = (
    "larger_risk", "larger_error", "larger_train", "twin_risk", "twin_error", "copies", "dead",
)  # fmt: skip


def _wide(record: Record, name: str) -> Array:
    return record.arrays[name].astype(np.float64)


def _training(record: Record) -> Array:
    """The training loss in inference mode without penalties, from before the first step on."""
    first = float(record.about.facts["first_loss"])  # type: ignore[arg-type]
    later = _wide(record, "column/train_loss") - _wide(record, "column/penalty")
    return np.concatenate([[first], later])
