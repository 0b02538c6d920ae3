"""Signals that end the program."""

from __future__ import annotations

import contextlib
import os
import signal

from textual.app import App


def catch(app: App[int]) -> None:
    """A lost terminal ends us at once, since all is kept; a request to end, tidily."""

    def lost(number: int, frame: object) -> None:
        os._exit(128 + number)

    with contextlib.suppress(ValueError):  # only the main thread may; tests run elsewhere too
        signal.signal(signal.SIGHUP, lost)
        signal.signal(signal.SIGTERM, lambda *_: app.call_later(app.exit, 128 + 15))
