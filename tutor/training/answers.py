"""What is known of the answers that a task asks for: their classes and counts, and guessing."""

from __future__ import annotations

from typing import Any

import numpy as np

from tutor.datasets import registry
from tutor.datasets.arrays import Array, Data, Part
from tutor.lab.run import Order
from tutor.lab.settings import number
from tutor.training import guessing
from tutor.training.class_names import labels_of
from tutor.training.drawn_together import Clusters
from tutor.training.judged import Judged


def known_answers(
    order: Order, data: Data, last: Judged | None, clusters: Clusters | None = None
) -> dict[str, Any]:
    """The fields of `Facts` on the answers, where they are classes, one or several, or labels.

    Args:
        order: of the run.
        data: what it learns from.
        last: what became of the validation set at the end; None where it was not judged.
        clusters: which of its examples were drawn together; None where nobody knows.
    """
    train, validation = data.train, data.validation
    target = order.network.inputs.target
    found: dict[str, Any] = {"validation_examples": len(validation)}
    worth = independent(order, last, clusters)
    if last is not None and worth:
        found = {"validation_examples": worth, "answers": last.answers}
    match target:
        case "labels":
            guess = guessing.of_labels(train.y, validation.y)
            if guess is not None:
                found |= {"guess_loss": guess[0], "majority_share": guess[1]}
        case "class":
            found |= _of_classes(order, data, last)
        case "tags" | "next":
            found |= _of_sequences(train, validation, padded=order.network.inputs.padded)
    return found


def independent(order: Order, last: Judged | None, clusters: Clusters | None) -> int:
    """How many independent answers tell as much as those of a validation set.

    Arguments are those of `known_answers`. It is 0 where each example is one by itself.
    """
    together = order.network.inputs.target in {"tags", "next"} or clusters is not None
    return last.independent(clusters) if last is not None and together else 0


def _of_sequences(train: Part, validation: Part, *, padded: bool) -> dict[str, Any]:
    """What is known where each step of an example has an answer; padding has none."""
    given, asked = (part.y[part.x != 0] if padded else part.y for part in (train, validation))
    if not asked.size:
        return {}
    counts = np.bincount(asked.ravel())
    loss = guessing.of_classes(given.ravel(), asked.ravel(), int(train.y.max()) + 1)
    return {"guess_loss": loss, "majority_share": float(counts.max() / asked.size)}


def _of_classes(order: Order, data: Data, last: Judged | None) -> dict[str, Any]:
    classes = order.network.inputs.classes
    train: Array = data.train.y
    validation: Array = data.validation.y
    asked = np.bincount(validation, minlength=classes)
    known: dict[str, Any] = {
        "classes": classes,
        "class_names": labels_of(order, data),
        "class_counts": np.bincount(train, minlength=classes).tolist(),
        "majority_share": float(asked.max() / max(len(validation), 1)),
        "guess_loss": guessing.of_classes(train, validation, classes),
    }
    if last is not None:
        right = np.bincount(validation, last.right, minlength=classes).round().astype(int)
        known["class_right"] = list(zip(right.tolist(), asked.tolist(), strict=True))
    return known


def baseline_of(order: Order) -> float | None:
    """The accuracy of a simple method on the data; None where the card tells of none.

    A card speaks of the data as they are without options, all of them, rightly labelled.
    """
    card = registry.CARDS.get(order.dataset)
    if card is None or order.network.inputs.target != "class":
        return None
    if {**card.options, **order.data_options} != card.options:
        return None
    fewer = number(order.settings, "train_size", card.train) < card.train
    if fewer or number(order.settings, "label_noise", 0) > 0:
        return None
    return max(card.baselines.values(), default=None)
