"""Scripts that run in a process of their own, since TensorFlow belongs in no test's process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(__file__).with_name("scripts")


@cache
def found(script: str) -> Any:
    """The JSON that a script prints last; it runs once."""
    done = subprocess.run(
        [sys.executable, str(SCRIPTS / script)], cwd=ROOT, capture_output=True, text=True,
        check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.strip().splitlines()[-1])
