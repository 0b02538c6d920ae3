"""The course's own texts and Python's manual."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from tutor import paths
from tutor.datasets import alphabet, course_texts, python_manual, registry
from tutor.datasets.registry import CARDS, DataError

NAMES = ("course-texts", "python-manual")

LESSON = """+++
format = 1
title = "Hidden"
+++
## A step

Some *prose*.

```python
print("shown")
```

```quiz
id = "q"
prompt = "Why is it so?"
accept = ["hidden"]
hints = ["Look again."]
solution = "It is."

[[options]]
text = "hidden"
why = "No."
```

```experiment
id = "e"
[predict]
prompt = "What will come?"
[on]
overfitting = "By heart."
```

More prose.
"""


def test_sentences_with_figures_are_left_out() -> None:
    lesson = "+++\n+++\nIt is {{1}. Yours was {run.loss of a}, well. The end.\n\n{best.loss}\n\nOn."
    assert course_texts.prose(lesson) == "It is {1}. The end.\n\n\n\nOn."


def test_a_lesson_gives_its_prose_and_the_sentences_of_its_blocks() -> None:
    text = course_texts.prose(LESSON)
    assert text.startswith("## A step\n\nSome prose.")
    assert "```python\n" in text, "only emphasis goes"
    for said in (
        "Why is it so?",
        "Look again.",
        "It is.",
        "No.",
        "What will",
        "By heart.",
        "shown",
    ):
        assert said in text
    assert text.endswith("More prose.")
    for unsaid in ("Hidden", "hidden", "+++", "id =", "quiz"):
        assert unsaid not in text


def test_broken_lessons_give_what_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "01-open.md").write_text("+++\nnever closed")
    (tmp_path / "02-block.md").write_text("Before.\n\n```quiz\nno TOML\n```\nAfter.\n\n```quiz")
    (tmp_path / "03-bytes.md").write_bytes(b"\xff\xfe")
    (tmp_path / "04-folder.md").mkdir()
    (tmp_path / "README.md").write_text("How to write lessons.")
    assert course_texts.lessons(tmp_path) == "Before.\n\nAfter."
    with pytest.raises(DataError, match="found no lesson that can be read"):
        course_texts.lessons(tmp_path / "04-folder.md")


def test_the_version_names_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = registry.load("course-texts").version
    for path in paths.lessons().glob("*.md"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(paths, "lessons", lambda: tmp_path)
    assert registry.load("course-texts").version == before
    (tmp_path / "99-new.md").write_text("One more lesson, of a single sentence.")
    assert registry.load("course-texts").version != before


def test_the_version_of_the_manual_names_python() -> None:
    version = registry.load("python-manual").version
    assert f"-{sys.version_info.major}.{sys.version_info.minor}." in version


def test_a_python_without_its_manual_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pydoc_data.topics", None)
    with pytest.raises(DataError, match="This Python came without its manual"):
        python_manual.load()


@pytest.mark.parametrize("name", NAMES)
def test_length_is_an_option_and_changes_no_size(name: str) -> None:
    data = registry.load(name, {"sequence_length": 100})
    card = CARDS[name]
    assert card.vocabulary == alphabet.SIZE
    for part, size in (
        (data.train, card.train), (data.validation, card.validation), (data.test, card.test),
    ):  # fmt: skip
        assert part.x.shape == (size, *card.sizes({"sequence_length": 100})) == (size, 100)


@pytest.mark.parametrize("name", NAMES)
def test_the_character_before_tells_more_than_frequencies(name: str) -> None:
    data = registry.load(name)
    baselines = data.extra["baselines"]
    assert isinstance(baselines, dict)
    assert baselines["bigram"] < baselines["frequencies"] - 0.4 < np.log(alphabet.SIZE) - 0.4
    assert data.extra["symbols"] == tuple(alphabet.CHARACTERS)


@pytest.mark.parametrize("name", NAMES)
def test_almost_every_character_is_in_the_alphabet(name: str) -> None:
    assert (registry.load(name).train.x == alphabet.SIZE - 1).mean() < 0.002
