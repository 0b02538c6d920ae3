"""Real pixels: whether the terminal has them, asked before the screen is opened.

The library that draws them, `textual-image`, asks by itself when it is imported. It gives a slow
terminal a tenth of a second and drops what is typed meanwhile, so the terminal is asked here, and
the library is imported where it takes nothing for a terminal.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import select
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Protocol = Literal["sixel", "kitty"]
"""How pixels are sent: the graphics of DEC's terminals, or those of the terminal Kitty."""

MISSING = (
    "Real pixels need one more library: pip install 'dl-tutor[images]'. Until then pictures are "
    "drawn in half blocks."
)
UNABLE = (
    "This terminal has neither Sixel nor Kitty's graphics, so pictures are drawn in half blocks."
)

_SECONDS = 1.0
"""How long a terminal may take to answer; those that can show pixels all do."""
_QUERY_KITTY = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
_QUERY_CELL, _QUERY_ATTRIBUTES = b"\x1b[16t", b"\x1b[c"
_WIPE = b"\r\x1b[K"
"""For terminals that print what they don't understand."""
_KITTY = re.compile(rb"\x1b_G([^\x1b]*)\x1b\\")
_CELL = re.compile(rb"\x1b\[6;(\d+);(\d+)t")
_ATTRIBUTES = re.compile(rb"\x1b\[\?([\d;]*)c")
_OTHERS = re.compile(rb"\x1b(\[[0-?]*[ -/]*[@-~]|O.|_[^\x1b]*\x1b\\)?")
_SIXEL = b"4"
"""Among a terminal's attributes."""
_SELDOM_SAID = (10, 20)
"""Width and height of a cell where none is told: those of the VT340."""
_NAMES = {"\r": "enter", "\n": "enter", "\t": "tab", " ": "space", "?": "question_mark"}


class GraphicsError(Exception):
    """There are no pixels to be had; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Graphics:
    """What the terminal can do.

    Attributes:
        protocol: how pixels are sent.
        cell: width and height of a cell in pixels.
        typed: names of the keys that were pressed while it was asked.
    """

    protocol: Protocol
    cell: tuple[int, int]
    typed: tuple[str, ...] = ()


def allowed(environment: Mapping[str, str], *, low_bandwidth: bool, unicode: bool) -> bool:
    """Whether nothing that the learner chose speaks against pixels."""
    return not (low_bandwidth or environment.get("NO_COLOR")) and unicode


def begin(ask: Callable[[bytes], bytes] | None = None) -> Graphics:
    """Ask the terminal, and get the library ready; before the screen is opened.

    Args:
        ask: sends the terminal questions and gives its answers; tests give one.

    Raises:
        GraphicsError: the library is not installed, or the terminal shows none.
    """
    from importlib.util import find_spec

    if find_spec("textual_image") is None:
        raise GraphicsError(MISSING)
    found = understood((ask or _asked)(questions(os.environ)), _told_cell())
    try:
        _load(found.cell)
    except ImportError as error:
        raise GraphicsError(MISSING) from error
    return found


def questions(environment: Mapping[str, str]) -> bytes:
    """What to ask; a multiplexer or a console takes Kitty's question for a title or for text."""
    kind = environment.get("TERM", "")
    alone = not kind.startswith(("tmux", "screen", "linux")) and "TMUX" not in environment
    return (_QUERY_KITTY if alone else b"") + _QUERY_CELL + _QUERY_ATTRIBUTES


def understood(answer: bytes, cell: tuple[int, int] | None = None) -> Graphics:
    """What the terminal's answer means.

    Sixel goes first: some terminals that know Kitty's protocol lack the placeholders by which
    pictures stand among text, and those have Sixel.

    Args:
        answer: all that came from the terminal, keys among it.
        cell: width and height of a cell, where the terminal's driver knows them.

    Raises:
        GraphicsError: it shows none.
    """
    attributes, kitty = _ATTRIBUTES.search(answer), _KITTY.search(answer)
    protocol: Protocol
    if attributes is not None and _SIXEL in attributes[1].split(b";")[1:]:
        protocol = "sixel"
    elif kitty is not None and kitty[1].endswith(b";OK"):
        protocol = "kitty"
    else:
        raise GraphicsError(UNABLE)
    told = _CELL.search(answer)
    if cell is None and told is not None and int(told[1]) and int(told[2]):
        cell = int(told[2]), int(told[1])
    return Graphics(protocol, cell or _SELDOM_SAID, tuple(_keys(answer)))


def _keys(answer: bytes) -> Iterator[str]:
    """The keys among what came: letters, digits and a few more; others say nothing on Home."""
    for character in _OTHERS.sub(b"", answer).decode("utf-8", "ignore"):
        name = character if character.isascii() and character.isalnum() else _NAMES.get(character)
        if name is not None:
            yield name


def _told_cell() -> tuple[int, int] | None:
    """Width and height of a cell in pixels by the terminal's driver, where it knows them."""
    import fcntl
    import struct
    import termios

    try:
        size = fcntl.ioctl(sys.stdout.fileno(), termios.TIOCGWINSZ, bytes(8))
    except OSError:
        return None
    rows, columns, width, height = struct.unpack("HHHH", size)
    cell = (width // columns, height // rows) if rows and columns else (0, 0)
    return cell if min(cell) > 0 else None


def _asked(questions: bytes) -> bytes:
    """Ask the terminal; what came until it told its attributes, the last question, or in time."""
    import termios
    import tty

    source, answer, end = sys.stdin.fileno(), b"", time.monotonic() + _SECONDS
    before = termios.tcgetattr(source)
    try:
        tty.setcbreak(source, termios.TCSANOW)
        os.write(sys.stdout.fileno(), questions)
        while _ATTRIBUTES.search(answer) is None and (left := end - time.monotonic()) > 0:
            if select.select([source], [], [], left)[0]:
                got = os.read(source, 1024)
                if not got:
                    break
                answer += got
        os.write(sys.stdout.fileno(), _WIPE)
    finally:
        termios.tcsetattr(source, termios.TCSANOW, before)
    return answer


def _load(cell: tuple[int, int]) -> None:
    """Import the library where it finds no terminal to ask, and tell it the size of a cell."""
    told = {"TEXTUAL_CELL_WIDTH": str(cell[0]), "TEXTUAL_CELL_HEIGHT": str(cell[1])}
    with _no_terminal(), _environment(told):
        import textual_image.widget  # noqa: F401 - it keeps the size


@contextlib.contextmanager
def _no_terminal() -> Iterator[None]:
    held = sys.__stdout__
    vars(sys)["__stdout__"] = io.StringIO()
    try:
        yield
    finally:
        vars(sys)["__stdout__"] = held


@contextlib.contextmanager
def _environment(told: Mapping[str, str]) -> Iterator[None]:
    held = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    try:
        yield
    finally:
        for name, value in held.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
