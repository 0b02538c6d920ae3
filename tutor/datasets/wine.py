"""Italian wines by their chemistry, from scikit-learn's copy, with three faults to find."""

from __future__ import annotations

import numpy as np

from tutor.datasets import faulty_tables
from tutor.datasets.arrays import Data

VERSION = "wine-1"


def load(imbalanced: bool = True, duplicates: bool = True) -> Data:
    """Measurements of shape (n, 13), each in its own unit, and the cultivar, 0 to 2.

    `imbalanced` leaves four of the second cultivar to train on; `duplicates` puts copies of half of
    the validation set into the training set. `extra` is described in `faulty_tables.make`.
    """
    from sklearn.datasets import load_wine

    bunch = load_wine()
    table = faulty_tables.Table(
        x=bunch.data.astype(np.float32),
        y=bunch.target.astype(np.int32),
        features=tuple(str(name).replace("_", " ") for name in bunch.feature_names),
        rare=1,
        kept=4,
        seed=31,
    )
    return faulty_tables.make(table, VERSION, imbalanced=imbalanced, duplicates=duplicates)
