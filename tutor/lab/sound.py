"""Sounds: as a WAV file's bytes, and played by a program of the machine, if it has one.

Samples come as bytes from the worker, so that no numerical library is needed here.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import wave
from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FULL = 32_767
"""The greatest sample."""

_PLAYERS = (
    ("afplay",),
    ("paplay",),
    ("aplay", "-q"),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
)
"""Programs that play a WAV file named last, and what they are told besides."""


class SoundError(Exception):
    """A sound that cannot be played; the message is for people."""


@dataclass(frozen=True, slots=True)
class Sound:
    """One channel of sound.

    Attributes:
        rate: samples a second.
        samples: 16 bits each, signed, the lower byte first.
    """

    rate: int
    samples: bytes

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / 2 / self.rate

    def levels(self) -> list[float]:
        """The samples from -1 to 1."""
        numbers = array("h", self.samples)
        if sys.byteorder == "big":
            numbers.byteswap()
        return [number / FULL for number in numbers]

    def wav(self) -> bytes:
        """The bytes of a WAV file (16-bit PCM, mono)."""
        made = io.BytesIO()
        with wave.open(made, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(self.rate)
            file.writeframes(self.samples)
        return made.getvalue()


def player() -> tuple[str, ...]:
    """The command that plays a WAV file, its path to be added; empty where there is none."""
    return next((command for command in _PLAYERS if shutil.which(command[0])), ())


def obstacle(environment: Mapping[str, str] | None = None) -> str:
    """Why nothing can be played here, in a sentence; empty where nothing stands against it."""
    environment = os.environ if environment is None else environment
    remote = any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))
    if remote and not environment.get("PULSE_SERVER"):
        return "Over SSH a sound would play at the other end: save it with w and fetch the file."
    if not player():
        names = ", ".join(command[0] for command in _PLAYERS)
        return f"No program that plays sounds was found ({names}): save it with w."
    return ""


class Player:
    """Plays one sound at a time, without waiting for its end."""

    def __init__(self) -> None:
        """Play nothing yet."""
        self._process: subprocess.Popen[bytes] | None = None
        self._file: Path | None = None

    @property
    def playing(self) -> bool:
        """Whether a sound is being played."""
        return self._process is not None and self._process.poll() is None

    @property
    def problem(self) -> str:
        """Why the last sound was not played to its end, in a sentence; empty where it was."""
        process = self._process
        code = None if process is None else process.poll()
        if process is None or not code:
            return ""
        name = Path(str(process.args[0] if isinstance(process.args, list) else "")).name
        return f"{name} stopped with error {code}: perhaps nothing was heard. Save it with w."

    def play(self, sound: Sound) -> None:
        """Play `sound` from its beginning; another one is broken off.

        Raises:
            SoundError: nothing can be played here.
        """
        self.stop()
        problem = obstacle()
        if problem:
            raise SoundError(problem)
        command = player()
        try:
            descriptor, name = tempfile.mkstemp(suffix=".wav")
            self._file = Path(name)
            with os.fdopen(descriptor, "wb") as file:
                file.write(sound.wav())
            self._process = subprocess.Popen(
                [*command, name], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            self.stop()
            raise SoundError(f"The sound cannot be played ({error}).") from error

    def stop(self) -> None:
        """Break off what is played, and leave no file behind."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        if self._file is not None:
            self._file.unlink(missing_ok=True)
        self._process = self._file = None
