"""Examples of one set that stand in another as well."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt


def copied(train: npt.NDArray[Any], validation: npt.NDArray[Any]) -> float:
    """The share of the validation examples that stand in the training set, to the last bit.

    Args:
        train, validation: inputs of both sets, (n, ...).
    """
    if not len(validation):
        return 0.0
    known = {hash(row.tobytes()) for row in train}  # the rows themselves would fill memory
    return sum(hash(row.tobytes()) in known for row in validation) / len(validation)


def repeated(train: npt.NDArray[Any]) -> float:
    """The share of the training examples that stand there once more."""
    known = {hash(row.tobytes()) for row in train}
    return 1 - len(known) / max(len(train), 1)
