"""Notes and bookmarks in the progress."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor import paths
from tutor.store.database import ProgressError
from tutor.store.merging import TOGETHER
from tutor.store.notes import LIMIT, cleaned
from tutor.store.progress import Progress


def test_a_note_is_kept_changed_and_deleted() -> None:
    with Progress.open() as progress:
        book = progress.notes
        assert book.note("circles", "A step") == ""
        assert book.write("circles", "A step", "one", "") == "one"
        assert book.write("circles", "A step", "one\ntwo", "one") == "one\ntwo"
    with Progress.open() as progress:
        book = progress.notes
        [note] = book.notes()
        assert (note.lesson, note.step, note.text) == ("circles", "A step", "one\ntwo")
        assert book.write("circles", "A step", " \n", note.text) == ""
        assert book.notes() == []


def test_two_terminals_that_write_the_same_note_lose_nothing() -> None:
    with Progress.open() as first, Progress.open() as second:
        first.notes.write("circles", "A step", "from the first", "")
        kept = second.notes.write("circles", "A step", "from the second", "")
        assert kept == f"from the first\n\n{TOGETHER}\nfrom the second"
        again = first.notes.write("circles", "A step", "from the first, more", "from the first")
        assert again == f"from the first, more\n\n{TOGETHER}\nfrom the second"
        assert second.notes.note("circles", "A step") == again


def test_a_note_that_another_terminal_deleted_comes_back_with_what_is_written() -> None:
    with Progress.open() as first, Progress.open() as second:
        first.notes.write("circles", "A step", "one", "")
        second.notes.write("circles", "A step", "", "one")
        assert first.notes.write("circles", "A step", "one and more", "one") == "one and more"
        assert first.notes.write("circles", "A step", "one and more", "one and more")


def test_a_note_has_a_limit_that_two_joined_ones_may_exceed() -> None:
    with Progress.open() as progress:
        book = progress.notes
        assert len(book.write("circles", "A", "x" * (LIMIT + 5), "")) == LIMIT
        both = book.write("circles", "A", "y" * LIMIT, "")
        assert len(both) > 2 * LIMIT
        assert book.write("circles", "A", both + "!", both) == both


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\x1b[31mred\x1b[0m \x1b]0;title\x07\x00\x9b", "red "),
        ("tab\tstays", "tab\tstays"),
        ("שלום 漢字 👩‍👩‍👧 é", "שלום 漢字 👩‍👩‍👧 é"),
        ("turned \u202eround\u2066", "turned round"),
        ("half \ud800", "half "),
    ],
)
def test_letters_of_any_script_stay_and_control_characters_go(text: str, expected: str) -> None:
    assert cleaned(text) == expected


@given(st.text(max_size=60))
def test_any_text_is_kept_as_it_is_shown(text: str) -> None:
    with TemporaryDirectory() as folder, Progress.open(Path(folder) / "progress.db") as progress:
        kept = progress.notes.write("circles", "A step", text, "")
        assert progress.notes.note("circles", "A step") == kept
        assert kept in (cleaned(text), "")


def test_what_somebody_else_wrote_into_the_file_is_cleaned_too() -> None:
    Progress.open().close()
    with sqlite3.connect(paths.database()) as file:
        file.execute("INSERT INTO notes VALUES ('circles', 'A step', 'a\x1b[2Jb', 1.0)")
    file.close()
    with Progress.open() as progress:
        assert progress.notes.notes()[0].text == "ab"
        assert progress.notes.write("circles", "A step", "abc", "ab") == "abc"


def test_bookmarks_are_set_once_and_taken_away() -> None:
    with Progress.open() as progress:
        book = progress.notes
        book.set_bookmark("circles", "A step", there=True)
        book.set_bookmark("circles", "A step", there=True)
        book.set_bookmark("spirals", "B", there=True)
        assert book.bookmarked("circles") == {"A step"}
        assert [(mark.lesson, mark.step) for mark in book.bookmarks()] == [
            ("circles", "A step"), ("spirals", "B"),
        ]  # fmt: skip
        book.set_bookmark("circles", "A step", there=False)
        assert book.bookmarked("circles") == set()


def test_a_note_that_cannot_be_kept_says_why() -> None:
    with Progress.open() as progress, sqlite3.connect(paths.database()) as other:
        other.execute("PRAGMA user_version = 99")
        other.commit()
        with pytest.raises(ProgressError, match="newer"):
            progress.notes.write("circles", "A step", "one", "")
    other.close()
