"""What ends the program from outside: signals, and a terminal that goes without one."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time

from textual.app import App

_LOOK_SECONDS = 2.0
_LOST = 128 + 1
"""The exit status of a program whose terminal hung up: 128 and the number of SIGHUP."""


def catch(app: App[int]) -> None:
    """A lost terminal ends us at once, since all is kept; a request to end, tidily."""

    def lost(number: int, frame: object) -> None:
        os._exit(128 + number)

    with contextlib.suppress(ValueError):  # only the main thread may; tests run elsewhere too
        signal.signal(signal.SIGHUP, lost)
        signal.signal(signal.SIGTERM, lambda *_: app.call_later(app.exit, 128 + 15))


def watch() -> None:
    """End us when the terminal is gone, though nobody has sent a signal.

    That is so where it controlled no session of ours, as under some containers and launchers.
    Nothing could be shown any more, and what reads keys would go round and round.
    """
    threading.Thread(target=_until_lost, args=(sys.stdin.fileno(),), daemon=True).start()


def _until_lost(terminal: int) -> None:
    while os.isatty(terminal):
        time.sleep(_LOOK_SECONDS)
    os._exit(_LOST)
