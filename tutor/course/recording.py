"""A recorded run as a file: what it was on, in a first line, and those of its events that matter.

The first line is of a kind that readers of events skip. By it `tutor check` tells whether a
recorded run is still one of the lesson's reference.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import msgspec

from tutor.course.lesson import Experiment
from tutor.course.plan import complete
from tutor.course.problem import quoted
from tutor.datasets.registry import CARDS
from tutor.lab import events
from tutor.lab.network import Parts
from tutor.lab.numbers import Wire
from tutor.lab.run import Order
from tutor.lab.settings import Scalar, Settings, data_options

_KEPT = (events.RunStarted, events.Epoch, events.RunEnded, events.Diagnosed)
_DIGITS = 6
AGAIN = "make it anew with tutor check --record"


class Heading(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="recorded"):
    """What a recorded run was on.

    Attributes:
        task, dataset, data_options, settings, parts, seed: as in its order.
        version: of the data's arrays.
    """

    task: str
    dataset: str
    data_options: dict[str, Scalar]
    settings: Settings
    parts: Parts
    seed: int
    version: str

    @classmethod
    def of(cls, order: Order) -> Heading:
        """The heading of a run, by the order that its worker has written down."""
        return cls(
            task=order.task, dataset=order.dataset, data_options=order.data_options,
            settings=order.settings, parts=order.parts, seed=order.seed,
            version=order.environment.get("data", ""),
        )  # fmt: skip


def heading(path: Path) -> Heading | None:
    """The first line of a recorded run; None where it is no heading.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        line = file.readline()
    try:
        return msgspec.json.decode(line, type=Heading)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def recording(order: Order, told: Sequence[events.Any]) -> bytes:
    """What to keep of a run: its heading, its start, its epochs, its end, its diagnosis.

    What went on inside the epochs and layers is left out, and figures have six digits.
    """
    lines = [msgspec.json.encode(Heading.of(order)) + b"\n"]
    lines += [events.encode(_short(event)) for event in told if isinstance(event, _KEPT)]
    return b"".join(lines)


def _short(event: events.Any) -> events.Event:
    match event:
        case events.Epoch():
            metrics = {name: [_rounded(one) for one in column]
                       for name, column in event.metrics.items()}  # fmt: skip
            seconds = [float(_rounded(one)) for one in event.seconds]
            return msgspec.structs.replace(event, metrics=metrics, seconds=seconds, layers={})
        case events.RunEnded():
            final = {name: _rounded(one) for name, one in event.metrics.items()}
            return msgspec.structs.replace(event, metrics=final, look=False)
        case _:
            return cast("events.Event", event)


def _rounded(value: Wire) -> Wire:
    if isinstance(value, str) or not math.isfinite(value):
        return value
    return float(f"{value:.{_DIGITS}g}")


def misfits(experiment: Experiment, found: Heading) -> Iterator[str]:
    """In what a recorded run differs from the experiment's reference as it is now."""
    settings = complete(experiment, experiment.reference)
    for name in {**settings, **found.settings}:
        mine, theirs = settings.get(name), found.settings.get(name)
        if mine != theirs:
            yield f"{name} {_said(theirs)}; the reference has {_said(mine)}"
    wanted: dict[str, tuple[object, object]] = {
        "task": (found.task, experiment.task),
        "dataset": (found.dataset, experiment.dataset),
        "seed": (found.seed, experiment.seed),
        "[network]": (found.parts, experiment.network),
        "[data]": (found.data_options, data_options(experiment.data, settings)),
    }
    for name, (had, has) in wanted.items():
        if had != has:
            yield f"another {name}: {_said(had)}; the lesson has {_said(has)}"
    version = CARDS[experiment.dataset].version if experiment.dataset in CARDS else ""
    if version and found.version and not is_version(found.version, version):
        yield f"data of version {quoted(found.version)}; they are {quoted(version)} now"


def is_version(found: str, version: str) -> bool:
    """Whether the arrays of a run were of a data set's version; some say more after a hyphen."""
    return found == version or found.startswith(f"{version}-")


def _said(value: object) -> str:
    if value is None:
        return "unset"
    plain = isinstance(value, bool | int | float | str)
    return quoted(value) if plain else msgspec.json.encode(value).decode()
