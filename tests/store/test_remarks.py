"""Notes and bookmarks in the order of the course."""

from __future__ import annotations

from pathlib import Path

from tests.support import write_text
from tutor.course.catalog import Catalog
from tutor.store.notes import Bookmark, Note
from tutor.store.remarks import arranged, as_markdown, as_objects, step_names

HEAD = '+++\nformat = 1\nid = "{id}"\ntitle = "On {id}"\n+++\n'


def course(folder: Path) -> Catalog:
    steps = "".join(f"## {title}\n\nText.\n\n" for title in ("First", "Same", "Same", "Last"))
    for name in ("circles", "spirals"):
        write_text(folder / f"{name}.md", HEAD.format(id=name) + steps)
    write_text(folder / "course.toml", 'title = "T"\nlessons = ["spirals.md", "circles.md"]\n')
    return Catalog.load(folder)


NOTES = [
    Note("gone", "Once", "kept", 1.0),
    Note("circles", "Last", "about the end", 2.0),
    Note("spirals", "Old title", "still here", 3.0),
    Note("spirals", "Same (2)", "two\nlines", 4.0),
]
BOOKMARKS = [Bookmark("spirals", "First", 5.0), Bookmark("circles", "Last", 6.0)]


def test_steps_of_one_title_are_told_apart(tmp_path: Path) -> None:
    [first, _] = course(tmp_path).lessons
    assert step_names(first) == ["First", "Same", "Same (2)", "Last"]


def test_the_order_is_that_of_the_course_and_what_is_gone_comes_last(tmp_path: Path) -> None:
    found = arranged(course(tmp_path), NOTES, BOOKMARKS)
    assert [(one.title, one.step, one.place, one.bookmarked) for one in found] == [
        ("On spirals", "First", 0, True),
        ("On spirals", "Same (2)", 2, False),
        ("On spirals", "Old title", None, False),
        ("On circles", "Last", 3, True),
        ("gone", "Once", None, False),
    ]


def test_only_lessons_with_notes_are_read(tmp_path: Path) -> None:
    catalog = course(tmp_path)
    arranged(catalog, NOTES[1:2], [])
    assert [entry.read for entry in catalog.entries] == [False, True]


def test_markdown_has_a_heading_for_each_lesson_and_step(tmp_path: Path) -> None:
    assert as_markdown(arranged(course(tmp_path), NOTES[2:], BOOKMARKS)) == (
        "# Notes\n\n## On spirals\n\n### First (bookmark)\n\n### Same (2)\n\ntwo\nlines\n\n"
        "### Old title (no longer in the course)\n\nstill here\n\n"
        "## On circles\n\n### Last (bookmark)"
    )


def test_objects_count_steps_from_one(tmp_path: Path) -> None:
    [first, *_, last] = as_objects(arranged(course(tmp_path), NOTES, BOOKMARKS))
    assert (first["step_number"], first["note"], first["bookmark"]) == (1, None, True)
    assert (last["step_number"], last["note"], last["lesson"]) == (None, "kept", "gone")
