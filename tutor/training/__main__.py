"""The worker process: `python -m tutor.training FOLDER IDLE_SECONDS`.

Reads commands on standard input, trains, and appends events to files. It outlives the terminal
that started it: at the end of its input it finishes the run in hand, then exits.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

_NICENESS = 10
"""Below the terminal's priority, so that keys answer at once on a machine that is busy."""


def main() -> int:
    """Load the libraries, say so, and work until there is no more to do; the exit status."""
    folder, idle_seconds = Path(sys.argv[1]), float(sys.argv[2])
    for name in ("SIGHUP", "SIGINT"):
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    os.umask(0o077)

    from tutor.datasets import downloads

    os.nice(_NICENESS)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    os.environ["KERAS_HOME"] = str(downloads.folder())

    from tutor.lab import events
    from tutor.lab.locks import hold
    from tutor.training import libraries
    from tutor.training.sink import Sink

    sink = Sink(folder / "events.jsonl")
    lock = hold(folder / "lock")
    began = time.perf_counter()
    try:
        versions = libraries.load()

        from tutor.training.backend import device
        from tutor.training.serve import Server

        found = device()
    except Exception as error:  # whatever a broken installation raises is told, never lost
        sink.write(events.ImportFailed(message=_import_sentence(error)))
        raise
    seconds = time.perf_counter() - began
    sink.write(events.Ready(import_seconds=seconds, device=found, versions=versions))
    Server(sink, device=found, versions=versions, idle_seconds=idle_seconds).serve()
    lock.close()
    return 0


def _import_sentence(error: Exception) -> str:
    lines = str(error).strip().splitlines() or ["no reason given"]
    return (
        f"TensorFlow cannot be loaded ({type(error).__name__}: {lines[0]}). "
        "Reading and questions still work; `tutor doctor` tells more."
    )


if __name__ == "__main__":
    sys.exit(main())
