"""A run that begins late: a worker of before compiles its network when the terminal comes back."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.lab.client import living
from tutor.lab.locks import locked
from tutor.lab.run import all_runs
from tutor.ui.screens.home import HomeScreen

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp

_SECONDS = 60
"""How long a network may be compiled after its terminal was lost, and its run still be found."""


def await_late_run(app: TutorApp) -> None:
    """Look once a second for a run that a worker of an earlier session begins, and follow it.

    A run has no folder before its network is compiled, so that nothing else tells of it.
    """
    own = app.desk.worker
    before = [folder for folder in living() if own is None or folder != own.folder]
    if before:
        _look(app, before, {run.id for run in all_runs()}, _SECONDS)


def _look(app: TutorApp, workers: Sequence[Path], known: Set[str], seconds: int) -> None:
    """Follow a run that is not known yet; else look again while there is a worker to begin one."""
    if not seconds or app.desk.lively or not any(locked(one / "lock") for one in workers):
        return
    begun = next((run for run in all_runs() if run.id not in known and run.alive()), None)
    if begun is None:
        app.set_timer(1.0, partial(_look, app, workers, known, seconds - 1))
        return
    app.desk.watch(begun)
    app.wake()
    if isinstance(app.screen, HomeScreen):
        app.screen.reload()
