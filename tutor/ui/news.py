"""Sentences about runs that ended where the learner was not looking."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.course.goal import reading
from tutor.course.run_figures import measured_text
from tutor.lab.tasks import headline
from tutor.store.best import aim_of
from tutor.store.found import found
from tutor.store.rows import RunResult
from tutor.ui.session import Session
from tutor.ui.words import ending, percent, plural

SECONDS = 10
"""How long such a sentence stands on the screen."""

_TOLD = 2
"""How many runs are told one by one."""
_WHERE = "Home has it under Your runs."
_WHERE_ALL = "Home has them under Your runs."


def while_away(session: Session, runs: Sequence[RunResult]) -> str:
    """What ended while no terminal was there, the newest first; empty for nothing.

    Args:
        session: which knows the lessons' titles.
        runs: the oldest first.
    """
    if not runs:
        return ""
    newest = [outcome(session, run) for run in reversed(runs[-_TOLD:])]
    more = len(runs) - len(newest)
    lines = ["Ended while you were away:", *newest]
    if more:
        lines.append(f"and {plural(more, 'more run')}")
    return "\n".join([*lines, _WHERE if len(runs) == 1 else _WHERE_ALL])


def just_ended(session: Session, run: RunResult) -> str:
    """What is said when a run ends that another screen shows."""
    return f"{outcome(session, run)}\n{_WHERE}"


def outcome(session: Session, run: RunResult) -> str:
    """One run in one line: lesson and experiment, how it ended, its figure, diagnosis in words.

    The figure is what the goal is on, else the one that tells most.
    """
    said = [f"{session.title(run.lesson)} ({run.experiment}) {ending(run.ended)}"]
    aimed, figure = aim_of(session.catalog, [run]), headline(run.metrics)
    if aimed in run.metrics:
        said.append(f"{reading(aimed)} {measured_text(aimed, run.metrics[aimed])}")
    elif figure is not None:
        said.append(f"{figure.words} {percent(figure.value)}")
    if run.diagnosis:
        said.append(found(run))
    if run.goal_reached:
        said.append("★ goal reached")
    return " · ".join(said)
