"""The course of a folder: its order, its broken lessons, and what `course.toml` may get wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.course.lesson_texts import GOOD
from tutor import paths
from tutor.course.catalog import Catalog, check_paths


def lesson(name: str) -> str:
    return GOOD.replace('"good"', f'"{name}"').replace("A good", name.title())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.md").write_text(lesson(name))
    (tmp_path / "README.md").write_text("# How to write a lesson\n")
    (tmp_path / ".draft.md").write_text("nothing")
    (tmp_path / "course.toml").write_text('title = "Three"\nlessons = ["two.md",\n"one.md"]\n')
    return tmp_path


def told(catalog: Catalog) -> list[str]:
    found = [*catalog.problems, *(p for entry in catalog.entries for p in entry.problems)]
    return [str(problem).removeprefix(f"{catalog.folder}/") for problem in found]


def test_lessons_come_in_the_order_of_the_course_then_by_name(folder: Path) -> None:
    (folder / "another.md").write_text(lesson("another"))
    catalog = Catalog.load(folder)
    assert catalog.title == "Three"
    assert catalog.ids == ["two", "one", "another", "three"]
    assert [one.title for one in catalog.lessons] == [
        "Two lesson", "One lesson", "Another lesson", "Three lesson",
    ]  # fmt: skip
    assert not told(catalog)


def test_a_lesson_is_read_when_it_is_first_wanted(folder: Path) -> None:
    catalog = Catalog.load(folder)
    entry = catalog.find("two")
    assert entry is not None
    assert (entry.title, entry.read) == ("Two lesson", False)
    (folder / "two.md").write_text(lesson("two").replace("## ", "## Another "))
    assert entry.lesson is not None
    assert entry.read
    assert entry.lesson.steps[0].title.startswith("Another ")


def test_a_folder_without_a_course_is_one(folder: Path) -> None:
    (folder / "course.toml").unlink()
    catalog = Catalog.load(folder)
    assert (catalog.title, catalog.ids) == (folder.name, ["one", "three", "two"])
    assert not told(catalog)


def test_a_broken_lesson_leaves_the_others_open(folder: Path) -> None:
    (folder / "two.md").write_text(lesson("two").replace('type = "choice"', 'type = "choise"'))
    (folder / "three.md").write_bytes(b"\xff")
    catalog = Catalog.load(folder)
    assert [one.id for one in catalog.lessons] == ["one"]
    broken = catalog.find("two")
    assert broken is not None
    assert (broken.lesson, broken.title) == (None, "Two lesson")
    assert [problem.field for problem in broken.problems] == ["quiz.type"]
    unread = catalog.find("three")
    assert unread is not None
    assert (unread.front, unread.title) == (None, "three.md")


def test_a_lesson_with_warnings_stays_open(folder: Path) -> None:
    (folder / "one.md").write_text(lesson("one").replace("Build a", "word " * 121 + "Build a"))
    entry = Catalog.load(folder).find("one")
    assert entry is not None
    assert entry.lesson is not None
    assert [problem.warning for problem in entry.problems] == [True]


def test_unknown_lessons_are_not_found(folder: Path) -> None:
    assert Catalog.load(folder).find("fuor") is None


def test_lessons_may_require_one_another(folder: Path) -> None:
    text = lesson("one").replace("language", 'requires = ["two", "thre"]\nlanguage')
    (folder / "one.md").write_text(text)
    [found] = told(Catalog.load(folder))
    assert found.startswith("one.md:7: requires[2]: there is no lesson 'thre'; did you mean three")


def test_an_id_belongs_to_one_lesson(folder: Path) -> None:
    (folder / "one.md").write_text(lesson("two"))
    catalog = Catalog.load(folder)
    assert told(catalog) == ["one.md:3: id: found 'two', the id of two.md too"]
    assert [one.path.name for one in catalog.lessons] == ["two.md", "three.md"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = 'X'\nlessons = ['../one.md']",
         "2: course.lessons[1]: found '../one.md'; allowed is the name of a Markdown file"),
        ("title = 'X'\nlessons = ['one.txt']", "2: course.lessons[1]: found 'one.txt'; allowed is"),
        ("title = 'X'\nlessons = ['']", "2: course.lessons[1]: found ''; allowed is"),
        ("title = 'X'\nlessons = ['one.md',\n'one.md']",
         "3: course.lessons[2]: found 'one.md' a second time"),
        ("titel = 'X'\nlessons = []",
         "1: course.titel: there is no field 'titel' here; did you mean title?"),
        ("\ntitle = ", "2: course: not TOML: "),
        ("title = 'X'\nlessons = ['\x1b[2J.md']", "2: course: not TOML: "),
    ],
)  # fmt: skip
def test_a_faulty_course_is_told_and_all_lessons_stay(folder: Path, text: str, said: str) -> None:
    (folder / "course.toml").write_text(text)
    catalog = Catalog.load(folder)
    assert any(one.startswith(f"course.toml:{said}") for one in told(catalog)), told(catalog)
    assert catalog.ids == ["one", "three", "two"]


def test_a_lesson_that_is_not_there_has_its_place(folder: Path) -> None:
    (folder / "course.toml").write_text("title = 'X'\nlessons = ['one.md',\n'04-four.md']")
    catalog = Catalog.load(folder)
    assert catalog.ids == ["one", "four", "three", "two"]
    assert not catalog.problems
    assert told(catalog) == [
        "course.toml:3: course.lessons[2]: found '04-four.md', which is not in this folder"
    ]


def test_a_course_that_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "course.toml").write_bytes(b"\xff")
    assert told(Catalog.load(folder))[0].startswith("course.toml:1: course: cannot be read: ")
    (folder / "course.toml").unlink()
    (folder / "course.toml").mkdir()
    assert told(Catalog.load(folder))[0].startswith("course.toml:1: course: cannot be read: ")


def test_no_folder_is_an_empty_course(tmp_path: Path) -> None:
    catalog = Catalog.load(tmp_path / "none")
    assert (catalog.entries, catalog.problems) == ((), ())


def test_files_and_folders_are_checked(folder: Path, tmp_path: Path) -> None:
    stray, empty = tmp_path / "stray", tmp_path / "empty"
    stray.mkdir()
    empty.mkdir()
    (stray / "a.md").write_text(lesson("one").replace("language", 'requires = ["far"]\nlanguage'))
    entries, problems = check_paths([folder, stray / "a.md", empty, stray / "b.md"], ["far"])
    assert sorted(entry.id for entry in entries) == ["b", "one", "one", "three", "two"]
    assert [str(problem) for problem in problems] == [
        f"{empty}:1: file: found a folder without lessons"
    ]
    assert [entry.id for entry in entries if entry.lesson is None] == ["b"]


def test_the_course_of_this_repository_follows_the_numbers_of_its_lessons() -> None:
    catalog = Catalog.load(paths.lessons())
    assert catalog.title == "Introduction to deep learning"
    names = [entry.path.name for entry in catalog.entries]
    assert names == sorted(names)
    assert [f"{entry.path.name[:3]}{entry.id}.md" for entry in catalog.entries] == names
    assert not catalog.problems


def test_folders_that_may_not_be_looked_into_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: os.PathLike[str], **_options: object) -> os.stat_result:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refuse)
    [entry], problems = check_paths([tmp_path / "closed"])
    assert not problems
    assert [one.message for one in entry.problems] == ["cannot be read: Permission denied"]
