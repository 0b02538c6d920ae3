"""A learner's notes and bookmarks in the order of the course, to be listed and printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from tutor.course.catalog import Catalog
from tutor.course.lesson import Lesson
from tutor.course.problem import visible
from tutor.store.notes import Bookmark, Note, NoteBook

GONE = "no longer in the course"
"""Follows the title of a lesson or step that is not there any more."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a learner left on one step.

    Attributes:
        lesson: id of the lesson.
        title: of the lesson; its id where the lesson is gone.
        step: name of the step.
        place: index of the step; None where the step or its lesson is gone.
        text: of the note; empty where there is a bookmark alone.
        bookmarked: whether the step has a bookmark.
        at: when the note was written last, or the bookmark set, in seconds since 1970.
    """

    lesson: str
    title: str
    step: str
    place: int | None
    text: str
    bookmarked: bool
    at: float


def step_names(lesson: Lesson) -> list[str]:
    """Under which names the steps of a lesson have notes: their titles, told apart by numbers."""
    names: list[str] = []
    for step in lesson.steps:
        name, number = step.title, 1
        while name in names:
            number += 1
            name = f"{step.title} ({number})"
        names.append(name)
    return names


def remarks(catalog: Catalog, book: NoteBook) -> list[Remark]:
    """All notes and bookmarks in the order of the course; those of steps that are gone come last.

    Raises:
        ProgressError: they cannot be read.
    """
    return arranged(catalog, book.notes(), book.bookmarks())


def arranged(
    catalog: Catalog, notes: Iterable[Note], bookmarks: Iterable[Bookmark]
) -> list[Remark]:
    """Notes and bookmarks, one remark a step, in the order of the course."""
    written = {(note.lesson, note.step): note for note in notes}
    marked = {(mark.lesson, mark.step): mark for mark in bookmarks}
    places = _places(catalog, {lesson for lesson, _step in (*written, *marked)})
    found = []
    for key in dict.fromkeys((*written, *marked)):
        note, mark = written.get(key), marked.get(key)
        entry = catalog.find(key[0])
        at = note.at if note else mark.at if mark else 0.0
        found.append(Remark(
            lesson=key[0], title=entry.title if entry else key[0], step=key[1],
            place=places.get(key), text=note.text if note else "",
            bookmarked=mark is not None, at=at,
        ))  # fmt: skip
    order = {lesson: number for number, lesson in enumerate(catalog.ids)}
    found.sort(key=lambda one: (
        order.get(one.lesson, len(order)), one.title,
        len(places) if one.place is None else one.place, one.at,
    ))  # fmt: skip
    return found


def _places(catalog: Catalog, lessons: set[str]) -> dict[tuple[str, str], int]:
    """Where the steps of these lessons stand, by ids and names; only these lessons are read."""
    entries = (catalog.find(lesson) for lesson in lessons)
    known = [entry.lesson for entry in entries if entry is not None and entry.lesson is not None]
    return {
        (lesson.id, name): number
        for lesson in known
        for number, name in enumerate(step_names(lesson))
    }


def as_markdown(found: Sequence[Remark]) -> str:
    """Notes and bookmarks as Markdown, a heading for each lesson and step."""
    lines = ["# Notes"]
    for lesson, those in groupby(found, lambda one: (one.lesson, one.title)):
        lines += ["", f"## {visible(lesson[1])}"]
        for one in those:
            lines += ["", f"### {visible(one.step)}{_aside(one)}"]
            lines += ["", one.text.rstrip()] if one.text else []
    return "\n".join(lines)


def _aside(one: Remark) -> str:
    """What follows the title of a step, in brackets."""
    said = ["bookmark"] * one.bookmarked + [GONE] * (one.place is None)
    return f" ({', '.join(said)})" if said else ""


def as_objects(found: Sequence[Remark]) -> list[dict[str, Any]]:
    """Notes and bookmarks as plain data, steps counted from 1; `step_number` null where gone."""
    return [
        {
            "lesson": one.lesson,
            "title": one.title,
            "step": one.step,
            "step_number": None if one.place is None else one.place + 1,
            "note": one.text or None,
            "bookmark": one.bookmarked,
            "at": one.at,
        }
        for one in found
    ]
