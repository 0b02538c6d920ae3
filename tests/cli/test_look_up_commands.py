"""`tutor glossary`, `tutor search` and `tutor notes`."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from tests.support import small_course
from tutor import paths
from tutor.cli import run
from tutor.cli.glossary import page
from tutor.course.glossary import Term
from tutor.store.progress import Progress

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = small_course(tmp_path)
    monkeypatch.setattr(paths, "lessons", lambda: folder)


def test_the_glossary_has_all_terms_or_what_one_can_mean(capsys: Capture) -> None:
    assert run(["glossary"]) == 0
    out = capsys.readouterr().out
    assert "\nfeature map (convolutional-networks)\n  What one filter writes down" in out
    assert max(map(len, out.splitlines())) <= 100
    assert run(["glossary", "poling"]) == 0
    assert capsys.readouterr().out.startswith("pooling (convolutional-networks)\n  Making")
    assert run(["glossary", "pooling", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["term"] == "pooling"


def test_a_term_of_several_lessons_is_printed_once_with_all_of_them(capsys: Capture) -> None:
    terms = [
        Term("gradient", "the slope", "first", "First"),
        Term("gradient", "the slope", "second", "Second"),
        Term("F1", "a figure", "first", "First"),
        Term("F1", "another thing", "second", "Second"),
    ]
    click.echo("\n".join(page(terms)))
    assert capsys.readouterr().out.splitlines() == [
        "gradient (first, second)", "  the slope",
        "F1", "  a figure (first)", "  another thing (second)",
    ]  # fmt: skip


def test_a_term_that_is_not_there_is_refused(capsys: Capture) -> None:
    assert run(["glossary", "qqqq"]) == 2
    assert "There is no term 'qqqq'. `tutor glossary` prints them all." in capsys.readouterr().err


def test_a_search_prints_the_best_places_with_marked_matches(capsys: Capture) -> None:
    assert run(["search", "pooling", "--most", "2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "*pooling* (convolutional-networks, term)"
    assert len(lines) == 4
    assert run(["search", "keeps", "largest", "--json"]) == 0
    hits = json.loads(capsys.readouterr().out)
    assert {"lesson", "step", "kind", "text", "marks"} <= set(hits[0])
    assert run(["search", "qqqq"]) == 0
    assert capsys.readouterr().out == "Nothing in the course has these words.\n"
    assert run(["search"]) == 2


def test_notes_are_printed_as_markdown_and_as_json(capsys: Capture) -> None:
    assert run(["notes"]) == 0
    assert "There are no notes yet." in capsys.readouterr().out
    with Progress.open() as progress:
        progress.notes.write("convolutional-networks", "What sharing saves", "160 漢 😀", "")
        progress.notes.write("gone", "Once\x1b[2J", "old", "")
        progress.notes.set_bookmark("convolutional-networks", "What sharing saves", there=True)
    assert run(["notes"]) == 0
    assert capsys.readouterr().out == (
        "# Notes\n\n## Convolutional networks\n\n### What sharing saves (bookmark)\n\n160 漢 😀\n\n"
        "## gone\n\n### Once\\u001b[2J (no longer in the course)\n\nold\n"
    )
    assert run(["notes", "--json"]) == 0
    first, last = json.loads(capsys.readouterr().out)
    assert (first["note"], first["bookmark"], first["step_number"]) == ("160 漢 😀", True, 3)
    assert (last["lesson"], last["step_number"]) == ("gone", None)
