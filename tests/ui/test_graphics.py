"""Whether real pixels are shown is asked once, before the screen, and says why not."""

from __future__ import annotations

import importlib.util
import os
import pty
import sys
import threading
from importlib.machinery import ModuleSpec
from typing import Any

import pytest
from click.testing import CliRunner

from tests.ui.conftest import Beds
from tutor.cli import group, learn
from tutor.ui import graphics
from tutor.ui.graphics import Graphics, GraphicsError, allowed, begin, questions, understood

KITTY, CELL = b"\x1b_Gi=31;OK\x1b\\", b"\x1b[6;20;10t"
SIXEL, PLAIN = b"\x1b[?62;4;22c", b"\x1b[?62;22c"


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """The library is there; the sizes of cells that it was told."""
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: ModuleSpec(name, None))
    monkeypatch.setattr(graphics, "_told_cell", lambda: None)
    monkeypatch.setattr(graphics, "_load", told.append)
    return told


def test_what_the_learner_chose_goes_first() -> None:
    assert allowed({}, low_bandwidth=False, unicode=True)
    assert allowed({"NO_COLOR": ""}, low_bandwidth=False, unicode=True)
    assert not allowed({"NO_COLOR": "1"}, low_bandwidth=False, unicode=True)
    assert not allowed({}, low_bandwidth=True, unicode=True)
    assert not allowed({}, low_bandwidth=False, unicode=False)


@pytest.mark.parametrize(
    ("answer", "protocol"),
    [(KITTY + CELL + PLAIN, "kitty"), (CELL + SIXEL, "sixel"), (KITTY + CELL + SIXEL, "sixel")],
)
def test_a_terminal_with_graphics_is_told_by_its_answers(answer: bytes, protocol: str) -> None:
    found = understood(answer)
    assert (found.protocol, found.cell, found.typed) == (protocol, (10, 20), ())


@pytest.mark.parametrize(
    "answer", [b"", PLAIN, CELL + PLAIN, b"\x1b_Gi=31;ENOSYS:no\x1b\\" + PLAIN, b"\x1b[?4c", b"abc"]
)
def test_a_terminal_without_graphics_is_told_in_one_sentence(answer: bytes) -> None:
    with pytest.raises(GraphicsError, match="neither Sixel nor Kitty's graphics") as error:
        understood(answer)
    assert str(error.value).count(".") == 1


def test_the_size_of_a_cell_is_the_drivers_the_terminals_or_a_common_one() -> None:
    assert understood(CELL + SIXEL, (9, 18)).cell == (9, 18)
    assert understood(SIXEL).cell == (10, 20)
    assert understood(b"\x1b[6;0;0t" + SIXEL).cell == (10, 20)


def test_keys_that_are_typed_meanwhile_are_kept() -> None:
    found = understood(b"c" + KITTY + b"\x1b[B\x1bOAV" + CELL + PLAIN + b"\r ?\xc3\xa9")
    assert found.typed == ("c", "V", "enter", "space", "question_mark")


def test_a_multiplexer_is_not_asked_what_it_would_take_for_a_title() -> None:
    assert b"a=q" in questions({"TERM": "xterm-kitty"})
    for environment in ({"TERM": "tmux-256color"}, {"TERM": "screen"}, {"TERM": "linux"},
                        {"TERM": "xterm", "TMUX": "/tmp/tmux-0/default,1,0"}):  # fmt: skip
        assert questions(environment) == b"\x1b[16t\x1b[c"


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(GraphicsError, match=r"pip install 'dl-tutor\[images\]'"):
        begin(lambda questions: pytest.fail("the terminal was asked for nothing"))


def test_a_library_that_does_not_load_counts_as_missing(
    installed: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(cell: tuple[int, int]) -> None:
        raise ImportError(str(cell))

    monkeypatch.setattr(graphics, "_load", load)
    with pytest.raises(GraphicsError, match="pip install"):
        begin(lambda questions: SIXEL)


def test_the_library_is_told_the_size_of_a_cell(installed: list[tuple[int, int]]) -> None:
    assert begin(lambda questions: KITTY + CELL + PLAIN).protocol == "kitty"
    with pytest.raises(GraphicsError):
        begin(lambda questions: PLAIN)
    assert installed == [(10, 20)]


def test_the_library_is_loaded_where_it_finds_no_terminal() -> None:
    pytest.importorskip("textual_image")
    out, environment = sys.__stdout__, dict(os.environ)
    graphics._load((10, 20))  # it stays loaded for other tests
    assert sys.__stdout__ is out
    assert dict(os.environ) == environment


class Standing:
    """Stands for a standard stream; it is a terminal."""

    def __init__(self, number: int) -> None:
        self._number = number

    def fileno(self) -> int:
        return self._number


def test_a_terminal_is_asked_and_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    import termios

    master, slave = pty.openpty()
    monkeypatch.setattr(sys, "stdin", Standing(slave))
    monkeypatch.setattr(sys, "stdout", Standing(slave))
    before = termios.tcgetattr(slave)

    def answer() -> None:
        asked = b""
        while not asked.endswith(b"\x1b[c"):
            asked += os.read(master, 1024)
        os.write(master, b"c" + CELL + SIXEL)

    terminal = threading.Thread(target=answer)
    terminal.start()
    try:
        found = understood(graphics._asked(questions({"TERM": "xterm"})), graphics._told_cell())
        terminal.join(5)
        assert found == Graphics("sixel", (10, 20), ("c",))
        assert termios.tcgetattr(slave) == before
    finally:
        os.close(master)
        os.close(slave)


async def test_the_screen_says_once_why_there_are_none_and_goes_on(
    beds: Beds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    bed = beds(None)
    learn._want_pixels(bed.app, low_bandwidth=False)
    assert bed.app.session.notices == [graphics.MISSING]
    async with bed.app.run_test() as pilot:
        await pilot.pause()
        assert [one.message for one in bed.app._notifications] == [graphics.MISSING]
        assert bed.app.graphics is None


async def test_keys_typed_before_the_screen_was_there_are_pressed(
    beds: Beds, installed: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphics, "_asked", lambda questions: b"c" + SIXEL)
    bed = beds(None)
    learn._want_pixels(bed.app, low_bandwidth=True)
    assert bed.app.graphics is None
    learn._want_pixels(bed.app, low_bandwidth=False)
    async with bed.app.run_test() as pilot:
        await pilot.pause()
        await pilot.pause()
        assert type(bed.app.screen).__name__ == "RunsScreen"


@pytest.mark.parametrize("command", [[], ["learn"]])
@pytest.mark.parametrize("environment", [{}, {"TUTOR_PIXELS": "1"}])
def test_the_choice_is_an_option_or_stands_in_the_environment(
    command: list[str], environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[Any] = []
    monkeypatch.setattr(learn.command, "callback", lambda **told: chosen.append(told))
    options = [] if environment else ["--pixels"]
    done = CliRunner().invoke(group, [*command, *options], env=environment)
    assert done.exit_code == 0, done.output
    assert chosen == [{"lesson": None, "low_bandwidth": False, "pixels": True}]
