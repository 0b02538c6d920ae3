"""`wrong_output`: last layer, loss and labels don't fit each other."""

from __future__ import annotations

import math
from collections.abc import Mapping

from tutor.diagnosis.history import Facts, History, Output
from tutor.diagnosis.moves import Remedy
from tutor.diagnosis.statistics import Array
from tutor.diagnosis.verdict import Finding
from tutor.diagnosis.words import number

_ONE_OF_MANY = ("sparse_categorical_crossentropy", "categorical_crossentropy")
_CROSS_ENTROPIES = (*_ONE_OF_MANY, "binary_crossentropy")
_FITTING = {"softmax", "sigmoid"}
"""Activations before a cross-entropy of one of many. Keras 3 takes what stands before either of
them for logits, so a sigmoid trains as a softmax does."""

_FAR = 10.0
"""How many times ln K a loss before the first step is no chance of the first weights any more."""

_BELOW_ZERO = -1e-6
_DOUBT = "A loss that stays as it is once the output is mended: then look elsewhere."


def wrong_output(
    history: History, columns: Mapping[str, Array], facts: Facts, epoch: int
) -> Finding | None:
    """The last layer can't give what the loss asks for, or the loss is one that can't be.

    Args:
        history: for the loss before the first step.
        columns: the recorded losses.
        facts: `output` tells of the last layer, `classes` of the labels.
        epoch: the number of the last epoch.
    """
    found = _unfit(facts.output) or _below_zero(columns, facts.output) or _far(history, facts)
    if found is None:
        return None
    evidence, remedy, sure = found
    return Finding(
        name="wrong_output", confidence=sure, evidence=evidence, remedy=remedy.text,
        change=remedy.change, further=remedy.further, doubt=_DOUBT, epoch=epoch,
    )  # fmt: skip


_Found = tuple[str, Remedy, float] | None


def _unfit(output: Output | None) -> _Found:
    """What the description itself gives away."""
    if output is None:
        return None
    if output.loss in _ONE_OF_MANY:
        return _one_of_many(output)
    if output.loss == "binary_crossentropy":
        return _yes_or_no(output)
    return _number(output)


def _one_of_many(output: Output) -> _Found:
    loss = output.loss.replace("_", " ")
    if not output.from_logits and output.activation not in _FITTING:
        return (
            f"The last layer's activation is {output.activation}, but {loss} expects "
            "probabilities.",
            Remedy("Give the last layer the activation softmax, or the loss from_logits=True."),
            0.97,
        )
    if output.units == 1:
        return (
            f"The last layer has 1 unit: with {output.activation} and {loss} there is nothing to "
            "choose between.",
            Remedy("Give the last layer a unit for each class."),
            0.97,
        )
    sparse = output.loss == _ONE_OF_MANY[0]
    low, high = output.labels or (0.0, 0.0)
    if sparse and (low < 0 or high >= output.units):
        return (
            f"Labels go from {low:g} to {high:g}, but the last layer has {output.units} units, "
            f"for the classes 0 to {output.units - 1}.",
            Remedy("Count the classes from 0 and give the last layer a unit for each."),
            0.99,
        )
    if not sparse and output.label_size not in (None, output.units):
        return (
            f"Each label has {output.label_size} numbers, but the last layer {output.units} units.",
            Remedy("Give the last layer as many units as a label has numbers."),
            0.97,
        )
    return None


def _yes_or_no(output: Output) -> _Found:
    if not output.from_logits and output.activation != "sigmoid":
        return (
            f"The last layer's activation is {output.activation}, but binary cross-entropy expects "
            "a probability from each unit by itself.",
            Remedy("Give the last layer the activation sigmoid, or the loss from_logits=True."),
            0.9,
        )
    if output.labels is not None and (output.labels[0] < 0 or output.labels[1] > 1):
        return (
            f"Labels go from {output.labels[0]:g} to {output.labels[1]:g}; binary cross-entropy "
            "knows only what lies between 0 and 1.",
            Remedy("Make the labels 0 and 1."),
            0.99,
        )
    return None


def _number(output: Output) -> _Found:
    """A bounded last layer that can't reach the numbers to be estimated."""
    bounds = {"sigmoid": (0.0, 1.0), "softmax": (0.0, 1.0), "tanh": (-1.0, 1.0)}
    bounds["relu"] = (0.0, math.inf)
    low, high = bounds.get(output.activation, (-math.inf, math.inf))
    if output.labels is None or (output.labels[0] >= low and output.labels[1] <= high):
        return None
    reach = f"{low:g} to {high:g}" if high < math.inf else "0 and above"
    return (
        f"The numbers to estimate go from {number(output.labels[0])} to "
        f"{number(output.labels[1])}, but {output.activation} in the last layer gives only "
        f"{reach}.",
        Remedy("Give the last layer no activation (linear), or scale the numbers."),
        0.95,
    )


def _below_zero(columns: Mapping[str, Array], output: Output | None) -> _Found:
    if output is None or output.loss not in _CROSS_ENTROPIES:
        return None
    for name, losses in columns.items():
        if name.endswith("loss") and float(losses.min()) < _BELOW_ZERO:
            return (
                f"A cross-entropy can't be below zero, but {name} reached "
                f"{number(float(losses.min()))}: labels or outputs are no probabilities.",
                Remedy("Make the labels whole numbers of classes, or 0 and 1, as the loss asks."),
                0.97,
            )
    return None


def _far(history: History, facts: Facts) -> _Found:
    """Before the first step a network guesses, and guessing costs about ln K.

    Of a last layer that is known to fit its loss no fault is left: inputs that are far too large
    then make the loss.
    """
    first = history.initial.get("val_loss", history.initial.get("train_loss"))
    if facts.output is not None or first is None or facts.classes is None or facts.classes < 2:
        return None
    guess = math.log(facts.classes)
    if not math.isfinite(first) or first <= _FAR * guess:
        return None
    return (
        f"Before the first step the loss was {number(first)}; guessing among {facts.classes} "
        f"classes costs {number(guess)}. Inputs or first weights are far too large.",
        Remedy("Scale the inputs to about -1 to 1, and look at the last layer and its first "
               "weights."),
        0.8,
    )  # fmt: skip
