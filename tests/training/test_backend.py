"""The compiled epochs against Keras itself: the same numbers, counts and scores.

Each test runs a script in a process of its own, since TensorFlow belongs in no test's process.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(__file__).with_name("scripts")


def run(script: str) -> object:
    """The JSON that a script prints last."""
    done = subprocess.run(
        [sys.executable, str(SCRIPTS / script)], cwd=ROOT, capture_output=True, text=True,
        check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


def test_an_epoch_gives_the_numbers_of_fit_with_the_same_order_of_batches() -> None:
    found = run("parity.py")
    assert isinstance(found, dict)
    assert len(found) == 12
    for name, differences in found.items():
        for number, difference in differences.items():
            assert difference < 2e-6, (name, number, differences)


def test_parameters_and_shapes_are_those_of_keras() -> None:
    found = run("counts.py")
    assert isinstance(found, list)
    assert len(found) == 17
    for ours, theirs, shapes_agree in found:
        assert ours == theirs
        assert shapes_agree
