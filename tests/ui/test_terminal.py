"""The whole program on a real terminal, with the real worker."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.ui.terminal import Terminal
from tutor.lab.run import all_runs

pytestmark = pytest.mark.slow

EXPERIMENT_STEP = 6


def open_experiment(terminal: Terminal) -> None:
    """From Home to the bench of the digits."""
    terminal.wait_for("Convolutional networks", "Quit")
    terminal.press("\x1b[B\x1b[B\r")  # the third lesson
    terminal.wait_to_match(r"[━─] 1/\d")
    for step in range(2, EXPERIMENT_STEP + 1):
        terminal.press("n")
        terminal.wait_to_match(rf"[━─] {step}/\d")
    terminal.wait_for("3 Results")


def test_from_the_shell_to_the_diagnosis_and_back() -> None:
    with Terminal() as terminal:
        open_experiment(terminal)
        terminal.press("2a")
        terminal.wait_for("conv 2", "parameters")
        terminal.press("tt")  # the first one asks for a prediction
        terminal.wait_for_diagnosis()
        terminal.wait_for("Goal")
        terminal.wait_to_match(r" r  .* and train again|Try: |Next: ", r"val 0\.\d+")
        terminal.press("q")
        assert terminal.exit_code() == 0
    (run,) = all_runs()
    record = run.record()
    assert record.ended is not None
    assert record.ended.reason == "finished"


def test_a_dropped_connection_loses_nothing_and_the_next_start_goes_on_live() -> None:
    with Terminal() as terminal:
        open_experiment(terminal)
        terminal.press("2a")
        terminal.wait_for("conv 2")
        for _ in range(20):  # to the last setting, then up to the epochs
            terminal.press("\x1b[B")
        terminal.press("\x1b[A\x1b[A")
        terminal.press("\r")
        terminal.wait_for("epochs: 1 to 200")
        terminal.press("200\r")
        terminal.wait_for("200", "Training")
        terminal.press("tt")  # the first one asks for a prediction
        terminal.wait_for("of 200", seconds=60)
        terminal.signal(signal.SIGHUP)
        assert terminal.exit_code() != 0
    (run,) = all_runs()
    assert run.alive()
    with Terminal() as terminal:
        terminal.wait_for("Training now", "of 200")
        terminal.press("\x1b[H\r")
        terminal.wait_for("loss", "of 200")
        terminal.wait_for_diagnosis(90)
        terminal.press("q")
        assert terminal.exit_code() == 0
    assert run.record().history.epochs == 200


def test_a_terminal_that_is_gone_without_a_signal_ends_the_program() -> None:
    with Terminal() as terminal:
        terminal.wait_for("Introduction to deep learning")
        terminal.vanish()
        assert terminal.exit_code() == 128 + signal.SIGHUP


def test_own_pictures_are_looked_at_and_trained_on(tmp_path: Path) -> None:
    for label in ("bright", "dark"):
        (tmp_path / "mine" / label).mkdir(parents=True)
        for number in range(20):
            shade = number + (200 if label == "bright" else 20)
            Image.new("L", (16, 16), shade).save(tmp_path / "mine" / label / f"{number}.png")
    (tmp_path / "mine" / "dark" / "note.png").write_text("no picture")
    with Terminal() as terminal:
        open_experiment(terminal)
        terminal.press("o")
        terminal.wait_for("path of a file or folder")
        terminal.press(f"{tmp_path}/mi")
        terminal.wait_for(f"{tmp_path.name[-8:]}/min")  # the rest of the name is offered
        terminal.press("\x1b[C\r")  # completes the name, then has it looked at
        terminal.wait_for("40 pictures of 2 classes", "1 left out", "Use these data", seconds=60)
        terminal.press("\r")
        while "Use these data" in terminal.text:
            terminal.read()
        terminal.press("2")
        terminal.wait_for("parameters · mine", "16×16×1")
        terminal.press("t")
        terminal.wait_for_diagnosis()
        terminal.press("q")
        assert terminal.exit_code() == 0
    (run,) = all_runs()
    assert run.order().data_options["path"] == str(tmp_path / "mine")


@pytest.mark.parametrize(
    "environment",
    [{"TERM": "linux"}, {"NO_COLOR": "1"}, {"LC_ALL": "en_US.ISO-8859-1"}, {"TERM": "screen"}],
)
def test_odd_terminals_show_home_and_quit_cleanly(environment: dict[str, str]) -> None:
    with Terminal(environment=environment) as terminal:
        terminal.wait_for("Convolutional networks", "Quit")
        if environment.get("TERM") == "linux" or "LC_ALL" in environment:
            assert terminal.text.isascii(), terminal.text
        terminal.press("q")
        assert terminal.exit_code() == 0


def test_a_state_folder_that_cannot_be_written_is_told_and_training_works() -> None:
    with Terminal(environment={"TUTOR_HOME": "/proc/nothing/here"}) as terminal:
        terminal.wait_for("Nothing will be kept", "TUTOR_HOME=")
        open_experiment(terminal)
        terminal.press("tt")  # the first one asks for a prediction
        terminal.wait_for("Finished", seconds=60)
        terminal.press("q")
        assert terminal.exit_code() == 0


def test_a_terminal_too_small_says_so() -> None:
    with Terminal(columns=30, rows=8) as terminal:
        terminal.wait_for("larger")
        assert "38×14" in terminal.text


def test_a_request_to_end_restores_the_terminal() -> None:
    with Terminal() as terminal:
        terminal.wait_for("Quit")
        terminal.signal(signal.SIGTERM)
        assert terminal.exit_code() == 143


def test_an_idle_screen_sends_nothing() -> None:
    with Terminal(rows=40) as terminal:
        terminal.wait_to_match(r"(?s)(/\d+ right .*){15}")  # all lessons are read by then
        while terminal.read(0.5):
            pass
        before, until = terminal.sent, time.monotonic() + 1.5
        while time.monotonic() < until:
            terminal.read(0.1)
        assert terminal.sent == before
        terminal.press("q")
        assert terminal.exit_code() == 0
