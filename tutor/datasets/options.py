"""Options that are numbers, held against the ranges that the cards tell."""

from __future__ import annotations

from tutor.datasets.registry import CARDS, DataError, Scalar


def whole_number(dataset: str, option: str, value: Scalar) -> int:
    """`value`, if it is a whole number in the option's range.

    Raises:
        DataError: it isn't; the sentence names the data set and what is allowed.
    """
    low, high = CARDS[dataset].ranges[option]
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise DataError(
            f"{option} of the data set {dataset!r} is {value!r}; "
            f"it must be a whole number from {low:g} to {high:g}."
        )
    return value


def number(dataset: str, option: str, value: Scalar) -> float:
    """`value`, if it is a number in the option's range.

    Raises:
        DataError: it isn't; the sentence names the data set and what is allowed.
    """
    low, high = CARDS[dataset].ranges[option]
    if isinstance(value, str | bool) or not low <= value <= high:
        raise DataError(
            f"{option} of the data set {dataset!r} is {value!r}; "
            f"it must be a number from {low:g} to {high:g}."
        )
    return float(value)
