"""A run's script, in a fresh process, comes to the run's figures.

On a processor it comes to them exactly or within 1e-3: see `NEAR` of each case.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import order
from tests.training.orders import made
from tutor.lab.client import Worker
from tutor.lab.export.export import export
from tutor.lab.run import Order
from tutor.lab.trial import train

pytestmark = pytest.mark.slow

CASES: dict[str, tuple[Order, float]] = {
    "digits": (order({"conv_layers": 2, "dropout": 0.3, "epochs": 4}), 1e-5),
    "points": (
        made("points", {"hidden_layers": 1, "units": 8, "dropout": 0.2, "epochs": 4,
                        "early_stopping": 1, "batch_size": 25, "learning_rate": 0.03}), 1e-3,
    ),
    "reviews": (
        made("reviews", {"recurrent_layers": 1, "cell": "GRU", "units": 4, "epochs": 2,
                         "train_size": 400, "schedule": "cosine"}), 1e-3,
    ),
}  # fmt: skip
"""What is trained, and how near its script must come."""

ALL_IN_ONE = """
import contextlib, io, json, runpy, sys
told = {}
for path in sys.argv[1:]:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        runpy.run_path(path)
    told[path] = said.getvalue()
print(json.dumps(told))
"""


def test_scripts_come_to_the_figures_of_their_runs(worker_home: Worker, tmp_path: Path) -> None:
    paths: dict[str, Path] = {}
    for name, (wanted, _) in CASES.items():
        trial = train(worker_home, wanted)
        assert trial.record.ended is not None
        done = export(trial.run, tmp_path / name, ["script"])
        assert done.left == []
        paths[name] = tmp_path / name / "run.py"
    assert (tmp_path / "points" / "data.npz").is_file()
    assert not (tmp_path / "digits" / "data.npz").exists()
    ran = subprocess.run(
        [sys.executable, "-c", ALL_IN_ONE, *map(str, paths.values())], cwd=tmp_path, check=False,
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}, capture_output=True, text=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout.splitlines()[-1])
    for name, (_, near) in CASES.items():
        found = re.findall(r"val_\w+: ([\d.]+) here, ([\d.]+) in the run", told[str(paths[name])])
        assert len(found) == 2, told
        print(name, found)  # noqa: T201
        for here, before in found:
            assert float(here) == pytest.approx(float(before), abs=near), (name, found)
