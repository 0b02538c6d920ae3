"""`tutor reset` and `tutor progress`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor import paths
from tutor.cli import run
from tutor.store.progress import Progress

Capture = pytest.CaptureFixture[str]
CNN = "convolutional-networks"


@pytest.fixture
def studied(home: Path) -> None:
    with Progress.open() as progress:
        progress.record_attempt(CNN, "dense-shift", 1, score=1.0, correct=True)
        progress.complete(CNN)
        progress.notes.write(CNN, "What sharing saves", "mine", "")


@pytest.mark.usefixtures("studied")
def test_a_lesson_is_reset_and_that_is_undone(capsys: Capture) -> None:
    assert run(["reset", CNN, "--yes"]) == 0
    assert f"tutor reset --undo {CNN}" in capsys.readouterr().out
    with Progress.open() as progress:
        assert progress.completed() == {}
    assert run(["reset", CNN, "--yes"]) == 0
    assert "nothing to forget" in capsys.readouterr().out
    assert run(["reset", "--undo"]) == 0
    with Progress.open() as progress:
        assert list(progress.completed()) == [CNN]
    assert run(["reset", "--undo", CNN]) == 1
    assert "There is no reset of convolutional-networks to undo" in capsys.readouterr().err


def test_wrong_names_are_wrong_usage(capsys: Capture) -> None:
    assert run(["reset"]) == 2
    assert run(["reset", "convolutional-network", "--yes"]) == 2
    assert CNN in capsys.readouterr().err
    assert run(["progress", "export"]) == 2


@pytest.mark.usefixtures("studied")
def test_without_yes_it_asks(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _text: "n")
    assert run(["reset", CNN]) == 130
    with Progress.open() as progress:
        assert list(progress.completed()) == [CNN]


@pytest.mark.usefixtures("studied")
def test_progress_goes_to_another_home_and_says_what_was_taken_in(
    capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "my.json"
    assert run(["progress", "export", str(file)]) == 0
    assert "1 answer, 1 lesson done, 1 note" in capsys.readouterr().out
    assert run(["progress", "export", str(file)]) == 1
    assert "Give --force" in capsys.readouterr().err
    assert run(["progress", "export", str(file), "--force"]) == 0
    capsys.readouterr()
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "other"))
    assert run(["progress", "import", str(file)]) == 0
    assert capsys.readouterr().out == "taken in: 1 answer, 1 lesson done, 1 note\n"
    assert run(["progress", "import", str(file)]) == 0
    assert capsys.readouterr().out == "All of it was here already.\n"


@pytest.mark.usefixtures("studied")
def test_other_files_get_one_sentence(capsys: Capture, tmp_path: Path) -> None:
    for path in (paths.database(), tmp_path, tmp_path / "nowhere"):
        assert run(["progress", "import", str(path)]) == 1
        told = capsys.readouterr().err
        assert told.startswith("Error: ")
        assert told.count("\n") == 1


def test_where_progress_cannot_be_kept_nothing_is_taken_in(
    capsys: Capture, tmp_path: Path, home: Path
) -> None:
    file = tmp_path / "my.json"
    assert run(["progress", "export", str(file)]) == 0
    assert "nothing is there yet" in capsys.readouterr().out
    paths.database().unlink()
    paths.database().mkdir()
    assert run(["progress", "import", str(file)]) == 1
    assert run(["reset", CNN, "--yes"]) == 1
    assert "Nothing will be kept" in capsys.readouterr().err
