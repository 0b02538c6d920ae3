"""What is measured of a run on fresh examples; `TRUTH.md` explains the letters."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Measured:
    """What is measured of a run; `TRUTH.md` explains the letters.

    Arrays by epoch have an element for every epoch from 0 (before the first step) to T'.

    Attributes:
        epochs: T.
        risk, accuracy: R and A, (T' + 1,).
        to_end: SE[R(t) − R(T)], (T' + 1,); `right_to_end`: the same for accuracies.
        wobble: SD over examples of ℓ(t) − (ℓ(t−1) + ℓ(t+1))/2, (T' + 1,), NaN at both ends.
        train: L, (T' + 1,).
        finite: whether every recorded training loss up to T is.
        fresh: N.
        train_size, validation_size: n and m.
        entropy, majority: H and M.
        end_spread: standard deviation of the fresh examples' losses at T.
        train_accuracy, train_loss: A* and L*.
        validation_risk: mean validation loss at T, without penalties.
        bayes: B; NaN where it is unknown.
        linear: validation accuracy of a logistic regression on the training set; NaN if unknown.
        larger_risk, larger_error, larger_train: R₄, SE[R(T) − R₄], L₄; NaN where none was trained.
        planted: the name that a planted fault makes true; empty without one.
        twin_risk, twin_error: R₀ and the standard error of R(T) − R₀; NaN without a twin.
        copies: share of the validation examples that were trained on.
        biased: whether a biased split was planted.
        dead: the largest share of dead units in a ReLU layer.
        shares: of the classes, (K,), after label noise.
        recall: true recall of each class at T, (K,); `asked`: fresh examples of each, (K,).
    """

    epochs: int
    risk: Array
    accuracy: Array
    to_end: Array
    right_to_end: Array
    wobble: Array
    train: Array
    finite: bool
    fresh: int
    train_size: int
    validation_size: int
    entropy: float
    majority: float
    end_spread: float
    train_accuracy: float
    train_loss: float
    validation_risk: float
    bayes: float = math.nan
    linear: float = math.nan
    larger_risk: float = math.nan
    larger_error: float = math.nan
    larger_train: float = math.nan
    planted: str = ""
    twin_risk: float = math.nan
    twin_error: float = math.nan
    copies: float = 0.0
    biased: bool = False
    dead: float = 0.0
    shares: Array = field(default_factory=lambda: np.zeros(0))
    recall: Array = field(default_factory=lambda: np.zeros(0))
    asked: Array = field(default_factory=lambda: np.zeros(0))
