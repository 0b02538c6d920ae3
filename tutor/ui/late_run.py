"""A run that begins late: a worker of before compiles its network when the terminal comes back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.lab.locks import locked
from tutor.lab.run import find
from tutor.ui.screens.home import HomeScreen

if TYPE_CHECKING:
    from tutor.ui.app import TutorApp

_SECONDS = 60
"""How long a network may be compiled after its terminal was lost, and its run still be found."""


def await_late_run(app: TutorApp, workers: Sequence[Path], seconds: int = _SECONDS) -> None:
    """Look once a second for a run that one of these workers begins, and follow it.

    A run has no folder before its network is compiled, so that nothing else tells of it.

    Args:
        app: shows it.
        workers: folders of those that live on from an earlier session.
        seconds: how many are left.
    """
    if not seconds or not any(locked(worker / "lock") for worker in workers):
        return
    begun = [row for row in app.session.runs() if row.ended is None and not row.problem]
    if not begun:
        app.set_timer(1.0, partial(await_late_run, app, workers, seconds - 1))
        return
    if not app.desk.lively:
        app.desk.watch(find(begun[0].run))
        app.wake()
    if isinstance(app.screen, HomeScreen):
        app.screen.reload()
