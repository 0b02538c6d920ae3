"""Applications with a worker that speaks the real protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from tests.support import FakeWorker
from tutor import paths
from tutor.course import catalog, markdown
from tutor.course.catalog import Catalog
from tutor.course.lesson import Lesson
from tutor.course.problem import Problem
from tutor.ui.app import TutorApp
from tutor.ui.desk import Desk
from tutor.ui.session import Session

COURSE = Path(__file__).with_name("course")
"""Two lessons of the course as they once were, so that what is seen of them stays the same."""


@pytest.fixture(autouse=True)
def course(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the course be those two; a process of its own has the real one.

    Each file is read once for all tests: Home reads all of them, a sixth of what a test takes.
    """
    monkeypatch.setattr(paths, "lessons", lambda: COURSE)
    monkeypatch.setattr(catalog, "read", _read)


def _read(path: Path) -> tuple[Lesson | None, list[Problem]]:
    """A lesson and what is wrong with its file, as it is now."""
    there = path.stat() if path.is_file() else None
    lesson, problems = _read_once(
        path, None if there is None else (there.st_mtime_ns, there.st_size)
    )
    return lesson, list(problems)


@cache
def _read_once(path: Path, _state: tuple[int, int] | None) -> tuple[Lesson | None, list[Problem]]:
    return markdown.read(path)


@pytest.fixture(autouse=True)
def styles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have style sheets parsed once for all applications of a process, for each theme."""
    monkeypatch.setattr(Stylesheet, "_parse_rules", _parse_once)


_parse = Stylesheet._parse_rules
_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


def _parse_once(sheet: Stylesheet, css: str, **where: object) -> list[RuleSet]:
    """The rules of a style sheet; those of one text differ by the theme's colours alone."""
    theme = frozenset(sheet._variables.items())
    place = (css, theme, *sorted(where.items()))
    if place not in _parsed:
        _parsed[place] = _parse(sheet, css, **where)  # type: ignore[arg-type]
    return _parsed[place]


class Bed:
    """An application with fake workers.

    Attributes:
        app: the application, opened at a lesson.
        workers: all that were started, the newest last.
    """

    def __init__(
        self,
        lesson: str | None = "convolutional-networks",
        course: Path | None = None,
        *,
        low_bandwidth: bool = False,
    ) -> None:
        self.workers: list[FakeWorker] = []
        session = None if course is None else Session(Catalog.load(course))
        self.app = TutorApp(
            session, desk=Desk(self._start), lesson=lesson, ascii_only=False,
            low_bandwidth=low_bandwidth,
        )  # fmt: skip

    def _start(self) -> FakeWorker:
        self.workers.append(FakeWorker())
        return self.workers[-1]

    @property
    def worker(self) -> FakeWorker:
        """The newest worker."""
        return self.workers[-1]

    def close(self) -> None:
        """Let go of all files."""
        self.app.session.progress.close()
        for worker in self.workers:
            worker.let_go()


Beds = Callable[..., Bed]


@pytest.fixture
def beds() -> Iterator[Beds]:
    """Makes applications, and closes their files afterwards."""
    made: list[Bed] = []

    def make(
        lesson: str | None = "convolutional-networks",
        course: Path | None = None,
        *,
        low_bandwidth: bool = False,
    ) -> Bed:
        made.append(Bed(lesson, course, low_bandwidth=low_bandwidth))
        return made[-1]

    yield make
    for bed in made:
        bed.close()


@pytest.fixture
def session() -> Iterator[Session]:
    """The course and an empty progress, without a screen."""
    opened = Session()
    yield opened
    opened.progress.close()
