"""Real handwritten digits, 8×8 pixels, from scikit-learn's copy; see the card in `registry`."""

from __future__ import annotations

import numpy as np

from tutor.datasets.arrays import Data, split

VERSION = "digits-1"


def load() -> Data:
    """Pictures of shape (n, 8, 8, 1) with shades 0 to 1, and labels 0 to 9."""
    from sklearn.datasets import load_digits

    bunch = load_digits()
    x = (bunch.images[..., np.newaxis] / 16.0).astype(np.float32)
    train, validation, test = split(x, bunch.target.astype(np.int32), seed=20)
    return Data(train, validation, test, VERSION)
