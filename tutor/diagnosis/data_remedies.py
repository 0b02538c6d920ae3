"""What to do about the data: copies, rare classes, few or unlike validation examples."""

from __future__ import annotations

from tutor.diagnosis.history import Facts
from tutor.diagnosis.moves import Move, Remedy, choose
from tutor.diagnosis.rates import calmer, larger_than_usual
from tutor.diagnosis.wishes import scaled, times

_WHY = "smaller steps change fewer answers at a time"


def leakage(facts: Facts) -> Remedy:
    """Take the copies out, of the training set only where enough of it is left."""
    copies = (facts.copied or 0.0) * (facts.validation_examples or 0)
    if facts.train_examples and copies > facts.train_examples / 2:
        return Remedy(
            "Most of the training set stands in the validation set as well: take the copies out "
            "of the validation set, and hold out other examples."
        )
    return choose(
        [Move("remove_duplicates", word=True, why="validation then asks only what is new")],
        facts,
        "Take the copies out of the training set, then train again.",
    )


def class_imbalance(facts: Facts) -> Remedy:
    """More examples, the rare class's among them, or weights for the classes.

    Weights raise the recall of the rare class at the price of the loss: the network then answers as
    if all classes were as frequent as each other.
    """
    weighed = facts.settings.get("class_weights") is True
    words = (
        "The rare class counts more already. Train the network better first, or collect more "
        "examples of that class."
        if weighed
        else "Give each class a weight (class_weight in Keras's fit), or collect more examples of "
        "the rare one."
    )
    return choose(
        [
            Move("train_size", times(2), "there are then more examples of the rare class too"),
            Move("class_weights", word=True, why="each class then counts as much as the others"),
        ],
        facts, words, placed=weighed,
    )  # fmt: skip


def more_validation(facts: Facts) -> Remedy:
    """More validation examples; first scaled inputs, or smaller steps where they are large.

    Steps of the usual size are not to blame for a small validation set: with smaller ones the same
    epochs get less far.
    """
    return choose(
        [*scaled(facts), *(calmer(facts, _WHY) if larger_than_usual(facts) else [])],
        facts,
        "Hold out more validation examples: four times as many halve the wobble.",
    )


def other_split(facts: Facts) -> Remedy:
    """Another split; no lesson has a setting for that."""
    if facts.choices:
        return Remedy(
            "Trust differences between runs on these same examples rather than a figure by itself: "
            "no setting here splits the data anew."
        )
    return Remedy(
        "Mix all examples and split them anew, each class in the same shares, so that both sets "
        "are alike."
    )
