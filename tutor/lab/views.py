"""What can be looked at after a run: data in the run's folder `views/`, one JSON file a view."""

from __future__ import annotations

from pathlib import Path

import msgspec

SAMPLE = "sample"
"""The view of what a network wrote that predicts the next symbol."""


class ViewError(ValueError):
    """A view's file that cannot be read; the message says why."""


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """What a network wrote.

    Attributes:
        temperature: of the sampling.
        given: the symbols that it went on from.
        drawn: the symbols it wrote.
    """

    temperature: float
    given: list[str]
    drawn: list[str]


def path_of(view: str) -> str:
    """Where a view's file lies, relative to the run's folder."""
    return f"views/{view}.json"


def write(folder: Path, view: str, data: msgspec.Struct) -> str:
    """Write a view's data into the run's `folder`; returns the path relative to it.

    Raises:
        OSError: it cannot be written.
    """
    path = folder / path_of(view)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_bytes(msgspec.json.encode(data))
    return path_of(view)


def read_sample(folder: Path) -> Sample:
    """What the network of the run in `folder` wrote.

    Raises:
        ViewError: there is no such file, or it is damaged.
    """
    path = folder / path_of(SAMPLE)
    try:
        return msgspec.json.decode(path.read_bytes(), type=Sample)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ViewError(f"{path}: cannot be read ({error})") from error
