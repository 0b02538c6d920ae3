"""For which steps a worker's threads are settled: the first network that it computes decides."""

from __future__ import annotations

import contextlib

from tutor.lab import commands
from tutor.lab.run import RunError, find
from tutor.lab.work import heavy


def settled_by(command: commands.Command) -> bool | None:
    """Whether a command has a worker compute heavy steps; None where it computes nothing.

    Who looks at a run computes with its network, as who trains one does. Both ends read the same
    from a command, so that they agree on what a worker is for.
    """
    match command:
        case commands.Prepare(order=order) | commands.Train(order=order):
            return heavy(order)
        case commands.Inspect(run=run) | commands.Open(run=run):
            with contextlib.suppress(RunError):
                return heavy(find(run).order())
    return None
