"""What the learner does with runs: list, mark as a favourite, delete, bring back; no widget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tutor.lab.run import RunError, find
from tutor.lab.settings import called
from tutor.store import trash
from tutor.store.best import aim_of
from tutor.store.differing import Differing, differing
from tutor.store.listing import in_order, listed, matching
from tutor.store.runs import RunRow
from tutor.ui.session import Session


class Group(NamedTuple):
    """Runs that stand together in a list.

    Attributes:
        title: of the step that they were trained in; empty where nothing else is listed.
        rows: sorted.
    """

    title: str
    rows: list[RunRow]


class Shelf:
    """The runs of one lesson, or of all.

    Attributes:
        rows: all of them, the newest first.
        favourites: the ids of those marked as favourites.
        deleted: the ids in the trash, the last one at the end.
    """

    def __init__(self, session: Session, lesson: str | None) -> None:
        """Nothing is read before `load`."""
        self._session = session
        self._lesson = lesson
        self.rows: list[RunRow] = []
        self.favourites: set[str] = set()
        self.deleted: list[str] = []
        self._aims: dict[str, str] = {}
        """By experiments of the lesson: each row asks for its own whenever the cursor moves."""

    def load(self) -> None:
        """Read everything anew."""
        try:
            self.rows = self._session.keep(lambda progress: listed(progress, self._lesson), [])
        except OSError as error:
            self._session.notices.append(f"The runs cannot be read: {error}.")
        self.favourites = self._session.keep(lambda progress: progress.runs.favourites(), set())
        self.deleted = trash.thrown()

    def groups(self, by: str, text: str) -> list[Group]:
        """The rows that match a search, sorted.

        Those of a lesson stand by experiments, since figures of different tasks don't compare: the
        one that was tried last comes first. All runs of a course are one group.
        """
        titles = {row.lesson: self._session.title(row.lesson) for row in self.rows}
        found = matching(self.rows, text, self.favourites, titles, self._called)
        if self._lesson is None:
            return [Group("", in_order(found, by))]
        experiments: dict[str, list[RunRow]] = {}
        for row in found:
            experiments.setdefault(row.experiment, []).append(row)
        several = len(experiments) > 1
        return [
            Group((self.step(rows[0]) or "Other runs") if several else "",
                  in_order(rows, by, self.aim(rows[0])))
            for rows in experiments.values()
        ]  # fmt: skip

    def aim(self, row: RunRow) -> str:
        """The metric that the goal of a run is on; empty where it is on none.

        So it is in the list of all: to know the goals of all lessons, all would have to be read
        before the list is seen.
        """
        if self._lesson is None or row.problem:
            return ""
        if row.experiment not in self._aims:
            self._aims[row.experiment] = aim_of(self._session.catalog, [row])
        return self._aims[row.experiment]

    def differing(self, rows: Sequence[RunRow]) -> Differing:
        """What tells each of these rows from the others of its experiment."""
        return differing(rows, self._called)

    def _called(self, row: RunRow, name: str) -> str:
        """A setting as the lesson of a run calls it."""
        known = self._session.experiment(row)
        return called(name, () if known is None else known.offered.values())

    def step(self, row: RunRow) -> str:
        """The title of the step that a run was trained in; empty where it is not known."""
        entry = self._session.catalog.find(row.lesson)
        steps = entry.lesson.steps if entry is not None and entry.lesson is not None else []
        mine = (s.title for s in steps if s.experiment and s.experiment.id == row.experiment)
        return next(mine, "")

    def toggle_favourite(self, run: str) -> None:
        """Mark a run as a favourite, or take the mark away."""
        wanted = run not in self.favourites
        self._session.keep(
            lambda progress: progress.runs.set_favourite(run, favourite=wanted), None
        )
        self.favourites ^= {run}

    def delete(self, run: str) -> str:
        """Delete a run; why it cannot be, empty where it was."""
        try:
            trash.throw(find(run))
        except (trash.TrashError, RunError) as error:
            return str(error)
        self._session.keep(lambda progress: progress.runs.forget(run), None)
        self.load()
        return ""

    def undo(self) -> tuple[str, str]:
        """Bring the run back that was deleted last; its id, and why it cannot be."""
        run = self.deleted[-1]
        try:
            trash.restore(run)
        except (trash.TrashError, RunError) as error:
            return run, str(error)
        self._session.adopt()
        self.load()
        return run, ""
