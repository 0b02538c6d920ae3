"""Outcomes: what became of a training that was repeated, and where that is kept.

Few numbers each, so a shard holds a line for each, appended when the training is done. They are
found again by configuration, seed and change, whatever diagnosis advised the change.
"""

from __future__ import annotations

import contextlib
import lzma
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from tests.benchmarks.diagnosis.record import About, Role
from tests.benchmarks.diagnosis.store import DATA
from tutor.diagnosis.verdict import Value

PACKED = DATA / "remedies.lzma"
"""All outcomes that are kept in the repository."""

_SHARDS = "*.remedies"


class Outcome(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A training repeated, with a change or without.

    Attributes:
        configuration: its name.
        role: an ordinary run, or one with its planted fault.
        seed: of the training.
        change: of the settings; empty for the run as it was.
        finding: the primary one that advised the change when it was made; empty for blind changes.
        risk: R̂; None where it is not finite.
        accuracy: of the fresh examples.
        recall: of each class, on the fresh examples.
        validation: the mean loss of the validation examples; None where it is not finite.
        train: the training loss in inference mode; None where it is not finite.
        epochs: that were trained.
        examples: trained on in each.
        seconds: it took.
        failed: why it could not be carried out; empty where it could.
    """

    configuration: str
    role: Role
    seed: int
    change: dict[str, Value] = {}
    finding: str = ""
    risk: float | None = None
    accuracy: float = 0.0
    recall: list[float] = []
    validation: float | None = None
    train: float | None = None
    epochs: int = 0
    examples: int = 0
    seconds: float = 0.0
    failed: str = ""

    @property
    def key(self) -> str:
        """What it is found by."""
        return key_of(self.configuration, self.role, self.seed, self.change)

    @property
    def end(self) -> float:
        """R̂, infinite where it is no number."""
        return math.inf if self.risk is None else self.risk


Outcomes = dict[str, Outcome]
"""By their keys."""


def key_of(configuration: str, role: Role, seed: int, change: Mapping[str, Value]) -> str:
    """The key of a training with a change."""
    return f"{configuration} {role} {seed} {msgspec.json.encode(change, order='sorted').decode()}"


def key_for(about: About, seed: int, change: Mapping[str, Value]) -> str:
    """The key of a kept run's training with another seed and a change."""
    return key_of(about.configuration.name, about.role, seed, change)


def finite(value: float) -> float | None:
    """A number to six digits; None for what is none."""
    return float(f"{value:.6g}") if math.isfinite(value) else None


def append(folder: Path, shard: str, outcome: Outcome) -> None:
    """Add one to a shard; a torn line before it is closed first.

    Raises:
        OSError: the disk is full or the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{shard}.remedies"
    torn = path.exists() and not path.read_bytes().endswith(b"\n") and path.stat().st_size > 0
    with path.open("ab") as file:
        file.write(b"\n" * torn + msgspec.json.encode(outcome) + b"\n")


def made(folder: Path) -> Outcomes:
    """Those in the shards of a folder; torn lines are left out."""
    found = Outcomes()
    for path in sorted(folder.glob(_SHARDS)):
        for line in path.read_bytes().splitlines():
            with contextlib.suppress(msgspec.DecodeError):
                one = msgspec.json.decode(line, type=Outcome)
                found[one.key] = one
    return found


def read(path: Path = PACKED) -> Outcomes:
    """Those that are kept.

    Raises:
        lzma.LZMAError, msgspec.DecodeError: the file is damaged.
    """
    if not path.exists():
        return {}
    listed = msgspec.json.decode(lzma.decompress(path.read_bytes()), type=list[Outcome])
    return {one.key: one for one in listed}


def keep(outcomes: Iterable[Outcome], path: Path = PACKED) -> int:
    """Write the kept ones anew with further ones among them; the bytes written."""
    whole = read(path) | {one.key: one for one in outcomes}
    listed = [whole[key] for key in sorted(whole)]
    data = lzma.compress(msgspec.json.encode(listed), preset=9 | lzma.PRESET_EXTREME)
    path.write_bytes(data)
    return len(data)
