"""Examples of one set that stand in another as well."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


def copied(train: npt.NDArray[Any], validation: npt.NDArray[Any]) -> float:
    """The share of the validation examples that stand in the training set, to the last bit.

    Args:
        train, validation: inputs of both sets, (n, ...).
    """
    return float(1 - new(train, validation).mean()) if len(validation) else 0.0


def new(train: npt.NDArray[Any], validation: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Which validation examples do not stand in the training set, (m,).

    Args:
        train, validation: inputs of both sets, (n, ...) and (m, ...).
    """
    known = {hash(row.tobytes()) for row in train}  # the rows themselves would fill memory
    return np.array([hash(row.tobytes()) not in known for row in validation], dtype=np.bool_)


def repeated(train: npt.NDArray[Any]) -> float:
    """The share of the training examples that stand there once more."""
    known = {hash(row.tobytes()) for row in train}
    return 1 - len(known) / max(len(train), 1)
