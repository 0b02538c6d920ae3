"""The course: the lessons of a folder in their order, the broken ones with what is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

from tutor.course.blocks import Source
from tutor.course.check import check_lesson
from tutor.course.lesson import Front, Lesson
from tutor.course.markdown import read, read_front
from tutor.course.problem import Fault, Problem, quoted
from tutor.course.resolved import resolved

COURSE = "course.toml"
_NUMBER = re.compile(r"^\d+-")
_NO_LESSONS = (".", "readme.")


class Course(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What `course.toml` says.

    Attributes:
        title: of the course.
        lessons: names of its lesson files, in order.
    """

    title: str
    lessons: list[str]


@dataclass(frozen=True)
class Entry:
    """One lesson file; its front matter is read at once, the rest when it is first wanted.

    Attributes:
        path: of the file.
        front: its front matter, where that could be read.
        missing: what is wrong where the file is not there.
        known: ids of all lessons, which this one may require.
        twin: another file that has the same id and comes before; None where none does.
    """

    path: Path
    front: Front | None = None
    missing: Problem | None = None
    known: frozenset[str] = frozenset()
    twin: Path | None = None

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
            if self.twin is not None:
                message = f"found {quoted(lesson.id)}, the id of {self.twin.name} too"
                problems.append(Problem(self.path, lesson.line_of("id"), "id", message))
        problems.sort(key=lambda problem: problem.line)
        sound = all(problem.warning for problem in problems)
        return (resolved(lesson) if lesson and sound else None), tuple(problems)


@dataclass(frozen=True, slots=True)
class Catalog:
    """All lessons of a folder.

    Attributes:
        folder: the folder.
        title: of the course.
        entries: one a lesson file, in the course's order.
        problems: what is wrong with `course.toml`, files that it names and that are not there
            aside: these are entries.
    """

    folder: Path
    title: str
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()

    @classmethod
    def load(cls, folder: Path, known: Collection[str] = ()) -> Catalog:
        """Read `course.toml` and the head of every lesson; what is wrong comes out as problems.

        Lessons that `course.toml` does not name follow in the order of their names. A folder
        without one is a course of all its lessons, under the folder's name.

        Args:
            folder: with the lessons.
            known: ids of lessons elsewhere that these may require.
        """
        listing = _Listing(folder)
        entries = {entry.path: entry for entry in _entries(listing.present, known)}
        entries |= {path: Entry(path, missing=it) for path, it in listing.missing.items()}
        ordered = tuple(entries[path] for path in listing.paths)
        return cls(folder, listing.title, ordered, tuple(listing.source.problems))

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


def check_paths(
    paths: Sequence[Path], known: Collection[str] = ()
) -> tuple[list[Entry], list[Problem]]:
    """Check lesson files and whole folders of lessons.

    Args:
        paths: files and folders.
        known: ids of further lessons that these may require.

    Returns:
        An entry a lesson, and what is wrong apart from lessons.
    """
    folders = [Catalog.load(path, known) for path in paths if _is_folder(path)]
    entries = _entries([path for path in paths if not _is_folder(path)], known)
    problems: list[Problem] = []
    for folder in folders:
        entries += folder.entries
        problems += folder.problems
        if not folder.entries:
            problems.append(Problem(folder.folder, 1, "file", "found a folder without lessons"))
    return entries, problems


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_there(path: Path) -> bool:
    """Whether the file exists; what cannot be looked at is found out when it is read."""
    try:
        return path.exists()
    except OSError:
        return True


class _Listing:
    """Which lesson files a folder has, and their order.

    Attributes:
        title: of the course.
        paths: all files, in order.
        missing: of these the ones that are not there, each with its problem.
        source: of `course.toml`, with the problems found in it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = Source(folder / COURSE, "", 0, "course")
        self.paths: list[Path] = []
        self.missing: dict[Path, Problem] = {}
        course = self._course()
        self.title = course.title if course else folder.resolve().name
        for place, name in enumerate(course.lessons if course else [], 1):
            self._add(f"lessons[{place}]", name)
        self.paths += [path for path in self._found() if path not in self.paths]

    @property
    def present(self) -> list[Path]:
        """The files that are there, in order."""
        return [path for path in self.paths if path not in self.missing]

    def _course(self) -> Course | None:
        try:
            self.source.text = self.source.path.read_text("utf-8").replace("\r\n", "\n")
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            self.source.add(Fault("", f"cannot be read: {error}"))
            return None
        data = self.source.load()
        return None if data is None else self.source.fill(data, Course)

    def _add(self, field: str, name: str) -> None:
        """Take in a file that `course.toml` names."""
        path = self.folder / name
        if Path(name).name != name or not name.endswith(".md"):
            allowed = "allowed is the name of a Markdown file in this folder"
            self.source.add(Fault(field, f"found {quoted(name)}; {allowed}"))
        elif path in self.paths:
            self.source.add(Fault(field, f"found {quoted(name)} a second time"))
        else:
            self.paths.append(path)
            if not _is_there(path):
                self.source.add(Fault(field, f"found {quoted(name)}, which is not in this folder"))
                self.missing[path] = self.source.problems.pop()

    def _found(self) -> list[Path]:
        try:
            files = sorted(self.folder.glob("*.md"))
        except OSError:
            return []
        return [path for path in files if not path.name.lower().startswith(_NO_LESSONS)]


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
