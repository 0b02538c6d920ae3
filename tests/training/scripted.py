"""Scripts that run outside the tests' process, since TensorFlow belongs in no test's.

They share one process, in which TensorFlow is loaded once: `python -m tests.training.scripted`
reads a name a line and answers with what that script prints last.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import runpy
import subprocess
import sys
import traceback
from functools import cache
from pathlib import Path
from typing import Any

from tutor.training import libraries

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = Path(__file__).with_name("scripts")
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


class Process:
    """Runs scripts, one after the other."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[str] | None = None

    def answer(self, script: str) -> list[str]:
        """What went wrong in a script, empty where nothing did, and the last line it prints."""
        process = self._running or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(f"{script}\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BaseException:  # its answer, if there ever is one, would be taken for the next one's
            self.close()
            raise
        assert line, f"the scripts' process ended with status {process.wait()}"
        answer: list[str] = json.loads(line)
        return answer

    def close(self) -> None:
        """End it, without waiting for what it has compiled to be taken down."""
        if self._running is not None:
            self._running.kill()
            self._running.communicate()
            self._running = None

    def _start(self) -> subprocess.Popen[str]:
        self._running = subprocess.Popen(
            [sys.executable, "-m", "tests.training.scripted"], cwd=ROOT, text=True,
            env={**os.environ, **ENVIRONMENT}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        return self._running


PROCESS = Process()


@cache
def _answer(script: str) -> list[str]:
    return PROCESS.answer(script)


@cache
def found(script: str) -> Any:
    """The JSON that a script prints last; it runs once, even where it fails."""
    problem, told = _answer(script)
    assert not problem, problem
    return json.loads(told)


def _serve() -> None:
    libraries.load()

    from tutor.training.backend import bound_threads

    bound_threads(heavy=False)
    out = sys.stdout
    for line in sys.stdin:
        told, problem = io.StringIO(), ""
        try:
            with contextlib.redirect_stdout(told):
                runpy.run_path(str(SCRIPTS / line.strip()), run_name="__main__")
        except Exception:
            problem = traceback.format_exc()
        last = told.getvalue().strip().rpartition("\n")[2]
        out.write(f"{json.dumps([problem, last])}\n")
        out.flush()


if __name__ == "__main__":
    _serve()
