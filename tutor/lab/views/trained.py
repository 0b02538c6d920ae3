"""Where the trained network of a run lies, waited for where the run has just ended."""

from __future__ import annotations

import time
from pathlib import Path

from tutor.lab.run import Run, RunError
from tutor.lab.views.files import ViewError

_PATIENCE_SECONDS = 10.0
"""How long a run that has ended may take to keep its network."""
_POLL_SECONDS = 0.02


def trained(run: Run) -> Path:
    """The file of a run's network, complete.

    Raises:
        ViewError: it was not kept, or will not be soon.
    """
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        alive = run.alive()  # looked at first: a worker keeps the network, then lets the run go
        if run.model_path.is_file():
            return run.model_path
        if not alive:
            raise ViewError("The network of this run was not kept: only its curves can be shown.")
        if not _ended(run) or time.monotonic() > deadline:
            raise ViewError("This run goes on: its network can be seen when it has ended.")
        time.sleep(_POLL_SECONDS)


def _ended(run: Run) -> bool:
    try:
        return run.record().ended is not None
    except RunError as error:
        raise ViewError(str(error)) from error
