"""Writes the arrays that a run learned from: `python -m tutor.training.exported RUN_FOLDER FILE`.

A process of its own, since neither the screen nor what it imports may wait for numpy.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from tutor.datasets.arrays import Array
from tutor.datasets.registry import DataError
from tutor.lab.run import Run, RunError
from tutor.training.shelf import Shelf


def write(folder: Path, path: Path) -> None:
    """Write the prepared arrays of the run in `folder` as a compressed file.

    Raises:
        DataError: they cannot be had.
        RunError: the run cannot be read.
        OSError: the file cannot be written.
    """
    data = Shelf().data(Run(folder).order())
    arrays: dict[str, Array] = {}
    for name, part in (("train", data.train), ("val", data.validation), ("test", data.test)):
        arrays |= {f"x_{name}": part.x, f"y_{name}": part.y}
    if data.train.weight is not None:
        arrays["w_train"] = data.train.weight
    np.savez_compressed(path, allow_pickle=False, **arrays)


def main() -> int:
    """Write them; the exit status, with one sentence on standard error where it is 1."""
    try:
        write(Path(sys.argv[1]), Path(sys.argv[2]))
    except (DataError, RunError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
