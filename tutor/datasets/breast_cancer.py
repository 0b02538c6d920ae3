"""Cells of breast tumours in numbers, from scikit-learn's copy, with three faults to find."""

from __future__ import annotations

import numpy as np

from tutor.datasets import faulty_tables
from tutor.datasets.arrays import Data

VERSION = "breast-cancer-1"


def load(imbalanced: bool = True, duplicates: bool = True) -> Data:
    """Measurements of shape (n, 30), each in its own unit; 0 is a malignant tumour, 1 a benign one.

    `imbalanced` leaves eight malignant ones to train on; `duplicates` puts copies of half of the
    validation set into the training set. `extra` is described in `faulty_tables.make`.
    """
    from sklearn.datasets import load_breast_cancer

    bunch = load_breast_cancer()
    table = faulty_tables.Table(
        x=bunch.data.astype(np.float32),
        y=bunch.target.astype(np.int32),
        features=tuple(str(name) for name in bunch.feature_names),
        rare=0,
        kept=8,
        seed=33,
    )
    return faulty_tables.make(table, VERSION, imbalanced=imbalanced, duplicates=duplicates)
