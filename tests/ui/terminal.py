"""A real terminal for tests: the program on a pty, its screen emulated by pyte."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Self

import pyte

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120


DIAGNOSED = "[✓!★…] (?!Looking closer)[A-Z][^─]*─"
"""The title of a diagnosis, in its frame."""


def _inherited() -> dict[str, str]:
    """This process's environment, without what would speak against the terminal's own size."""
    return {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES"}}


class Terminal:
    """A program running on an emulated terminal.

    Attributes:
        sent: bytes that the program has written so far.
        heard: when the last of them came, by `time.perf_counter`: before the emulator drew them.
    """

    def __init__(
        self,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start `tutor` with `arguments` on a terminal of `columns` × `rows`."""
        self.sent, self.heard = 0, 0.0
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tutor", *arguments], stdin=slave, stdout=slave, stderr=slave,
            env={**_inherited(), "PYTHONPATH": ROOT, **(environment or {})}, start_new_session=True,
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._master)

    @property
    def pid(self) -> int:
        """The program's process id."""
        return self._process.pid

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def read(self, seconds: float = 0.05) -> bool:
        """Take in what the program writes within `seconds`; whether there was anything."""
        data = self._waiting(seconds)
        while more := data and self._waiting(0.0):
            data += more
        self.sent += len(data)
        self._stream.feed(data)
        return bool(data)

    def _waiting(self, seconds: float) -> bytes:
        """What can be read within `seconds`."""
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return b""
        try:
            data = os.read(self._master, 65536)
        except OSError:
            return b""
        self.heard = time.perf_counter()
        return data

    def wait_for(self, *words: str, seconds: float = 30.0, poll: float = 0.05) -> None:
        """Read until all `words` stand on the screen at once; fail with the screen otherwise."""
        self.wait_to_match(*map(re.escape, words), seconds=seconds, poll=poll)

    def wait_to_match(self, *patterns: str, seconds: float = 30.0, poll: float = 0.05) -> None:
        """Read until all regular expressions are found on the screen at once."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.read(poll)
            if all(re.search(pattern, self.text) for pattern in patterns):
                return
        raise AssertionError(f"never saw {patterns} but\n{self.text}")

    def wait_for_diagnosis(self, seconds: float = 60.0, poll: float = 0.05) -> None:
        """Read until a run has ended and its diagnosis is there."""
        self.wait_to_match("Finished", DIAGNOSED, seconds=seconds, poll=poll)

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def vanish(self) -> None:
        """Be gone, as a terminal is that controlled no session: no signal is sent."""
        os.close(self._master)
        self._master = os.open(os.devnull, os.O_RDWR)

    def exit_code(self, seconds: float = 20.0) -> int:
        """Wait for the program's end, reading what it still says; its exit status."""
        deadline = time.monotonic() + seconds
        while self._process.poll() is None and time.monotonic() < deadline:
            self.read()
        return self._process.wait(1.0)
