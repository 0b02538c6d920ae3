"""The course: the lessons of a folder in their order, the broken ones with what is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from tutor.course.checks.check import check_lesson
from tutor.course.final import Bank, Final, bank_problems
from tutor.course.goal import judge, reached
from tutor.course.lesson import Experiment, Front, Lesson
from tutor.course.listing import Listing
from tutor.course.markdown import read, read_front
from tutor.course.problem import Problem, quoted
from tutor.course.resolved import resolved
from tutor.lab.run import Order, Record

_NUMBER = re.compile(r"^\d+-")


class Tried(Protocol):
    """What tells which experiment a run came from, such as its order."""

    @property
    def lesson(self) -> str:
        """The lesson's id."""

    @property
    def experiment(self) -> str:
        """The experiment's id within the lesson."""


@dataclass(frozen=True)
class Entry:
    """One lesson file; its front matter is read at once, the rest when it is first wanted.

    Attributes:
        path: of the file.
        front: its front matter, where that could be read.
        missing: what is wrong where the file is not there.
        known: ids of all lessons, which this one may require.
        twin: another file that has the same id and comes before; None where none does.
        final: the final quiz whose questions the file holds; None where it is a lesson.
    """

    path: Path
    front: Front | None = None
    missing: Problem | None = None
    known: frozenset[str] = frozenset()
    twin: Path | None = None
    final: Final | None = None

    @property
    def id(self) -> str:
        """The lesson's id; of a file that cannot be read, its name without number and ending."""
        return self.front.id if self.front else _NUMBER.sub("", self.path.stem)

    @property
    def title(self) -> str:
        """The lesson's title, or its file's name."""
        return self.front.title if self.front else self.path.name

    @property
    def read(self) -> bool:
        """Whether it is known by now what the file holds."""
        return "_checked" in self.__dict__

    @property
    def lesson(self) -> Lesson | None:
        """The lesson; None where anything is wrong with it that would fail a learner.

        Of the figures in its texts only those of the learner's own runs are still to be filled in.
        """
        return self._checked[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Errors and warnings, in the order of their lines."""
        return self._checked[1]

    @cached_property
    def _checked(self) -> tuple[Lesson | None, tuple[Problem, ...]]:
        if self.missing is not None:
            return None, (self.missing,)
        lesson, problems = read(self.path)
        if lesson is not None:
            problems += check_lesson(lesson, self.known)
            problems += bank_problems(lesson, self.final, self.known) if self.final else []
            if self.twin is not None:
                message = f"found {quoted(lesson.id)}, the id of {self.twin.name} too"
                problems.append(Problem(self.path, lesson.line_of("id"), "id", message))
        problems.sort(key=lambda problem: problem.line)
        sound = all(problem.warning for problem in problems)
        return (resolved(lesson) if lesson and sound else None), tuple(problems)


@dataclass(frozen=True)
class FinalQuiz:
    """The final quiz of a course.

    Attributes:
        rules: what `course.toml` says of it.
        entry: the file of its questions.
    """

    rules: Final
    entry: Entry

    @classmethod
    def of(cls, listing: Listing, lessons: Collection[str]) -> FinalQuiz | None:
        """The final quiz of a listing, where it has one, on lessons of these ids."""
        rules, path = listing.final, listing.bank
        if rules is None or path is None:
            return None
        return cls(rules, Entry(path, read_front(path), known=frozenset(lessons), final=rules))

    @cached_property
    def bank(self) -> Bank | None:
        """Its questions, which are read when they are first wanted; None where they are broken."""
        return None if self.entry.lesson is None else Bank(self.entry.lesson)


@dataclass(frozen=True, slots=True)
class Catalog:
    """All lessons of a folder.

    Attributes:
        folder: the folder.
        title: of the course.
        entries: one a lesson file, in the course's order.
        problems: what is wrong with `course.toml`, files that it names and that are not there
            aside: these are entries.
        final: the final quiz; None where the course has none.
    """

    folder: Path
    title: str
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    final: FinalQuiz | None = None

    @classmethod
    def load(cls, folder: Path, known: Collection[str] = ()) -> Catalog:
        """Read `course.toml` and the head of every lesson; what is wrong comes out as problems.

        Lessons that `course.toml` does not name follow in the order of their names. A folder
        without one is a course of all its lessons, under the folder's name.

        Args:
            folder: with the lessons.
            known: ids of lessons elsewhere that these may require.
        """
        listing = Listing(folder)
        entries = {entry.path: entry for entry in _entries(listing.present, known)}
        entries |= {path: Entry(path, missing=it) for path, it in listing.missing.items()}
        ordered = tuple(entries[path] for path in listing.paths)
        final = FinalQuiz.of(listing, [entry.id for entry in ordered])
        return cls(folder, listing.title, ordered, tuple(listing.source.problems), final)

    @property
    def lessons(self) -> list[Lesson]:
        """The lessons that can be done, in order."""
        return [entry.lesson for entry in self.entries if entry.lesson is not None]

    @property
    def ids(self) -> list[str]:
        """The ids of all lessons, in order, broken ones too."""
        return [entry.id for entry in self.entries]

    def find(self, lesson: str) -> Entry | None:
        """The lesson with this id, broken or not; None where there is none."""
        return next((entry for entry in self.entries if entry.id == lesson), None)

    def named(self, name: str) -> Entry | None:
        """The lesson that people mean: by its id, or by its number in the course, from 1."""
        number = int(name) if name.isascii() and name.isdigit() else 0
        at_place = self.entries[number - 1] if 0 < number <= len(self.entries) else None
        return self.find(name) or at_place

    def experiment(self, tried: Tried) -> tuple[Lesson, Experiment] | None:
        """The lesson and the experiment that a run came from, where they are still there."""
        entry = self.find(tried.lesson)
        lesson = entry.lesson if entry is not None else None
        found = (one for one in lesson.experiments if one.id == tried.experiment) if lesson else ()
        return next(((lesson, one) for one in found if lesson is not None), None)

    def goal_reached(self, order: Order, record: Record) -> bool:
        """Whether a run met every condition of its experiment, on the lesson's own data."""
        found = self.experiment(order)
        return found is not None and reached(
            judge(found[1].goal_on(order.dataset), record, order.settings)
        )


def check_paths(
    paths: Sequence[Path], known: Collection[str] = ()
) -> tuple[list[Entry], list[Problem]]:
    """Check lesson files and whole folders of lessons.

    Args:
        paths: files and folders.
        known: ids of further lessons that these may require.

    Returns:
        An entry a lesson or bank of questions, and what is wrong apart from these.
    """
    folders = [Catalog.load(path, known) for path in paths if _is_folder(path)]
    entries = _entries([path for path in paths if not _is_folder(path)], known)
    problems: list[Problem] = []
    for folder in folders:
        entries += folder.entries
        entries += [folder.final.entry] if folder.final else []
        problems += folder.problems
        if not folder.entries:
            problems.append(Problem(folder.folder, 1, "file", "found a folder without lessons"))
    return entries, problems


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _entries(paths: Sequence[Path], known: Collection[str]) -> list[Entry]:
    """An entry for every file; each may require all the others."""
    fronts = {path: read_front(path) for path in dict.fromkeys(paths)}
    ids = frozenset([*known, *(front.id for front in fronts.values() if front)])
    first: dict[str, Path] = {}
    entries = []
    for path, front in fronts.items():
        twin = first.setdefault(front.id, path) if front else path
        entries.append(Entry(path, front, known=ids, twin=None if twin == path else twin))
    return entries
