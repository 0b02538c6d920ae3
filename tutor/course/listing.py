"""The files of a course: what `course.toml` names, and what else lies in its folder."""

from __future__ import annotations

from pathlib import Path

import msgspec

from tutor.course.blocks import Source
from tutor.course.final import Final
from tutor.course.problem import Fault, Problem, quoted

COURSE = "course.toml"
_NO_LESSONS = (".", "readme.")


class Course(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What `course.toml` says.

    Attributes:
        title: of the course.
        lessons: names of its lesson files, in order.
        final: its final quiz; None where it has none.
    """

    title: str
    lessons: list[str]
    final: Final | None = None


class Listing:
    """Which lesson files a folder has, and their order.

    Attributes:
        title: of the course.
        paths: all files, in order.
        missing: of these the ones that are not there, each with its problem.
        source: of `course.toml`, with the problems found in it.
        final: the final quiz; None where there is none, or its bank cannot be.
        bank: the file of its questions, which is no lesson; None where there is none.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = Source(folder / COURSE, "", 0, "course")
        self.paths: list[Path] = []
        self.missing: dict[Path, Problem] = {}
        course = self._course()
        self.title = course.title if course else folder.resolve().name
        self.final = course.final if course else None
        self.bank = self._bank(self.final.bank) if self.final else None
        for place, name in enumerate(course.lessons if course else [], 1):
            self._add(f"lessons[{place}]", name)
        known = [*self.paths, self.bank]
        self.paths += [path for path in self._found() if path not in known]

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
        if not self._is_name(field, name):
            return
        if path in (*self.paths, self.bank):
            self.source.add(Fault(field, f"found {quoted(name)} a second time"))
        else:
            self.paths.append(path)
            if not _is_there(path):
                self.source.add(Fault(field, f"found {quoted(name)}, which is not in this folder"))
                self.missing[path] = self.source.problems.pop()

    def _bank(self, name: str) -> Path | None:
        """The file of the final quiz's questions; None with a problem where it is not there."""
        path = self.folder / name
        if not self._is_name("final.bank", name):
            return None
        if not _is_there(path):
            self.source.add(
                Fault("final.bank", f"found {quoted(name)}, which is not in this folder")
            )
            return None
        return path

    def _is_name(self, field: str, name: str) -> bool:
        """Whether it names a file that can be a lesson's; else it becomes a problem."""
        good = Path(name).name == name and name.endswith(".md")
        if not good:
            allowed = "allowed is the name of a Markdown file in this folder"
            self.source.add(Fault(field, f"found {quoted(name)}; {allowed}"))
        return good

    def _found(self) -> list[Path]:
        try:
            files = sorted(self.folder.glob("*.md"))
        except OSError:
            return []
        return [path for path in files if not path.name.lower().startswith(_NO_LESSONS)]


def _is_there(path: Path) -> bool:
    """Whether the file exists; what cannot be looked at is found out when it is read."""
    try:
        return path.exists()
    except OSError:
        return True
